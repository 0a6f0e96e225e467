"""A made-up model behind the one runner: real scenarios and stores, outcomes by a formula.

with search.base s and casework.kappa k, the network gains over the base, in points of
participation, s + 3.7 − k − switches that are off + 2 (share of its levers − 1).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from analysis.measures.run_tables import keeper
from experiments.study.keeper import Keeper, OutcomeWords, Table
from model.errors import SozialraumError
from testkit.known_functions import normal

OUTCOMES = ("participation", "integrations", "stock")
BASE = "siloed"
FULL_FORMALITY = 0.8  # of the production network: tells how much of its levers is there
STOCK, OFFICERS = 19967.0, 55.0  # as shipped


class Outcomes(dict[str, float]):
    """Outcomes of a run by name; nobody spends anything."""

    spent = None


@dataclass
class MadeUpModel:
    """The model; counts runs. above: points with a larger search.base fail; stop_after: runs."""

    above: float = np.inf
    stop_after: float = np.inf
    runs: int = 0
    begun: list[str] = field(default_factory=list)

    def burn_in(self, scenario: Any, seed: int) -> dict[str, float]:
        """A world: only the posts that are added to it are known."""
        self.begun.append(scenario.world_hash)
        return {}

    def simulate(
        self,
        scenario: Any,
        seed: int,
        months: int,
        start: Mapping[str, float],
        checks: bool,
        spent: object = None,
    ) -> Outcomes:
        """Outcomes of a run by name."""
        value = {name: found.value for name, found in scenario.parameters.items()}
        if value["search.base"] > self.above:
            raise SozialraumError("this point cannot be run")
        self.runs += 1
        if self.runs > self.stop_after:
            raise KeyboardInterrupt
        gain = 0.0
        if scenario.name != BASE:
            share = scenario.forms[0].levers["formality"] / FULL_FORMALITY
            gain = value["search.base"] + 3.7 - value["casework.kappa"] + 2.0 * (share - 1.0)
            gain += sum(v - 1.0 for name, v in value.items() if name.startswith("switches."))
        crowded = 1.5 if value["search.base"] > -2.0 else 1.0
        luck = 0.01 * normal(seed, scenario.hash)
        return Outcomes(
            participation=6.0 + gain + luck + start.get("debt_advice", 0.0),
            integrations=20.0 + value["place.officers"] - OFFICERS,
            stock=STOCK * crowded,
        )


def keep(run: Mapping[str, float], every: str) -> Mapping[str, Table]:
    """The outcomes of a made-up run."""
    columns = {name: np.array([value]) for name, value in run.items()}
    return {"outcomes": {"year": np.zeros(1, np.int64), **columns}}


def made_up_keeper() -> Keeper:
    """Keeps made-up runs."""
    real = keeper()
    words: tuple[OutcomeWords, ...] = tuple(w for w in real.outcomes if w.name in OUTCOMES)
    return Keeper(keep, "made-up", words, (), {})


def made_up_model(monkeypatch: pytest.MonkeyPatch) -> MadeUpModel:
    """The made-up model in place of the real one, for every study of points."""
    import sys

    model = MadeUpModel()
    module = ModuleType("model.simulate")
    module.__dict__.update(burn_in=model.burn_in, simulate=model.simulate)
    monkeypatch.setitem(sys.modules, "model.simulate", module)
    starts = "experiments.study.starts"
    monkeypatch.setattr(f"{starts}.Short.__call__", lambda self, frame, seed: {})
    monkeypatch.setattr(f"{starts}.Posts.__call__", lambda self, frame, seed: dict(self.posts))
    for user in ("work", "dispatch"):
        monkeypatch.setattr(f"experiments.study.{user}.is_settled", lambda start, frame: True)
    monkeypatch.setattr("analysis.sensitivity.campaign.keeper", made_up_keeper)
    return model
