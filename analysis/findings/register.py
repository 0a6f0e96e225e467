"""What the register of assumptions holds, in sentences."""

from collections.abc import Mapping, Sequence

from analysis.register.assumptions import Entry, counted
from analysis.wording import Language

_STATUSES: Mapping[str, tuple[str, str]] = {
    "seen": ("belegt", "seen"),
    "derived": ("abgeleitet", "derived"),
    "calibrated": ("kalibriert", "calibrated"),
    "assumed": ("angenommen", "assumed"),
}


def status_in(language: Language, status: str) -> str:
    """A status in German or English."""
    german, english = _STATUSES[status]
    return german if language == "de" else english


def sentences(entries: Sequence[Entry], bare: int, language: Language) -> list[str]:
    """What the list holds, in sentences. `bare`: numbers of the place without a record."""
    numbers = counted(entries)
    words = ", ".join(
        f"{count} {status_in(language, status)}" for status, count in numbers.items() if count
    )
    playing = sum(entry.in_play for entry in entries)
    if language == "de":
        return [
            f"{len(entries)} Werte: {words or 'keine'}.",
            f"{playing} angenommene Werte wirken in diesen Arrangements mit. Kein Lauf kann sie "
            "bestätigen; wie weit sie tragen, zeigen ihre Spannen.",
            f"Dazu kommen {bare} Zahlen ohne eigene Spanne in composition.toml und in den "
            "Profilen der Institutionen: alle angenommen.",
        ]
    return [
        f"{len(entries)} values: {words or 'none'}.",
        f"{playing} assumed values are at work in these arrangements. No run can confirm them; "
        "their ranges show how far they carry.",
        f"A further {bare} numbers without a range of their own stand in composition.toml and in "
        "the profiles of institutions: all assumed.",
    ]
