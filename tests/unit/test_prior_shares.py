"""Shares of draws in which a network wins: planted differences, and the assumption behind them."""

import numpy as np
import pandas as pd
import pytest

from analysis.measures.headlines import FORMS_OUTCOME, HEADLINES_OF
from analysis.results.prior_shares import PriorShares
from analysis.sensitivity.campaign import Campaign

SILO, NETWORK, DRAWS = "silo", "network", 100


def planted(differences: dict[str, np.ndarray], drawn: pd.DataFrame) -> PriorShares:
    """Levels of both arms; `differences` by goal, in the unit that is shown."""
    values = {(FORMS_OUTCOME, SILO): np.zeros(DRAWS), (FORMS_OUTCOME, NETWORK): np.full(DRAWS, 60)}
    for goal in HEADLINES_OF.values():
        apart = differences[goal.goal] / goal.factor
        values |= {(goal.name, SILO): np.full(DRAWS, 3.0), (goal.name, NETWORK): 3.0 + apart}
    return PriorShares(pd.DataFrame(values), drawn, NETWORK, (SILO,), {})


@pytest.fixture
def found() -> PriorShares:
    x = np.linspace(-1.0, 1.0, DRAWS)
    turned = np.roll(x, 37)
    drawn = pd.DataFrame({"decides": x, "idle": turned, "fixed": np.ones(DRAWS)})
    # Work: 20 of 100 beyond 0.5; participation: one just above 0, none beyond what matters.
    work = np.where(np.arange(DRAWS) >= 80, 0.6, -0.2) + 0.001 * x
    felt = np.where(np.arange(DRAWS) == 0, 0.1, -6.0) - 0.001 * x
    return planted({"work": work, "participation": felt}, drawn)


def test_shares_are_counted_beyond_what_matters(found: PriorShares) -> None:
    rows = {row["goal"]: row for row in found.shares().to_dict("records")}
    names = ("better", "above_0", "worse")
    assert [rows["work"][name] for name in names] == [0.2, 0.2, 0.0]
    assert [rows["participation"][name] for name in names] == [0.0, 0.01, 0.99]
    assert not rows["work"]["decided"]
    assert rows["participation"]["decided"]
    assert found.forms == 1.0


def test_the_assumption_that_decides_comes_first(found: PriorShares) -> None:
    table = found.deciding()
    first = table[table["goal"] == "work"].iloc[0]
    assert first["assumption"] == "decides"
    assert first["rank_correlation"] > first["chance"]
    assert "fixed" not in set(table["assumption"])
    idle = table[(table["goal"] == "work") & (table["assumption"] == "idle")].iloc[0]
    assert abs(idle["rank_correlation"]) < abs(first["rank_correlation"])


def test_every_draw_has_seeds_of_its_own() -> None:
    points = pd.DataFrame({"search.base": [-2.0, -1.9, -1.8]})
    arms = (("siloed", "siloed"), ("production-network", "production-network"))
    together = Campaign("x", arms, points, 2, 1, 12).study()
    apart = Campaign("x", arms, points, 2, 1, 12, settling="drawn", draws=True).study()
    assert together.spans == ((0, 2), (0, 2), (0, 2))
    assert apart.spans == ((0, 2), (2, 2), (4, 2))
    assert len({apart.seed_of(pair, point) for point in range(3) for pair in range(2)}) == 6
    assert apart.drawn
    assert apart.resettling > 0
