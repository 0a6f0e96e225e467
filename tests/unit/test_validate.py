"""`validate` with a made-up model: table, JSON, figure, words, and the status it ends with."""

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from testkit.fake_oberhausen import fake_oberhausen
from testkit.spoken import not_german

from analysis.ask.validation import validate
from analysis.figures.patterns import drawing
from analysis.findings.validation import definitions, sentences
from analysis.results.validation import Validation
from analysis.tables.brief import of_validation
from analysis.tables.validation import validation_lines
from model.errors import InputError
from model.scenario import resolve
from sozialraum.commands.validate import _show

PLACE = "oberhausen-2015"


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped place without its posterior: the made-up model knows only the shipped values."""
    folder = tmp_path_factory.mktemp("places") / PLACE
    left_out = shutil.ignore_patterns("posterior.*")
    shutil.copytree(resolve("status-quo").place_folder, folder, ignore=left_out)
    return folder


@pytest.fixture(scope="module")
def done(bare: Path) -> Validation:
    return validate(bare, runs=12, jobs=1, quiet=True, simulator=fake_oberhausen())


@pytest.fixture(scope="module")
def failing(bare: Path) -> Validation:
    far = replace(fake_oberhausen(), shift={"employed_12_share": 0.3})
    return validate(bare, runs=4, jobs=1, quiet=True, simulator=far, language="en")


@pytest.fixture(scope="module")
def missing(bare: Path) -> Validation:
    """The fit holds, and something that was kept out of it does not."""
    far = replace(fake_oberhausen(), shift={"men_to_women": 5.0})
    return validate(bare, runs=4, jobs=1, quiet=True, simulator=far, language="en")


def test_json_has_the_promised_shape(failing: Validation) -> None:
    content = json.loads(json.dumps(failing.as_json(), allow_nan=False))
    promised = ["id", "kind", "target", "low", "high", "simulated", "inside", "verdict"]
    for row in content["patterns"]:
        assert list(row)[:8] == promised
        assert row["kind"] in {"fit", "validation"}
        assert row["verdict"] in {"holds", "fails", "not measured"}
        assert row["grade"] in {"A", "B", "C"} or row["source"] in {"assumption", "calc"}
    assert {row["id"] for row in content["patterns"]} == {f"P{n}" for n in range(1, 22)} - {"P11"}
    assert {row["verdict"] for row in content["beside"]} == {"reported"}
    assert content["holds"] is False
    assert content["validation"]["fail"] == 0 < content["validation"]["not_measured"]
    fails = [row["measure"] for row in content["patterns"] if row["verdict"] == "fails"]
    assert fails == ["employed_12_share"]


def test_intervals_span_the_runs(done: Validation) -> None:
    low, high = done.interval("stock_mean")
    assert low < done.simulated["stock_mean"] < high
    assert done.interval("never_heard_of")[0] != done.interval("never_heard_of")[0]
    assert len(done.measures) == 12


def test_neutral_steering_splits_the_concentration(done: Validation) -> None:
    split = done.split
    assert split.all[0] == pytest.approx(split.attention[0] + split.distance[0])
    assert split.distance[0] == pytest.approx(0.57 - 0.24)
    assert split.creaming[1] <= split.creaming[0] <= split.creaming[2]


def test_text_for_people(done: Validation, failing: Validation) -> None:
    for one in (done, failing):
        shown = list(validation_lines(one))
        assert max(map(len, shown)) <= 80
        assert sum(line.startswith("P") for line in shown) == len(one.rows)
    heads = [head for head, _ in definitions(done)]
    assert heads[0].startswith("P1 ")
    said = " ".join(sentences(failing))
    assert "P5 employed at month 12" in said
    assert "are attention" in said
    assert "$" not in said + " ".join(sentences(done))


def test_the_answer_is_short_and_german_even_with_all_of_it(
    done: Validation, missing: Validation, capsys: pytest.CaptureFixture[str]
) -> None:
    german = replace(missing, language="de")
    for one in (done, german):
        lines = of_validation(one)
        assert lines[1].startswith(next(iter(sentences(one)))[:60])
        assert len(lines) <= 25
        assert max(map(len, lines)) <= 80
        assert not_german(" ".join(lines)) == []
        _show(one, everything=True, technical=False)
        shown = capsys.readouterr().out
        assert not_german(shown) == []
        assert max(map(len, shown.splitlines())) <= 80


def test_the_figure_shows_every_value_with_a_target(failing: Validation) -> None:
    data = drawing(failing, "de").data
    targets = [row for row in failing.rows if row.target is not None and row.simulated is not None]
    assert len(data) == len(targets)
    off = data.set_index("name")["off"]
    assert off["beschäftigt im Monat 12"] > 3.0


def test_everything_is_written(bare: Path, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    done = validate(bare, runs=3, jobs=1, quiet=True, simulator=fake_oberhausen(), out=folder)
    assert done.folder == folder
    names = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert {"patterns.csv", "result.json", "runs.parquet", "figures/patterns.png"} <= names


def test_too_few_runs_are_refused() -> None:
    with pytest.raises(InputError, match="runs"):
        validate(PLACE, runs=1, simulator=fake_oberhausen())


def test_fit_and_validation_stand_apart(done: Validation, missing: Validation) -> None:
    first = next(iter(sentences(missing)))
    hold, kept_out = missing.holding("fit")[0], missing.holding("validation")[1]
    assert first.startswith(f"{hold} values fitted: {hold} hold; validation: {kept_out - 1} of")
    assert missing.holds
    assert not missing.validated
    said = " ".join(sentences(missing))
    assert "P20 integration rate, men : women, 6.53 instead of 1.22 to 1.84" in said
    assert "likely mechanism: mothers begin a third less" in said
    assert "Cannot be measured yet: " in said
    data = drawing(missing, "en").data
    assert list(dict.fromkeys(data["kind"])) == ["fit", "validation", "reported"]
    shown = list(validation_lines(missing))
    assert [line.split()[-2:] for line in shown if line.endswith(" fails")] == [["6.53", "fails"]]
    assert done.validated


@pytest.mark.parametrize(
    ("kind", "options", "status"),
    [
        ("done", [], 0),
        ("done", ["--strict"], 0),
        ("failing", [], 1),
        ("missing", [], 0),
        ("missing", ["--strict"], 1),
    ],
)
def test_the_exit_status_tells(
    done: Validation,
    failing: Validation,
    missing: Validation,
    kind: str,
    options: list[str],
    status: int,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    from sozialraum.command_line import main

    made = {"done": done, "failing": failing, "missing": missing}[kind]
    monkeypatch.setattr("analysis.ask.validation.validate", lambda *_, **__: made)
    with pytest.raises(SystemExit) as ended:
        main(["validate", PLACE, "--json", *options])
    assert (ended.value.code or 0) == status
    assert json.loads(capsys.readouterr().out)["holds"] is made.holds
