"""At full size: what a network does goes through ties, and its costs are what it does.

Paired: the same seeds and starts in all arms, so that what differs is what was done. Means over
four seeds lie more than two standard errors from nothing; how large they are, and why they are not
larger, stands in TRACE.md. That costs alone lose and gains alone win: test_neutral_levers.
"""

import numpy as np
import pytest
from testkit.full_size import full_run

from model.simulate import RunResult

pytestmark = [pytest.mark.statistical, pytest.mark.slow]

SEEDS, MONTHS = (1, 2, 3, 4), 96
NETWORK = "production-network"


def total(run: RunResult, measure: str) -> float:
    return float(run.monthly[measure].sum())


def starts(run: RunResult) -> float:
    """Starts of insured work of the fixed cohort."""
    return float(run.people["integrations"].sum())


def felt(run: RunResult) -> float:
    """Mean participation of the fixed cohort."""
    return float(run.people["participation_sum"].sum() / run.people["months_followed"].sum())


def test_ties_move_what_is_on_trial() -> None:
    """`stage_cap` 0 against 3."""
    apart: dict[str, list[float]] = {}
    for seed in SEEDS:
        tied = full_run(NETWORK, seed, MONTHS)
        untied = full_run(NETWORK, seed, MONTHS, {"levers.stage_cap": 0.0})
        apart.setdefault("mitigated", []).append(
            total(tied, "mitigated") / total(untied, "mitigated")
        )
        apart.setdefault("starts", []).append(starts(tied) / starts(untied))
        apart.setdefault("felt", []).append(felt(tied) - felt(untied))
    assert np.mean(apart["mitigated"]) > 1.1
    for name, none in (("starts", 1.0), ("felt", 0.0)):
        found = np.array(apart[name])
        error = found.std(ddof=1) / np.sqrt(len(SEEDS))
        assert abs(found.mean() - none) > 2.0 * error, name


@pytest.mark.parametrize("seed", SEEDS[:1])
def test_a_network_never_spends_more_than_it_may(seed: int) -> None:
    spent = full_run(NETWORK, seed, MONTHS).spent
    running = spent[..., 1:] - spent[..., :1]
    assert running.max() <= 0.05 + 1e-12
    assert spent[24:, :, 0].max() == 0.0
