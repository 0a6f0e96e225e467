"""The same comparison with more people, more months, more seeds, and every switch turned."""

import pytest
from testkit.tiny_place import tie_up, tiny, tiny_world
from testkit.twins import Twins

from model.scenario import list_scenarios, resolve

pytestmark = pytest.mark.slow

ONE_IN, BURN_IN, MONTHS = 25, 6, 30
SWITCHES = sorted(name for name in resolve("status-quo").parameters if name.startswith("switches."))


def histories(
    scenario_name: str, seed: int, months: int, tied: bool, **changes: float
) -> list[str]:
    """The first differences between the engines, burn-in included."""
    start = tiny_world(seed, -BURN_IN, ONE_IN, BURN_IN + months)
    twins = Twins(tiny(resolve("status-quo"), ONE_IN, **changes), seed, start, -BURN_IN)
    found = twins.run(BURN_IN)
    twins.forget(2)
    twins.join_cohort()
    if tied:
        tie_up(twins.state)
    arm = Twins(tiny(resolve(scenario_name), ONE_IN, **changes), seed, twins.state, 0)
    return found or arm.run(months)


@pytest.mark.parametrize("seed", [0, 2**40 + 1])
@pytest.mark.parametrize("arrangement", list_scenarios())
def test_histories_are_identical(arrangement: str, seed: int) -> None:
    assert histories(arrangement, seed, MONTHS, tied=seed == 0) == []


@pytest.mark.parametrize("switch", SWITCHES)
@pytest.mark.parametrize("arrangement", ["siloed-no-losses", "production-network-extended"])
def test_histories_are_identical_with_a_switch_turned(arrangement: str, switch: str) -> None:
    value = resolve(arrangement).parameters[switch].value
    changes = {switch.replace(".", "__"): 1.0 - value}
    assert histories(arrangement, 3, 14, tied=True, **changes) == []
