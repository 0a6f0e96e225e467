"""Spans of time as users write them: 90s, 10min, 1.5h."""

import re

from model.errors import COMMAND_LINE
from model.words import Message

_SECONDS = {"s": 1.0, "sec": 1.0, "m": 60.0, "min": 60.0, "h": 3600.0}


def seconds_of(text: str) -> float:
    """Seconds of a span such as 90s, 10min or 1.5h. Raises InputError for anything else."""
    from model.errors import Fault, InputError

    found = re.fullmatch(r"\s*([0-9]+(?:[.,][0-9]+)?)\s*([a-z]*)\s*", text.lower())
    if found is None or found[2] not in _SECONDS:
        wrong = Fault(
            COMMAND_LINE,
            "--budget",
            Message("{words!r} is no span of time", words=text),
            Message("10min, 1.5h, 90s"),
        )
        raise InputError([wrong])
    return float(found[1].replace(",", ".")) * _SECONDS[found[2]]
