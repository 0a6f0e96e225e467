"""Boxes, tipping points, worth and fronts in plain German and English words."""

from collections.abc import Mapping
from string import Template

import numpy as np
import pandas as pd

from analysis.measures.outcomes import OUTCOME
from analysis.requests.tipping import SWEEP
from analysis.results.lost import Lost
from analysis.results.tipping import Swept
from analysis.sensitivity.boxes import Bound, Box
from analysis.sensitivity.rounding import significant
from analysis.wording import Language, number_in, unit_in

_SENTENCES: Mapping[str, tuple[str, str]] = {
    "box": (
        "$outcome: $other verliert gegen $base in $density % der Fälle, wenn $conditions. Dieser "
        "Kasten umfasst $mass % aller Punkte und $coverage % aller Fälle, in denen $other verliert "
        "($method).",
        "$outcome: $other loses against $base in $density % of the cases if $conditions. This box "
        "holds $mass % of all points and $coverage % of all cases in which $other loses ($method).",
    ),
    "no_bounds": (
        "$outcome: $other verliert an $share % der Punkte, und keine Annahme grenzt sie "
        "nachweislich ein: kein Kasten.",
        "$outcome: $other loses at $share % of the points, and no assumption could be shown to "
        "bound them: no box.",
    ),
    "never": (
        "$outcome: $other verliert an keinem Punkt des Spielraums.",
        "$outcome: $other loses at no point of the range.",
    ),
    "always": (
        "$outcome: $other verliert an jedem Punkt des Spielraums.",
        "$outcome: $other loses at every point of the range.",
    ),
    "from": (
        "$outcome, $along: lohnt sich ab $at (95 %: $low bis $high).",
        "$outcome, $along: pays from $at on (95 %: $low to $high).",
    ),
    "up to": (
        "$outcome, $along: lohnt sich bis $at (95 %: $low bis $high).",
        "$outcome, $along: pays up to $at (95 %: $low to $high).",
    ),
    "in parts": (
        "$outcome, $along: Das Vorzeichen wechselt mehrmals, zuerst bei $at (95 %: $low bis "
        "$high); der Unterschied ist dort klein gegen den Zufall.",
        "$outcome, $along: the sign changes more than once, first at $at (95 %: $low to $high); "
        "the difference is small against chance there.",
    ),
    "everywhere": (
        "$outcome, $along: lohnt sich im Mittel im ganzen geprüften Bereich.",
        "$outcome, $along: pays on average over the whole range tried.",
    ),
    "nowhere": (
        "$outcome, $along: lohnt sich im Mittel nirgends im geprüften Bereich.",
        "$outcome, $along: pays on average nowhere in the range tried.",
    ),
    "sure": (
        "Über den Zufall hinaus lohnt es sich an den Stufen von $sure_from bis $sure_to.",
        "Beyond chance it pays at the levels tried from $sure_from to $sure_to.",
    ),
    "unsure": (
        "An keiner geprüften Stufe ist das über den Zufall hinaus gesichert.",
        "At no level tried is that sure beyond chance.",
    ),
    "regret": (
        "$outcome: Wer $arm wählt, bereut im Mittel $mean $unit, an einem von zehn Punkten mehr "
        "als $high; am besten ist es an $best % der Punkte.",
        "$outcome: who chooses $arm regrets $mean $unit on average, at one point in ten more than "
        "$high; it is the best at $best % of the points.",
    ),
    "worth": (
        "$outcome: Zuerst zu messen: $list.",
        "$outcome: to be measured first: $list.",
    ),
    "worthless": (
        "$outcome: Keine Angabe allein würde die Entscheidung nachweislich verbessern; $arm ist "
        "mit heutigem Wissen an $best % der Punkte richtig.",
        "$outcome: no single figure could be shown to improve the decision; with what is known "
        "today $arm is right at $best % of the points.",
    ),
    "everything": (
        "  Alles zu wissen wäre höchstens $upper $unit wert, sicher mindestens $lower.",
        "  To know everything would be worth $upper $unit at most, and $lower at least.",
    ),
}


def told(key: str, language: Language, **values: str) -> str:
    """A sentence with its values."""
    return Template(_SENTENCES[key][0 if language == "de" else 1]).substitute(values)


def bound_in_words(name: str, bound: Bound, language: Language) -> str:
    """One condition: a factor at least, at most, or between."""
    low, high = (significant(language, value) for value in (bound.low, bound.high))
    german = language == "de"
    if np.isinf(bound.low):
        return f"{name} {'höchstens' if german else 'at most'} {high}"
    if np.isinf(bound.high):
        return f"{name} {'mindestens' if german else 'at least'} {low}"
    return f"{name} {'zwischen' if german else 'between'} {low} {'und' if german else 'and'} {high}"


def box_in_words(box: Box, outcome: str, base: str, other: str, language: Language) -> str:
    """A box as one sentence with coverage, density and size."""
    joint = " und " if language == "de" else " and "
    conditions = joint.join(bound_in_words(n, b, language) for n, b in box.bounds.items())
    title = OUTCOME[outcome].title(language)
    if not box.bounds:
        share = number_in(language, 100.0 * box.density, 0)
        return told("no_bounds", language, outcome=title, other=other, share=share)
    shares = {
        name: number_in(language, 100.0 * getattr(box, name), 0)
        for name in ("density", "coverage", "mass")
    }
    return told("box", language, outcome=title, base=base, other=other,
                conditions=conditions, method=box.method, **shares)  # fmt: skip


def boxes_in_words(
    boxes: list[Box], loses: np.ndarray, outcome: str, base: str, other: str, language: Language
) -> list[str]:
    """All boxes, or why there is none."""
    if not boxes:
        key = "always" if loses.all() and loses.size else "never"
        return [told(key, language, outcome=OUTCOME[outcome].title(language), other=other)]
    return [box_in_words(box, outcome, base, other, language) for box in boxes]


def lost_in_words(lost: Lost, language: Language) -> list[str]:
    """Outcome by outcome: the boxes, and what each choice would be regretted."""
    lines = []
    for outcome, found in lost.outcomes.items():
        lines += boxes_in_words(found.boxes, found.loses, outcome, lost.base, lost.other, language)
        lines += regret_in_words(found.regret, language)
    return lines


def thresholds_in_words(done: Swept, language: Language) -> list[str]:
    """One sentence per outcome and sweep."""
    lines = []
    for row in done.thresholds.to_dict(orient="records"):
        values = {k: significant(language, float(row[k])) for k in ("at", "low", "high")}
        title = OUTCOME[row["outcome"]].title(language)
        along = SWEEP[row["along"]].title(language)
        lines.append(told(row["pays"], language, outcome=title, along=along, **values))
        sure = {k: significant(language, float(row[k])) for k in ("sure_from", "sure_to")}
        key = "sure" if np.isfinite(row["sure_from"]) else "unsure"
        lines.append("  " + told(key, language, **sure))
    return lines


def regret_in_words(table: pd.DataFrame, language: Language) -> list[str]:
    """One sentence per arrangement."""
    lines = []
    for row in table.to_dict(orient="records"):
        found = OUTCOME[row["outcome"]]
        lines.append(
            told("regret", language, outcome=found.title(language), arm=row["arm"],
                 mean=significant(language, row["regret_mean"]), unit=unit_in(language, found.unit),
                 high=significant(language, row["regret_90"]),
                 best=number_in(language, 100.0 * row["best"], 0))
        )  # fmt: skip
    return lines
