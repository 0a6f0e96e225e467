"""Who knows an offer for a need, and needs that are noted: cases computed by hand."""

from types import SimpleNamespace

import numpy as np
from testkit.rules import LOOPS, RULES, Grid, Rows, counted, few, person

from model.vocabulary import CONTRACTED, CRISIS, DEBT, HEALTH, N_NEEDS, RECOGNISED


def test_whoever_knows_no_offer_is_left_out() -> None:
    """Two kinds serve debts; the second is not there in the second Sozialraum."""
    first, second = np.array([[0, 1, 2], [0, 1, -1]]), np.zeros((N_NEEDS, 3), np.int64)
    second[DEBT, :2] = 1, 2
    ties = Grid([Rows([SimpleNamespace(knowledge=k) for k in (0.2, 0.6)]) for _ in range(2)])
    place = SimpleNamespace(
        sees=np.zeros(3), kinds_serving=second, institution_of=first, pair_of=np.array([[-1, 0, 1]])
    )
    people = [person(sozialraum=0), person(sozialraum=1), person(sozialraum=0)]
    institutions = [SimpleNamespace(service_class=2, wait=8.9) for _ in range(3)]
    par = SimpleNamespace(pipeline=SimpleNamespace(full_wait=9.0, full_wait_own=2.0))
    state = few(people, place=place, ties=ties, institutions=institutions, par=par)
    state.marks[:], state.active[:] = [DEBT, DEBT, HEALTH], [0, 1, 2]  # health is served nowhere
    assert LOOPS.providers.who_has_offers(state, 0, 3, 0.5) == 1
    assert state.active[0] == 0
    assert counted(state.tally[0]) == {"unknown_offers": 2}
    assert RULES.knows(0.5, 1, DEBT, 2, ties[0, 1], service_class=2)
    assert not RULES.knows(0.5, 1, DEBT, 1, ties[0, 0], service_class=2)
    assert RULES.knows(0.5, 1, DEBT, 1, ties[0, 0], CONTRACTED)  # the Jobcenter buys it itself


def test_nobody_is_sent_where_it_is_full() -> None:
    serving = np.zeros((N_NEEDS, 3), np.int64)
    serving[DEBT, :2] = 1, 2
    place = SimpleNamespace(
        sees=np.zeros(3), kinds_serving=serving, institution_of=np.array([[0, 1, 2]]),
        pair_of=np.array([[-1, 0, 1]]),
    )  # fmt: skip
    ties = Grid([Rows([SimpleNamespace(knowledge=1.0, reach=0.0) for _ in range(2)])])
    waits = [SimpleNamespace(service_class=2, wait=wait, queue=0, places=1.0) for wait in (0, 9, 9)]
    par = SimpleNamespace(
        pipeline=SimpleNamespace(
            full_wait=9.0, full_wait_own=2.0, queue_dislike=0.0, tie_preference=0.0
        )
    )
    lever, space = SimpleNamespace(report_on_services=0.0), SimpleNamespace(reflection=0, reach=0)
    state = few([person(sozialraum=0)], place=place, ties=ties, institutions=waits, par=par,
                levers=lever, spaces=[space])  # fmt: skip
    state.marks[:1], state.active[:1] = [DEBT], [0]
    assert LOOPS.providers.who_has_offers(state, 0, 1, 0.5) == 0
    assert counted(state.tally[0]) == {"full_offers": 1}
    waits[2].wait = 8.0
    waits[1].service_class, waits[1].wait = CONTRACTED, 2.0  # full, as the Jobcenter buys it
    state.active[:1] = [0]
    assert LOOPS.providers.who_has_offers(state, 0, 1, 0.5) == 1
    assert LOOPS.providers.choose_provider(state, 0, DEBT, 0.5) == 2


def test_a_need_that_is_noted_waits_for_a_referral() -> None:
    someone = person(clock={DEBT: -3}, pending=1 << CRISIS)
    RULES.note_need(someone, DEBT)
    assert (someone.stage[DEBT], someone.clock[DEBT]) == (RECOGNISED, 0)
    assert someone.pending == 1 << CRISIS | 1 << DEBT


def test_barriers_drawn_from_a_slot_on() -> None:
    draws = dict.fromkeys(range(40), 0.5) | {20 + DEBT: 0.1, 20 + CRISIS: 0.2}
    assert RULES.drawn_below(draws, 1, 20, 0.15) == 1 << DEBT
    assert RULES.drawn_below(draws, 1, 20, 0.25) == 1 << DEBT | 1 << CRISIS
