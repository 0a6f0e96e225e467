"""Ties between institutions, and planning: cases computed by hand."""

from types import SimpleNamespace

import pytest
from testkit.rules import RULES, Case, case, table

from model.vocabulary import (
    FULL_ALIGNMENT,
    KOOPERATION,
    KOORDINATION,
    NO_TIE,
    ZUSAMMENARBEIT,
)

TRUST = {"trust": 0.4, "gain": 0.1, "impulse": 1.0, "loss": 0.05, "friction": 0.0, "decay": 0.1}
KNOWN = {
    "knowledge": 0.5, "gain": 0.1, "contact": True, "spread": 0.06, "growth": 0.0, "loss": 0.02,
    "floor": 0.25,
}  # fmt: skip
STAGE = {
    "need_trust": [0.0, 0.05, 0.25, 0.45, 0.7], "need_knowledge": [0.0, 0.1, 0.35, 0.5, 0.7],
    "need_formality": [0.0, 0.0, 0.0, 0.5, 0.7],
}  # fmt: skip
GOVERN = {"strain_from": 8.0, "strain": 0.5, "lead_gain": 1.15}


@table(
    [
        # 0.4 + 0.1 · 0.6
        case("contact builds trust", RULES.next_trust, 0.46, contact=True, **TRUST),
        case("so much less with friction", RULES.next_trust, 0.45, contact=True,
             **TRUST | {"friction": 0.5}),
        case("no contact, no impulse", RULES.next_trust, 0.36, contact=False,
             **TRUST | {"impulse": 0.0}),
        # 0.4 − 0.1 · 0.4 · 0.75
        case("referrals keep a part", RULES.next_trust, 0.37, contact=0.25,
             **TRUST | {"impulse": 0.0}),
        case("they met", RULES.contact_of, 1.0, meeting=True, referred=0, everyday=0.2),
        case("they sent somebody", RULES.contact_of, 0.2, meeting=False, referred=3, everyday=0.2),
        case("nothing between them", RULES.contact_of, 0.0, meeting=False, referred=0,
             everyday=0.2),
        case("never above one", RULES.next_trust, 1.0, contact=True, **TRUST | {"impulse": 99.0}),
        case("never below nothing", RULES.next_trust, 0.0, contact=False,
             **TRUST | {"impulse": 0.0, "decay": 9.0}),
        case("informal ties fade", RULES.trust_decay, 0.08, base=0.08, formality=0.0,
             formal_factor=0.5),
        case("formal ones half as fast", RULES.trust_decay, 0.04, base=0.08, formality=1.0,
             formal_factor=0.5),
        case("turnover", RULES.turnover_chance, 0.02, base=0.02, contagion=2.0, left_before=0),
        case("one departure brings the next", RULES.turnover_chance, 0.06, base=0.02,
             contagion=2.0, left_before=1),
        case("knowledge with contact", RULES.next_knowledge, 0.54, **KNOWN),
        case("knowledge fades without", RULES.next_knowledge, 0.49, **KNOWN | {"contact": False}),
        case("directories inform", RULES.next_knowledge, 0.52,
             **KNOWN | {"contact": False, "growth": 1.0}),
        case("something is always known", RULES.next_knowledge, 0.25,
             **KNOWN | {"contact": False, "knowledge": 0.25}),
        case("lead organisation", RULES.governance_gain, 1.15, form=1.0, members=20, **GOVERN),
        case("a few govern together", RULES.governance_gain, 1.0, form=0.0, members=8, **GOVERN),
        # 12 members: half as many again, strain ½ · ½
        case("many are a strain", RULES.governance_gain, 0.75, form=0.0, members=12, **GOVERN),
        case("too many", RULES.governance_gain, 0.0, form=0.0, members=99, **GOVERN),
        case("strangers", RULES.tie_stage, NO_TIE, trust=0.04, knowledge=1.0, formality=1.0, cap=4,
             **STAGE),
        case("informing each other", RULES.tie_stage, KOOPERATION, trust=0.2, knowledge=0.9,
             formality=1.0, cap=4, **STAGE),
        case("coordination without paper", RULES.tie_stage, KOORDINATION, trust=0.9, knowledge=0.9,
             formality=0.0, cap=4, **STAGE),
        case("paper without trust", RULES.tie_stage, KOOPERATION, trust=0.2, knowledge=0.9,
             formality=1.0, cap=4, **STAGE),
        case("collaboration", RULES.tie_stage, ZUSAMMENARBEIT, trust=0.45, knowledge=0.5,
             formality=0.5, cap=4, **STAGE),
        case("full alignment", RULES.tie_stage, FULL_ALIGNMENT, trust=0.7, knowledge=0.7,
             formality=0.7, cap=4, **STAGE),
        case("below the cap of the form", RULES.tie_stage, KOOPERATION, trust=1.0, knowledge=1.0,
             formality=1.0, cap=1, **STAGE),
        case("the gate is open", RULES.gate_open, True, perception=0.15, capacity=0.3,
             perception_needed=0.15, capacity_needed=0.3),
        case("no perception", RULES.gate_open, False, perception=0.1, capacity=1.0,
             perception_needed=0.15, capacity_needed=0.3),
        case("no capacity to act", RULES.gate_open, False, perception=1.0, capacity=0.2,
             perception_needed=0.15, capacity_needed=0.3),
        case("reflection in a conference", RULES.next_reflection, 0.516, knowledge=0.5, held=True,
             reflection=0.5, attendance=0.8, gain=0.1, loss=0.008),
        case("forgotten without", RULES.next_reflection, 0.49, knowledge=0.5, held=False,
             reflection=0.5, attendance=0.8, gain=0.1, loss=0.02),
        case("a share of the places may move", RULES.planned_share, 0.006, knowledge=0.4, reach=0.5,
             lever=SimpleNamespace(planning_shift=0.06, planning=0.5)),
        case("none without a tie", RULES.planned_share, 0.0, knowledge=0.4, reach=0.0,
             lever=SimpleNamespace(planning_shift=0.06, planning=0.5)),
        case("tied, of this purse", RULES.plans, True, purse=1, share=0.01,
             institution=SimpleNamespace(purse=1, planned_places=9.0)),
        case("of another purse", RULES.plans, False, purse=1, share=0.01,
             institution=SimpleNamespace(purse=0, planned_places=9.0)),
        case("without places", RULES.plans, False, purse=1, share=0.01,
             institution=SimpleNamespace(purse=1, planned_places=0.5)),
        case("not tied", RULES.plans, False, purse=1, share=0.0,
             institution=SimpleNamespace(purse=1, planned_places=9.0)),
        case("persons per place", RULES.load, 2.5, queue=25, places=10.0),
        case("less than a place", RULES.load, 25.0, queue=25, places=0.2),
    ]
)  # fmt: skip
def test_ties(case: Case) -> None:
    case.check()


@pytest.mark.parametrize(
    ("per_year", "months"),
    [(0, []), (1, [11]), (2, [5, 11]), (4, [2, 5, 8, 11]), (12, list(range(12)))],
)
def test_conferences_are_spread_over_the_year(per_year: int, months: list[int]) -> None:
    assert [m for m in range(12) if RULES.conference_held(m, per_year)] == months
    held = sum(RULES.conference_held(m, 10) for m in range(-24, 24))
    assert held == 40


def test_somebody_of_the_jobcenter_is_there() -> None:
    """Three who come with chance ½ each: one at least in 7 of 8 conferences."""
    assert RULES.somebody_attends(0.5, 0.5, 0.5) == pytest.approx(0.875)
    assert RULES.somebody_attends(0.0, 0.0, 0.0) == 0.0
    assert RULES.somebody_attends(1.0, 0.0, 0.0) == 1.0


@pytest.mark.parametrize(
    ("strained", "months", "gain"),
    [
        (False, 99, 0.10),
        (False, 23, 0.115),  # half of the moderation that would give 30 %
        (True, 99, 0.075),  # twelve members without a lead
        (True, 23, 0.08625),
    ],
)
def test_governance_and_moderation_act_on_trust(strained: bool, months: int, gain: float) -> None:
    lever = SimpleNamespace(trust_gain=0.1, governance=0.0, moderation=0.5, moderation_months=24.0)
    par = SimpleNamespace(strain_from=8.0, strain=0.5, lead_trust_gain=1.15, moderation_gain=1.3)
    found = RULES.gain_of_trust(lever, par, strained, 12, months)
    assert found == pytest.approx(gain)


@pytest.mark.parametrize(
    ("cap", "with_jobcenter", "capacity", "highest"),
    [(3, True, 0.3, 3), (3, True, 0.2, 1), (3, False, 0.2, 3), (0, True, 0.2, 0)],
)
def test_the_gate_is_for_the_jobcenter_alone(
    cap: int, with_jobcenter: bool, capacity: float, highest: int
) -> None:
    space = SimpleNamespace(perception=1.0, capacity=capacity)
    par = SimpleNamespace(perception_needed=0.15, capacity_needed=0.3)
    lever = SimpleNamespace(stage_cap=cap)
    assert RULES.highest_stage(lever, space, with_jobcenter, par) == highest
