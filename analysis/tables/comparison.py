"""Every outcome of a comparison as rows of text: a row each, arms as columns, by topic."""

from collections.abc import Mapping

from analysis.findings.answer import Answer
from analysis.findings.measured import Finding, finding
from analysis.measures.headlines import HEADLINES_OF, MISSES_KNOWN_VALUES
from analysis.measures.outcomes import OUTCOME
from analysis.tables.text_table import TextTable
from analysis.wording import digits_for, digits_of, unit_in
from model.words import Language, Texts, number_in, say, signed_in

_TOPICS = Texts(
    {
        "work": "Work",
        "participation": "Participation",
        "services": "Support services",
        "effort": "Time and money",
        "cooperation": "Cooperation",
        "caution": "Caution: misses the known values, no result",
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
        "tie_stage", "ties_from_1", "ties_from_2", "ties_from_3", "ties_from_4", "tie_trust",
        "joint_cases",
    ),
    "caution": MISSES_KNOWN_VALUES,
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
    for topic, names in TOPICS.items():
        told = [(name, _row(answer, name)) for name in names]
        if not any(row for _, row in told):
            continue
        bold.append(len(rows))
        rows.append((_TOPICS.say(language, topic), *[""] * (len(heads) - 1)))
        for name, row in told:
            if row:
                bold += [len(rows)] if name in headlines else []
                rows.append(row)
    title = "   ".join(f"{letter}  {answer.title(arm)}" for arm, letter in answer.letters.items())
    title += "\n" + answer.range()
    return TextTable(title, tuple(heads), rows, tuple(range(1, len(heads))), tuple(bold))


def _row(answer: Answer, name: str) -> tuple[str, ...]:
    """One outcome; empty where nothing could be counted for any arm."""
    outcome, language = OUTCOME[name], answer.language
    found = [finding(answer.comparison, name, arm) for arm in answer.arms]
    if not any(each.draws for each in found):
        return ()
    label = f"  {outcome.title(language)} ({unit_in(language, outcome.unit)})"
    cells = [label, number_in(language, found[0].base, digits_for(outcome.matters))]
    for each in found:
        cells += _cells(each, outcome.matters, language)
    return tuple(cells)


def _cells(found: Finding, matters: float, language: Language) -> tuple[str, str]:
    """Difference with its mark, and range."""
    digits = digits_of(found.difference, (found.high - found.low) / 2.0, matters)
    difference = f"{signed_in(language, found.difference, digits)} {found.mark}"
    if found.low != found.low:
        return difference, say(language, "unknown")
    low, high = (signed_in(language, bound, digits) for bound in (found.low, found.high))
    return difference, say(language, "{low} to {high}", low=low, high=high)
