"""The page starts and answers without what only POSIX has: no Windows machine is here to try it."""

import subprocess
import sys
from pathlib import Path

import httpx2
import pytest
from testkit.page_server import START, PageServer
from testkit.small_town import small_town
from testkit.source import ROOT

pytestmark = pytest.mark.slow

TAKEN = "from testkit.without_posix import take_away; take_away(); "


def test_the_page_starts_and_answers(tmp_path: Path) -> None:
    more, query = ("--jobs", "1"), "levers.handover=0.4&lang=en"
    with (
        PageServer(small_town(tmp_path), tmp_path, "12", "1", more, TAKEN + START) as server,
        httpx2.Client(base_url=server.address, timeout=None) as client,
    ):
        assert client.get("/").status_code == 200
        with client.stream("GET", f"/answer?{query}") as answer:
            told = answer.iter_lines()
            name = next(line for line in told if line in ("event: answer", "event: problem"))
            content = next(told)
    assert name == "event: answer", content
    assert "starts of work" in content


def test_what_is_taken_away_would_be_missed() -> None:
    for use in ("import fcntl", "import os; os.nice(0)", "import signal; signal.SIGHUP"):
        search = f"import sys; sys.path[:0] = [{str(ROOT)!r}, {str(ROOT / 'tests')!r}]; "
        done = subprocess.run(
            [sys.executable, "-c", search + TAKEN + use], capture_output=True, check=False
        )
        assert done.returncode != 0, use
