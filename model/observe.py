"""What a run leaves behind: monthly measures, yearly groups, the fixed cohort, the stages of ties.

`MONTHLY` describes the monthly measures (model.tally); `GROUPS` and `GROUP_MEASURES` the yearly
snapshot of the fixed cohort by group; `COHORT_COLUMNS` what is kept of every person of the cohort.
"""

from typing import Any, NamedTuple

import numpy as np

from model.census import EVERY, take_census
from model.compiled import kernel, rule
from model.jobs import insured
from model.membership import count_members
from model.state import State
from model.tally import MEASURES, SCALES, Measure, counts_of
from model.vocabulary import (
    HOUSEHOLDS,
    PROFILES,
    SEXES,
    TIE_STAGES,
)

MONTHLY: tuple[Measure, ...] = MEASURES


class Group(NamedTuple):
    """A group of the cohort: its name, and who belongs to it: a code of a coding (`add_up`)."""

    name: str
    coding: str
    code: int


YOUNG, OLD = 300, 600  # months: under 25, 50 and older
BANDS = ("under_25", "25_49", "50_plus")
MOST = 3  # features: three and more are one group


def groups(spaces: tuple[str, ...]) -> tuple[Group, ...]:
    """All groups of a place: profile and features at the start, sex, age, household, Sozialraum.

    Groups of one coding stand together, in the order of its codes; codings in that of `add_up`.
    """
    features = (*(f"features_{count}" for count in range(MOST)), "features_3_plus")
    names = {
        "all": ("all",),
        "profile": PROFILES,
        "features": features,
        "sex": SEXES,
        "age": BANDS,
        "household": HOUSEHOLDS,
        "sozialraum": spaces,
    }
    return tuple(
        Group(name, coding, code)
        for coding, found in names.items()
        for code, name in enumerate(found)
    )


GROUP_MEASURES: tuple[tuple[str, str, str], ...] = (
    ("persons", "persons", "fixed cohort: persons followed"),
    ("receipt", "persons", "of these: in receipt"),
    ("integrations", "events", "starts of insured work since month 0"),
    ("employed", "persons", "of these: in insured work"),
    ("covered_months", "months", "months in work that covers the need since month 0"),
    ("participation", "points", "participation summed"),
    ("participation_low", "persons", "participation below 5"),
)

COHORT_COLUMNS = (
    "id",
    "sozialraum",
    "sex",
    "age",
    "entered",
    "profile_start",
    "features_start",
    "months_followed",
    "months_receipt",
    "months_employed",
    "months_covered",
    "integrations",
    "chains",
    "participation_sum",
    "participation",
    "receipt",
    "employment",
    "absence",
)


def read_tally(state: State) -> np.ndarray:
    """The month's measures in their units, in the order of MONTHLY; the tally is set to 0."""
    counts = counts_of(state.tally)
    values: np.ndarray = counts * SCALES
    counts[:] = 0
    return values


def measures_of(state: State, month: int, named: np.ndarray) -> np.ndarray:
    """All measures of a month, with those that are counted beside its loop; the tally is set to 0.

    named: `model.membership.named_kinds` of the place.
    """
    if (month + 1) % EVERY == 0:
        take_census(state, month)
    count_members(state, named)
    return read_tally(state)


def stages_of_ties(state: State) -> np.ndarray:
    """Stages of the Jobcenter's ties, (n_spaces, n_kinds − 1): its pairs stand first."""
    stages: np.ndarray = state.ties["stage"][:, : state.place.pair_of.shape[0] - 1]
    return stages


def tie_shares(state: State, stages: np.ndarray) -> np.ndarray:
    """Share of the Jobcenter's ties at each stage, (months, n_spaces, 5), of `stages_of_ties`."""
    exists = state.place.institution_of[:, 1:] >= 0
    at_stage = (stages[..., None] == np.arange(len(TIE_STAGES))) & exists[..., None]
    counts = at_stage.sum(axis=-2)
    shares: np.ndarray = counts / np.maximum(1, counts.sum(axis=-1, keepdims=True))
    return shares


def group_snapshot(state: State, table: tuple[Group, ...], low: float) -> np.ndarray:
    """Sums over the fixed cohort by group, (n_groups, n_measures), see GROUP_MEASURES."""
    codings = [group.coding for group in table]
    firsts = np.array([codings.index(coding) for coding in dict.fromkeys(codings)], np.int64)
    sums = np.zeros((len(table), len(GROUP_MEASURES)))
    add_up(state, low, firsts, sums)
    return sums


@kernel
def add_up(state: Any, low: float, firsts: np.ndarray, sums: np.ndarray) -> None:
    """Add up sums[group, measure] row by row; `firsts`: the first group of each coding."""
    for i in range(state.size[0]):
        person = state.people[i]
        if person.cohort == 0:
            continue
        measured = (
            person.receipt,
            person.integrations,
            insured(person.employment),
            person.months_covered,
            person.participation,
            person.participation < low,
        )
        band = int(person.age >= YOUNG) + int(person.age >= OLD)
        add_person(sums, firsts[0], measured)
        add_person(sums, firsts[1] + person.profile_start, measured)
        add_person(sums, firsts[2] + min(int(person.features_start), MOST), measured)
        add_person(sums, firsts[3] + person.sex, measured)
        add_person(sums, firsts[4] + band, measured)
        add_person(sums, firsts[5] + state.households[person.household].kind, measured)
        add_person(sums, firsts[6] + person.sozialraum, measured)


@rule
def add_person(sums: np.ndarray, group: int, measured: tuple[float, ...]) -> None:
    """Add a person to the sums of a group."""
    receipt, integrations, employed, covered_months, participation, badly = measured
    sums[group, 0] += 1.0
    sums[group, 1] += receipt
    sums[group, 2] += integrations
    sums[group, 3] += employed
    sums[group, 4] += covered_months
    sums[group, 5] += participation
    sums[group, 6] += badly


def cohort(state: State) -> dict[str, np.ndarray]:
    """The fixed cohort at the end of a run, sorted by id: COHORT_COLUMNS and the household type."""
    people = state.people[: state.size[0]]
    rows = np.flatnonzero(people["cohort"] == 1)
    rows = rows[np.argsort(people["id"][rows], kind="stable")]
    result = {name: people[name][rows] for name in COHORT_COLUMNS}
    for name, values in result.items():  # to reckon with, like everything that a run returns
        result[name] = values.astype(np.float64) if values.dtype.kind == "f" else values
    result["household_kind"] = state.households["kind"][people["household"][rows]].copy()
    return result
