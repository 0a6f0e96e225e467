"""Every item of the talk and what it moves: a table in model/TALK.md.

The numbers come from the study `talk` (scenarios/studies/talk.toml) and stand in talk.csv beside
it; `python -m analysis.ask.talk` makes both anew.
"""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from analysis.measures.outcomes import OUTCOME
from analysis.tables.talk_items import Item
from analysis.wording import digits_for
from experiments.writing import as_csv, write_bytes
from model.words import number_in, signed_in

SHOWN = 3  # outcomes of an item: those that it moves most
SEEN = 1.0  # smallest differences that matter: less is said to be less
SURE = 3.0  # standard errors from which a difference is more than chance, among so many outcomes
LESS = "less than matters, in every outcome"
CHANCE = "nothing beyond chance"
SMALL = "small alone, as said above"
HEADS = ("item", "starts a year", "participation", "moves most", "")


class Moved(NamedTuple):
    """A difference of an arm in an outcome, in its unit: mean of the pairs, standard error."""

    arm: str
    outcome: str
    difference: float
    error: float

    @property
    def size(self) -> float:
        """In smallest differences that matter."""
        return abs(self.difference) / OUTCOME[self.outcome].matters

    @property
    def digits(self) -> int:
        """Digits it is told with."""
        return digits_for(OUTCOME[self.outcome].matters)

    @property
    def seen(self) -> bool:
        """Whether it is more than chance, and more than nothing as it is told."""
        beyond = abs(self.difference) > SURE * self.error
        return beyond and round(self.difference, self.digits) != 0.0


def read(path: Path) -> list[Moved]:
    """The differences as they were written."""
    rows = pd.read_csv(path)
    return [Moved(*row) for row in rows.itertuples(index=False)]


def write(path: Path, rows: Iterable[Moved]) -> None:
    """The differences, a row each."""
    rounded = ((*row[:2], *(float(f"{value:.6g}") for value in row[2:])) for row in rows)
    write_bytes(path, as_csv(Moved._fields, rounded))


def most(rows: Iterable[Moved], count: int = SHOWN) -> list[Moved]:
    """Those that move most beyond chance, in smallest differences that matter."""
    return sorted((row for row in rows if row.seen), key=lambda row: (-row.size, row.outcome))[
        :count
    ]


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
        yield _with_error(named[name]) if name in named else "–"
    found = most(rows)
    yield "; ".join(f"{OUTCOME[row.outcome].english} {_number(row)}" for row in found) or CHANCE
    yield item.why or (SMALL if not found else LESS if found[0].size < SEEN else "")


def _with_error(row: Moved) -> str:
    """With a digit more than elsewhere: chance is often less than what is told."""
    digits = row.digits + 1
    return f"{signed_in('en', row.difference, digits)} ± {number_in('en', row.error, digits)}"


def _number(row: Moved) -> str:
    return signed_in("en", row.difference, row.digits)
