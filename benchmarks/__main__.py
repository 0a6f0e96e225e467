"""`python -m benchmarks`: runs everything and writes the tables into benchmarks/README.md."""

import argparse
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.contract import contract
from benchmarks.measuring import FULL, TOOLS, Tool, apart, compared, missing, ratios, rounds
from model.errors import InputError

SIZES = (20_000, 100_000, 500_000)
SMALL = 3_000, 40  # people and months of the comparison of results
README = Path(__file__).with_name("README.md")
BEGIN, END = "<!-- measured: begin -->", "<!-- measured: end -->"


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
    add = parser.add_argument
    add("--people", type=int, nargs="+", default=list(SIZES), help="sizes, smallest first")
    add("--months", type=int, default=24, help="default 24")
    add("--rounds", type=int, default=5, help="default 5")
    add("--no-full-model", action="store_true", help="leave the full model out")
    add("--print", action="store_true", help="print the tables only; write no file")
    chosen = parser.parse_args(words)
    if min(*chosen.people, chosen.months, chosen.rounds) < 1:
        parser.error("people, months and rounds must be 1 or more.")
    return chosen


def number(value: float) -> str:
    """Three significant digits."""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:#.3g}".rstrip(".")


def row_of(tool: Tool, at: int, costs: Mapping[int, np.ndarray], same: str) -> str:
    """What was measured of one tool, as a row of the table."""
    cells = [number(float(np.median(measured[:, at]))) for measured in costs.values()]
    ratio = number(float(ratios(next(iter(costs.values())))[at]))
    say(f"Memory of {tool.title}, in a process of its own …")
    memory = apart("-m", "benchmarks.measuring", tool.name, str(next(iter(costs))), "2")
    return f"| {tool.title} | {' | '.join((*cells, ratio, number(memory)))} | {same} |"


def paragraph(full: Mapping[str, Any]) -> str:
    """What was measured of the full model."""
    shares = {k.removeprefix("share_"): v for k, v in full.items() if k.startswith("share_")}
    return (
        f"**Full model**, `{full['scenario']}`, {full['people_followed']:,} people followed: "
        f"engine {number(full['fast_ns_per_person_month'])} ns per person-month, reference (Mesa) "
        f"{number(full['reference_ns_per_person_month'])}: "
        f"{number(full['ratio_reference_to_fast'])} times as much; both give the same months: "
        f"{'yes' if full['engines_agree'] else '**no**'}. One run of {full['months']} months: "
        f"{number(full['seconds_per_run'])} s; peak memory {number(full['peak_memory_mb'])} MB. "
        "Where its time goes: "
        + ", ".join(f"{k} {v:.0%}" for k, v in sorted(shares.items(), key=lambda kv: -kv[1]))
        + "."
    )


def replaced(document: str, text: str) -> str:
    """A document with what stands between the marks replaced. ValueError if a mark is missing."""
    before, rest = document.split(BEGIN)
    _, after = rest.split(END)
    return f"{before}{BEGIN}\n{text}\n{END}{after}"


def main(words: Sequence[str]) -> int:
    """Run everything; 1 if results do not agree."""
    chosen = options(words)
    for tool in TOOLS:
        if lacking := missing(tool):
            say(f"{tool.title} is left out: {lacking} is not installed.")
    tools, costs, full = [tool for tool in TOOLS if not missing(tool)], {}, None
    if not chosen.no_full_model:
        say("The full model on both engines; a new world first settles, which takes minutes …")
        full = apart("-c", FULL)
    say("Comparing results …")
    same = [compared(tool, *SMALL) for tool in tools]
    for people in chosen.people:
        say(f"Contract workload: {people:,} people, {chosen.rounds} rounds of {len(tools)} tools …")
        costs[people] = rounds(tools, contract(people, chosen.months), chosen.rounds)
    sizes = " | ".join(f"{people:,} people" for people in costs)
    lines = [
        f"{os.cpu_count()} cores; one is used. {chosen.months} months, {chosen.rounds} interleaved "
        "rounds, medians, nanoseconds per person-month; preparing a run is not counted.",
        "",
        f"| contract workload | {sizes} | against the engine | MB | results |",
        f"| --- | {'---: | ' * (len(costs) + 2)}--- |",
        *(row_of(tool, at, costs, same[at][1]) for at, tool in enumerate(tools)),
        *(("", paragraph(full)) if full else ()),
    ]
    text = "\n".join(lines)
    say(text)
    if not chosen.print:
        README.write_text(replaced(README.read_text("utf-8"), text), "utf-8")
    return 0 if all(agrees for agrees, _ in same) else 1


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except InputError as fault:
        sys.exit(str(fault))
    except KeyboardInterrupt:
        sys.exit("Stopped; nothing was written.")
