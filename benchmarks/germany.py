"""All of Germany: 4.3 million people able to work and in receipt, 96 months, on four cores.

    python -m benchmarks.germany                      # growth of one world, and 213 Jobcenters
    python -m benchmarks.germany --people 20000 100000 --months 12
    python -m benchmarks.germany --one-world          # also 4.3 million in one world (7 GB)

"4.3 million" are people *in receipt*. A run also follows whoever has left receipt since the burn-in
(3.7 rows per person in receipt), and costs are given per row and month. Two ways to the country:

*Jobcenters*: so many worlds of Oberhausen's size, each under a seed of its own, one after the other
on all cores: as the country is in fact organised. *One world*: benchmarks/country.py.
"""

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from time import perf_counter, process_time
from typing import Any

import numpy as np

from benchmarks.country import country, in_receipt
from benchmarks.measuring import NANO, apart, peak
from model.build import arranged
from model.observe import read_tally
from model.scenario import resolve
from model.schedule import month_of
from model.simulate import burn_in, simulate
from model.state import State

GERMANY = 4_300_000  # people able to work and in receipt
SIZES = (20_000, 100_000, 500_000)
ARRANGEMENT = "production-network"
SEED = 1


def measured(make: Callable[[], Any], run: Callable[[Any], tuple[int, int]]) -> dict[str, float]:
    """Costs of what returns the rows × months it has done, and the rows at the end."""
    before, made = peak(), make()
    began, spent = perf_counter(), process_time()
    done, rows = run(made)
    seconds, spent = perf_counter() - began, process_time() - spent
    return {
        "cores_ns": spent / done * NANO,  # processor time of all cores, per row and month
        "ns": seconds / done * NANO,  # elapsed
        "seconds": seconds,
        "rows": rows,
        "megabytes": peak() - before,
        "whole": peak(),
    }


def one_world(people: int, months: int, cores: int) -> dict[str, float]:
    """One world of about so many people in receipt."""
    scenario = resolve(ARRANGEMENT)
    town = arranged(burn_in(scenario, SEED), scenario)
    run_month = month_of(town, cores)
    towns = max(1, round(people / in_receipt(town)))

    def run(world: State) -> tuple[int, int]:
        rows = 0
        for month in range(months):
            run_month(world, month)
            read_tally(world)
            rows += int(world.size[0])
        return rows, int(world.size[0])

    costs = measured(lambda: country(town, towns, months), run)
    return {"people": in_receipt(town) * towns, **costs}


def jobcenters(people: int, months: int, cores: int) -> dict[str, float]:
    """The country as worlds of one town each, every one under a seed of its own."""
    scenario = resolve(ARRANGEMENT)
    town = burn_in(scenario, SEED)
    month_of(town)
    towns = round(people / in_receipt(town))

    def one(number: int) -> int:
        start: Any = town._replace(seed=np.array([SEED + number], np.uint64))
        return simulate(scenario, SEED + number, months, start=start).person_months

    def run(pool: ThreadPoolExecutor) -> tuple[int, int]:
        with pool:
            return sum(pool.map(one, range(towns))), 0

    costs = measured(lambda: ThreadPoolExecutor(cores), run)
    return {"people": in_receipt(town) * towns, "towns": towns, **costs}


def report(chosen: argparse.Namespace) -> None:
    """Measure and print what was asked for, each in a process of its own."""

    def found(what: str, *numbers: int) -> Any:
        return apart("-m", "benchmarks.germany", what, *map(str, numbers))

    print("Per row and month: nanoseconds of processor time, all cores; and elapsed.\n")
    print("| one world, in receipt | cores | ns | elapsed ns | rows at the end | seconds | MB |")
    print("| ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
    for people in chosen.people:
        for cores in sorted({1, chosen.cores}):
            row = found("world", people, chosen.months, cores) | {"cores": cores}
            text = (
                "| {people:,} | {cores} | {cores_ns:.0f} | {ns:.0f} | {rows:,} | {seconds:.1f} "
                "| {megabytes:,.0f} |"
            )
            print(text.format(**row), flush=True)
    row = found("jobcenters", GERMANY, chosen.months, chosen.cores)
    text = (
        "\nGermany as {towns} Jobcenters, {people:,} people in receipt, {months} months, {cores} "
        "cores: {seconds:.1f} s, {cores_ns:.0f} ns of processor time per row and month, "
        "{whole:,.0f} MB in all, {megabytes:,.0f} for the runs."
    )
    print(text.format(**row, months=chosen.months, cores=chosen.cores))


def main(words: Sequence[str]) -> int:
    """Measure what the command line asks for."""
    if words and words[0] in ("world", "jobcenters"):
        measure = one_world if words[0] == "world" else jobcenters
        print(json.dumps(measure(*map(int, words[1:]))))
        return 0
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.germany", description=__doc__.partition("\n")[0]
    )
    parser.add_argument("--people", type=int, nargs="+", default=list(SIZES), help="in receipt")
    parser.add_argument("--months", type=int, default=96)
    parser.add_argument("--cores", type=int, default=4)
    parser.add_argument(
        "--one-world", action="store_true", help=f"also {GERMANY:,} in one world (7 GB)"
    )
    chosen = parser.parse_args(words)
    if min(*chosen.people, chosen.months, chosen.cores) < 1:
        parser.error("people, months and cores must be 1 or more.")
    chosen.people = sorted({*chosen.people, *([GERMANY] if chosen.one_world else [])})
    report(chosen)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
