"""Other clients and appointments: cases computed by hand."""

from types import SimpleNamespace

import numpy as np
import pytest
from testkit.rules import LOOPS, RULES, Case, case, counted, few, person, table, tally

from model.processes.others import COME, COME_AGAIN, D_OTHERS, END, LEAVE_HELD
from model.tally import FIXED
from model.vocabulary import CO_LOCATED, COLD, DEBT, HANDOVER, HEALTH, MOTHER, N_NEEDS

FORM = {"form_odds": 1.0, "trust": 0.5, "per_trust": 0.8, "shift": 0.0}


@table(
    [
        case("nobody breaks off", RULES.mean_stay, 6.0, duration=6.0, drop_out=0.0),
        # 1 + ½ + ¼
        case("half a month", RULES.mean_stay, 1.75, duration=3.0, drop_out=0.5),
        case("below the mean", RULES.rounded, 2, value=2.4, u=0.5),
        case("above it", RULES.rounded, 3, value=2.4, u=0.7),
        # of 10 free places 2 go to those ahead, 8 · 3/4 to others
        case("in proportion", RULES.places_for_others, 6.0, free=10, ahead=2, waiting=30,
             people=10),
        case("all are ahead", RULES.places_for_others, 0.0, free=2, ahead=5, waiting=30, people=10),
        case("nobody else waits", RULES.places_for_others, 0.0, free=2, ahead=0, waiting=0,
             people=0),
        case("as Little says", RULES.wait_of_others, 1.5, waiting=100, demand=40.0),
        case("who asked just now", RULES.wait_of_others, 0.0, waiting=30, demand=40.0),
        case("nobody asks", RULES.wait_of_others, 0.0, waiting=0, demand=0.0),
        case("nobody comes", RULES.poisson, 0, expected=2.0, u_first=0.13, u_second=0.5),
        # e^−2 · (1 + 2) = 0.406
        case("one comes", RULES.poisson, 1, expected=2.0, u_first=0.40, u_second=0.5),
        case("two come", RULES.poisson, 2, expected=2.0, u_first=0.41, u_second=0.5),
        case("counting stops", RULES.poisson, 128, expected=2.0, u_first=1.1, u_second=0.5),
        case("many: the normal way", RULES.poisson, 100, expected=100.0, u_first=0.5,
             u_second=0.25),
        # 0.4 / 0.8
        case("half of them ask", RULES.ask_chance, 0.5, arrival=0.4, kept=0.8, **FORM),
        # odds 2/3 · 1.5 and 4 · 1.5: ½ / (6/7)
        case("brought in person", RULES.ask_chance, 7 / 12, arrival=0.4, kept=0.8,
             **FORM | {"form_odds": 1.5}),
        case("never above one", RULES.ask_chance, 1.0, arrival=0.9, kept=0.8, **FORM),
        # (9 − 4) · 2 places until the wait is as long as the limit
        case("a quarter can be sent", RULES.share_sent, 0.25, wait=4.0, limit=9.0, flow=2.0,
             wanted=40),
        case("room for all", RULES.share_sent, 1.0, wait=4.0, limit=9.0, flow=2.0, wanted=5),
        case("nobody was to be sent", RULES.share_sent, 0.5, wait=8.5, limit=9.0, flow=1.0,
             wanted=0),
        case("the wait is too long", RULES.share_sent, 0.0, wait=10.0, limit=9.0, flow=2.0,
             wanted=40),
    ]
)  # fmt: skip
def test_others(case: Case) -> None:
    case.check()


def test_missed_appointments_grow_with_the_wait_as_published() -> None:
    """P16: 27 % after six weeks and a half, 44 % after five months, from one chance."""
    kept = [RULES.arrival_chance(0.786, 1.0, weeks, 0.95, 0.5, 0.0, 0.0) for weeks in (6.5, 21.7)]
    assert 1.0 - kept[0] == pytest.approx(0.27, abs=0.01)
    assert 1.0 - kept[1] == pytest.approx(0.45, abs=0.01)


def test_odds_by_how_somebody_was_referred() -> None:
    par = SimpleNamespace(handover_odds=1.4, co_location_odds=2.0, manager_odds=1.5)
    forms = (COLD, HANDOVER, CO_LOCATED)
    assert [RULES.odds_of_form(form, False, par) for form in forms] == [1.0, 1.4, 2.0]
    assert RULES.odds_of_form(HANDOVER, True, par) == pytest.approx(2.1)


def needs(**held: float) -> SimpleNamespace:
    months = np.zeros(N_NEEDS)
    months[MOTHER] = held.get("mother", 0.0)
    return SimpleNamespace(duration=[4.0] * N_NEEDS, drop_out=[0.0] * N_NEEDS, held=months)


def test_a_stay_is_the_mean_over_the_needs_with_what_is_held() -> None:
    found = needs(mother=36.0)
    assert RULES.stay_at(1 << DEBT, found) == 4.0
    assert RULES.stay_at(1 << MOTHER, found) == 40.0
    assert RULES.stay_at(1 << MOTHER | 1 << HEALTH, found) == 22.0
    assert RULES.stay_at(0, found) == 1.0
    assert [RULES.longest_held(1 << k, found) for k in (MOTHER, DEBT)] == [36.0, 0.0]


def house(**changes: float) -> SimpleNamespace:
    empty = dict.fromkeys(
        ("used", "used_guided", "others", "others_waiting", "held", "reserved", "demand"), 0
    )
    first = {"serves": 1 << DEBT, "place_class": 2, "places": 40.0, "open_places": 40}
    return SimpleNamespace(**{**empty, **first, **changes})


def world(draws: dict[int, float], *houses: SimpleNamespace, on: float = 1.0) -> SimpleNamespace:
    par = SimpleNamespace(
        needs=needs(mother=36.0),
        switches=SimpleNamespace(other_clients=on, wait_decay=1.0),
        demand=SimpleNamespace(others=[0.0, 0.0, 0.8] + [0.0] * 5),
        pipeline=SimpleNamespace(kept=0.8, week_odds=0.95, weeks_per_month=4.0),
    )
    return few([], draws={D_OTHERS: draws}, par=par, institutions=[house(), *houses])


def test_others_end_and_ask() -> None:
    """40 places with stays of 4 months: 0.8 of 10 a month come, of whom 0.8 would keep it: 10."""
    draws = {END: 0.6, COME: 0.001, COME_AGAIN: 0.5, LEAVE_HELD: 0.5}
    one = house(others=10)
    town = world(draws, one)
    LOOPS.others.come(town, 0)
    assert one.demand == pytest.approx(10.0)
    assert one.others == 7  # 2.5 + 0.6 end
    assert one.others_waiting == RULES.poisson(10.0, 0.001, 0.5)
    assert counted(town.tally[0]) == {"others_asked": one.others_waiting, "others_ended": 3}


@pytest.mark.parametrize(("changes", "on"), [({}, 0.0), ({"place_class": -1}, 1.0)])
def test_without_class_or_switch_nobody_else_comes(changes: dict[str, float], on: float) -> None:
    one = house(**changes)
    LOOPS.others.come(world({}, one, on=on), 0)
    assert (one.others, one.others_waiting, one.demand) == (0, 0, 0)


def test_held_places_become_free_until_school() -> None:
    one = house(serves=1 << MOTHER, held=72, place_class=-1)
    LOOPS.others.come(world({LEAVE_HELD: 0.5}, one), 0)
    assert one.held == 70


def test_a_place_is_free_if_nobody_has_it_and_it_is_kept_for_nobody() -> None:
    full = house(used=10, used_guided=4, others=20, held=5, open_places=40, reserved=3)
    assert RULES.free_places(full) == 5 + min(0, 4 - 3)
    assert RULES.free_places(house(used=2, others=3, open_places=10, reserved=8)) == 0
    assert RULES.is_taken(house(used=10, others=20, held=10))
    assert not RULES.is_taken(house(used=10, others=20, held=9))


def test_others_begin_in_proportion_and_miss_appointments() -> None:
    one, counts = house(others=30, others_waiting=12), tally()
    RULES.begin_others(one, counts, 2, 4, 0.5, 0.4, 0.0)  # 8 places: 8 · 12 / 16 = 6, and 12 offers
    assert (one.others, one.others_waiting) == (36, 0)
    assert counted(counts) == {"others_begun": 6, "others_missed": 6}
    nobody = house(others=40, others_waiting=12)
    RULES.begin_others(nobody, tally(), 0, 4, 0.5, 0.4, 0.0)
    assert (nobody.others, nobody.others_waiting) == (40, 12)
    alone = house(others=30, others_waiting=0)
    RULES.begin_others(alone, tally(), 0, 4, 0.5, 0.4, 0.0)
    assert (alone.others, alone.others_waiting) == (30, 0)


@pytest.mark.parametrize(
    ("months", "missed", "expected"),
    [
        (0, 0.25, {}),  # at once: no wait to be looked at
        (1, 0.0, {"given_debt_short": 1}),
        (2, 0.25, {"given_debt_short": 1, "missed_debt_short": FIXED / 4}),
        (3, 0.25, {}),  # neither as recipients nor as earners are said to wait
        (4, 0.5, {"given_debt_long": 1, "missed_debt_long": FIXED / 2}),
        (6, 0.0, {"given_debt_long": 1}),
        (7, 0.25, {}),
    ],
)
def test_appointments_for_debts_are_counted_by_months_of_waiting(
    months: int, missed: float, expected: dict[str, float]
) -> None:
    counts = tally()
    RULES.count_debt(counts, months, missed)
    assert counted(counts) == expected


def test_who_does_not_ask_pauses_and_keeps_the_need() -> None:
    someone = person(pending=0b001)
    RULES.not_asked(someone, 2, 6.0)
    assert (someone.clock[2], someone.pending) == (-6, 0b101)
