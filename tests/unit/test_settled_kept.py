"""A settled population read from its file is the one that was run, and is really read."""

import io
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from testkit.model_worlds import small_scenario

from model import stationary
from model.caching import keep, kept
from model.state import State, grown
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


def test_where_many_come_there_is_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A world that begins with little room grows on the way and when read; nobody notices."""
    monkeypatch.setattr(stationary, "cache_folder", lambda: tmp_path)
    scenario = small_scenario("status-quo")
    stationary._settled.cache_clear()
    found = [in_use(settled(scenario, MONTHS))]
    (file,) = tmp_path.glob("settled-*.npz")
    monkeypatch.setattr(stationary, "HEADROOM", 1.1)
    for remove in (True, False):
        if remove:
            file.unlink()
        stationary._settled.cache_clear()
        found.append(in_use(settled(scenario, MONTHS)))
    begun = stationary.begin(scenario, 0, 0)
    assert len(begun.people) < int(found[0].size[0]), "else nothing had to grow"
    assert columns(found[1]) == columns(found[0])
    assert columns(found[2]) == columns(found[0])
    stationary._settled.cache_clear()


def in_use(state: State) -> State:
    """A copy without rows behind those in use."""
    return grown(state, *(int(n) for n in state.size))


def halved(content: bytes) -> bytes:
    return content[: len(content) // 2]


def flipped(content: bytes) -> bytes:
    """A bit of the last table: all before it could be read without a word."""
    at = int(len(content) * 0.9)
    return content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :]


@pytest.mark.parametrize("harm", [halved, flipped])
def test_a_damaged_file_is_said_and_made_anew_from_the_beginning(
    harm: Callable[[bytes], bytes],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(stationary, "cache_folder", lambda: tmp_path)
    scenario = small_scenario("status-quo")
    stationary._settled.cache_clear()
    ran = columns(settled(scenario, MONTHS))
    (file,) = tmp_path.glob("settled-*.npz")
    whole = file.read_bytes()
    file.write_bytes(harm(whole))
    stationary._settled.cache_clear()
    assert columns(settled(scenario, MONTHS)) == ran
    assert str(file) in capsys.readouterr().err
    assert file.read_bytes() == whole, "it is kept anew"
    stationary._settled.cache_clear()


def test_a_file_of_another_layout_is_made_anew_from_the_beginning(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whole, with its digest, but a column is missing: what was read before it does not stay."""
    monkeypatch.setattr(stationary, "cache_folder", lambda: tmp_path)
    scenario = small_scenario("status-quo")
    stationary._settled.cache_clear()
    ran = columns(settled(scenario, MONTHS))
    (file,) = tmp_path.glob("settled-*.npz")
    with np.load(io.BytesIO(kept(file))) as arrays:
        fewer = {name: arrays[name] for name in arrays.files[:-1]}
    content = io.BytesIO()
    np.savez(content, **fewer)
    keep(file, content.getvalue())
    stationary._settled.cache_clear()
    assert columns(settled(scenario, MONTHS)) == ran
    stationary._settled.cache_clear()
