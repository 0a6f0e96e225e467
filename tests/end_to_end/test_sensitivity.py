"""Sensitivity and what follows from it as users call it, on a small place with the real model."""

import json
import re
import signal
import time
from pathlib import Path

import pytest
from testkit.places import small
from testkit.program import program, started

pytestmark = pytest.mark.slow

ARMS = ("siloed", "production-network")


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fiftieth of Oberhausen."""
    return small(tmp_path_factory.mktemp("place"), 0.02)


@pytest.fixture(scope="module")
def quick(town: Path) -> tuple[str, ...]:
    """Options of a run of a year."""
    return ("--place", str(town), "--months", "12", "--jobs", "2", "--json")


@pytest.fixture(scope="module")
def study(quick: tuple[str, ...], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A finished study of all parameters."""
    out = tmp_path_factory.mktemp("results") / "study"
    answer = program("sensitivity", *ARMS, *quick, "--runs", "32", "--out", str(out))
    assert answer.returncode == 0, answer.stderr
    content = json.loads(answer.stdout)
    assert content["points"] == 32 * (9 + 2)  # nine groups, and two tables more
    assert content["failed"] == 0
    assert {row["input"] for row in content["indices"]} >= {"cooperation", "casework"}
    return out


def test_boxes_and_worth_follow_from_a_study(study: Path) -> None:
    boxes = program("tipping", "--study", str(study), "--json")
    assert boxes.returncode == 0, boxes.stderr
    assert {row["arm"] for row in json.loads(boxes.stdout)["regret"]} == set(ARMS)
    worth = program("worth", str(study), "--outcome", "participation", "--json")
    assert worth.returncode == 0, worth.stderr
    assert len(json.loads(worth.stdout)["participation"]["worth"]) > 300


def test_a_decomposition_adds_up(quick: tuple[str, ...], tmp_path: Path) -> None:
    chosen = ("--mechanism", "handover", "--mechanism", "parallel", "--seeds", "2")
    answer = program("decompose", *ARMS, *quick, *chosen, "--out", str(tmp_path / "out"))
    assert answer.returncode == 0, answer.stderr
    rows = [r for r in json.loads(answer.stdout)["parts"] if r["outcome"] == "participation"]
    values = {row["part"]: row["value"] for row in rows}
    assert abs(sum(v for part, v in values.items() if part != "total") - values["total"]) < 1e-12


def test_tipping_points_and_front(quick: tuple[str, ...], tmp_path: Path) -> None:
    along = ("--along", "cooperation", "--seeds", "2")
    sweep = program("tipping", *ARMS, *quick, *along, "--out", str(tmp_path / "sweep"))
    assert sweep.returncode == 0, sweep.stderr
    levels = json.loads(sweep.stdout)["levels"]
    assert levels[0]["level"] == 0.0
    assert levels[0]["difference"] == 0.0  # none of the network's levers: the very same arrangement
    options = ("--option", "officers", "--option", "debt_advice", "--posts", "1", "--grid", "2")
    front = program("frontier", ARMS[1], *quick, *options, "--seeds", "2", "--more", "3",
                    "--out", str(tmp_path / "front"))  # fmt: skip
    assert front.returncode == 0, front.stderr
    assert any(row["front"] for row in json.loads(front.stdout)["ways"])


def test_a_study_that_is_stopped_can_be_taken_up(quick: tuple[str, ...], tmp_path: Path) -> None:
    store = tmp_path / "store"
    asked = ("sensitivity", *ARMS, *quick, "--runs", "64", "--store", str(store))
    running = started(*asked, folder=tmp_path)
    deadline = time.monotonic() + 200
    while not list(store.glob("0*/2*")) and time.monotonic() < deadline:
        time.sleep(0.2)
    running.send_signal(signal.SIGINT)
    _, errors = running.communicate(timeout=60)
    assert running.returncode == 130
    found = re.search(r"sozialraum sensitivity --resume (\S+)", errors)
    assert found, errors
    go_on = ("sensitivity", "--resume", found[1], "--store", str(store), "--jobs", "2", "--json")
    again = program(*go_on, folder=tmp_path)
    assert again.returncode == 0, again.stderr
    assert json.loads(again.stdout)["points"] == 640
