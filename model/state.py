"""The state of a world as compiled loops see it: named tuples of arrays, and how to copy them.

Meaning of the parts: `people`, `households`, `institutions`, `ties` are columns (model.columns);
`arriving` holds the households that arrivals are drawn from; `market` and `spaces` are working
arrays of the month; `place` is what never changes; `par` holds one record of parameters per topic;
`levers` one record per form of cooperation and `forms` when, where and for whom each holds; `tally`
counts the month. `size` = [people, households] in use.
"""

from typing import Any, NamedTuple

import numpy as np

from model.columns import copied


class Market(NamedTuple):
    """Labour market by demand level. Shapes (n_levels,)."""

    vacancies: Any  # hires open this month
    effort: Any  # summed chance of an offer over all eLb, fixed point
    candidates: Any  # offers to eLb before matching
    kept: Any  # offers that stand


class Spaces(NamedTuple):
    """Working arrays per Sozialraum. Shapes (n_spaces,)."""

    lever: Any  # row of the lever table for ties and staff
    ramp: Any  # progress of the form's ramp-up, 0–1
    stock: Any  # persons in receipt
    far: Any  # of these with a far profile
    weight: Any  # summed steering weight, fixed point
    officer_minutes: Any  # placement minutes left for people
    manager_minutes: Any  # case-management minutes left for people
    effectiveness: Any  # what an effective minute is worth during a transition, 0–1
    perception: Any  # of the Jobcenter, 0–1
    capacity: Any  # of the Jobcenter to act, 0–1
    reflection: Any  # knowledge from case reflection, 0–1
    coordination: Any  # share of minutes spent on coordination, 0–1
    demand: Any  # persons with a recognised need that waits for a referral
    joint_share: Any  # chance that such a person becomes a joint case


class PlaceArrays(NamedTuple):
    """What a place is made of."""

    institution_of: Any  # (n_spaces, n_kinds) row of the institution, −1 none
    service_kinds: Any  # (n_needs, n_kinds) 1 if the kind serves the need
    sees: Any  # (n_kinds,) share of eLb families in touch with the kind in a month
    pair_a: Any  # (n_pairs,) kinds of a tie
    pair_b: Any
    pair_of: Any  # (n_kinds, n_kinds) row of the pair
    frailty: Any  # (1024,) quantiles of search success


class Forms(NamedTuple):
    """When, where and for whom each row of the lever table holds. Shapes (n_forms, …)."""

    start: Any
    end: Any
    target: Any
    spaces: Any  # (n_forms, n_spaces) 0/1


class Arriving(NamedTuple):
    """Households that arrivals are drawn from."""

    people: Any
    households: Any


class State(NamedTuple):
    """A world at one moment; see the module docstring."""

    seed: Any
    size: Any
    people: Any
    households: Any
    institutions: Any
    ties: Any
    arriving: Any
    market: Any
    spaces: Any
    place: Any
    par: Any
    levers: Any
    forms: Any
    tally: Any


MOVING = ("size", "people", "households", "institutions", "ties", "market", "spaces")


def copy_state(state: State) -> State:
    """An independent copy: what moves is copied, what never changes is shared."""
    parts: dict[str, Any] = {}
    for name in MOVING:
        part = getattr(state, name)
        parts[name] = part.copy() if isinstance(part, np.ndarray) else copied(part)
    parts["tally"] = np.array([state.tally]).view(state.tally.dtype)[0]
    return state._replace(**parts)


def forget(state: State, months_out: int) -> State:
    """Burn-in only: drop households that have been out of receipt for so many months.

    Rows move up, identities and order stay. Nothing is dropped once simulated months begin, where
    everybody is followed to the end.
    """
    n_people, n_households = state.size
    households, people = state.households, state.people
    keep = (households.receipt[:n_households] != 0) | (
        households.months_out[:n_households] < months_out
    )
    kept_rows = np.repeat(keep, households.size[:n_households])
    for part, mask, rows in ((people, kept_rows, n_people), (households, keep, n_households)):
        count = int(mask.sum())
        for array in part:
            array[:count] = array[:rows][mask]
            array[count:rows] = 0
    state.size[0], state.size[1] = int(kept_rows.sum()), int(keep.sum())
    people.household[: state.size[0]] = np.repeat(
        np.arange(state.size[1]), households.size[: state.size[1]]
    )
    sizes = households.size[: state.size[1]].astype(np.int64)
    households.first[: state.size[1]] = np.cumsum(sizes) - sizes
    return state


def grown(state: State, people: int, households: int) -> State:
    """The same state with room for more people and households (rows in use are kept)."""

    def enlarge(part: Any, rows: int) -> Any:
        return type(part)(
            *(np.concatenate([a, np.zeros((rows - len(a), *a.shape[1:]), a.dtype)]) for a in part)
        )

    return state._replace(
        people=enlarge(state.people, people), households=enlarge(state.households, households)
    )
