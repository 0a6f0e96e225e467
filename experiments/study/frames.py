"""Results of a study as tables: values, paired differences, points; always in canonical order.

A table is a function of the study's definition and of the runs in the store, not of the order in
which they were made: interrupted and resumed, extended or in one go, it is the same, bit for bit.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from experiments.study.definition import Study
from experiments.study.keeper import Keeper
from experiments.study.planning import study_runs
from experiments.study.resolving import Identities

if TYPE_CHECKING:
    import duckdb
    import pandas as pd


@dataclass(frozen=True)
class Results:
    """The runs of a study in a store; what is not there yet has no rows.

    code: code version whose runs are meant; identities: hashes of all scenarios.
    """

    study: Study
    store: Path
    code: str
    identities: Identities
    keeper: Keeper

    @cached_property
    def counts(self) -> tuple[int, ...]:
        """Pairs of every point that the study asks for, given what is in the store."""
        study = self.study
        if study.stop is None:
            return study.counts
        return tuple(self._replayed(point) for point in range(len(study.points)))

    @cached_property
    def base(self) -> "duckdb.DuckDBPyConnection":
        """A connection with the views of the store, study_runs and study_arms (arm, name)."""
        base = self._opened()
        base.register("study_runs", self.run_table(self.counts))
        numbers = pa.array(range(len(self.study.arms)), pa.int16())
        names = pa.array([arm.name for arm in self.study.arms])
        base.register("study_arms", pa.table({"arm": numbers, "name": names}))
        return base

    def _opened(self) -> "duckdb.DuckDBPyConnection":
        from experiments.store.query import opened  # slow to import

        numbers = {"outcomes": self.keeper.names, "monthly": self.keeper.measures}
        return opened(self.store, self.code, numbers)

    def run_table(self, counts: Sequence[int]) -> pa.Table:
        """point, pair, arm (its number), run: every run of so many pairs per point."""
        rows = study_runs(self.study, self.identities, self.code, counts)
        kinds = {"point": pa.int32(), "pair": pa.int32(), "arm": pa.int16(), "run": pa.string()}
        return pa.Table.from_pylist([row._asdict() for row in rows], pa.schema(kinds))

    @cached_property
    def _differences_of_rule(self) -> dict[int, dict[tuple[str, str], np.ndarray]]:
        """Point → (arm, outcome) → differences of the pairs in the store; NaN where one failed.

        The arrays end at the first pair that is not in the store: nothing beyond it counts.
        """
        study, stop = self.study, self.study.stop
        if stop is None:
            return {}
        outcomes = list(stop.within)
        limit = stop.limit(len(study.points), len(study.arms))
        with self._opened() as base:
            base.register("rule_runs", self.run_table((limit,) * len(study.points)))
            wanted = ", ".join(f'CAST(o."{name}" AS DOUBLE) AS "{name}"' for name in outcomes)
            found = base.sql(
                f"SELECT s.point, s.pair, s.arm, {wanted} FROM rule_runs s JOIN runs r USING (run) "
                "LEFT JOIN outcomes o ON o.run = s.run AND o.year = 0 ORDER BY ALL"
            ).to_arrow_table()
        shape = (len(study.points), limit, len(study.arms))
        at = tuple(found.column(name).to_numpy() for name in ("point", "pair", "arm"))
        there = np.zeros(shape, bool)
        there[at] = True
        whole = there.all(axis=2)
        differences: dict[int, dict[tuple[str, str], np.ndarray]] = {
            point: {} for point in range(shape[0])
        }
        for outcome in outcomes:
            values = np.full(shape, np.nan)
            values[at] = found.column(outcome).to_numpy(zero_copy_only=False)
            for point in range(shape[0]):
                known = int(limit if whole[point].all() else whole[point].argmin())
                for arm in range(1, shape[2]):
                    key = (study.arms[arm].name, outcome)
                    mine = values[point, :known]
                    differences[point][key] = mine[:, arm] - mine[:, 0]
        return differences

    def _replayed(self, point: int) -> int:
        """Pairs a point asks for now: the rule played again on what is in the store."""
        stop = self.study.stop
        assert stop is not None
        differences = self._differences_of_rule[point]
        limit = stop.limit(len(self.study.points), len(self.study.arms))
        known = min((values.size for values in differences.values()), default=0)
        count = min(stop.first, limit)
        while count <= known:
            needed = stop.following({k: v[:count] for k, v in differences.items()}, count)
            following = stop.next_count(needed, count, limit)
            if following == count:
                return count
            count = following
        return count

    def wide(self, year: int | None = 0, names: Sequence[str] = ()) -> pa.Table:
        """point, pair, seed, arm, year, a column per outcome of the study (or the names given).

        year None: all.
        """
        chosen = ", ".join(f'o."{name}"' for name in names or self.study.outcomes)
        which = "" if year is None else f"AND o.year = {int(year)}"
        sql = (
            f"SELECT s.point, s.pair, r.seed, a.name AS arm, o.year, {chosen} FROM study_runs s "
            "JOIN runs r USING (run) JOIN study_arms a ON a.arm = s.arm "
            f"JOIN outcomes o ON o.run = s.run {which} ORDER BY s.point, s.pair, s.arm, o.year"
        )
        return self._sql(sql)

    def long(
        self, year: int | None = 0, names: Sequence[str] = (), *, seed: bool = False
    ) -> "pd.DataFrame":
        """point, pair, arm, outcome, value: a row per value; with all years year, if asked seed."""
        names = list(names or self.study.outcomes)
        more = [*(["year"] if year is None else []), *(["seed"] if seed else [])]
        table: pd.DataFrame = self.wide(year, names).to_pandas().astype(dict.fromkeys(names, float))
        keys = ["point", "pair", "arm", *more]
        long = table.melt(keys, names, "outcome", ignore_index=False).sort_index(kind="stable")
        return long.reset_index(drop=True)

    def monthly(self) -> pa.Table:
        """point, pair, arm, month, a column per measure, of runs kept monthly."""
        return self._sql(
            "SELECT s.point, s.pair, a.name AS arm, m.* EXCLUDE (run, code) FROM study_runs s "
            "JOIN study_arms a ON a.arm = s.arm JOIN monthly m ON m.run = s.run "
            "ORDER BY s.point, s.pair, s.arm, m.month"
        )

    def states(self) -> pa.Table:
        """point, pair, arm, status (done, failed, missing), stage, message: every run asked for."""
        return self._sql(
            "SELECT s.point, s.pair, a.name AS arm, coalesce(r.status, 'missing') AS status, "
            "coalesce(r.stage, '') AS stage, coalesce(r.message, '') AS message, "
            "coalesce(r.detail, '') AS detail FROM study_runs s "
            "JOIN study_arms a ON a.arm = s.arm LEFT JOIN runs r USING (run) "
            "ORDER BY s.point, s.pair, s.arm"
        )

    def seconds_of_run(self) -> float | None:
        """Median seconds that a run of the study has taken, as far as the store knows."""
        sql = "SELECT median(seconds) FROM study_runs JOIN timings USING (run)"
        row = self.base.execute(sql).fetchone()
        return None if row is None or row[0] is None else float(row[0])

    def points(self) -> pa.Table:
        """point, a column per factor."""
        columns: dict[str, Any] = {"point": pa.array(range(len(self.study.points)), pa.int32())}
        for at, factor in enumerate(self.study.factors):
            values = [point[at] for point in self.study.points]
            columns[factor.name] = pa.array(values, pa.float64())
        return pa.table(columns)

    def content(self) -> str:
        """Hash of all results of the study: equal if and only if every value is, bit for bit."""
        digest = hashlib.sha256()
        for table in (self.wide(None), self.monthly(), self.states().drop_columns(["detail"])):
            for name in table.column_names:
                digest.update(name.encode())
                column = table.column(name)
                if pa.types.is_floating(column.type):
                    values = column.to_numpy(zero_copy_only=False).astype(np.float64)
                    digest.update(np.where(np.isnan(values), np.nan, values).tobytes())
                else:
                    digest.update("\x1f".join(map(str, column.to_pylist())).encode())
        return digest.hexdigest()

    def _sql(self, sql: str) -> pa.Table:
        return self.base.sql(sql).to_arrow_table()


def results_frame(results: Results, year: int | None = 0) -> "pd.DataFrame":
    """Rows point, pair, arm, outcome, value: each value that is in the store, in canonical order.

    year: 0 the whole run; a number: that year; None: all, with a column `year` (runs kept yearly).
    """
    return results.long(year)


def differences_frame(results: Results) -> "pd.DataFrame":
    """Rows point, pair, arm, outcome, difference: arm − base, where both runs are there."""
    frame = results_frame(results)
    keys = ["point", "pair", "outcome"]
    is_base = frame["arm"] == results.study.base.name
    base = frame[is_base].drop(columns="arm").rename(columns={"value": "base"})
    found = frame[~is_base].merge(base, on=keys, how="inner")
    found["difference"] = found["value"] - found["base"]
    return found[["point", "pair", "arm", "outcome", "difference"]]


def points_frame(results: Results) -> "pd.DataFrame":
    """Point and a column per factor (dotted parameter name); a study without a design has one."""
    frame: pd.DataFrame = results.points().to_pandas()
    return frame
