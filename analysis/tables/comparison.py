"""Every outcome of a comparison as rows of text: a row each, arms as columns, by topic."""

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from itertools import batched, groupby
from operator import itemgetter

from analysis.findings.answer import Answer
from analysis.findings.measured import Finding, finding, where_formed
from analysis.measures.headlines import HEADLINES_OF, SET_BY_KNOWN_VALUES
from analysis.measures.outcomes import OUTCOME, Outcome
from analysis.tables.text_table import TextTable
from analysis.wording import digits_for, digits_of, unit_in
from model.words import Language, Texts, number_in, say, signed_in

WIDTH, BASE, ARM, IN_A_ROW = 80, 14, 12, 3  # columns, and arms beside each other
_TOPICS = Texts(
    {
        "work": "Work",
        "participation": "Participation",
        "services": "Support services",
        "effort": "Time and money",
        "cooperation": "Cooperation",
        "caution": "Caution: set with the known values in sight, no result",
    }
)
TOPICS: Mapping[str, tuple[str, ...]] = {
    "work": (
        "integrations", "employed", "needs_covering", "receipt", "stock", "integrations_yearly",
        "integration_rate", "integrations_near", "integrations_far", "concentration", "creaming",
        "employed_12", "secured_3", "secured_6", "secured_yearly", "exits_covered",
        "employed_in_receipt", "long_receipt", "disengaged", "offers_lost_share", "offers_lost",
    ),
    "participation": (
        "participation_low", "participation", "stock_participation", "stock_participation_low",
        "but_take_up", "children_reached", "child_months_reached",
    ),
    "services": (
        "recognised", "referrals", "admitted", "completed", "mitigated", "without_gap", "no_shows",
        "refusals", "dropped", "misallocated",
    ),
    "effort": (
        "minutes_contact", "minutes_coordination", "coordination_spent", "minutes_federal",
        "minutes_municipal", "minutes_health", "benefit_federal", "benefit_municipal", "missed",
        "sanctions",
    ),
    "cooperation": (
        "network_forms", "members_from_1", "members_from_2", "members_from_3", "members_from_4",
        "tie_stage", "ties_from_1", "ties_from_2", "ties_from_3", "ties_from_4", "tie_trust",
        "joint_cases", "waiting_outside",
    ),
    "caution": SET_BY_KNOWN_VALUES,
}  # fmt: skip


def all_outcomes(answer: Answer) -> TextTable:
    """Every outcome that could be counted: value of the base, then difference and range by arm."""
    language, comparison = answer.language, answer.comparison
    heads = [say(language, "outcome"), answer.title(comparison.plan.base.name)]
    for arm in answer.arms:
        title = say(language, "{letter}: difference", letter=answer.letters[arm])
        heads += [title, say(language, "range")]
    rows: list[tuple[str, ...]] = []
    bold = []
    headlines = {one.name for one in HEADLINES_OF.values()}
    for topic, counted in groupby(findings_of(answer, answer.arms), itemgetter(0)):
        bold.append(len(rows))
        rows.append((_TOPICS.say(language, topic), *[""] * (len(heads) - 1)))
        for _, outcome, found in counted:
            bold += [len(rows)] if outcome.name in headlines else []
            rows.append(_row(outcome, found, language))
    title = "   ".join(f"{letter}  {answer.title(arm)}" for arm, letter in answer.letters.items())
    title += "\n" + answer.range()
    return TextTable(title, tuple(heads), rows, tuple(range(1, len(heads))), tuple(bold))


def findings_of(
    answer: Answer, arms: Sequence[str]
) -> Iterator[tuple[str, Outcome, list[Finding]]]:
    """Topic, outcome, and a finding an arm, of all outcomes that could be counted for some arm."""
    for topic, names in TOPICS.items():
        for name in names:
            found = [finding(answer.comparison, name, arm) for arm in arms]
            if any(each.draws for each in found):
                yield topic, OUTCOME[name], found


def all_lines(answer: Answer) -> Iterator[str]:
    """The same for a screen of 80 columns: arms as columns with their marks, three beside another.

    Ranges stand in `all_outcomes`, in files and in the table that `export` writes.
    """
    for arms in batched(answer.arms, IN_A_ROW):
        yield from _block(answer, arms)
    yield from textwrap.wrap(say(answer.language, "Ranges: sozialraum export RESULT file.xlsx"))


def _block(answer: Answer, arms: Sequence[str]) -> Iterator[str]:
    """Every outcome of some arms."""
    language = answer.language
    base = say(language, "start")
    yield _line(say(language, "outcome"), base, [answer.letters[arm] for arm in arms])
    for topic, counted in groupby(findings_of(answer, arms), itemgetter(0)):
        yield ""
        yield _TOPICS.say(language, topic)
        for _, outcome, found in counted:
            yield from _lines(outcome, found, language)
        yield from _formed(answer, arms) if topic == "cooperation" else ()


def _formed(answer: Answer, arms: Sequence[str]) -> Iterator[str]:
    """Both goals over those draws alone in which the network forms."""
    language = answer.language
    for one in HEADLINES_OF.values():
        found = [where_formed(answer.comparison, one, arm) for arm in arms]
        if any(draws for _, draws in found):
            cells = [signed_in(language, d, 1) if n else "–" for d, n in found]
            title = say(language, "where it comes about: {goal}", goal=one.title(language))
            *rest, last = textwrap.wrap(title, WIDTH - BASE - ARM * len(arms) - 2)
            yield from rest
            yield _line(last, "", cells)


def _lines(outcome: Outcome, found: Sequence[Finding], language: Language) -> Iterator[str]:
    """One outcome, its name over as many lines as it needs."""
    cells = [_cells(each, outcome.matters, language)[0] for each in found]
    label = f"{outcome.title(language)}, {unit_in(language, outcome.unit)}"
    *rest, last = textwrap.wrap(label, WIDTH - BASE - ARM * len(found) - 2, subsequent_indent="  ")
    yield from rest
    yield _line(last, number_in(language, found[0].base, digits_for(outcome.matters)), cells)


def _line(label: str, base: str, cells: Sequence[str]) -> str:
    first = label.ljust(WIDTH - BASE - ARM * len(cells)) + base.rjust(BASE)
    return (first + "".join(cell.rjust(ARM) for cell in cells)).rstrip()


def _row(outcome: Outcome, found: Sequence[Finding], language: Language) -> tuple[str, ...]:
    """One outcome."""
    label = f"  {outcome.title(language)} ({unit_in(language, outcome.unit)})"
    cells = [label, number_in(language, found[0].base, digits_for(outcome.matters))]
    for each in found:
        cells += _cells(each, outcome.matters, language)
    return tuple(cells)


def _cells(found: Finding, matters: float, language: Language) -> tuple[str, str]:
    """Difference with its mark, and range."""
    digits = digits_of(found.difference, (found.high - found.low) / 2.0, matters)
    ends = found.signed(language, digits)
    difference = f"{ends.pop('mean')} {found.mark}"
    if found.low != found.low:
        return difference, say(language, "unknown")
    return difference, say(language, "{low} to {high}", **ends)
