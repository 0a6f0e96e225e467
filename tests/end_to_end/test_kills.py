"""Kills at random moments and within writes: no run lost, none twice, none by half.

`make damage` does hundreds; the quick suite a few of each kind.
"""

import os
import signal
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from testkit.damages import Luck
from testkit.killed_writer import RUNS, Kill, kills, life
from testkit.stored_runs import CODE, asked, rows

from experiments.store.batches import batches, damage

pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals as on Unix")


def stored(store: Path) -> Counter[str]:
    """How often each run stands in the store; every batch must be whole, no run without numbers."""
    found: Counter[str] = Counter()
    for batch in batches(store, CODE):
        assert damage(batch) == ""
        found.update(pq.read_table(batch.file("runs"), columns=["run"])["run"].to_pylist())
    return found


def assert_full(store: Path) -> None:
    runs = rows(range(RUNS))["runs"]["run"]
    assert stored(store) == Counter(runs.tolist())
    assert asked(store, "SELECT count(*), count(DISTINCT run) FROM outcomes") == [(RUNS, RUNS)]


def survive(plan: list[Kill], folder: Path) -> tuple[int, int]:
    """Live and be killed again and again: stores that became full, kills that came in time."""
    full = in_time = 0
    store, before = folder / "0", Counter[str]()
    for kill in plan:
        ended = life(store, kill)
        assert ended in (0, 130, -kill.signal), f"{kill}: ended with {ended}"
        in_time += ended != 0
        now = stored(store)
        assert not before - now, f"{kill}: lost"
        assert max(now.values(), default=1) == 1, f"{kill}: twice"
        before = now
        if ended == 0:
            assert_full(store)
            full += 1
            store, before = folder / str(full), Counter()
    assert life(store, None) == 0
    assert_full(store)
    return full + 1, in_time


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_a_few_kills_lose_double_and_halve_nothing(number: signal.Signals, tmp_path: Path) -> None:
    plan = kills(31, number, Luck(1))
    survive([kill for kill in plan if kill.within] + plan[1:4], tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize(("number", "count"), [(signal.SIGKILL, 200), (signal.SIGTERM, 100)])
def test_hundreds_of_kills_lose_double_and_halve_nothing(
    number: signal.Signals,
    count: int,
    tmp_path: Path,
    record_property: Callable[[str, object], None],
) -> None:
    full, in_time = survive(kills(count, number, Luck(2)), tmp_path)
    record_property("found", f"{count} kills, {in_time} before the end, {full} full stores")
    assert in_time > count / 3, "most came too late to prove anything"
