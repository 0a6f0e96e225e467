"""What is run: arms (scenarios) times pairs (seeds).

A pair is one seed under which every arm is run, so that each person has the same luck in all of
them. The seed of pair k depends on the plan's seed and on k alone: asking for more pairs later
never changes the earlier ones.

With parameter uncertainty, a few pairs share one draw of the parameters; and further pairs,
numbered from PRIOR_FROM on, are run under the ranges alone, as if no pattern were known.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING

from model.scenario import Scenario
from model.streams import Decision, stream_key_python

if TYPE_CHECKING:
    from experiments.calibration.draws import Draws

# Numbers of pairs under the prior begin here; nobody asks for so many pairs.
PRIOR_FROM = 1_000_000
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
    """One seed under which all arms are run. `number` counts from 0.

    draw: number of the parameters drawn for it, shared by a few pairs (None: parameters as they
    are); prior: whether they come from the ranges alone, whatever the patterns say.
    """

    number: int
    seed: int
    draw: int | None = None
    prior: bool = False


@dataclass(frozen=True)
class Plan:
    """Arms (the first is the base), months to simulate, seed of the whole, in-run checks.

    draws: where the parameters of pairs come from (None: as the scenarios have them); prior: the
    same for pairs under the prior.
    """

    arms: tuple[Arm, ...]
    months: int
    seed: int
    checks: bool = False
    draws: "Draws | None" = None
    prior: "Draws | None" = None

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
        if number >= PRIOR_FROM and self.prior is not None:
            draw = number - PRIOR_FROM
            return Pair(number, pair_seed(self.seed, draw * self.prior.seeds), draw, prior=True)
        draws = self.draws
        draw_of = None if draws is None else number // draws.seeds
        return Pair(number, pair_seed(self.seed, number), draw_of)

    def identity(self) -> dict[str, object]:
        """What must be equal for pairs of two runs to belong to one result."""
        drawn = {} if self.draws is None else {"uncertainty": self.draws.identity()}
        return {
            **drawn,
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
