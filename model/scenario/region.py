"""What a place says about its region: numbers that depend on its size, its jobs or its year.

The parameters of the model declare which these are (`of_the_place`); region.toml of a place gives
each a record, or says that it takes them over from another place, as they are or in proportion to
a record of place.toml. What is taken over is assumed, whatever it was there.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from model.errors import NOTHING, Fault, listed, nearest
from model.parameters import Parameter, Topic, read_topic
from model.parameters.kinds import kind_of
from model.parameters.reading import Table, quoted, read_toml, shown
from model.parameters.record import parameter_from
from model.scenario.places import PLACE_FILE, find_place
from model.scenario.privacy import PRIVACY
from model.words import Message, as_is

REGION_FILE = "region.toml"
TAKEN_OVER = "taken_over"
AS_IT_IS = "nothing"
_KEYS = ("from", "names", "scaled_by", "reason")
_HOW = Message(
    'a record in {region_file}, or names = ["…"] in a table [[{taken_over}]]',
    region_file=REGION_FILE,
    taken_over=TAKEN_OVER,
)


def declared_in(topics: Iterable[Topic]) -> dict[str, Parameter]:
    """Everything that a place must give, by dotted name."""
    return {name: found for topic in topics for name, found in topic.declared.items()}


@dataclass(frozen=True)
class Region:
    """What a place gives. parameters: by dotted name; taken_over: of these, name → place."""

    parameters: Mapping[str, Parameter]
    taken_over: Mapping[str, str]


@dataclass(frozen=True)
class _Reader:
    """Reads the region of one place. own: records of its place.toml by dotted name."""

    folder: Path
    declared: Mapping[str, Parameter]
    faults: list[Fault]
    trail: tuple[Path, ...]

    @property
    def file(self) -> str:
        return shown(self.folder / REGION_FILE)

    def read(self, own: Mapping[str, Parameter]) -> Region:
        """The region; to be used only if no fault was added."""
        path = self.folder / REGION_FILE
        if not self.declared:
            return Region({}, {})
        before = len(self.faults)
        tables = read_toml(path, self.faults)
        if tables is None:
            return Region({}, {})
        found = self._records({k: v for k, v in tables.items() if k != TAKEN_OVER})
        lent: dict[str, str] = {}
        for number, row in enumerate(self._rows(tables.get(TAKEN_OVER, [])), start=1):
            for name, parameter in self._borrowed(row, f"{TAKEN_OVER}[{number}]", own):
                if name in found:
                    problem = Message("{name} is given twice", name=name)
                    self._fault(
                        f"{TAKEN_OVER}[{number}].names", problem, Message("a record, or taken over")
                    )
                found[name], lent[name] = parameter, str(row.get("from"))
        missing = [name for name in self.declared if name not in found]
        if missing and len(self.faults) == before:
            problem = Message(
                "{count} numbers of the place are missing: {names}",
                count=len(missing),
                names=listed(missing, 40),
            )
            self._fault("", problem, _HOW)
        return Region(found, lent)

    def _fault(
        self, key: str, problem: Message, allowed: Message = NOTHING, near: str = ""
    ) -> None:
        self.faults.append(Fault(self.file, key, problem, allowed, near))

    def _records(self, tables: Table) -> dict[str, Parameter]:
        found = {}
        for name, raw in _flat(tables):
            known = self.declared.get(name)
            if known is None:
                near = nearest(name, self.declared)
                self._fault(name, Message("unknown number of a place"), listed(self.declared), near)
            elif not isinstance(raw, dict):
                self._fault(
                    name, Message("a record is needed, this is {kind}", kind=kind_of(raw)), _HOW
                )
            else:
                record = parameter_from(name, raw, self.file, name, self.faults)
                if record is not None and record.unit != known.unit:
                    self._fault(
                        f"{name}.unit",
                        Message("wrong unit {unit}", unit=quoted(record.unit)),
                        as_is(known.unit),
                    )
                elif record is not None:
                    found[name] = _placed(record, known)
        return found

    def _rows(self, raw: object) -> list[Table]:
        if isinstance(raw, list) and all(isinstance(row, dict) for row in raw):
            return raw
        self._fault(
            TAKEN_OVER,
            Message("is no list of tables"),
            Message("[[{taken_over}]]", taken_over=TAKEN_OVER),
        )
        return []

    def _borrowed(
        self, row: Table, key: str, own: Mapping[str, Parameter]
    ) -> Iterator[tuple[str, Parameter]]:
        """What one table takes over, by name."""
        for name in row.keys() - set(_KEYS):
            self._fault(
                f"{key}.{name}", Message("unknown key"), listed(_KEYS), nearest(name, _KEYS)
            )
        texts = [row.get("from"), row.get("scaled_by"), row.get("reason")]
        names = row.get("names")
        listed_names = isinstance(names, list) and all(isinstance(name, str) for name in names)
        if not all(isinstance(text, str) and text for text in texts) or not listed_names:
            self._fault(
                key, Message("is not complete"), Message('from, names, scaled_by and reason = "…"')
            )
            return
        other = self._other(str(row["from"]), f"{key}.from")
        if other is None:
            return
        ratio = self._ratio(str(row["scaled_by"]), f"{key}.scaled_by", own, other[0])
        for wanted in names or []:
            members = [n for n in self.declared if n == wanted or n.startswith(f"{wanted}.")]
            if not members:
                groups = {n.rpartition(".")[0] for n in self.declared}
                near = nearest(wanted, [*groups, *(g.partition(".")[0] for g in groups)])
                near = near or nearest(wanted, self.declared)
                problem = Message("no number of a place is called {wanted}", wanted=quoted(wanted))
                self._fault(f"{key}.names", problem, listed(self.declared), near)
            for name in members:
                if ratio is not None and name in other[1].parameters:
                    yield name, scaled(other[1].parameters[name], ratio, str(row["from"]))

    def _other(self, name: str, key: str) -> tuple[Mapping[str, Parameter], Region] | None:
        """Records and region of the place that numbers are taken from."""
        found = find_place(name, self.folder / REGION_FILE, Fault(self.file, key))
        if isinstance(found, Fault):
            self.faults.append(found)
            return None
        if found in self.trail:
            self._fault(
                key,
                Message("places take over from each other in a circle"),
                Message("a chain that ends"),
            )
            return None
        topic = read_topic(found / PLACE_FILE, self.faults, "place", (PRIVACY,))
        own = topic.parameters if topic else {}
        reader = _Reader(found, self.declared, self.faults, (*self.trail, found))
        return own, reader.read(own)

    def _ratio(
        self, by: str, key: str, own: Mapping[str, Parameter], theirs: Mapping[str, Parameter]
    ) -> float | None:
        if by == AS_IT_IS:
            return 1.0
        name = f"place.{by}"
        if name in own and name in theirs and own[name].value > 0 and theirs[name].value > 0:
            return own[name].value / theirs[name].value
        both = [n.partition(".")[2] for n in own if n in theirs]
        problem = Message("both places need a record {by} above 0 in place.toml", by=quoted(by))
        self._fault(key, problem, listed([AS_IT_IS, *both], 20), nearest(by, both))
        return None


def read_region(
    folder: Path,
    own: Mapping[str, Parameter],
    declared: Mapping[str, Parameter],
    faults: list[Fault],
) -> Region:
    """The region of a place; to be used only if no fault was added.

    own: records of its place.toml by dotted name; declared: what every place must give.
    """
    return _Reader(folder, declared, faults, (folder,)).read(own)


def scaled(parameter: Parameter, ratio: float, origin: str) -> Parameter:
    """A number taken over from another place, value and range in proportion."""
    span = parameter.range
    limits = parameter.limits
    return replace(
        parameter,
        value=parameter.value * ratio,
        range=None if span is None else (span[0] * ratio, span[1] * ratio),
        limits=None if limits is None else (limits[0] * ratio, limits[1] * ratio),
        status="assumed",
        grade="",
        source="",
        meaning=f"{parameter.meaning}; taken over from {origin}"
        + ("" if ratio == 1 else f", times {ratio:.4g}"),
    )


def _placed(record: Parameter, known: Parameter) -> Parameter:
    """A record where the model's declaration has its place."""
    return replace(record, field=known.field, index=known.index, element=known.element)


def _flat(tables: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, object]]:
    """Nested tables by dotted name, down to records and to what is no table."""
    for key, raw in tables.items():
        if isinstance(raw, dict) and not {"value", "unit"} & raw.keys():
            yield from _flat(raw, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", raw
