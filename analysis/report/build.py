"""From a comparison to a document: pictures are drawn, sections made, the source named."""

import io
from collections.abc import Callable, Iterator

import pandas as pd

from analysis.figures import integration, participation
from analysis.figures.style import RESOLUTION, Drawing
from analysis.report.charts import span
from analysis.report.contents import questions, sections
from analysis.report.document import Document, Picture, Section, Table
from analysis.report.material import Material
from analysis.report.words import FORM_WORDS, question_of, word
from analysis.results.comparison import Comparison
from model.words import Language, date_in, signed_in

YEAR = 12
PICTURES: dict[str, Callable[[Comparison, Language], Iterator[Drawing]]] = {
    "over_years": integration.draw,
    "participation_over_years": participation.draw,
}


def document(comparison: Comparison, language: Language, lives: Section | None = None) -> Document:
    """All that is said about a comparison in one language.

    lives: the section of twin lives, if they were looked at.
    """
    pictures = {}
    if "monthly" in comparison.tables and comparison.plan.months > YEAR:
        for name, draw in PICTURES.items():
            for drawing in draw(comparison, language):
                pictures[name] = _picture(comparison, language, name, drawing)
    material = Material(comparison, language, pictures, lives)
    told, moved = sections(material)
    answer, record = material.answer, comparison.record
    version = str(record.get("code", {}).get("version", ""))
    day = date_in(language, str(record["ended"])) if record.get("ended") else ""
    result = str(record.get("content", ""))[:12]
    source = word(
        language,
        "source",
        place=answer.place,
        result=result,
        version=version,
        day=word(language, "on", day=day) if day else "",
    )
    return Document(
        language,
        answer.place,
        material.titles.goals(),
        material.titles.question(),
        result,
        day,
        version,
        word(language, "sources_line", whatif=word(language, "whatif"), source=source),
        tuple(told),
        (*moved, *questions(material)),
        {key: word(language, key) for key in FORM_WORDS},
    )


def _picture(
    comparison: Comparison, language: Language, name: str, drawing: Drawing
) -> tuple[Picture, Table]:
    files = []
    for ending, settings in (("png", {"dpi": RESOLUTION}), ("svg", {"metadata": {"Date": None}})):
        buffer = io.BytesIO()
        drawing.figure.savefig(buffer, format=ending, **settings)
        files.append(buffer.getvalue())
    table = _by_year(comparison, language, drawing.data)
    rows = "; ".join(" ".join(row) for row in table.rows)
    alt = f"{question_of(language, name)} {', '.join(table.heads)}: {rows}."
    return Picture(name, alt, *files), table


def _by_year(comparison: Comparison, language: Language, data: pd.DataFrame) -> Table:
    """The difference of every arm at the end of each year, with its range."""
    arms = [arm.name for arm in comparison.plan.others]
    heads = [word(language, "year")]
    heads += [comparison.title_of(arm, language) for arm in arms]
    ends = data[(data["month"] % YEAR == 0) & data["arm"].isin(arms)]
    rows = []
    for month, year in ends.groupby("month"):
        cells = [str(int(str(month)) // YEAR)]
        for arm in arms:
            for one in year[year["arm"] == arm].itertuples():
                digits = 2 if abs(float(str(one.difference))) >= 0.005 else 3
                shown = signed_in(language, float(str(one.difference)), digits)
                low, high = float(str(one.low)), float(str(one.high))
                cells.append(f"{shown} ({span(language, low, high, digits)})")
        rows.append(tuple(cells))
    keys = tuple(f"year_{row[0]}" for row in rows)
    return Table(tuple(heads), tuple(rows), keys, tuple(range(1, len(heads))))
