"""Results in at most 25 lines of 80 columns: first the sentences, then the table that is needed.

What `print(result)` shows and what the commands print; `--all` shows the rest.
"""

import textwrap
from collections.abc import Iterable, Sequence

from analysis.findings import decomposition, frontier, one_run, sensitivity, validation
from analysis.findings.frontier import way_in_words
from analysis.findings.tipping import lost_in_words, thresholds_in_words
from analysis.findings.worth import worth_in_words
from analysis.measures.outcomes import OUTCOME
from analysis.requests.decomposition import mechanism_title
from analysis.requests.points import arm_title
from analysis.results.decomposition import Decomposed
from analysis.results.frontier import Searched
from analysis.results.lost import Lost
from analysis.results.one_run import OneRun
from analysis.results.sensitivity import Sensitivity
from analysis.results.tipping import Swept
from analysis.results.validation import Validation
from analysis.results.worth import Worth
from analysis.sensitivity.shapley import REMAINDER, TOTAL
from analysis.sensitivity.topics import title_of
from analysis.tables import sensitivity as indices
from analysis.wording import digits_for, unit_in
from model.words import Language, Texts, number_in, say, signed_in

WIDTH, MOST_LINES = 80, 25
COLUMN, LONGEST_ROWS = 15, 8
SHOWN = ("stock", "integrations_yearly", "exits_covered", "participation", "minutes_contact",
         "minutes_coordination", "tie_stage")  # fmt: skip
_FURTHER = Texts(
    {
        "all": "Further: --all everything · figures and tables stand in the folder",
        "rest": "… and {count} more lines: --all",
    }
)


def brief(
    head: str,
    sentences: Iterable[str],
    rows: Sequence[Sequence[str]],
    language: Language,
    *,
    heads: Sequence[str] = (),
) -> list[str]:
    """Head, sentences, table, where more is; what does not fit is left out and said."""
    told = [line for sentence in sentences for line in textwrap.wrap(
        sentence, WIDTH, subsequent_indent="  ", break_on_hyphens=False)]  # fmt: skip
    table = [_row(row) for row in ((heads, *rows) if heads and rows else rows)]
    lines = [textwrap.shorten(head, WIDTH, placeholder="…"), *told, *table]
    if len(lines) > MOST_LINES - 1:
        kept = lines[: MOST_LINES - 2]
        left = len(lines) - len(kept)
        lines = [*kept, _FURTHER.say(language, "rest", count=left)]
    return [*lines, _FURTHER.say(language, "all")]


def _row(cells: Sequence[str]) -> str:
    """The first cell to the left, the others to the right."""
    first, *rest = cells
    width = WIDTH - COLUMN * len(rest)
    return (textwrap.shorten(first, width - 1, placeholder="…").ljust(width)
            + "".join(cell.rjust(COLUMN) for cell in rest)).rstrip()  # fmt: skip


def of_run(done: OneRun) -> list[str]:
    """One run: goals, known figures, a few outcomes."""
    language = done.language
    values = done.outcomes.set_index("name")["value"]
    rows = []
    for name in SHOWN:
        outcome = OUTCOME[name]
        label = f"{outcome.title(language)}, {unit_in(language, outcome.unit)}"
        rows.append((label, number_in(language, float(values[name]), digits_for(outcome.matters))))
    title = done.scenario.title.get(language, done.scenario.name)
    months = say(language, "{months} months, seed {seed}", months=done.plan.months,
                 seed=done.plan.seed)  # fmt: skip
    return brief(f"{title} · {months}", one_run.sentences(done, language), rows, language)


def of_validation(done: Validation) -> list[str]:
    """A validation: how many hold, then what misses."""
    language = done.language
    title = say(language, "Does the simulation look like the city?")
    return brief(title, validation.brief_sentences(done), (), language)


def of_sweeps(done: Swept) -> list[str]:
    """Tipping points."""
    language = done.request.language
    return brief(_two(done.request.titles), thresholds_in_words(done, language), (), language)


def of_lost(lost: Lost, language: Language) -> list[str]:
    """Where it loses."""
    titles = {"base": arm_title(lost.base, language), "other": arm_title(lost.other, language)}
    return brief(_two(titles), lost_in_words(lost, language), (), language)


def of_parts(done: Decomposed) -> list[str]:
    """A decomposition: sentences, then mechanisms with the outcomes as columns."""
    language, outcomes = done.request.language, done.request.outcomes
    tables = {outcome: done.of(outcome).set_index("part")["value"] for outcome in outcomes}
    first = tables[outcomes[0]]
    order = first.drop(index=[REMAINDER, TOTAL]).sort_values(ascending=False).index
    rows = [
        (
            mechanism_title(str(part), language),
            *(
                signed_in(language, float(table[part]), digits_for(OUTCOME[outcome].matters) + 1)
                for outcome, table in tables.items()
            ),
        )
        for part in (*order, REMAINDER, TOTAL)
    ]
    heads = ("", *(textwrap.shorten(OUTCOME[o].title(language), COLUMN - 1, placeholder="…")
                   for o in outcomes))  # fmt: skip
    told = decomposition.sentences(done, language)
    return brief(_two(done.request.titles), told, rows, language, heads=heads)


def of_sensitivity(study: Sensitivity) -> list[str]:
    """What the difference depends on: sentences, then the leading inputs that may be ranked."""
    language = study.request.language
    rows = []
    for outcome in study.request.outcomes:
        if study.is_ranked(outcome):
            rows += [
                (f"{OUTCOME[outcome].title(language)}: {title_of(str(row.input), language)}",
                 number_in(language, float(str(row.value)), 2))
                for row in study.ranked(outcome).head(3).itertuples()
            ]  # fmt: skip
    heads = (say(language, "assumption"), indices.table_heads(study, language)[-1][: COLUMN - 1])
    told = sensitivity.sentences(study, language)
    return brief(_two(study.request.titles), told, rows, language, heads=heads)


def of_worth(worth: Worth) -> list[str]:
    """What to measure first."""
    language = worth.language
    title = OUTCOME[worth.outcome].title(language)
    return brief(title, worth_in_words(worth, language), (), language)


def of_front(done: Searched) -> list[str]:
    """The front: sentences, then its ways."""
    language = done.request.language
    aims = [OUTCOME[aim] for aim in done.request.aims]
    rows = [
        (
            way_in_words(row, done.options, language),
            *(
                signed_in(language, float(row[f"mean_{at}"]), digits_for(aim.matters) + 1)
                for at, aim in enumerate(aims)
            ),
        )
        for _, row in done.front.head(LONGEST_ROWS).iterrows()
    ]
    heads = ("", *(textwrap.shorten(aim.title(language), COLUMN - 1, placeholder="…")
                   for aim in aims))  # fmt: skip
    title = arm_title(done.request.arrangement, language)
    return brief(title, frontier.sentences(done, language), rows, language, heads=heads)


def _two(titles: dict[str, str]) -> str:
    return f"{titles['base']} · {titles['other']}"
