"""Studies without the engine: real files and scenarios, made-up runs, a store of the test."""

import os
import sys
import types
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from analysis.measures.run_tables import keep_run, keeper
from experiments.study.definition import Study
from experiments.study.frames import Results
from experiments.study.load import load_study
from experiments.study.running import Means, Runner
from testkit.fake_results import FakeRun, fake_run

HEAD = 'arms = ["siloed", "production-network"]\nmonths = 24\n'
GRID = '[design]\nkind = "grid"\n[design.factors]\n"levers.stage_cap" = [1, 2]\n'
MONTHLY_STUDY = HEAD + "pairs = 2\n" + '[keep]\nevery = "monthly"\n' + GRID
ONE_POINT = HEAD + "pairs = 3\n"
TWO_POINTS = HEAD + "pairs = 3\n" + GRID


def study_of(folder: Path, text: str, name: str = "study") -> Study:
    """The study that a text describes."""
    return load_study(written(folder, text, name), keeper())


def written(folder: Path, text: str, name: str = "study") -> Path:
    """A study file."""
    path = folder / f"{name}.toml"
    path.write_text(text, encoding="utf-8")
    return path


def fake_simulate(
    scenario: Any, seed: int, months: int, start: object, checks: bool, **_: object
) -> FakeRun:
    """A made-up run: the effect grows with the lever that the test studies set."""
    levers = scenario.forms[0].levers
    effect = 0.01 * levers["stage_cap"] * (scenario.name != "siloed")
    run = fake_run(scenario.name, seed, months, effect, persons=40, luck=0.01)
    run.group_names = ("all", *run.group_names[1:])
    run.spent = None
    return run


class Engine:
    """The made-up engine; counts what it is asked for.

    before: called with (scenario, seed) ahead of every run; may raise.
    """

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.burnt: list[tuple[str, int]] = []
        self.run: list[tuple[str, int]] = []
        self.before: Callable[[Any, int], None] = lambda scenario, seed: None
        module = types.ModuleType("model.simulate")
        module.__dict__.update(burn_in=self._burn_in, simulate=self._simulate)
        monkeypatch.setitem(sys.modules, "model.simulate", module)

    def _burn_in(self, scenario: Any, seed: int) -> object:
        self.burnt.append((scenario.world_hash, seed))
        return object()

    def _simulate(self, scenario: Any, seed: int, **settings: Any) -> FakeRun:
        self.before(scenario, seed)
        self.run.append((scenario.hash, seed))
        return fake_simulate(scenario, seed, **settings)


def carried_out(study: Study, store: Path, **means: Any) -> Results:
    """Run what is missing of a study, here, without progress."""
    return runner_of(study, store, **means).run()


def runner_of(study: Study, store: Path, **means: Any) -> Runner:
    """A runner that works here, without progress."""
    return Runner(study, keeper(), Means(store=store, jobs=1, quiet=True, **means))


@dataclass(frozen=True)
class Deadly:
    """Keeps a run as always, but one seed ends the process that does it."""

    seed: int

    def __call__(self, run: Any, every: str) -> Any:
        if run.seed == self.seed:
            os._exit(9)
        return keep_run(run, every)
