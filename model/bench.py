"""How fast is it? Both engines at full size, the reference engine for a few months only.

Times are per person followed and month, of one core; the ratio of the two engines is what can be
compared between machines.
"""

import resource
import sys
import time
from typing import Any

import numpy as np

from model.scenario import resolve
from model.schedule import SCHEDULE, loops_of
from model.simulate import burn_in, room_for, simulate
from model.state import copy_state

NANO = 1.0e9
KILO = 1024  # bytes
REFERENCE_MONTHS = 2  # a month takes it seconds
ROUNDS = 15  # the quickest counts: all else is other work on the machine


def bench(scenario: str = "production-network", months: int = 96, seed: int = 1) -> dict[str, Any]:
    """Measure both engines on one scenario.

    Returns nanoseconds per person and month of either engine, their ratio, seconds of one run at
    full size, share of each process, people followed, and peak memory in MB.
    """
    resolved = resolve(scenario)
    start = burn_in(resolved, seed)
    simulate(resolved, seed, 1, start=start)
    runs = (simulate(resolved, seed, months, start=start) for _ in range(ROUNDS))
    best = min(runs, key=lambda run: run.seconds)
    per_month = best.seconds / best.person_months * NANO
    memory = peak_memory()
    slow = simulate(resolved, seed, REFERENCE_MONTHS, start=start, engine="reference")
    reference = slow.seconds / slow.person_months * NANO
    return {
        "scenario": scenario,
        "months": months,
        "people_in_receipt": int(start.people["receipt"][: start.size[0]].sum()),
        "people_followed": round(best.person_months / months),
        "seconds_per_run": best.seconds,
        "fast_ns_per_person_month": per_month,
        "reference_ns_per_person_month": reference,
        "ratio_reference_to_fast": reference / per_month,
        "engines_agree": agree(best, slow),
        "peak_memory_mb": memory,
        **{f"share_{name}": share for name, share in shares(resolved, start).items()},
    }


def agree(fast: Any, slow: Any) -> bool:
    """True if the months that both engines ran give the same monthly measures."""
    return all(
        np.array_equal(values, fast.monthly[name][: slow.months])
        for name, values in slow.monthly.items()
    )


def shares(resolved: Any, start: Any, months: int = 12) -> dict[str, float]:
    """Share of the computing time that each process takes."""
    state = room_for(copy_state(start), months)
    loops = loops_of(state)
    spent = np.zeros(len(loops))
    for month in range(months):
        for position, loop in enumerate(loops):
            began = time.perf_counter()
            loop(state, month)
            spent[position] += time.perf_counter() - began
    names = [process.name for process in SCHEDULE]
    return dict(zip(names, (spent / spent.sum()).tolist(), strict=True))


def peak_memory() -> float:
    """Largest memory of this process so far, in MB."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (KILO if sys.platform != "darwin" else KILO**2)  # kilobytes, or bytes there
