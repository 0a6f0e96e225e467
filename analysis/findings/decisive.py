"""Which single assumption a difference hangs on most, as the draws of a comparison tell it.

Ranks of every drawn value against the difference; named is the strongest, if it is stronger than
the strongest of as many would be by chance. No cause is claimed beyond the model.
"""

import re
from typing import NamedTuple

import numpy as np

from analysis.findings.measured import by_draw
from analysis.measures.headlines import FEWEST_FOR_INTERVAL, Headline
from analysis.results.comparison import Comparison
from analysis.results.prior_shares import correlations, largest_by_chance, ranked
from analysis.sensitivity.topics import title_of
from analysis.wording import meaning_in
from model.words import Language

PARTS = 3  # a third of the draws with the highest value, and one with the lowest


class Decisive(NamedTuple):
    """An assumption, and the mean difference where its value is high, and where it is low."""

    name: str
    high: float
    low: float


def decisive(comparison: Comparison, one: Headline, arm: str) -> Decisive | None:
    """What a goal's difference hangs on most; None if nothing stands out of so many draws."""
    if comparison.draws is None:
        return None
    own = one.factor * by_draw(comparison, one.name, arm, comparison.plan.base.name)
    drawn = comparison.drawn_values.drop(columns="draw")
    ranks = ranked(drawn)
    if len(own) < FEWEST_FOR_INTERVAL or len(own) != len(drawn) or ranks.empty or not np.ptp(own):
        return None
    found = np.abs(correlations(ranks, own))
    if not found.max() > largest_by_chance(ranks, own):
        return None
    name = str(ranks.columns[int(found.argmax())])
    order, part = np.argsort(drawn[name].to_numpy(), kind="stable"), len(own) // PARTS
    return Decisive(name, float(own[order[-part:]].mean()), float(own[order[:part]].mean()))


def assumption(comparison: Comparison, name: str, language: Language) -> str:
    """An assumption by its name, or by what it means in short."""
    title = title_of(name, language)
    known = comparison.plan.base.scenario.parameters.get(name)
    if title != name or known is None:
        return title
    return re.split(r"[,;:(]", meaning_in(language, known))[0].strip()
