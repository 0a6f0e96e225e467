"""What is run: arms (scenarios) times pairs (seeds).

A pair is one seed under which every arm is run, so that each person has the same luck in all of
them. The seed of pair k depends on the plan's seed and on k alone: asking for more pairs later
never changes the earlier ones.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

from model.scenario import Scenario
from model.streams import Decision, stream_key_python

# Seeds keep to 53 bits, so that they survive JSON and spreadsheets unchanged.
_SEED_SHIFT = 11


@dataclass(frozen=True)
class Arm:
    """One arrangement in a comparison, under a name that is unique in the plan.

    twin: the same arrangement with one thing changed from month 0 on (None: no twin is run). A twin
    starts from the arm's own burn-in: the same people at the same moment.
    """

    name: str
    scenario: Scenario
    twin: Scenario | None = None


@dataclass(frozen=True)
class Pair:
    """One seed under which all arms are run. `number` counts from 0."""

    number: int
    seed: int


@dataclass(frozen=True)
class Plan:
    """Arms (the first is the base), months to simulate, seed of the whole, in-run checks."""

    arms: tuple[Arm, ...]
    months: int
    seed: int
    checks: bool = False

    @property
    def base(self) -> Arm:
        """The arm that all others are compared with."""
        return self.arms[0]

    @property
    def others(self) -> tuple[Arm, ...]:
        """All arms but the base."""
        return self.arms[1:]

    @property
    def place(self) -> str:
        """Name of the place that all arms are run on."""
        return self.base.scenario.place

    def pair(self, number: int) -> Pair:
        """Pair `number`, the same whatever the number of pairs asked for."""
        return Pair(number, pair_seed(self.seed, number))

    def identity(self) -> dict[str, object]:
        """What must be equal for pairs of two runs to belong to one result."""
        return {
            "place": self.place,
            "months": self.months,
            "seed": self.seed,
            "arms": [
                {
                    "name": arm.name,
                    "scenario": arm.scenario.name,
                    "hash": arm.scenario.hash,
                    "twin": None if arm.twin is None else arm.twin.hash,
                }
                for arm in self.arms
            ],
        }


def pair_seed(seed: int, number: int) -> int:
    """Seed of one pair: an integer in 0 … 2**53 − 1, a hash of the plan's seed and the number."""
    return stream_key_python(seed, Decision.PAIR, number) >> _SEED_SHIFT


def name_arms(scenarios: Sequence[Scenario], twins: Sequence[Scenario] = ()) -> tuple[Arm, ...]:
    """Arms under unique names: a scenario that stands twice is numbered from the second on.

    twins: one for each scenario, in the same order, or none at all.
    """
    seen: dict[str, int] = {}
    arms = []
    for scenario, twin in zip_longest(scenarios, twins):
        count = seen[scenario.name] = seen.get(scenario.name, 0) + 1
        name = scenario.name if count == 1 else f"{scenario.name} ({count})"
        arms.append(Arm(name, scenario, twin))
    return tuple(arms)
