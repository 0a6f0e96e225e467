"""A finished search for designs as data: what was tried, and how the best have stood the report.

Designs were searched on one set of draws. What is reported was run on draws and seeds that the
search has never seen, every design beside its own rival; the best was named before that.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, ClassVar

import numpy as np
import pandas as pd

from analysis.requests.design import Request
from analysis.results.plain import Tabled, rows_of
from analysis.sensitivity.advantage import AGAINST, GOALS, RIVAL, SILO, Standing
from analysis.sensitivity.candidates import PRESET, REPORT, SEARCH, SEARCHED, Candidate
from analysis.sensitivity.fronts import front_table, on_front
from analysis.sensitivity.search_space import SearchSpace


@dataclass(frozen=True, repr=False)
class Designed(Tabled):
    """A finished search.

    designs: a row per design: origin (preset, searched), a column per decision, how it stood in the
    search (and in the report, if it came that far), front, chance; place, titles: of the place and
    of shipped options; differences: a row per phase, design, draw, goal and comparison, per 1,000
    people; failures: runs that have failed; wanted: designs that were to be tried.
    """

    TABLES: ClassVar = ("designs", "differences", "failures")

    request: Request
    space: SearchSpace
    place: str
    titles: Mapping[str, Mapping[str, str]]
    designs: pd.DataFrame
    differences: pd.DataFrame
    failures: pd.DataFrame
    record: Mapping[str, Any]
    wanted: int
    folder: Path | None = None

    @property
    def tried(self) -> int:
        """Designs that were searched, without the shipped options."""
        return int((self.designs["origin"] == SEARCHED).sum())

    @property
    def finalists(self) -> list[str]:
        """Designs that were reported: the one that the search found best first."""
        chosen = self.designs[self.designs["finalist"] > 0].sort_values("finalist")
        return [str(name) for name in chosen["design"]]

    @property
    def best(self) -> str:
        """The best design found, named by the search alone."""
        return self.finalists[0]

    @property
    def preset(self) -> str | None:
        """The best shipped option in the search, if any was reported."""
        names = [one for one in self.finalists if self.origin(one) == PRESET]
        return names[0] if names else None

    def row(self, design: str) -> "pd.Series[Any]":
        """The row of a design."""
        return self.designs[self.designs["design"] == design].iloc[0]

    def origin(self, design: str) -> str:
        """Whether it came along or was searched."""
        return str(self.row(design)["origin"])

    def has(self, design: str, phase: str = REPORT) -> bool:
        """Whether anything could be run of a design in a phase."""
        return design in self._standings[phase]

    def standing(self, design: str, phase: str = REPORT) -> Standing:
        """How a design has stood."""
        return self._standings[phase][design]

    @cached_property
    def _standings(self) -> dict[str, dict[str, Standing]]:
        return _by_phase(self.differences)

    @property
    def levels(self) -> dict[str, float]:
        """Level of every goal where pillars work side by side, mean of the report."""
        mine = self.differences
        chosen = mine[(mine["phase"] == REPORT) & (mine["against"] == SILO)]
        base = (chosen["level"] - chosen["difference"]).groupby(chosen["goal"]).mean()
        return {goal: float(base[goal]) for goal in GOALS}

    def as_json(self) -> dict[str, Any]:
        """Plain data for machines; what is not known is null."""
        return {
            "best": self.best,
            "finalists": self.finalists,
            "tried": self.tried,
            "wanted": self.wanted,
            "draws": {"search": self.request.draws, "report": self.request.report},
            "failed": len(self.failures),
            "designs": rows_of(self.designs),
        }


def standings(differences: pd.DataFrame) -> dict[str, Standing]:
    """How every design of a phase has stood, over draws in which nothing of it has failed."""
    found = {}
    columns = pd.MultiIndex.from_product([GOALS, AGAINST])
    for name, own in differences.groupby("design", sort=False):
        wide = own.pivot_table(index="draw", columns=["goal", "against"], values="difference")
        values = wide.reindex(columns=columns).dropna().to_numpy(dtype=np.float64)
        if len(values):
            found[str(name)] = Standing(values.reshape(-1, len(GOALS), len(AGAINST)))
    return found


def _by_phase(differences: pd.DataFrame) -> dict[str, dict[str, Standing]]:
    return {one: standings(differences[differences["phase"] == one]) for one in (SEARCH, REPORT)}


def best_of(found: Mapping[str, Standing]) -> str:
    """The best of some designs: beats both most often, then by scores; ties go to the first."""
    return max(found, key=lambda name: found[name].rank)


def chosen_for_report(
    found: Mapping[str, Standing], presets: Sequence[str], most: int
) -> list[str]:
    """Who is reported: the best of all, the best of the front, and the best shipped option.

    The search alone decides; nothing of the report is known yet.
    """
    searched = {name: one for name, one in found.items() if name not in presets}
    shipped = {name: one for name, one in found.items() if name in presets}
    chosen: list[str] = []
    if searched:
        names = list(searched)
        front = on_front(np.array([searched[name].scores for name in names]))
        ranked = sorted(names, key=lambda name: searched[name].rank, reverse=True)
        inside = [name for name in ranked if front[names.index(name)]]
        chosen = list(dict.fromkeys([*ranked[:1], *inside, *ranked]))[:most]
    if shipped:
        chosen.append(best_of(shipped))
    top = best_of({name: found[name] for name in chosen})
    return sorted(chosen, key=lambda name: name != top)


def table_of(
    space: SearchSpace,
    candidates: Sequence[Candidate],
    designs: Mapping[str, Mapping[str, float]],
    differences: pd.DataFrame,
    finalists: Sequence[str],
    seed: int,
) -> pd.DataFrame:
    """The table `designs` of a result."""
    rows = []
    stood = _by_phase(differences)
    front = _front({name: stood[REPORT][name] for name in finalists if name in stood[REPORT]}, seed)
    for one in candidates:
        row: dict[str, object] = {"design": one.name, "origin": one.origin}
        row |= {name: designs[one.name].get(name, np.nan) for name in space.names}
        for phase in (SEARCH, REPORT):
            row |= _columns(phase, stood[phase].get(one.name))
        row["finalist"] = finalists.index(one.name) + 1 if one.name in finalists else 0
        row["front"], row["chance"] = front.get(one.name, (False, np.nan))
        rows.append(row)
    return pd.DataFrame(rows)


def _columns(phase: str, standing: Standing | None) -> dict[str, float]:
    """What a phase says of a design."""
    nan = float("nan")
    row: dict[str, float] = {f"{phase}_draws": 0 if standing is None else standing.draws}
    won: dict[str, tuple[str, ...]] = {"silo": (SILO,), "rival": (RIVAL,), "both": AGAINST}
    for name, against in won.items():
        row[f"{phase}_beats_{name}"] = nan if standing is None else standing.beats(*against)
    for at, goal in enumerate(GOALS):
        row[f"{phase}_{goal}_score"] = nan if standing is None else standing.scores[at]
        for other in AGAINST:
            found = None if standing is None else standing.against(goal, other)
            for key in ("mean", "low", "high", "worst"):
                value = nan if found is None else getattr(found, key)
                row[f"{phase}_{goal}_{other}_{key}"] = value
    return row


def _front(found: Mapping[str, Standing], seed: int) -> dict[str, tuple[bool, float]]:
    """Whether a reported design is on the front of the mean advantages, and how surely."""
    if not found:
        return {}
    fewest = min(one.draws for one in found.values())
    gains = np.stack([one.advantage[:fewest] for one in found.values()])
    table = front_table(gains, seed)
    told = zip(table["front"].tolist(), table["chance"].tolist(), strict=True)
    return dict(zip(found, told, strict=True))
