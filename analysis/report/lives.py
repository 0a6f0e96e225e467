"""Three single cases as a section of a report, stamped as such and with their frequency."""

from analysis.figures.bare import drawn_as
from analysis.figures.twin import draw
from analysis.findings.twin import Told
from analysis.report.document import Picture, Section, Table
from analysis.report.words import TOPICS, said_about, word
from analysis.results.twin import Twins
from model.words import Language, signed_in


def section_of(twins: Twins, language: Language) -> Section:
    """The section of twin lives."""
    told = Told(twins, language)
    heads = tuple(word(language, key) for key in ("case", "course", "difference"))
    rows = tuple(
        (
            told.case(one),
            " ".join((told.parts(one), *told.there(one))),
            signed_in(language, one.change, 2),
        )
        for one in twins.people
    )
    drawing = next(draw(twins, language))
    png, svg = drawn_as(drawing)
    return Section(
        "lives",
        TOPICS.say(language, "lives"),
        told.title(),
        lead=f"{told.say('stamp')} {told.say('world')}",
        figure=Picture("lives", drawing.title, drawing.described, png, svg),
        table=Table(heads, rows, tuple(one.rule or "asked" for one in twins.people), (2,)),
        notes=said_about(language, "lives"),
    )
