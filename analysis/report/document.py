"""What a report says, before it has a form: sections with sentences, a figure and a table.

Slides, page, brief, report and draft are made of one `Document`. Nothing in it depends on the form,
so all of them say the same, and every number in it can be named (`analysis.report.numbers`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from model.words import Language


@dataclass(frozen=True)
class Row:
    """A difference with its range in a figure.

    key: names it; label: on the left; mean, low, high: NaN if not known; shown, span, said: mean,
    range and judgement in words.
    """

    key: str
    label: str
    mean: float
    low: float
    high: float
    shown: str
    span: str
    said: str


@dataclass(frozen=True)
class Panel:
    """Differences in one unit. matters: half the width of the zone of what is practically none."""

    key: str
    title: str
    unit: str
    matters: float
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Intervals:
    """A figure of differences. alt: what it shows, in words; less, more, zone: its words."""

    panels: tuple[Panel, ...]
    alt: str
    less: str
    more: str
    zone: str


@dataclass(frozen=True)
class Stacks:
    """A figure with one bar for every set of assumptions, made of parts that add up to 100 %.

    bars: shares of every bar, in the order of names.
    """

    bars: tuple[tuple[float, ...], ...]
    names: tuple[str, ...]
    title: str
    alt: str


@dataclass(frozen=True)
class Picture:
    """A figure that was drawn elsewhere. title: its finding, where arms go by their letters."""

    name: str
    title: str
    alt: str
    png: bytes = field(repr=False)
    svg: bytes = field(repr=False)


type Figure = Intervals | Stacks | Picture


@dataclass(frozen=True)
class Table:
    """A table as text. keys: name the rows; numeric: columns of numbers; bold: rows."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    keys: tuple[str, ...]
    numeric: tuple[int, ...] = ()
    bold: tuple[int, ...] = ()
    caption: str = ""


@dataclass(frozen=True)
class Section:
    """One thought: a slide, a part of a page.

    topic: what it is about; title: what is found, a sentence; lead: said right below the title;
    sentences: what else is said; notes: for whoever speaks; code: commands, as they are typed.
    """

    name: str
    topic: str
    title: str
    lead: str = ""
    sentences: tuple[str, ...] = ()
    listed: bool = False
    figure: Figure | None = None
    table: Table | None = None
    notes: tuple[str, ...] = ()
    code: tuple[str, ...] = ()


@dataclass(frozen=True)
class Document:
    """All that is said about one result in one language.

    stamp: when it was computed, as 20260131T…, or now if it is not known; words: of the forms, such
    as “Page”; sections: in the order of the talk; backup: for likely questions.
    """

    language: Language
    place: str
    title: str
    subtitle: str
    stamp: str
    source: str
    sections: tuple[Section, ...]
    backup: tuple[Section, ...]
    words: Mapping[str, str]

    def section(self, name: str) -> Section | None:
        """A section by its name, if the report has it."""
        return next((one for one in (*self.sections, *self.backup) if one.name == name), None)
