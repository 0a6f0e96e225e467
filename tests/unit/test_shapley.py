"""Shapley shares add up to machine precision, and are those of games with known answers."""

import numpy as np
import pandas as pd
import pytest

from analysis.requests.decomposition import MECHANISMS, points_of
from analysis.results.decomposition import parts_of
from analysis.sensitivity.frames import shuffled
from analysis.sensitivity.shapley import (
    MOST_EXACT,
    REMAINDER,
    TOTAL,
    Coalition,
    decomposition,
    orders_of,
    shapley,
)
from model.parameters import load

PLAYERS = tuple("abcdefghijk")
EPSILON = 1e-13


def game(coalition: Coalition, seed: int = 0) -> float:
    """A difference with interactions: weights, a pair that needs each other, one that cancels."""
    weights = {p: np.sin(i + 1.0 + seed) for i, p in enumerate(PLAYERS)}
    value = 0.7 + sum(weights[p] for p in coalition)
    value += 2.0 * ({"a", "b"} <= coalition) - 1.5 * ({"c", "d", "e"} <= coalition)
    return float(value * (0.5 if "f" in coalition else 1.0))


@pytest.mark.parametrize("count", [1, 2, 5, MOST_EXACT, MOST_EXACT + 1, 11])
def test_shares_add_up_to_the_difference(count: int) -> None:
    players = PLAYERS[:count]
    orders = orders_of(players, 6, 0)
    values = {c: game(c) for c in orders.coalitions()}
    shares = shapley(values, orders)
    assert set(shares) == set(players)
    whole = values[frozenset(players)] - values[frozenset()]
    assert abs(sum(shares.values()) - whole) < EPSILON
    assert orders.exact == (count <= MOST_EXACT)


def test_known_game() -> None:
    """Two who need each other share alike; who does nothing gets nothing."""
    orders = orders_of(("left", "right", "idle"), 0, 0)
    values = {c: 6.0 * ({"left", "right"} <= c) + 1.0 * ("left" in c) for c in orders.coalitions()}
    assert shapley(values, orders) == pytest.approx({"left": 4.0, "right": 3.0, "idle": 0.0})


def test_drawn_orders_come_near_to_all_orders() -> None:
    players = PLAYERS[:8]
    many = orders_of(players, 400, 0)
    shares = shapley({c: game(c) for c in many.coalitions()}, many)
    weights = {p: np.sin(i + 1.0) for i, p in enumerate(players)}
    assert shares["g"] == pytest.approx(weights["g"] * 0.75, abs=0.1)  # f halves it half the time


def test_each_drawn_order_has_its_reverse_and_seeds_differ() -> None:
    orders = orders_of(PLAYERS, 4, 0)
    assert len(orders.drawn) == 4
    assert orders.drawn[1] == orders.drawn[0][::-1]
    assert orders.drawn != orders_of(PLAYERS, 4, 1).drawn
    assert sorted(shuffled(5, 0, 3)) == [0, 1, 2, 3, 4]


def test_decomposition_adds_up_for_the_means_and_has_intervals() -> None:
    orders = orders_of(PLAYERS, 8, 0)
    coalitions = orders.coalitions()
    frame = pd.DataFrame({s: [game(c, s) for c in coalitions] for s in range(5)})
    frame.loc[3, 4] = np.nan  # a seed in which something failed is left out as a whole
    table = decomposition(frame, coalitions, orders).set_index("part")
    parts = table.drop(index=TOTAL)["value"].sum()
    assert abs(parts - table.loc[TOTAL, "value"]) < EPSILON
    assert table.loc[TOTAL, "value"] == pytest.approx(frame.drop(columns=4).iloc[-1].mean())
    assert (table["low"].drop(REMAINDER) < table["high"].drop(REMAINDER)).all()
    assert table.loc[REMAINDER, "value"] == pytest.approx(0.7)


def test_from_the_table_of_runs() -> None:
    players = ("recognition", "handover")
    orders = orders_of(players, 0, 0)
    coalitions = orders.coalitions()
    points = points_of(coalitions, players)
    assert list(points["switches.handover"]) == [0.0, 0.0, 1.0, 1.0]
    rows = [
        (point, seed, arm, "y", (arm == "other") * (1.0 + 2.0 * len(coalition)) + seed)
        for point, coalition in enumerate(coalitions)
        for seed in (0, 1)
        for arm in ("base", "other")
    ]
    runs = pd.DataFrame(rows, columns=["point", "seed", "arm", "outcome", "value"])
    table = parts_of(runs, coalitions, orders, ["y"], ["base", "other"]).set_index("part")
    assert dict(table["value"]) == pytest.approx(
        {"recognition": 2.0, "handover": 2.0, REMAINDER: 1.0, TOTAL: 5.0}
    )


def test_every_mechanism_is_a_switch_of_the_model() -> None:
    known = {n.removeprefix("switches.") for n in load() if n.startswith("switches.")}
    assert {mechanism.switch for mechanism in MECHANISMS} <= known
