"""What a run leaves behind: monthly measures, yearly groups, the fixed cohort, the stages of ties.

`MONTHLY` describes the monthly measures (model.tally); `GROUPS` and `GROUP_MEASURES` the yearly
snapshot of the fixed cohort by group; `COHORT_COLUMNS` what is kept of every person of the cohort.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from model.compiled import kernel
from model.state import State
from model.tally import MEASURES, SCALES, Measure, counts_of
from model.vocabulary import (
    APPRENTICESHIP,
    EMPLOYMENTS,
    FULL_TIME,
    HOUSEHOLDS,
    PART_TIME,
    PROFILES,
    SEXES,
    TIE_STAGES,
)

MONTHLY: tuple[Measure, ...] = MEASURES


class Group(NamedTuple):
    """A group of the cohort: its name, and who belongs to it: a code of a coding in CODINGS."""

    name: str
    coding: str
    code: int


YOUNG, OLD = 300, 600  # months: under 25, 50 and older
BANDS = ("under_25", "25_49", "50_plus")
MOST = 3  # features: three and more are one group

INSURED = np.isin(range(len(EMPLOYMENTS)), (PART_TIME, FULL_TIME, APPRENTICESHIP))

# coding(people, household_kind) -> the code of every row
type Coding = Callable[[Any, np.ndarray], np.ndarray]

CODINGS: dict[str, Coding] = {
    "all": lambda people, kinds: np.zeros(len(kinds), np.int64),
    "profile": lambda people, kinds: people["profile_start"],
    "features": lambda people, kinds: np.minimum(people["features_start"], MOST),
    "sex": lambda people, kinds: people["sex"],
    "age": lambda people, kinds: np.digitize(people["age"], (YOUNG, OLD)),
    "household": lambda people, kinds: kinds,
    "sozialraum": lambda people, kinds: people["sozialraum"],
}


def groups(spaces: tuple[str, ...]) -> tuple[Group, ...]:
    """All groups of a place: profile and features at the start, sex, age, household, Sozialraum."""
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

# What groups and their measures are read from.
SNAPSHOT = (
    "profile_start",
    "features_start",
    "sex",
    "age",
    "sozialraum",
    "receipt",
    "integrations",
    "employment",
    "months_covered",
    "participation",
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


def tie_shares(state: State) -> np.ndarray:
    """Share of the Jobcenter's ties at each stage, (n_spaces, 5)."""
    with_jobcenter = state.place.pair_a == 0
    exists = state.place.institution_of[:, 1:] >= 0
    stages = state.ties["stage"][:, with_jobcenter]
    at_stage = (stages[..., None] == np.arange(len(TIE_STAGES))) & exists[..., None]
    counts = at_stage.sum(axis=1)
    shares: np.ndarray = counts / np.maximum(1, counts.sum(axis=1, keepdims=True))
    return shares


def group_snapshot(state: State, table: tuple[Group, ...], low: float) -> np.ndarray:
    """Sums over the fixed cohort by group, (n_groups, n_measures), see GROUP_MEASURES."""
    rows = np.flatnonzero(state.people["cohort"][: state.size[0]] != 0)
    people = {name: state.people[name][rows] for name in (*SNAPSHOT, "household")}
    kinds = state.households["kind"][people["household"]]
    values = (
        1.0,
        people["receipt"],
        people["integrations"],
        INSURED[people["employment"]],
        people["months_covered"],
        people["participation"],
        people["participation"] < low,
    )
    measured = np.empty((len(values), len(rows)))
    for place, value in zip(measured, values, strict=True):
        place[:] = value
    codings = list(dict.fromkeys(group.coding for group in table))
    codes = np.array([CODINGS[coding](people, kinds) for coding in codings], np.int64)
    sums = np.zeros((len(codings), int(codes.max(initial=0)) + len(table), len(measured)))
    add_up(codes, measured, sums)
    return np.array([sums[codings.index(coding), code] for _, coding, code in table])


@kernel
def add_up(codes: np.ndarray, measured: np.ndarray, sums: np.ndarray) -> None:
    """sums[coding, code, measure] of all rows, in their order; NumPy needs a pass for each sum."""
    for row in range(codes.shape[1]):
        for coding in range(codes.shape[0]):
            code = codes[coding, row]
            for measure in range(measured.shape[0]):
                sums[coding, code, measure] += measured[measure, row]


def cohort(state: State) -> dict[str, np.ndarray]:
    """The fixed cohort at the end of a run, sorted by id: COHORT_COLUMNS and the household type."""
    people = state.people[: state.size[0]]
    rows = np.flatnonzero(people["cohort"] == 1)
    rows = rows[np.argsort(people["id"][rows], kind="stable")]
    result = {name: people[name][rows].copy() for name in COHORT_COLUMNS}
    result["household_kind"] = state.households["kind"][people["household"][rows]].copy()
    return result
