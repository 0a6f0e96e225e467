"""What is imported is declared, what is declared is used, and all of it is locked with hashes."""

import re
import sys
import tomllib
from importlib.metadata import packages_distributions

from testkit.source import PACKAGES, ROOT, imported, modules, tree

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
# What only some commands need: imported where it is used, never at the start.
EXTRAS = [
    requirement
    for name, extra in PROJECT["optional-dependencies"].items()
    if name != "dev"
    for requirement in extra
]
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")

# Needed by another dependency's optional part, or started as a program: never imported by name.
NOT_IMPORTED: set[str] = set()


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def names(requirements: list[str]) -> set[str]:
    """Names of the distributions in a list of requirements."""
    return {canonical(re.split(r"[\[<>=!~; ]", text, maxsplit=1)[0]) for text in requirements}


DECLARED = names([*PROJECT["dependencies"], *EXTRAS, *PROJECT["optional-dependencies"]["dev"]])


def third_party(*folders: str) -> dict[str, str]:
    """Distribution -> one file that imports it."""
    owners = packages_distributions()
    own = {*PACKAGES, "benchmarks", "testkit", "tests", *sys.stdlib_module_names}
    found = {}
    for path in modules(*folders):
        for _, name in imported(tree(path)):
            top = name.partition(".")[0]
            if top not in own:
                owner = [canonical(name) for name in owners.get(top, [top])]
                named = [name for name in owner if name in DECLARED]  # several may share a package
                found[(named or owner)[0]] = str(path.relative_to(ROOT))
    return found


def test_what_the_packages_import_is_declared() -> None:
    missing = {
        name: file
        for name, file in third_party().items()
        if name not in names(PROJECT["dependencies"] + EXTRAS)
    }
    assert not missing, f"name it in pyproject.toml, then make lock: {missing}"


def test_what_the_tests_import_is_declared() -> None:
    declared = names(PROJECT["dependencies"] + EXTRAS + PROJECT["optional-dependencies"]["dev"])
    missing = {n: file for n, file in third_party("tests").items() if n not in declared}
    assert not missing, missing


def test_what_is_declared_is_used() -> None:
    idle = names(PROJECT["dependencies"]) - set(third_party()) - NOT_IMPORTED
    assert not idle, f"the base install stays light: {idle}"


def test_everything_declared_is_locked() -> None:
    locked = {canonical(name) for name in re.findall(r"^([\w.-]+)==", LOCK, re.MULTILINE)}
    declared = names(PROJECT["dependencies"] + PROJECT["optional-dependencies"]["dev"])
    assert not declared - locked, "call make lock"


def test_every_locked_package_has_hashes() -> None:
    entries = re.split(r"\n(?=\S)", LOCK.strip())
    bare = [entry.splitlines()[0] for entry in entries if "--hash=sha256:" not in entry]
    assert not bare


def test_the_lock_names_packages_and_nothing_else() -> None:
    stray = [
        line
        for line in LOCK.splitlines()
        if not re.match(r"^[\w.-]+==\S+( ; .+)? \\$|^    --hash=sha256:[0-9a-f]{64}( \\)?$", line)
    ]
    assert not stray


def test_the_project_cannot_be_uploaded() -> None:
    assert "Private :: Do Not Upload" in PROJECT["classifiers"]
