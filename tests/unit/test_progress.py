"""Progress is shown while a long step is being done, and never for a short one."""

import time

import pytest

from experiments import progress
from experiments.progress import Progress


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is shown after seconds is shown at once."""
    for name, seconds in (("SHOW_AFTER", 0.0), ("LINE_EVERY", 0.0), ("LOOK_EVERY", 0.01)):
        monkeypatch.setattr(progress, name, seconds)


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize(("total", "line"), [(3, "steps: 0 of 3, 0 s"), (None, "steps: 0 s")])
def test_a_long_step_shows_that_time_passes(
    total: int | None, line: str, capsys: pytest.CaptureFixture[str]
) -> None:
    seen = ""
    end = time.monotonic() + 30.0
    with Progress("steps", total):
        while not seen and time.monotonic() < end:
            time.sleep(0.01)
            seen = capsys.readouterr().err
    assert line in seen
    capsys.readouterr()
    time.sleep(0.05)
    assert capsys.readouterr().err == ""  # over means over


@pytest.mark.usefixtures("impatient")
def test_silent_is_silent(capsys: pytest.CaptureFixture[str]) -> None:
    with Progress("steps", 3, silent=True):
        time.sleep(0.05)
    assert capsys.readouterr().err == ""


def test_short_work_shows_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    with Progress("steps", 3) as steps:
        steps.advance(3)
    assert capsys.readouterr().err == ""
