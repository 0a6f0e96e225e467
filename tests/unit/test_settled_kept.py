"""A settled population read from its file is the one that was run, and is really read."""

from pathlib import Path

import numpy as np
import pytest
from testkit.model_worlds import small_scenario

from model import stationary
from model.state import State
from model.stationary import KEPT, settled
from model.tables import Table

MONTHS = 30  # one clearing of those who left long ago


def columns(state: State) -> dict[str, bytes]:
    """All that lasts, bit by bit; rows behind those in use included."""
    found = {"size": state.size.tobytes()}
    for name in KEPT:
        table = getattr(state, name)
        names = table.names if isinstance(table, Table) else table.dtype.names
        views = {name: table[name] for name in names}
        found |= {f"{name}.{key}": np.ascontiguousarray(v).tobytes() for key, v in views.items()}
    return found


def test_what_is_read_is_what_was_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stationary, "cache_folder", lambda: tmp_path)
    scenario = small_scenario("status-quo")
    stationary._settled.cache_clear()
    ran = columns(settled(scenario, MONTHS))

    def never(*_: object) -> State:
        raise AssertionError("the kept population was run again")

    monkeypatch.setattr(stationary, "run_months", never)
    stationary._settled.cache_clear()
    read = columns(settled(scenario, MONTHS))
    assert [name for name in ran if ran[name] != read[name]] == []


def test_a_damaged_file_is_made_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stationary, "cache_folder", lambda: tmp_path)
    scenario = small_scenario("status-quo")
    stationary._settled.cache_clear()
    ran = columns(settled(scenario, MONTHS))
    (file,) = tmp_path.glob("settled-*.npz")
    file.write_bytes(file.read_bytes()[:1000])
    stationary._settled.cache_clear()
    assert columns(settled(scenario, MONTHS)) == ran
    stationary._settled.cache_clear()
