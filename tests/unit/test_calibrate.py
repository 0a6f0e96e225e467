"""A whole calibration of the shipped place with a made-up model: what is written, what not."""

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from testkit.fake_oberhausen import fake_oberhausen

from analysis.findings.calibration import sentences
from analysis.measures.contraction import fitted
from analysis.tables.calibration import contraction_table, fit_table
from experiments.calibration.calibrate import Calibrated, calibrate, order
from experiments.calibration.confirm import DRAWS, SLIGHT, confirm
from experiments.calibration.conflicts import NoFit
from experiments.calibration.fit import Settings
from experiments.calibration.points import POINTS
from experiments.calibration.posterior import (
    RECORD,
    TABLE,
    Posterior,
    load_posterior,
    model_hash,
    write_posterior,
)
from experiments.executors import InterruptedRun
from model.errors import InputError, SozialraumError
from model.scenario import resolve

SMALL = Settings(
    repeats=5, nuisance=0, first=80, waves=1, points=80, draws=80, particles=150, seed=4
)
PLACE = "oberhausen-2015"


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Calibrated:
    folder = tmp_path_factory.mktemp("calibrated")
    return calibrate(
        order(PLACE, SMALL), out=folder / "out", results=folder / "results", jobs=1, quiet=True,
        simulator=fake_oberhausen(),
    )  # fmt: skip


def test_the_posterior_is_written_with_what_made_it(done: Calibrated) -> None:
    found = load_posterior(done.folder)
    assert found is not None
    assert found.names == done.fit.space.names
    assert np.allclose(found.values, done.fit.values)
    assert found.weights.sum() == pytest.approx(1.0)
    record = json.loads((done.folder / RECORD).read_text(encoding="utf-8"))
    assert record["place"] == PLACE
    assert record["model"] == model_hash()
    assert record["settings"]["seed"] == 4
    measures = {one["measure"] for one in record["patterns"]}
    assert "cold_arrival_share" not in measures, "P11 is assumed and never fitted"
    assert "stock_trend" not in measures
    assert set(record["drift"]) == {"full_burn_in", "all_assumed_drawn"}
    assert found.remarks(resolve("status-quo")) == []


def test_the_history_is_kept(done: Calibrated) -> None:
    lines = (done.history / POINTS).read_text(encoding="utf-8").splitlines()
    stages = [json.loads(line)["stage"] for line in lines]
    assert stages.count("wave-0") == 80
    assert stages.count("draw") == 80
    assert not list(done.history.parent.glob(".calibrate-*"))


def test_informed_parameters_are_told_from_the_others(done: Calibrated) -> None:
    table = fitted(done.posterior).set_index("name")["contraction"]
    informed = [name for name, _, _ in fake_oberhausen().moved_by]
    assert table[informed].mean() > 0.6
    assert abs(table.drop(informed).mean()) < 0.25


def test_what_is_printed(done: Calibrated) -> None:
    for language in ("de", "en"):
        shown = fit_table(done, language)
        assert len(shown.rows) == len(done.fit.targets)
        assert {len(row) for row in shown.rows} == {len(shown.heads)}
        assert len(contraction_table(done, language).rows) == len(done.fit.space)
        text = " ".join(sentences(done, language))
        assert "$" not in text
        assert ("Keine bekannte Kennzahl" if language == "de" else "their prior") in text


def test_a_place_that_cannot_be_met_gets_no_posterior(tmp_path: Path) -> None:
    far = replace(fake_oberhausen(), shift={"employed_12_share": 0.5})
    with pytest.raises(NoFit) as caught:
        calibrate(
            order(PLACE, SMALL), out=tmp_path / "out", results=tmp_path, jobs=1, quiet=True,
            simulator=far,
        )  # fmt: skip
    text = str(caught.value)
    assert "P5 employed_12_share" in text
    assert "Out of reach" in text
    assert "No posterior was written" in text
    assert "must hold exactly" not in text, "every draw kept the order; it is not at fault"
    assert caught.value.misses[0].measure == "employed_12_share"
    assert not (tmp_path / "out").exists()


def test_a_broken_order_gets_no_posterior(tmp_path: Path) -> None:
    base = fake_oberhausen()

    def broken(values: Mapping[str, float], seed: int) -> dict[str, float]:
        return {**base(values, seed), "participation_order": 0.0}

    with pytest.raises(NoFit, match="must hold exactly: participation_order"):
        calibrate(
            order(PLACE, SMALL), out=tmp_path / "out", results=tmp_path, jobs=1, quiet=True,
            simulator=broken,
        )  # fmt: skip


def test_an_interrupted_calibration_goes_on_to_the_same_result(
    done: Calibrated, tmp_path: Path
) -> None:
    base, asked = fake_oberhausen(), []

    def stops(values: Mapping[str, float], seed: int) -> dict[str, float]:
        asked.append(seed)
        if len(asked) == 120:
            raise KeyboardInterrupt
        return base(values, seed)

    with pytest.raises(InterruptedRun, match="goes on"):
        calibrate(
            order(PLACE, SMALL), out=tmp_path / "out", results=tmp_path, jobs=1, quiet=True,
            simulator=stops,
        )  # fmt: skip
    assert not (tmp_path / "out").exists()
    again = calibrate(
        order(PLACE, SMALL), out=tmp_path / "out", results=tmp_path, jobs=1, quiet=True,
        simulator=stops,
    )  # fmt: skip
    assert len(asked) == len(set(asked)) + 1 + 2 * 12, "checks run the same seeds three times"
    assert np.array_equal(again.posterior.values, done.posterior.values)
    assert np.array_equal(again.posterior.weights, done.posterior.weights)


def test_a_posterior_of_another_state_is_recognised(done: Calibrated) -> None:
    shipped = resolve("status-quo")

    def remarks(**changed: object) -> str:
        one = done.posterior
        other = Posterior(
            one.names, one.values, one.weights, one.measures, {**one.record, **changed}
        )
        return "; ".join(other.remarks(shipped))

    assert remarks() == ""
    assert "other code" in remarks(model="0" * 16)
    assert "files of the place have changed" in remarks(world="0" * 64)
    assert "fitted to essen-2015, not to oberhausen-2015" in remarks(place="essen-2015")


def test_a_posterior_beside_a_place_does_not_change_its_world(
    done: Calibrated, tmp_path: Path
) -> None:
    import shutil

    shipped = resolve("status-quo")
    place = tmp_path / "oberhausen-2015"
    shutil.copytree(shipped.place_folder, place)
    for file in (TABLE, RECORD):
        (place / file).unlink(missing_ok=True)
    before = resolve("status-quo", place=place).world_hash
    write_posterior(place, done.posterior)
    assert resolve("status-quo", place=place).world_hash == before


@pytest.mark.parametrize("damage", ["table", "bit", "record", "number", "half", "weights"])
def test_a_damaged_posterior_is_reported(done: Calibrated, tmp_path: Path, damage: str) -> None:
    write_posterior(tmp_path, done.posterior)
    if damage == "table":
        (tmp_path / TABLE).write_bytes(b"no table")
    elif damage == "bit":
        content = bytearray((tmp_path / TABLE).read_bytes())
        content[len(content) // 3] ^= 1
        (tmp_path / TABLE).write_bytes(content)
    elif damage == "record":
        (tmp_path / RECORD).write_text("{", encoding="utf-8")
    elif damage == "number":
        record = json.loads((tmp_path / RECORD).read_text(encoding="utf-8"))
        (tmp_path / RECORD).write_text(json.dumps({**record, "draws": 1}), encoding="utf-8")
    elif damage == "half":
        (tmp_path / RECORD).unlink()
    else:
        none = replace(done.posterior, weights=np.zeros(len(done.posterior.weights)))
        write_posterior(tmp_path, none)
    with pytest.raises(InputError, match="the posterior cannot be read"):
        load_posterior(tmp_path)


def test_no_posterior_is_no_fault(tmp_path: Path) -> None:
    assert load_posterior(tmp_path) is None


def test_a_place_without_patterns_that_count_is_refused(tmp_path: Path) -> None:
    import shutil

    place = tmp_path / "nowhere"
    shutil.copytree(resolve("status-quo").place_folder, place)
    patterns = place / "patterns.toml"
    text = patterns.read_text(encoding="utf-8")
    patterns.write_text(
        text.replace('use = "fit"', 'use = "kept-out"'),
        encoding="utf-8",
    )
    with pytest.raises(InputError, match="no value is to be fitted"):
        order(place)


def test_a_value_that_no_run_of_the_fit_can_tell_is_refused_first(tmp_path: Path) -> None:
    import shutil

    with pytest.raises(InputError, match=r"entrants_left_share[\s\S]*needs runs of 24 months"):
        order("oberhausen-2015", months=20)
    place = tmp_path / "nowhere"
    shutil.copytree(resolve("status-quo").place_folder, place)
    patterns = place / "patterns.toml"
    text = patterns.read_text(encoding="utf-8")
    patterns.write_text(text.replace('"share_near"', '"share_neer"'), encoding="utf-8")
    with pytest.raises(InputError, match=r"there is no measure 'share_neer'[\s\S]*share_near"):
        order(place)


@pytest.fixture
def own_place(done: Calibrated, tmp_path: Path) -> Path:
    """A copy of the shipped place with the posterior of these tests."""
    import shutil

    place = tmp_path / "oberhausen-2015"
    shutil.copytree(resolve("status-quo").place_folder, place)
    record = {**done.posterior.record, "model": "0" * 16}
    shipped = resolve("status-quo", place=place)
    record["world"] = shipped.world_hash
    write_posterior(place, replace(done.posterior, record=record))
    return place


def test_a_posterior_that_comes_out_the_same_is_confirmed(own_place: Path) -> None:
    shipped = resolve("status-quo", place=own_place)
    before = load_posterior(own_place)
    assert before is not None
    assert before.remarks(shipped) != []
    assert confirm(own_place, jobs=1, quiet=True, simulator=fake_oberhausen()) == (
        DRAWS,
        0.0,
    )
    after = load_posterior(own_place)
    assert after is not None
    assert after.remarks(shipped) == []
    assert np.array_equal(after.values, before.values)


def test_measures_that_moved_by_rounding_are_renewed(own_place: Path) -> None:
    """Then every draw is run again: one that moved by more would not be found among a few."""
    before = load_posterior(own_place)
    assert before is not None
    measure = "employed_12_share"
    slightly = SLIGHT / 4 * float(before.measures[measure].std())
    moved = replace(fake_oberhausen(), shift={measure: slightly})
    found = confirm(own_place, jobs=1, quiet=True, simulator=moved)
    assert found == (len(before.weights), pytest.approx(SLIGHT / 4))
    after = load_posterior(own_place)
    assert after is not None
    assert after.remarks(resolve("status-quo", place=own_place)) == []
    assert np.allclose(after.measures[measure], before.measures[measure] + slightly)
    assert np.array_equal(after.weights, before.weights)
    assert after.record["moved"] == pytest.approx(SLIGHT / 4)
    assert confirm(own_place, jobs=1, quiet=True, simulator=moved) == (DRAWS, 0.0)
    further = replace(fake_oberhausen(), shift={measure: 4.8 * slightly})
    with pytest.raises(SozialraumError, match="fitted anew"):  # both moves together are too much
        confirm(own_place, jobs=1, quiet=True, simulator=further)


def test_after_a_change_of_parameters_every_draw_must_come_out_the_same(own_place: Path) -> None:
    stored = load_posterior(own_place)
    assert stored is not None
    old = replace(stored, record={**stored.record, "world": "0" * 64})
    write_posterior(own_place, old)
    measure = "employed_12_share"
    slightly = SLIGHT / 4 * float(stored.measures[measure].std())
    moved = replace(fake_oberhausen(), shift={measure: slightly})
    with pytest.raises(SozialraumError, match=r"have changed since .* fitted anew"):
        confirm(own_place, jobs=1, quiet=True, simulator=moved)
    found = confirm(own_place, jobs=1, quiet=True, simulator=fake_oberhausen())
    assert found == (len(stored.weights), 0.0)
    after = load_posterior(own_place)
    assert after is not None
    assert after.remarks(resolve("status-quo", place=own_place)) == []


def test_a_posterior_that_comes_out_otherwise_is_not_confirmed(own_place: Path) -> None:
    moved = replace(fake_oberhausen(), shift={"employed_12_share": 1e-2})
    with pytest.raises(SozialraumError, match=r"employed_12_share is .* fitted anew"):
        confirm(own_place, jobs=1, quiet=True, simulator=moved)
    found = load_posterior(own_place)
    assert found is not None
    assert found.record["model"] == "0" * 16
    (own_place / "posterior.parquet").unlink()
    (own_place / "posterior.json").unlink()
    with pytest.raises(InputError, match="has no posterior"):
        confirm(own_place, jobs=1, quiet=True, simulator=moved)


def test_assumed_parameters_to_fit_along_are_checked() -> None:
    with pytest.raises(InputError, match=r"'casework.kapa' is no assumed parameter"):
        order(PLACE, replace(SMALL, along=("casework.kapa", "casework.kappa")))
    asked = order(PLACE, replace(SMALL, along=("casework.kappa",)))
    assert asked.settings.along == ("casework.kappa",)
