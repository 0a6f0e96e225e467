"""Who knows an offer for a need, and needs that are noted: cases computed by hand."""

from types import SimpleNamespace

import numpy as np
import pytest
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
    institutions = [SimpleNamespace(place_class=2) for _ in range(3)]
    state = few(people, place=place, ties=ties, institutions=institutions)
    state.marks[:], state.active[:] = [DEBT, DEBT, HEALTH], [0, 1, 2]  # health is served nowhere
    assert LOOPS.providers.who_has_offers(state, 0, 3, 0.5) == 1
    assert state.active[0] == 0
    assert counted(state.tally[0]) == {"unknown_offers": 2}
    assert RULES.knows(0.5, 1, DEBT, 2, ties[0, 1], place_class=2)
    assert not RULES.knows(0.5, 1, DEBT, 1, ties[0, 0], place_class=2)
    assert RULES.knows(0.5, 1, DEBT, 1, ties[0, 0], CONTRACTED)  # the Jobcenter buys it itself
    assert RULES.is_bought(SimpleNamespace(place_class=CONTRACTED))
    assert not RULES.is_bought(SimpleNamespace(place_class=2))


def test_nobody_is_sent_where_the_wait_would_be_too_long() -> None:
    par = SimpleNamespace(kept=0.8, full_wait=9.0, full_wait_own=2.0)
    house = SimpleNamespace(
        queue=10, others_waiting=6, open_places=40, wanted=80, place_class=2, wait=0, openness=0
    )
    RULES.open_queue(house, 10.0, par)  # 5 places a month: 3.2 months, room for 5.8 · 5 of 80
    assert (house.wait, house.openness) == (pytest.approx(3.2), pytest.approx(29 / 80))
    assert house.wanted == 0
    assert not RULES.is_full(house, 0.36)
    assert RULES.is_full(house, 0.37)
    assert house.wanted == 2
    house.place_class = CONTRACTED
    RULES.open_queue(house, 10.0, par)
    assert house.openness == 0.0  # what the Jobcenter buys it fills without long queues
    house.others_waiting, house.queue = 0, 0
    RULES.open_queue(house, 10.0, par)
    assert house.openness == 1.0


def test_a_need_that_is_noted_waits_for_a_referral() -> None:
    someone = person(clock={DEBT: -3}, pending=1 << CRISIS)
    RULES.note_need(someone, DEBT)
    assert (someone.stage[DEBT], someone.clock[DEBT]) == (RECOGNISED, 0)
    assert someone.pending == 1 << CRISIS | 1 << DEBT


def test_barriers_drawn_from_a_slot_on() -> None:
    draws = dict.fromkeys(range(40), 0.5) | {20 + DEBT: 0.1, 20 + CRISIS: 0.2}
    assert RULES.drawn_below(draws, 1, 20, 0.15) == 1 << DEBT
    assert RULES.drawn_below(draws, 1, 20, 0.25) == 1 << DEBT | 1 << CRISIS
