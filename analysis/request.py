"""What a comparison is asked to do: checked as a whole, kept with the run to resume it."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from analysis.stopping import HEADLINE, Goal
from analysis.wording import LANGUAGES, Language
from experiments.plan import Arm, Plan, name_arms
from model.errors import Fault, InputError, raise_if
from model.scenario import Scenario, resolve

MONTHS, SEED = 96, 1
LONGEST, MOST_JOBS, MOST_PAIRS = 1200, 4096, 100_000
_MAX_SEED = 2**63 - 1
COMMAND_LINE = "command line"
# What makes the twin of an arm that creaming is measured against.
NEUTRAL_STEERING: Mapping[str, object] = {"switches.attention": False}


@dataclass(frozen=True)
class Request:
    """The arguments of `analysis.compare.compare` that decide what comes out."""

    base: str
    others: tuple[str, ...]
    place: str | None = None
    months: int = MONTHS
    pairs: int | None = None
    precision: float | None = None
    outcome: str = HEADLINE
    seed: int = SEED
    changes: Mapping[str, object] = field(default_factory=dict)
    creaming: bool = False
    checks: bool = False
    language: Language = "de"

    @property
    def goal(self) -> Goal:
        """How many pairs are wanted."""
        return Goal(self.pairs, self.precision, self.outcome)

    def as_json(self) -> dict[str, Any]:
        """Plain data, from which the same request can be made again."""
        return {**asdict(self), "others": list(self.others), "changes": dict(self.changes)}

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "Request":
        """The request that `as_json` has kept; KeyError or TypeError if it is damaged."""
        base, others = kept["base"], kept["others"]
        if not isinstance(others, list) or not all(isinstance(arm, str) for arm in [base, *others]):
            raise TypeError("arms are names")
        return cls(**{**kept, "others": tuple(others)})

    def plan(self, jobs: int | None = None) -> Plan:
        """The plan of all arms.

        Raises:
            InputError: every fault of the options and of all scenarios together.
        """
        faults = self._faults(jobs)
        scenarios: list[Scenario] = []
        twins: list[Scenario] = []
        for reference in (self.base, *self.others):
            try:
                scenarios.append(resolve(reference, self.place, self.changes))
                if self.creaming:
                    neutral = {**self.changes, **NEUTRAL_STEERING}
                    twins.append(resolve(reference, self.place, neutral))
            except InputError as error:
                faults += error.faults
        raise_if(faults)
        arms = name_arms(scenarios, twins)
        raise_if(_one_place(arms))
        return Plan(arms, self.months, self.seed, self.checks)

    def _faults(self, jobs: int | None) -> list[Fault]:
        faults = [
            *self.goal.faults(COMMAND_LINE),
            *whole_number("months", self.months, 1, LONGEST),
            *whole_number("seed", self.seed, 0),
        ]
        if self.pairs is not None:
            faults += whole_number("pairs", self.pairs, 1, MOST_PAIRS)
        if jobs is not None:
            faults += whole_number("jobs", jobs, 1, MOST_JOBS)
        if self.language not in LANGUAGES:
            problem = f"is {self.language!r}"
            faults.append(Fault(COMMAND_LINE, "language", problem, " or ".join(LANGUAGES)))
        if not self.others:
            problem, allowed = "nothing to compare with", "at least one more scenario"
            faults.append(Fault(COMMAND_LINE, "OTHER", problem, allowed))
        return faults


def _one_place(arms: Sequence[Arm]) -> list[Fault]:
    return [
        Fault(
            COMMAND_LINE,
            arm.name,
            f"is about the place {arm.scenario.place}, the base about {arms[0].scenario.place}",
            "arms on one place; --place sets it for all",
        )
        for arm in arms[1:]
        if arm.scenario.place != arms[0].scenario.place
    ]


def whole_number(key: str, value: object, low: int, high: int = _MAX_SEED) -> list[Fault]:
    """A fault if the value of an option is not a whole number in the range."""
    right = isinstance(value, int) and not isinstance(value, bool) and low <= value <= high
    endless = high == _MAX_SEED and not (isinstance(value, int) and value > high)
    allowed = f"a whole number from {low}" + (" on" if endless else f" to {high}")
    return [] if right else [Fault(COMMAND_LINE, key, f"is {value!r}", allowed)]


def text_of(reference: str | Path | None) -> str | None:
    """A name or path as text."""
    return None if reference is None else str(reference)
