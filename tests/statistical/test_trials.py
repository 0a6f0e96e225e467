"""Trials that were run elsewhere are run again in the model, and give what is published.

Nothing is fitted to them: elasticities and factors of joint work are priors that no pattern moves,
and here it is seen whether they still come out with contacts, queues, lock-in and matching between;
places of day care and work of mothers are no input at all.

Power. Both arms begin as one world and share their luck; what is said of all seeds together has a
standard error (leaving each seed out in turn) that the table in model/TRACE.md shows. A third of
the band or less is asked for here, so that a model whose effect lies a whole band off is missed in
fewer than one of a hundred cases. Bands are wide because trials disagree, not because runs do.
"""

import pytest

from experiments.trials.table import Result, results

pytestmark = [pytest.mark.statistical, pytest.mark.slow]


@pytest.fixture(scope="module")
def found() -> list[Result]:
    return results()


def test_the_model_agrees_with_every_trial_but_those_that_are_named(found: list[Result]) -> None:
    missed = {one.published.measure: round(one.value, 2) for one in found if not one.holds}
    marked = {one.published.measure for one in found if one.published.may_miss}
    assert set(missed) == marked, f"missed: {missed}; marked: {marked}"


def test_chance_does_not_decide(found: list[Result]) -> None:
    for one in found:
        assert one.error <= (one.published.high - one.published.low) / 3.0, one.published.measure
