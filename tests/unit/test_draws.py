"""Drawn parameters in comparisons: one draw for all arms, told apart from chance, said in words."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from testkit.fake_draws import FITTED, FREE, drawn_comparison, fake_posterior, fake_space
from testkit.fake_results import fake_comparison, fake_plan

from analysis.findings import drawn_parameters
from analysis.findings.verdict import verdict
from analysis.goal import Goal
from analysis.measures.contraction import contraction
from analysis.measures.pairs import paired_study
from analysis.publish.comparison import write_comparison
from analysis.requests.comparison import Request, drawn_for
from experiments.calibration.draws import Draws
from experiments.calibration.posterior import write_posterior
from experiments.plan import PRIOR_FROM, Plan, name_arms
from experiments.study.resolving import Scenarios
from model.errors import InputError
from model.scenario import resolve


@pytest.fixture
def bare_place(tmp_path: Path) -> Path:
    """The shipped place without a posterior."""
    import shutil

    folder = tmp_path / "oberhausen-2015"
    shutil.copytree(resolve("status-quo").place_folder, folder)
    for file in folder.glob("posterior.*"):
        file.unlink()
    return folder


def real_plan(draws: Draws, *arms: str) -> Plan:
    ranges = Draws("ranges", draws.ranges)
    return Plan(name_arms([resolve(arm) for arm in arms]), 12, 3, draws=draws, prior=ranges)


def test_two_pairs_share_a_draw_whatever_else_is_asked() -> None:
    draws = Draws("posterior", fake_space(FREE), fake_posterior())
    plan = replace(fake_plan(), draws=draws, prior=Draws("ranges", fake_space(FREE)))
    assert [plan.pair(k).draw for k in range(5)] == [0, 0, 1, 1, 2]
    assert plan.pair(3).seed == fake_plan().pair(3).seed, "the luck is that of any comparison"
    prior = plan.pair(PRIOR_FROM + 2)
    assert (prior.draw, prior.prior) == (2, True)
    assert prior.seed == plan.pair(4).seed
    assert draws.values(1, 0) == draws.values(1, 0)
    assert draws.values(1, 0) != draws.values(1, 1)
    assert draws.values(1, 0) != draws.values(2, 0)
    more = Draws("posterior", fake_space("another", FREE), fake_posterior())
    assert more.values(1, 0)[FREE] == draws.values(1, 0)[FREE], "by name, not by place in a list"


def test_draws_lie_in_their_ranges_and_follow_the_weights() -> None:
    posterior = fake_posterior(4)
    weights = np.array([0.0, 0.7, 0.0, 0.3])
    draws = Draws("posterior", fake_space(FREE), replace(posterior, weights=weights))
    found = np.array([[draws.values(5, k)[name] for name in (FREE, FITTED)] for k in range(1500)])
    assert 0.0 < found[:, 0].min() < 0.05
    assert 1.95 < found[:, 0].max() < 2.0
    assert set(found[:, 1].round(9)) == set(posterior.values[[1, 3], 0].round(9))
    # 1500 draws: the share has a standard deviation of 0.012
    assert np.mean(found[:, 1] == posterior.values[1, 0]) == pytest.approx(0.7, abs=0.05)


def test_all_arms_of_a_pair_live_under_one_draw() -> None:
    low, shipped, high = np.array([-3.6]), np.array([-2.5]), np.array([-1.8])
    space = replace(fake_space("search.base"), low=low, shipped=shipped, high=high)
    plan = real_plan(Draws("ranges", space), "siloed", "production-network")
    arms = ("siloed", "production-network")
    study = paired_study(plan, arms, 4, place=None, changes={}, neutral={}, asked={})
    assert study.counts == (2, 2, 1, 1), "two draws, each with a prior pair of its own"
    assert [study.seed_of(pair, point) for point in (0, 1) for pair in (0, 1)] == [
        plan.pair(number).seed for number in range(4)
    ]
    assert study.seed_of(0, 3) == plan.pair(PRIOR_FROM + 1).seed
    scenarios = Scenarios(study)
    drawn = [
        [scenarios.get(point, arm).parameters["search.base"].value for arm in (0, 1)]
        for point in range(4)
    ]
    assert all(one == two for one, two in drawn), "both arms"
    assert drawn[0] != drawn[1]
    assert -3.6 < drawn[0][0] < -1.8
    start, frame = scenarios.start(0, 1)
    assert start.name == "resettled-120"
    assert frame is scenarios.get(0, 1)
    assert plan.identity()["uncertainty"] == plan.draws.identity()  # type: ignore[union-attr]


def test_what_an_arm_sets_itself_is_not_drawn() -> None:
    space = replace(fake_space("search.base"), low=np.array([-3.6]), high=np.array([-1.8]))
    plan = real_plan(Draws("ranges", space), "siloed", "production-network")
    arms, mine = ("siloed", "production-network"), {"search.base": -2.0}
    study = paired_study(plan, arms, 2, place=None, changes=mine, neutral={}, asked={})
    assert Scenarios(study).get(0, 0).parameters["search.base"].value == -2.0


def test_without_draws_nothing_changes() -> None:
    plan = fake_plan()
    assert plan.pair(4).draw is None
    assert "uncertainty" not in plan.identity()
    assert fake_comparison().draws is None
    assert "uncertainty" not in fake_comparison().as_json()


def test_json_has_both_intervals_and_the_shares() -> None:
    content = json.loads(json.dumps(drawn_comparison().as_json(), allow_nan=False))
    row = next(one for one in content["outcomes"] if one["arm"] == "production-network")
    assert row["low"] < row["chance_low"] < row["chance_high"] < row["high"]
    assert row["parameter_share"] > 0.6
    assert row["prior_low"] < row["prior_difference"] < row["prior_high"]
    told = content["uncertainty"]
    assert (told["kind"], told["draws"], told["seeds_per_draw"]) == ("posterior", 6, 2)
    assert told["prior_pairs"] == 6
    assert told["contraction"] == {FITTED: pytest.approx(0.94, abs=0.04)}
    assert told["drawn_from_range"] == 1
    assert told["remarks"], "made-up posteriors belong to no model"


def test_the_verdict_says_which_is_larger() -> None:
    by_parameters = "\n".join(verdict(drawn_comparison(spread=1.0, luck=0.0004), "en"))
    assert "uncertainty comes from assumptions" in by_parameters
    by_chance = "\n".join(verdict(drawn_comparison(spread=0.0, luck=0.02), "en"))
    assert "uncertainty comes from chance" in by_chance
    german = "\n".join(verdict(drawn_comparison(pairs=40, luck=0.0004), "de"))
    assert "der Unsicherheit kommen aus Annahmen" in german
    assert "beruht allein auf Annahmen" in german
    assert "Ohne die bekannten Kennzahlen der Stadt" in german
    assert "Achtung" in german
    for text in (by_parameters, by_chance, german):
        assert "$" not in text
        assert "show chance only" not in text


def test_ranges_alone_are_said_to_know_no_pattern() -> None:
    done = drawn_comparison(fitted=False)
    said = "\n".join(verdict(done, "en"))
    assert "whatever the known figures" in said
    assert done.prior_difference("participation", "production-network") is None
    assert done.as_json()["uncertainty"]["contraction"] == {}


def test_contraction_is_zero_where_nothing_was_fitted() -> None:
    table = contraction(drawn_comparison().plan.draws).set_index("name")
    assert table.at[FREE, "contraction"] == 0.0
    assert not table.at[FREE, "fitted"]
    assert table.at[FITTED, "contraction"] > 0.9
    assert contraction(None).empty


def test_precision_asks_for_chance_only() -> None:
    """Parameters alone differ: no pair more is asked for, however wide the full interval."""
    done = drawn_comparison(pairs=8, spread=1.0, luck=0.0)
    wide = done.difference("participation", "production-network")
    goal = Goal(precision=0.05)
    assert wide.half_width > 0.05
    assert goal.following(done.plan, done.results) == 8


def test_a_folder_holds_what_was_drawn(tmp_path: Path) -> None:
    import pandas as pd

    done = drawn_comparison(pairs=4)
    write_comparison(done, tmp_path)
    drawn = pd.read_parquet(tmp_path / "drawn.parquet")
    assert drawn["draw"].tolist() == [0, 1]
    assert {FREE, FITTED} <= set(drawn.columns)
    assert (tmp_path / "contraction.parquet").exists()


def test_what_is_drawn_for_a_place(bare_place: Path) -> None:
    scenario = resolve("siloed", place=bare_place)
    assert drawn_for(scenario, None) == (None, None), "no posterior: parameters as they are"
    assert drawn_for(scenario, "none") == (None, None)
    ranges, none = drawn_for(scenario, "ranges")
    assert none is None
    assert ranges is not None
    assert "search.base" in ranges.ranges.names
    with pytest.raises(InputError, match=r"has no posterior\n.*sozialraum calibrate"):
        drawn_for(scenario, "posterior")
    write_posterior(bare_place, fake_posterior())
    draws, prior = drawn_for(scenario, None)
    assert draws is not None
    assert prior is not None
    assert draws.kind == "posterior"
    assert "search.base" not in draws.ranges.names, "calibrated, not in this posterior: as shipped"
    assert "cooperation.trust_gain" in draws.ranges.names
    assert "search.base" in prior.ranges.names


def test_a_posterior_that_does_not_belong_is_refused(bare_place: Path) -> None:
    scenario = resolve("siloed", place=bare_place)
    write_posterior(bare_place, fake_posterior(place="essen"))
    with pytest.raises(InputError, match="was fitted to essen"):
        drawn_for(scenario, "posterior")
    assert drawn_for(scenario, None) == (None, None)
    plan = Request("siloed", ("production-network",), place=str(bare_place)).plan()
    assert plan.draws is None
    done = replace(fake_comparison(), plan=replace(fake_plan(), arms=plan.arms))
    said = list(drawn_parameters.unused(done, lambda key, **values: f"{key} {values['fitted']}"))
    assert said == ["unused essen"]
    gone = replace(fake_posterior(), names=("search.forgotten",))
    record = {**gone.record, "parameters": {"search.forgotten": gone.record["parameters"][FITTED]}}
    write_posterior(bare_place, replace(gone, record=record))
    with pytest.raises(InputError, match="not in the model any more"):
        drawn_for(scenario, "posterior")


def test_an_unknown_kind_of_uncertainty_is_refused() -> None:
    request = Request("siloed", ("production-network",), uncertainty="posteriour")  # type: ignore[arg-type]
    with pytest.raises(InputError, match="posterior, ranges, none"):
        request.plan()


def test_a_request_comes_back_with_its_uncertainty() -> None:
    request = Request("siloed", ("production-network",), uncertainty="ranges")
    assert Request.from_json(json.loads(json.dumps(request.as_json()))) == request
