"""Where a place holds data on real people, planted small groups are told by nobody and nothing."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st
from testkit.places import copied
from testkit.planted import planted, spread
from testkit.spoken import english_in

from analysis.ask.twin import twins_of
from analysis.figures import gains as gains_figure
from analysis.findings.groups import group_findings
from analysis.measures.small_cells import hidden_groups, without_small_cells
from analysis.publish.compared_files import sheets, word_table
from analysis.publish.comparison import write_comparison
from analysis.report.build import document
from analysis.report.numbers import numbers
from analysis.report.page import page
from analysis.results.comparison import Comparison
from analysis.results.twin import shares
from experiments.checking import check
from model.errors import InputError
from model.scenario import resolve
from model.scenario.privacy import FEWEST, LEAST, MOST, fewest_people

NETWORK = "production-network"
REAL = {"real_people": True}


def group(dimension: str, name: str, persons: float, gain: float = 20.0) -> dict[str, object]:
    shares_ = {"gain": gain, "same": 60.0, "lose": 40.0 - gain}
    one = {"dimension": dimension, "group": name, "persons": persons, **shares_}
    return {**one, "participation": 0.2, "integrations": 0.0, "years": 5.0}


# Of the households only those of one person are few; couples are next. Of the ages nobody is few.
ROWS = (
    *(group("household", name, size) for name, size in
      (("single", 9), ("couple", 140), ("lone_parent", 300), ("couple_with_children", 900))),
    *(group("age", name, size) for name, size in
      (("under_25", 400), ("25_49", 500), ("50_plus", 449))),
)  # fmt: skip
FEW, NEXT = "single", "couple"


def shown(privacy: Mapping[str, object] | None = REAL) -> Comparison:
    return planted({NETWORK: spread(-3.6, 0.2)}, groups=ROWS, privacy=privacy)


def groups_in(comparison: Comparison) -> set[str]:
    return set(comparison.gains["group"])


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.lists(st.integers(0, 60), min_size=2, max_size=6), min_size=1, max_size=3).filter(
        lambda rows: len({len(row) for row in rows}) == 1
    ),
    st.integers(LEAST, 40),
)
def test_what_is_hidden_cannot_be_worked_out(rows: list[list[int]], fewest: int) -> None:
    sizes = pd.DataFrame(rows, columns=[f"g{at}" for at in range(len(rows[0]))], dtype=float)
    hidden = hidden_groups(sizes, fewest)
    left = sizes.drop(columns=list(hidden))
    assert not (left < fewest).any(axis=None)
    if hidden and not left.empty:
        assert len(hidden) > 1
        assert (sizes.sum(axis=1) - left.sum(axis=1) >= fewest).all()
    if not (sizes < fewest).any(axis=None):
        assert not hidden


def test_a_small_group_and_one_from_which_it_would_follow_are_in_no_table() -> None:
    assert {FEW, NEXT} <= groups_in(shown(None))
    assert {FEW, NEXT} <= groups_in(shown({"real_people": False}))
    left = groups_in(shown())
    assert not {FEW, NEXT} & left
    assert {"lone_parent", "couple_with_children", "under_25", "all"} <= left


def test_the_place_has_a_rule_of_its_own() -> None:
    left = groups_in(shown({**REAL, "smallest_group": 420}))
    # Of households all but the largest are few; of ages one, which the next smallest hides.
    assert left == {"all", "couple_with_children", "25_49"}
    assert {FEW, NEXT} <= groups_in(shown({**REAL, "smallest_group": LEAST}))


def test_a_group_that_is_small_in_one_year_only_is_hidden_everywhere() -> None:
    rows = [{"pair": 0, "arm": NETWORK, **group("sex", name, 500)} for name in ("male", "female")]
    rows += [{"pair": 0, "arm": NETWORK, **group("all", "all", 1000)}]
    years = [
        {"pair": 0, "arm": NETWORK, "year": year, "group": name, "persons": size}
        for year, male in ((1, 500), (2, 4))
        for name, size in (("male", male), ("female", 500), ("all", 500 + male))
    ]
    tables = {"gains": pd.DataFrame(rows), "groups": pd.DataFrame(years)}
    found = without_small_cells(tables, FEWEST)
    assert set(found["gains"]["group"]) == set(found["groups"]["group"]) == {"all"}
    assert without_small_cells(tables, 0)["gains"] is tables["gains"]


def test_shares_that_stand_for_few_people_are_missing_and_what_tells_them() -> None:
    rows = [
        {"pair": 0, "arm": NETWORK, **group("sex", "male", 500, gain=1.0)},
        {"pair": 0, "arm": NETWORK, **group("sex", "female", 600)},
        {"pair": 0, "arm": NETWORK, **group("all", "all", 1100)},
        *({"pair": 0, "arm": NETWORK, **group("age", name, 500)} for name in ("a", "b")),
    ]
    found = without_small_cells({"gains": pd.DataFrame(rows)}, FEWEST)["gains"].set_index("group")
    assert found.loc[["male", "female"], ["gain", "same", "lose"]].isna().all(axis=None)
    assert found.loc[["all", "a", "b"], "gain"].notna().all()
    assert found.loc["male", "participation"] == pytest.approx(0.2)


@pytest.mark.parametrize("privacy", [REAL, None])
def test_report_page_figures_and_exports_keep_small_groups_to_themselves(
    privacy: Mapping[str, object] | None, tmp_path: Path
) -> None:
    """Groups under 100 are hidden everywhere, as noise; the rule of the place hides another."""
    comparison = shown(privacy)
    assert (NEXT in groups_in(comparison)) is (privacy is None)
    made = document(comparison, "en")
    word_table(comparison, tmp_path / "table.docx", "en")
    cells = [str(cell) for sheet in sheets(comparison, "en") for row in sheet.rows for cell in row]
    drawn = [str(one) for it in gains_figure.draw(comparison, "en") for one in it.data["group"]]
    texts = {
        "report": page(made),
        "names": " ".join(one.id for one in numbers(made)),
        "workbook": " ".join(cells),
        "figure": " ".join(drawn),
        "word": " ".join(p.text for p in Document(str(tmp_path / "table.docx")).paragraphs),
    }
    for name, text in texts.items():
        for words in ("people who live alone", "household.single"):
            assert words not in text, name
    told = [one.group for one in group_findings(comparison, NETWORK)]
    assert FEW not in told
    method = made.section("method")
    assert method is not None
    assert any("fewer than 10 people" in text for text in method.sentences) is (privacy is REAL)
    assert any("none of them is a real person" in text for text in method.sentences) is (
        privacy is None
    )


def test_files_of_a_result_hold_no_small_group(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("experiments.result_folder.resolved", lambda _: {})
    comparison = shown()
    comparison = replace(comparison, plan=replace(comparison.plan, draws=None))
    comparison.__dict__["assumed"] = []
    comparison.tables["monthly"] = pd.DataFrame({"stock": [3.0]})
    write_comparison(comparison, tmp_path)
    assert not (tmp_path / "monthly.parquet").exists()
    left = set(pd.read_parquet(tmp_path / "gains.parquet")["group"])
    assert not {FEW, NEXT} & left


def test_how_many_are_like_a_single_case_is_told_of_enough_people_only() -> None:
    change = np.zeros(1000)
    change[:4], change[4:60] = 0.5, -0.5
    assert shares(change) == pytest.approx({"median": 94.0, "gains": 0.4, "loses": 5.6})
    found = shares(change, FEWEST)
    assert found["median"] == pytest.approx(94.0)
    assert np.isnan([found["gains"], found["loses"]]).all()
    change[4:60] = 0.0
    assert np.isnan(list(shares(change, FEWEST).values())).all()


def test_nobody_real_is_picked_out() -> None:
    with pytest.raises(InputError, match=r"--person.*nobody is picked out"):
        twins_of(shown(), person=7)


@pytest.mark.parametrize(
    ("table", "key", "problem"),
    [
        ("privacy = 3", "privacy", "a table is needed"),
        ("[privacy]\nreal_people = 1", "privacy.real_people", "true or false is needed"),
        ("[privacy]\nreal_poeple = true", "privacy.real_poeple", "unknown key"),
        ("[privacy]\nreal_people = true\nsmallest_group = 2", "privacy.smallest_group", "range"),
        ("[privacy]\nreal_people = true\nsmallest_group = 9.5", "privacy.smallest_group", "whole"),
        ("[privacy]\nsmallest_group = 20", "privacy.smallest_group", "has no effect"),
    ],
)
def test_a_wrong_rule_is_refused_with_what_is_allowed(
    tmp_path: Path, table: str, key: str, problem: str
) -> None:
    town = copied(tmp_path)
    _ruled(town, table)
    (fault,) = check(town)
    assert fault.file.endswith("place.toml")
    assert fault.key == key
    assert problem in fault.problem
    assert fault.allowed
    assert not english_in(InputError([fault]))


def test_the_rule_of_a_place_reaches_its_comparisons_and_changes_no_world(tmp_path: Path) -> None:
    town = copied(tmp_path)
    before = resolve("siloed", town)
    assert fewest_people(before.labels) == 0
    _ruled(town, f"[privacy]\nreal_people = true\nsmallest_group = {MOST}")
    assert check(town) == []
    after = resolve("siloed", town)
    assert fewest_people(after.labels) == MOST
    assert after.hash == before.hash
    _ruled(town, "[privacy]\nreal_people = true")
    assert fewest_people(resolve("siloed", town).labels) == FEWEST


def _ruled(town: Path, table: str) -> None:
    """Put another rule into the place, at the top if it is no table."""
    path = town / "place.toml"
    text = path.read_text(encoding="utf-8").partition("[privacy]")[0]
    text = f"{table}\n{text}" if "[" not in table else f"{text}{table}\n"
    path.write_text(text, encoding="utf-8")
