"""Sources: what a parameter, a place or a docstring may cite, one table a key in sources.toml."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from model.errors import Fault, Faults, listed, nearest, raise_if
from model.parameters.kinds import kind_of, tables_in, unknown_keys
from model.parameters.loader import FOLDER, SOURCES
from model.parameters.reading import read_toml, shown
from model.parameters.record import GRADES, Parameter
from model.words import Message

KEYS = ("title", "year", "grade", "address", "note")


@dataclass(frozen=True)
class Source:
    """One source: short title with authors, year as printed, grade A–C or "", address or ""."""

    key: str
    title: str
    year: str = ""
    grade: str = ""
    address: str = ""
    note: str = ""


class Sources(Mapping[str, Source]):
    """All sources by key, in file order."""

    def __init__(self, sources: Mapping[str, Source]) -> None:
        self._sources = dict(sources)

    def __getitem__(self, key: str) -> Source:
        return self._sources[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._sources)

    def __len__(self) -> int:
        return len(self._sources)

    def missing(self, parameters: Mapping[str, Parameter], file: str = "") -> list[Fault]:
        """Faults of parameters that cite a key which does not exist."""
        return [
            Fault(
                file or f"{found.topic}.toml",
                f"{found.name}.source",
                Message("unknown source {key!r}", key=key),
                Message("one of {count} keys in {sources}", count=len(self), sources=SOURCES),
                nearest(key, self),
            )
            for found in parameters.values()
            for key in cited(found)
            if key not in self
        ]


def cited(parameter: Parameter) -> list[str]:
    """Keys of the sources a parameter cites: none, one, or several separated by commas."""
    return [key.strip() for key in parameter.source.split(",") if key.strip()]


def read_sources(path: Path, faults: list[Fault]) -> Sources:
    """Sources of a file; what is wrong with it is added to `faults`."""
    file = shown(path)
    found: dict[str, Source] = {}
    for key, table in tables_in(read_toml(path, faults) or {}, file, faults):
        wrong: list[Fault] = []
        unknown_keys(table, KEYS, key, file, wrong)
        wrong += [
            Fault(
                file,
                f"{key}.{name}",
                Message("a text is needed, this is {kind}", kind=kind_of(value)),
            )
            for name, value in table.items()
            if name in KEYS and not isinstance(value, str)
        ]
        if "title" not in table:
            wrong.append(Fault(file, key, Message("title is missing"), listed(KEYS)))
        if table.get("grade", "") not in GRADES:
            wrong.append(
                Fault(file, f"{key}.grade", Message("unknown grade"), Message('A, B, C or ""'))
            )
        faults.extend(wrong)
        if not wrong:
            found[key] = Source(key=key, **table)
    return Sources(found)


def load_sources(folder: Path = FOLDER) -> Sources:
    """The sources of a parameter folder. Raises InputError with every fault."""
    faults = Faults()
    sources = read_sources(folder / SOURCES, faults)
    raise_if(faults)
    return sources
