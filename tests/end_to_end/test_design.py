"""`sozialraum design` as users call it: a tiny town, three designs, stopped and taken up again."""

import json
import re
import signal
import time
from pathlib import Path

import pytest
from testkit.program import program, started
from testkit.small_town import small_town

pytestmark = pytest.mark.slow

SPACE = """
base = "production-network"
presets = []
[decisions]
handover = { kind = "share", low = 0, high = 1, step = 0.25 }
coordination_limit = { kind = "share", low = 0.0, high = 0.08, step = 0.02 }
"""


def test_a_search_that_is_stopped_goes_on_to_the_same_answer(tmp_path: Path) -> None:
    (tmp_path / "space.toml").write_text(SPACE, encoding="utf-8")
    store = ("--store", str(tmp_path / "store"), "--jobs", "2")
    asked = (
        "design", "--trials", "3", "--draws", "4", "--finalists", "1", "--space", "space.toml",
        "--place", str(small_town(tmp_path)), "--months", "6",
    )  # fmt: skip
    running = started(*asked, *store, folder=tmp_path)
    deadline = time.monotonic() + 200
    while not list((tmp_path / "store").glob("0*/2*")) and time.monotonic() < deadline:
        time.sleep(0.2)
    running.send_signal(signal.SIGINT)
    _, errors = running.communicate(timeout=60)
    assert running.returncode == 130
    found = re.search(r"sozialraum design --resume (\S+)", errors)
    assert found, errors
    again = program("design", "--resume", found[1], *store, "--json", folder=tmp_path)
    assert again.returncode == 0, again.stderr
    content = json.loads(again.stdout)
    assert (content["tried"], content["failed"]) == (3, 0)
    best = next(row for row in content["designs"] if row["design"] == content["best"])
    assert best["report_draws"] == 60
    assert len(list((tmp_path / "results").glob("*-design-*/figures/design.png"))) == 1
    once_more = program(*asked, *store, folder=tmp_path)  # nothing is left to run
    assert once_more.returncode == 0, once_more.stderr
    assert "Annahmesätzen" in once_more.stdout
    assert len(once_more.stdout.splitlines()) <= 25
