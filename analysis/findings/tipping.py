"""Boxes, tipping points, worth and fronts in plain German and English words."""

from collections.abc import Hashable, Iterator
from typing import Any

import numpy as np
import pandas as pd

from analysis.measures.outcomes import OUTCOME
from analysis.requests.points import arm_title
from analysis.requests.tipping import SWEEP
from analysis.results.lost import Lost
from analysis.results.tipping import Swept
from analysis.sensitivity.boxes import Bound, Box
from analysis.sensitivity.rounding import significant
from analysis.sensitivity.topics import title_of
from analysis.wording import unit_in
from model.words import Language, Texts, number_in, say

SENTENCES = Texts(
    {
        "box": (
            "{outcome}: {other} loses against {base} in {density}% of the cases if {conditions}. "
            "This box holds {mass}% of all points and {coverage}% of all cases in which {other} "
            "loses ({method})."
        ),
        "no_bounds": (
            "{outcome}: {other} loses at {share}% of the points, and no assumption could be shown "
            "to bound them: no box."
        ),
        "never": "{outcome}: {other} loses at no point of the range.",
        "always": "{outcome}: {other} loses at every point of the range.",
        "same": (
            "{outcome}, {along}: practically the same at every level tried. There is no tipping "
            "point."
        ),
        "unsure": (
            "{outcome}, {along}: at no level tried is “{other}” clearly better than “{base}”. No "
            "tipping point can be named."
        ),
        "from": (
            "{outcome}, {along}: “{other}” is higher on average from {at} on (range {low} to "
            "{high})."
        ),
        "up to": (
            "{outcome}, {along}: “{other}” is higher on average up to {at} (range {low} to {high})."
        ),
        "in parts": (
            "{outcome}, {along}: the sign changes more than once, first at {at}; no tipping point "
            "can be named."
        ),
        "everywhere": (
            "{outcome}, {along}: “{other}” is higher on average over the whole range tried."
        ),
        "nowhere": "{outcome}, {along}: “{other}” is higher on average nowhere in the range tried.",
        "sure": "  That is clear beyond chance at the levels tried from {sure_from} to {sure_to}.",
        "levels": (
            "Levels tried under {seeds} seeds each, with the values as shipped: chance only, not "
            "the uncertainty of the assumptions."
        ),
        "regret": (
            "{outcome}: with {arm}, {mean} {unit} are missed on average against the best option of "
            "each set of assumptions, in one of ten more than {high}; it is the best in {best}%."
        ),
        "worth": "{outcome}: to be measured first: {list}.",
        "worthless": (
            "{outcome}: no single figure could be shown to improve the decision; with what is "
            "known today {arm} is right at {best}% of the points."
        ),
        "everything": (
            "  To know everything would be worth {upper} {unit} at most, and {lower} at least."
        ),
    }
)


def bound_in_words(name: str, bound: Bound, language: Language) -> str:
    """One condition: a factor at least, at most, or between."""
    low, high = (significant(language, value) for value in (bound.low, bound.high))
    if np.isinf(bound.low):
        return say(language, "{name} at most {high}", name=name, high=high)
    if np.isinf(bound.high):
        return say(language, "{name} at least {low}", name=name, low=low)
    return say(language, "{name} between {low} and {high}", name=name, low=low, high=high)


def box_in_words(box: Box, outcome: str, base: str, other: str, language: Language) -> str:
    """A box as one sentence with coverage, density and size."""
    conditions = say(language, " and ").join(
        bound_in_words(title_of(n, language), b, language) for n, b in box.bounds.items()
    )
    title = OUTCOME[outcome].title(language)
    if not box.bounds:
        share = number_in(language, 100.0 * box.density, 0)
        return SENTENCES.say(language, "no_bounds", outcome=title, other=other, share=share)
    shares = {
        name: number_in(language, 100.0 * getattr(box, name), 0)
        for name in ("density", "coverage", "mass")
    }
    return SENTENCES.say(language, "box", outcome=title, base=base, other=other,
                conditions=conditions, method=box.method, **shares)  # fmt: skip


def boxes_in_words(
    boxes: list[Box], loses: np.ndarray, outcome: str, base: str, other: str, language: Language
) -> list[str]:
    """All boxes, or why there is none."""
    if not boxes:
        key = "always" if loses.all() and loses.size else "never"
        return [SENTENCES.say(language, key, outcome=OUTCOME[outcome].title(language), other=other)]
    return [box_in_words(box, outcome, base, other, language) for box in boxes]


def lost_in_words(lost: Lost, language: Language) -> list[str]:
    """Outcome by outcome: the boxes, and what each choice would be regretted."""
    lines = []
    base, other = (arm_title(name, language) for name in (lost.base, lost.other))
    for outcome, found in lost.outcomes.items():
        lines += boxes_in_words(found.boxes, found.loses, outcome, base, other, language)
        lines += regret_in_words(found.regret, language)
    return lines


def thresholds_in_words(done: Swept, language: Language) -> list[str]:
    """One sentence per outcome and sweep; a tipping point only where a level is clearly better."""
    lines: list[str] = []
    for row in done.thresholds.to_dict(orient="records"):
        lines += _threshold(done, row, language)
    return [*lines, SENTENCES.say(language, "levels", seeds=done.request.seeds)]


def _threshold(done: Swept, row: dict[Hashable, Any], language: Language) -> Iterator[str]:
    found = OUTCOME[row["outcome"]]
    values = {k: significant(language, float(row[k])) for k in ("at", "low", "high")}
    blanks = {
        "outcome": found.title(language),
        "along": SWEEP[row["along"]].title(language),
        **done.request.titles,
    }
    table = done.levels
    mine = table[(table["outcome"] == row["outcome"]) & (table["along"] == row["along"])]
    sure = {k: significant(language, float(row[k])) for k in ("sure_from", "sure_to")}
    clear = np.isfinite(row["sure_from"])
    if bool((mine["difference"].abs() <= found.matters).all()):
        yield SENTENCES.say(language, "same", **blanks)
    elif not clear:
        yield SENTENCES.say(language, "unsure", **blanks)
    else:
        yield SENTENCES.say(language, row["pays"], **blanks, **values)
        yield SENTENCES.say(language, "sure", **sure)


def regret_in_words(table: pd.DataFrame, language: Language) -> Iterator[str]:
    """One sentence per arrangement."""
    for row in table.to_dict(orient="records"):
        found = OUTCOME[row["outcome"]]
        yield SENTENCES.say(
            language, "regret", outcome=found.title(language), unit=unit_in(language, found.unit),
            arm=arm_title(row["arm"], language), mean=significant(language, row["regret_mean"]),
            high=significant(language, row["regret_90"]),
            best=number_in(language, 100.0 * row["best"], 0),
        )  # fmt: skip
