"""What trials have found, and the band in which the model agrees with them: read and checked."""

import tomllib
from dataclasses import dataclass, fields
from pathlib import Path

from model.parameters import load_sources

FILE = Path(__file__).with_name("published.toml")


@dataclass(frozen=True)
class Published:
    """One figure; the fields are described at the head of published.toml."""

    title: str
    measure: str
    target: float
    low: float
    high: float
    unit: str
    source: str
    reason: str
    unlike: str
    may_miss: str = ""

    def holds(self, value: float) -> bool:
        """True if a value lies within the band."""
        return self.low <= value <= self.high


def published(file: Path = FILE) -> tuple[Published, ...]:
    """All figures in the order of the file, which is the project's own and no user's.

    Raises:
        ValueError: fields that are missing or unknown, bands without their target, unknown sources.
    """
    sources = load_sources()
    rows = tomllib.loads(file.read_text(encoding="utf-8"))["trial"]
    known = {field.name for field in fields(Published)}
    faults: list[str] = []
    for number, row in enumerate(rows, 1):
        where = f"{file.name}, trial {number}"
        wrong = (set(row) - known) | (known - {"may_miss"} - set(row))
        if wrong:
            faults.append(f"{where}: unknown or missing: {', '.join(sorted(wrong))}")
            continue
        if not row["low"] <= row["target"] <= row["high"]:
            faults.append(f"{where}: the band does not hold its target")
        faults += [
            f"{where}: {key.strip()} is no key of sources.toml"
            for key in row["source"].split(",")
            if key.strip() not in sources
        ]
    if faults:
        raise ValueError("\n".join(faults))
    return tuple(Published(**row) for row in rows)
