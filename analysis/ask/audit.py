"""What an audit of common random numbers found, in plain words.

`model.audit.audit` gives: a, b (names), seed, months, people (cohort persons compared),
no_op_identical, inert_identical, departed (persons whose history differs between a and b), and
first_decisions (decision → persons who departed from their twin there first).
"""

from pathlib import Path
from typing import Any

from analysis.options import LONGEST, resolved, whole_number
from experiments.progress import Progress
from model.errors import Fault, raise_if
from model.words import Message


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
    scenarios = resolved((a, b), place, {}, faults)
    raise_if(faults)
    with Progress(Message("audit"), None):
        return dict(audit(scenarios[0], scenarios[1], seed, months))
