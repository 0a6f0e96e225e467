"""The files of a place: read together, so that one report lists everything that is wrong.

place.toml (numbers), sozialraeume.toml, institutions.toml, overlap.toml, margins.toml (population
in receipt), arrivals.toml (people who enter), composition.toml (shape of the sample), and from the
parameters needs.toml, which says which kinds serve which need.
"""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from model.errors import Fault, Faults, listed, nearest, raise_if
from model.parameters import load_sources
from model.parameters.kinds import number, tables_in, unknown_keys
from model.parameters.loader import FOLDER, read_topic
from model.parameters.reading import read_toml, shown
from model.parameters.record import Parameter
from model.population.agreement import Space, agree
from model.population.composition import Composition, composition_from
from model.population.institutions import TYPES, Kind, kinds_from, unserved
from model.population.margins import Margin, margins_from
from model.population.records import kind_faults, record_of
from model.scenario.privacy import PRIVACY
from model.vocabulary import NEEDS
from model.words import Message

SPACE_RECORDS = ("population", "rate", "elb", "migrated", "lone_parents")
MILIEU = ("contacts", "places", "norms")  # values of a Sozialraum, 1 as in the city
OVERLAP_RECORDS = ("share", "users", "contact")
# Records of place.toml that the population and the institutions are made with.
NEEDED = (
    "stock",
    "population_seed",
    "sample_households",
    "arrival_templates",
    "arrivals_per_month",
    "officers",
    "case_managers",
    "benefits_staff",
    "minutes_per_post",
    "minutes_per_officer",
    "minutes_per_case_manager",
    "minutes_per_benefits_staff",
    "but_places",
)
# Records of place.toml that only describe: for staffing, comparison and what is taken over.
DESCRIBING = (
    "active_share",
    "sites",
    "residents",
    "families",
    "insured_jobs",
    "unemployed_sgb3",
    "reported_vacancies",
    "euro_per_hour",  # what an hour of work costs whoever pays it; only with its source
)
PLACE_LABELS = ("title", PRIVACY)


@dataclass(frozen=True)
class Overlap:
    """A service of youth welfare: share of its users in SGB II, users, share met in a month."""

    name: str
    german: str
    kind: str
    records: Mapping[str, Parameter]


@dataclass(frozen=True)
class PlaceFiles:
    """Everything the files of a place say, checked."""

    folder: Path
    title: str
    records: Mapping[str, Parameter]
    spaces: tuple[Space, ...]
    kinds: tuple[Kind, ...]
    overlaps: tuple[Overlap, ...]
    margins: tuple[Margin, ...]
    arrival_margins: tuple[Margin, ...]
    composition: Composition
    services: Mapping[str, tuple[str, ...]]


def read_place(folder: Path, needs: Path | None = None) -> PlaceFiles:
    """All files of a place. Raises InputError with every fault of every file."""
    faults = Faults()
    if not folder.is_dir():
        raise_if([_no_folder(folder)])
    records, title = _numbers(folder / "place.toml", faults)
    spaces = _spaces(folder / "sozialraeume.toml", faults)
    agree(spaces, records, shown(folder / "sozialraeume.toml"), faults)
    services = _services(needs or FOLDER / "needs.toml", faults)
    path = folder / "institutions.toml"
    tables = read_toml(path, faults)
    kinds = kinds_from(tables or {}, shown(path), len(spaces), faults)
    names = tuple(name for name in tables or () if name != TYPES)
    overlaps = _overlaps(folder / "overlap.toml", names, faults)
    if tables is not None:
        unserved(services, names, shown(path), faults)
        _everybody_seen(kinds, overlaps, shown(path), faults)
    margins = _margin_file(folder / "margins.toml", faults)
    arrivals = _margin_file(folder / "arrivals.toml", faults)
    path = folder / "composition.toml"
    shape = read_toml(path, faults)
    composition = Composition({})
    if shape is not None:
        composition = composition_from(shape, shown(path), faults)
    _known_sources(folder, records, spaces, kinds, overlaps, margins, arrivals, faults)
    raise_if(faults)
    return PlaceFiles(
        folder, title, records, spaces, kinds, overlaps, margins, arrivals, composition, services
    )


def _no_folder(folder: Path) -> Fault:
    there = sorted(path.name for path in folder.parent.glob("*") if path.is_dir())
    what = (
        Message("this is a file, not the folder of a place")
        if folder.exists()
        else Message("no such place")
    )
    return Fault(shown(folder), "", what, listed(there), nearest(folder.name, there))


def _numbers(path: Path, faults: list[Fault]) -> tuple[dict[str, Parameter], str]:
    """Records of place.toml by name without the topic, and the title of the place."""
    topic = read_topic(path, faults, "place", PLACE_LABELS)
    if topic is None:
        return {}, ""
    found = {name.removeprefix("place."): record for name, record in topic.parameters.items()}
    file = shown(path)
    known = (*NEEDED, *DESCRIBING)
    for name, record in found.items():
        faults.extend(_of_place(name, record, known, file))
    written = {fault.key.partition(".")[0] for fault in faults if fault.file == file}
    for name in NEEDED:
        if name not in found and name not in written:  # one fault for one mistake
            near = nearest(name, [other for other in found if other not in known])
            faults.append(Fault(file, name, Message("is missing"), Message("a record"), near))
    title = topic.labels.get("", {}).get("title", path.parent.name)
    return found, str(title)


def _of_place(name: str, record: Parameter, known: tuple[str, ...], file: str) -> list[Fault]:
    """What is wrong with one record of place.toml, if anything."""
    if name not in known:
        return [
            Fault(file, name, Message("unknown record"), listed(known, 20), nearest(name, known))
        ]
    return kind_faults(record, file, name)


def _spaces(path: Path, faults: list[Fault]) -> tuple[Space, ...]:
    """The Sozialräume in file order."""
    file, tables = shown(path), read_toml(path, faults)
    if tables is None:
        return ()
    unknown_keys(tables, ("sozialraum",), "", file, faults)
    found = []
    for position, table in enumerate(tables.get("sozialraum", ()), 1):
        name = f"sozialraum {position}"
        if not isinstance(table, dict) or not isinstance(table.get("name"), str):
            faults.append(Fault(file, name, Message("a table with a name is needed")))
            continue
        unknown_keys(table, ("name", "borough", "milieu", *SPACE_RECORDS), name, file, faults)
        records = {key: record_of(table, key, name, file, faults) for key in SPACE_RECORDS}
        kept = {key: record for key, record in records.items() if record is not None}
        called = unicodedata.normalize("NFC", table["name"])
        milieu = _milieu(table.get("milieu", {}), name, file, faults)
        found.append(Space(called, str(table.get("borough", "")), kept, milieu))
    if not found:
        faults.append(
            Fault(file, "sozialraum", Message("there is no Sozialraum"), Message("at least one"))
        )
    names = [space.name for space in found]
    twice = sorted({name for name in names if names.count(name) > 1})
    faults.extend(Fault(file, name, Message("two Sozialräume have this name")) for name in twice)
    return tuple(found)


def _milieu(table: object, name: str, file: str, faults: list[Fault]) -> tuple[float, ...]:
    """Values of the milieu relative to the city, 1 where nothing is said; at least 0."""
    found = dict(table) if isinstance(table, dict) else {"": table}
    unknown_keys(found, (*MILIEU, "status", "source"), f"{name}.milieu", file, faults)
    values = {key: number(found.get(key, 1.0)) for key in MILIEU}
    for key, value in values.items():
        if value is None or value < 0:
            problem = Message("not a number of at least 0")
            faults.append(Fault(file, f"{name}.milieu.{key}", problem, Message("1 as in the city")))
    return tuple(value or 0.0 for value in values.values())


def _overlaps(path: Path, kinds: tuple[str, ...], faults: list[Fault]) -> tuple[Overlap, ...]:
    file, found = shown(path), []
    for name, table in tables_in(read_toml(path, faults) or {}, file, faults):
        unknown_keys(table, ("german", "kind", *OVERLAP_RECORDS), name, file, faults)
        kind = str(table.get("kind", ""))
        if kind and kinds and kind not in kinds:
            problem, near = (
                Message("no institution of the kind {kind!r}", kind=kind),
                nearest(kind, kinds),
            )
            faults.append(Fault(file, f"{name}.kind", problem, listed(kinds), near))
        wanted = OVERLAP_RECORDS if kind else OVERLAP_RECORDS[:2]
        records = {key: record_of(table, key, name, file, faults) for key in wanted}
        kept = {key: record for key, record in records.items() if record is not None}
        found.append(Overlap(name, str(table.get("german", name)), kind, kept))
    return tuple(found)


def _everybody_seen(
    kinds: tuple[Kind, ...], overlaps: tuple[Overlap, ...], file: str, faults: list[Fault]
) -> None:
    """How often a kind meets eLb families is said in one place; its type says it otherwise."""
    shared = {overlap.kind for overlap in overlaps}
    for kind in kinds:
        if "sees" in kind.own and kind.name in shared:
            problem = Message("is given here and follows from overlap.toml")
            faults.append(Fault(file, f"{kind.name}.sees", problem, Message("only one of the two")))


def _margin_file(path: Path, faults: list[Fault]) -> tuple[Margin, ...]:
    tables = read_toml(path, faults)
    return () if tables is None else margins_from(tables, shown(path), faults)


def _services(path: Path, faults: list[Fault]) -> dict[str, tuple[str, ...]]:
    """Kinds that serve each need, by need."""
    tables = read_toml(path, faults) or {}
    return {
        need: tuple(tables[need].get("kinds", ()))
        for need in NEEDS
        if isinstance(tables.get(need), dict)
    }


def _known_sources(
    folder: Path,
    records: Mapping[str, Parameter],
    spaces: tuple[Space, ...],
    kinds: tuple[Kind, ...],
    overlaps: tuple[Overlap, ...],
    margins: tuple[Margin, ...],
    arrivals: tuple[Margin, ...],
    faults: list[Fault],
) -> None:
    """Every source that is cited exists."""
    cited: dict[str, list[Parameter]] = {
        "place.toml": list(records.values()),
        "sozialraeume.toml": [r for space in spaces for r in space.records.values()],
        "institutions.toml": [
            record
            for kind in kinds
            for record in (kind.places, kind.staff, kind.cooperation, kind.sees, kind.wait)
            if record is not None
        ],
        "overlap.toml": [r for overlap in overlaps for r in overlap.records.values()],
        "margins.toml": [margin.target for margin in margins],
        "arrivals.toml": [margin.target for margin in arrivals],
    }
    sources = load_sources()
    for file, found in cited.items():
        named = {record.name: record for record in found}
        faults.extend(sources.missing(named, shown(folder / file)))
