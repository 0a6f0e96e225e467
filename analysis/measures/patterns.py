"""Does the simulated status quo look like the published one? Every pattern with its verdict.

A value *holds* if the mean of its measure over the runs lies inside the band that was fixed before
fitting, and so do at least 60 % of the runs one by one; else it *fails*, also if it is not a number
at all. What is assumed is *reported*; what no run can tell is *not measured*. A verdict on a value
that the posterior was fitted to is *fit*; only one that no fit has seen is *validation*.
"""

import math
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from experiments.patterns import FIT, Patterns, PatternValue
from experiments.patterns import REPORTED as NOT_JUDGED
from model.words import Language, from_file, number_in

HOLDS, FAILS, REPORTED, NOT_MEASURED = "holds", "fails", "reported", "not measured"
FITTED, VALIDATION = "fit", "validation"
MOST_INSIDE = 0.6  # share of runs that must lie inside the band one by one


@dataclass(frozen=True)
class PatternRow:
    """One line of the validation table; numbers in `unit`, None where there is none.

    kind: fit, validation or reported; inside: share of the runs inside the band, None of a single
    run; distance: 0 at the target, 1 at the edge of the band, 2 twice as far; skill: share of a
    naive guess's error that the model avoids, below 0 if it is worse; why: of a value that is not
    measured the reason, of others what a miss most likely comes from.
    """

    id: str
    name: str
    measure: str
    kind: str
    target: float | None
    low: float | None
    high: float | None
    simulated: float | None
    inside: float | None
    verdict: str
    distance: float | None
    skill: float | None
    unit: str
    status: str
    source: str
    reason: str
    use: str
    use_reason: str
    definition: str
    why: str

    @property
    def judged(self) -> bool:
        """Whether it carries a verdict."""
        return self.verdict in (HOLDS, FAILS)


def pattern_table(
    measures: Mapping[str, float],
    patterns: Patterns,
    language: Language = "en",
    *,
    runs: Mapping[str, np.ndarray] | None = None,
    fitted: Container[str] | None = None,
    left_out: Container[str] = (),
) -> list[PatternRow]:
    """One row per pattern value, in the order of the place's file.

    measures: simulated measure by name, in the unit of the pattern. A measure that is missing or
    not finite never passes: it fails where it counts. language: "de" or "en". runs: the measure of
    every run, of which most must lie inside. fitted: measures that the parameters were fitted to;
    None: those that the file says. left_out: measures that runs of this length cannot tell.
    """
    rows = []
    for key, pattern, value in patterns.values():
        simulated = _finite(measures.get(value.measure))
        kind = kind_of(value, fitted)
        inside = None if runs is None else _inside(runs.get(value.measure), value)
        untold = value.not_measured is not None or value.measure in left_out
        rows.append(
            PatternRow(
                id=key,
                name=from_file(language, de=value.name.de, en=value.name.en),
                measure=value.measure,
                kind=kind,
                target=value.target,
                low=value.low,
                high=value.high,
                simulated=simulated,
                inside=inside,
                verdict=_verdict(simulated, value, kind, inside, untold),
                distance=_distance(simulated, value),
                skill=_skill(simulated, value),
                unit=value.unit,
                status=value.status,
                source=value.source,
                reason=value.reason,
                use=value.use or "",
                use_reason=value.use_reason or "",
                definition=pattern.definition,
                why=_why(value, language, value.measure in left_out),
            )
        )
    return rows


def kind_of(value: PatternValue, fitted: Container[str] | None) -> str:
    """Fit, validation or reported.

    What the posterior was fitted to is fit, whatever the file keeps out of the next; what the file
    gives to the next fit is validation as long as no fit has seen it. An order that must hold
    decides which draws are kept at all, and leaves no trace of its own: fit, if the file says so.
    """
    if fitted is not None and value.measure in fitted:
        return FITTED
    if value.use == NOT_JUDGED:
        return REPORTED
    if value.use == FIT and (fitted is None or value.must):
        return FITTED
    return VALIDATION


def all_hold(rows: Iterable[PatternRow], kind: str = FITTED) -> bool:
    """Whether there is a verdict of this kind at all and none of them is `fails`."""
    verdicts = [row.verdict for row in rows if row.judged and row.kind == kind]
    return bool(verdicts) and FAILS not in verdicts


def pattern_number(language: Language, value: float | None) -> str:
    """A pattern's number with as many digits as its size asks for; a dash for none."""
    if value is None:
        return "–"
    digits = 0 if abs(value) >= 1000 else 3 if abs(value) < 1 else 2
    return number_in(language, value, digits)


def _finite(number: float | None) -> float | None:
    return float(number) if number is not None and math.isfinite(number) else None


def _verdict(
    simulated: float | None, value: PatternValue, kind: str, inside: float | None, untold: bool
) -> str:
    if kind == REPORTED:
        return REPORTED
    if untold:
        return NOT_MEASURED
    if simulated is None or value.low is None or value.high is None:
        return FAILS
    mostly = inside is None or inside >= MOST_INSIDE
    return HOLDS if mostly and value.low <= simulated <= value.high else FAILS


def _inside(runs: np.ndarray | None, value: PatternValue) -> float | None:
    """Share of the runs inside the band; a run without a number is outside."""
    if runs is None or not len(runs) or value.low is None or value.high is None:
        return None
    return float(np.mean((runs >= value.low) & (runs <= value.high)))


def _skill(simulated: float | None, value: PatternValue) -> float | None:
    if simulated is None or value.naive is None or value.target is None:
        return None
    worst = abs(value.naive.guess - value.target)
    return 1.0 - abs(simulated - value.target) / worst if worst else None


def _why(value: PatternValue, language: Language, left_out: bool) -> str:
    said = value.not_measured or (None if left_out else value.mechanism)
    return "" if said is None else from_file(language, de=said.de, en=said.en)


def _distance(simulated: float | None, value: PatternValue) -> float | None:
    if simulated is None or value.target is None or value.low is None or value.high is None:
        return None
    off = simulated - value.target
    if off == 0:
        return 0.0
    side = value.high - value.target if off > 0 else value.target - value.low
    # An upper bound as target has no tolerance on that side: take the whole band.
    width = side or value.high - value.low
    return abs(off) / width if width else math.inf
