"""What an appointment does to a person: cases by hand."""

from types import SimpleNamespace
from typing import Any

import pytest
from testkit.rules import LOOPS, RULES, counted, few, person, tally

from model.skipping.appointments import TRUST_STEPS
from model.streams import Decision
from model.vocabulary import (
    CASE_MANAGER,
    DEBT,
    DONE,
    HEALTH,
    IN_SERVICE,
    LONG_AGO,
    MIGRATED,
    N_NEEDS,
    OFFICER,
    RECOGNISED,
    VOCATIONAL,
    WAITING,
)


def parameters(**switches: float) -> SimpleNamespace:
    """Numbers that are easy to reckon with; switches on unless said."""
    on = {"sanctions": 1.0, "trust_setting": 1.0, "recognition": 1.0, "unrecognised_needs": 1.0}
    return SimpleNamespace(
        casework=SimpleNamespace(
            minutes_per_contact=45.0, missed=0.2, missed_trust=1.5, sanction_rate=0.5,
            sanction_trust=0.15, stigma_contact=0.02, trust_manager=0.04, trust_contact=0.02,
            motivation_contact=0.1, manager_recognition=2.0, foreign_pillar=0.35,
            isolation_below=0.35, agh_from=12, trust_rest=0.45, trust_drift=0.1,
            motivation_rest=0.4, motivation_drift=0.5, motivation_participation=0.1,
            participation_middle=5.5, consent_level=0.8, consent_trust=0.5, consent_sanction=0.1,
        ),
        needs=SimpleNamespace(
            duration=[6.0 if k in (HEALTH, DEBT, VOCATIONAL) else 0.0 for k in range(N_NEEDS)],
            recognition=[0.2] * N_NEEDS,
            own_pillar=[float(k == VOCATIONAL) for k in range(N_NEEDS)],
            participation=[0.5 * (k == DEBT) for k in range(N_NEEDS)],
        ),
        switches=SimpleNamespace(**{**on, **switches}),
    )  # fmt: skip


SANCTIONS = SimpleNamespace(sanctions=1.0, cross_recognition=0.0)


def missed_by_trust(par: SimpleNamespace) -> SimpleNamespace:
    """Chance of missing an appointment at steps of trust, as `model.lookup` has it."""
    steps = TRUST_STEPS
    missed = [
        RULES.missed_chance(step / steps, par.casework.missed, par.casework.missed_trust)
        for step in range(steps + 1)
    ]
    return SimpleNamespace(missed=missed)


def appointment(
    who: SimpleNamespace, made: float, missed: float, sanctioned: float, **switches: float
) -> tuple[bool, dict[str, int]]:
    """Whether an appointment is held, if the loop sees that there may be one; and the counts."""
    par, holder = parameters(**switches), who.holder
    par.casework = SimpleNamespace(
        **vars(par.casework), minutes_per_managed_case=60.0, gap_follow_up=4.0
    )
    who.weight = 1.0
    space = SimpleNamespace(coverage=0.0, effectiveness=1.0, minutes_per_weight=who.attention)
    state = few([who], par=par, spaces=space)
    asked = LOOPS.casework.attend(state, 0, 1, 1.0, made)
    who.holder = holder  # as the case has it
    if not asked:
        return False, {}
    counts, own = state.tally[0], par.casework
    if not RULES.is_made(made, who.attention, own.minutes_per_contact):
        return False, {}
    held = not RULES.is_missed(missed, who.trust, own, missed_by_trust(par))
    if held:
        RULES.hold(who, own, counts)
    else:
        RULES.miss(who, SANCTIONS, par, counts, sanctioned)
    return held, counted(counts)


def client(**changes: Any) -> SimpleNamespace:
    return person(
        **{
            "receipt": 1,
            "trust": 0.5,
            "motivation": 0.5,
            "attention": 45.0,
            "contact_gap": 3,
            **changes,
        }
    )


@pytest.mark.parametrize(
    ("who", "made", "held"),
    [
        ({}, 0.632, True),  # 1 − 1/e = 0.63212
        ({}, 0.633, False),
        ({"attention": 0.0}, 0.0, False),
        ({"pupil": 1}, 0.632, True),  # whoever gets minutes gets appointments
        ({"attention": 1.0}, 0.021, True),  # 1 − e^−1/45 = 0.02198
        ({"attention": 1.0}, 0.0221, False),  # between the chance and its ceiling of 1/45
    ],
)
def test_minutes_make_appointments(who: dict[str, Any], made: float, held: bool) -> None:
    someone = client(**who)
    assert appointment(someone, made, 0.9, 0.9) == (held, {"contacts": 1} if held else {})
    assert someone.contact_gap == (0 if held else 4)


def test_bounds_decide_as_the_chance_does() -> None:
    par = parameters().casework
    for u in (0.0, 0.2, 0.632, 0.633, 1.0):
        assert RULES.is_made(u, 45.0, 45.0) is (u < 0.63212)  # 1 − 1/e
    table = missed_by_trust(parameters())
    for u in (0.0, 0.19, 0.1999, 0.2001, 0.5):
        assert RULES.is_missed(u, 0.5, par, table) is (u < 0.2)
        assert RULES.is_missed(u, 1.0, par, table) is (u < 0.105619)


def test_out_of_receipt_there_are_no_appointments() -> None:
    someone = client(receipt=0)
    assert appointment(someone, 0.0, 0.9, 0.9) == (False, {})
    assert someone.contact_gap == 3  # and the time without one is not counted
    alone = client(contact_gap=LONG_AGO)
    appointment(alone, 0.99, 0.9, 0.9)
    assert alone.contact_gap == LONG_AGO


def test_a_contact_builds_trust_and_motivation() -> None:
    someone = client(holder=OFFICER)
    appointment(someone, 0.0, 0.9, 0.9)
    assert someone.trust == pytest.approx(0.51)  # 0.5 + 0.02 · ½
    assert someone.motivation == pytest.approx(0.55)
    assert someone.stigma == pytest.approx(0.02 * 0.49)
    managed = client(holder=CASE_MANAGER)
    appointment(managed, 0.0, 0.9, 0.9)
    assert managed.trust == pytest.approx(0.52)


def test_missed_and_sanctioned() -> None:
    someone = client()
    assert appointment(someone, 0.0, 0.19, 0.49) == (False, {"missed": 1, "sanctions": 1})
    assert someone.trust == pytest.approx(0.35)
    assert someone.stigma == pytest.approx(0.02)
    assert appointment(client(), 0.0, 0.19, 0.51) == (False, {"missed": 1})
    assert appointment(client(), 0.0, 0.19, 0.0, sanctions=0.0) == (False, {"missed": 1})
    assert appointment(client(), 0.0, 0.21, 0.0) == (True, {"contacts": 1})
    distrustful = client(trust=0.1)
    appointment(distrustful, 0.0, 0.0, 0.0)
    assert distrustful.trust == 0.0


def recognised(
    who: SimpleNamespace,
    u: float,
    cross: float = 0.0,
    carried: float = 1.0,
    contacts: int = 1,
    **switches: float,
) -> list[int]:
    lever = SimpleNamespace(cross_recognition=cross)
    counts = tally()
    par = parameters(**switches)
    seen = RULES.needs_seen(who, lever, [carried] * N_NEEDS, par, contacts, u) & RULES.unnoticed(
        who, par.casework
    )
    RULES.recognise(who, seen, counts)
    found = [k for k in range(N_NEEDS) if who.stage[k] == RECOGNISED]
    assert counts.recognised == len(found)
    return found


def test_what_can_come_to_light() -> None:
    par = parameters().casework
    for changes, seen in (
        ({}, True),
        ({"has": {}}, False),
        ({"stage": {HEALTH: RECOGNISED}}, False),
        ({"clock": {HEALTH: -1}}, False),  # held back
        ({"mitigated": {HEALTH: 1.0}, "eased": 1}, False),
        ({"mitigated": {HEALTH: 0.9}, "eased": 1}, True),
    ):
        someone = client(**{"has": {HEALTH: 1}, **changes})
        there = RULES.unnoticed(someone, par) & 1 << HEALTH
        assert bool(there and not RULES.is_mitigated(someone, HEALTH)) is seen


def test_needs_of_other_pillars_are_seen_less() -> None:
    def someone(**changes: Any) -> SimpleNamespace:
        needs = {VOCATIONAL: 1, HEALTH: 1, DEBT: 1, MIGRATED: 1}
        return client(**{"has": needs, "relationships": 0.9, **changes})

    # Trust ½: factor 1; vocational 0.2, others 0.07. Migration has no service.
    assert recognised(someone(), 0.06) == [VOCATIONAL, HEALTH, DEBT]
    assert recognised(someone(), 0.08) == [VOCATIONAL]
    assert recognised(someone(), 0.21) == []
    assert recognised(someone(), 0.19, cross=1.0) == [VOCATIONAL, HEALTH, DEBT]
    assert recognised(someone(), 0.19, cross=1.0, carried=0.5) == [VOCATIONAL]  # 0.2 · 0.675
    assert recognised(someone(), 0.19, cross=1.0, recognition=0.0) == [VOCATIONAL]
    assert recognised(someone(holder=CASE_MANAGER), 0.13) == [VOCATIONAL, HEALTH, DEBT]
    assert recognised(someone(trust=0.9), 0.27) == [VOCATIONAL]  # 0.2 · 1.4
    assert recognised(someone(trust=0.9), 0.21, trust_setting=0.0) == []
    assert recognised(someone(), 0.35, contacts=2) == [VOCATIONAL]  # 1 − 0.8² = 0.36
    assert recognised(someone(), 0.37, contacts=2) == []
    # A contact for participation looks at what lifts it as at a need of the own pillars.
    assert recognised(someone(purpose=0.2), 0.19) == [VOCATIONAL, DEBT]
    assert recognised(someone(purpose=1.0), 0.39) == [DEBT]  # and as closely as a case manager
    assert recognised(someone(purpose=1.0, holder=CASE_MANAGER), 0.39) == [VOCATIONAL, DEBT]
    assert recognised(someone(purpose=0.1), 0.19) == [VOCATIONAL]
    assert recognised(someone(), 0.99, unrecognised_needs=0.0) == [VOCATIONAL, HEALTH, DEBT]


@pytest.mark.parametrize("stage", [WAITING, IN_SERVICE, DONE])
def test_a_need_under_way_is_not_recognised_again(stage: int) -> None:
    assert recognised(client(has={HEALTH: 1}, stage={HEALTH: stage}, relationships=1.0), 0.0) == []


def test_mitigated_or_held_back_needs_are_left_alone() -> None:
    solved = client(has={HEALTH: 1}, mitigated={HEALTH: 1.0}, eased=1, relationships=1.0)
    assert recognised(solved, 0.0) == []
    half = client(has={HEALTH: 1}, mitigated={HEALTH: 0.5}, eased=1, relationships=1.0)
    assert recognised(half, 0.0) == [HEALTH]
    paused = client(has={HEALTH: 1}, clock={HEALTH: -1}, relationships=1.0)
    assert recognised(paused, 0.0) == []


def drifted(someone: SimpleNamespace, u: float, **switches: float) -> SimpleNamespace:
    state = few([someone], par=parameters(**switches), levers=SANCTIONS)
    LOOPS.casework.drift(state, 0, 1, u)
    return someone


def test_trust_and_motivation_drift_and_consent_follows() -> None:
    someone = drifted(client(trust=0.65, participation=7.5), 0.79)
    assert someone.trust == pytest.approx(0.63)  # a tenth of the way to 0.45
    assert someone.motivation == pytest.approx(0.55)  # half-way to 0.4 + 0.1 · 2
    assert not someone.consent  # 0.8 + 0.065 − 0.1 = 0.765
    assert drifted(someone, 0.75).consent
    assert drifted(someone, 0.99, trust_setting=0.0).consent
    eager = drifted(client(motivation=1.0, participation=99.0), 0.99)
    assert eager.motivation == 1.0
    broken = drifted(client(motivation=0.0, participation=-99.0), 0.99)
    assert broken.motivation == 0.0


def test_out_of_receipt_nothing_drifts() -> None:
    someone = drifted(client(receipt=0, trust=0.65, participation=7.5, consent=1), 0.99)
    assert (someone.trust, someone.motivation, someone.consent) == (0.65, 0.5, 1)


def test_a_month_of_casework() -> None:
    """The whole step: attention, an appointment, what it brings to light, and drift."""
    par = parameters()
    par.casework = SimpleNamespace(
        **vars(par.casework), minutes_per_managed_case=60.0, gap_follow_up=4.0
    )
    space = SimpleNamespace(coverage=0.0, effectiveness=1.0, minutes_per_weight=45.0,
                            carried=[0.0] * N_NEEDS)  # fmt: skip
    met, unmet = client(has={VOCATIONAL: 1}, relationships=0.9, weight=1.0), client(weight=0.0)
    draws = {Decision.CONTACT: 0.6, Decision.RECOGNITION: 0.1, Decision.CONSENT: 0.5}
    lever = SimpleNamespace(sanctions=0.0, cross_recognition=0.0)
    tables = missed_by_trust(par)
    state = few([met, unmet], draws=draws, par=par, spaces=space, levers=lever, lookup=tables)
    LOOPS.casework.meet(state, 0, 0, 2)
    assert counted(state.tally[0]) == {"contacts": 1, "recognised": 1}
    assert (met.holder, met.attention, met.contact_gap) == (OFFICER, 45.0, 0)
    assert (unmet.attention, unmet.contact_gap) == (0.0, 4)
    assert met.stage[VOCATIONAL] == RECOGNISED
    assert met.trust == pytest.approx(0.51 + 0.1 * (0.45 - 0.51))


@pytest.mark.parametrize(
    ("u", "number"),
    # Mean 1: chances of none, one, two 0.367879, 0.367879, 0.183940; of 1, 2, 3 and more
    # 0.632121, 0.264241, 0.080301.
    [(0.633, 0), (0.632, 1), (0.265, 1), (0.264, 2), (0.0804, 2), (0.0803, 3), (0.0, 8)],
)
def test_several_appointments_a_month(u: float, number: int) -> None:
    assert RULES.appointments(u, 45.0, 45.0) == number
    assert (number == 0) == (u >= RULES.contact_chance(45.0, 45.0))


def test_two_contacts_show_more_than_one() -> None:
    assert RULES.of_several(0.2, 1) == pytest.approx(0.2)
    assert RULES.of_several(0.2, 3) == pytest.approx(0.488)  # 1 − 0.8³


def test_each_appointment_of_a_month_is_kept_or_missed_by_itself() -> None:
    par, who, counts = parameters(), client(attention=45.0), tally()
    bounds = missed_by_trust(par)
    keys = (0.264, {0: 0.19, 1: 0.9}, {0: 0.0, 1: 0.0})  # two: one missed and sanctioned, one kept
    assert RULES.attend_all(who, SANCTIONS, par, counts, bounds, keys) == 1
    assert counted(counts) == {"missed": 1, "sanctions": 1, "contacts": 1}
    assert who.trust == pytest.approx(0.35 + 0.02 * 0.65)  # lost 0.15, then a contact
    assert RULES.attend_all(who, SANCTIONS, par, counts, bounds, (0.9, {}, {})) == 0
