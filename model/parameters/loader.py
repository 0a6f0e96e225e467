"""Parameter files: a folder of TOML, one file a topic, becomes one mapping of named parameters.

A record stands alone (`base_hazard = { value = … }` in search.toml is `search.base_hazard`), in a
vector over an index of the vocabulary (`[effect]`, `index = "barrier"`: `search.effect.health`),
or, if the file itself is indexed, in the table of an element (needs.toml: `needs.debt.duration`).
A switch stands beside what it switches, in the table `[switches]` of any file, or in switches.toml;
either way it is `switches.stigma`.
Anything that is no record must be a known label; a number without unit and source is refused.

What depends on the size, the region or the year of a place is declared with `of_the_place = true`,
unit and meaning, and has no value here: each place gives it (`model.scenario.region`).
"""

import hashlib
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from model.errors import Fault, Faults, InputError, listed, nearest, raise_if
from model.parameters.kinds import kind_of
from model.parameters.reading import MOST_BYTES, Table, read_bytes, read_toml, shown
from model.parameters.record import Parameter, parameter_from
from model.vocabulary import INDICES
from model.words import Message

if TYPE_CHECKING:
    import numpy as np

FOLDER = Path(__file__).resolve().parent
SOURCES = "sources.toml"
SWITCHES = "switches"
# Keys that are no numbers: what a row is called and what it is connected with.
LABELS = (
    *("index", "name", "title", "description", "service", "german", "english", "kinds", "note"),
    *("class", "order"),
)


OF_THE_PLACE = "of_the_place"
_DECLARED_KEYS = (OF_THE_PLACE, "unit", "meaning", "german")


class Topic(NamedTuple):
    """One parameter file as read.

    parameters: in file order; labels: by dotted table; declared: what every place must give, as
    parameters without a value (NaN) or a range; names: all of both, in file order.
    """

    name: str
    parameters: dict[str, Parameter]
    labels: dict[str, dict[str, Any]]
    declared: dict[str, Parameter]
    names: list[str]


@dataclass(frozen=True)
class _Place:
    """Where in a file a table stands: dotted key, name, field, index and element."""

    key: str
    name: str
    field: str = ""
    index: str = ""
    element: str = ""


class _Walk:
    """One pass over the tables of a file, collecting parameters, labels and faults."""

    def __init__(self, topic: str, file: str, labels: Iterable[str], faults: list[Fault]) -> None:
        self.topic = Topic(topic, {}, {}, {}, [])
        self.file = file
        self.allowed_labels = (*LABELS, *labels)
        self.faults = faults

    def table(self, table: Table, at: _Place) -> None:
        """Records, labels and sub-tables of one table; `at.index` says what its keys must be."""
        index = self._index(table, at)
        for key, raw in table.items():
            dotted = f"{at.key}.{key}" if at.key else key
            if isinstance(raw, dict) and key not in self.allowed_labels:
                inner = self._inside(at, index, key, dotted)
                if key == SWITCHES and not at.key:
                    inner = _Place(SWITCHES, SWITCHES)
                if OF_THE_PLACE in raw:
                    self._declare(raw, inner)
                elif "value" in raw or (index and at.field):
                    self._record(raw, inner)
                else:
                    self.table(raw, inner)
            elif key in self.allowed_labels:
                self.topic.labels.setdefault(at.key, {})[key] = raw
            else:
                self._stray(key, dotted, raw)

    def _inside(self, at: _Place, index: str, key: str, dotted: str) -> _Place:
        """Place of a sub-table or record: an element of the index, or a part of the field name."""
        name = f"{at.name}.{key}"
        if index and not at.element:
            if key not in INDICES[index]:
                self._unknown_element(index, key, dotted)
            return _Place(dotted, name, at.field, index, key)
        field = f"{at.field}_{key}" if at.field else key
        return _Place(dotted, name, field, at.index, at.element)

    def _index(self, table: Table, at: _Place) -> str:
        """The index that holds inside this table."""
        index = table.get("index", at.index)
        if index and index not in INDICES:
            near = nearest(str(index), INDICES)
            key = f"{at.key}.index" if at.key else "index"
            self.faults.append(
                Fault(
                    self.file,
                    key,
                    Message("unknown index {index!r}", index=index),
                    listed(INDICES),
                    near,
                )
            )
            return ""
        return str(index)

    def _unknown_element(self, index: str, key: str, dotted: str) -> None:
        known = INDICES[index]
        problem = Message("unknown element of the index {index}", index=index)
        self.faults.append(Fault(self.file, dotted, problem, listed(known), nearest(key, known)))

    def _declare(self, raw: Table, at: _Place) -> None:
        """What a place must give: unit and meaning, no value."""
        texts = {key: raw[key] for key in ("unit", "meaning") if isinstance(raw.get(key), str)}
        for key in raw.keys() - set(_DECLARED_KEYS):
            near = nearest(key, _DECLARED_KEYS)
            allowed = listed(_DECLARED_KEYS)
            self.faults.append(
                Fault(self.file, f"{at.key}.{key}", Message("unknown key"), allowed, near)
            )
        if raw[OF_THE_PLACE] is not True or len(texts) < 2:
            allowed = Message('{ of_the_place = true, unit = "…", meaning = "…" }')
            self.faults.append(Fault(self.file, at.key, Message("is no declaration"), allowed))
            return
        found = Parameter(at.name, math.nan, german=str(raw.get("german", "")), **texts)
        found = replace(found, field=at.field, index=at.index, element=at.element)
        self.topic.declared[at.name] = found
        self.topic.names.append(at.name)

    def _record(self, raw: Table, at: _Place) -> None:
        if at.name in self.topic.parameters:
            return
        parameter = parameter_from(at.name, raw, self.file, at.key, self.faults)
        if parameter is not None:
            self.topic.names.append(at.name)
            self.topic.parameters[at.name] = replace(
                parameter, field=at.field, index=at.index, element=at.element
            )

    def _stray(self, key: str, dotted: str, raw: object) -> None:
        """A value that is neither a record nor a label."""
        if isinstance(raw, int | float):
            problem = Message("{kind} without unit, range, status and source", kind=kind_of(raw))
            allowed = Message(
                "{ value = …, unit = …, range = …, status = …, source = …, meaning = … }"
            )
            self.faults.append(Fault(self.file, dotted, problem, allowed))
        else:
            allowed = Message("records, or the labels {names}", names=listed(self.allowed_labels))
            near = nearest(key, self.allowed_labels)
            self.faults.append(Fault(self.file, dotted, Message("unknown key"), allowed, near))


def read_topic(
    path: Path, faults: list[Fault], topic: str = "", labels: Iterable[str] = ()
) -> Topic | None:
    """One parameter file; faults are added, and None is returned if it cannot be read at all."""
    tables = read_toml(path, faults)
    if tables is None:
        return None
    walk = _Walk(topic or path.stem, shown(path), labels, faults)
    walk.table(tables, _Place("", walk.topic.name))
    return walk.topic


def topic_files(folder: Path = FOLDER) -> list[Path]:
    """The parameter files of a folder, sorted by name; sources are no parameters."""
    return sorted(path for path in folder.glob("*.toml") if path.name != SOURCES)


def fingerprint(paths: Iterable[Path], most: int = MOST_BYTES) -> tuple[tuple[str, str], ...]:
    """Path and hash of what files say: equal means unchanged since the last look."""
    # What cannot be read counts as empty here and is reported by whoever reads it.
    found = ((path, read_bytes(path, [], most=most) or b"") for path in paths)
    return tuple((str(path), hashlib.sha256(raw).hexdigest()) for path, raw in found)


def load_topics(folder: Path = FOLDER) -> tuple[Topic, ...]:
    """All topics of a folder. Raises InputError with every fault of every file."""
    if not folder.is_dir():
        raise InputError.of(
            shown(folder), "", Message("there is no such folder"), Message("a folder of TOML")
        )
    return _load_topics(folder, fingerprint(topic_files(folder)))


@lru_cache(maxsize=16)
def _load_topics(folder: Path, _files: tuple[tuple[str, str], ...]) -> tuple[Topic, ...]:
    faults = Faults()
    topics = tuple(
        topic for path in topic_files(folder) if (topic := read_topic(path, faults)) is not None
    )
    _check_names(topics, folder, faults)
    raise_if(faults)
    return topics


def _check_names(topics: Iterable[Topic], folder: Path, faults: list[Fault]) -> None:
    """A switch stands in one file only."""
    home: dict[str, str] = {}
    for topic in topics:
        for name in topic.parameters:
            other = home.setdefault(name, topic.name)
            if other != topic.name:
                problem = Message("also in {other}.toml", other=other)
                faults.append(
                    Fault(shown(folder / f"{topic.name}.toml"), name, problem, Message("once"))
                )


def load(folder: Path = FOLDER) -> dict[str, Parameter]:
    """All parameters of a folder: dotted name → Parameter, in file order.

    Raises InputError with every fault of every file.
    """
    return {
        name: parameter
        for topic in load_topics(folder)
        for name, parameter in topic.parameters.items()
    }


def labels(topic: str, folder: Path = FOLDER) -> dict[str, dict[str, Any]]:
    """Labels of a topic (service, german, kinds …) by dotted table name, "" for the file itself.

    Raises KeyError for a topic that does not exist: topics are named in code, not by users.
    """
    by_name = {found.name: found for found in load_topics(folder)}
    return {table: dict(values) for table, values in by_name[topic].labels.items()}


def record(parameters: Mapping[str, Parameter], topic: str) -> "np.void":
    """The numbers of a topic as one compiled record: `par.base_hazard`, `par.effect[k]`.

    Element 0 of a structured array whose fields are float64 scalars, or vectors over their index
    with 0.0 for elements without a record, in the order in which they first appear.
    Raises KeyError for a topic without parameters.
    """
    import numpy as np  # not at the top: scenarios are read and checked without it

    members = [found for found in parameters.values() if found.topic == topic]
    if not members:
        raise KeyError(topic)
    widths = {found.field: len(INDICES[found.index]) if found.index else 0 for found in members}
    kinds = [(field, "f8", (width,)) if width else (field, "f8") for field, width in widths.items()]
    rows = np.zeros(1, dtype=np.dtype(kinds))
    for found in members:
        if found.index:
            rows[found.field][0, INDICES[found.index].index(found.element)] = found.value
        else:
            rows[found.field][0] = found.value
    row: np.void = rows[0]
    return row
