"""Shapley shares of mechanisms in a difference between arrangements.

v(S) is the difference with only the mechanisms in S switched on. The share of a mechanism is what
it adds to v when it is switched on after those before it, averaged over orders. Along one order the
additions telescope, so shares add up to v(all) − v(none) exactly, whatever orders are drawn, and
for every seed by itself.

Up to `MOST_EXACT` mechanisms all subsets are run and all orders count. With more, some orders are
drawn, each with its reverse (what stands early in one stands late in the other).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import factorial

import pandas as pd

from analysis.sensitivity.frames import shuffled
from experiments.study.stopping import half_width

MOST_EXACT = 7
type Coalition = frozenset[str]
REMAINDER = "remainder"  # the difference with every mechanism off
TOTAL = "total"


@dataclass(frozen=True)
class Orders:
    """Orders in which mechanisms are switched on; none: all orders, by all subsets."""

    players: tuple[str, ...]
    drawn: tuple[tuple[str, ...], ...] = ()

    @property
    def exact(self) -> bool:
        """True if all orders count."""
        return not self.drawn

    def coalitions(self) -> list[Coalition]:
        """Sets of mechanisms whose difference is needed, the empty and the full one included."""
        if self.exact:
            sizes = range(len(self.players) + 1)
            return [frozenset(c) for n in sizes for c in combinations(self.players, n)]
        found = {frozenset(order[:n]): None for order in self.drawn for n in range(len(order) + 1)}
        return sorted(found, key=lambda c: (len(c), sorted(c)))


def orders_of(players: Sequence[str], drawn: int, seed: int) -> Orders:
    """All orders for few mechanisms, else `drawn` of them, each with its reverse."""
    players = tuple(players)
    if len(players) <= MOST_EXACT:
        return Orders(players)
    found: list[tuple[str, ...]] = []
    for number in range((drawn + 1) // 2):
        order = tuple(players[i] for i in shuffled(len(players), seed, number))
        found += [order, order[::-1]]
    return Orders(players, tuple(found))


def shapley(values: Mapping[Coalition, float], orders: Orders) -> dict[str, float]:
    """Shares of all mechanisms; they add up to v(all) − v(none)."""
    if orders.exact:
        return _exact(values, orders.players)
    shares = dict.fromkeys(orders.players, 0.0)
    for order in orders.drawn:
        for place, player in enumerate(order):
            gain = values[frozenset(order[: place + 1])] - values[frozenset(order[:place])]
            shares[player] += gain / len(orders.drawn)
    return shares


def _exact(values: Mapping[Coalition, float], players: tuple[str, ...]) -> dict[str, float]:
    n = len(players)
    shares = {}
    for player in players:
        others = [p for p in players if p != player]
        share = 0.0
        for size in range(n):
            weight = factorial(size) * factorial(n - size - 1) / factorial(n)
            for chosen in combinations(others, size):
                before = frozenset(chosen)
                share += weight * (values[before | {player}] - values[before])
        shares[player] = share
    return shares


def decomposition(
    differences: pd.DataFrame, coalitions: Sequence[Coalition], orders: Orders
) -> pd.DataFrame:
    """Shares of one outcome with t intervals over seeds.

    Args:
        differences: a row per coalition (same order), a column per seed: difference other − base.
        coalitions: what is switched on in each row.
        orders: the orders that count.

    Returns: columns part, value, low, high; a row per mechanism, then `remainder` (the difference
    with all mechanisms off) and `total`. Mechanisms and remainder add up to the total.
    """
    known = differences.dropna(axis=1)
    per_seed = []
    for seed in known.columns:
        column = dict(zip(coalitions, known[seed], strict=True))
        shares = shapley(column, orders)
        shares[REMAINDER] = column[frozenset()]
        shares[TOTAL] = column[frozenset(orders.players)]
        per_seed.append(shares)
    table = pd.DataFrame(per_seed)
    means = table.mean()
    halves = [half_width(float(table[name].std(ddof=1)), len(table)) for name in table.columns]
    return pd.DataFrame(
        {
            "part": list(table.columns),
            "value": means.to_numpy(),
            "low": means.to_numpy() - halves,
            "high": means.to_numpy() + halves,
        }
    )
