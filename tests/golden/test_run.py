"""One small run must give the same numbers as before, on every machine.

`make golden` renews run.json; then CHANGELOG.md gets a line that begins with `Results:`. Only
counts of persons and events stand there, summed by quarter: integers that no rounding can move.
"""

import json
from pathlib import Path

import pytest
from testkit.model_worlds import small_run

FILE = Path(__file__).with_name("run.json")
ARMS = ("siloed", "production-network", "project-network")
MONTHS, QUARTER, SEED = 24, 3, 1
MEASURES = (
    "stock",
    "in_new",
    "out_covered",
    "out_other_income",
    "disengaged",
    "integrations",
    "offers_lost",
    "contacts",
    "recognised",
    "referrals",
    "admitted",
    "completed",
    "mitigated",
    "waiting",
    "joint_cases",
    "participation_low",
    "long_receipt",
)


def measured(arm: str) -> dict[str, list[int]]:
    """Sums of counts by quarter."""
    monthly = small_run(arm, months=MONTHS, seed=SEED).monthly
    return {m: [int(q) for q in monthly[m].reshape(-1, QUARTER).sum(axis=1)] for m in MEASURES}


def as_text(content: dict[str, dict[str, list[int]]]) -> str:
    """JSON with one measure a line, so that a difference can be read."""
    arms = []
    for arm, measures in content.items():
        lines = ",\n".join(f"    {json.dumps(name)}: {row}" for name, row in measures.items())
        arms.append(f"  {json.dumps(arm)}: {{\n{lines}\n  }}")
    return "{\n" + ",\n".join(arms) + "\n}\n"


@pytest.fixture(scope="module")
def now() -> dict[str, dict[str, list[int]]]:
    return {arm: measured(arm) for arm in ARMS}


def test_the_run_is_the_golden_run(
    now: dict[str, dict[str, list[int]]], renew_golden: bool
) -> None:
    if renew_golden:
        FILE.write_text(as_text(now), encoding="utf-8")
    before = json.loads(FILE.read_text(encoding="utf-8"))
    moved = [
        f"{arm}: {name}: {before.get(arm, {}).get(name)} → {row}"
        for arm, measures in now.items()
        for name, row in measures.items()
        if before.get(arm, {}).get(name) != row
    ]
    assert not moved, "results moved; if that is meant: make golden, and say why\n" + "\n".join(
        moved
    )


def test_the_golden_run_is_no_standstill(now: dict[str, dict[str, list[int]]]) -> None:
    """Everything that is compared happens, and arrangements differ."""
    assert all(any(row) for row in now["production-network"].values())
    assert now["siloed"] != now["production-network"] != now["project-network"]
    assert json.loads(as_text(now)) == now
