"""`python -m benchmarks`: runs everything and writes the tables into benchmarks/README.md."""

import argparse
import sys
from collections.abc import Sequence
from typing import Any

from benchmarks import report
from benchmarks.contract import contract
from benchmarks.limits import limits
from benchmarks.measuring import full_model, memory, rounds, shares
from benchmarks.tools import TOOLS, Tool, differences, missing, present, run, scores
from model.errors import InputError

SIZES = (20_000, 100_000, 500_000)
GERMANY = 4_300_000  # people able to work and in receipt
MONTHS = 24
ROUNDS = 5
SLOW = ("mesa",)  # run at the smallest size only
FAST = ("engine", "c")  # run at every size; the others up to the largest of SIZES
SMALL = 3_000  # people of the comparison of histories
SMALL_MONTHS = 40


def say(text: str) -> None:
    """One line to whoever waits."""
    print(text, flush=True)


def options(words: Sequence[str]) -> argparse.Namespace:
    """What the command line asks for."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks",
        description="Run the contract workload in several tools, and the full model on both "
        "engines; check that results agree; write tables into benchmarks/README.md.",
        epilog="Example: python -m benchmarks --people 20000 --rounds 3 --no-full-model --print",
    )
    parser.add_argument(
        "--people", type=int, nargs="+", default=list(SIZES), help="sizes, smallest first"
    )
    parser.add_argument(
        "--germany", action="store_true", help=f"also {GERMANY:,} people (needs 2 GB)"
    )
    parser.add_argument("--months", type=int, default=MONTHS, help=f"default {MONTHS}")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help=f"default {ROUNDS}")
    parser.add_argument("--no-full-model", action="store_true", help="leave the full model out")
    parser.add_argument("--print", action="store_true", help="print the tables only; write no file")
    chosen = parser.parse_args(words)
    if min(*chosen.people, chosen.months, chosen.rounds) < 1:
        parser.error("people, months and rounds must be 1 or more.")
    chosen.people = sorted({*chosen.people, *([GERMANY] if chosen.germany else [])})
    return chosen


def agreement() -> list[report.Agreement]:
    """Every tool compared with the engine."""
    found = []
    given = contract(SMALL, SMALL_MONTHS)
    own = run(TOOLS[0], given)
    for tool in present()[1:]:
        say(f"Comparing results: {tool.title} …")
        if tool.same_draws:
            found.append(report.Agreement(tool.title, differences(own, run(tool, given)), None))
        else:
            distances = scores(tool, SMALL, SMALL_MONTHS)
            found.append(report.Agreement(tool.title, [], distances))
    return found


def growth(chosen: argparse.Namespace) -> dict[int, Any]:
    """Costs by size: (tools, nanoseconds per person-month of every round)."""
    found = {}
    for position, people in enumerate(chosen.people):
        left_out = SLOW if position else ()
        tools = [tool for tool in present() if tool.name not in left_out]
        if people > SIZES[-1]:
            tools = [tool for tool in tools if tool.name in FAST]
        say(f"Contract workload: {people:,} people, {chosen.rounds} rounds of {len(tools)} tools …")
        given = contract(people, chosen.months)
        found[people] = (tools, rounds(tools, given, chosen.rounds))
    return found


def memories(tools: Sequence[Tool], people: int) -> dict[str, float]:
    """Largest memory of a run, by tool."""
    say("Memory, each tool in a process of its own …")
    return {tool.name: memory(tool, people, 2) for tool in tools}


def main(words: Sequence[str]) -> int:
    """Run everything; 1 if results do not agree."""
    chosen = options(words)
    for tool in TOOLS:
        if lacking := missing(tool):
            say(f"{tool.title} is left out: {lacking} is not installed.")
    full = None
    if not chosen.no_full_model:  # first, as a process inherits the peak memory of its parent
        say("The full model on both engines; a new world first settles, which takes minutes …")
        full = full_model()
    agreements = agreement()
    costs = growth(chosen)
    given = contract(chosen.people[0], chosen.months)
    shares(contract(100, 2))
    found = report.Found(
        months=chosen.months,
        rounds=chosen.rounds,
        costs=costs,
        agreements=agreements,
        memories=memories(present(), chosen.people[0]),
        memory_people=chosen.people[0],
        shares=shares(given),
        limits={n: limits(contract(n, chosen.months)) for n in chosen.people},
        full=full,
        missing=[tool.title for tool in TOOLS if missing(tool)],
    )
    text = report.markdown(found)
    say(text)
    if not chosen.print:
        report.write(text)
        say(f"Written into {report.README.name} of the folder benchmarks.")
    if all(entry.agrees for entry in agreements):
        return 0
    say("Results do not agree: see the table.")
    return 1


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except InputError as fault:
        sys.exit(str(fault))
    except KeyboardInterrupt:
        sys.exit("Stopped; nothing was written.")
