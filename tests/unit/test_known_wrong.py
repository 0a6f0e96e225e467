"""Inputs that are known to be wrong are refused in words: each a case of its own."""

from pathlib import Path

import pytest
from testkit import known_wrong
from testkit.damage import Bench, read_as

from experiments.patterns import load_patterns
from model.population.files import read_place
from model.scenario.check import check


def names() -> list[str]:
    return [
        *known_wrong.TYPED,
        *(f"scenario: {name}" for name in known_wrong.SCENARIOS),
        *(f"design: {name}" for name in known_wrong.DESIGNS),
        *(f"study.json: {name}" for name in known_wrong.KEPT),
        *("link in a circle", "pipe as a scenario", "device as a study", "pipe as points"),
        *("device as points", "link out as points", "points outside", "device beside a place"),
        "pipe beside a place",
    ]


@pytest.mark.parametrize("name", names())
def test_it_is_refused(name: str, tmp_path: Path) -> None:
    read = dict(known_wrong.cases(tmp_path))[name]
    outcome = read_as(name, 0, read)
    assert outcome.what == "refused", outcome
    assert "root:" not in outcome.detail  # nothing of /etc/passwd
    assert "\x1b" not in outcome.detail


def test_every_case_has_a_name(tmp_path: Path) -> None:
    assert sorted(names()) == sorted(name for name, _ in known_wrong.cases(tmp_path))


def test_a_fault_of_a_place_is_said_once(tmp_path: Path) -> None:
    for number, name in enumerate(("status as a list", "huge whole number", "per cent")):
        file, old, new = known_wrong.TYPED[name]
        folder = tmp_path / str(number)
        folder.mkdir()
        town = known_wrong.copied(folder)
        known_wrong.changed(town, file, old, new)
        (fault,) = check(town, readers=(read_place, load_patterns))
        assert fault.file.endswith(file), fault


def test_the_same_study_json_undamaged_is_read(tmp_path: Path) -> None:
    from experiments.study.kept import recall

    bench = Bench(tmp_path)
    begun = recall(tmp_path / "store", "kept")
    assert begun is not None
    assert begun.study.points == ((1.0,), (2.0,))
    assert bench.kept.is_file()
