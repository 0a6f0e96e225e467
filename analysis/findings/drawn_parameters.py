"""What is said about drawn parameters.

Which is larger, chance or assumptions; what the difference would be without the patterns; and how
little the patterns tell about a network.
"""

from collections.abc import Callable, Iterator

from analysis.measures.contraction import INFORMED
from analysis.measures.headlines import FEWEST_FOR_INTERVAL, Headline
from analysis.paired.drawn import DrawnDifference
from analysis.results.comparison import Comparison
from experiments.calibration.posterior import load_posterior
from model.words import Language, number_in, short_in, signed_in

# Neither is called larger if the assumptions' share lies between these.
ALIKE = (0.4, 0.6)

type Say = Callable[..., str]
"""Key of a sentence and its blanks → the sentence."""


def unused(comparison: Comparison, say: Say) -> Iterator[str]:
    """A posterior beside the place that belongs to another place, and so is not drawn from."""
    scenario = comparison.plan.base.scenario
    posterior = load_posterior(scenario.place_folder)
    if posterior is not None and posterior.record.get("place") != scenario.place:
        yield say("unused", place=scenario.place, fitted=posterior.record.get("place"))


def larger(d: DrawnDifference, goal: Headline, language: Language, say: Say) -> Iterator[str]:
    """Whether chance or the assumptions make the difference uncertain."""
    if d.share != d.share or d.chance_half_width != d.chance_half_width:
        return
    key = "alike"
    if not ALIKE[0] <= d.share <= ALIKE[1]:
        key = "assumptions_larger" if d.share > ALIKE[1] else "chance_larger"
    yield "  " + say(
        key,
        half=short_in(language, abs(goal.factor) * d.chance_half_width, 1),
        share=number_in(language, 100.0 * d.share, 0),
        rest=number_in(language, 100.0 * (1.0 - d.share), 0),
    )


def prior(
    comparison: Comparison, arm: str, goal: Headline, language: Language, say: Say
) -> Iterator[str]:
    """What the difference would be if no pattern were known."""
    d = comparison.prior_difference(goal.name, arm)
    if d is None or not d.draws >= FEWEST_FOR_INTERVAL:
        return
    low, high = sorted((goal.factor * d.low, goal.factor * d.high))
    yield "  " + say(
        "prior",
        size=signed_in(language, goal.factor * d.difference, 1),
        low=signed_in(language, low, 1),
        high=signed_in(language, high, 1),
    )


def learnt(comparison: Comparison, language: Language, say: Say) -> Iterator[str]:
    """What the patterns have narrowed, and what they have not: everything about the network."""
    table = comparison.contraction
    fitted = table[table["fitted"].astype(bool)]
    if fitted.empty:
        yield say("not_fitted", count=len(table))
        return
    informed = fitted[fitted["contraction"] >= INFORMED]
    yield say(
        "learnt",
        informed=len(informed),
        fitted=len(fitted),
        rest=len(table) - len(fitted),
    )
    yield say("network_prior")
    for remark in comparison.remarks(language):
        yield say("other_posterior", remark=remark)
