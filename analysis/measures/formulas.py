"""How outcomes are computed: sums over sums of a run's months, never means of quotients.

A month with few events weighs little that way. Where there is nothing to divide by, a value is NaN.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Protocol

import numpy as np

from model.tally import WAITS
from model.vocabulary import KOORDINATION, NEAR_PROFILES, TIE_STAGES

MONTHS_A_YEAR, MINUTES_AN_HOUR = 12, 60

type Formula = Callable[["Run"], float]


class Run(Protocol):
    """What outcomes read of a run result (`model.simulate.RunResult`)."""

    months: int
    monthly: Mapping[str, np.ndarray]
    people: Mapping[str, np.ndarray]
    ties: np.ndarray


def total(run: Run, name: str) -> float:
    """Sum of a monthly measure over all months."""
    return float(run.monthly[name].sum())


def ratio(above: str | Iterable[str], below: str | Iterable[str], scale: float = 100.0) -> Formula:
    """Sum of some measures over sum of others, times a scale; NaN where there is nothing below."""
    over = (above,) if isinstance(above, str) else tuple(above)
    under = (below,) if isinstance(below, str) else tuple(below)

    def value(run: Run) -> float:
        return scale * divided(sum(total(run, n) for n in over), sum(total(run, n) for n in under))

    return value


def yearly(name: str, scale: float = 1.0) -> Formula:
    """Monthly measure per year."""
    return lambda run: scale * total(run, name) * MONTHS_A_YEAR / run.months


def mean(name: str) -> Formula:
    """Mean of a monthly measure over the months."""
    return lambda run: float(run.monthly[name].mean())


def divided(above: float, below: float) -> float:
    """Quotient, NaN if there is nothing to divide by."""
    return above / below if below else float("nan")


def cohort_starts(run: Run) -> float:
    """Starts of work of the fixed cohort per 100 years followed."""
    starts = float(run.people["integrations"].sum())
    return 100.0 * MONTHS_A_YEAR * divided(starts, float(run.people["months_followed"].sum()))


def integration_rate(run: Run) -> float:
    """Starts of work in 12 months per 100 people in receipt."""
    return 100.0 * MONTHS_A_YEAR * divided(total(run, "integrations"), total(run, "stock"))


def concentration(run: Run) -> float:
    """Share of integrations near the market over share of people near the market."""
    near = sum(total(run, f"profile_{number}") for number in NEAR_PROFILES)
    integrations = divided(total(run, "integrations_near"), total(run, "integrations"))
    return divided(integrations, divided(near, total(run, "stock")))


def _last_year(run: Run) -> np.ndarray:
    """Share of the Jobcenter's ties at each stage, mean over the last year and all Sozialräume."""
    shares: np.ndarray = run.ties[-MONTHS_A_YEAR:].mean(axis=(0, 1))
    return shares


def stage_share(lowest: int) -> Formula:
    """Share of the Jobcenter's ties at a stage or above in the last year, in percent."""
    return lambda run: 100.0 * float(_last_year(run)[lowest:].sum())


def _members_at(run: Run) -> np.ndarray:
    """Ties of the Jobcenter with members, by stage, summed over the last year: (5,)."""
    last = [run.monthly[f"members_at_{at}"][-MONTHS_A_YEAR:].sum() for at in range(len(TIE_STAGES))]
    return np.array(last, dtype=float)


def members_share(lowest: int) -> Formula:
    """Share of the ties with members at a stage or above in the last year, in percent."""

    def value(run: Run) -> float:
        ties = _members_at(run)
        return 100.0 * float(ties[lowest:].sum()) / max(1.0, float(ties.sum()))

    return value


# A network has come about: at least this share (%) of the members' ties at this stage or above.
FORMS_SHARE, FORMS_STAGE = 50.0, KOORDINATION


def network_forms(run: Run) -> float:
    """1 if a network has come about by the last year, else 0."""
    return float(members_share(FORMS_STAGE)(run) >= FORMS_SHARE)


def waiting_outside(run: Run) -> float:
    """Share of those waiting who stand at institutions that are no members, in percent."""
    return 100.0 - ratio("queued_members", "queued")(run)


def wait_percentile(share: float) -> Formula:
    """Months within which this share of those who begin a service have waited.

    Between the counted steps (`model.tally.WAITS`) people are taken to be spread evenly; beyond the
    last step the value is that step.
    """

    def value(run: Run) -> float:
        begun = total(run, "admitted")
        if not begun:
            return float("nan")
        steps = (0, *WAITS)
        within = [0.0, *(1.0 - total(run, f"waited_{months}") / begun for months in WAITS)]
        # Share whose wait is below each step; "at least so many months" is what is counted.
        return float(np.interp(share, within, steps))

    return value


def hours(name: str) -> Formula:
    """Monthly minutes as hours, mean over the months."""
    return lambda run: float(run.monthly[name].mean()) / MINUTES_AN_HOUR


def mean_stage(run: Run) -> float:
    """Mean stage of the Jobcenter's ties in the last year."""
    shares = _last_year(run)
    return float(shares @ np.arange(shares.size))
