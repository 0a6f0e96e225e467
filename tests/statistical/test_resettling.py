"""The short burn-in of drawn parameters: nobody stands there twice, and its bias is small.

What ten years leave: a draw far out in the posterior has a stock that is 5 % short, one at the ends
of the ranges, which must grow by more than half, up to 13 %; so it is in all arms alike.

Power. A 36-month mean of the stock has a standard deviation of about 1 % between seeds, other
measures up to 2 %; means of two seeds differ by 2 % (one standard error) at most. A world that had
kept the shipped arrivals would miss the stock of the drawn ones by a tenth,
of the far ones by a third.
"""

import numpy as np
import pytest
from testkit.full_size import scenario_of

from experiments.study.resolving import under
from experiments.study.starts import Resettled, settled_alone
from model.simulate import simulate

pytestmark = [pytest.mark.statistical, pytest.mark.slow]

MEASURES = ("stock", "integrations", "participation", "long_receipt", "count_3")
MONTHS = 36
# Far out in the posterior, and at the ends of the ranges.
DRAWN = {
    "place.arrivals_per_month": 245.0,
    "employment.separation": 0.012,
    "search.frailty_shape": 1.0,
}
FAR = {
    "place.arrivals_per_month": 325.0,
    "employment.separation": 0.008,
    "search.frailty_shape": 2.0,
}


def test_identities_are_unique_and_every_law_holds() -> None:
    scenario = under(scenario_of("status-quo"), DRAWN)
    state = Resettled(90)(scenario, 5)
    ids = state.people["id"][: state.size[0]]
    assert len(np.unique(ids)) == len(ids)
    assert state.people["entered"][: state.size[0]].max() < 0
    assert simulate(scenario, 5, months=12, start=state, checks=True).months == 12


@pytest.mark.parametrize(
    ("values", "bias"), [({}, 0.05), (DRAWN, 0.08), (FAR, 0.16)], ids=["shipped", "drawn", "far"]
)
def test_it_is_as_if_the_world_had_settled_by_itself(values: dict[str, float], bias: float) -> None:
    scenario = under(scenario_of("status-quo"), values)
    means = []
    for begin in (Resettled(), settled_alone):
        runs = [simulate(scenario, s, months=MONTHS, start=begin(scenario, s)) for s in (3, 4)]
        means.append([np.mean([run.monthly[name] for run in runs]) for name in MEASURES])
    for name, ratio in zip(MEASURES, np.divide(*means), strict=True):
        assert ratio == pytest.approx(1.0, abs=bias), name


def test_the_drawn_parameters_hold_in_it() -> None:
    """More arrivals and shorter jobs: the stock must have moved away from the shipped one."""
    shipped = scenario_of("status-quo")
    stocks = [
        simulate(scenario, 3, months=12, start=Resettled()(scenario, 3)).monthly["stock"].mean()
        for scenario in (shipped, under(shipped, DRAWN))
    ]
    assert stocks[1] > 1.05 * stocks[0]
