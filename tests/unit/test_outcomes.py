"""Outcomes: each defined once, in two languages, and computed as its formula says."""

import numpy as np
import pytest
from testkit.fake_results import FakeRun, fake_run

from analysis.measures.outcomes import HEADLINES, OUTCOME, OUTCOMES, outcomes_of
from analysis.wording import unit_in


@pytest.fixture
def run() -> FakeRun:
    return fake_run(months=24)


def test_names_stand_once_and_in_two_languages() -> None:
    assert len(OUTCOME) == len(OUTCOMES)
    for outcome in OUTCOMES:
        assert outcome.english
        assert outcome.formula
        assert outcome.matters > 0
    assert (
        len({o.title("de") for o in OUTCOMES})
        == len({o.english for o in OUTCOMES})
        == len(OUTCOMES)
    )


@pytest.mark.parametrize("unit", sorted({outcome.unit for outcome in OUTCOMES}))
def test_units_have_a_german_name(unit: str) -> None:
    assert unit in {"%", "0–1"} or unit_in("de", unit) != unit


def test_the_headline_looks_at_the_fixed_cohort() -> None:
    assert [outcome.name for outcome in HEADLINES] == ["participation", "integrations"]
    assert all(outcome.formula.startswith("fixed cohort") for outcome in HEADLINES)


def test_a_leaver_does_not_move_the_headline(run: FakeRun) -> None:
    """The stock halves, and with it everything summed over the stock; the cohort stays."""
    before = outcomes_of(run)
    for name in ("stock", "participation", "participation_low"):
        run.monthly[name] = run.monthly[name] / 2
    after = outcomes_of(run)
    assert after["stock"] == pytest.approx(before["stock"] / 2)
    assert all(after[o.name] == before[o.name] for o in HEADLINES)


def test_values_by_hand(run: FakeRun) -> None:
    run.monthly["integrations"] = np.full(24, 300.0)
    run.monthly["stock"] = np.full(24, 20000.0)
    run.monthly["due_12"], run.monthly["employed_12"] = np.full(24, 200.0), np.full(24, 110.0)
    run.monthly["offers"], run.monthly["offers_lost"] = np.full(24, 400.0), np.full(24, 50.0)
    run.monthly["children"], run.monthly["children_reached"] = np.full(24, 80.0), np.full(24, 20.0)
    run.monthly["benefit_federal"] = np.full(24, 9e6)
    run.people["integrations"] = np.ones(600)
    found = outcomes_of(run)
    assert found["integration_rate"] == pytest.approx(18.0)
    assert found["integrations_yearly"] == pytest.approx(3600.0)
    assert found["employed_12"] == pytest.approx(55.0)
    assert found["offers_lost_share"] == 12.5
    assert (found["children_reached"], found["child_months_reached"]) == (25.0, 240.0)
    assert found["benefit_federal"] == pytest.approx(108.0)
    assert found["integrations"] == pytest.approx(50.0)


def test_ties_look_at_the_last_year(run: FakeRun) -> None:
    run.ties[:] = 0.0
    run.ties[:12, :, 0] = 1.0
    run.ties[12:, :, 2] = 0.5
    run.ties[12:, :, 3] = 0.5
    found = outcomes_of(run)
    assert found["tie_stage"] == pytest.approx(2.5)
    assert found["ties_from_3"] == pytest.approx(50.0)
    assert found["ties_from_2"] == pytest.approx(100.0)


def test_longest_tenth_of_waits(run: FakeRun) -> None:
    """Of 100 a month 10 wait four months or more: nine in ten have begun within four."""
    run.monthly["admitted"] = np.full(24, 100.0)
    waits = {1: 60, 2: 30, 3: 20, 4: 10, 6: 0, 9: 0, 12: 0, 18: 0}
    for months, count in waits.items():
        run.monthly[f"waited_{months}"] = np.full(24, float(count))
    assert outcomes_of(run)["waiting_months_90"] == pytest.approx(4.0)


def test_creaming_is_what_neutral_steering_does_not_explain(run: FakeRun) -> None:
    neutral = fake_run(months=24)
    neutral.monthly["integrations_near"] = neutral.monthly["integrations_near"] * 0.9
    assert np.isnan(outcomes_of(run)["creaming"])
    found = outcomes_of(run, neutral)
    assert found["creaming"] == pytest.approx(0.1 * found["concentration"])


def test_nothing_to_divide_by_is_not_a_number(run: FakeRun) -> None:
    run.monthly["admitted"] = np.zeros(24)
    assert np.isnan(outcomes_of(run)["waiting_months"])
