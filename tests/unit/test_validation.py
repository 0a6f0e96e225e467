"""The validation table: verdicts, distances, the ceiling, and complete reports of bad files."""

import math
from collections.abc import Iterator
from pathlib import Path

import pytest

from analysis.measures.patterns import all_hold, beyond, ceiling_note, pattern_table
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
    "counts_as_validation = false\n"
)
HEAD = """
place = "example"
[P1]
title = { de = "Bestand", en = "stock" }
definition = "an example"
counts_as_validation = true
"""
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
    assert [row.measure for row in beyond(rows, 2.0)] == ["stock_mean"]


def test_reported_values_decide_nothing(tmp_path: Path) -> None:
    patterns = read(tmp_path, HEAD + VALUE + REPORTED)
    rows = pattern_table({"stock_mean": 100, "flow": 900}, patterns)
    assert rows[1].verdict == "reported"
    assert all_hold(rows)
    assert beyond(rows, 2.0) == []
    assert set(patterns.fitted()) == {"stock_mean"}
    assert not all_hold(rows[1:]), "reported rows alone are no validation"


def test_distance_counts_tolerances(tmp_path: Path) -> None:
    rows = pattern_table({"stock_mean": 141}, read(tmp_path, HEAD + VALUE))
    assert [row.measure for row in beyond(rows, 2.0)] == ["stock_mean"]
    assert beyond(rows, 2.1) == []


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
        "cannot count",
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
        HEAD + VALUE + bare.replace("stock_mean", "new") + "\ncounts_as_validation = false",
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


@pytest.mark.parametrize(
    ("extra", "words"),
    [
        (20, "not above"),
        (-40, "not above"),
        (26, "Look for the reason"),
        (300, "error of the model"),
        (math.nan, "cannot be checked"),
    ],
)
def test_more_than_the_ceiling_is_an_error_not_a_finding(
    tmp_path: Path, extra: float, words: str
) -> None:
    ceiling = read(tmp_path, HEAD + VALUE + CEILING).ceiling
    assert ceiling is not None
    assert ceiling.plausible() == pytest.approx((10.0, 25.0))
    assert words in ceiling_note(extra, ceiling)


def test_the_patterns_of_oberhausen() -> None:
    patterns = load_patterns(PLACE, load_sources())
    assert list(patterns.patterns) == [f"P{number}" for number in range(1, 14)]
    counted = {key for key, pattern, value in patterns.values() if pattern.counts(value)}
    assert counted == {f"P{number}" for number in range(1, 11)}
    targets = {value.measure: value.target for value in patterns.fitted().values()}
    on_target = pattern_table({m: t for m, t in targets.items() if t is not None}, patterns)
    assert all_hold(on_target)
    assert not all_hold(
        pattern_table({m: t + 1e6 for m, t in targets.items() if t is not None}, patterns)
    )
    assert patterns.ceiling is not None
    least, most = patterns.ceiling.plausible()
    assert 20 <= least < most <= 60
