"""A place: its Sozialräume, its institutions, its people in receipt, and the people who will enter.

    place = load_place(folder)

reads and checks the files (see files.py), makes a sample of Bedarfsgemeinschaften, rakes it to the
margins, and takes whole households so that the persons of every Sozialraum add up. The same folder
and seed give the same place, bit for bit.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from model.columns import HOUSEHOLD_COLUMNS, PEOPLE, Households, People, empty
from model.errors import Fault, InputError
from model.parameters.loader import FOLDER, fingerprint
from model.parameters.reading import resolved, shown
from model.parameters.record import Parameter
from model.population.agreement import Space
from model.population.balance import balanced
from model.population.features import DRAWN, EMPLOYED_KINDS, circumstances, features, jobs
from model.population.files import Overlap, PlaceFiles, read_place
from model.population.institution_rows import Rows, rows, service_matrix
from model.population.institutions import JOBCENTER, Kind
from model.population.integers import exact_counts, quota_counts, select, taken
from model.population.margins import Margin
from model.population.raking import rake
from model.population.sample import Array, Draws, Sample, ages, children, receipt, structure
from model.words import Message

STAFF = ("officer", "case_manager", "benefits_staff")
STAFF_POSTS = ("officers", "case_managers", "benefits_staff")
CONTRADICTION = 1e-6  # gap of a raked margin above which the margins cannot hold together


@dataclass(frozen=True)
class Population:
    """People and their Bedarfsgemeinschaften (columns.People, columns.Households).

    Members stand in adjacent rows from households.first on; ids and all that the engine sets at
    entry are 0. `sample` holds the same people with the measures the margins count.
    """

    people: Any
    households: Any
    sample: Sample


@dataclass(frozen=True)
class Place:
    """A place as the model starts from it.

    spaces: names of the Sozialräume; kinds: row 0 is the Jobcenter; institutions: the container
    columns.Institutions, row 0 the Jobcenter (city-wide, sozialraum −1); institution_of: int16
    (n_spaces, n_kinds), row of the institution that serves a Sozialraum; service_kinds: bool
    (n_needs, n_kinds); sees: float (n_kinds,), share of eLb families in contact with a kind in a
    month; records: place.toml by name; arrivals: templates entering households are drawn from.
    """

    name: str
    title: str
    folder: Path
    seed: int
    stock: int
    spaces: tuple[str, ...]
    space_records: tuple[Space, ...]
    kinds: tuple[Kind, ...]
    institutions: Any
    institution_names: tuple[str, ...]
    institution_of: Array
    service_kinds: Array
    sees: Array
    overlaps: tuple[Overlap, ...]
    records: Mapping[str, Parameter]
    margins: tuple[Margin, ...]
    arrival_margins: tuple[Margin, ...]
    initial: Population
    arrivals: Population


def load_place(folder: Path, seed: int | None = None, needs: Path | None = None) -> Place:
    """The place in a folder. Kept: the same unchanged files and seed are read once a process.

    seed: of the synthetic population, by default population_seed of place.toml; needs: needs table,
    by default the model's own. Raises InputError with every fault of every file.
    """
    folder = resolved(Path(folder))
    needs = needs or FOLDER / "needs.toml"
    found = sorted(folder.glob("*.toml")) if folder.is_dir() else []
    return _load(folder, seed, needs, fingerprint([*found, *([needs] if needs.exists() else [])]))


@lru_cache(maxsize=4)
def _load(
    folder: Path, seed: int | None, needs: Path, _files: tuple[tuple[str, str], ...]
) -> Place:
    files = read_place(folder, needs)
    faults: list[Fault] = []
    services = service_matrix(files.services, files.kinds)
    chosen = int(files.records["population_seed"].value) if seed is None else seed
    weights = {
        key: np.array([space.records[key].value for space in files.spaces])
        for key in ("elb", "population", "migrated", "lone_parents")
    }
    initial = _population(files, "stock", weights, chosen, faults)
    arrivals = _population(files, "arrivals", weights, chosen, faults)
    if faults or initial is None or arrivals is None:
        raise InputError(faults)
    sees = _sees(files, initial, faults)
    if faults:
        raise InputError(faults)
    made = _institutions(files, weights, services)
    for population in (initial, arrivals):
        _freeze([*population.people, *population.households])
    _freeze([*made.table, made.of, services, sees])
    return Place(
        name=folder.name,
        title=files.title,
        folder=folder,
        seed=chosen,
        stock=int(files.records["stock"].value),
        spaces=tuple(space.name for space in files.spaces),
        space_records=files.spaces,
        kinds=files.kinds,
        institutions=made.table,
        institution_names=made.names,
        institution_of=made.of,
        service_kinds=services,
        sees=sees,
        overlaps=files.overlaps,
        records=files.records,
        margins=files.margins,
        arrival_margins=files.arrival_margins,
        initial=initial,
        arrivals=arrivals,
    )


def _freeze(arrays: Sequence[Array]) -> None:
    """A place is shared by all runs of a process: nobody may write into it."""
    for array in arrays:
        array.setflags(write=False)


def _population(
    files: PlaceFiles,
    group: str,
    weights: Mapping[str, Array],
    seed: int,
    faults: list[Fault],
) -> Population | None:
    """Stock or arrivals: sample, rake, take whole households, fill the columns."""
    margins = files.margins if group == "stock" else files.arrival_margins
    shares = {margin.name: margin.target.value for margin in margins}
    if group == "stock":
        totals = weights["elb"]
    else:
        households = files.records["arrival_templates"].value
        totals = weights["elb"] / weights["elb"].sum() * households / shares["households"]
    sample = _sample(files, group, shares, weights, seed)
    raked = rake(sample, margins, totals)
    if raked.gap > CONTRADICTION:
        file = shown(files.folder / ("margins.toml" if group == "stock" else "arrivals.toml"))
        names = ", ".join(margin.name for margin in _missed(sample, raked.weights, margins))
        problem = Message("the margins cannot hold together (not met: {names})", names=names)
        faults.append(
            Fault(file, "margin", problem, Message("shares that some population can have"))
        )
        return None
    if group == "stock":
        counts = exact_counts(sample, raked.weights, totals)
    else:
        households = int(files.records["arrival_templates"].value)
        counts = quota_counts(sample, raked.weights, totals.size, households)
    chosen = select(sample, raked.weights, counts)
    cells = sample.households["sozialraum"] * counts.shape[1] + sample.households["size"]
    return _filled(taken(sample, balanced(chosen, cells, raked.matrix, raked.totals)))


def _missed(sample: Sample, weights: Array, margins: Sequence[Margin]) -> list[Margin]:
    """Fitted margins in the order of how far they are missed, the worst three."""
    gaps = {
        margin.name: abs(margin.result(sample, weights) - margin.target.value)
        for margin in margins
        if margin.fitted
    }
    fitted = [margin for margin in margins if margin.fitted]
    return sorted(fitted, key=lambda margin: -gaps[margin.name])[:3]


def _sample(
    files: PlaceFiles,
    group: str,
    shares: Mapping[str, float],
    weights: Mapping[str, Array],
    seed: int,
) -> Sample:
    """Households before raking."""
    draws, shape = Draws(seed, group), files.composition
    size = int(files.records["sample_households"].value)
    wanted = {name: shares[name] for name in (*DRAWN, "employed", *EMPLOYED_KINDS, "but")}
    sample = structure(size, weights, wanted["migrated"], shape, draws)
    ages(sample, shape, draws)
    children(sample, shape, draws)
    receipt(sample, shape, draws)
    features(sample, wanted, shape, draws)
    jobs(sample, wanted, shape, draws)
    circumstances(sample, wanted, shape, draws)
    return sample


def _filled(sample: Sample) -> Population:
    """The columns of the model; what the engine sets at entry stays 0."""
    source, homes = sample.people, sample.households
    people = empty(People, PEOPLE, source["age"].size)
    households = empty(Households, HOUSEHOLD_COLUMNS, homes["kind"].size)
    for name in (
        *("household", "sex", "age", "has", "pupil", "employment", "contract", "level"),
        *("hours", "wage", "tenure", "window_count", "spell", "relationships", "engagement"),
    ):
        getattr(people, name)[:] = source[name]
    people.receipt_window[:] = source["window"]
    people.sozialraum[:] = sample.of_household("sozialraum")
    people.receipt[:] = 1
    households.first[:] = np.cumsum(homes["size"]) - homes["size"]
    households.child_age[:] = homes["children"]
    households.receipt[:] = 1
    for name in ("size", "kind", "sozialraum", "rent", "but"):
        getattr(households, name)[:] = homes[name]
    return Population(people, households, sample)


def _sees(files: PlaceFiles, initial: Population, faults: list[Fault]) -> Array:
    """Share of eLb families each kind meets in a month, (n_kinds,).

    Youth welfare: P(service | family) = share × users / families, times the share of users met.
    """
    families = float((initial.households.child_age[:, 0] >= 0).sum())
    names = [kind.name for kind in files.kinds]
    youth_welfare = {overlap.kind for overlap in files.overlaps}
    result = np.array(
        [0.0 if kind.name in youth_welfare else kind.sees.value for kind in files.kinds]
    )
    for overlap in files.overlaps:
        chance = reached(overlap, families)
        if chance > 1:
            problem = Message(
                "more users in SGB II than the {families:g} families in receipt", families=families
            )
            file = shown(files.folder / "overlap.toml")
            faults.append(Fault(file, f"{overlap.name}.users", problem))
        if overlap.kind:
            result[names.index(overlap.kind)] += chance * overlap.records["contact"].value
    bounded: Array = np.minimum(result, 1)
    return bounded


def reached(overlap: Overlap, families: float) -> float:
    """P(service | eLb family) = share of users in SGB II × users / eLb families."""
    return overlap.records["share"].value * overlap.records["users"].value / families


def _institutions(files: PlaceFiles, weights: Mapping[str, Array], services: Array) -> Rows:
    """Rows of institutions; the Jobcenter's minutes are those of its three groups of staff."""
    records = files.records
    jobcenter = sum(
        records[posts].value * records[f"minutes_per_{staff}"].value
        for posts, staff in zip(STAFF_POSTS, STAFF, strict=True)
    )
    minutes = {"post": records["minutes_per_post"].value, JOBCENTER: jobcenter}
    spaces = [space.name for space in files.spaces]
    return rows(files.kinds, spaces, weights, services, minutes)
