"""A finished comparison: frames, JSON, notebook, folder."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from testkit.fake_results import fake_comparison

import sozialraum
from analysis.findings.verdict import verdict
from analysis.goal import Goal
from analysis.measures.outcomes import OUTCOMES
from analysis.measures.pairs import Failure, PairResult
from analysis.publish.comparison import write_comparison
from analysis.results.comparison import Comparison
from analysis.results.showing import html
from experiments.result_folder import file_name, read_record, read_table, result_name


@pytest.fixture(scope="module")
def done() -> Comparison:
    return fake_comparison()


def test_table_has_a_row_per_outcome_and_arm(done: Comparison) -> None:
    assert len(done.table) == 2 * (len(OUTCOMES) - 1)  # creaming needs twins
    assert set(done.table["arm"]) == {"case-management-only", "production-network"}
    known = done.table.dropna(subset=["low"])
    assert (known["low"] <= known["difference"]).all()
    assert (known["difference"] <= known["high"]).all()
    np.testing.assert_allclose(
        known["arm_mean"] - known["base_mean"], known["difference"], atol=1e-6
    )


def test_json_has_exactly_the_promised_shape(done: Comparison) -> None:
    content = json.loads(json.dumps(done.as_json(), allow_nan=False))
    assert list(content) == ["place", "months", "pairs", "seed", "base", "outcomes"]
    assert (content["pairs"], content["seed"], content["base"]) == (6, 0, "siloed")
    keys = ["name", "unit", "arm", "base_mean", "arm_mean", "difference", "low", "high"]
    assert all(list(outcome) == keys for outcome in content["outcomes"])


def test_one_pair_has_no_interval_in_json() -> None:
    content = fake_comparison(pairs=1).as_json()
    assert content["outcomes"][0]["low"] is None
    assert content["outcomes"][0]["difference"] is not None


def test_frames_carry_pair_and_arm(done: Comparison) -> None:
    assert set(done.monthly.groupby(["pair", "arm"]).size()) == {24}
    assert set(done.gains["arm"]) == {"case-management-only", "production-network"}
    for frame in (done.monthly, done.groups, done.ties, done.gains, done.split):
        assert frame.columns[0] == "pair"


def test_against_the_fair_rival(done: Comparison) -> None:
    table = done.against("case-management-only").set_index(["name", "arm"])
    base = done.table.set_index(["name", "arm"])
    through = (
        base.at[("participation", "production-network"), "difference"]
        - base.at[("participation", "case-management-only"), "difference"]
    )
    assert table.at[("participation", "production-network"), "difference"] == pytest.approx(through)


def test_failed_pairs_stand_apart(done: Comparison) -> None:
    failed = PairResult(done.plan.pair(6), failure=Failure("burn-in", "out of memory"))
    with_failure = replace(done, results=[*done.results, failed])
    assert with_failure.pairs == 6
    row = with_failure.failures.iloc[0]
    assert (row["pair"], row["stage"], row["message"]) == (6, "burn-in", "out of memory")
    assert "1 of 7 matched pairs have failed" in "\n".join(verdict(with_failure, "en"))


def test_notebook_shows_the_answer_and_escapes(done: Comparison) -> None:
    assert isinstance(done, sozialraum.Comparison)  # the front door says how results appear
    page = done._repr_html_()
    assert page.startswith("<p><strong>Mit A gibt es unter diesen Annahmen")
    assert "mindestens mittlere Teilhabe" in page
    done.plan.arms[1].scenario.title["de"] = "<b>fett</b>"
    try:
        page = replace(done)._repr_html_()
        assert "<b>fett</b>" not in page
        assert "&lt;b&gt;fett" in page
    finally:
        done.plan.arms[1].scenario.title["de"] = "case-management-only"


def test_folder_holds_everything(done: Comparison, tmp_path: Path) -> None:
    write_comparison(done, tmp_path)
    assert read_record(tmp_path)["command"] == "compare"
    pd.testing.assert_frame_equal(read_table(tmp_path, "monthly"), done.monthly)
    names = {path.name for path in tmp_path.iterdir()}
    assert {"differences.parquet", "gains.parquet", "ties.parquet", "result.json"} <= names
    assert {"verdict.de.txt", "verdict.en.txt", "record.json", "scenarios"} <= names
    scenario = json.loads((tmp_path / "scenarios" / "siloed.json").read_text(encoding="utf-8"))
    assert scenario["name"] == "siloed"


def test_names_that_no_system_refuses() -> None:
    assert file_name("Netz: Ost/West? (2)") == "Netz-Ost-West-2"
    assert file_name("...") == "unnamed"
    name = result_name("20260131T093000Z", "compare", ["a"] * 100)
    assert name.startswith("20260131T093000Z-compare-a-a")
    assert len(name) <= 120


def test_a_result_without_a_page_shows_its_values() -> None:
    assert html(Goal(pairs=3)).startswith("<pre>Goal(pairs=3")
