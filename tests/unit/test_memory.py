"""Fifty runs in one process do not make it grow: a kept world or a reference cycle would."""

from pathlib import Path

import pytest
from testkit.tiny_place import tiny, tiny_world

from model.scenario import resolve
from model.simulate import simulate

RUNS, WARM, MONTHS, ONE_IN = 50, 10, 2, 200
ALLOWED = 4_000_000  # bytes: one kept tiny world a run would be some 20 MB after 40 runs
PAGE = 4096


def resident() -> int:
    """Bytes of this process in memory now."""
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * PAGE


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="needs Linux's account of memory")
def test_fifty_runs_do_not_grow() -> None:
    scenario = tiny(resolve("production-network"), ONE_IN)
    start = tiny_world(1, 0, ONE_IN, MONTHS)
    after_warm_up = 0
    for run in range(RUNS):
        simulate(scenario, run, MONTHS, start=start)
        if run == WARM - 1:
            after_warm_up = resident()
    assert resident() - after_warm_up < ALLOWED
