"""Studies run, stop, go on, grow and share runs; the engine is made up, all else is real."""

import shutil
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from testkit.fake_results import fake_run
from testkit.studies import (
    HEAD,
    ONE_POINT,
    TWO_POINTS,
    Engine,
    carried_out,
    fake_simulate,
    runner_of,
    study_of,
)

from analysis.measures.outcomes import outcomes_of
from analysis.measures.run_tables import keep_run, keeper, year_of
from experiments.executors import InterruptedRun
from experiments.store import code as versions
from experiments.store.batches import batches
from experiments.study.blocks import Place
from experiments.study.dispatch import OtherCode, TimeIsUp
from experiments.study.extending import begun_before
from experiments.study.forecast import forecast
from experiments.study.frames import differences_frame, points_frame, results_frame
from experiments.study.kept import recall
from experiments.study.resolving import Scenarios
from experiments.study.running import Means
from experiments.study.status import status_of
from model.errors import CheckError

YEARLY = '[keep]\nevery = "yearly"\noutcomes = ["participation", "stock"]\n'
MONTHLY = '[keep]\nevery = "monthly"\n'
WORLDS = HEAD + 'pairs = 2\n[design]\nkind = "grid"\n[design.factors]\n"market.demand" = [1, 1.2]\n'


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> Engine:
    return Engine(monkeypatch)


def test_every_point_pair_and_arm_is_run_once(engine: Engine, tmp_path: Path) -> None:
    results = carried_out(study_of(tmp_path, TWO_POINTS), tmp_path / "store")
    frame = results_frame(results)
    assert list(frame.columns) == ["point", "pair", "arm", "outcome", "value"]
    assert len(frame) == 2 * 3 * 2 * 2
    assert not frame.duplicated(["point", "pair", "arm", "outcome"]).any()
    assert len(engine.run) == len(set(engine.run)) == 12
    assert points_frame(results)["levers.stage_cap"].tolist() == [1.0, 2.0]
    assert status_of(results).complete


def test_points_that_change_levers_share_the_burn_in_of_a_seed(
    engine: Engine, tmp_path: Path
) -> None:
    carried_out(study_of(tmp_path, TWO_POINTS), tmp_path / "store")
    assert len(engine.burnt) == len(set(engine.burnt)) == 3


def test_points_that_change_the_world_have_burn_ins_of_their_own(
    engine: Engine, tmp_path: Path
) -> None:
    carried_out(study_of(tmp_path, WORLDS), tmp_path / "store")
    assert len(engine.burnt) == len(set(engine.burnt)) == 4
    assert [world for world, _ in engine.burnt[:2]] == [engine.burnt[0][0]] * 2


def test_values_are_those_of_the_outcomes(engine: Engine, tmp_path: Path) -> None:
    study = study_of(tmp_path, TWO_POINTS)
    results = carried_out(study, tmp_path / "store")
    run = fake_simulate(Scenarios(study).get(1, 1), study.seed_of(2), 24, None, False)
    expected = outcomes_of(run)
    frame = results_frame(results).set_index(["point", "pair", "arm", "outcome"])["value"]
    for outcome in study.outcomes:
        assert frame[1, 2, "production-network", outcome] == expected[outcome]


def test_differences_are_taken_within_a_pair(engine: Engine, tmp_path: Path) -> None:
    results = carried_out(study_of(tmp_path, TWO_POINTS), tmp_path / "store")
    wide = results_frame(results).pivot(
        index=["point", "pair", "outcome"], columns="arm", values="value"
    )
    expected = (wide["production-network"] - wide["siloed"]).rename("difference").reset_index()
    found = differences_frame(results).drop(columns="arm")
    pd.testing.assert_frame_equal(
        found.sort_values(["point", "pair", "outcome"], ignore_index=True), expected
    )


def stop_after(engine: Engine, runs: int) -> None:
    def before(scenario: Any, seed: int) -> None:
        if len(engine.run) == runs:
            engine.before = lambda scenario, seed: None
            raise KeyboardInterrupt

    engine.before = before


@pytest.mark.parametrize("keep", ["", YEARLY, MONTHLY])
@pytest.mark.parametrize("after", [1, 11])
def test_interrupted_and_resumed_equals_uninterrupted(
    engine: Engine, tmp_path: Path, keep: str, after: int
) -> None:
    study = study_of(tmp_path, TWO_POINTS + keep)
    calm = carried_out(study, tmp_path / "calm").content()
    engine.run.clear()
    stop_after(engine, after)
    with pytest.raises(InterruptedRun, match="study resume study"):
        carried_out(study, tmp_path / "store")
    begun = begun_before(tmp_path / "store", "study", keeper())
    results = carried_out(begun.study, tmp_path / "store")
    assert status_of(results).complete
    assert results.content() == calm
    assert len(engine.run) <= 12 + max(0, after - 1)  # the first block is short, and was kept


def test_a_factor_of_one_arm_runs_the_others_once(engine: Engine, tmp_path: Path) -> None:
    text = HEAD + 'pairs = 2\n[design]\nkind = "grid"\n[design.factors."levers.stage_cap"]\n'
    text += 'values = [1, 2, 3]\narms = ["production-network"]\n'
    results = carried_out(study_of(tmp_path, text), tmp_path / "store")
    assert len(results_frame(results)) == 3 * 2 * 2 * 2
    assert len(engine.run) == 2 * (3 + 1)


def failing(engine: Engine, seed: int, error: Exception) -> None:
    def before(scenario: Any, at: int) -> None:
        if at == seed and scenario.name == "production-network":
            raise error

    engine.before = before


def test_a_failed_run_is_a_row_and_ends_nothing(engine: Engine, tmp_path: Path) -> None:
    study = study_of(tmp_path, ONE_POINT)
    failing(engine, study.seed_of(1), CheckError("places exceeded"))
    found = status_of(carried_out(study, tmp_path / "store"))
    assert (found.done, found.failed, found.missing) == (5, 1, 0)
    one = found.failures[0]
    assert (one.stage, one.message) == ("run", "places exceeded")
    assert one.example == "point 0, pair 1, production-network"
    assert "CheckError" in one.detail


def test_a_failure_is_tried_again_if_it_may_end_otherwise(engine: Engine, tmp_path: Path) -> None:
    study, store = study_of(tmp_path, ONE_POINT), tmp_path / "store"
    calm = carried_out(study, tmp_path / "calm").content()
    for error, again, runs in (
        (CheckError("wrong"), False, 0),
        (CheckError("wrong"), True, 1),
        (MemoryError("too large"), False, 1),
    ):
        failing(engine, study.seed_of(1), error)
        carried_out(study, store, again=True)
        engine.before = lambda scenario, seed: None
        engine.run.clear()
        results = carried_out(study, store, again=again)
        assert len(engine.run) == runs
        if runs:
            assert results.content() == calm  # the failure before leaves no trace in the results
            for batch in batches(store, results.code):
                shutil.rmtree(batch.folder)


def test_a_failed_burn_in_fails_its_runs_only(engine: Engine, tmp_path: Path) -> None:
    study = study_of(tmp_path, ONE_POINT)
    bad, original = study.seed_of(0), engine._burn_in

    def burn_in(scenario: Any, seed: int) -> object:
        if seed == bad:
            raise ValueError("nobody lives here")
        return original(scenario, seed)

    sys.modules["model.simulate"].__dict__["burn_in"] = burn_in
    found = status_of(carried_out(study, tmp_path / "store"))
    assert (found.done, found.failed) == (4, 2)
    assert found.failures[0].stage == "burn-in"


def test_damaged_batches_are_named_and_their_runs_done_again(
    engine: Engine, tmp_path: Path
) -> None:
    study, store = study_of(tmp_path, TWO_POINTS), tmp_path / "store"
    results = carried_out(study, store)
    calm = results.content()
    batch = batches(store, results.code)[0]  # all runs, or some if the machine was slow
    runs, file = batch.manifest()["runs"], batch.file("outcomes")
    file.write_bytes(file.read_bytes()[:100])
    engine.run.clear()
    said: list[str] = []
    assert carried_out(study, store, say=said.append).content() == calm
    assert 0 < len(engine.run) == runs
    assert str(file.parent) in said[0]


def test_a_worker_with_other_code_is_refused_with_both_versions(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from experiments.study import work

    monkeypatch.setattr(work, "code_version", lambda definition: "0.0-worker")
    study = study_of(tmp_path, ONE_POINT)
    with pytest.raises(OtherCode, match=r"0\.0-worker") as caught:
        carried_out(study, tmp_path / "store")
    assert versions.code_version(keeper().definition) in str(caught.value)
    assert engine.run == []


def test_time_is_up(engine: Engine, tmp_path: Path) -> None:
    study = study_of(tmp_path, TWO_POINTS)
    with pytest.raises(TimeIsUp, match="study resume study"):
        carried_out(study, tmp_path / "store", hours=1e-9)
    assert status_of(carried_out(study, tmp_path / "store")).complete


def test_a_forecast_does_runs_of_the_study_and_keeps_them(engine: Engine, tmp_path: Path) -> None:
    study = study_of(tmp_path, TWO_POINTS.replace("pairs = 3", "pairs = 20"))
    means = Means(store=tmp_path / "store", jobs=1, quiet=True)
    found = forecast(study, keeper(), means)
    assert (found.runs_asked, found.probe_runs, found.runs_left) == (80, 12, 68)
    assert found.seconds > 0.0
    assert found.memory > 10**7
    assert found.disk > 68 * 300
    assert found.split is not None
    assert found.split.known == 6
    again = forecast(study, keeper(), means)
    assert (again.probe_runs, again.runs_left) == (9, 59)
    assert again.seconds > 0.0
    engine.run.clear()
    carried_out(study, tmp_path / "store")
    assert len(engine.run) == 59
    assert forecast(study, keeper(), means).runs_left == 0


def test_missing_runs_are_planned_by_world_and_pair(tmp_path: Path) -> None:
    runner = runner_of(study_of(tmp_path, WORLDS), tmp_path / "store")
    runner.prepare()
    cells = runner.missing()
    assert [(cell.pair, cell.runs) for cell in cells] == [
        (pair, (Place(point, 0), Place(point, 1))) for point in (0, 1) for pair in (0, 1)
    ]
    assert len({cell.world for cell in cells}) == 2


def test_years_add_up_to_the_run(tmp_path: Path) -> None:

    run = fake_run(months=36)
    run.group_names = ("all", *run.group_names[1:])
    table = keep_run(run, "yearly")["outcomes"]
    assert table["year"].tolist() == [0, 1, 2, 3]
    np.testing.assert_allclose(table["stock"][1:].mean(), table["stock"][0])
    starts = [float(year_of(run, year).people["integrations"].sum()) for year in (1, 2, 3)]
    np.testing.assert_allclose(sum(starts), run.groups[-1][0, 2])


def test_a_study_whose_runs_others_have_made_is_found_by_its_name(
    engine: Engine, tmp_path: Path
) -> None:
    store = tmp_path / "store"
    carried_out(study_of(tmp_path, TWO_POINTS, "first"), store)
    count = len(engine.run)
    carried_out(study_of(tmp_path, TWO_POINTS, "second"), store)
    assert len(engine.run) == count
    begun = recall(store, "second")
    assert begun is not None
    assert begun.study.name == "second"
