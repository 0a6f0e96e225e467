"""The cases of the rules take every branch of every rule, both ways: measured while they run."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from testkit.source import ROOT

# Ways that nothing can take, by rule: how many, and why.
IMPOSSIBLE = {
    "appointments": (1, "none are counted yet at the first look, so it is never the last"),
    "poisson": (1, "none are counted yet at the first look, so it is never the last"),
    "put_in_turn": (1, "the first place to compare with always lies in the queue"),
}


@pytest.fixture(scope="module")
def found() -> Any:
    """What a run of all cases took, in a process of its own that is watched."""
    cases = sorted(str(path) for path in Path(__file__).parent.glob("test_rules_*.py"))
    cases.remove(__file__)
    answer = subprocess.run(
        [sys.executable, "-m", "testkit.branches", *cases],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "tests")])},
        capture_output=True,
        text=True,
        check=False,
    )
    assert answer.returncode == 0, answer.stderr
    return json.loads(answer.stderr.splitlines()[-1])


def test_every_branch_is_taken_both_ways(found: Any) -> None:
    assert found["status"] == 0, "a case fails or is missing: see the other red tests"
    assert found["rules"] > 150
    missed = [text for text in found["missed"] if text.partition(":")[0] not in IMPOSSIBLE]
    assert not missed, "\n".join(["give each a case:", *missed])


@pytest.mark.parametrize("rule", IMPOSSIBLE)
def test_what_is_impossible_is_still_there(rule: str, found: Any) -> None:
    times, why = IMPOSSIBLE[rule]
    assert len([text for text in found["missed"] if text.startswith(f"{rule}:")]) == times, why


def test_a_branch_that_is_left_out_is_seen() -> None:
    """The watch itself: of `a and b`, and of an expression with `if`."""
    from testkit.branches import Taken

    def rule(a: bool, b: bool) -> int:
        return 1 if a and b else 2

    taken = Taken({"rule": rule.__code__})
    taken.begin()
    try:
        rule(True, True)
        rule(False, True)
    finally:
        taken.end()
    assert len(taken.missed()) == 1  # b never decides
    assert "1 of 2 ways never taken" in taken.missed()[0]
