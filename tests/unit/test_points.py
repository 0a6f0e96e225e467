"""Points of a design are run once, kept at once, and go on after a kill."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from testkit.fake_city import FakeCity, fake_space

from experiments.calibration.points import POINTS, Finished, History, Point, run_points
from experiments.executors import InterruptedRun
from model.errors import SozialraumError

ASKED: list[int] = []


def simulator(values: Mapping[str, float], seed: int) -> dict[str, float]:
    ASKED.append(seed)
    if values["a"] < 0:
        raise ValueError("below zero")
    if values["a"] == 99:
        raise KeyboardInterrupt
    return {"m": values["a"] + seed, "none": float("nan")}


def points(count: int, **changed: float) -> list[Point]:
    return [Point("wave", k, 10 + k, {"a": float(changed.get(f"a{k}", k))}) for k in range(count)]


@pytest.fixture(autouse=True)
def _fresh() -> None:
    ASKED.clear()


def test_finished_points_are_not_run_again(tmp_path: Path) -> None:
    first = run_points(simulator, points(3), History(tmp_path), jobs=1)
    assert [one.measures["m"] for one in first] == [10.0, 12.0, 14.0]
    again = run_points(simulator, points(5), History(tmp_path), jobs=1)
    assert ASKED == [10, 11, 12, 13, 14]
    assert [one.point.number for one in again] == [0, 1, 2, 3, 4]
    assert again[1].measures["none"] != again[1].measures["none"]


def test_a_point_with_other_values_is_run_anew(tmp_path: Path) -> None:
    run_points(simulator, points(3), History(tmp_path), jobs=1)
    found = run_points(simulator, points(3, a1=7.0), History(tmp_path), jobs=1)
    assert found[1].measures["m"] == 18.0
    assert ASKED == [10, 11, 12, 11]


def test_what_a_kill_has_left_half_written_is_run_again(tmp_path: Path) -> None:
    run_points(simulator, points(3), History(tmp_path), jobs=1)
    file = tmp_path / POINTS
    text = file.read_text()
    file.write_text(text[: text.rindex('"failure"')])
    found = run_points(simulator, points(3), History(tmp_path), jobs=1)
    assert ASKED == [10, 11, 12, 12]
    assert len(found) == 3
    assert len(History(tmp_path).finished) == 3, "the new line does not hang on the torn one"


def test_ctrl_c_keeps_what_is_finished(tmp_path: Path) -> None:
    with pytest.raises(InterruptedRun, match=r"runs finished: 2 of 4.*goes on"):
        run_points(simulator, points(4, a2=99.0), History(tmp_path), jobs=1)
    assert len(History(tmp_path).finished) == 2


def test_single_failures_are_left_out_and_tried_again(tmp_path: Path) -> None:
    history = History(tmp_path)
    found = run_points(simulator, points(8, a3=-1.0), history, jobs=1)
    assert [one.point.number for one in found] == [0, 1, 2, 4, 5, 6, 7]
    assert "below zero" in history.finished["wave/3"].failure
    assert len(History(tmp_path).missing(points(8, a3=-1.0))) == 1


def test_many_failures_end_the_calibration() -> None:
    many = points(4, a1=-1.0, a2=-1.0)
    with pytest.raises(SozialraumError, match=r"2 of 4 runs .*\n  2 × ValueError: below zero"):
        run_points(simulator, many, History(None), jobs=1)


def test_a_line_comes_back_as_it_was() -> None:
    one = Finished(points(1)[0], {"m": 0.1, "none": float("nan")})
    back = Finished.from_line(one.as_line())
    assert back.point == one.point
    assert back.measures["m"] == 0.1


def test_two_workers_do_the_same(tmp_path: Path) -> None:
    city = FakeCity(fake_space(2))
    asked = [Point("wave", k, k, {"a": 0.1 * k, "b": 2.0}) for k in range(4)]
    found = run_points(city, asked, History(tmp_path), jobs=2)
    assert [one.measures for one in found] == [city(one.values, one.seed) for one in asked]
