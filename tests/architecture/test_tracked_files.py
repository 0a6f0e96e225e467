"""The project stands alone: no path of a machine, no address of a registry, nothing outside it."""

import re
from pathlib import Path

import pytest
from testkit.source import ROOT, name_of, tracked

# Written in pieces, so that this file does not find itself.
MACHINE_PATHS = re.compile(
    r"(?<![\w.~$}/])/(?:home|Users|root|work|opt|mnt|tmp)/(?=[\w.])|[A-Z]:\\{1,2}(?:Users|Windows)"
)
REGISTRIES = re.compile(
    "|".join(
        name.replace("_", r"\.")
        for name in (
            "pypi_org",
            "pythonhosted_org",
            "npmjs_(org|com)",
            "yarnpkg_com",
            "anaconda_(org|com)",
            "crates_io",
            "debian_org",
            "ubuntu_com",
            "proxy_golang_org",
            "index-url",
            "find-links[ =]",
        )
    )
)
OUTSIDE = re.compile(r"\.\./" r"shared|\bshared/" r"\w+\.md")

# Files that name an option whose very purpose is to keep addresses out.
ALLOWED = {".ci/lock": {"REGISTRIES"}}
BINARY = {".ttf", ".pptx", ".docx", ".parquet", ".png", ".npz", ".gz", ".pdf"}
LARGEST = 5_000_000  # bytes


def texts() -> list[Path]:
    return [path for path in tracked() if path.suffix not in BINARY]


def found(pattern: re.Pattern[str], rule: str) -> list[str]:
    """Lines of tracked text files that match."""
    return [
        f"{name_of(path)}:{number} {line.strip()[:100]}"
        for path in texts()
        if path != Path(__file__) and rule not in ALLOWED.get(name_of(path), ())
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if pattern.search(line)
    ]


def test_no_path_of_a_machine() -> None:
    assert not found(MACHINE_PATHS, "MACHINE_PATHS")


def test_no_address_of_a_registry() -> None:
    assert not found(REGISTRIES, "REGISTRIES")


def test_nothing_outside_the_project_is_named() -> None:
    assert not found(OUTSIDE, "OUTSIDE")


@pytest.mark.parametrize(
    ("pattern", "line", "expected"),
    [
        (MACHINE_PATHS, "open('/home/anna/x.toml')", True),
        (MACHINE_PATHS, "see /root/.cache", True),
        (MACHINE_PATHS, "scenarios/places/oberhausen-2015", False),
        (MACHINE_PATHS, "minutes at work/month", False),
        (REGISTRIES, "https://pypi.org/simple", True),
        (REGISTRIES, "--index-url", True),
        (REGISTRIES, "numpy==2.1", False),
        (OUTSIDE, "see ../shared/model.md", True),
        (OUTSIDE, "shared capacity", False),
    ],
)
def test_patterns_find_what_they_are_for(
    pattern: re.Pattern[str], line: str, expected: bool
) -> None:
    assert bool(pattern.search(line)) is expected


def test_text_files_are_tidy() -> None:
    faults = []
    for path in texts():
        data = path.read_bytes()
        data.decode("utf-8")
        if b"\r" in data:
            faults.append(f"{name_of(path)}: line ends of another system")
        if data and not data.endswith(b"\n"):
            faults.append(f"{name_of(path)}: no line end at the end")
    assert not faults


def test_no_file_is_large() -> None:
    assert not [name_of(path) for path in tracked() if path.stat().st_size > LARGEST]


def test_results_are_not_tracked() -> None:
    kept = [name_of(path) for path in tracked() if ROOT / "results" in path.parents]
    assert kept == ["results/README.md"]
