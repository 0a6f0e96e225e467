"""Every number of a report by a name, so that each can be derived again from the store.

The names stand in a file beside the report and not on its pages: `answer.figure.work.…mean` is the
value behind a point of a figure, `effort.sentence_2.1` the first number of a sentence.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from analysis.report.document import Document, Intervals, Section, Stacks

_NUMBER = re.compile(r"[+\u2212]?\d+(?:[.,]\d+)*")
DIGITS = 12  # of a value behind a figure


class Number(NamedTuple):
    """A number: its name, and what is shown or, of a figure, the value behind it."""

    id: str
    shown: str


class Mismatch(NamedTuple):
    """A number that does not match any more; "" if it is not there on one of the sides."""

    id: str
    was: str
    now: str


def numbers(document: Document) -> list[Number]:
    """All numbers of a report."""
    found = [*_in_text("title", document.title), *_in_text("source", document.source)]
    for section in (*document.sections, *document.backup):
        found += _of_section(section)
    return found


def _of_section(section: Section) -> Iterator[Number]:
    name = section.name
    yield from _in_text(f"{name}.title", section.title)
    yield from _in_text(f"{name}.lead", section.lead)
    for at, text in enumerate(section.sentences, 1):
        yield from _in_text(f"{name}.sentence_{at}", text)
    if section.table is not None:
        for key, cells in zip(section.table.keys, section.table.rows, strict=True):
            for column, text in enumerate(cells):
                yield from _in_text(f"{name}.table.{key}.{column}", text)
    if isinstance(section.figure, Intervals):
        for panel in section.figure.panels:
            yield from _in_text(f"{name}.figure.{panel.key}.title", panel.title)
            for row in panel.rows:
                for end in ("mean", "low", "high"):
                    value = f"{getattr(row, end):.{DIGITS}g}"
                    yield Number(f"{name}.figure.{panel.key}.{row.key}.{end}", value)
    elif isinstance(section.figure, Stacks):
        for at, bar in enumerate(section.figure.bars, 1):
            for part, share in enumerate(bar):
                yield Number(f"{name}.figure.bar_{at}.{part}", f"{share:.{DIGITS}g}")


def _in_text(name: str, text: str) -> Iterator[Number]:
    for at, one in enumerate(_NUMBER.findall(text), 1):
        yield Number(f"{name}.{at}", one)


def compared(was: list[Number], now: list[Number]) -> list[Mismatch]:
    """What does not match any more, in the order of the report."""
    before, after = dict(was), dict(now)
    return [
        Mismatch(name, before.get(name, ""), after.get(name, ""))
        for name in dict.fromkeys((*before, *after))
        if before.get(name, "") != after.get(name, "")
    ]
