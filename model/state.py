"""The state of a world: its tables, how compiled loops find them, and how to copy them.

`people` and `households` are kept by column (model.tables); `institutions`, `ties`, `market`,
`spaces`, `levers` and `forms` are small arrays of records; `arriving` are the lists that arrivals
are drawn from; `place` is what never changes; `par` holds one record of parameters per topic;
`lookup` what follows from them; `levers` one record per form of cooperation and `forms` when, where
and for whom each holds; `tally` counts the month. `size` = [people, households] in use.

`marks`, `active`, `seen`, `home_marks` and `home_list` are scratch paper: most processes first mark
in a plain loop to whom something may happen this month, then list the marked and visit only those;
`turns` is that of admission.

A compiled loop takes the whole world as one pointer to the addresses of its tables.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from model.barriers import HALF
from model.lookup import Lookup
from model.lowering import Group
from model.tables import Column, Table
from model.vocabulary import (
    AGE_LIMIT,
    ALL_NEEDS,
    IN_SERVICE,
    N_BARRIERS,
    N_NEARBY,
    N_NEEDS,
    PRESENT,
    WAITING,
)


@dataclass(frozen=True, eq=False)
class PlaceArrays(Group):
    """What a place is made of."""

    institution_of: Any  # (n_spaces, n_kinds) row of the institution, −1 none
    kinds_serving: Any  # (n_needs, n_kinds) kinds that serve a need, in order, then 0
    sees: Any  # (n_kinds,) share of eLb families in touch with the kind in a month
    pair_a: Any  # (n_pairs,) kinds of a tie
    pair_b: Any
    pair_of: Any  # (n_kinds, n_kinds) row of the pair
    frailty: Any  # (1024,) quantiles of search success
    but_kind: Any  # (1,) kind whose tie with the Jobcenter opens the way to BuT
    nearby_kinds: Any  # (n_nearby,) kinds of institution that households use without being sent
    nearby_places: Any  # (n_nearby,) households in receipt that they serve at the same time
    milieu: Any  # (n_spaces, 3) contacts and associations, places of communication, norms
    onlookers: Any  # (n_kinds,) kinds that see families and serve no need themselves, then 0


MARKET: tuple[Column, ...] = (
    Column("vacancies", "f8", "hires", "hires open this month at this demand level"),
    Column("candidates", "i8", "offers", "offers to eLb before matching"),
    Column("kept", "i8", "offers", "offers that stand"),
)

SPACES: tuple[Column, ...] = (
    Column("lever", "i8", "row", "row of the lever table for ties and staff"),
    Column("ramp", "f8", "0–1", "progress of the form's ramp-up"),
    Column("stock", "i8", "persons", "persons in receipt"),
    Column("far", "i8", "persons", "of these with a far profile"),
    Column("weight", "i8", "fixed point", "summed steering weight"),
    Column("officer_minutes", "f8", "minutes", "placement minutes left for people"),
    Column("manager_minutes", "f8", "minutes", "case-management minutes left for people"),
    Column("minutes_per_weight", "f8", "minutes", "placement minutes per unit of steering weight"),
    Column("coverage", "f8", "cases/person", "cases case managers can hold per person far off"),
    Column(
        "pace", "f8", "factor", "pace of claims and BuT: benefits minutes against what is needed"
    ),
    Column("effectiveness", "f8", "0–1", "worth of a minute during a transition"),
    Column("perception", "f8", "0–1", "perception of the Jobcenter"),
    Column("capacity", "f8", "0–1", "capacity of the Jobcenter to act"),
    Column("reflection", "f8", "0–1", "knowledge from case reflection"),
    Column("reach", "f8", "0–1", "mean reach of the Jobcenter's ties with members"),
    Column("carried", "f8", "0–1", "mean reach of its ties with those who serve a need", N_NEEDS),
    Column("setup", "f8", "share", "share of minutes spent on setting up"),
    Column("coordination", "f8", "share", "share of placement's and case managers' minutes spent"),
    Column("clerks", "f8", "share", "share of the benefits department's minutes spent"),
    Column("partners", "f8", "share", "share of the members' minutes spent"),
    Column("held", "f8", "0–1", "part of the month's conference that can be paid"),
    Column("wanted", "i8", "fixed point", "minutes of cases that could be handed over, this month"),
    Column("on_cases", "i8", "fixed point", "minutes of cases handed over, paid in the next month"),
    Column("owed", "f8", "minutes", "of these: not yet paid by the Jobcenter's own staff"),
    Column("owed_by_members", "f8", "minutes", "of these: not yet paid by members"),
    Column("granted_setup", "f8", "share", "what the paired network spent on setting up (rival)"),
    Column("granted_clerks", "f8", "share", "what its clerks spent besides (rival)"),
    Column("but_free", "f8", "share", "share of BuT places that are free"),
    Column("nearby_usual", "f8", "chance", "that a household begins to use a service", N_NEARBY),
    Column("nearby_tied", "f8", "chance", "the same of burdened people, by ties", N_NEARBY),
    Column("nearby_told", "f8", "chance", "the same of those told in a contact", N_NEARBY),
    Column("joint_share", "f8", "0–1", "chance that a referral to a member becomes a joint case"),
    Column("seen", "f8", "0–1", "chance that partners recognise a family's need", N_BARRIERS),
)


def forms_columns(n_spaces: int) -> Sequence[Column]:
    """Columns of the table of forms: when, where and for whom a row of levers holds."""
    return (
        Column("start", "i4", "month", "first month"),
        Column("end", "i4", "month", "first month after it"),
        Column("target", "i4", "code", "target group"),
        Column("spaces", "u1", "0/1", "Sozialräume where it holds", n_spaces),
    )


@dataclass(frozen=True, eq=False)
class Arriving(Group):
    """Tables of households that arrivals are drawn from."""

    people: Any
    households: Any


@dataclass(frozen=True, eq=False)
class State(Group):
    """A world at one moment; see the module docstring."""

    seed: Any
    size: Any
    active: Any
    marks: Any
    seen: Any
    turns: Any
    home_list: Any
    home_marks: Any
    people: Any
    households: Any
    institutions: Any
    ties: Any
    arriving: Any
    market: Any
    spaces: Any
    place: Any
    par: Any
    lookup: Lookup
    levers: Any
    forms: Any
    tally: Any


FOR_GOOD = (AGE_LIMIT,)  # nobody comes back from there
MOVING = ("size", "people", "households", "institutions", "ties", "market", "spaces", "tally")
SMALL = ("size", "institutions", "ties", "market", "spaces", "tally")
SCRATCH = ("active", "marks", "seen", "turns", "home_list", "home_marks")


def scratch_paper(people: int, households: int) -> dict[str, np.ndarray]:
    """Lists and marks for so many people and households (see the module docstring)."""
    sizes = (people, people, people, people, households, households)
    types = (np.int32, np.uint8, np.uint16, np.uint64, np.int32, np.uint8)
    return {
        name: np.zeros(size, dtype) for name, size, dtype in zip(SCRATCH, sizes, types, strict=True)
    }


def copy_state(state: State) -> State:
    """An independent copy: what moves is copied, what never changes is shared."""
    parts = {name: getattr(state, name).copy() for name in (*MOVING, *SCRATCH)}
    return replace(state, **parts)


def renew_notes(state: State) -> None:
    """Make columns that follow from others true again, after somebody has written into columns.

    Loops keep such notes themselves: members present, families, what is mitigated and by half, who
    has needs that may wait for a referral, services under way, and households to look at again.
    Raises ValueError if somebody waits or is served nowhere.
    """
    n, h = (int(size) for size in state.size[:2])
    people, households = state.people, state.households
    home = people["household"][:n]
    there = people["absence"][:n] == PRESENT
    households["adults"][:h] = np.bincount(home, weights=there, minlength=h)
    households["stirred"][:h] = 1
    people["family"][:n] = (households["child_age"][:h] >= 0).any(axis=1)[home]
    people["eased"][:n] |= (people["mitigated"][:n] > 0.0).any(axis=1)
    bits = 1 << np.arange(N_BARRIERS)
    people["relieved"][:n] |= (people["mitigated"][:n] > 0.0).dot(bits).astype(np.uint16)
    people["halved"][:n] = people["mitigated"][:n] >= HALF
    people["pending"][:n] = ALL_NEEDS
    under_way = np.isin(people["stage"][:n], (WAITING, IN_SERVICE))
    if (people["provider"][:n][under_way] < 0).any():
        raise ValueError("a need waits or is served without a provider: write `provider`, too")
    people["busy"][:n] = under_way.sum(axis=1)


def forget(state: State, months_out: int) -> State:
    """Burn-in only: drop households long out of receipt, and those who have left for good.

    Dropped is a household out of receipt for so many months, or of which everybody has reached the
    age limit. Nothing is dropped once simulated months begin, where everybody is
    followed to the end. Households in receipt come first then, as loops that visit those in receipt
    are faster if they stand side by side. Identities stay; the order of rows changes no result.
    """
    n_people, n_households = state.size[:2]
    people, households = state.people, state.households
    used = households[:n_households]
    gone = np.isin(people["absence"][:n_people], FOR_GOOD)
    firsts, sizes = used["first"].astype(np.int64), used["size"].astype(np.int64)
    some_left = np.add.reduceat(~gone, firsts) > 0 if n_households else np.zeros(0, bool)
    in_receipt = used["receipt"] != 0
    others = ~in_receipt & (used["months_out"] < months_out) & some_left
    homes = np.concatenate([np.flatnonzero(in_receipt), np.flatnonzero(others)])
    firsts, sizes = firsts[homes], sizes[homes]
    new_firsts = np.cumsum(sizes) - sizes
    rows = np.arange(sizes.sum()) + np.repeat(firsts - new_firsts, sizes)
    take(people, n_people, rows)
    take(households, n_households, homes)
    state.size[0], state.size[1] = len(rows), len(homes)
    households["first"][: len(homes)] = new_firsts
    people["household"][: len(rows)] = np.repeat(np.arange(len(homes)), sizes)
    return state


def take(table: Table, used: int, rows: np.ndarray) -> None:
    """Keep these of the rows in use, in this order; the rows behind them are as at first."""
    for view in table.views.values():
        view[: len(rows)] = view[rows]
    table.begin(len(rows), used)


def grown(state: State, people: int, households: int) -> State:
    """A copy with room for exactly so many people and households (rows in use are kept)."""
    parts: dict[str, Any] = {}
    for name, rows, used in (
        ("people", people, state.size[0]),
        ("households", households, state.size[1]),
    ):
        old = getattr(state, name)
        new = Table.begun(old.columns, rows)
        new[:used] = old[:used]
        parts[name] = new
    parts |= scratch_paper(people, households)
    parts |= {name: getattr(state, name).copy() for name in SMALL}
    return replace(state, **parts)
