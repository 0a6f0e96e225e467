"""Comparisons of made-up runs under drawn parameters: the effect of an arrangement is what varies.

The made-up engine has one parameter, `effect_scale`: the effect of an arrangement is multiplied
with it. A posterior knows it better than its range does.
"""

from dataclasses import replace

import numpy as np

from analysis.measures.pair_tables import summarise
from analysis.measures.pairs import PairResult, prior_numbers
from analysis.results.comparison import Comparison
from experiments.calibration.draws import Draws
from experiments.calibration.posterior import Posterior
from experiments.calibration.space import Space
from model.words import Language
from testkit.fake_city import normals
from testkit.fake_results import SPACES, fake_plan, fake_run

FITTED, FREE = "employment.separation", "effect_scale"


def fake_posterior(count: int = 40, **record: object) -> Posterior:
    """A posterior of one parameter: a quarter of its range wide."""
    values = 0.5 + 0.07 * normals(3, count)[:, None]
    known = {
        "place": "oberhausen-2015",
        "commit": "abc",
        "ended": "20260101T000000Z",
        "draws": count,
        "effective_draws": float(count),
        "parameters": {FITTED: {"status": "calibrated", "low": 0.0, "high": 1.0, "shipped": 0.5}},
        **record,
    }
    return Posterior((FITTED,), values, np.full(count, 1.0 / count), {}, known)


def fake_space(*names: str) -> Space:
    """Parameters with ranges 0 … 2 and shipped values 1."""
    count = len(names)
    return Space(
        names, np.zeros(count), np.full(count, 2.0), np.ones(count),
        ("assumed",) * count, np.zeros(count, dtype=bool),
    )  # fmt: skip


def drawn_comparison(pairs: int = 12, spread: float = 1.0, luck: float = 0.004, months: int = 24,
                     language: Language = "de", fitted: bool = True) -> Comparison:  # fmt: skip
    """A comparison with two pairs a draw; `spread` 0 makes the drawn parameter idle."""
    ranges = Draws("ranges", fake_space(FREE, FITTED))
    draws = Draws("posterior", fake_space(FREE), fake_posterior()) if fitted else ranges
    plan = replace(fake_plan(months), draws=draws, prior=ranges if fitted else None)
    names = tuple(arm.name for arm in plan.arms)
    results = []
    for number in [*range(pairs), *prior_numbers(plan, pairs)]:
        pair = plan.pair(number)
        assert pair.draw is not None
        source = plan.prior if pair.prior and plan.prior is not None else draws
        scale = 1.0 + spread * (source.values(plan.seed, pair.draw)[FREE] - 1.0)
        runs = [
            fake_run(arm.name, pair.seed, months, scale * arm.scenario.effect, luck=luck)
            for arm in plan.arms
        ]
        results.append(PairResult(pair, summarise(runs, names=names, spaces=SPACES)))
    main = [result for result in results if not result.pair.prior]
    prior = [result for result in results if result.pair.prior]
    return Comparison(plan, main, {"command": "compare"}, language=language, prior=prior)
