"""Every result prints as its answer: at most 25 lines of 80 columns, and short in a notebook."""

import re
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import matplotlib as mpl
import numpy as np
import openpyxl
import pandas as pd
import pytest
from testkit.fake_results import fake_comparison
from testkit.planted import planted, spread
from testkit.planted_results import ARMS, KAPPA, lost_somewhere, studied, swept, weighed
from testkit.spoken import not_german

import sozialraum as sr
from analysis.figures.style import SETTINGS, save
from analysis.figures.tipping import box_figure, sweep_figure
from analysis.figures.worth import worth_figure
from analysis.findings.tipping import lost_in_words, thresholds_in_words
from analysis.findings.worth import worth_in_words
from analysis.publish.compared_files import sheets, word_table
from analysis.publish.workbooks import LONGEST_INTEGER, Sheet, workbook
from analysis.results.sensitivity import RANKED_WITHIN
from analysis.results.tipping import Swept
from analysis.results.worth import Worth
from analysis.tables.brief import MOST_LINES, WIDTH, brief, of_lost, of_sweeps, of_worth
from analysis.tables.sensitivity import table_rows
from analysis.tables.worth import table_rows as worth_rows
from experiments.study.definition import Factor
from experiments.study.forecast import _acts_on
from model.words import LANGUAGES, Language


@pytest.mark.parametrize(
    ("done", "said", "unsaid"),
    [
        (swept([-1.0, 0.1, 1.0], 0.1, 1.0), "liegt im Mittel ab 0,500 höher", "Kipppunkt"),
        (
            swept([-1.0, 0.1, 1.0], 5.0, float("nan")),
            "Ein Kipppunkt lässt sich nicht angeben",
            "ab 0",
        ),
        (swept([-0.01, 0.0, 0.01], 0.001, 1.0), "Es gibt keinen Kipppunkt", "höher"),
    ],
)
def test_a_tipping_point_is_told_only_where_there_is_one(
    done: Swept, said: str, unsaid: str
) -> None:
    told = " ".join(thresholds_in_words(done, "de"))
    assert said in told
    assert unsaid not in told
    for word in ("lohnt", "siloed", "production-network", " – "):
        assert word not in told


def test_a_ranking_is_withheld_while_intervals_are_wide() -> None:
    limit = RANKED_WITHIN * 0.05
    assert studied(limit).is_ranked("participation")
    assert table_rows(studied(limit), "de")
    assert not studied(1.1 * limit).is_ranked("participation")
    assert table_rows(studied(1.1 * limit), "de") == []
    assert not studied(float("nan")).is_ranked("participation")


def test_what_is_not_defined_is_told_so() -> None:
    assert "nicht bestimmbar" in str(table_rows(studied(0.1, float("nan")), "de"))


def test_points_are_judged_by_an_arm_on_which_a_factor_acts() -> None:
    study = SimpleNamespace(factors=(Factor("levers.stage_cap", 0.0, 1.0, arms=("b",)),))
    assert [_acts_on(study, arm) for arm in ("a", "b")] == [False, True]  # type: ignore[arg-type]
    everywhere = SimpleNamespace(factors=(Factor("search.base", 0.0, 1.0),))
    assert _acts_on(everywhere, "a")  # type: ignore[arg-type]


def test_what_does_not_fit_is_left_out_and_said() -> None:
    lines = brief("head " * 30, ["a sentence of some words " * 9] * 9, [("row", "1")] * 9, "de")
    assert len(lines) == MOST_LINES
    assert max(map(len, lines)) <= WIDTH
    assert "weitere Zeilen: --all" in lines[-2]


def test_every_result_prints_short_and_shows_itself() -> None:
    assert sr.Comparison  # the front door says how results appear
    table = pd.DataFrame(
        [("casework.kappa", 0.4, 0.1, 0.7)], columns=["input", "value", "low", "high"]
    )
    worth = Worth("participation", table, (0.1, 0.5), list(ARMS), np.array([0.2, 0.8]))
    for done in (worth, swept([-1.0, 0.1, 1.0], 0.1, 1.0), fake_comparison()):
        assert len(repr(done)) < 200
        assert 1 < len(str(done).splitlines()) <= MOST_LINES
        assert done._repr_html_().startswith("<p")
    assert "Weiter" in str(worth)
    assert "Further" in str(replace(worth, language="en"))


def test_a_workbook_of_a_comparison(tmp_path: Path) -> None:
    done = planted({"production-network": spread(-3.6, 1.0)}, language="de")
    workbook(tmp_path / "out.xlsx", sheets(done, "de"))
    book = openpyxl.load_workbook(tmp_path / "out.xlsx")
    assert book.sheetnames == ["Antwort", "Ergebnisse", "Gruppen", "Begründung", "Vergleichspaare"]
    outcomes, pairs = book["Ergebnisse"], book["Vergleichspaare"]
    heads = [cell.value for cell in outcomes[1]]
    assert heads[:3] == ["Ergebnis", "Einheit", "Nebeneinander, Wert"]
    assert outcomes["C2"].number_format == "#,##0.00##"
    assert outcomes.auto_filter.ref.startswith("A1:")
    assert outcomes.freeze_panes == "A2"
    assert all(isinstance(cell.value, str) for cell in pairs["C"])  # seeds
    assert "etwas weniger" in [cell.value for cell in outcomes["H"]]
    for sheet in book:
        for row in sheet.iter_rows(values_only=True):
            assert "production-network" not in row


def test_long_integers_are_text(tmp_path: Path) -> None:
    rows = [[LONGEST_INTEGER + 7, 5, "=1+1", float("nan")]]
    workbook(tmp_path / "x.xlsx", [Sheet("s", list("abcd"), rows)])
    sheet = openpyxl.load_workbook(tmp_path / "x.xlsx")["s"]
    assert [cell.value for cell in sheet[2]] == [str(LONGEST_INTEGER + 7), 5, "=1+1", None]
    assert sheet["C2"].data_type == "s"


def test_a_table_of_word(tmp_path: Path) -> None:
    docx = pytest.importorskip("docx")
    word_table(planted({"production-network": spread(-3.6, 1.0)}), tmp_path / "x.docx", "de")
    document = docx.Document(str(tmp_path / "x.docx"))
    assert "etwas weniger Arbeitsaufnahmen" in document.paragraphs[0].text
    assert len(document.tables[0].rows) > 40


@pytest.mark.parametrize("along", [("cooperation",), ("cooperation", "ramp_up", "staffing")])
def test_sweeps_are_drawn_inside_the_canvas(along: tuple[str, ...], tmp_path: Path) -> None:
    one = swept([-1.0, 0.1, 1.0], 0.1, 1.0)
    levels = pd.concat([one.levels.assign(along=name) for name in along])
    thresholds = pd.concat([one.thresholds.assign(along=name) for name in along])
    request = replace(one.request, along=along)
    done = replace(one, levels=levels, thresholds=thresholds, request=request)
    drawing = sweep_figure(done, "participation", "de")
    save(drawing, tmp_path)
    with mpl.rc_context(SETTINGS):  # measured in the letters in which it is saved
        box, (width, height) = drawing.figure.get_tightbbox(), drawing.figure.get_size_inches()
    assert box.x0 >= -0.02
    assert box.y0 >= -0.02
    assert box.x1 <= width + 0.02
    assert box.y1 <= height + 0.02
    assert drawing.title.endswith(".")
    for name in ARMS:
        assert name not in (tmp_path / f"{drawing.name}.svg").read_text(encoding="utf-8")


def german_of(svg: str) -> str:
    """What an SVG says; what is only for machines left out."""
    return " ".join(re.findall(r"<(?:text|title|desc)[^>]*>([^<]*)<", svg))


def test_names_of_assumptions_and_options_are_german_in_german() -> None:
    told = [*lost_in_words(lost_somewhere(), "de"), *worth_in_words(weighed(), "de")]
    told += [cell for row in worth_rows(weighed(), "de") for cell in row]
    text = " ".join(told)
    assert "Bevorzugung bei der Beratungszeit" in text
    assert "Jobchance mit Überschuldung" in text
    assert not_german(text) == []
    assert KAPPA in " ".join(worth_in_words(weighed(), "en"))


@pytest.mark.parametrize("name", ["worth", "box", "sweep"])
def test_figures_of_campaigns_name_their_result_and_speak_german(name: str, tmp_path: Path) -> None:
    sweep = replace(swept([-1.0, 0.1, 1.0], 0.1, 1.0), record={"content": "0123456789abcdef"})
    drawing = {
        "worth": lambda: worth_figure(weighed(), "de"),
        "box": lambda: box_figure(lost_somewhere(), "participation", "de"),
        "sweep": lambda: sweep_figure(sweep, "participation", "de"),
    }[name]()
    save(drawing, tmp_path)
    note = " ".join(drawing.figure.get_supxlabel().split())
    assert "Ergebnis 01234567" in note
    assert "nie ursächlich gemessen" in note
    shown = german_of((tmp_path / f"{drawing.name}.svg").read_text(encoding="utf-8"))
    assert not_german(shown) == []


def test_long_names_and_many_rows_still_fit() -> None:
    words = ["Unterstützungsangebote der Eingliederung " * 5] * 12
    rows = [(f"{name} {at}", "−0,123456", "+1.234,5") for at, name in enumerate(words)]
    for language in LANGUAGES:
        lines = brief("Kopf " * 40, words, rows, language, heads=("", *words[:2]))
        assert len(lines) <= MOST_LINES
        assert max(map(len, lines)) <= WIDTH


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_default_answer_fits_a_screen(language: Language) -> None:
    sweep = swept([-1.0, 0.1, 1.0], 0.1, 1.0)
    shown = [
        of_worth(replace(weighed(), language=language)),
        of_lost(lost_somewhere(), language),
        of_sweeps(replace(sweep, request=replace(sweep.request, language=language))),
    ]
    for lines in shown:
        assert 1 < len(lines) <= MOST_LINES
        assert max(map(len, lines)) <= WIDTH
