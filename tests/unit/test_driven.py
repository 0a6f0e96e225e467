"""What a result hangs on: read from a study that fits, said by rule; else the command for it."""

from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest
from testkit.made_up_model import made_up_keeper, made_up_model
from testkit.planted import planted, spread

from analysis.ask import sensitivity as asking
from analysis.ask.driving import study_of
from analysis.findings.driven import GOALS, driven, leading
from analysis.report.build import document
from analysis.requests.sensitivity import Request
from analysis.results.comparison import Comparison
from analysis.results.sensitivity import Sensitivity
from model.scenario import resolve

BASE, NETWORK = "siloed", "production-network"
COMMAND = f"sozialraum sensitivity {BASE} {NETWORK} --place oberhausen-2015 --months 96"


def study(ranked: bool = True, low: float = 0.1, outcomes: tuple[str, ...] = GOALS) -> Any:
    """A study in which the labour market comes first and casework second, with these lower ends."""
    inputs = pd.DataFrame(
        {"input": ["labour_market", "casework"], "value": [0.62, 0.3], "low": [low, low - 0.2]}
    )
    return SimpleNamespace(
        request=SimpleNamespace(outcomes=outcomes),
        design=SimpleNamespace(method=SimpleNamespace(name="sobol")),
        points=range(1280),
        record={"content": "abc"},
        convergence=pd.DataFrame({"outcome": list(outcomes), "on": "difference"}),
        ranked=lambda outcome: inputs,
        is_ranked=lambda outcome: ranked,
    )


def shown(**more: Any) -> Comparison:
    return planted({NETWORK: spread(-3.6, 0.2)}, **more)


@pytest.mark.parametrize(
    ("ranked", "low", "said"),
    [
        (True, 0.3, "labour market and search (62% of the spread); casework (30% of the spread)"),
        (True, 0.1, "hangs above all on labour market and search (62% of the spread)."),
        (True, 0.0, "no assumption stands out from the noise"),
        (False, 0.3, "cannot be told, the runs are too few"),
    ],
)
def test_what_stands_out_is_named_and_nothing_else(ranked: bool, low: float, said: str) -> None:
    lines = list(driven(study(ranked, low), "en"))
    assert "at 1,280 points" in lines[0]
    assert len(lines) == 1 + len(GOALS)
    assert all(said in line for line in lines[1:])


def test_an_outcome_that_never_moves_and_one_that_was_not_asked_for() -> None:
    one = study(outcomes=GOALS[:1])
    one.convergence = one.convergence.iloc[:0]
    (_, line) = driven(one, "en")
    assert line.endswith("the difference is the same, whatever is assumed.")


def test_a_report_has_the_study_or_the_command_that_makes_it() -> None:
    without = document(shown(), "en").section("hinges")
    assert without is not None
    assert without.code == (f"{COMMAND} --outcome integrations --outcome participation_low",)
    assert without.sentences[-1].endswith("none is stored.")
    made = document(shown(), "en", study=study())
    found, limits, forecast = (made.section(name) for name in ("hinges", "limits", "forecast"))
    assert found is not None
    assert limits is not None
    assert forecast is not None
    assert found.code == ()
    assert "labour market and search (62% of the spread)" in " ".join(found.sentences)
    assert not any("sensitivity study" in text for text in limits.sentences)
    assert any(leading(study(), GOALS[0], "en")[0] in text for text in forecast.sentences)


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Sensitivity:
    """A study of a made-up model, written into a folder of results."""
    monkeypatch.setattr("analysis.requests.sensitivity.load_posterior", lambda _: None)
    made_up_model(monkeypatch)
    monkeypatch.setattr("analysis.ask.driving.keeper", made_up_keeper)
    request = Request(BASE, NETWORK, parameters=("search.base", "casework.kappa"), runs=32)
    return asking.sensitivity(
        request,
        jobs=1,
        out=tmp_path / "results" / "20260101T000000Z-sensitivity-sobol",
        quiet=True,
        store=tmp_path / "store",
    )


def compared_like(made: Sensitivity, folder: Path) -> Comparison:
    """A planted comparison of the very scenarios of a study."""
    comparison = replace(shown(), folder=folder)
    for arm in comparison.plan.arms:
        arm.scenario.hash = made.record["arms"][arm.name]  # type: ignore[misc]
    return comparison


def test_a_study_of_the_same_options_is_found(
    made: Sensitivity, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    comparison, store = compared_like(made, tmp_path / "results" / "compared"), tmp_path / "store"
    assert made.record["arms"][BASE] == resolve(BASE).hash
    found = study_of(comparison, store=store)
    assert found is not None
    assert found.record["content"] == made.record["content"]
    assert list(driven(found, "en"))[1:]
    assert study_of(comparison, store=store, content="another") is None
    assert study_of(comparison, store=tmp_path / "none") is None
    shorter = replace(comparison, plan=replace(comparison.plan, months=12))
    assert study_of(shorter, store=store) is None
    other = replace(comparison)
    other.plan.base.scenario.hash = "of another place"  # type: ignore[misc]
    assert study_of(other, store=store) is None
    comparison = compared_like(made, tmp_path / "results" / "compared")
    monkeypatch.setattr("analysis.ask.driving.code_version", lambda _: "0.0.0-older")
    assert study_of(comparison, store=store) is None
