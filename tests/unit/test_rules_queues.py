"""Queues of institutions: who comes next, computed by hand."""

from types import SimpleNamespace

import numpy as np
import pytest
from testkit.rules import LOOPS, RULES, counted, few, person, tally

from model.vocabulary import (
    CRISIS,
    DEBT,
    HANDOVER,
    HEALTH,
    IN_SERVICE,
    RECOGNISED,
    VOCATIONAL,
    WAITING,
)


@pytest.mark.parametrize("length", [1, 2, 3, 7, 20])
def test_a_queue_is_called_in_the_order_of_keys(length: int) -> None:
    keys = np.array([(number * 7919) % 1009 for number in range(length)], np.uint64)
    rows, expected = np.arange(length), np.argsort(keys)
    RULES.make_queue(rows, keys)
    for left in range(length, 0, -1):
        RULES.call_next(rows, keys, left)
    assert rows[::-1].tolist() == expected.tolist()  # who was called stands behind, last first


def test_sinking_stops_where_nobody_behind_comes_first() -> None:
    rows, keys = [0, 1, 2, 3, 4], [5, 1, 4, 6, 2]
    RULES.sink(rows, keys, 0, 5)
    assert (rows, keys) == ([1, 4, 2, 3, 0], [1, 2, 4, 6, 5])
    RULES.sink(rows, keys, 0, 5)
    assert rows == [1, 4, 2, 3, 0]


def test_everybody_stands_in_one_line() -> None:
    order = [(2, 7), (0, 5), (2, 3), (0, 1)]
    keys = [
        RULES.queue_key(institution=j, order=months, identity=np.uint64(1), k=0)
        for j, months in order
    ]
    ends = np.array([0, 0, 0])
    rows = np.zeros(4, np.int32)
    sorted_keys = np.zeros(4, np.uint64)
    RULES.stand_in_line([10, 11, 12, 13], keys, ends, rows, sorted_keys)
    assert ends.tolist() == [2, 2, 4]
    assert rows.tolist() == [11, 13, 10, 12]
    assert [int(key >> np.uint64(44)) // 4096 for key in sorted_keys] == [0, 0, 2, 2]


def test_a_key_tells_institution_and_need() -> None:
    key = RULES.queue_key(institution=109, order=3999, identity=np.uint64(2**40 - 1), k=13)
    assert (RULES.institution_of_key(key), RULES.need_of_key(key)) == (109, 13)


def test_waiting_goes_on_until_it_is_too_long() -> None:
    par, counts = SimpleNamespace(give_up=24.0, cooldown=6.0), tally()
    someone = person(
        stage={HEALTH: WAITING, DEBT: WAITING, CRISIS: IN_SERVICE, VOCATIONAL: RECOGNISED},
        clock={HEALTH: 23, DEBT: 24, CRISIS: 5, VOCATIONAL: 7},
        busy=3,
    )
    RULES.wait_on(someone, par, counts)
    assert counted(counts) == {"waiting": 1}
    assert [someone.clock[k] for k in (HEALTH, DEBT, CRISIS, VOCATIONAL)] == [24, -6, 5, 7]
    assert (someone.stage[DEBT], someone.busy, someone.pending) == (RECOGNISED, 2, 1 << DEBT)


def test_needs_with_which_somebody_can_be_admitted() -> None:
    someone = person(
        id=np.uint64(3),
        stage={HEALTH: WAITING, DEBT: WAITING, CRISIS: IN_SERVICE},
        clock={HEALTH: -1, DEBT: 4, CRISIS: 5},
        provider={DEBT: 2},
        form={DEBT: HANDOVER},
    )
    assert RULES.can_be_admitted(someone) == 1 << DEBT  # health is still assessed
    turn = RULES.turn_of(someone, DEBT, 3.0)
    order = RULES.queue_order(clock=4, guided=True, bonus=3.0)
    assert turn == RULES.queue_key(institution=2, order=order, identity=np.uint64(3), k=DEBT)


def test_stock_is_taken_at_every_institution() -> None:
    first = person(
        id=np.uint64(1), busy=3, stage={HEALTH: WAITING, DEBT: WAITING, CRISIS: IN_SERVICE},
        provider={HEALTH: 0, DEBT: 1, CRISIS: 1}, form={CRISIS: HANDOVER}, clock={HEALTH: -1},
    )  # fmt: skip
    second = person(id=np.uint64(2), busy=1, stage={HEALTH: IN_SERVICE}, provider={HEALTH: 1})
    nobody = person(id=np.uint64(3))
    empty = {"queue": 0, "used": 0, "used_guided": 0}
    institutions = [SimpleNamespace(**empty), SimpleNamespace(**empty)]
    par = SimpleNamespace(pipeline=SimpleNamespace(queue_bonus=3.0))
    state = few([first, second, nobody], par=par, institutions=institutions)
    LOOPS.admission.take_stock(state, 0, 0, 3)
    assert vars(institutions[0]) == {"queue": 1, "used": 0, "used_guided": 0}
    assert vars(institutions[1]) == {"queue": 1, "used": 2, "used_guided": 1}
    assert state.marks == [1, 0, 0]  # one need of the first can be admitted
    assert state.turns[0] == RULES.turn_of(first, DEBT, 3.0)
