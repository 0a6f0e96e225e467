"""Measures of the patterns: formulas, pooling over runs, and that every pattern is served."""

from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from analysis.measures.patterns import pattern_table
from experiments.pattern_measures import MEASURES as NAMED
from experiments.pattern_measures import pattern_measures
from experiments.patterns import load_patterns, too_short
from model.tally import MEASURES

PLACE = Path(__file__).parents[2] / "scenarios" / "places" / "oberhausen-2015"
MONTHS = 96
# Published, and not told by any run: the file says why.
NOT_COUNTED = {
    "no_vocational_registered_share",
    "registered_foreign_share",
}


def run(**levels: float | np.ndarray) -> SimpleNamespace:
    monthly = {measure.name: np.zeros(MONTHS) for measure in MEASURES}
    for name, level in levels.items():
        monthly[name] = monthly[name] + level
    return SimpleNamespace(monthly=monthly)


def test_rates_and_shares_of_a_steady_world() -> None:
    found = pattern_measures(
        [
            run(
                stock=1000.0,
                integrations=15.0,
                integrations_near=9.0,
                due_12=20.0,
                employed_12=11.0,
                profile_1=10.0,
                profile_3=240.0,
                profile_4=460.0,
                in_new=20.0,
                in_from_work=6.0,
                out_moved=8.0,
                disengaged=2.0,
                adults=900.0,
                long_receipt=675.0,
                ladder_0=50.0,
                ladder_0_hit=16.0,
            )
        ]
    )
    assert found["integration_rate"] == pytest.approx(0.18)
    assert found["share_near"] == pytest.approx(0.6)
    assert found["employed_12_share"] == pytest.approx(0.55)
    assert found["profile_near_share"] == pytest.approx(0.25)
    assert found["profile_far_share"] == pytest.approx(0.46)
    assert found["in_rate"] == pytest.approx(0.026)
    assert found["out_rate"] == pytest.approx(0.010)
    assert found["long_receipt_share"] == pytest.approx(0.75)
    assert found["ladder_0"] == pytest.approx(0.32)
    assert found["stock_mean"] == pytest.approx(1000)
    assert found["stock_trend"] == pytest.approx(0, abs=1e-9)
    assert np.isnan(found["cold_arrival_share"]), "nothing referred: no number, not zero"


def test_the_trend_is_the_change_over_the_whole_time() -> None:
    found = pattern_measures([run(stock=np.linspace(990.0, 1010.0, MONTHS))])
    assert found["stock_trend"] == pytest.approx(0.02, rel=0.02)


def test_runs_are_pooled_not_averaged() -> None:
    many = run(stock=100.0, integrations=30.0, integrations_near=30.0)
    few = run(stock=100.0, integrations=10.0, integrations_near=0.0)
    assert pattern_measures([many, few])["share_near"] == pytest.approx(0.75)


def test_years_limit_what_shares_look_at() -> None:
    late = np.where(np.arange(MONTHS) >= 60, 50.0, 10.0)
    found = pattern_measures([run(stock=1000.0, integrations=late)], years=5)
    assert found["integration_rate"] == pytest.approx(0.12)


@pytest.mark.parametrize(
    ("points", "holds"), [((7.9, 7.6, 7.0, 6.2), 1.0), ((7.9, 7.0, 7.6, 6.2), 0.0)]
)
def test_order_of_participation(points: tuple[float, ...], holds: float) -> None:
    states = ("permanent", "fixed_term", "temp", "unemployed")
    levels = dict.fromkeys(states, 10.0)
    sums = {
        f"participation_{state}": 10.0 * value for state, value in zip(states, points, strict=True)
    }
    found = pattern_measures([run(stock=100.0, **levels, **sums)])
    assert found["participation_order"] == holds
    assert found["participation_gap"] == pytest.approx(1.7)


def test_every_pattern_has_a_measure() -> None:
    wanted = {value.measure for _, _, value in load_patterns(PLACE).values()}
    told = set(pattern_measures([run(stock=1.0)]))
    assert wanted - told == NOT_COUNTED
    assert told == set(NAMED) - NOT_COUNTED, "what a pattern may name is what a run tells"


def test_rates_by_duration_of_receipt_and_by_sex() -> None:
    """Twelve months' worth of starts, of which eight are seen with what went before."""
    found = pattern_measures(
        [
            run(
                stock=1000.0,
                long_receipt=750.0,
                integrations=15.0,
                contacts=500.0,
                year_stock=1000.0,
                women=500.0,
                starts_men=120.0,
                starts_women=60.0,
                starts_seen=120.0,
                starts_long=60.0,
                secured_seen=40.0,
                secured_long=15.0,
            )
        ]
    )
    assert found["integration_rate_long"] == pytest.approx(0.18 * 0.5 / 0.75)
    assert found["covering_ratio"] == pytest.approx((25 / 250) / (15 / 750))
    assert found["men_to_women"] == pytest.approx(2.0)
    assert found["contacts_a_year"] == pytest.approx(6.0)


def test_what_takes_eight_years_is_looked_at_in_all_of_them() -> None:
    last = (np.arange(MONTHS) == MONTHS - 1) * 1.0
    found = pattern_measures([run(stock=1.0, entrants_7=100.0 * last, entrants_7_gone=36.0 * last)])
    assert found["entrants_gone_share"] == pytest.approx(0.36)
    short = {value.measure for value in too_short(load_patterns(PLACE), 60)}
    assert short == {"entrants_gone_share", "entrants_long_share"}
    assert too_short(load_patterns(PLACE), 96) == []


def test_an_empty_world_does_not_pass() -> None:
    rows = pattern_table(pattern_measures([run()]), load_patterns(PLACE))
    assert "holds" not in {row.verdict for row in rows}


def test_no_runs_is_an_error() -> None:
    with pytest.raises(ValueError, match="at least one run"):
        pattern_measures([])
