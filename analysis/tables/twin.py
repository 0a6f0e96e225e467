"""Twin lives as lines: the cases, where their lives part, and month by month what happens."""

from collections.abc import Iterator

from analysis.findings.twin import Told
from analysis.results.twin import Twins
from analysis.tables.text_table import TextTable
from model.words import Language, say


def months_of(twins: Twins, language: Language) -> Iterator[tuple[list[str], TextTable]]:
    """For every person: the sentences, and a row for each month in which anything happens."""
    told = Told(twins, language)
    heads = (
        say(language, "month"),
        *(told.answer.title(arm) for arm, _ in told.lives()),
    )
    for one in twins.people:
        lines = [told.say("stamp"), told.case(one), told.parts(one), told.change(one)]
        rows: list[tuple[str, ...]] = [
            (str(month), base, other) for month, base, other in told.months(one)
        ]
        yield lines, TextTable("", heads, rows, (0,), ())
