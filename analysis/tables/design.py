"""What a search has found in at most 25 lines of 80 columns, and all of it as rows of text."""

from collections.abc import Iterator

from analysis.findings.design import (
    cautions,
    decision_in_words,
    head,
    mark,
    name_of,
    sentences,
)
from analysis.measures.headlines import HEADLINES_OF, PARTICIPATION, WORK
from analysis.results.design import Designed
from analysis.sensitivity.advantage import AGAINST, GOALS, RIVAL, SILO
from analysis.tables.short_answer import LEGEND, MOST_LINES, WIDTH, WORDS, part, shortened
from model.words import Language, Texts, number_in, signed_in

RANGE_WIDTH = 24
FEWEST_SHOWN = 2  # the best, and the best shipped option or the next
LABEL_WIDTH = WIDTH - len(AGAINST) * RANGE_WIDTH
_WORDS = Texts(
    {
        "per": "per 1,000 people, range",
        SILO: "against side by side",
        RIVAL: "against casework",
        "both": "{name}: beats both in {count} of {all}",
        WORK: "  starts of work",
        PARTICIPATION: "  medium participation",
        "of": "{count} of {all}",
        "range": "{low} to {high}",
        "options": "--all every decision and number · figure and tables in the folder",
    },
    context="design",
)
HEADS = Texts(
    ("option", "goal", "against", "mean", "range", "mean of the worst tenth", "beats it",
     "surely in front, %"),
    context="design",
)  # fmt: skip


def of_design(done: Designed) -> list[str]:
    """The short answer; cautions and finalists that do not fit are left out, the last first."""
    language = done.request.language
    told, rest = sentences(done, language), cautions(done, language)
    first = dict.fromkeys([done.best, *([done.preset] if done.preset else []), *done.finalists])
    shown = list(first)
    while True:
        lines = _lines(done, told, shown, rest, language)
        if len(lines) <= MOST_LINES or not rest:
            return lines
        if len(shown) > FEWEST_SHOWN:
            shown = shown[:-1]
        else:
            rest = rest[:-1]


def _lines(
    done: Designed, told: list[str], shown: list[str], rest: list[str], language: Language
) -> list[str]:
    table = list(_table(done, shown, language))
    legend = [
        LEGEND.say(language, one) for one in LEGEND.texts if any(one in line for line in table[1:])
    ]
    return [
        shortened(head(done, language), WIDTH),
        *part(language, "answer", " ".join(told)),
        *table,
        "   ".join(legend),
        *part(language, "caution", " ".join(rest)),
        *part(language, "further", _WORDS.say(language, "options")),
    ]


def _table(done: Designed, shown: list[str], language: Language) -> Iterator[str]:
    """A row a design and goal: ranges against both, and how often it beats both."""
    words = _WORDS.spoken(language)
    yield _row(words("per"), [words(SILO), words(RIVAL)])
    for design in shown:
        standing, name = done.standing(design), name_of(done, design, language)
        count = standing.beats(*AGAINST)
        yield shortened(words("both", name=name, count=count, all=standing.draws), WIDTH)
        for goal in GOALS:
            cells = [_range(done, design, goal, against, language) for against in AGAINST]
            yield _row(words(goal), cells)


def _range(done: Designed, design: str, goal: str, against: str, language: Language) -> str:
    """Low to high and the sign of what can be told."""
    found, matters = done.standing(design).against(goal, against), HEADLINES_OF[goal].matters
    if found.low != found.low:
        return WORDS.say(language, "unknown")
    low, high = (signed_in(language, value, 1) for value in (found.low, found.high))
    text = _WORDS.say(language, "range", low=low, high=high)
    return f"{text} {mark(found, done.levels[goal], matters)}"


def _row(label: str, cells: list[str]) -> str:
    first = shortened(label, LABEL_WIDTH - 1).ljust(LABEL_WIDTH)
    return first + "".join(cell.rjust(RANGE_WIDTH) for cell in cells)


def table_rows(done: Designed, language: Language) -> list[tuple[str, ...]]:
    """A row a finalist, goal and comparison."""
    words = _WORDS.spoken(language)
    rows: list[tuple[str, ...]] = []
    for design in done.finalists:
        standing = done.standing(design)
        for goal in GOALS:
            for against in AGAINST:
                found = standing.against(goal, against)
                low, high, mean, worst = (
                    signed_in(language, value, 1)
                    for value in (found.low, found.high, found.mean, found.worst)
                )
                beats = words("of", count=standing.beats(against), all=standing.draws)
                rows.append((
                    name_of(done, design, language),
                    HEADLINES_OF[goal].title(language),
                    words(against),
                    f"{mean} {mark(found, done.levels[goal], HEADLINES_OF[goal].matters)}",
                    words("range", low=low, high=high),
                    worst,
                    beats,
                    number_in(language, 100.0 * float(done.row(design)["chance"]), 0),
                ))  # fmt: skip
    return rows


def decisions(done: Designed, language: Language) -> list[str]:
    """Every decision of every finalist, a line each."""
    lines = []
    for design in done.finalists:
        row = done.row(design)
        said = [decision_in_words(name, float(row[name]), language) for name in done.space.names]
        lines.append(f"{name_of(done, design, language)}: {', '.join(said)}.")
    return lines
