"""Small cells of the tables of a comparison: left out where a place holds data on real people.

A group is left out as a whole, in every table, if anywhere it has fewer people than its place
demands. What is left must not tell it either: everybody less the groups that are shown is the sum
of those that are hidden, so at least two are hidden in every partition, and enough of them that
their sum is no small cell. The same holds for the numbers of those who gain and who lose.
"""

from collections.abc import Iterable, Mapping

import numpy as np
import pandas as pd

EVERYBODY = "all"
SHARES = ("gain", "same", "lose")  # of a group, in per cent: each of them is a cell


def hidden_groups(sizes: pd.DataFrame, fewest: int, known: Iterable[str] = ()) -> set[str]:
    """Groups of one partition that must not be shown.

    sizes: people, a row per table in which the groups are counted, a column per group; known: are
    hidden already, for another reason.
    """
    counts = sizes.fillna(0.0)
    hidden = {str(one) for one in counts.columns[(counts < fewest).any(axis=0)]} | set(known)
    rest = counts.drop(columns=list(hidden)).mean().sort_values(kind="stable")
    for name in rest.index:
        if not hidden or _told(counts[list(hidden)], fewest):
            break
        hidden.add(str(name))
    return hidden


def _told(hidden: pd.DataFrame, fewest: int) -> bool:
    """Whether hidden groups stay hidden if everybody and all others are known."""
    return hidden.shape[1] > 1 and bool((hidden.sum(axis=1) >= fewest).all())


def without_small_cells(tables: Mapping[str, pd.DataFrame], fewest: int) -> dict[str, pd.DataFrame]:
    """The tables of a comparison or a run as they may be shown.

    fewest: people that a group needs, 0 if none is hidden. Of `gains` and `groups` small groups are
    left out, and shares of groups whose parts are small are missing (NaN).
    """
    shown = dict(tables)
    if fewest and "gains" in shown:
        hidden = _in_tables(shown, fewest)
        shown = {name: _without(table, hidden) for name, table in shown.items()}
        shown["gains"] = _without_small_shares(tables["gains"], shown["gains"], hidden, fewest)
    return shown


def _in_tables(tables: Mapping[str, pd.DataFrame], fewest: int) -> set[str]:
    """Groups that are hidden for their number of people in any table."""
    gains, groups = tables["gains"], tables.get("groups")
    hidden: set[str] = set()
    for dimension, rows in gains.groupby("dimension"):
        names = list(rows["group"].unique())
        counted = [_wide(rows, ["pair", "arm"], "persons")]
        if groups is not None and not groups.empty:
            mine = groups[groups["group"].isin(names)]
            if not mine.empty:
                counted.append(_wide(mine, ["pair", "arm", "year"], "persons"))
        if dimension != EVERYBODY:
            hidden |= hidden_groups(pd.concat(counted).reindex(columns=names), fewest)
    return hidden


def _wide(rows: pd.DataFrame, by: list[str], column: str) -> pd.DataFrame:
    return rows.pivot_table(index=by, columns="group", values=column, aggfunc="sum")


def _without(table: pd.DataFrame, hidden: set[str]) -> pd.DataFrame:
    return table[~table["group"].isin(hidden)] if hidden and "group" in table else table


def _without_small_shares(
    every: pd.DataFrame, shown: pd.DataFrame, hidden: set[str], fewest: int
) -> pd.DataFrame:
    """Shares are missing where they stand for few people on average, or would tell such a share."""
    shown = shown.copy()
    for (arm, dimension), rows in every.groupby(["arm", "dimension"]):
        parts = {key: rows[key].fillna(0.0) * rows["persons"] / 100.0 for key in SHARES}
        means = pd.DataFrame({**parts, "group": rows["group"]}).groupby("group").mean()
        small: set[str] = set()
        for key in SHARES:
            sizes = means[[key]].T
            mine = hidden & set(sizes.columns)
            small |= (
                hidden_groups(sizes, fewest, mine)
                if dimension != EVERYBODY
                else {str(one) for one in sizes.columns[(sizes < fewest).any(axis=0)]}
            )
        at = (shown["arm"] == arm) & (shown["dimension"] == dimension)
        shown.loc[at & shown["group"].isin(small), list(SHARES)] = np.nan
    return shown
