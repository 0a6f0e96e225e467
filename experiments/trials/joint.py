"""Joint against separate treatment, and help with applying for day care.

A city with a network whose ties are grown: three years of it, then the trial. Half of all people
are kept apart from the first day on, so that none of them has been treated jointly before: they
consent to nothing. When the trial begins, some of them consent: they are handed over in person,
served in parallel and without gaps, at the head of queues, under shared responsibility, with the
effect of joint treatment and all its harms. The same people under the same luck, without consent,
are sent cold: *separate*. Minutes are equal: neither conferences nor cases cost any here.
"""

from dataclasses import dataclass

import numpy as np

from experiments.trials.minutes import Counted, starts, unemployed
from experiments.trials.world import Hand, MoreMinutes, column, drawn, lived, nothing
from model.build import arranged
from model.scenario import Scenario, resolve
from model.state import State, copy_state
from model.stationary import burn_in, room_for
from model.vocabulary import (
    ADDICTION,
    CARE,
    CRISIS,
    FEMALE,
    FULL_TIME,
    HEALTH,
    IN_SERVICE,
    LANGUAGE,
    MOTHER,
    N_BARRIERS,
    NOT_RECOGNISED,
    RECOGNISED,
    SCHOOL,
    VOCATIONAL,
)

NETWORK = "production-network-extended"
# A network that stands, and whose minutes nobody lacks.
WORLD = {
    "switches.fixed_minutes": False,
    "levers.ramp_months": 0,
    "levers.setup_share": 0,
    "levers.transition_loss": 0,
    "levers.moderation": 0,
    "levers.handover": 1,
}
GROWING, MONTHS, YEAR = 36, 18, 12  # months of the network before the trial, and of the trial
APART, ASKED = 1, 2  # slots of draws
COMPLEX, LOW_NEED = 2.0, 1.0  # open barriers: from so many on, and up to so many
SERVED = [SCHOOL, VOCATIONAL, HEALTH, LANGUAGE, CARE, MOTHER]  # barriers with a service
OF_HEALTH_OR_FAMILY = [HEALTH, CARE, MOTHER, ADDICTION, CRISIS]
TIMES = 3.0  # minutes, as in France
SMALL = 36  # months: a child under three
HELPED = 0.5  # of mothers apart are helped: so few that they take few places from each other


@dataclass
class Seen:
    """What a trial has seen of people, month by month; arrays (people,)."""

    jointly: np.ndarray
    in_day_care: np.ndarray

    def look(self, state: State, month: int) -> None:
        """After a month."""
        n = len(self.jointly)
        self.jointly |= column(state, "joint")[:n] != 0.0
        if month < GROWING + YEAR:
            self.in_day_care |= column(state, "stage")[:n, MOTHER] == IN_SERVICE


def with_consent(rows: np.ndarray, value: int) -> Hand:
    """A hand that decides, after contacts, who consents to being handed over."""
    at = np.flatnonzero(rows)

    def decide(state: State, month: int) -> None:
        column(state, "consent")[at] = value

    return decide


def grown(scenario: Scenario, seed: int) -> tuple[State, np.ndarray]:
    """A city whose network has grown, and who was kept apart from it; (people,) of bool."""
    start = burn_in(resolve("status-quo", scenario.place_folder), seed)
    state = arranged(room_for(start, GROWING + MONTHS), scenario)

    def apart(state: State, month: int) -> None:
        column(state, "consent")[drawn(state, 0.5, APART)] = 0

    lived(state, 0, GROWING, after_contacts=apart)
    return state, drawn(state, 0.5, APART)


def open_barriers(state: State) -> np.ndarray:
    """What is not mitigated of the barriers of everybody; (people,)."""
    found: np.ndarray = (column(state, "has") * (1.0 - column(state, "mitigated"))).sum(axis=1)
    return found


def ended(
    start: State, apart: np.ndarray, offered: np.ndarray, before: MoreMinutes | None = None
) -> tuple[State, Seen]:
    """The world after the trial's months in which those `offered` it are treated jointly."""
    state = copy_state(start)
    seen = Seen(np.zeros(len(apart), bool), np.zeros(len(apart), bool))
    no, yes = with_consent(apart & ~offered, 0), with_consent(offered, 1)

    def decide(state: State, month: int) -> None:
        no(state, month)
        yes(state, month)
        if before is not None:
            before.take(state, month)

    give = nothing if before is None else before.give
    lived(state, GROWING, GROWING + MONTHS, give, decide, seen.look)
    return state, seen


def enrolled(start: State, apart: np.ndarray) -> tuple[State, np.ndarray, np.ndarray]:
    """The city at the trial's first day, and its complex and low-need people; (people,) of bool.

    Few low-need people have a need that is known: those of the trial are noted, in both arms.
    """
    state = copy_state(start)
    needs, has = open_barriers(state), column(state, "has") != 0
    free = apart & unemployed(state) & (column(state, "busy") == 0)
    known = column(state, "stage")[:, :N_BARRIERS] == RECOGNISED
    complex_ = free & (needs >= COMPLEX) & known.any(axis=1)
    complex_ &= has[:, OF_HEALTH_OR_FAMILY].any(axis=1)
    low = free & (needs > 0.0) & (needs <= LOW_NEED) & has[:, SERVED].any(axis=1)
    for need in SERVED:
        note(state, low & has[:, need], need)
    return state, complex_, low


def note(state: State, rows: np.ndarray, need: int) -> None:
    """A need of these people is recognised from now on."""
    open_ = column(state, "mitigated")[:, need] == 0.0
    stage = column(state, "stage")[:, need]
    at = np.flatnonzero(rows & open_ & (stage == NOT_RECOGNISED))
    state.people["stage"][at, need] = RECOGNISED
    state.people["clock"][at, need] = 0
    column(state, "pending")[at] |= 1 << need


def joint_trial(start: State, apart: np.ndarray) -> dict[str, Counted]:
    """Starts of complex and of low-need people, separate and joint, by who is counted."""
    first, complex_, low = enrolled(start, apart)
    separate, _ = ended(first, apart, np.zeros_like(apart))
    joint, seen = ended(first, apart, complex_ | low)
    more, seen_more = ended(first, apart, complex_, MoreMinutes(complex_, TIMES))

    def counted(rows: np.ndarray, treated: State) -> Counted:
        at = np.flatnonzero(rows)
        before = starts(first, at)
        both = [float((starts(world, at) - before).sum()) for world in (separate, treated)]
        return Counted(*both)

    return {
        "joint_offered": counted(complex_, joint),
        "joint_treated": counted(complex_ & seen.jointly, joint),
        "joint_low_need": counted(low & seen.jointly, joint),
        "joint_with_minutes": counted(complex_ & seen_more.jointly, more),
    }


def without_a_place(state: State) -> np.ndarray:
    """Mothers in receipt with a child under three, no place and nobody at work on one."""
    ages = np.asarray(state.households["child_age"])[column(state, "household")]
    small = ((ages >= 0) & (ages < SMALL)).any(axis=1)
    mother = column(state, "has")[:, MOTHER] != 0
    open_ = column(state, "mitigated")[:, MOTHER] == 0.0
    stage = column(state, "stage")[:, MOTHER]
    there = (column(state, "receipt") != 0) & (column(state, "sex") == FEMALE)
    found: np.ndarray = there & small & mother & open_ & (stage == NOT_RECOGNISED)
    return found


def child_care_trial(start: State, apart: np.ndarray) -> dict[str, Counted]:
    """Mothers whose wish for a place is noted and who are taken there, and the same without."""
    helped = apart & without_a_place(start) & drawn(start, HELPED, ASKED)
    at = np.flatnonzero(helped)
    usual, usually = ended(start, apart, np.zeros_like(apart))
    noted = copy_state(start)
    note(noted, helped, MOTHER)
    guided, seen = ended(noted, apart, helped)

    def full_time(state: State) -> float:
        return float((column(state, "employment")[at] == FULL_TIME).sum())

    return {
        "places": Counted(float(usually.in_day_care[at].sum()), float(seen.in_day_care[at].sum())),
        "full_time": Counted(full_time(usual), full_time(guided)),
        "mothers": Counted(len(at), len(at)),
    }


def network_trials(seed: int, place: str | None = None) -> dict[str, Counted]:
    """One seed: both trials in the same city."""
    start, apart = grown(resolve(NETWORK, place, WORLD), seed)
    return joint_trial(start, apart) | child_care_trial(start, apart)


def network_measures(total: dict[str, Counted]) -> dict[str, float]:
    """Measures of published.toml; total: of all seeds together."""
    ratios = {name: count.ratio for name, count in total.items() if name.startswith("joint_")}
    mothers = total["mothers"].without / 100.0
    points = {
        f"childcare_{name}": (total[name].treated - total[name].without) / mothers
        for name in ("places", "full_time")
    }
    return ratios | points
