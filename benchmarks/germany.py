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
import gc
import json
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from time import perf_counter, process_time
from typing import Any

import numpy as np

from benchmarks.country import country, in_receipt
from benchmarks.measuring import NANO, ROOT, peak
from model.build import arranged
from model.observe import MONTHLY, read_tally
from model.scenario import resolve
from model.schedule import SCHEDULE, in_order, month_of
from model.simulate import burn_in, simulate
from model.state import State

GERMANY = 4_300_000  # people able to work and in receipt
SIZES = (20_000, 100_000, 500_000)
MONTHS = 96
CORES = 4
ARRANGEMENT = "production-network"
SEED = 1
STOCK = next(row for row, measure in enumerate(MONTHLY) if measure.name == "stock")


def one_world(people: int, months: int, cores: int) -> dict[str, Any]:
    """One world of about so many people in receipt: seconds, costs, memory, shares."""
    scenario = resolve(ARRANGEMENT)
    town = arranged(burn_in(scenario, SEED), scenario)
    run_month = month_of(town, cores)
    towns = max(1, round(people / in_receipt(town)))
    before = peak()
    began = perf_counter()
    world = country(town, towns, months)
    made = perf_counter() - began
    rows, stock = 0, np.zeros(months)
    began, spent = perf_counter(), process_time()
    for month in range(months):
        run_month(world, month)
        stock[month] = read_tally(world)[STOCK]
        rows += int(world.size[0])
    seconds, spent = perf_counter() - began, process_time() - spent
    return {
        "people": in_receipt(country(town, 1, 1)) * towns,
        "ns_of_cores": spent / rows * NANO,
        "cores": cores,
        "seconds": seconds,
        "made": made,
        "rows": int(world.size[0]),
        "stock_of_a_town": float(stock.mean() / towns),
        "ns": seconds / rows * NANO,
        "megabytes": peak() - before,
        "whole": peak(),
    }


def alone(people: int, months: int) -> dict[str, float]:
    """Share of one core's time that each step takes which no second core can help with."""
    scenario = resolve(ARRANGEMENT)
    town = arranged(burn_in(scenario, SEED), scenario)
    world = country(town, max(1, round(people / in_receipt(town))), months)
    spent: dict[str, float] = {}
    steps = [
        (step.loop.__module__.rpartition(".")[2] + "." + step.loop.__name__, step)
        for process in SCHEDULE
        for step in process.steps
    ]
    loops = [(name, step.each, in_order([step], world)) for name, step in steps]
    for month in range(months):
        for name, each, loop in loops:
            began = perf_counter()
            loop(world, month)
            key = "in blocks" if each else name
            spent[key] = spent.get(key, 0.0) + perf_counter() - began
        read_tally(world)
    whole = sum(spent.values())
    return {name: value / whole for name, value in sorted(spent.items(), key=lambda x: -x[1])}


def jobcenters(people: int, months: int, cores: int) -> dict[str, Any]:
    """The country as worlds of one town each, every one under a seed of its own."""
    scenario = resolve(ARRANGEMENT)
    town = burn_in(scenario, SEED)
    month_of(town)
    towns = round(people / in_receipt(town))
    before = peak()

    def run(number: int) -> tuple[np.ndarray, int]:
        start: State = town._replace(seed=np.array([SEED + number], np.uint64))
        found = simulate(scenario, SEED + number, months, start=start)
        return found.monthly["stock"], found.person_months

    gc.collect()
    began, spent = perf_counter(), process_time()
    with ThreadPoolExecutor(cores) as pool:
        found = list(pool.map(run, range(towns)))
    seconds, spent = perf_counter() - began, process_time() - spent
    rows = sum(each for _, each in found)
    return {
        "ns_of_cores": spent / rows * NANO,
        "people": in_receipt(town) * towns,
        "cores": cores,
        "towns": towns,
        "seconds": seconds,
        "stock": float(sum(stock.mean() for stock, _ in found)),
        "ns": seconds / rows * NANO,
        "megabytes": peak() - before,
        "whole": peak(),
    }


def apart(what: str, *numbers: int) -> dict[str, Any]:
    """One measurement in a process of its own, so that memory is its own."""
    words = [sys.executable, "-m", "benchmarks.germany", what, *map(str, numbers)]
    found = subprocess.run(words, check=True, stdout=subprocess.PIPE, text=True, cwd=ROOT)
    answer: dict[str, Any] = json.loads(found.stdout.splitlines()[-1])
    return answer


def report(chosen: argparse.Namespace) -> None:
    """Measure and print what was asked for."""
    print("Per row and month: nanoseconds of processor time, all cores; and elapsed.\n")
    print("| one world, in receipt | cores | ns | elapsed ns | rows at the end | seconds | MB |")
    print("| ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
    for people in chosen.people:
        for cores in sorted({1, chosen.cores}):
            found = apart("world", people, chosen.months, cores)
            print(
                f"| {found['people']:,} | {cores} | {found['ns_of_cores']:.0f} "
                f"| {found['ns']:.0f} | {found['rows']:,} | {found['seconds']:.1f} "
                f"| {found['megabytes']:,.0f} |",
                flush=True,
            )
    found = apart("alone", chosen.people[-1], min(12, chosen.months))
    print(f"\nShare of a month on one core, {chosen.people[-1]:,} in receipt:")
    print(", ".join(f"{name} {100.0 * share:.1f} %" for name, share in found.items()))
    if chosen.no_jobcenters:
        return
    found = apart("jobcenters", GERMANY, chosen.months, chosen.cores)
    print(
        f"\nGermany as {found['towns']} Jobcenters, {found['people']:,} people in receipt at the "
        f"beginning and {found['stock']:,.0f} on average, {chosen.months} months, {chosen.cores} "
        f"cores: {found['seconds']:.1f} s, {found['ns_of_cores']:.0f} ns of processor time per row "
        f"and month, {found['whole']:,.0f} MB in all, {found['megabytes']:,.0f} for the runs."
    )


def main(words: Sequence[str]) -> int:
    """Measure what the command line asks for."""
    measured = {"world": one_world, "alone": alone, "jobcenters": jobcenters}
    if words and words[0] in measured:
        print(json.dumps(measured[words[0]](*map(int, words[1:]))))  # type: ignore[operator]
        return 0
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.germany", description=__doc__.partition("\n")[0]
    )
    parser.add_argument("--people", type=int, nargs="+", default=list(SIZES), help="in receipt")
    parser.add_argument("--months", type=int, default=MONTHS)
    parser.add_argument("--cores", type=int, default=CORES)
    parser.add_argument(
        "--one-world", action="store_true", help=f"also {GERMANY:,} in one world (7 GB)"
    )
    parser.add_argument("--no-jobcenters", action="store_true", help="one world only")
    chosen = parser.parse_args(words)
    if min(*chosen.people, chosen.months, chosen.cores) < 1:
        parser.error("people, months and cores must be 1 or more.")
    chosen.people = sorted({*chosen.people, *([GERMANY] if chosen.one_world else [])})
    report(chosen)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
