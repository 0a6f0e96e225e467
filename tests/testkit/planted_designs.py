"""Searches for designs whose result is planted: how often the best beats silo, rival, and both."""

from typing import Any

import numpy as np
import pandas as pd

from analysis.requests.design import Request
from analysis.results.design import Designed, table_of
from analysis.sensitivity.advantage import AGAINST, GOALS, RIVAL, SILO, Standing
from analysis.sensitivity.candidates import PRESET, REPORT, SEARCH, Candidate
from analysis.sensitivity.search_space import Decision, SearchSpace


def standing(silo: int, rival: int, both: int, draws: int = 60) -> Standing:
    """A design that beats each and both so many times; in work, by 2 a thousand."""
    values = np.zeros((draws, len(GOALS), len(AGAINST)))
    values[:both, 0, :] = 2.0
    values[both:silo, 0, AGAINST.index(SILO)] = 2.0
    values[draws - (rival - both) :, 0, AGAINST.index(RIVAL)] = 2.0
    return Standing(values)


def designed(
    *reported: Standing, formed: float = 1.0, preset: Standing | None = None, language: Any = "en"
) -> Designed:
    """A result with these reported, the first of them best in the search."""
    names = {f"design-{at}": one for at, one in enumerate(reported, start=1)}
    kinds = dict.fromkeys(names, "searched")
    if preset is not None:
        names["production-network"], kinds["production-network"] = preset, PRESET
    space = SearchSpace(
        "production-network", (), (Decision("membership", "choice", (1.0, 2.0), ("membership",)),)
    )
    parts = []
    for phase in (SEARCH, REPORT):
        for name, one in names.items():
            for goal, against in ((g, a) for g in GOALS for a in AGAINST):
                values = one.differences[:, GOALS.index(goal), AGAINST.index(against)]
                parts.append(pd.DataFrame({
                    "phase": phase, "design": name, "draw": range(one.draws), "goal": goal,
                    "against": against, "level": 100.0 + values, "difference": values,
                }))  # fmt: skip
    differences = pd.concat(parts, ignore_index=True)
    candidates = [Candidate(name, "production-network", kinds[name]) for name in names]
    table = table_of(
        space,
        candidates,
        {name: {"membership": 1.0} for name in names},
        differences,
        list(names),
        1,
    )
    table["spent"], table["formed"] = 1.5, formed
    titles = {"production-network": {"de": "Produktionsnetzwerk", "en": "Production network"}}
    asked = Request(trials=len(names), language=language)
    nothing = pd.DataFrame(columns=["phase", "draw", "arm", "message"])
    return Designed(asked, space, "Town", titles, table, differences, nothing, {}, 9)
