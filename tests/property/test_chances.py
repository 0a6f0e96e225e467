"""Chances lie between 0 and 1, scales keep their ends, more of a good thing is never less."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from testkit.rules import RULES

from model.vocabulary import N_BARRIERS

SHARE = st.floats(0.0, 1.0)
INNER = st.floats(0.01, 0.99)
POSITIVE = st.floats(0.0, 1.0e4)
RATE = st.floats(0.0, 5.0)
SLOPE = st.floats(0.0, 4.0)
MONTHS = st.integers(0, 2000)
ODDS = st.floats(0.1, 5.0)
MINUTES = st.floats(0.1, 500.0)
YES_NO = st.booleans()

# rule: what it may be given
CHANCES: dict[str, dict[str, st.SearchStrategy[Any]]] = {
    "exit_chance": {
        "spell": MONTHS, "features": st.floats(0, 12), "base": RATE, "early": RATE,
        "decay": st.floats(1, 50), "per_feature": INNER,
    },
    "disengagement_chance": {
        "trust": SHARE, "minutes": POSITIVE, "base": INNER, "per_trust": SLOPE,
        "per_log_minute": SHARE,
    },
    "return_chance": {"months_out": MONTHS, "base": SHARE, "fade": st.floats(1, 100)},
    "contact_chance": {"minutes": POSITIVE, "minutes_per_contact": MINUTES},
    "missed_chance": {"trust": SHARE, "base": INNER, "per_trust": SLOPE},
    "setup_share": {"progress": SHARE, "share": SHARE, "time": SHARE},
    "spent_share": {
        "everyday": SHARE, "setup": SHARE, "minutes": MINUTES, "of": MINUTES, "most": SHARE,
    },
    "perception": {
        "boundaries": SHARE, "people": SHARE, "services": SHARE, "communicated": SHARE
    },
    "capacity_to_act": {
        "teams": SHARE, "coordinator": SHARE, "placement": SHARE, "benefits": SHARE,
        "case_management": SHARE, "offices": SHARE,
    },
    "referral_chance": {
        "near": YES_NO, "managed": YES_NO, "officer_rate": SHARE, "manager_rate": SHARE,
        "delay": SHARE,
    },
    "joint_chance": {"share": POSITIVE, "near": YES_NO, "creaming": SHARE},
    "arrival_chance": {
        "p0": INNER, "form_odds": ODDS, "weeks": st.floats(0, 120), "week_odds": INNER,
        "trust": SHARE, "per_trust": SLOPE, "shift": st.floats(-1, 0),
    },
    "refusal_chance": {
        "mode": st.integers(0, 2), "slot_refusal": SHARE, "bindingness": SHARE,
        "own_process_priority": SHARE, "reliability": SHARE,
    },
    "selection_chance": {
        "far": YES_NO, "purse": st.integers(0, 2), "selection": SHARE,
        "cost_shifting": st.floats(0, 3),
    },
    "drop_chance": {
        "base": SHARE, "trust": SHARE, "per_trust": SLOPE, "managed": YES_NO,
        "manager_factor": SHARE,
    },
    "diffusion": {"parties": st.integers(0, 14), "held": YES_NO, "per_party": SHARE},
    "specialisation": {
        "low_need": YES_NO, "guided": YES_NO, "low_need_loss": SHARE, "loss": SHARE,
        "specialist_loss": SHARE,
    },
    "offer_chance": {"frailty": st.floats(0, 20), "log_hazard_": st.floats(-20, 5)},
    "kept_share": {"matches_": POSITIVE, "seekers": POSITIVE},
    "separation_chance": {
        "tenure": MONTHS, "open_barriers": st.floats(0, 12), "base": RATE, "early": RATE,
        "decay": st.floats(1, 20), "per_barrier": st.floats(1, 1.2), "factor": RATE,
    },
    "turnover_chance": {"base": SHARE, "contagion": RATE, "left_before": st.integers(0, 1)},
    "somebody_attends": {"placement": SHARE, "benefits": SHARE, "case_management": SHARE},
    "next_trust": {
        "trust": SHARE, "gain": RATE, "impulse": RATE, "loss": SHARE, "friction": SHARE,
        "decay": RATE, "contact": YES_NO,
    },
    "next_knowledge": {
        "knowledge": SHARE, "gain": SHARE, "contact": YES_NO, "spread": SHARE, "growth": SHARE,
        "loss": SHARE, "floor": SHARE,
    },
    "next_reflection": {
        "knowledge": SHARE, "held": YES_NO, "reflection": SHARE, "attendance": SHARE,
        "gain": SHARE, "loss": SHARE,
    },
    "but_chance": {
        "base": st.floats(0, 0.5), "school": st.floats(0, 0.5), "reach": SHARE,
        "free_share": SHARE,
    },
    "faded": {"mitigated": SHARE, "fade": SHARE},
    "drifted": {"value": SHARE, "rest": SHARE, "speed": SHARE},
    "trust_decay": {"base": SHARE, "formality": SHARE, "formal_factor": SHARE},
}  # fmt: skip


@pytest.mark.parametrize("name", CHANCES)
@given(data=st.data())
def test_shares_and_chances_lie_between_nothing_and_one(name: str, data: st.DataObject) -> None:
    given_ = {key: data.draw(strategy, label=key) for key, strategy in CHANCES[name].items()}
    assert 0.0 <= getattr(RULES, name)(**given_) <= 1.0


@given(st.floats(1, 10), st.floats(-50, 50), SHARE, RATE)
def test_participation_stays_on_its_scale(
    value: float, target: float, speed: float, loss: float
) -> None:
    assert 1.0 <= RULES.next_participation(value, target, speed, loss) <= 10.0


@given(st.integers(0, 10_000), st.integers(0, 10_000), SHARE)
def test_who_waits_longer_is_never_behind(one: int, more: int, bonus: float) -> None:
    first, second = sorted((one, more))
    behind = RULES.queue_order(first, False, bonus)
    assert RULES.queue_order(second, False, bonus) <= behind
    assert RULES.queue_order(first, True, bonus) <= behind
    assert 0 <= behind < 4096  # twelve bits of the key


@given(POSITIVE, SHARE, SHARE)
def test_coordination_never_makes_places(places: float, share: float, taken: float) -> None:
    assert 0 <= RULES.places_open(places, share, taken) <= places + 1e-6


@given(st.integers(0, 5000), SHARE, st.floats(0, 0.999999))
def test_no_more_offers_stand_than_were_made(candidates: int, share: float, u: float) -> None:
    quota = RULES.quota(candidates, share, u)
    assert 0 <= quota <= candidates + 1
    assert abs(quota - candidates * share) < 1.0 + 1e-6


@given(
    has=st.lists(st.integers(0, 1), min_size=N_BARRIERS, max_size=N_BARRIERS),
    mitigated=st.lists(SHARE, min_size=N_BARRIERS, max_size=N_BARRIERS),
    causal=SHARE,
)
def test_help_never_makes_barriers_worse(
    has: list[int], mitigated: list[float], causal: float
) -> None:
    effect, none = [-0.5] * N_BARRIERS, [0.0] * N_BARRIERS
    helped = RULES.barrier_sum(has, mitigated, effect, causal)
    assert RULES.barrier_sum(has, none, effect, causal) <= helped + 1e-12
    assert helped <= 1e-12
    open_ = RULES.count_open_features(has, mitigated)
    assert -1e-12 <= open_ <= sum(has)
    assert 0 <= RULES.counted_features(has, mitigated) <= 7


@given(st.floats(0, 5000), st.floats(0, 300), SHARE, st.floats(0, 500), st.floats(1, 2))
def test_income_is_never_credited_above_itself(
    net: float, base: float, rate: float, largest: float, gross: float
) -> None:
    assert 0.0 <= RULES.creditable(net, base, rate, largest, gross) <= net


@given(st.lists(SHARE, min_size=5, max_size=5), SHARE, SHARE, SHARE, st.integers(0, 4))
def test_no_tie_is_above_its_cap(
    needs: list[float], trust: float, knowledge: float, formality: float, cap: int
) -> None:
    stage = RULES.tie_stage(trust, knowledge, formality, sorted(needs), [0.0] * 5, [0.0] * 5, cap)
    assert 0 <= stage <= cap
