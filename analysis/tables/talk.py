"""Every item of the talk and what it moves: a table in model/TALK.md.

The numbers come from the study `talk` (scenarios/studies/talk.toml) and stand in talk.csv beside
it; `python -m analysis.ask.talk` makes both anew.
"""

import csv
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from analysis.measures.outcomes import OUTCOME
from analysis.tables.talk_items import Item
from analysis.wording import digits_for
from experiments.writing import as_csv, write_bytes
from model.words import signed_in

SHOWN = 3  # outcomes of an item: those that it moves most
SEEN = 1.0  # smallest differences that matter: less is said to be less
LESS = "less than matters, in every outcome"
HEADS = ("item", "starts a year", "participation", "moves most", "")


class Moved(NamedTuple):
    """A difference of an arm in an outcome, in its unit; share: of what matters."""

    arm: str
    outcome: str
    difference: float

    @property
    def size(self) -> float:
        """In smallest differences that matter."""
        return abs(self.difference) / OUTCOME[self.outcome].matters


def read(path: Path) -> list[Moved]:
    """The differences as they were written."""
    with path.open(encoding="utf-8", newline="") as file:
        return [Moved(r["arm"], r["outcome"], float(r["difference"])) for r in csv.DictReader(file)]


def write(path: Path, rows: Iterable[Moved]) -> None:
    """The differences, a row each."""
    rounded = (row._replace(difference=float(f"{row.difference:.6g}")) for row in rows)
    write_bytes(path, as_csv(Moved._fields, rounded))


def most(rows: Iterable[Moved], count: int = SHOWN) -> list[Moved]:
    """Those that move most, in smallest differences that matter."""
    return sorted(
        (row for row in rows if row.difference), key=lambda row: (-row.size, row.outcome)
    )[:count]


def talk_table(items: Mapping[str, Item], rows: Iterable[Moved]) -> str:
    """The table: a row an item, by group."""
    by_arm: dict[str, list[Moved]] = {}
    for row in rows:
        by_arm.setdefault(row.arm, []).append(row)
    lines = ["| " + " | ".join(HEADS) + " |", "|" + " --- |" * len(HEADS)]
    group = ""
    for arm, item in items.items():
        if item.group != group:
            group = item.group
            lines.append(f"| **{group}** |" + " |" * (len(HEADS) - 1))
        lines.append("| " + " | ".join(_cells(item, by_arm.get(arm, []))) + " |")
    return "\n".join(lines)


def _cells(item: Item, rows: list[Moved]) -> Iterator[str]:
    named = {row.outcome: row for row in rows}
    yield item.words
    for name in ("integrations_yearly", "participation"):
        yield _number(named[name]) if name in named else "–"
    found = most(rows)
    yield "; ".join(f"{OUTCOME[row.outcome].english} {_number(row)}" for row in found) or "nothing"
    least = bool(found) and max(row.size for row in rows) < SEEN
    yield item.why or (LESS if least else "")


def _number(row: Moved) -> str:
    return signed_in("en", row.difference, digits_for(OUTCOME[row.outcome].matters))
