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


def keys_of(turns: list[tuple[int, int, int]]) -> np.ndarray:
    """Keys of so many (institution, order, identity), all with the same need."""
    return np.array(
        [RULES.queue_key(j, order, np.uint64(identity), 0) for j, order, identity in turns],
        np.uint64,
    )


@pytest.mark.parametrize("length", [1, 2, 3, 7, 20])
def test_who_waits_equally_long_is_put_in_turn(length: int) -> None:
    keys = keys_of([(4, 7, number * 7919 % 1009) for number in range(length)] + [(4, 9, 0)])
    rows, expected = np.arange(length + 1), np.argsort(keys[:length])
    assert RULES.put_in_turn(rows, keys, 0) == length
    assert rows.tolist() == [*expected.tolist(), length]
    assert (np.diff(keys) > 0).all()


def test_those_before_keep_their_place() -> None:
    keys = keys_of([(0, 3, 9), (0, 4, 5), (0, 4, 2)])
    rows = np.array([0, 1, 2])
    assert RULES.put_in_turn(rows, keys, 1) == 3
    assert rows.tolist() == [0, 2, 1]


def test_orders_span_what_occurs() -> None:
    keys = keys_of([(2, 7, 1), (0, 5, 1), (2, 3, 1)])
    assert RULES.span_of_orders(keys, 3) == (3, 5)
    assert RULES.span_of_orders(keys, 2) == (5, 3)
    assert RULES.span_of_orders(keys, 0)[1] == 0


def test_everybody_stands_in_one_line() -> None:
    keys = keys_of([(2, 4, 1), (0, 5, 1), (2, 3, 1), (0, 3, 1), (2, 3, 0)])
    ends = np.zeros(3 * 3, np.int64)
    rows, sorted_keys = np.zeros(5, np.int32), np.zeros(5, np.uint64)
    RULES.stand_in_line([10, 11, 12, 13, 14], keys, (3, 3), ends, rows, sorted_keys)
    assert ends.tolist() == [1, 1, 2, 2, 2, 2, 4, 5, 5]
    assert rows.tolist() == [13, 11, 12, 14, 10]
    assert [RULES.institution_of_key(key) for key in sorted_keys] == [0, 0, 2, 2, 2]
    assert [RULES.order_of_key(key) for key in sorted_keys] == [3, 5, 3, 3, 4]


def test_a_key_tells_institution_and_need() -> None:
    key = RULES.queue_key(institution=109, order=3999, identity=np.uint64(2**40 - 1), k=13)
    assert (RULES.institution_of_key(key), RULES.order_of_key(key)) == (109, 3999)
    assert RULES.need_of_key(key) == 13
    same_turn = RULES.queue_key(institution=109, order=3999, identity=np.uint64(7), k=2)
    assert RULES.place_of_key(key) == RULES.place_of_key(same_turn)


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
    LOOPS.queues.take_stock(state, 0, 0, 3)
    assert vars(institutions[0]) == {"queue": 1, "used": 0, "used_guided": 0}
    assert vars(institutions[1]) == {"queue": 1, "used": 2, "used_guided": 1}
    assert state.marks == [1, 0, 0]  # one need of the first can be admitted
    assert state.turns[0] == RULES.turn_of(first, DEBT, 3.0)
