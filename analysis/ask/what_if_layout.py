"""Everything that is known of an asked what-if before anything is run: plan, study, pieces."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Literal

from analysis.goal import PAIRS
from analysis.measures.pairs import paired_study
from analysis.measures.run_tables import keeper
from analysis.requests.comparison import Request, drawn_for
from analysis.requests.what_if import WhatIf, drawn_from, resolved_once
from experiments.calibration.draws import Draws, Uncertainty
from experiments.plan import Plan, name_arms
from experiments.record import source_hash
from experiments.store.code import code_version
from experiments.store.keys import run_key
from experiments.study.definition import Study
from experiments.study.resolving import Identity, Scenarios
from model.scenario import Scenario, resolve

type Role = Literal["preset", "mine", "rival"]


@dataclass(frozen=True)
class Asked:
    """A what-if and its arms; drawn: under sets of assumptions, else one run at shipped values."""

    what_if: WhatIf
    drawn: bool
    pairs: int = PAIRS


class Layout:
    """Everything that is known of an asked what-if before anything is run."""

    def __init__(self, asked: Asked, folder: Path) -> None:
        self.asked, self.folder = asked, folder
        what_if = asked.what_if
        mine, rival = what_if.files(folder / "scenarios")
        others: dict[Role, str] = {}
        if not what_if.changed or what_if.preset != what_if.base:
            others["preset"] = what_if.preset
        if what_if.changed:
            others["mine"] = str(mine)
        others["rival"] = str(rival)
        self.uncertainty: Uncertainty = "none"
        if asked.drawn:
            self.uncertainty = drawn_from(what_if.scenario())
        pairs = asked.pairs if asked.drawn else 1
        self.request: Request = what_if.request(tuple(others.values()), self.uncertainty, pairs)
        self.plan: Plan = _planned(self.request)
        references = (self.request.base, *self.request.others)
        self.study: Study = paired_study(self.plan, references, pairs, place=what_if.place)
        self.scenarios = _Resolved(self.study, self.plan)
        self.roles: Mapping[Role, int] = {role: at + 1 for at, role in enumerate(others)}
        self.code = code_version(keeper().definition)

    @cached_property
    def pairs(self) -> int:
        """How many pairs there are to run."""
        return self.study.pairs

    @property
    def draws(self) -> int:
        """How many sets of assumptions; 0 if none is drawn."""
        return 0 if self.plan.draws is None else len(self.study.points)

    @property
    def seeds(self) -> int:
        """Pairs that share a set of assumptions."""
        return 1 if self.plan.draws is None else self.plan.draws.seeds

    @property
    def own(self) -> Role:
        """The role of the arm that the answer is about."""
        return "mine" if "mine" in self.roles else "preset"

    def arm(self, role: Role) -> str:
        """The name of an arm."""
        return self.plan.arms[self.roles[role]].name

    def arms(self, roles: Sequence[Role]) -> list[int]:
        """Numbers of the base and of those that there are of these arms."""
        return [0, *(self.roles[role] for role in roles if role in self.roles)]

    def place_of(self, pair: int) -> tuple[int, int]:
        """The point of a pair and its number there."""
        return (pair // self.seeds, pair % self.seeds) if self.plan.draws else (0, pair)

    def run(self, pair: int, arm: int) -> str:
        """Key of a run, as the store of runs has it."""
        point, number = self.place_of(pair)
        one: Identity = self.scenarios.identity(point, arm)
        seed = self.study.seed_of(number, point)
        return run_key(self.code, one.scenario, seed, self.study.months, one.start)

    def piece(self, pair: int, arm: int) -> Path:
        """File of what is told of an arm against the base in a pair."""
        text = f"{self.run(pair, 0)}|{self.run(pair, arm)}|{arm == 0}|{source_hash()}"
        name = hashlib.sha256(text.encode()).hexdigest()[:32]
        return self.folder / "pieces" / f"{name}.npz"


class _Resolved(Scenarios):
    """Scenarios of a study that its plan has resolved already."""

    def __init__(self, study: Study, plan: Plan) -> None:
        super().__init__(study)
        self._plan = plan
        self.identity = lru_cache(maxsize=None)(super().identity)  # type: ignore[method-assign]

    def _plain(self, arm: int) -> Scenario:
        return self._plan.arms[arm].scenario


def _planned(request: Request) -> Plan:
    """The plan of a request, as `Request.plan` makes it, without pairs under the prior.

    Shipped arrangements, and the draws of a place, are the same for every what-if.
    """
    names = [request.base, *request.others]
    scenarios = [
        resolve(name, request.place) if is_path(name) else resolved_once(name, request.place)
        for name in names
    ]
    draws = _draws(request.base, request.place, request.uncertainty)
    return Plan(name_arms(scenarios), request.months, request.seed, draws=draws)


def is_path(reference: str) -> bool:
    """Whether an arm is a file of its own."""
    return reference.endswith(".toml")


@lru_cache(maxsize=4)
def _draws(base: str, place: str | None, asked: Uncertainty) -> Draws | None:
    return drawn_for(resolved_once(base, place), asked)[0]


@lru_cache(maxsize=48)
def laid_out(asked: Asked, folder: Path) -> Layout:
    """The layout of an asked what-if; the last few stay.

    Raises:
        InputError: the what-if cannot be used; lists every fault.
    """
    return Layout(asked, folder)
