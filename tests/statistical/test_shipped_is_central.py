"""The shipped world does not lie far from the middle of the posterior."""

import pytest

from analysis.ask.centred import HEADLINE, OUTCOME, PATTERN, centred, share_inside

pytestmark = [pytest.mark.statistical, pytest.mark.slow]

# 2 of 2 and 91 % were measured with 48 draws and 12 seeds; the bar is 80 % (model/TRACE.md, section
# 6). A headline near an edge of the middle half may fall outside by the seeds that are drawn here.
LEAST = 0.7


def test_a_headline_and_most_outcomes_lie_in_the_middle_half(record_property: object) -> None:
    """40 draws, 10 seeds of the shipped values.

    A world one standard deviation of the draws away from their centre would have hardly any outcome
    inside; of a draw chosen by chance half are. The share of 46 outcomes that hang together has a
    standard deviation of some 0.08 between sets of seeds.
    """
    table = centred("oberhausen-2015", draws=40, seeds=10, quiet=True)
    for kind in (HEADLINE, OUTCOME, PATTERN):
        record_property(kind, share_inside(table, kind))  # type: ignore[operator]
    outside = table.loc[~table["inside"], "name"].tolist()
    assert share_inside(table, HEADLINE) >= 0.5, outside
    assert share_inside(table, OUTCOME) >= LEAST, outside
