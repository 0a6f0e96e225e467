"""A comparison on disk: tables, scenarios, record, JSON, register of assumptions, verdict, figures.

Each figure is saved as PNG, SVG and the data it shows (CSV).
"""

from collections.abc import Callable, Iterator
from pathlib import Path

from analysis.figures import (
    creaming,
    gains,
    goal,
    institutions,
    ladder,
    network,
    spaces,
)
from analysis.figures.style import Drawing, save
from analysis.findings.verdict import verdict
from analysis.results.comparison import INSTITUTIONS, Comparison
from analysis.tables.register import csv_of
from experiments import result_folder
from experiments.writing import write_bytes, write_json
from model.words import LANGUAGES, Language, Texts, say

type Draw = Callable[[Comparison, Language], Iterator[Drawing]]

LEFT_OUT = "left-out.txt"
# The first set: what `sozialraum compare` draws.
FIGURES: tuple[Draw, ...] = (
    goal.draw,
    network.draw,
    gains.draw,
    creaming.draw,
    ladder.draw,
    spaces.draw,
    institutions.draw,
)
# Of a figure that is left out: what it would show.
_SHOWS = Texts(
    {
        "goal": "both goals",
        "network": "whether the network comes about",
        "gains": "who gains and who loses",
        "creaming": "people near the labour market",
        "ladder": "exits into work by number of risk features",
        "spaces": "the Sozialräume",
        "institutions": "institutions and ties by pillar (no run was looked into)",
    }
)


def draw_comparison(
    comparison: Comparison, folder: Path, language: Language | None = None
) -> list[Path]:
    """Draw every figure of the first set into a folder; returns the PNG files.

    Raises:
        OutputError: the folder cannot be written.
    """
    tongue = language or comparison.language
    paths, left_out = [], []
    for draw in FIGURES:
        drawn = [save(drawing, folder) for drawing in draw(comparison, tongue)]
        paths += drawn
        if not drawn:
            what = _SHOWS.say(tongue, draw.__module__.rpartition(".")[2])
            left_out.append(
                say(tongue, "Left out, as there is nothing to show: {what}.", what=what)
            )
    if left_out:
        write_bytes(folder / LEFT_OUT, ("\n".join(left_out) + "\n").encode())
    return paths


def write_comparison(comparison: Comparison, folder: Path) -> None:
    """Write tables, scenarios, record and verdict into a folder that exists."""
    tables = {**comparison.tables, "differences": comparison.table}
    if comparison.fewest_people:  # months hold every small number of people
        tables.pop("monthly", None)
    if comparison.plan.draws is not None:
        tables["contraction"] = comparison.contraction
        tables["drawn"] = comparison.drawn_values
    if not comparison.institutions.empty:
        tables[INSTITUTIONS] = comparison.institutions
    if not comparison.failures.empty:
        tables["failures"] = comparison.failures
    scenarios = {arm.name: arm.scenario for arm in comparison.plan.arms}
    result_folder.write_result(folder, tables, scenarios, comparison.record)
    write_json(folder / "result.json", comparison.as_json())
    register = csv_of(comparison.assumed, comparison.language)
    write_bytes(folder / "assumptions.csv", register)
    for language in LANGUAGES:
        text = "\n".join(verdict(comparison, language)) + "\n"
        write_bytes(folder / f"verdict.{language}.txt", text.encode())
