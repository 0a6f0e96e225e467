"""When a comparison has enough pairs."""

import pytest
from testkit.fake_results import fake_comparison

from analysis.goal import FIRST_PAIRS, MOST_PAIRS, PAIRS, Goal
from experiments.study.stopping import half_width


def test_a_number_of_pairs_is_that_number() -> None:
    done = fake_comparison(pairs=3)
    assert Goal().first == PAIRS
    assert Goal(pairs=3).first == 3
    assert Goal(pairs=3).following(done.plan, done.results) == 3


def test_precision_asks_for_as_many_as_it_needs() -> None:
    done = fake_comparison(pairs=FIRST_PAIRS, luck=0.02)
    widest = max(done.difference("participation", arm.name).half_width for arm in done.plan.others)
    assert Goal(precision=2 * widest).following(done.plan, done.results) == FIRST_PAIRS
    more = Goal(precision=widest / 1.5).following(done.plan, done.results)
    assert FIRST_PAIRS < more <= 4 * FIRST_PAIRS
    deviation = max(
        done.difference("participation", arm.name).deviation for arm in done.plan.others
    )
    assert half_width(deviation, more) <= widest / 1.5


def test_precision_out_of_reach_ends() -> None:
    done = fake_comparison(pairs=FIRST_PAIRS, luck=0.02)
    count, goal = FIRST_PAIRS, Goal(precision=1e-12)
    assert goal.following(done.plan, done.results) == 4 * count
    assert goal.following(done.plan, [done.results[0]] * MOST_PAIRS) == MOST_PAIRS


@pytest.mark.parametrize(
    ("goal", "key"),
    [
        (Goal(precision=0.0), "precision"),
        (Goal(precision=float("nan")), "precision"),
        (Goal(pairs=3, precision=0.1), "precision"),
        (Goal(precision=0.1, outcome="participaton"), "outcome"),
    ],
)
def test_goals_that_make_no_sense_are_faults(goal: Goal, key: str) -> None:
    assert [fault.key for fault in goal.faults("here")] == [key]


def test_the_nearest_outcome_is_named() -> None:
    assert Goal(outcome="participaton").faults("here")[0].nearest == "participation"
