"""Studies whose store is damaged, changed or deleted: named and done again, never wrong."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from testkit.studies import ONE_POINT, TWO_POINTS, Engine, carried_out, study_of

from analysis.measures.run_tables import keeper
from experiments.digests import with_digest
from experiments.store.batches import batches
from experiments.study.extending import begun_before
from experiments.study.frames import results_frame
from experiments.study.running import results_of
from experiments.study.status import status_of
from model.errors import InputError, OutputError


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> Engine:
    return Engine(monkeypatch)


def test_a_store_that_is_deleted_meanwhile_ends_the_study_with_true_advice(
    engine: Engine, tmp_path: Path
) -> None:
    study, store = study_of(tmp_path, TWO_POINTS), tmp_path / "store"
    calm = carried_out(study, tmp_path / "calm").content()
    engine.run.clear()

    def before(scenario: Any, seed: int) -> None:
        if len(engine.run) == 5:
            shutil.rmtree(store)
            engine.before = lambda scenario, seed: None

    engine.before = before
    with pytest.raises(OutputError, match="deleted, moved, exchanged or unmounted") as caught:
        carried_out(study, store)
    assert f"study run {study.source}" in str(caught.value)
    assert not store.exists()
    assert carried_out(study, store).content() == calm


def test_what_a_study_is_stays_known_whatever_is_deleted_meanwhile(
    engine: Engine, tmp_path: Path
) -> None:
    study, store = study_of(tmp_path, TWO_POINTS), tmp_path / "store"

    def before(scenario: Any, seed: int) -> None:
        if len(engine.run) == 5:
            shutil.rmtree(store / "studies")

    engine.before = before
    carried_out(study, store)
    assert begun_before(store, "study", keeper()).study.fingerprint == study.fingerprint


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"name": "../../../outside"}, "digest"),
        ({"pairs": 7}, "digest"),
        ({"months": 12}, "digest"),
    ],
)
def test_a_study_that_was_changed_in_the_store_is_refused(
    changed: dict[str, Any], said: str, engine: Engine, tmp_path: Path
) -> None:
    store = tmp_path / "store"
    carried_out(study_of(tmp_path, ONE_POINT), store)
    file = store / "studies" / "study" / "study.json"
    content = json.loads(file.read_text(encoding="utf-8"))
    content["study"] |= changed
    file.write_text(json.dumps(content), encoding="utf-8")
    with pytest.raises(InputError, match=said):
        begun_before(store, "study", keeper())


def test_a_study_of_another_name_is_refused_even_with_its_digest(
    engine: Engine, tmp_path: Path
) -> None:
    """What somebody else has made may not lead out of the store."""
    store = tmp_path / "store"
    carried_out(study_of(tmp_path, ONE_POINT), store)
    file = store / "studies" / "study" / "study.json"
    content = json.loads(file.read_text(encoding="utf-8"))
    content["study"]["name"] = "../../../outside"
    file.write_text(json.dumps(with_digest(content)), encoding="utf-8")
    with pytest.raises(InputError, match="another name"):
        begun_before(store, "study", keeper())


def test_a_missing_file_of_outcomes_is_not_complete(
    engine: Engine, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    study, store = study_of(tmp_path, TWO_POINTS), tmp_path / "store"
    results = carried_out(study, store)
    calm, rows = results.content(), len(results_frame(results))
    batches(store, results.code)[0].file("outcomes").unlink()
    again = results_of(study, keeper(), store)
    assert status_of(again).done < status_of(again).asked
    assert "outcomes.parquet" in capsys.readouterr().err
    assert len(results_frame(again)) < rows
    assert carried_out(study, store).content() == calm
