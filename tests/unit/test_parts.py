"""Finished pairs survive: kept, found again, refused where they do not belong."""

import json
from pathlib import Path

import numpy as np
import pytest
from testkit.fake_results import fake_plan

from experiments.parts import Parts, parts_folder, read_plan, target_of
from experiments.plan import Plan
from experiments.worker import Failure, PairResult
from model.errors import InputError

ARGUMENTS = {"base": "siloed", "others": ["production-network"]}


def result(plan: Plan, number: int) -> PairResult:
    table = {"arm": np.array(["siloed", "netz"]), "value": np.array([0.1 + number, np.nan])}
    return PairResult(plan.pair(number), {"outcomes": table}, {"run": 1.5})


def test_pairs_come_back_as_they_were(tmp_path: Path) -> None:
    plan = fake_plan()
    parts = Parts(tmp_path / "out", plan, ARGUMENTS, "code")
    for number in (0, 3):
        parts.keep(result(plan, number))
    again = Parts(tmp_path / "out", plan, ARGUMENTS, "code").finished()
    assert sorted(again) == [0, 3]
    assert again[3].pair == plan.pair(3)
    assert again[3].seconds == {"run": 1.5}
    np.testing.assert_array_equal(again[3].tables["outcomes"]["arm"], ["siloed", "netz"])
    np.testing.assert_array_equal(again[3].tables["outcomes"]["value"], [3.1, np.nan])


def test_failed_pairs_are_tried_again(tmp_path: Path) -> None:
    plan = fake_plan()
    parts = Parts(tmp_path / "out", plan, ARGUMENTS, "code")
    parts.keep(PairResult(plan.pair(0), failure=Failure("run", "no")))
    assert parts.finished() == {}


def test_a_damaged_pair_counts_as_not_finished(tmp_path: Path) -> None:
    plan = fake_plan()
    parts = Parts(tmp_path / "out", plan, ARGUMENTS, "code")
    parts.keep(result(plan, 0))
    parts.keep(result(plan, 1))
    path = parts.folder / "pair-00000.npz"
    path.write_bytes(path.read_bytes()[:50])
    assert sorted(parts.finished()) == [1]


@pytest.mark.parametrize(
    ("plan", "code", "key"),
    [
        (fake_plan(seed=1), "code", "seed"),
        (fake_plan(months=36), "code", "months"),
        (fake_plan(effects={"siloed": 0.1, "x": 0.2}), "code", "arms"),
        (fake_plan(), "other", "code"),
    ],
)
def test_pairs_of_something_else_are_refused(
    tmp_path: Path, plan: Plan, code: str, key: str
) -> None:
    Parts(tmp_path / "out", fake_plan(), ARGUMENTS, "code")
    with pytest.raises(InputError) as caught:
        Parts(tmp_path / "out", plan, ARGUMENTS, code)
    assert key in [fault.key for fault in caught.value.faults]


def test_the_plan_says_what_was_asked(tmp_path: Path) -> None:
    Parts(tmp_path / "out", fake_plan(), ARGUMENTS, "code")
    assert read_plan(tmp_path / "out")["arguments"] == ARGUMENTS


def test_resuming_nothing_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no interrupted run"):
        read_plan(tmp_path / "nowhere")
    folder = parts_folder(tmp_path / "broken")
    folder.mkdir()
    (folder / "plan.json").write_text("{")
    with pytest.raises(InputError, match="cannot be read"):
        read_plan(tmp_path / "broken")


def test_parts_are_discarded_when_the_result_stands(tmp_path: Path) -> None:
    parts = Parts(tmp_path / "out", fake_plan(), ARGUMENTS, "code")
    assert json.loads((parts.folder / "plan.json").read_text(encoding="utf-8"))
    parts.discard()
    assert list(tmp_path.iterdir()) == []


def test_both_names_mean_the_same_run() -> None:
    target = Path("results/20260131T093000Z-compare-a-b")
    assert target_of(parts_folder(target)) == target
    assert target_of(target) == target
