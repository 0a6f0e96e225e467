"""How the value of a decision is said: “3%”, “24 months”, “nearly always”."""

from collections.abc import Iterable

from analysis.tables.short_answer import LEGEND
from model.words import Language, number_in, short_in
from sozialraum.page.decisions import DECISIONS, VALUES, Decision
from sozialraum.page.words import UNITS

BY_LEVER = {decision.lever: decision for decision in DECISIONS}


def said(language: Language, decision: Decision, value: float) -> str:
    """A value of a decision in words."""
    if decision.kind == "percent":
        return percent(language, 100.0 * value)
    if decision.kind == "months":
        return UNITS.say(language, "months", count=number_in(language, value, 0))
    if decision.kind == "count":
        key = "services_1" if value == 1 else "services"
        return UNITS.say(language, key, count=number_in(language, value, 0))
    return VALUES.say(language, word_for(decision, value))


def percent(language: Language, value: float) -> str:
    """Per cent with at most one digit behind the point."""
    digits = 0 if abs(value - round(value)) < 0.05 else 1
    return UNITS.say(language, "percent", value=number_in(language, value, digits))


def word_for(decision: Decision, value: float) -> str:
    """The word that holds for a value: of a choice the nearest, else the first that is not below.

    Both ends are themselves alone: only 0 is “never” and only the highest is “always”.
    """
    if decision.kind == "choice":
        return min(decision.words, key=lambda one: abs(one[0] - value))[1]
    return next((word for bound, word in decision.words if value <= bound), decision.words[-1][1])


def written(language: Language, value: float) -> str:
    """A value as it stands in a number field."""
    return short_in(language, value, 6)


def signs(language: Language, texts: Iterable[str]) -> str:
    """What the signs mean that end these texts: those of them that occur."""
    seen = {text[-1:] for text in texts}
    return " · ".join(LEGEND.say(language, sign) for sign in LEGEND.texts if sign in seen)
