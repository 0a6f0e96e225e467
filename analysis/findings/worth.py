"""What to measure first, in plain sentences."""

from analysis.findings.tipping import SENTENCES
from analysis.measures.outcomes import OUTCOME
from analysis.requests.points import arm_title
from analysis.results.worth import Worth
from analysis.sensitivity.rounding import significant
from analysis.sensitivity.topics import title_of
from analysis.wording import unit_in
from model.words import Language, number_in

FIRST = 5  # parameters named in a sentence


def worth_in_words(worth: Worth, language: Language) -> list[str]:
    """What to measure first, and what knowing everything would be worth."""
    found = OUTCOME[worth.outcome]
    unit = unit_in(language, found.unit)
    out = worth.table[worth.table["low"] > 0.0].head(FIRST)
    title = found.title(language)
    if out.empty:
        best = int(worth.right.argmax())
        share = number_in(language, 100.0 * float(worth.right[best]), 0)
        lines = [
            SENTENCES.say(
                language,
                "worthless",
                outcome=title,
                arm=arm_title(worth.arms[best], language),
                best=share,
            )
        ]
    else:
        names = [
            f"{title_of(str(name), language)} ({significant(language, float(value))} {unit})"
            for name, value in zip(out["input"], out["value"], strict=True)
        ]
        lines = [SENTENCES.say(language, "worth", outcome=title, list="; ".join(names))]
    lower, upper = (significant(language, max(0.0, v)) for v in worth.everything)
    return [*lines, SENTENCES.say(language, "everything", lower=lower, upper=upper, unit=unit)]
