"""A finished comparison as data: frames of all pairs and tables of paired differences."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from analysis.goal import Goal
from analysis.measures.contraction import contraction
from analysis.measures.outcomes import OUTCOME, OUTCOMES
from analysis.measures.pairs import PairResult, failures_frame, joined
from analysis.measures.small_cells import without_small_cells
from analysis.paired.differences import Difference, paired, possible
from analysis.paired.drawn import DrawnDifference, drawn, half_widths
from analysis.register.assumptions import Entry, command_for, in_play
from analysis.results.plain import rows_of
from analysis.results.showing import Shown
from experiments.calibration.draws import Draws
from experiments.plan import Plan
from experiments.study.starts import shipped_world
from experiments.study.stopping import half_width, pairs_needed
from model.scenario.privacy import fewest_people
from model.words import Language

INSTITUTIONS = "institutions"  # the table of what was looked into, in a result folder


@dataclass(frozen=True, repr=False)
class Comparison(Shown):
    """What `compare` returns. The first arm is the base; differences are arm − base, pair by pair.

    plan: arms, months, seed; results: a row per pair, failed ones included; record: the run record;
    goal: pairs or precision asked for; folder: where it was written, None if nowhere; prior: pairs
    whose parameters come from the ranges alone (none unless there is a posterior); institutions: of
    one pair, a row per arm (base and one other) and institution: pair, institution, kind (kind_de,
    kind_en), pillars (bits), before, after: stage of its tie with the Jobcenter at month 0 and at
    the end; empty if no run was looked into.
    """

    plan: Plan
    results: Sequence[PairResult]
    record: Mapping[str, Any]
    goal: Goal = field(default_factory=Goal)
    language: Language = "de"
    folder: Path | None = None
    prior: Sequence[PairResult] = ()
    institutions: pd.DataFrame = field(default_factory=pd.DataFrame, compare=False)
    _differences: dict[tuple[str, str, str], Difference] = field(
        default_factory=dict, compare=False
    )

    def __repr__(self) -> str:
        arms = ", ".join(arm.name for arm in self.plan.arms)
        return f"<Comparison {arms}: {self.plan.place}, {self.pairs} pairs>"

    @cached_property
    def finished(self) -> list[PairResult]:
        """Pairs that were run without a failure."""
        return [result for result in self.results if result.failure is None]

    @property
    def pairs(self) -> int:
        """Number of finished pairs."""
        return len(self.finished)

    @cached_property
    def draws(self) -> np.ndarray | None:
        """Number of the draw of every finished pair, (pairs,); None if parameters stay as they are.

        Pairs of one draw differ by chance alone.
        """
        if self.plan.draws is None:
            return None
        return np.array([result.pair.draw for result in self.finished])

    @cached_property
    def tables(self) -> dict[str, pd.DataFrame]:
        """Every table of every pair, with the column `pair` in front, without small cells."""
        return without_small_cells(joined(self.finished), self.fewest_people)

    @cached_property
    def fewest_people(self) -> int:
        """People that a group needs to be shown, as the place says; 0 where nobody is real."""
        return fewest_people(self.plan.base.scenario.labels)

    @property
    def monthly(self) -> pd.DataFrame:
        """Monthly measures: pair, arm, month, a column per measure and tie stage."""
        return self.tables["monthly"]

    @property
    def groups(self) -> pd.DataFrame:
        """Yearly measures by group of the fixed cohort: pair, arm, year, group, measures."""
        return self.tables["groups"]

    @property
    def ties(self) -> pd.DataFrame:
        """Share of the Jobcenter's ties at each stage: pair, arm, month, sozialraum, stages."""
        return self.tables["ties"]

    @property
    def gains(self) -> pd.DataFrame:
        """Who gains and who loses against the base: pair, arm, dimension, group, shares, means."""
        return self.tables["gains"]

    @property
    def split(self) -> pd.DataFrame:
        """Difference of the stock's participation: pair, arm, total, within, composition."""
        return self.tables["split"]

    @property
    def failures(self) -> pd.DataFrame:
        """Failed pairs: pair, seed, stage, message, detail."""
        return failures_frame(self.results)

    @cached_property
    def values(self) -> pd.DataFrame:
        """Outcomes of every pair and arm: index (pair, arm), a column per outcome."""
        return _wide(self.tables["outcomes"])

    @cached_property
    def prior_values(self) -> pd.DataFrame:
        """The same of pairs under the prior; empty if there are none."""
        finished = [result for result in self.prior if result.failure is None]
        return _wide(joined(finished)["outcomes"]) if finished else pd.DataFrame()

    @cached_property
    def contraction(self) -> pd.DataFrame:
        """What the patterns have taught about each drawn parameter; empty if none is drawn."""
        return contraction(self.plan.draws)

    @property
    def drawn_values(self) -> pd.DataFrame:
        """The values drawn: a row per draw of finished pairs, a column per parameter."""
        draws = self.plan.draws
        numbers = sorted({result.pair.draw or 0 for result in self.finished})
        if draws is None:
            return pd.DataFrame()
        rows = [draws.values(self.plan.seed, number) for number in numbers]
        return pd.DataFrame(rows, index=pd.Index(numbers, name="draw")).reset_index()

    def half_of_mean(self, differences: np.ndarray, level: float) -> float:
        """Half-width of a mean over pairs (pairs,), with the uncertainty of drawn parameters.

        Without that part if pairs are missing.
        """
        if len(differences) == self.pairs:
            return float(half_widths(differences[:, None], self.draws, level)[0])
        return half_width(float(differences.std(ddof=1)), len(differences), level)

    def title_of(self, arm: str, language: Language) -> str:
        """What an arm is called in German or English; its name where two would look alike."""
        titles = [a.scenario.title.get(language, a.name) for a in self.plan.arms]
        mine = next(a for a in self.plan.arms if a.name == arm)
        title = mine.scenario.title.get(language, arm)
        return title if titles.count(title) == 1 else arm

    def difference(self, outcome: str, arm: str, base: str | None = None) -> Difference:
        """Paired difference of one outcome between an arm and the base, or another arm."""
        key = (outcome, arm, base or self.plan.base.name)
        if key not in self._differences:
            values = [self.values[outcome].xs(name, level="arm") for name in (key[2], arm)]
            mine, other = (column.to_numpy() for column in values)
            draws = self.draws
            found = paired(mine, other) if draws is None else drawn(mine, other, draws)
            bounds = OUTCOME[outcome].bounds
            self._differences[key] = possible(found, mine, bounds)
        return self._differences[key]

    def prior_difference(self, outcome: str, arm: str) -> DrawnDifference | None:
        """Difference from the base if no pattern were known; None without pairs under the prior."""
        if self.prior_values.empty:
            return None
        column = self.prior_values[outcome]
        base, other = (column.xs(n, level="arm").to_numpy() for n in (self.plan.base.name, arm))
        found = drawn(base, other, np.arange(len(base)))
        return possible(found, base, OUTCOME[outcome].bounds)

    @cached_property
    def table(self) -> pd.DataFrame:
        """The result: a row per outcome and arm (none where nothing could be counted).

        Columns: name, unit, arm, base_mean, arm_mean, difference, low, high (95 % interval), pairs
        (used), matters (smallest difference of interest, ±x), pairs_needed (for ±x; missing if out
        of reach or not known), sign (+1, −1, 0 = cannot be told). With drawn parameters low … high
        is the full interval, and there are chance_low, chance_high, parameter_share.
        """
        return self.against(self.plan.base.name)

    def against(self, base: str) -> pd.DataFrame:
        """The same table against another arm than the base, such as the fair rival."""
        rows = []
        arms = [arm.name for arm in self.plan.arms if arm.name != base]
        for outcome in OUTCOMES:
            within = self.goal.within(outcome)
            for arm in arms:
                d = self.difference(outcome.name, arm, base)
                if not d.pairs:
                    continue
                needed = pairs_needed(d.deviation, within)
                rows.append(
                    (outcome.name, outcome.unit, arm, d.base_mean, d.arm_mean, d.difference)
                    + (d.low, d.high, d.pairs, within, needed, d.sign)
                    + _apart(d)
                )
        names = ["name", "unit", "arm", "base_mean", "arm_mean", "difference", "low", "high"]
        names += ["pairs", "matters", "pairs_needed", "sign"]
        names += [] if self.plan.draws is None else APART
        frame = pd.DataFrame(rows, columns=names)
        return frame.astype({"pairs_needed": "Int64"})

    @cached_property
    def assumed(self) -> list[Entry]:
        """Assumed numbers at work in at least one arm; see `analysis.register.assumptions`."""
        return in_play([arm.scenario for arm in self.plan.arms])

    @property
    def assumptions_command(self) -> str:
        """The command that lists them."""
        arguments = self.record.get("arguments", {})
        place = arguments.get("place") or self.plan.place
        return command_for(self.references, place, arguments.get("changes", {}))

    @property
    def references(self) -> list[str]:
        """The arms as they were asked for: names, or files; by their names if that is not kept."""
        asked = self.record.get("arguments", {})
        names = [arm.name for arm in self.plan.arms]
        return [asked["base"], *asked["others"]] if "base" in asked else names

    def as_json(self) -> dict[str, Any]:
        """Plain data for machines; an interval that is not known (one pair) is null."""
        keys = ["name", "unit", "arm", "base_mean", "arm_mean", "difference", "low", "high"]
        table, more = self.table, dict[str, Any]()
        if self.plan.draws is not None:
            prior = self._prior_columns(table)
            table = table.assign(**prior)
            keys += [*APART, *prior]
            more = {"uncertainty": self._drawn(self.plan.draws)}
        return {
            "place": self.plan.place,
            "months": self.plan.months,
            "pairs": self.pairs,
            "seed": self.plan.seed,
            "base": self.plan.base.name,
            "outcomes": rows_of(table[keys]),
            **more,
        }

    def _prior_columns(self, table: pd.DataFrame) -> dict[str, list[float]]:
        """The prior-predictive difference of every row of the table; nothing if there is none."""
        rows = zip(table["name"], table["arm"], strict=True)
        known = [found for row in rows if (found := self.prior_difference(*row)) is not None]
        ends = ("difference", "low", "high") if known else ()
        return {f"prior_{end}": [getattr(d, end) for d in known] for end in ends}

    def _drawn(self, draws: Draws) -> dict[str, Any]:
        """What was drawn, and how far the patterns have narrowed it, as plain data."""
        table = self.contraction
        fitted = table[table["fitted"]]
        rounded = fitted["contraction"].astype(float).round(3)
        found: dict[str, Any] = {
            "kind": draws.kind,
            "draws": len({result.pair.draw for result in self.finished}),
            "seeds_per_draw": draws.seeds,
            "months_resettled": draws.resettling,
            "drawn_from_range": int((~table["fitted"].astype(bool)).sum()),
            "prior_pairs": sum(result.failure is None for result in self.prior),
            "contraction": dict(zip(fitted["name"], rounded, strict=True)),
        }
        if draws.posterior is not None:
            keys = ("place", "version", "commit", "model", "ended", "draws", "effective_draws")
            found["posterior"] = {key: draws.posterior.record.get(key) for key in keys}
            found["remarks"] = self.remarks("en")
        return found

    def remarks(self, language: Language) -> list[str]:
        """How model and place differ from those the posterior was fitted with."""
        draws = self.plan.draws
        if draws is None or draws.posterior is None:
            return []
        return draws.posterior.remarks(
            shipped_world(self.plan.base.scenario.place_folder), language
        )


# Columns of a table of differences under drawn parameters, beside the others.
APART = ["chance_low", "chance_high", "parameter_share"]


def _apart(d: Difference) -> tuple[float, ...]:
    """Chance and parameters apart, where parameters were drawn."""
    if isinstance(d, DrawnDifference):
        return (d.chance_low, d.chance_high, d.share)
    return ()


def _wide(long: pd.DataFrame) -> pd.DataFrame:
    """Outcomes as columns, a row per pair and arm."""
    wide = long.pivot(index=["pair", "arm"], columns="outcome", values="value")
    return wide[[outcome.name for outcome in OUTCOMES]]
