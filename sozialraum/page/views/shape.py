"""A view as data: a note, pictures, the same as a table, and where it comes from."""

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Picture:
    """A picture with its title; label, value: words beside it."""

    svg: str
    label: str = ""
    value: str = ""
    heading: str = ""


@dataclass(frozen=True)
class View:
    """One view: pictures, and the same as a table. rows: the first cell is the head of its row.

    extra: sentences above the pictures; legend: what signs mean; outcomes: names of the outcomes
    shown, whose formulas its source has; about: what else its source says.
    """

    name: str
    note: str = ""
    pictures: Sequence[Picture] = ()
    heads: tuple[str, ...] = ()
    rows: Sequence[tuple[str, ...]] = ()
    bold: tuple[int, ...] = ()
    caption: str = ""
    extra: tuple[str, ...] = ()
    legend: tuple[str, ...] = ()
    outcomes: tuple[str, ...] = ()
    about: Sequence[str] = field(default_factory=tuple)
