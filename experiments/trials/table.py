"""All virtual trials over several seeds, beside what is published."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from experiments.trials.fading import fading_measures, fading_trial
from experiments.trials.joint import network_measures, network_trials
from experiments.trials.minutes import Counted, minutes_measures, minutes_trial
from experiments.trials.published import Published, published

SEEDS = tuple(range(1, 49))
type Counts = dict[str, Counted]
# A trial of one seed, and measures of the counts of all seeds.
TRIALS: tuple[tuple[Callable[[int], Counts], Callable[[Counts], dict[str, float]]], ...] = (
    (minutes_trial, minutes_measures),
    (fading_trial, fading_measures),
    (network_trials, network_measures),
)


@dataclass(frozen=True)
class Result:
    """One figure beside its twin: value of the model and standard error (jackknife over seeds)."""

    published: Published
    value: float
    error: float

    @property
    def holds(self) -> bool:
        """Whether the model agrees."""
        return self.published.holds(self.value)

    @property
    def verdict(self) -> str:
        """In a word or two, as the table has it."""
        if self.holds:
            return "inside"
        return "missed, as marked" if self.published.may_miss else "missed"


def together(counts: Sequence[Counts]) -> Counts:
    """Counts of several seeds, added."""
    return {
        name: Counted(
            sum(one[name].without for one in counts), sum(one[name].treated for one in counts)
        )
        for name in counts[0]
    }


def estimated(
    counts: Sequence[Counts], measures: Callable[[Counts], dict[str, float]]
) -> dict[str, tuple[float, float]]:
    """Measure → value of all seeds together, and its standard error by leaving each seed out."""
    whole, n = measures(together(counts)), len(counts)
    left = [measures(together([*counts[:i], *counts[i + 1 :]])) for i in range(n)]
    return {
        name: (value, float(np.sqrt((n - 1) * np.var([one[name] for one in left]))))
        for name, value in whole.items()
    }


def results(seeds: Sequence[int] = SEEDS) -> list[Result]:
    """Every figure of published.toml with its value in the model."""
    found: dict[str, tuple[float, float]] = {}
    for trial, measures in TRIALS:
        found |= estimated([trial(seed) for seed in seeds], measures)
    return [Result(one, *found[one.measure]) for one in published()]


def markdown(found: Sequence[Result]) -> str:
    """The table of model/TRACE.md."""
    lines = [
        "| trial | published | band | model (± standard error) | |",
        "| --- | --- | --- | --- | --- |",
    ]
    lines += [
        f"{row_of(one.published)} {one.value:.2f} ± {one.error:.2f} | {one.verdict} |"
        for one in found
    ]
    return "\n".join(lines)


def row_of(one: Published) -> str:
    """The first columns of a row: what is published."""
    return (
        f"| {one.title} ({one.unit}; {one.source}) | {one.target:g} | {one.low:g} to {one.high:g} |"
    )
