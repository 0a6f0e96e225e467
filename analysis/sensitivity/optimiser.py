"""The optimiser behind `sozialraum design`: Optuna, asked in rounds and told what came out.

It only proposes. What it proposes follows from its seed and from what it was told, in order; so a
search that was interrupted is rebuilt by asking again, and every run of before is in the store.
"""

import warnings
from collections.abc import Mapping, Sequence
from typing import Any

from analysis.sensitivity.search_space import Decision, Design, SearchSpace
from model.errors import InputError
from model.streams import OwnDecision, stream_key_python
from model.words import Message

_SEED_SHIFT = 32  # Optuna takes seeds of 32 bits
_MOST_REPEATS = 50  # designs known already that are proposed in a row


class Optimiser:
    """Tree-structured Parzen estimators with several aims; all of them are to be large."""

    def __init__(self, space: SearchSpace, seed: int, aims: int) -> None:
        self._optuna = optuna = needed()
        self._space = space
        key = stream_key_python(seed, OwnDecision("DESIGN_SEARCH"), 0) >> _SEED_SHIFT
        sampler = optuna.samplers.TPESampler(seed=key)
        optuna.logging.set_verbosity(optuna.logging.ERROR)
        self._study = optuna.create_study(directions=["maximize"] * aims, sampler=sampler)
        self._spread = {one.name: self._distribution(one) for one in space.decisions}
        self._known: dict[tuple[float, ...], Sequence[float] | None] = {}
        self._open: dict[tuple[float, ...], Any] = {}

    def learn(self, design: Design, scores: Sequence[float]) -> None:
        """Take in a design that was not asked for: a shipped one, or what comes nearest to it."""
        trial = self._optuna.trial.create_trial(
            params=self._asked(design), distributions=self._spread, values=list(scores)
        )
        self._study.add_trial(trial)

    def ask(self, count: int) -> list[dict[str, float]]:
        """The next designs, none of them asked before; fewer if nothing new comes to its mind."""
        found: list[dict[str, float]] = []
        repeats = 0
        while len(found) < count and repeats < _MOST_REPEATS:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # what is experimental in Optuna
                trial = self._study.ask(self._spread)
            design = self._plain(trial.params)
            key = tuple(design.values())
            if key in self._known:
                repeats += 1
                self._tell(trial, self._known[key])
                continue
            self._known[key], self._open[key] = None, trial
            found.append(design)
        return found

    def tell(self, design: Design, scores: Sequence[float] | None) -> None:
        """What came out for a design that was asked for; None if it could not be run."""
        key = tuple(design.values())
        self._known[key] = scores
        self._tell(self._open.pop(key), scores)

    def _tell(self, trial: Any, scores: Sequence[float] | None) -> None:
        if scores is None:
            self._study.tell(trial, state=self._optuna.trial.TrialState.FAIL)
        else:
            self._study.tell(trial, list(scores))

    def _distribution(self, one: Decision) -> Any:
        """Ordered values by their number, so that every step is as wide; others as a choice."""
        distributions = self._optuna.distributions
        if one.ordered:
            return distributions.IntDistribution(0, len(one.values) - 1)
        return distributions.CategoricalDistribution(one.values)

    def _asked(self, design: Design) -> dict[str, float]:
        return {
            one.name: one.values.index(design[one.name]) if one.ordered else design[one.name]
            for one in self._space.decisions
        }

    def _plain(self, params: Mapping[str, Any]) -> dict[str, float]:
        return {
            one.name: one.values[params[one.name]] if one.ordered else float(params[one.name])
            for one in self._space.decisions
        }


def needed() -> Any:
    """Optuna.

    Raises:
        InputError: it is not installed.
    """
    try:
        import optuna
    except ImportError:
        problem, allowed = (
            Message("needs Optuna, which is not installed"),
            Message("install sozialraum[design]"),
        )
        raise InputError.of("design", "", problem, allowed) from None
    return optuna
