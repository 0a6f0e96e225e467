"""What the register of assumptions holds, in sentences."""

from collections.abc import Sequence

from analysis.register.assumptions import Entry, counted
from model.words import Language, Texts, say

STATUSES = Texts(
    {
        "seen": "seen",
        "derived": "derived",
        "calibrated": "calibrated",
        "assumed": "assumed",
    }
)


def sentences(entries: Sequence[Entry], bare: int, language: Language) -> list[str]:
    """What the list holds, in sentences. `bare`: numbers of the place without a record."""
    numbers = counted(entries)
    words = ", ".join(
        f"{count} {STATUSES.say(language, status)}" for status, count in numbers.items() if count
    )
    playing = sum(entry.in_play for entry in entries)
    listed = words or say(language, "none")
    return [
        say(language, "{count} values: {listed}.", count=len(entries), listed=listed),
        say(
            language,
            "{count} assumed values are at work in these arrangements. No run can confirm them; "
            "their ranges show how far they carry.",
            count=playing,
        ),
        say(
            language,
            "A further {count} numbers without a range of their own stand in composition.toml and "
            "in the profiles of institutions: all assumed.",
            count=bare,
        ),
    ]
