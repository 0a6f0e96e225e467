"""One world on several cores is the world on one core, bit by bit."""

import numpy as np
import pytest
from testkit.model_worlds import begun

from model import schedule
from model.schedule import month_of
from model.state import State, copy_state

MONTHS = 14


def lived(cores: int) -> State:
    state = copy_state(begun("production-network"))
    run = month_of(state, cores)
    for month in range(MONTHS):
        run(state, month)
    return state


@pytest.mark.parametrize("cores", [2, 3])
def test_cores_do_not_change_the_run(cores: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schedule, "BLOCK", 40)
    alone, together = lived(1), lived(cores)
    assert alone.tally.tobytes() == together.tally.tobytes()
    for name in ("people", "households"):
        one, several = getattr(alone, name), getattr(together, name)
        for column in one.names:
            assert np.array_equal(one[column], several[column]), (name, column)
    for name in ("institutions", "ties", "market", "spaces"):
        assert getattr(alone, name).tobytes() == getattr(together, name).tobytes(), name


def test_shared_counters_are_all_that_blocks_add_to(monkeypatch: pytest.MonkeyPatch) -> None:
    """A counter that is left out is noticed: without one of them the runs differ."""
    from model import cores

    monkeypatch.setattr(schedule, "BLOCK", 40)
    monkeypatch.setitem(cores.SHARED, "spaces", ("stock", "far", "on_cases"))
    alone, together = lived(1), lived(2)
    assert alone.spaces.tobytes() != together.spaces.tobytes()
