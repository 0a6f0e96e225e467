"""A made-up engine for searches for designs, and what is asked of it."""

import sys
import types
from typing import Any

import pytest

from analysis.requests.design import Request
from model.scenario.rival import is_rival
from testkit.fake_results import FakeRun, fake_run

SPACE = """
base = "production-network"
presets = ["production-network"]
[decisions]
handover = { kind = "share", low = 0, high = 1, step = 0.25 }
coordination_limit = { kind = "share", low = 0.0, high = 0.08, step = 0.02 }
"""
TRIED = 3


class Town:
    """A made-up engine: handing over in person helps a network, spending harms everybody."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.runs: list[tuple[str, int]] = []
        self.stop_at = -1
        module = types.ModuleType("model.simulate")
        module.__dict__.update(burn_in=lambda *_: object(), simulate=self.simulate)
        monkeypatch.setitem(sys.modules, "model.simulate", module)
        begun = "experiments.study.starts.Resettled.__call__"
        monkeypatch.setattr(begun, lambda self, frame, seed: object())
        for user in ("work", "dispatch"):
            monkeypatch.setattr(f"experiments.study.{user}.is_settled", lambda start, frame: True)

    def simulate(self, scenario: Any, seed: int, months: int, **_: object) -> FakeRun:
        if len(self.runs) == self.stop_at:
            raise KeyboardInterrupt
        self.runs.append((scenario.hash, seed))
        levers = scenario.forms[0].levers
        tied = levers["membership"] > 0 and not is_rival(scenario)
        effect = 0.2 * levers["handover"] * tied - levers["coordination_limit"]
        run = fake_run("any", seed, months, effect, persons=40)
        run.spent = None  # type: ignore[attr-defined]
        return run


def request(space: str, **more: Any) -> Request:
    asked = {"trials": TRIED, "draws": 4, "months": 12, "finalists": 1, "space": space, **more}
    return Request(**asked)
