"""Minutes, contacts and recognition: cases computed by hand."""

from types import SimpleNamespace

import pytest
from testkit.rules import LOOPS, RULES, Case, case, few, person, table, topic

from model.tally import FIXED
from model.vocabulary import (
    AGH,
    CASE_MANAGER,
    DEBT,
    ENTWICKLUNG,
    FOERDER,
    HEALTH,
    ISOLATION,
    N_BARRIERS,
    NO_HOLDER,
    OFFICER,
)


def has(*barriers: int) -> list[int]:
    """A vector of barriers that are present."""
    return [int(k in barriers) for k in range(N_BARRIERS)]


@table(
    [
        case("before the form begins", RULES.ramp_progress, 0.0, month=3, start=6,
             ramp_months=12.0),
        case("half-way", RULES.ramp_progress, 0.5, month=12, start=6, ramp_months=12.0),
        case("established", RULES.ramp_progress, 1.0, month=99, start=6, ramp_months=12.0),
        case("no ramp", RULES.ramp_progress, 1.0, month=0, start=0, ramp_months=0.0),
        case("perception: all four", RULES.perception, 0.36, boundaries=1.0, people=0.9,
             services=0.8, communicated=0.5),
        case("perception: one is missing", RULES.perception, 0.0, boundaries=1.0, people=1.0,
             services=1.0, communicated=0.0),
        case("teams act", RULES.capacity_to_act, 0.7, teams=1.0, coordinator=0.0, placement=0.8,
             benefits=0.5, case_management=0.8, offices=1.0),
        case("a coordinator half as well", RULES.capacity_to_act, 0.35, teams=0.0, coordinator=0.5,
             placement=0.8, benefits=0.5, case_management=0.8, offices=1.0),
        case("closed offices act nowhere", RULES.capacity_to_act, 0.0, teams=1.0, coordinator=1.0,
             placement=1.0, benefits=1.0, case_management=1.0, offices=0.0),
    ]
)  # fmt: skip
def test_minutes_and_gates(case: Case) -> None:
    case.check()


@table(
    [
        case("no minutes, no contact", RULES.contact_chance, 0.0, minutes=0.0,
             minutes_per_contact=45.0),
        case("minutes of one contact", RULES.contact_chance, 0.632121, minutes=45.0,
             minutes_per_contact=45.0),
        case("17 minutes a month", RULES.contact_chance, 0.314618, minutes=17.0,
             minutes_per_contact=45.0),
        case("missed at middling trust", RULES.missed_chance, 0.2, trust=0.5, base=0.2,
             per_trust=1.5),
        # odds 0.25 · e^(±0.75)
        case("missed without trust", RULES.missed_chance, 0.346085, trust=0.0, base=0.2,
             per_trust=1.5),
        case("missed in full trust", RULES.missed_chance, 0.105619, trust=1.0, base=0.2,
             per_trust=1.5),
        case("consents", RULES.consents, True, u=0.79, trust=0.5, level=0.8, per_trust=0.5,
             sanction_setting=0.0, per_sanction=0.1),
        case("not under sanctions", RULES.consents, False, u=0.79, trust=0.5, level=0.8,
             per_trust=0.5, sanction_setting=1.0, per_sanction=0.1),
        case("trust brings consent back", RULES.consents, True, u=0.79, trust=0.7, level=0.8,
             per_trust=0.5, sanction_setting=1.0, per_sanction=0.1),
        case("drifts down", RULES.drifted, 0.78, value=0.8, rest=0.6, speed=0.1),
        case("drifts up", RULES.drifted, 0.42, value=0.4, rest=0.6, speed=0.1),
        case("own pillar", RULES.recognition_chance, 0.1, base=0.1, own_pillar=1.0, foreign=0.35,
             cross=0.0, factor=1.0),
        case("other pillar", RULES.recognition_chance, 0.035, base=0.1, own_pillar=0.0,
             foreign=0.35, cross=0.0, factor=1.0),
        case("other pillar with half of the look across", RULES.recognition_chance, 0.0675,
             base=0.1, own_pillar=0.0, foreign=0.35, cross=0.5, factor=1.0),
        case("case manager sees twice", RULES.recognition_chance, 0.2, base=0.1, own_pillar=1.0,
             foreign=0.35, cross=0.0, factor=2.0),
    ]
)  # fmt: skip
def test_contacts(case: Case) -> None:
    case.check()


PRESENCE = {"relationships": 0.5, "isolation_below": 0.35, "far": True, "spell": 12, "agh_from": 12}


@table(
    [
        case("a barrier that is there", RULES.need_present, True, k=HEALTH, **PRESENCE,
             has=has(HEALTH)),
        case("a barrier that is not", RULES.need_present, False, k=DEBT, **PRESENCE,
             has=has(HEALTH)),
        case("few relationships", RULES.need_present, True, k=ISOLATION,
             **PRESENCE | {"relationships": 0.34}, has=has()),
        case("enough relationships", RULES.need_present, False, k=ISOLATION, **PRESENCE, has=has()),
        case("AGH after a year, far from the market", RULES.need_present, True, k=AGH, **PRESENCE,
             has=has()),
        case("no AGH before", RULES.need_present, False, k=AGH, **PRESENCE | {"spell": 11},
             has=has()),
        case("no AGH near the market", RULES.need_present, False, k=AGH,
             **PRESENCE | {"far": False}, has=has()),
    ]
)  # fmt: skip
def test_what_is_a_need(case: Case) -> None:
    case.check()


ATTENDING = SimpleNamespace(
    casework=SimpleNamespace(
        minutes_per_managed_case=60.0, gap_follow_up=4.0, minutes_per_contact=45.0
    )
)


@pytest.mark.parametrize(
    ("profile", "gap", "coverage", "effectiveness", "holder", "minutes"),
    [
        (FOERDER, 4, 0.5, 1.0, OFFICER, 100.0),  # one unit of weight at 100 minutes
        (FOERDER, 5, 0.5, 1.0, NO_HOLDER, 100.0),
        (ENTWICKLUNG, 4, 0.5, 1.0, CASE_MANAGER, 160.0),  # half of them are covered, u = 0.4
        (ENTWICKLUNG, 4, 0.25, 1.0, OFFICER, 100.0),  # a quarter is
        (ENTWICKLUNG, 5, 0.25, 1.0, NO_HOLDER, 100.0),
        (ENTWICKLUNG, 4, 2.0, 1.0, CASE_MANAGER, 220.0),  # twice as many minutes as cases
        (FOERDER, 4, 0.5, 0.9, OFFICER, 90.0),  # transition
    ],
)
def test_who_holds_a_case(
    profile: int, gap: int, coverage: float, effectiveness: float, holder: int, minutes: float
) -> None:
    someone = person(profile=profile, contact_gap=gap, weight=1.0, receipt=1)
    gone = person(profile=profile, contact_gap=gap, weight=1.0, holder=OFFICER, attention=7.0)
    space = SimpleNamespace(
        coverage=coverage, effectiveness=effectiveness, minutes_per_weight=100.0
    )
    state = few([someone, gone], par=ATTENDING, spaces=space)
    assert LOOPS.casework.attend(state, 0, 2, 0.4, 0.0) == 1  # who may have an appointment
    assert state.active[0] == 0
    assert (someone.contact_gap, gone.contact_gap) == (gap + 1, gap)
    assert someone.holder == holder
    assert someone.attention == pytest.approx(minutes)
    assert (gone.holder, gone.attention) == (OFFICER, 7.0)  # left alone out of receipt


def test_minutes_are_shared_by_weight_and_by_cases() -> None:
    """Ten units of weight share 1,000 minutes; case managers have time for two of four cases."""
    lever = SimpleNamespace(
        teams_by_sozialraum=1.0, spend_as_casework=0.0, setup_share=0.0, setup_time=1.0,
        membership=0.0, case_minutes=1.0, conference_frequency=0.0, attendance_placement=0.0,
        attendance_benefits=1.0, attendance_case_management=0.0, coordination_limit=0.0,
        everyday_coordination=0.0, measure_planning=0.0,
    )  # fmt: skip
    place = SimpleNamespace(
        officers=1.0, minutes_per_officer=1000.0, case_managers=1.0, minutes_per_case_manager=120.0,
        benefits_staff=1.0, minutes_per_benefits_staff=300.0,
    )  # fmt: skip
    space = SimpleNamespace(lever=0, stock=20, far=4, weight=int(10 * FIXED), ramp=1.0,
                            on_cases=0, owed=0.0, owed_by_members=0.0, reach=0.5)  # fmt: skip
    par = SimpleNamespace(
        place=place,
        casework=SimpleNamespace(
            minutes_per_managed_case=60.0, minutes_per_claimant=30.0, conference_length=150.0,
            conference_heads=2.0, case_own=0.5, coordination_most=0.9, table_pace=0.2,
        ),
        switches=SimpleNamespace(fixed_minutes=1.0),
    )  # fmt: skip
    jobcenter = SimpleNamespace(membership=0, sozialraum=-1, minutes=0.0)
    state = few(par=par, spaces=space, levers=lever, institutions=jobcenter)
    LOOPS.minutes.share_minutes(state, 0)
    assert space.minutes_per_weight == pytest.approx(100.0)
    assert space.coverage == pytest.approx(0.5)
    assert space.pace == pytest.approx(0.55)  # 300 minutes for 20 of 30; a tenth by the table


@table(
    [
        case("enough minutes", RULES.pace_of_claims, 1.0, minutes=600.0, claimants=20,
             per_claimant=30.0, at_the_table=0.0),
        case("more than enough", RULES.pace_of_claims, 1.0, minutes=900.0, claimants=20,
             per_claimant=30.0, at_the_table=0.0),
        case("settled at the table", RULES.pace_of_claims, 1.1, minutes=900.0, claimants=20,
             per_claimant=30.0, at_the_table=0.1),
        case("half of them", RULES.pace_of_claims, 0.5, minutes=300.0, claimants=20,
             per_claimant=30.0, at_the_table=0.0),
        case("nobody claims: nobody waits", RULES.pace_of_claims, 1.0, minutes=0.0, claimants=0,
             per_claimant=30.0, at_the_table=0.0),
        case("no staff", RULES.pace_of_claims, 0.0, minutes=0.0, claimants=20, per_claimant=30.0,
             at_the_table=0.1),
    ]
)  # fmt: skip
def test_claims_need_staff(case: Case) -> None:
    case.check()


@pytest.mark.parametrize("others", [0, 9])
def test_only_people_in_receipt_get_attention(others: int) -> None:
    someone = person(receipt=1, weight=2.0)
    everybody = [person(weight=1.0, attention=7.0) for _ in range(others)] + [someone]
    space = SimpleNamespace(coverage=0.0, effectiveness=1.0, minutes_per_weight=8.0)
    state = few(everybody, par=ATTENDING, spaces=space)
    rows = len(everybody)
    assert LOOPS.casework.attend(state, 0, rows, 1.0, 0.29) == 1  # 1 − e^−16/45 = 0.3
    assert (state.active[0], someone.attention, someone.contact_gap) == (others, 16.0, 1)
    assert all(other.attention == 7.0 for other in everybody[:-1])
    assert LOOPS.casework.attend(state, 0, rows, 1.0, 0.31) == 0


def test_everybody_gets_what_holds_in_the_own_sozialraum_and_form() -> None:
    par = SimpleNamespace(
        casework=topic(
            "casework",
            **{
                **vars(ATTENDING.casework), "trust_rest": 0.5, "trust_drift": 0.0,
                "motivation_rest": 0.5, "motivation_drift": 0.0, "motivation_participation": 0.0,
                "participation_middle": 5.5, "consent_level": 0.8, "consent_trust": 0.0,
                "consent_sanction": 0.1,
            },
        ),
        switches=SimpleNamespace(trust_setting=1.0),
    )  # fmt: skip
    spaces = [
        SimpleNamespace(coverage=0.0, effectiveness=1.0, minutes_per_weight=float(s))
        for s in range(9)
    ]
    someone = person(receipt=1, weight=2.0, sozialraum=8, lever=8)
    levers = [SimpleNamespace(sanctions=float(row)) for row in range(9)]
    state = few([someone], par=par, spaces=spaces, levers=levers)
    LOOPS.casework.attend(state, 0, 1, 1.0, 0.999)
    assert RULES.attend_to(someone, spaces[8], par.casework, (1.0, 0.29))
    assert (someone.attention, someone.contact_gap) == (16.0, 2)  # 1 − e^−16/45 = 0.3
    LOOPS.casework.drift(state, 0, 1, 0.05)
    assert not someone.consent  # 0.8 − 0.1 · 8 = 0
    RULES.drift_on(someone, 0.0, False, par.casework, 0.05)
    assert someone.consent
