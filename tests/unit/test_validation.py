"""The validation table: verdicts, distances, the ceiling, and complete reports of bad files."""

import math
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from analysis.measures.patterns import VALIDATION, all_hold, kind_of, pattern_table
from experiments.patterns import Patterns, load_patterns
from model.errors import InputError
from model.parameters import load_sources

PLACE = Path(__file__).parents[2] / "scenarios" / "places" / "oberhausen-2015"

VALUE = """
[[P1.value]]
name = { de = "Bestand", en = "stock" }
measure = "stock_mean"
target = 100
low = 90
high = 120
unit = "persons"
status = "seen"
source = "talk"
reason = "example"
"""
REPORTED = VALUE.replace("stock_mean", "flow").replace('"seen"', '"assumed"') + (
    'use = "reported"\nuse_reason = "assumed"\n'
)
HEAD = """
place = "example"
[P1]
title = { de = "Bestand", en = "stock" }
definition = "an example"
use = "fit"
use_reason = "example"
"""
KEPT_OUT = VALUE.replace("stock_mean", "kept") + 'use = "kept-out"\nuse_reason = "example"\n'
CEILING = """
[ceiling]
completed = 1000
mitigated = 0.5
causal_share = 0.5
gain = [0.04, 0.10]
exits = 2000
error_from = 300
unit = "exits"
reason = "example"
"""


class Everything:
    """Measures and sources of examples: all that is not called unknown."""

    def __contains__(self, name: object) -> bool:
        return "unknown" not in str(name)

    def __iter__(self) -> Iterator[str]:
        return iter(("stock_mean",))


@pytest.fixture(autouse=True)
def _examples(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    if "oberhausen" not in request.node.name:
        monkeypatch.setattr("experiments.patterns.MEASURES", Everything())
        monkeypatch.setattr("experiments.patterns.load_sources", Everything)


def read(folder: Path, text: str, sources: set[str] | None = None) -> Patterns:
    (folder / "patterns.toml").write_text(text, encoding="utf-8")
    return load_patterns(folder, sources)


def faults(folder: Path, text: str, sources: set[str] | None = None) -> dict[str, str]:
    with pytest.raises(InputError) as caught:
        read(folder, text, sources)
    return {fault.key: fault.problem for fault in caught.value.faults}


@pytest.mark.parametrize(
    ("simulated", "verdict", "distance"),
    [
        (100, "holds", 0.0),
        (90, "holds", 1.0),
        (120, "holds", 1.0),
        (110, "holds", 0.5),
        (89.9, "fails", 1.01),
        (140, "fails", 2.0),
        (math.nan, "fails", None),
        (math.inf, "fails", None),
    ],
)
def test_a_value_holds_inside_its_band_only(
    tmp_path: Path, simulated: float, verdict: str, distance: float | None
) -> None:
    rows = pattern_table({"stock_mean": simulated}, read(tmp_path, HEAD + VALUE))
    assert rows[0].verdict == verdict
    assert rows[0].distance == (None if distance is None else pytest.approx(distance))
    assert all_hold(rows) == (verdict == "holds")


def test_a_missing_measure_fails_where_it_counts(tmp_path: Path) -> None:
    rows = pattern_table({}, read(tmp_path, HEAD + VALUE + REPORTED))
    assert [row.verdict for row in rows] == ["fails", "reported"]


def test_reported_values_decide_nothing(tmp_path: Path) -> None:
    patterns = read(tmp_path, HEAD + VALUE + REPORTED)
    rows = pattern_table({"stock_mean": 100, "flow": 900}, patterns)
    assert rows[1].verdict == "reported"
    assert all_hold(rows)
    assert set(patterns.fitted()) == {"stock_mean"}
    assert not all_hold(rows[1:]), "reported rows alone are no validation"


def test_what_was_fitted_is_never_called_validation(tmp_path: Path) -> None:
    """The posterior's own record decides, not what the file gives to the next fit."""
    patterns = read(tmp_path, HEAD + VALUE + KEPT_OUT + REPORTED)
    kinds = {
        name: [kind_of(value, fitted) for _, _, value in patterns.values()]
        for name, fitted in (("none", None), ("nothing", set()), ("all", {"stock_mean", "kept"}))
    }
    assert kinds["none"] == ["fit", "validation", "reported"]
    assert kinds["nothing"] == ["validation", "validation", "reported"]
    assert kinds["all"] == ["fit", "fit", "reported"]
    assert kind_of(patterns.patterns["P1"].value[2], {"flow"}) == "fit", "even if only reported"


@pytest.mark.parametrize(
    ("runs", "inside", "verdict"),
    [
        ([99, 100, 101, 100, 101], 1.0, "holds"),
        ([80, 80, 119, 119, 119], 0.6, "holds"),
        ([80, 80, 80, 119, 119], 0.4, "fails"),
        ([130, 130, 130, 130, 130], 0.0, "fails"),
    ],
)
def test_a_verdict_is_the_mean_and_the_share_of_draws_inside(
    tmp_path: Path, runs: list[float], inside: float, verdict: str
) -> None:
    row = pattern_table(
        {"stock_mean": float(np.mean(runs))},
        read(tmp_path, HEAD + VALUE),
        runs={"stock_mean": np.array(runs)},
    )[0]
    assert (row.inside, row.verdict) == (inside, verdict)


def test_kept_out_misses_do_not_break_the_fit_and_are_not_hidden(tmp_path: Path) -> None:
    rows = pattern_table({"stock_mean": 100, "kept": 900}, read(tmp_path, HEAD + VALUE + KEPT_OUT))
    assert all_hold(rows)
    assert not all_hold(rows, VALIDATION)
    assert [row.verdict for row in rows] == ["holds", "fails"]


def test_what_no_run_tells_has_a_verdict_of_its_own(tmp_path: Path) -> None:
    untold = KEPT_OUT + 'not_measured = { de = "geht nicht", en = "not recorded" }\n'
    row = pattern_table({}, read(tmp_path, HEAD + untold))[0]
    assert (row.verdict, row.why) == ("not measured", "not recorded")
    assert not read(tmp_path, HEAD + VALUE + untold).patterns["P1"].value[1].fits
    short = pattern_table({}, read(tmp_path, HEAD + KEPT_OUT), left_out={"kept"})[0]
    assert short.verdict == "not measured"


def test_skill_is_the_share_of_a_naive_error_avoided(tmp_path: Path) -> None:
    naive = KEPT_OUT + 'naive = { guess = 140, why = "as elsewhere" }\n'
    patterns = read(tmp_path, HEAD + naive)
    skills = [pattern_table({"kept": x}, patterns)[0].skill for x in (100, 110, 140, 160)]
    assert skills == pytest.approx([1.0, 0.75, 0.0, -0.5])


@pytest.mark.parametrize(
    ("change", "key", "problem"),
    [
        (('use = "kept-out"', 'use = "kept"'), "P1.value.0.use", "no such use: 'kept'"),
        (("low = 90", "low = 130"), "P1.kept", "outside its band"),
        (('use_reason = "example"\n', ""), "P1.kept", "without a reason"),
        (('"seen"', '"assumed"'), "P1.kept", "assumed"),
    ],
)
def test_bad_uses_and_bands_are_named(
    tmp_path: Path, change: tuple[str, str], key: str, problem: str
) -> None:
    assert problem in faults(tmp_path, HEAD + KEPT_OUT.replace(*change))[key]


def test_distance_counts_tolerances(tmp_path: Path) -> None:
    row = pattern_table({"stock_mean": 141}, read(tmp_path, HEAD + VALUE))[0]
    assert row.distance == pytest.approx(2.05)


def test_names_in_both_languages(tmp_path: Path) -> None:
    patterns = read(tmp_path, HEAD + VALUE)
    assert [pattern_table({}, patterns, code)[0].name for code in ("de", "en")] == [
        "Bestand",
        "stock",
    ]


def test_all_faults_of_a_file_at_once(tmp_path: Path) -> None:
    bad = VALUE.replace("target = 100", 'target = "100"').replace("reason", "raeson")
    assert set(faults(tmp_path, HEAD + bad)) == {
        "P1.value.0.target",
        "P1.value.0.reason",
        "P1.value.0.raeson",
    }


def test_a_name_is_needed_in_both_languages(tmp_path: Path) -> None:
    assert set(faults(tmp_path, HEAD + VALUE.replace(', en = "stock"', ""))) == {
        "P1.value.0.name.en"
    }


def test_unknown_key_names_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        read(tmp_path, HEAD + VALUE.replace("measure", "mesure"))
    assert "did you mean: measure?" in str(caught.value)


def test_contradictions_are_found_together(tmp_path: Path) -> None:
    outside = VALUE.replace("low = 90", "low = 110")
    half = VALUE.replace("low = 90\n", "").replace("stock_mean", "half")
    assumed = VALUE.replace('"seen"', '"assumed"').replace("stock_mean", "assumed")
    found = faults(tmp_path, HEAD + outside + half + assumed + VALUE, {"book"})
    assert set(found) == {"P1.stock_mean", "P1.half", "P1.assumed"}
    with pytest.raises(InputError) as caught:
        read(tmp_path, HEAD + outside + half + assumed + VALUE, {"book"})
    problems = "\n".join(fault.problem for fault in caught.value.faults)
    for part in (
        "outside its band",
        "belong together",
        "neither fitted nor judged",
        "used twice",
        "unknown source",
    ):
        assert part in problems


def test_a_value_that_counts_needs_a_target(tmp_path: Path) -> None:
    bare = "\n".join(
        line for line in VALUE.splitlines() if line.split(" ")[0] not in {"target", "low", "high"}
    )
    assert "without a target" in faults(tmp_path, HEAD + bare)["P1.stock_mean"]
    shown = read(
        tmp_path,
        HEAD
        + VALUE
        + bare.replace("stock_mean", "new")
        + '\nuse = "reported"\nuse_reason = "nothing known"',
    )
    row = pattern_table({"new": 1.0}, shown)[1]
    assert (row.verdict, row.target, row.distance) == ("reported", None, None)


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (None, "no such file"),
        (b"\xff\xfe", "not UTF-8"),
        (b"= 3", "line 1"),
        ("folder", "a folder"),
    ],
)
def test_unreadable_files_are_reported(tmp_path: Path, content: object, problem: str) -> None:
    path = tmp_path / "patterns.toml"
    if isinstance(content, bytes):
        path.write_bytes(content)
    elif content == "folder":
        path.mkdir()
    with pytest.raises(InputError, match=problem):
        load_patterns(tmp_path)


def test_the_patterns_of_oberhausen() -> None:
    patterns = load_patterns(PLACE, load_sources())
    assert list(patterns.patterns) == [f"P{number}" for number in range(1, 22)]
    values = list(patterns.values())
    assert all(value.use_reason for _, _, value in values)
    fitted = {key for key, _, value in values if value.use == "fit"}
    kept_out = {key for key, _, value in values if value.use == "kept-out"}
    assert fitted == {*(f"P{number}" for number in range(1, 11)), "P14", "P15", "P16"}
    assert kept_out == {f"P{number}" for number in range(12, 22)}
    extra = [v for key, _, v in values if int(key[1:]) >= 17 and v.use == "kept-out"]
    assert len([value for value in extra if value.not_measured is None]) >= 10
    assert all(value.mechanism or value.not_measured for value in extra)
    targets = {value.measure: value.target for value in patterns.fitted().values()}
    on_target = pattern_table({m: t for m, t in targets.items() if t is not None}, patterns)
    assert all_hold(on_target)
    assert not all_hold(
        pattern_table({m: t + 1e6 for m, t in targets.items() if t is not None}, patterns)
    )
    assert patterns.ceiling is not None
    least, most = patterns.ceiling.plausible()
    assert 10 <= least < most <= 60
