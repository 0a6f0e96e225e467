"""The outer form of a network, without effects and costs, changes nobody (quick, small place)."""

import pytest
from testkit.model_worlds import same_run, small_run

MONTHS = 36


@pytest.mark.parametrize("seed", [0, 1])
def test_a_neutral_network_is_exactly_the_silo(seed: int) -> None:
    neutral, silo = (
        small_run(name, months=MONTHS, seed=seed) for name in ("network-form-neutral", "siloed")
    )
    assert same_run(neutral, silo) == []


def test_the_real_network_is_another_world() -> None:
    """The test above can fail."""
    network, silo = (small_run(name, months=MONTHS) for name in ("production-network", "siloed"))
    assert {"minutes_coordination", "ties", "people.participation"} <= set(same_run(network, silo))


def test_case_management_spends_the_cost_of_the_network_on_people() -> None:
    """The fair rival: the same minutes as the network's coordination, no ties."""
    rival, silo = (small_run(name, months=12) for name in ("case-management-only", "siloed"))
    assert rival.monthly["minutes_contact"].sum() > silo.monthly["minutes_contact"].sum()
    assert rival.monthly["minutes_coordination"].sum() == 0
    assert rival.monthly["joint_cases"].sum() == 0
