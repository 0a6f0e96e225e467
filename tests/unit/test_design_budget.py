"""The time of a search for designs: forecast, refused, kept for the report, taken up again."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from testkit.design_town import SPACE, TRIED, Town, request

from analysis.ask import design as asking
from analysis.ask.campaigns import taken_up
from analysis.requests.design import COMMAND, Request
from analysis.sensitivity.candidates import REPORT, SEARCH
from experiments.study.dispatch import TimeIsUp
from experiments.study.kept import begun_studies
from model.errors import InputError
from model.words import Message


@pytest.fixture
def town(monkeypatch: pytest.MonkeyPatch) -> Town:
    return Town(monkeypatch)


@pytest.fixture
def space(tmp_path: Path) -> str:
    file = tmp_path / "space.toml"
    file.write_text(SPACE, encoding="utf-8")
    return str(file)


def test_a_budget_is_forecast_and_refused_where_it_is_too_small(town: Town, space: str) -> None:
    told: list[asking.Outlook] = []
    asked = request(space, trials=None, budget=1.0)
    with pytest.raises(InputError, match=r"(?s)--budget.*too small.*some minutes"):
        asking.design(asked, jobs=1, quiet=True, say=told.append)
    assert not town.runs  # refused before any
    probed = replace(asked, budget=2.0 * asking.OPENING + 0.1)
    with pytest.raises(InputError, match=r"(?s)--budget.*too small.*at least \d+min"):
        asking.design(probed, jobs=1, quiet=True, say=told.append)
    assert not told
    prepared = replace(asked, budget=3600.0).check()
    outlook = asking.foreseen(prepared, asking.means_of(1, True, None), asking.time.monotonic())
    assert outlook.trials % asking.ROUND == 0
    assert outlook.trials > 0
    assert 0.0 < outlook.reporting < outlook.seconds <= 3600.0


def test_the_budget_holds_for_the_report_too_and_it_can_be_taken_up(
    town: Town, space: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, allowed = asking.run_study, []

    def run(study: Any, keeper: Any, means: Any) -> Any:
        allowed.append(means.hours)
        if REPORT in study.name:
            go_on = Message(
                "What was written is kept; go on with: sozialraum {how}",
                how=f"design --resume {study.name}",
            )
            values = {"hours": means.hours, "how_to_go_on": go_on}
            raise TimeIsUp(Message("The {hours:g} hours are over. {how_to_go_on}", **values))
        return real(study, keeper, means)

    def known(prepared: Any, means: Any, began: float) -> asking.Outlook:
        return asking.Outlook(TRIED, 1, 4, 60, 1, 100.0, 1.0, 1.0)

    store = tmp_path / "store"
    with monkeypatch.context() as patched:
        patched.setattr(asking, "run_study", run)
        patched.setattr(asking, "foreseen", known)
        asked = request(space, trials=None, budget=3600.0)
        with pytest.raises(TimeIsUp, match=f"budget is used up[^$]*--trials {TRIED}") as over:
            asking.design(asked, jobs=1, quiet=True, store=store)
    assert all(0.0 < hours <= 1.0 for hours in allowed)
    assert "sozialraum design --resume" in str(over.value)
    name = next(one for one in begun_studies(store) if SEARCH in one)
    again = taken_up(name, COMMAND, Request, store)
    assert (again.trials, again.budget) == (TRIED, None)


def test_no_round_begins_that_would_not_leave_time_for_the_report(
    town: Town, space: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def known(prepared: Any, means: Any, began: float) -> asking.Outlook:
        return asking.Outlook(TRIED, 1, 4, 60, 1, 100.0, 3000.0, 1000.0)

    monkeypatch.setattr(asking, "foreseen", known)
    asked = request(space, trials=None, budget=3600.0)
    done = asking.design(asked, jobs=1, quiet=True, store=tmp_path / "store")
    assert (done.tried, done.wanted) == (0, TRIED)
    assert done.finalists == ["production-network"]
