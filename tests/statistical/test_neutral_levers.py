"""A network without effects and costs changes nothing, costs alone lose, gains alone win.

Power. Arms are paired by seed. Over 48 months costs alone lose about 170 integrations, with a
standard deviation between seeds of 15: three seeds miss that by chance in fewer than one of a
million cases. Gains alone lie farther from zero still.
"""

import numpy as np
import pytest
from testkit.full_size import full_run
from testkit.model_worlds import same_run

pytestmark = [pytest.mark.statistical, pytest.mark.slow]

SEEDS = (1, 2, 3)
MONTHS = 48


def paired(arm: str, base: str, measure: str) -> np.ndarray:
    """Differences of a sum over all months, one per seed."""
    return np.array(
        [
            full_run(arm, seed, MONTHS).monthly[measure].sum()
            - full_run(base, seed, MONTHS).monthly[measure].sum()
            for seed in SEEDS
        ]
    )


def standard_errors(differences: np.ndarray) -> float:
    """How many standard errors the mean lies from zero."""
    return float(differences.mean() / (differences.std(ddof=1) / np.sqrt(len(differences))))


def test_a_neutral_network_is_exactly_the_silo() -> None:
    assert same_run(full_run("network-form-neutral", 1), full_run("siloed", 1)) == []


def test_without_ties_and_costs_a_network_is_exactly_the_reform() -> None:
    """Cap 0 is what the Jobcenter does alone, minus what was spent."""
    nothing = ("stage_cap", "coordination_limit", "setup_share", "transition_loss")
    values = {f"levers.{lever}": 0.0 for lever in nothing}
    network = full_run("production-network", 1, MONTHS, values)
    assert same_run(network, full_run("jobcenter-reform", 1, MONTHS)) == []


def test_costs_alone_lose() -> None:
    integrations = paired("network-costs-only", "siloed", "integrations")
    assert (integrations < 0).all()
    assert standard_errors(integrations) < -4
    assert paired("network-costs-only", "siloed", "completed").mean() < 0


def test_gains_alone_win() -> None:
    for measure in ("integrations", "cohort_participation", "mitigated", "cohort_covered"):
        won = paired("network-gains-only", "siloed-no-losses", measure)
        assert (won > 0).all(), measure
        assert standard_errors(won) > 4, measure
