"""Boxes, tipping points, regret, worth of knowing and fronts on cases with known answers."""

import numpy as np
import pandas as pd
import pytest

from analysis.sensitivity.boxes import best_box, cart, measured_again, prim, telling
from analysis.sensitivity.fronts import front_table, on_front, promising, shares
from analysis.sensitivity.swings import swings
from analysis.sensitivity.thresholds import crossings, regret, sweep_table, threshold
from analysis.sensitivity.worth import (
    chance_of_loss,
    worth_of_everything,
    worth_of_knowing,
)
from model.streams import uniforms

N = 800


def drawn(column: int, count: int = N) -> np.ndarray:
    return uniforms(5, 99, column, np.arange(count, dtype=np.uint64), 0)


@pytest.fixture(scope="module")
def cases() -> tuple[pd.DataFrame, np.ndarray]:
    """The case happens where a > 0.6 and b < 0.5, and nowhere else; c, d and f are idle."""
    x = pd.DataFrame({name: drawn(i) for i, name in enumerate("abcdf")})
    x["f"] = np.floor(3.0 * x["f"])
    return x, ((x["a"] > 0.6) & (x["b"] < 0.5)).to_numpy()


def test_prim_finds_the_box(cases: tuple[pd.DataFrame, np.ndarray]) -> None:
    box = best_box(prim(*cases, least_density=0.95), 0.95)
    assert set(box.bounds) == {"a", "b"}
    assert box.bounds["a"].low == pytest.approx(0.6, abs=0.08)
    assert box.bounds["b"].high == pytest.approx(0.5, abs=0.08)
    assert box.density >= 0.95
    assert box.coverage > 0.8
    assert box.mass == pytest.approx(0.2, abs=0.06)


def test_peeling_starts_with_everything_and_gets_denser(
    cases: tuple[pd.DataFrame, np.ndarray],
) -> None:
    trajectory = prim(*cases)
    assert trajectory[0].coverage == 1.0
    assert trajectory[0].density == pytest.approx(cases[1].mean())
    assert trajectory[-1].density > trajectory[0].density


def test_cart_finds_the_box(cases: tuple[pd.DataFrame, np.ndarray]) -> None:
    best = cart(*cases)[0]
    assert set(best.bounds) == {"a", "b"}
    assert best.coverage > 0.9
    assert best.density > 0.9


def test_prim_cuts_coarse_factors_too() -> None:
    x = pd.DataFrame({"stage": np.repeat([0.0, 1.0, 2.0, 3.0], 50), "idle": drawn(7, 200)})
    box = best_box(prim(x, (x["stage"] >= 2.0).to_numpy()))
    assert box.bounds["stage"].low == 2.0
    assert (box.density, box.coverage) == (1.0, 1.0)


def test_a_box_by_luck_shows_when_it_is_measured_again() -> None:
    """Two hundred factors that do nothing: some box looks dense where it was found."""
    x = pd.DataFrame({f"x{i}": drawn(20 + i, 200) for i in range(200)})
    y = drawn(500, 200) < 0.3
    box = max(prim(x.iloc[:100], y[:100]), key=lambda found: found.density)
    again = measured_again(box, x.iloc[100:], y[100:])
    assert box.density > y[:100].mean()
    assert again.density == pytest.approx(y[100:].mean(), abs=0.1)
    assert telling(x, y) == []


def test_factors_that_tell_cases_apart_are_named(cases: tuple[pd.DataFrame, np.ndarray]) -> None:
    assert sorted(telling(*cases)) == ["a", "b"]


@pytest.mark.parametrize("everywhere", [True, False])
def test_no_box_where_there_is_nothing_to_tell(everywhere: bool) -> None:
    x = pd.DataFrame({"a": drawn(1, 50)})
    y = np.full(50, everywhere)
    assert cart(x, y) == []
    assert telling(x, y) == []
    assert best_box(prim(x, y)).bounds == {}


def test_a_difference_that_rises_crosses_once() -> None:
    levels = np.array([0.0, 1.0, 2.0, 3.0])
    differences = (levels - 1.25)[:, None] + np.array([-0.1, 0.0, 0.1])
    found = threshold("x", levels, differences, 0)
    assert found.at == pytest.approx(1.25)
    assert found.low <= 1.25 <= found.high
    assert found.high - found.low < 0.3
    assert (found.pays, found.sure_from, found.sure_to) == ("from", 2.0, 3.0)


@pytest.mark.parametrize(
    ("means", "pays", "at"),
    [
        ([3.0, 1.0, -1.0], "up to", [1.5]),
        ([1.0, 1.0, 1.0], "everywhere", []),
        ([-1.0, -1.0, -1.0], "nowhere", []),
        ([-1.0, 1.0, -1.0], "in parts", [0.5, 1.5]),
    ],
)
def test_where_it_pays(means: list[float], pays: str, at: list[float]) -> None:
    levels, values = np.arange(3.0), np.array(means)
    assert crossings(levels, values) == at
    assert threshold("x", levels, values[:, None] + np.array([-0.1, 0.1]), 0).pays == pays


def test_levels_must_rise() -> None:
    with pytest.raises(ValueError, match="rise"):
        threshold("x", np.array([1.0, 1.0]), np.zeros((2, 3)), 0)


def test_a_sweep_says_at_which_levels_the_sign_is_sure() -> None:
    table = sweep_table(np.array([0.0, 1.0]), np.array([[-1.0, 1.0], [1.0, 1.1]]))
    assert list(table["sign"]) == [0, 1]


def test_regret_is_what_another_choice_would_have_brought() -> None:
    utility = np.array([[1.0, 3.0], [2.0, 1.0], [2.0, 0.0], [np.nan, 9.0]])
    table = regret(utility, ["a", "b"]).set_index("arm")
    assert table.loc["a", "regret_mean"] == pytest.approx(2.0 / 3.0)
    assert table.loc["b", "regret_most"] == 2.0
    assert table.loc["a", "best"] == pytest.approx(2.0 / 3.0)


def test_worth_of_knowing_what_decides() -> None:
    """u = (0, x − 1/2 + noise): knowing x ∈ U(0, 1) is worth E max(0, x − 1/2) − 0 = 1/8."""
    x = pd.DataFrame({"x": drawn(1), "idle": drawn(2), "switch": np.floor(2.0 * drawn(3))})
    noise = 0.3 * (drawn(4) - 0.5)
    utility = np.column_stack([np.zeros(N), x["x"] - 0.5 + noise])
    table = worth_of_knowing(x, utility, 0).set_index("input")
    ideal = (x["x"] - 0.5).clip(lower=0.0).mean() - max(0.0, float(utility[:, 1].mean()))
    assert ideal == pytest.approx(0.125, abs=0.015)  # this sample's own answer
    assert table.loc["x", "low"] <= ideal <= table.loc["x", "high"]
    assert table.loc["x", "high"] - table.loc["x", "low"] < 0.06
    for idle in ("idle", "switch"):
        assert table.loc[idle, "low"] <= 0.0 <= table.loc[idle, "high"]
    assert table.index[0] == "x"


def test_nothing_is_worth_knowing_where_one_choice_is_always_right() -> None:
    x = pd.DataFrame({"x": drawn(1)})
    table = worth_of_knowing(x, np.column_stack([np.zeros(N), 1.0 + x["x"]]), 0)
    assert table.loc[0, "value"] == pytest.approx(0.0, abs=1e-12)


def test_too_few_points_for_worth() -> None:
    with pytest.raises(ValueError, match="too few"):
        worth_of_knowing(pd.DataFrame({"x": drawn(1, 20)}), np.zeros((20, 2)), 0)


def test_bounds_of_knowing_everything() -> None:
    x = drawn(1)
    noise = 0.6 * (np.stack([drawn(30 + s) for s in range(4)], axis=1) - 0.5)
    utility = np.stack([np.zeros((N, 4)), (x - 0.5)[:, None] + noise], axis=1)
    lower, upper = worth_of_everything(utility)
    assert lower <= 0.125 <= upper
    assert upper - lower < 0.03
    assert np.isnan(worth_of_everything(utility[:, :, :1])[0])
    assert chance_of_loss(utility.mean(axis=2)).sum() == pytest.approx(1.0)


def test_all_ways_of_sharing_out() -> None:
    ways = shares(3, 4)
    assert len(ways) == 15
    assert np.allclose(ways.sum(axis=1), 1.0)
    assert len(np.unique(ways, axis=0)) == 15
    assert shares(1, 4).tolist() == [[1.0]]


def test_the_front_is_what_no_other_beats() -> None:
    values = np.array([[1.0, 1.0], [0.0, 2.0], [0.5, 0.5], [1.0, 0.0], [1.0, 1.0]])
    assert list(on_front(values)) == [True, True, False, False, True]


def test_a_front_is_told_with_its_chance() -> None:
    means = np.array([[2.0, 0.0], [0.0, 2.0], [-1.0, -1.0], [1.0, 0.99]])
    noise = 0.05 * (np.stack([drawn(60 + w, 6) for w in range(4)])[:, :, None] - 0.5)
    gains = means[:, None, :] + noise
    table = front_table(gains, 0)
    assert list(table["front"]) == [True, True, False, True]
    assert table.loc[2, "chance"] == 0.0
    assert table.loc[0, "chance"] == 1.0
    assert list(promising(gains, 3)) == [0, 1, 3]


def test_swings_name_direction_and_what_chance_could_do() -> None:
    points = pd.DataFrame({"up": drawn(1), "down": drawn(2), "idle": drawn(3)})
    y = (2.0 * points["up"] - points["down"]).to_numpy() + 0.1 * drawn(4)
    table = swings(points, list(points), y).set_index("input")
    assert table.loc["up", "swing"] == pytest.approx(1.6, abs=0.15)
    assert table.loc["down", "swing"] == pytest.approx(-0.8, abs=0.15)
    assert list(table["told"]) == [True, True, False]
