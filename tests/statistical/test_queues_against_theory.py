"""Admission and service against the theory of queues, and against Ciw.

One world holds a hundred independent queues; errors come from their spread. Seeds are fixed. Power:
the standard error of a mean wait is below 3 %, so that a wait that is wrong by a sixth is found for
certain (more than 5 errors); every test also shows that it would find a place more or less, or a
service of another length. What counting in months does to waits: tests/unit/test_queue_theory.py.
"""

import math
from functools import cache

import numpy as np
import pytest
from testkit.queue_ciw import ciw_queue, lengths
from testkit.queue_theory import Theory, by_month, erlang_c
from testkit.queue_world import NEVER, Measured, QueueWorld, measured

from model.vocabulary import IN_SERVICE, WAITING

pytestmark = [pytest.mark.statistical, pytest.mark.slow]

SEED = 11
SETTLING, MONTHS, IN_CIW = 300, 4000, 150_000
ERRORS = 4.0  # a difference of more standard errors comes by chance in 1 of 16,000 comparisons
# Places, load, chance to leave in a month.
QUEUES = [(3, 0.7, 1 / 3), (5, 0.8, 1 / 6), (10, 0.85, 1 / 6)]


@cache
def lived(
    places: int, arrivals: float, leaving: float, duration: float = NEVER, give_up: float = NEVER
) -> dict[str, Measured]:
    values = {
        "needs.crisis.drop_out": leaving,
        "needs.crisis.duration": duration,
        "pipeline.give_up": give_up,
    }
    world = QueueWorld(places, arrivals, values, SEED)
    for _ in world.lived(SETTLING):
        pass
    return measured(list(world.lived(MONTHS)))


def agrees(found: dict[str, Measured], theory: Theory) -> bool:
    expected = {"wait": theory.wait, "waits": theory.waits, "queue": theory.queue}
    return all(found[name].away_from(value) < ERRORS for name, value in expected.items())


@pytest.mark.parametrize(("places", "load", "leaving"), QUEUES)
def test_the_queue_is_the_one_of_theory(places: int, load: float, leaving: float) -> None:
    """Poisson arrivals, geometric services, c places: exact values of the Markov chain by month."""
    arrivals = load * places * leaving
    found = lived(places, arrivals, leaving)
    assert found["wait"].error < 0.03 * found["wait"].mean
    assert agrees(found, by_month(places, arrivals, leaving))
    assert found["leaves"].mean == 0.0
    # It can tell: a place more or less, or continuous time, is another queue.
    assert not agrees(found, by_month(places + 1, arrivals, leaving))
    assert not agrees(found, by_month(places - 1, min(arrivals, 0.97 * (places - 1) * leaving),
                                      leaving))  # fmt: skip
    assert not agrees(found, erlang_c(places, arrivals, leaving))


def test_long_services_wait_as_erlang_c_says() -> None:
    """Services of four years in the mean: months are fine steps then, and Erlang-C holds."""
    places, leaving = 5, 1 / 48
    arrivals = 0.7 * places * leaving
    found, theory = lived(places, arrivals, leaving), erlang_c(places, arrivals, leaving)
    assert found["wait"].mean == pytest.approx(theory.wait, rel=0.1)
    assert found["wait"].away_from(theory.wait) < ERRORS
    assert found["waits"].mean == pytest.approx(theory.waits, rel=0.05)


# Places, load, months of a service, chance to break it off in a month, months after which people
# give up waiting. The first two as counselling and as a course, the third overrun.
AGAINST_CIW = [
    (6, 0.85, 6, 0.05, None),
    (4, 0.75, 9, 0.03, None),
    (6, 1.3, 6, 0.05, 6),
]


@pytest.mark.parametrize(("places", "load", "duration", "leaving", "give_up"), AGAINST_CIW)
def test_the_queue_is_the_one_of_ciw(
    places: int, load: float, duration: int, leaving: float, give_up: int | None
) -> None:
    """Services of fixed length with drop-out, and people who give up: no closed form, but Ciw."""
    service = lengths(duration, leaving)
    arrivals = load * places / float(np.dot(*service))
    found = lived(places, arrivals, leaving, float(duration), float(give_up or NEVER))
    other = ciw_queue(places, arrivals, service, IN_CIW, SEED, give_up)
    for name in ("wait", "waits", "leaves"):
        one, two = found[name], other[name]
        assert math.hypot(one.error, two.error) <= 0.06 * max(one.mean, two.mean), name
        if one.error or two.error:
            assert one.away_from(two.mean, two.error) < ERRORS, name
        else:
            assert one.mean == two.mean == 0.0, name
    # It can tell: with services of one month less Ciw has another queue.
    shorter = ciw_queue(places, arrivals, lengths(duration - 1, leaving), IN_CIW, SEED, give_up)
    assert found["wait"].away_from(shorter["wait"].mean, shorter["wait"].error) > 2 * ERRORS


def test_little_s_law_holds_in_every_queue() -> None:
    """Mean queue = arrivals × mean wait: both are counted apart here."""
    places, load, leaving = QUEUES[1]
    arrivals = load * places * leaving
    found = lived(places, arrivals, leaving)
    assert found["queue"].mean == pytest.approx(arrivals * found["wait"].mean, rel=0.02)


def test_who_comes_when_it_is_their_turn() -> None:
    """logit P(arrive) = logit p₀ + weeks · ln 0.95, by months waited, of those offered a place.

    Power: some thousand offers a cell; a decay of 0.94 a week instead would be off by 6 errors.
    """
    values = {"needs.crisis.drop_out": 1 / 4, "pipeline.kept": 0.6,
              "pipeline.week_odds": 0.95}  # fmt: skip
    world = QueueWorld(4, 2.6, values, SEED)
    came, offered = np.zeros(64), np.zeros(64)
    for month in range(1500):
        world.ask()
        before, clock = world.column("stage").copy(), world.column("clock").copy()
        world.admit(world.state, month)
        after = world.column("stage")
        settled = (before == WAITING) & (after != WAITING)
        came += np.bincount(clock[settled & (after == IN_SERVICE)], minlength=64)
        offered += np.bincount(clock[settled], minlength=64)
        world.serve(world.state, month)
        world.free()
    weeks = float(world.state.par[0]["pipeline"]["weeks_per_month"])

    def expected(month: int, decay: float) -> float:
        odds = 0.6 / 0.4 * decay ** (weeks * month)
        return odds / (1.0 + odds)

    cells = [month for month in range(64) if offered[month] > 2000]
    assert len(cells) >= 4

    def furthest(decay: float) -> float:
        gaps = []
        for month in cells:
            p = expected(month, decay)
            gaps.append(
                abs(came[month] / offered[month] - p) / math.sqrt(p * (1 - p) / offered[month])
            )
        return max(gaps)

    assert furthest(0.95) < ERRORS
    assert furthest(0.94) > ERRORS
