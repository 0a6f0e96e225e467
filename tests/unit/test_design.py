"""A search for designs with a made-up engine: taken up again, forecast, held out, said, refused."""

import re
import sys
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from testkit.design_town import SPACE, TRIED, Town, request
from testkit.planted_designs import designed, standing

from analysis.ask import design as asking
from analysis.ask.campaigns import taken_up
from analysis.findings.design import cautions, sentences
from analysis.publish import notebook
from analysis.requests.design import COMMAND, Request
from analysis.results.design import chosen_for_report
from analysis.sensitivity.candidates import REPORT, SEARCH, numbers
from analysis.sensitivity.search_space import SHIPPED
from analysis.tables.design import HEADS, decisions, of_design, table_rows
from experiments.executors import InterruptedRun
from model.errors import InputError


@pytest.fixture
def town(monkeypatch: pytest.MonkeyPatch) -> Town:
    return Town(monkeypatch)


@pytest.fixture
def space(tmp_path: Path) -> str:
    file = tmp_path / "space.toml"
    file.write_text(SPACE, encoding="utf-8")
    return str(file)


@pytest.mark.slow
def test_a_search_that_is_stopped_goes_on_and_runs_nothing_twice(
    town: Town, space: str, tmp_path: Path
) -> None:
    whole = asking.design(request(space), jobs=1, quiet=True, store=tmp_path / "whole")
    runs, town.runs = town.runs, []
    town.stop_at, store = len(runs) // 4, tmp_path / "stopped"
    with pytest.raises(InterruptedRun) as stopped:
        asking.design(request(space), jobs=1, quiet=True, store=store)
    found = re.search(r"sozialraum design --resume (\S+)", str(stopped.value))
    assert found, str(stopped.value)
    town.stop_at = -1
    again = asking.design(
        taken_up(found[1], COMMAND, Request, store),
        jobs=1,
        quiet=True,
        store=store,
        out=tmp_path / "out",
    )
    pd.testing.assert_frame_equal(again.designs, whole.designs)
    assert set(town.runs) == set(runs)
    in_hand = len(town.runs) - len(runs)  # the block that was stopped in the middle
    assert in_hand < len(town.runs[: len(runs) // 4])
    assert (again.tried, again.best) == (TRIED, whole.best)
    best = again.row(again.best)
    assert best["handover"] == again.designs["handover"].max()  # as the engine was made
    assert again.standing(again.best).draws == again.request.report
    for name in ("figures/design.png", "designs.parquet", "record.json"):
        assert (tmp_path / "out" / name).exists()
    assert len(table_rows(again, "de")[0]) == len(HEADS.texts)
    assert len(decisions(again, "de")) == len(again.finalists) == 2
    assert "design-1" in again.as_json()["designs"][1]["design"]


def test_draws_and_seeds_of_the_report_are_never_those_of_the_search(space: str) -> None:
    prepared = request(space, draws=30).check()
    one = prepared.shipped()
    search = prepared.studies.study(one, SEARCH, 30)
    report = prepared.studies.study(one, REPORT, 60)
    seeds = [{s.seed_of(0, p) for p in range(len(s.points))} for s in (search, report)]
    assert (len(seeds[0]), len(seeds[1])) == (30, 60)
    assert not seeds[0] & seeds[1]
    assert not set(search.points) & set(report.points)
    assert set(numbers(SEARCH, 100_000)).isdisjoint(numbers(REPORT, 100_000))


def test_a_rival_is_the_same_design_paid_and_not_tied(space: str) -> None:
    prepared = request(space).check()
    candidate = prepared.candidate(1, {"handover": 0.5, "coordination_limit": 0.02})
    network, rival = candidate.arms()
    extra = {name: v for name, v in rival.settings.items() if name not in network.settings}
    assert extra == {"levers.spend_as_casework": True}
    assert network.settings == {"levers.handover": 0.5, "levers.coordination_limit": 0.02}


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"trials": None}, "--budget, --trials"),
        ({"budget": 60.0}, "--budget, --trials"),
        ({"trials": None, "budget": 0.0}, "--budget is 0 s"),
        ({"trials": 0}, "--trials"),
        ({"report": 59}, "--report-draws is 59"),
        ({"draws": 3}, "--draws is 3"),
        ({"levers": ("handovr",)}, "did you mean: handover?"),
        ({"place": "nowhere"}, "there is no place"),
    ],
)
def test_what_cannot_be_asked_is_refused(given: Any, said: str, space: str) -> None:
    with pytest.raises(InputError) as refused:
        request(space, **given).check()
    assert said in re.sub(r"[:\s]+", " ", str(refused.value)) or said in str(refused.value)


def test_all_faults_are_said_at_once(space: str) -> None:
    asked = request(space, trials=0, report=1, draws=0, levers=("handovr",), place="nowhere")
    with pytest.raises(InputError) as refused:
        asked.check()
    assert len(list(refused.value.faults)) == 5


def test_without_optuna_it_says_what_to_install(
    space: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "optuna", None)
    with pytest.raises(InputError, match=r"install sozialraum\[design\]"):
        request(space).check()


# What is said, and on whom it rests. Planted: how often the best beats silo, rival, and both.


@pytest.mark.parametrize(
    ("silo", "rival", "both", "said"),
    [
        (9, 0, 0, "none of these beats both, working side by side and casework instead of "
                  "coordination: design 1, best in the search, does so in none of 60"),
        (20, 12, 10, "coordination: design 1, best in the search, does so in 10 of 60"),
        (40, 32, 31, "the best of 1 designs, design 1, beats both, working side by side and "
                     "casework instead of coordination, in 31 of 60"),
        (60, 48, 48, "nearly always: in 48 of 60"),
    ],
)  # fmt: skip
def test_planted_results_change_the_sentence(silo: int, rival: int, both: int, said: str) -> None:
    done = designed(standing(silo, rival, both))
    first = sentences(done, "en")[0]
    assert said in first
    assert f"(side by side in {silo}, casework in {rival or 'none'})" in first
    german = designed(standing(silo, rival, both), language="de")
    assert "Nebeneinander und Fallmanagement statt Abstimmung" in sentences(german, "de")[0]
    assert ("1 went on to new sets" in first) == (both < 30), "how many were checked is said"


def test_what_another_finalist_reaches_is_not_called_none() -> None:
    told = sentences(designed(standing(9, 9, 8), standing(50, 45, 40)), "en")[0]
    assert "only in 8 of 60" in told
    assert "design 2, reported beside it, does so in 40" in told
    assert "none of" not in told


def test_a_network_that_does_not_form_stands_in_the_second_sentence() -> None:
    told = sentences(designed(standing(40, 32, 31), formed=0.25), "en")
    assert told[1] == "A network forms only in 15 of 60 sets of assumptions."
    assert "none" in sentences(designed(standing(40, 32, 31), formed=0.0), "en")[1]
    assert "1.5% of working time" in sentences(designed(standing(40, 32, 31)), "en")[1]


def test_the_best_shipped_option_is_said_beside_it() -> None:
    told = sentences(designed(standing(40, 32, 31), preset=standing(5, 4, 3)), "en")
    assert "“Production network”, beats both in 3 of 60" in told[-1]


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_answer_is_short_and_says_what_it_rests_on(language: Any) -> None:
    stood = [standing(20, 12, 10 - at) for at in range(6)]
    done = designed(*stood, preset=standing(5, 4, 3), formed=0.1, language=language)
    lines = of_design(done)
    assert len(lines) <= 25
    assert max(map(len, lines)) <= 80
    assert str(done) == "\n".join(lines)  # as print and notebooks show it
    assert notebook.html(done).startswith("<pre>")
    rest = " ".join(cautions(done, language))
    assert "12" in rest
    assert "60" in rest
    assert "9" in rest  # the time did not allow for all that were wanted


def test_the_search_alone_decides_who_is_reported() -> None:
    found = {
        "a": standing(9, 9, 4), "b": standing(20, 20, 15), "c": standing(5, 5, 0),
        "p": standing(9, 9, 6), "q": standing(9, 9, 1),
    }  # fmt: skip
    assert chosen_for_report(found, ["p", "q"], 2) == ["b", "a", "p"]
    assert chosen_for_report({"p": found["p"], "c": found["c"]}, ["p"], 2) == ["p", "c"]


def test_the_shipped_table_is_what_is_searched_by_default() -> None:
    assert Request(trials=1).space == SHIPPED
    prepared = Request(trials=1).check()
    assert {"coordination_limit", "membership", "chain_mode", "case_reflection", "ramp_months",
            "weight_participation"} <= set(prepared.space.names)  # fmt: skip
    assert prepared.space.base in [one.name for one in prepared.presets]
