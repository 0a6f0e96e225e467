"""Composing a scenario file with what it extends: a chain in which the child wins.

Inside one file a key may be set once: base tables and named overrides that touch one key clash.
Nothing is compared with the parameters here; that is done when the scenario is resolved.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from model.errors import Fault, listed, nearest
from model.parameters.reading import named_in, quoted, read_toml, resolved, shown
from model.scenario.places import arrangements_folder, list_scenarios
from model.words import Message

if TYPE_CHECKING:
    from model.scenario.spec import Block, FormSpec, ScenarioSpec


_BY_PATH = Message(
    "the name of an arrangement, or the path of a .toml file in this folder or beside it"
)


class Setting(NamedTuple):
    """A value as written, and where: file and dotted key."""

    raw: object
    file: str
    key: str


class FormSource(NamedTuple):
    """A form as written, the file it stands in, and its key there."""

    spec: "FormSpec"
    path: Path
    key: str


@dataclass(frozen=True)
class Composition:
    """A scenario with all it extends, not yet checked against parameters and place.

    settings: dotted parameter name → value as written; forms: in order, later ones win.
    """

    path: Path
    name: str
    title: dict[str, str]
    description: dict[str, str]
    place: Setting | None
    place_origin: Path | None
    settings: dict[str, Setting] = field(default_factory=dict)
    forms: list[FormSource] = field(default_factory=list)


class _Link(NamedTuple):
    """One file of a chain."""

    path: Path
    spec: "ScenarioSpec"


def find_scenario(reference: str | Path, origin: Path | None, where: Fault) -> Path | Fault:
    """File of a scenario given by name or path.

    A name is looked for beside the file that uses it, then among the shipped arrangements; a path
    is relative to that file. where: fault with file and key of the reference, filled in if there is
    no such scenario.
    """
    text = str(reference)
    beside = origin.parent if origin else Path()
    if isinstance(reference, Path) or "/" in text or "\\" in text:
        path = named_in(origin, text, ".toml") if origin else Path(text)
        if isinstance(path, str):
            return replace(
                where,
                problem=Message("{words} {path}", words=quoted(text), path=path),
                allowed=_BY_PATH,
            )
        candidates = [path]
    elif text.endswith(".toml"):
        candidates = [beside / text, arrangements_folder() / text]
    else:
        candidates = [arrangements_folder() / f"{text}.toml"]
        if origin:
            own = beside / f"{text}.toml"
            # A file may refine the shipped arrangement of its own name: itself comes last.
            candidates.insert(1 if own == origin else 0, own)
    for path in candidates:
        try:
            # A folder is found too: reading it says what is wrong.
            if path.exists():
                return resolved(path)
        except (OSError, ValueError):
            break
    known = list_scenarios()
    allowed = Message("{names}, or the path of a TOML file", names=listed(known, 40))
    problem = Message("there is no scenario {words}", words=quoted(text))
    stem = text.rsplit("/", 1)[-1].removesuffix(".toml")
    return Fault(where.file, where.key, problem, allowed, nearest(stem, known))


def name_of_scenario(reference: str) -> str:
    """The name of a scenario in results: its own, else that of its file."""
    path = find_scenario(reference, None, Fault("", ""))
    tables = read_toml(path, []) if isinstance(path, Path) else None
    name = (tables or {}).get("name")
    return name if isinstance(name, str) else Path(reference).stem


def compose(path: Path, faults: list[Fault]) -> Composition | None:
    """Everything a scenario file says, with what it extends, after adding every fault in it.

    Returned with faults it serves to find more of them; None if the file cannot be read at all.
    """
    links = _chain(path, faults)
    settings: dict[str, Setting] = {}
    forms: dict[str, FormSource] = {}
    place, place_origin = None, None
    for link in links:
        settings.update(_own_settings(link, faults))
        forms.update(_own_forms(link, faults))
        if link.spec.place is not None:
            place, place_origin = Setting(link.spec.place, shown(link.path), "place"), link.path
    if not links:
        return None
    from model.scenario.spec import is_name

    last = links[-1].spec
    name = last.name or path.stem
    if not is_name(name):
        problem = Message(
            "the name of the file, {name}, is no name of a scenario", name=quoted(name)
        )
        faults.append(
            Fault(shown(path), "name", problem, Message('name = "…" of letters and digits'))
        )
    return Composition(
        path=path,
        name=name,
        title=last.title.model_dump() if last.title else {"de": name, "en": name},
        description=last.description.model_dump() if last.description else {"de": "", "en": ""},
        place=place,
        place_origin=place_origin,
        settings=settings,
        forms=list(forms.values()),
    )


def _chain(path: Path, faults: list[Fault]) -> list[_Link]:
    """The files a scenario is made of, the root first. Every file's faults are found, not one's."""
    from model.scenario.spec import parse  # pydantic is slow to import; needed only for files

    links: list[_Link] = []
    seen = [path]
    while True:
        tables = read_toml(path, faults)
        if tables is None:
            break
        spec = parse(tables, shown(path), faults)
        if spec is not None:
            links.append(_Link(path, spec))
        reference = tables.get("extends")
        if not isinstance(reference, str):
            break
        where = Fault(shown(path), "extends")
        found = find_scenario(reference, path, where)
        if isinstance(found, Fault):
            faults.append(found)
            break
        if found in seen:
            circle = " → ".join(link.stem for link in [*seen[seen.index(found) :], found])
            problem = Message("scenarios extend each other in a circle: {circle}", circle=circle)
            faults.append(Fault(shown(path), "extends", problem, Message("a chain that ends")))
            break
        seen.append(found)
        path = found
    return links[::-1]


def _own_settings(link: _Link, faults: list[Fault]) -> dict[str, Setting]:
    """What one file sets, by dotted name; the same name twice is a fault."""
    file = shown(link.path)
    found: dict[str, Setting] = {}
    blocks = [("", link.spec), *((_row("override", row), row) for row in link.spec.override)]
    for key, block in blocks:
        for name, setting in block_settings(block, file, key):
            if name in found:
                problem = Message(
                    "{name} is set twice: as {key} and as {key2}",
                    name=name,
                    key=found[name].key,
                    key2=setting.key,
                )
                faults.append(
                    Fault(file, setting.key, problem, Message("each key once in a scenario"))
                )
            else:
                found[name] = setting
    faults.extend(_repeated([row.name for row in link.spec.override], "override", file))
    return found


def _own_forms(link: _Link, faults: list[Fault]) -> dict[str, FormSource]:
    """Forms of one file by name; a form of the same name in the parent is replaced."""
    faults.extend(_repeated([row.name for row in link.spec.form], "form", shown(link.path)))
    return {row.name: FormSource(row, link.path, _row("form", row)) for row in link.spec.form}


def _repeated(names: list[str], kind: str, file: str) -> list[Fault]:
    return [
        Fault(
            file,
            f"{kind}.name",
            Message("two rows of [[{kind}]] are called {name!r}", kind=kind, name=name),
            Message("each name once"),
        )
        for name in sorted({name for name in names if names.count(name) > 1})
    ]


def _row(kind: str, row: Any) -> str:
    """Key of a named row: form[project]."""
    return f"{kind}[{row.name}]"


def block_settings(block: "Block", file: str, key: str) -> Iterator[tuple[str, Setting]]:
    """Dotted parameter names that a block sets, each with the value as written."""
    start = f"{key}." if key else ""
    for topic, table in (("levers", block.levers), ("switches", block.switches)):
        for name, raw in table.items():
            yield f"{topic}.{name}", Setting(raw, file, f"{start}{topic}.{name}")
    for name, raw in flattened(block.parameters):
        yield name, Setting(raw, file, f"{start}parameters.{name}")


def flattened(table: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, object]]:
    """Nested tables as dotted names; a table with value or unit is a value."""
    for key, raw in table.items():
        name = f"{prefix}{key}"
        if isinstance(raw, Mapping) and not {"value", "unit"} & raw.keys():
            yield from flattened(raw, f"{name}.")
        else:
            yield name, raw
