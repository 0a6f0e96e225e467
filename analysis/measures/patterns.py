"""Does the simulated status quo look like the published one? Every pattern with its verdict.

A value *holds* if its simulated measure lies inside the band that was fixed before fitting, and
*fails* if it lies outside or is not a number at all; what is assumed, or only weakly known, is
*reported* without a verdict. Nothing here knows a number: targets and bands stand with the place.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from experiments.patterns import Ceiling, Patterns, PatternValue
from model.words import Language, from_file

HOLDS, FAILS, REPORTED = "holds", "fails", "reported"


@dataclass(frozen=True)
class PatternRow:
    """One line of the validation table; numbers in `unit`, None where there is none.

    distance: 0 at the target, 1 at the edge of the band, 2 twice as far; None without a target.
    """

    id: str
    name: str
    measure: str
    target: float | None
    low: float | None
    high: float | None
    simulated: float | None
    verdict: str
    distance: float | None
    unit: str
    status: str
    source: str
    reason: str
    definition: str


def pattern_table(
    measures: Mapping[str, float], patterns: Patterns, language: Language = "en"
) -> list[PatternRow]:
    """One row per pattern value, in the order of the place's file.

    measures: simulated measure by name, in the unit of the pattern. A measure that is missing or
    not finite never passes: it fails where it counts. language: "de" or "en".
    """
    rows = []
    for key, pattern, value in patterns.values():
        simulated = _finite(measures.get(value.measure))
        rows.append(
            PatternRow(
                id=key,
                name=from_file(language, de=value.name.de, en=value.name.en),
                measure=value.measure,
                target=value.target,
                low=value.low,
                high=value.high,
                simulated=simulated,
                verdict=_verdict(simulated, value) if pattern.counts(value) else REPORTED,
                distance=_distance(simulated, value),
                unit=value.unit,
                status=value.status,
                source=value.source,
                reason=value.reason,
                definition=pattern.definition,
            )
        )
    return rows


def all_hold(rows: Iterable[PatternRow]) -> bool:
    """Whether there is a verdict at all and none of them is `fails`."""
    verdicts = [row.verdict for row in rows if row.verdict != REPORTED]
    return bool(verdicts) and FAILS not in verdicts


def beyond(rows: Iterable[PatternRow], tolerances: float) -> list[PatternRow]:
    """Counted rows further off than so many tolerances, or without a simulated value."""
    counted = [row for row in rows if row.verdict != REPORTED]
    return [row for row in counted if row.distance is None or row.distance > tolerances]


def ceiling_note(extra_exits: float, ceiling: Ceiling) -> str:
    """Plain words on extra needs-covering exits in the first year of a network against its base.

    Few completed services reach few persons, and a removed barrier gives a few points: more than
    that cannot come out of a sound model, however welcome it would be.
    """
    least, most = ceiling.plausible()
    span = f"{least:.0f} to {most:.0f}"
    share = f"{100 * extra_exits / ceiling.exits:+.1f} % of today's {ceiling.exits:.0f}"
    found = f"{extra_exits:+.0f} needs-covering exits in the first year ({share})"
    if not math.isfinite(extra_exits):
        return "No number of needs-covering exits: the plausibility ceiling cannot be checked."
    if extra_exits >= ceiling.error_from:
        return f"{found}: far above the {span} that the evidence allows: an error of the model."
    if extra_exits > most:
        return f"{found}: above the {span} that the evidence allows. Look for the reason first."
    return f"{found}: not above the {span} that the evidence allows at most."


def _finite(number: float | None) -> float | None:
    return float(number) if number is not None and math.isfinite(number) else None


def _verdict(simulated: float | None, value: PatternValue) -> str:
    if simulated is None or value.low is None or value.high is None:
        return FAILS
    return HOLDS if value.low <= simulated <= value.high else FAILS


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
