"""CSV has one dialect; what a spreadsheet opens stays text, even where it begins like a formula."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest
from testkit.fake_oberhausen import fake_oberhausen
from testkit.fake_results import fake_comparison
from testkit.planted_designs import designed, standing
from testkit.planted_results import decomposed, lost_somewhere, searched, studied, swept, weighed
from testkit.source import modules
from testkit.studies import TWO_POINTS, Engine, carried_out, study_of

from analysis.ask.talk import numbers
from analysis.ask.validation import validate
from analysis.figures import decomposition, design, frontier, sensitivity, tipping, worth
from analysis.figures.style import save
from analysis.publish.comparison import draw_comparison
from analysis.publish.study_files import export
from analysis.register.assumptions import register
from analysis.tables.register import csv_of
from analysis.tables.talk import Moved
from analysis.tables.talk import write as write_talk
from experiments.study.frames import Results
from experiments.writing import LONGEST_INTEGER, as_csv, as_text, frame_as_csv
from model.scenario import resolve

FORMULAS = ["=1+1", "+1 @SUM(A1)", "-2+3", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("x")']
CELL = re.compile(
    r"""(?P<text>"(?:[^"]|"")*")|(?P<number>-?\d+(?:\.\d+)?(?:e[+-]\d+)?|True|False)|"""
)
ARMS = ("siloed", "production-network")
WRITERS = {"csv.writer": 1, ".to_csv(": 0, "write_csv(": 0, "DictWriter": 0}


@pytest.mark.parametrize("text", FORMULAS)
def test_a_formula_gets_an_apostrophe(text: str) -> None:
    assert as_text(text) == f"'{text}"


@pytest.mark.parametrize("value", ["siloed", "", "-0,5", "+1.25", "-3 %", "1=1", 3, None, -0.5])
def test_what_is_none_stays(value: object) -> None:
    assert as_text(value) == value


def test_cells_of_all_kinds() -> None:
    frame = pd.DataFrame({"=name": ["=1+1", "−2"], "x": [-0.5, float("nan")]})
    assert frame_as_csv(frame).decode() == '"\'=name","x"\n"\'=1+1",-0.5\n"-2",\n'
    seeds = as_csv(("seed",), [(LONGEST_INTEGER - 1,), (-LONGEST_INTEGER,)]).decode()
    assert seeds == f'"seed"\n{LONGEST_INTEGER - 1}\n"-{LONGEST_INTEGER}"\n'


def departures(content: bytes) -> Iterator[str]:
    """Where a CSV is not of the one dialect."""
    text = content.decode("utf-8")
    if text.startswith("\ufeff") or "\r" in text or not text.endswith("\n"):
        yield "mark in front, or other ends of lines"
    if "−" in text:
        yield "U+2212"
    at, kinds, rows = 0, list[list[str]](), list[str]()
    while at < len(text):
        found = CELL.match(text, at)
        assert found
        rows.append(found.lastgroup or "empty")
        at = found.end()
        if found["number"] and "." not in found["number"] and len(found["number"].strip("-")) > 15:
            yield f"an integer that a spreadsheet rounds: {found['number']}"
        if text[at] not in ",\n":
            yield f"neither a quoted text nor a number: {text[found.start() : at + 20]!r}"
            return
        if text[at] == "\n":
            kinds.append(rows)
            rows = []
        at += 1
    if (
        set(kinds[0]) != {"text"}
        or len(kinds) < 2
        or {len(row) for row in kinds} != {len(kinds[0])}
    ):
        yield "heads that are no texts, no rows, or rows of several lengths"


@pytest.mark.parametrize(
    "text",
    ['\ufeff"a"\n1\n', '"a"\r\n1\r\n', '"a";"b"\n1;2\n', '"a"\n0,5\n', '"a"\n−1\n', '"a"\n"−1"\n',
     "a\n1\n", f'"a"\n{10**15}\n', '"a"\nsiloed\n', '"a","b"\n1\n', '"a"\nnan\n', '"a"\n'],
)  # fmt: skip
def test_departures_are_noticed(text: str) -> None:
    assert list(departures(text.encode()))


def written(results: Results, folder: Path) -> Iterator[Path]:
    """Every kind of CSV, in German where it has words."""
    yield export(results, folder / "study.csv")
    comparison = fake_comparison(pairs=3, months=24, effects={"siloed": 0.0, ARMS[1]: -0.02})
    draw_comparison(comparison, folder, "de")
    for drawing in (
        tipping.sweep_figure(swept([-1.0, 0.1, 1.0], 0.1, 1.0), "participation", "de"),
        tipping.box_figure(lost_somewhere(), "participation", "de"),
        decomposition.waterfall(decomposed(), "integrations", "de"),
        frontier.front_figure(searched("de"), "de"),
        design.front_figure(designed(standing(50, 45, 40), preset=standing(20, 10, 5)), "de"),
        worth.worth_figure(weighed(), "de"),
        sensitivity.shares_figure(studied(0.1), "de"),
    ):
        save(drawing, folder)
    yield from (path for path in folder.glob("*.csv") if path.name != "study.csv")
    place = folder / "oberhausen-2015"  # its posterior is none of the made-up model's
    left_out = shutil.ignore_patterns("posterior.*")
    shutil.copytree(resolve("siloed").place_folder, place, ignore=left_out)
    validated = folder / "validated"
    validate(place, runs=2, jobs=1, quiet=True, simulator=fake_oberhausen(), out=validated)
    yield from validated.rglob("*.csv")
    yield numbers()
    write_talk(folder / "talk.csv", [Moved("planning", "waiting", -1e-5, 1e-7)])
    yield folder / "talk.csv"
    (folder / "assumptions.csv").write_bytes(csv_of(register([*map(resolve, ARMS)]), "de"))
    yield folder / "assumptions.csv"


def test_every_csv_is_of_one_dialect(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    Engine(monkeypatch)
    text = TWO_POINTS + '[keep]\nevery = "yearly"\noutcomes = ["participation", "employed"]\n'
    results = carried_out(study_of(tmp_path, text), tmp_path / "store")
    monkeypatch.undo()
    paths = list(written(results, tmp_path))
    assert len(paths) > 15
    found = {path: list(departures(path.read_bytes())) for path in paths}
    assert {path: faults for path, faults in found.items() if faults} == {}
    study = pd.read_csv(tmp_path / "study.csv")
    assert set(study["levers.stage_cap"]) == {1.0, 2.0}
    assert study["seed"].max() > LONGEST_INTEGER  # all digits have come through
    assert (pd.read_csv(tmp_path / "assumptions.csv")[["Wert", "von", "bis"]] < 0).any().all()


def test_csv_is_written_in_one_place() -> None:
    sources = "".join(path.read_text(encoding="utf-8") for path in modules())
    assert {name: sources.count(name) for name in WRITERS} == WRITERS
