"""Studies grow, share runs, and are refused where something else has changed."""

from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from testkit.studies import (
    GRID,
    HEAD,
    ONE_POINT,
    TWO_POINTS,
    Engine,
    carried_out,
    study_of,
    written,
)

from analysis.measures.run_tables import keeper
from experiments.store import code as versions
from experiments.study.extending import begun_before, extended, refuse_other
from experiments.study.frames import differences_frame, results_frame
from experiments.study.kept import recall, study_folder
from experiments.study.running import results_of
from experiments.study.status import status_of
from model.errors import InputError


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> Engine:
    return Engine(monkeypatch)


def test_extended_equals_the_larger_study(engine: Engine, tmp_path: Path) -> None:
    small = study_of(tmp_path, TWO_POINTS)
    text = TWO_POINTS.replace("[1, 2]", "[0, 1, 2]").replace("pairs = 3", "pairs = 5")
    text = text.replace('network"]', 'network", "case-management-only"]')
    text += '[keep]\noutcomes = ["participation", "integrations", "stock"]\n'
    whole = carried_out(study_of(tmp_path, text), tmp_path / "whole")
    carried_out(small, tmp_path / "store")
    engine.run.clear()
    larger = extended(small, keeper(), reference=str(written(tmp_path, text)))
    results = carried_out(larger, tmp_path / "store")
    assert results.content() == whole.content()
    assert len(engine.run) == 3 * 5 * 3 - 12
    pd.testing.assert_frame_equal(results_frame(results), results_frame(whole))


def test_more_outcomes_need_no_run(engine: Engine, tmp_path: Path) -> None:
    study = study_of(tmp_path, TWO_POINTS)
    carried_out(study, tmp_path / "store")
    engine.run.clear()
    more = extended(study, keeper(), outcomes=("stock",))
    assert set(results_frame(carried_out(more, tmp_path / "store"))["outcome"]) >= {"stock"}
    assert engine.run == []


def test_keeping_more_often_runs_again_and_changes_no_value(engine: Engine, tmp_path: Path) -> None:
    study = study_of(tmp_path, TWO_POINTS)
    before = results_frame(carried_out(study, tmp_path / "store"))
    engine.run.clear()
    results = carried_out(extended(study, keeper(), every="monthly"), tmp_path / "store")
    assert len(engine.run) == 12
    pd.testing.assert_frame_equal(results_frame(results), before)
    assert results.monthly().num_rows == 12 * 24
    assert set(results_frame(results, None)["year"]) == {0, 1, 2}


@pytest.mark.parametrize(
    ("text", "changes", "said"),
    [
        (TWO_POINTS.replace("pairs = 3", "pairs = 2"), {}, "at least 3"),
        (TWO_POINTS.replace("[1, 2]", "[1, 3]"), {}, "1 points of before are missing"),
        (TWO_POINTS.replace("months = 24", "months = 36"), {}, "was 24, now it is 36"),
        (TWO_POINTS.replace("stage_cap", "handover").replace("[1, 2]", "[0, 1]"), {}, "factors"),
        (TWO_POINTS.replace('"siloed", ', ""), {}, "arms of before are missing"),
        (None, {"points": 8}, "does not grow by a number"),
        (None, {"outcomes": ("nope",)}, "no outcome 'nope'"),
    ],
)
def test_an_extension_that_takes_away_is_refused(
    text: str | None, changes: dict[str, Any], said: str, tmp_path: Path
) -> None:
    study = study_of(tmp_path, TWO_POINTS)
    reference = str(written(tmp_path, text)) if text else None
    with pytest.raises(InputError, match=said):
        extended(study, keeper(), reference=reference, **changes)


def test_a_sobol_study_grows(tmp_path: Path) -> None:
    text = HEAD + '[design]\nkind = "sobol"\npoints = {}\n[design.factors]\n"search.base" = {{}}\n'
    study = study_of(tmp_path, text.format(8))
    larger = extended(study, keeper(), points=16)
    assert larger.fingerprint == study_of(tmp_path, text.format(16)).fingerprint
    with pytest.raises(InputError, match="power of two above 8"):
        extended(study, keeper(), points=12)


def test_another_study_runs_nothing_twice(engine: Engine, tmp_path: Path) -> None:
    carried_out(study_of(tmp_path, TWO_POINTS), tmp_path / "store")
    engine.run.clear()
    other = study_of(tmp_path, TWO_POINTS.replace("[1, 2]", "[2, 3]"), "other")
    results = carried_out(other, tmp_path / "store")
    assert status_of(results).complete
    assert len(engine.run) == 6


def test_other_code_is_refused_on_resume_and_never_mixed(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    study, store = study_of(tmp_path, TWO_POINTS), tmp_path / "store"
    before = carried_out(study, store)
    monkeypatch.setattr(versions, "model_hash", lambda: "another")
    versions.code_version.cache_clear()
    try:
        now = versions.code_version(keeper().definition)
        with pytest.raises(InputError) as caught:
            begun_before(store, "study", keeper())
        assert before.code in str(caught.value)
        assert now in str(caught.value)
        assert len(results_frame(results_of(study, keeper(), store))) == 24
        engine.run.clear()
        after = carried_out(study, store)
        assert len(engine.run) == 12
        assert after.code == now
        assert status_of(after).elsewhere == {before.code: 12}
    finally:
        versions.code_version.cache_clear()


def test_a_changed_scenario_is_refused_on_resume(engine: Engine, tmp_path: Path) -> None:
    mine, store = tmp_path / "mine.toml", tmp_path / "store"
    mine.write_text('name = "mine"\nextends = "siloed"\n', encoding="utf-8")
    study = study_of(tmp_path, ONE_POINT.replace('"production-network"', '"mine.toml"'))
    carried_out(study, store)
    mine.write_text('name = "mine"\nextends = "siloed"\n[levers]\nstage_cap = 4\n', "utf-8")
    with pytest.raises(InputError, match="has changed since the study began"):
        begun_before(store, "study", keeper())


def test_a_name_is_not_taken_twice_by_accident(engine: Engine, tmp_path: Path) -> None:
    store = tmp_path / "store"
    carried_out(study_of(tmp_path, TWO_POINTS), store)
    refuse_other(store, study_of(tmp_path, TWO_POINTS), keeper())
    with pytest.raises(InputError, match="began with 24, now it is 12"):
        refuse_other(store, study_of(tmp_path, TWO_POINTS.replace("24", "12")), keeper())


def test_a_damaged_memory_of_a_study_is_said(engine: Engine, tmp_path: Path) -> None:
    store = tmp_path / "store"
    carried_out(study_of(tmp_path, ONE_POINT), store)
    (study_folder(store, "study") / "study.json").write_text("{", encoding="utf-8")
    with pytest.raises(InputError, match="remove this file"):
        recall(store, "study")
    with pytest.raises(InputError, match="has been begun in"):
        begun_before(store, "stuty", keeper())


RULE = HEAD + GRID + "[stop]\nwithin = {{ participation = {} }}\nmost_pairs = 40\n"


def test_the_rule_adds_pairs_until_every_point_is_precise(engine: Engine, tmp_path: Path) -> None:
    study = study_of(tmp_path, RULE.format(0.005))
    results = carried_out(study, tmp_path / "store")
    assert 8 < max(results.counts) <= 40
    frame = differences_frame(results)
    sizes = frame[frame["outcome"] == "participation"].groupby("point")["pair"].count()
    assert tuple(sizes) == results.counts
    assert study.stop is not None
    for _, group in frame[frame["outcome"] == "participation"].groupby("point"):
        values = {("production-network", "participation"): group["difference"].to_numpy()}
        assert study.stop.following(values, len(group)) == len(group)


def test_the_rule_asks_for_the_same_after_an_interruption(engine: Engine, tmp_path: Path) -> None:
    study = study_of(tmp_path, RULE.format(0.005))
    calm = carried_out(study, tmp_path / "calm")
    # Pairs of another study that lie beyond what the rule needs must not count.
    fixed = RULE.format(1).partition("[stop]")[0].replace("[design]", "pairs = 40\n[design]")
    store = tmp_path / "store"
    carried_out(study_of(tmp_path, fixed, "other"), store)
    engine.run.clear()
    results = carried_out(study, store)
    assert (results.counts, results.content()) == (calm.counts, calm.content())
    assert engine.run == []


def test_the_rule_keeps_to_its_budget(engine: Engine, tmp_path: Path) -> None:
    text = RULE.format(1e-9) + "most_runs = 48\n"
    results = carried_out(study_of(tmp_path, text), tmp_path / "store")
    assert results.counts == (12, 12)
    assert len(engine.run) <= 48


def test_a_budget_that_does_not_reach_for_the_first_pairs_is_refused(
    engine: Engine, tmp_path: Path
) -> None:
    with pytest.raises(InputError, match=r"(?s)stop\.most_runs.*at least \d+"):
        study_of(tmp_path, RULE.format(1e-9) + "most_runs = 3\n")
    assert engine.run == []
