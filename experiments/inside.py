"""A run looked into: what every institution has to do month by month, and its tie to the Jobcenter.

Runs keep counts of the whole city; whoever asks for a single institution runs the scenario again.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from model.scenario import Scenario

# Columns of institutions that are kept as they are, and those that are made of several.
KEPT = ("queue", "others_waiting", "open_places", "wait")
MADE = ("used", "minutes", "coordination")
JOBCENTER = 0  # row


@dataclass(frozen=True)
class Inside:
    """One run, by institution; row 0 is the Jobcenter.

    names: of the institutions; kinds: of each, as rows of kind_names (name, German, English);
    pillars: bits; purse: codes; monthly: column → (months, institutions), KEPT and MADE: `used` are
    places in use by everybody, minutes and coordination are those of a month; before, after: stage
    of the Jobcenter's tie with each institution at month 0 and at the end, mean over the
    Sozialräume that it works in.
    """

    names: tuple[str, ...]
    kinds: np.ndarray
    kind_names: tuple[tuple[str, str, str], ...]
    pillars: np.ndarray
    purse: np.ndarray
    monthly: dict[str, np.ndarray]
    before: np.ndarray
    after: np.ndarray


def look_inside(scenario: Scenario, start: Any, months: int) -> Inside:
    """Run a scenario from a world at month 0 and keep what institutions do.

    start: the world, left as it is. The scenario must not be a rival, which follows another run.
    """
    from model.build import arranged
    from model.observe import read_tally, stages_of_ties
    from model.population import load_place
    from model.schedule import month_of
    from model.simulate import room_for

    state = arranged(room_for(start, months), scenario)
    run_month = month_of(state)
    place = load_place(scenario.place_folder)
    columns = {name: np.zeros((months, len(place.institution_names))) for name in (*KEPT, *MADE)}
    before = _by_institution(stages_of_ties(state), state)
    for month in range(months):
        run_month(state, month)
        for name, kept in columns.items():
            kept[month] = _read(state, name)
        read_tally(state)  # the count of a month begins at 0, as in every run
    return Inside(
        place.institution_names,
        state.institutions["kind"].astype(np.int64),
        tuple((kind.name, kind.german, kind.english) for kind in place.kinds),
        state.institutions["pillars"].astype(np.int64),
        state.institutions["purse"].astype(np.int64),
        columns,
        before,
        _by_institution(stages_of_ties(state), state),
    )


def _read(state: Any, name: str) -> np.ndarray:
    """A column of institutions as it is at the end of a month."""
    from model.tally import FIXED

    table, tally = state.institutions, state.tally[0]
    if name in KEPT:
        found: np.ndarray = table[name]
    elif name == "used":
        found = table["used"] + table["others"] + table["held"]
    else:
        share = table["coordination"] if name == "coordination" else 1.0
        found = np.array(table["minutes"] * share, np.float64)
        theirs = float((table["minutes"] * table["coordination"])[JOBCENTER + 1 :].sum())
        # The Jobcenter's minutes are kept by Sozialraum; the month's count has them all.
        own = tally["minutes_coordination"] / FIXED - theirs
        rest = (tally["minutes_contact"] + tally["minutes_benefits"]) / FIXED
        found[JOBCENTER] = own if name == "coordination" else own + rest
    return found


def _by_institution(stages: np.ndarray, state: Any) -> np.ndarray:
    """Mean stage of the Jobcenter's tie with every institution; NaN for the Jobcenter itself."""
    rows = state.place.institution_of[:, 1:]
    exists = rows >= 0
    count = len(state.institutions)
    sums = np.bincount(rows[exists], stages[exists].astype(np.float64), count)
    met = np.bincount(rows[exists], minlength=count)
    with np.errstate(invalid="ignore"):
        return np.where(met > 0, sums / met, np.nan)
