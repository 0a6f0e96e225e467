"""What an audit of common random numbers found, in plain sentences."""

from collections.abc import Mapping
from typing import Any


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
        f"{departed:,} of {people:,} people ({share:.1f}%) depart from their twin between "
        f"{found['a']} and {found['b']} within {found['months']} months (seed {found['seed']}).",
    ]
    first = sorted(found["first_decisions"].items(), key=lambda item: (-item[1], item[0]))
    lines += [f"  {count:,} at {decision} first" for decision, count in first]
    return lines
