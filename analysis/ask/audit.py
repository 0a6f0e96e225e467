"""What an audit of common random numbers found, in plain words.

`model.audit.audit` gives: a, b (names), seed, months, people (cohort persons compared),
no_op_identical, inert_identical, departed (persons whose history differs between a and b), and
first_decisions (decision → persons who departed from their twin there first).
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from analysis.requests.comparison import LONGEST, whole_number
from experiments.progress import Progress
from model.errors import Fault, InputError, raise_if
from model.scenario import resolve


def audit_arms(
    a: str | Path, b: str | Path, *, place: str | Path | None, seed: int, months: int
) -> dict[str, Any]:
    """Audit two arrangements; see the module docstring for what comes back.

    Raises:
        InputError: every fault of both scenarios and of the options.
    """
    from model.audit import audit

    faults: list[Fault] = [
        *whole_number("months", months, 1, LONGEST),
        *whole_number("seed", seed, 0),
    ]
    scenarios = []
    for reference in (a, b):
        try:
            scenarios.append(resolve(reference, place))
        except InputError as error:
            faults += error.faults
    raise_if(faults)
    with Progress("audit", None):
        return dict(audit(scenarios[0], scenarios[1], seed, months))


def sentences(found: Mapping[str, Any]) -> list[str]:
    """What was found, a sentence each."""
    same = "A scenario that changes nothing gives identical people."
    other = "A scenario that changes nothing gives OTHER people: chance leaks between runs."
    inert = "One more inert person changes nobody else's history."
    leak = "One more inert person CHANGES others: a draw depends on who else is there."
    people, departed = int(found["people"]), int(found["departed"])
    share = 100.0 * departed / people if people else 0.0
    lines = [
        same if found["no_op_identical"] else other,
        inert if found["inert_identical"] else leak,
        f"{departed:,} of {people:,} people ({share:.1f} %) depart from their twin between "
        f"{found['a']} and {found['b']} within {found['months']} months (seed {found['seed']}).",
    ]
    first = sorted(found["first_decisions"].items(), key=lambda item: (-item[1], item[0]))
    lines += [f"  {count:,} at {decision} first" for decision, count in first]
    return lines
