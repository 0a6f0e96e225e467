"""What was measured, as Markdown between two marks of benchmarks/README.md."""

import os
import platform
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from benchmarks.measuring import ratios
from benchmarks.tools import LARGEST_Z, SEEDS, SEEDS_OF_OWN

README = Path(__file__).with_name("README.md")
BEGIN, END = "<!-- measured: begin -->", "<!-- measured: end -->"
# Goals: the engine's cost against a tool's, and whether it is to be at most or at least that.
GOALS = {"c": (1.35, "at most"), "mesa": (200.0, "at least"), "starsim": (15.0, "at least")}


class Agreement(NamedTuple):
    """A tool compared with the engine: what differs, or distances in standard errors."""

    title: str
    differences: list[str]
    distances: dict[str, float] | None

    @property
    def agrees(self) -> bool:
        """True if the tool gives the engine's results, as far as it should."""
        if self.distances is None:
            return not self.differences
        return max(abs(d) for d in self.distances.values()) < LARGEST_Z


class Found(NamedTuple):
    """Everything that was measured."""

    months: int
    rounds: int
    costs: Mapping[int, tuple[Sequence[Any], np.ndarray]]
    agreements: Sequence[Agreement]
    memories: Mapping[str, float]
    memory_people: int
    shares: Mapping[str, float]
    limits: Mapping[int, Mapping[str, float]]
    full: Mapping[str, Any] | None
    missing: Sequence[str]


def processor() -> str:
    """Name of the processor."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    names = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """A Markdown table: the first column left, numbers right."""
    marks = ["---", *("---:" for _ in head[1:])]
    return [f"| {' | '.join(row)} |" for row in (head, marks, *rows)]


def number(value: float) -> str:
    """Three digits that count."""
    if value >= 100.0:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10.0 else f"{value:.2f}"


def markdown(found: Found) -> str:
    """All tables."""
    load = f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "unknown"
    lines = [
        f"Processor: {processor()}, {os.cpu_count()} cores, load {load} at the end; "
        f"Python {platform.python_version()}. One core; {found.months} months, "
        f"{found.rounds} interleaved rounds, medians; preparing a run is not counted.",
        "",
    ]
    if found.missing:
        lines += [f"Left out, as not installed: {', '.join(found.missing)}.", ""]
    lines += [*_costs(found), "", *_goals(found), "", *_growth(found), "", *_agreement(found), ""]
    lines += [*_steps(found), "", *_limits(found)]
    if found.full:
        lines += ["", *_full(found.full)]
    return "\n".join(lines)


def _costs(found: Found) -> list[str]:
    people, (tools, measured) = next(iter(found.costs.items()))
    medians, relative = np.median(measured, axis=0), ratios(measured)
    rows = [
        (tool.title, number(medians[k]), number(relative[k]), number(found.memories[tool.name]))
        for k, tool in enumerate(tools)
    ]
    head = ("contract workload", "ns per person-month", "against the engine", "MB for a run")
    title = f"**{people:,} people.** Memory: at most, beyond what the process began with"
    return [f"{title}, {found.memory_people:,} people.", "", *table(head, rows)]


def _goals(found: Found) -> list[str]:
    tools, measured = next(iter(found.costs.values()))
    rows = []
    for tool, value in zip(tools, ratios(measured), strict=True):
        if tool.name not in GOALS:
            continue
        goal, kind = GOALS[tool.name]
        reached = 1.0 / value if kind == "at most" else value
        met = reached <= goal if kind == "at most" else reached >= goal
        meaning = "engine ÷ tool" if kind == "at most" else "tool ÷ engine"
        row = (f"{tool.title}: {meaning}", f"{kind} {goal:g}", number(reached))
        rows.append((*row, "yes" if met else "**no**"))
    return table(("goal", "wanted", "measured", "met"), rows)


def _growth(found: Found) -> list[str]:
    sizes = list(found.costs)
    names = list(next(iter(found.costs.values()))[0])
    rows = []
    for tool in names:
        cells = []
        for tools, measured in found.costs.values():
            at = [t.name for t in tools].index(tool.name) if tool in tools else None
            cells.append("–" if at is None else number(float(np.median(measured[:, at]))))
        rows.append((tool.title, *cells))
    head = ("ns per person-month, by people", *(f"{size:,}" for size in sizes))
    return table(head, rows)


def _agreement(found: Found) -> list[str]:
    rows = []
    for entry in found.agreements:
        if entry.distances is None:
            what = f"differs: {', '.join(entry.differences)}" if entry.differences else "identical"
        else:
            worst = max(entry.distances, key=lambda name: abs(entry.distances[name]))  # type: ignore[index]
            what = (
                f"{len(entry.distances)} sums, largest distance {entry.distances[worst]:+.1f} "
                f"standard errors ({worst}); allowed {LARGEST_Z:g}; {SEEDS} seeds against "
                f"{SEEDS_OF_OWN}"
            )
        rows.append((entry.title, what))
    head = ("compared with the engine", "monthly measures and people at the end")
    return table(head, rows)


def _steps(found: Found) -> list[str]:
    _, measured = next(iter(found.costs.values()))
    cost = float(np.median(measured[:, 0]))
    rows = [(n, f"{s:.0%}", number(s * cost)) for n, s in found.shares.items()]
    return table(("step of the engine", "share", "ns per person-month"), rows)


def _limits(found: Found) -> list[str]:
    rows = [
        (
            f"{people:,} people",
            number(values["draws"]),
            number(values["copying"]),
            number(values["bytes_per_person"]),
        )
        for people, values in found.limits.items()
    ]
    head = (
        "limits, ns per person-month",
        "four draws each, nothing else",
        "all columns read and written once",
        "bytes of a person",
    )
    return table(head, rows)


def _full(full: Mapping[str, Any]) -> list[str]:
    kinds = (
        ("people followed", f"{full['people_followed']:,}"),
        ("engine, ns per person-month", number(full["fast_ns_per_person_month"])),
        ("reference (Mesa), ns per person-month", number(full["reference_ns_per_person_month"])),
        ("reference ÷ engine", number(full["ratio_reference_to_fast"])),
        ("both give the same months", "yes" if full["engines_agree"] else "**no**"),
        (f"one run of {full['months']} months, seconds", number(full["seconds_per_run"])),
        ("peak memory of the process, MB", number(full["peak_memory_mb"])),
    )
    lines = table((f"full model, `{full['scenario']}`", ""), kinds)
    shares = {k.removeprefix("share_"): v for k, v in full.items() if k.startswith("share_")}
    ordered = sorted(shares.items(), key=lambda item: -item[1])
    words = ", ".join(f"{name} {share:.0%}" for name, share in ordered)
    return [*lines, "", f"Where its time goes: {words}."]


def replaced(document: str, text: str) -> str:
    """A document with what stands between the marks replaced. ValueError if a mark is missing."""
    before, rest = document.split(BEGIN)
    _, after = rest.split(END)
    return f"{before}{BEGIN}\n{text}\n{END}{after}"


def write(text: str) -> None:
    """Write the tables into README.md: first beside it, then renamed."""
    made = README.with_suffix(".tmp")
    made.write_text(replaced(README.read_text(encoding="utf-8"), text), encoding="utf-8")
    made.replace(README)
