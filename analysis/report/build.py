"""From a comparison to a document: pictures are drawn, sections made, the source named."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial

import pandas as pd

from analysis.figures import creaming
from analysis.figures.bare import drawn_as
from analysis.figures.goal import draw_years
from analysis.figures.style import Drawing
from analysis.measures.headlines import PARTICIPATION, WORK
from analysis.report.contents import questions, sections
from analysis.report.document import Document, Picture, Section, Table
from analysis.report.material import Material
from analysis.report.words import FORM_WORDS, word
from analysis.results.comparison import Comparison
from analysis.results.sensitivity import Sensitivity
from experiments.record import timestamp
from model.words import Language, date_in, number_in, signed_in

YEAR = 12
PICTURES: dict[str, Callable[[Comparison, Language], Iterator[Drawing]]] = {
    "over_years": partial(draw_years, goal=WORK),
    "participation_over_years": partial(draw_years, goal=PARTICIPATION),
    "preferred": creaming.draw,
}


def document(
    comparison: Comparison,
    language: Language,
    lives: Section | None = None,
    study: Sensitivity | None = None,
) -> Document:
    """All that is said about a comparison in one language.

    lives: the section of twin lives, if they were looked at; study: of what the result hangs on.
    """
    pictures = {}
    if "monthly" in comparison.tables and comparison.plan.months > YEAR:
        for name, draw in PICTURES.items():
            for drawing in draw(comparison, language):
                pictures[name] = _picture(comparison, language, name, drawing)
    material = Material(comparison, language, pictures, lives, study)
    told, moved = sections(material)
    answer, record = material.answer, comparison.record
    day = date_in(language, str(record["ended"])) if record.get("ended") else ""
    source = word(
        language,
        "source",
        place=answer.place,
        result=str(record.get("content", ""))[:12],
        version=record.get("code", {}).get("version", ""),
        day=word(language, "on", day=day) if day else "",
    )
    return Document(
        language,
        answer.place,
        material.titles.goals(),
        material.titles.question(),
        str(record.get("ended") or timestamp()),
        word(language, "sources_line", whatif=word(language, "whatif"), source=source),
        tuple(told),
        (*moved, *questions(material)),
        {key: word(language, key) for key in FORM_WORDS},
    )


def _picture(
    comparison: Comparison, language: Language, name: str, drawing: Drawing
) -> tuple[Picture, Table]:
    png, svg = drawn_as(drawing)
    alt = f"{drawing.title} {drawing.described}"
    made = _by_year if "year" in drawing.data else _shares
    return Picture(name, drawing.title, alt, png, svg), made(comparison, language, drawing.data)


def _by_year(comparison: Comparison, language: Language, data: pd.DataFrame) -> Table:
    """The mean difference of every arm, year by year."""
    arms = [arm.name for arm in comparison.plan.others]
    heads = [word(language, "year"), *(comparison.title_of(arm, language) for arm in arms)]
    wide = data.dropna(subset=["year"]).pivot(index="year", columns="arm", values="difference")
    rows = tuple(
        (str(int(year)), *(signed_in(language, float(wide.loc[year, arm]), 1) for arm in arms))
        for year in wide.index
    )
    return _table(heads, rows)


def _shares(comparison: Comparison, language: Language, data: pd.DataFrame) -> Table:
    """Shares of an arm each, in per cent."""
    heads = [word(language, key) for key in ("option", "near_people", "near_starts")]
    rows = tuple(
        (
            comparison.title_of(str(row["arm"]), language),
            number_in(language, float(row["people"]), 1),
            number_in(language, float(row["starts"]), 1),
        )
        for row in data.to_dict(orient="records")
    )
    return _table(heads, rows)


def _table(heads: Sequence[str], rows: tuple[tuple[str, ...], ...]) -> Table:
    keys = tuple(f"row_{at}" for at in range(1, len(rows) + 1))
    return Table(tuple(heads), rows, keys, tuple(range(1, len(heads))))
