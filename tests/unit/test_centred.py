"""Whether the shipped world lies in the middle of the posterior: with a made-up model."""

from collections.abc import Mapping

import pytest

from analysis.ask.centred import HEADLINE, OUTCOME, PATTERN, centred, share_inside
from analysis.measures.outcomes import HEADLINES
from model.errors import InputError

PLACE = "oberhausen-2015"
FIRST, SECOND = (outcome.name for outcome in HEADLINES[:2])


def spread(values: Mapping[str, float], seed: int) -> dict[str, float]:
    """Draws by a parameter of theirs; the shipped world in the middle of one, far from others."""
    at = values.get("search.base", -1.8)
    off = values.get("search.base", -9.0)
    return {FIRST: at, SECOND: off, "children_with_but": 3.0, "pattern.integration_rate": at}


def test_what_lies_in_the_middle_and_what_does_not() -> None:
    table = centred(PLACE, draws=20, seeds=2, jobs=1, quiet=True, simulator=spread)
    inside = table.set_index("name")["inside"]
    assert inside[FIRST]
    assert not inside[SECOND]
    assert inside["pattern.integration_rate"]
    assert share_inside(table, HEADLINE) == pytest.approx(0.5)
    assert share_inside(table, PATTERN) == pytest.approx(1.0)
    assert not (table["kind"] == OUTCOME).any(), "what never differs cannot lie anywhere"


def test_a_place_without_a_posterior_is_refused(tmp_path: object) -> None:
    with pytest.raises(InputError):
        centred(str(tmp_path), simulator=spread)
