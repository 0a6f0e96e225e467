"""The outer form of a network, without effects and costs, changes nobody (quick, small place)."""

import pytest
from testkit.model_worlds import burnt, same_run, small_run, small_scenario

from model.scenario.rival import paired
from model.simulate import simulate

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


NO_TIES = {"levers.stage_cap": 0.0}
UNPAID = {
    "levers.coordination_limit": 0.0,
    "levers.setup_share": 0.0,
    "levers.transition_loss": 0.0,
}


@pytest.mark.parametrize("seed", [0, 1])
def test_a_network_without_ties_and_costs_is_exactly_the_reform(seed: int) -> None:
    network = small_run("production-network", {**NO_TIES, **UNPAID}, months=MONTHS, seed=seed)
    reform = small_run("jobcenter-reform", months=MONTHS, seed=seed)
    assert same_run(network, reform) == []


def test_a_network_that_may_spend_nothing_has_no_ties() -> None:
    """Nobody has a minute to confer or to hand over: bit by bit the same, whatever the cap."""
    network = small_run("production-network", UNPAID, months=MONTHS)
    reform = small_run("jobcenter-reform", months=MONTHS)
    assert network.spent.sum() == 0.0
    assert network.monthly["joint_cases"].sum() == 0
    assert "ties" in same_run(network, reform)  # trust at the start: stages, with nothing done


def test_without_ties_a_network_is_the_reform_minus_what_was_spent() -> None:
    tied, untied = (
        small_run("production-network", values, months=MONTHS) for values in ({}, NO_TIES)
    )
    assert untied.monthly["joint_cases"].sum() == 0
    assert untied.monthly["minutes_coordination"].sum() > 0
    assert same_run(tied, untied)


def test_less_is_spent_than_may_be() -> None:
    network = small_run("production-network", months=MONTHS)
    setup, spent = network.spent[..., :1], network.spent[..., 1:]
    assert (spent - setup).max() <= 0.05 + 1e-12
    assert 0.0 < (spent - setup).mean() < 0.05
    assert setup[0].min() > 0.0
    assert setup[24:].max() == 0.0


def test_a_rival_gets_what_its_network_spent() -> None:
    """Own minutes and places stay; clerks' minutes become casework; set-up is sunk."""
    rival, network = (
        small_run(name, months=MONTHS) for name in ("case-management-only", "production-network")
    )
    assert rival.monthly["joint_cases"].sum() == 0
    assert rival.spent[..., 0] == pytest.approx(network.spent[..., 0])
    assert rival.spent[..., 1] == pytest.approx(network.spent[..., 0])
    assert rival.spent[..., 2] == pytest.approx(network.spent[..., 2])
    more = rival.monthly["minutes_contact"].sum() - network.monthly["minutes_contact"].sum()
    assert more > 0.0


def test_what_was_spent_may_be_handed_over() -> None:
    """The same as when the rival has its network run first; another's spending is another run."""
    rival, network = (
        small_scenario(name) for name in ("case-management-only", "production-network")
    )
    assert paired(rival).hash == network.hash
    alone = small_run("case-management-only", months=MONTHS)
    spent = small_run("production-network", months=MONTHS).spent
    handed = simulate(rival, 1, months=MONTHS, start=burnt(), spent=spent)
    assert same_run(alone, handed) == []
    less = simulate(rival, 1, months=MONTHS, start=burnt(), spent=0.0 * spent)
    assert "minutes_coordination" in same_run(alone, less)
