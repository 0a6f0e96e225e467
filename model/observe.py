"""What a run leaves behind: monthly measures, yearly groups, the fixed cohort, the stages of ties.

`MONTHLY` describes the monthly measures (model.tally); `GROUPS` and `GROUP_MEASURES` the yearly
snapshot of the fixed cohort by group; `COHORT_COLUMNS` what is kept of every person of the cohort.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from model.state import State
from model.tally import MEASURES, SCALES, Measure, counts_of
from model.vocabulary import (
    APPRENTICESHIP,
    FULL_TIME,
    HOUSEHOLDS,
    PART_TIME,
    PROFILES,
    SEXES,
    TIE_STAGES,
)

MONTHLY: tuple[Measure, ...] = MEASURES

# member(people, household_kind) -> mask over the rows
type Member = Callable[[Any, np.ndarray], np.ndarray]


class Group(NamedTuple):
    """A group of the cohort: its name and who belongs to it."""

    name: str
    member: Member


YOUNG, OLD = 300, 600  # months: under 25, 50 and older
BANDS = (("under_25", 0, YOUNG), ("25_49", YOUNG, OLD), ("50_plus", OLD, 2000))


def groups(spaces: tuple[str, ...]) -> tuple[Group, ...]:
    """All groups of a place: profile and features at the start, sex, age, household, Sozialraum."""
    result = [Group("all", lambda people, kinds: np.ones(len(kinds), bool))]
    result += [Group(name, _with("profile_start", code)) for code, name in enumerate(PROFILES)]
    result += [Group(f"features_{count}", _with("features_start", count)) for count in range(3)]
    result.append(Group("features_3_plus", lambda people, kinds: people["features_start"] >= 3))
    result += [Group(name, _with("sex", code)) for code, name in enumerate(SEXES)]
    result += [Group(name, _aged(low, high)) for name, low, high in BANDS]
    result += [Group(name, _in_household(code)) for code, name in enumerate(HOUSEHOLDS)]
    result += [Group(name, _with("sozialraum", code)) for code, name in enumerate(spaces)]
    return tuple(result)


def _with(column: str, code: int) -> Member:
    """People with this code in a column."""
    return lambda people, kinds: people[column] == code


def _aged(low: int, high: int) -> Member:
    """People of this age in months, the upper end not included."""
    return lambda people, kinds: (people["age"] >= low) & (people["age"] < high)


def _in_household(kind: int) -> Member:
    """People in households of this type."""
    return lambda people, kinds: kinds == kind


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
    shares = np.zeros((len(stages), len(TIE_STAGES)))
    for s in range(len(stages)):
        counts = np.bincount(stages[s][exists[s]], minlength=len(TIE_STAGES))
        shares[s] = counts / max(1, int(counts.sum()))
    return shares


def group_snapshot(state: State, table: tuple[Group, ...], low: float) -> np.ndarray:
    """Sums over the fixed cohort by group, (n_groups, n_measures), see GROUP_MEASURES."""
    rows = np.flatnonzero(state.people["cohort"][: state.size[0]])
    people = {name: state.people[name][rows] for name in (*SNAPSHOT, "household")}
    kinds = state.households["kind"][people["household"]]
    insured = np.isin(people["employment"], (PART_TIME, FULL_TIME, APPRENTICESHIP))
    columns = np.column_stack(
        [
            np.ones(len(rows)),
            people["receipt"],
            people["integrations"],
            insured,
            people["months_covered"],
            people["participation"],
            people["participation"] < low,
        ]
    ).astype(np.float64)
    return np.array([columns[group.member(people, kinds)].sum(axis=0) for group in table])


def cohort(state: State) -> dict[str, np.ndarray]:
    """The fixed cohort at the end of a run, sorted by id: COHORT_COLUMNS and the household type."""
    people = state.people[: state.size[0]]
    rows = np.flatnonzero(people["cohort"] == 1)
    rows = rows[np.argsort(people["id"][rows], kind="stable")]
    result = {name: people[name][rows].copy() for name in COHORT_COLUMNS}
    result["household_kind"] = state.households["kind"][people["household"][rows]].copy()
    return result
