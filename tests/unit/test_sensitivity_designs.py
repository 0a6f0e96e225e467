"""Factors, groups, designs: values of every kind, what is refused, a seed of 0."""

import numpy as np
import pandas as pd
import pytest
from testkit.known_functions import g_space, ishigami_space

from analysis.sensitivity.designs import METHODS, inputs_of, library_seed, make_design, method_named
from analysis.sensitivity.factors import POSTERIOR, Factor, Space, uncertain_space
from analysis.sensitivity.topics import BY_NAME, group_of
from model.errors import InputError
from model.parameters import Parameter, load

ENDS = np.array([0.0, 0.25, 0.5, 0.999, 1.0])
KNOWN = load()


def faults(error: pytest.ExceptionInfo[InputError]) -> str:
    return str(error.value)


@pytest.mark.parametrize(
    ("factor", "expected"),
    [
        (Factor("x", -2.0, 2.0), [-2.0, -1.0, 0.0, 1.996, 2.0]),
        (Factor("x", 1.0, 4.0, "whole"), [1, 2, 3, 4, 4]),
        (Factor("x", 0.4, 2.6, "whole"), [1, 1, 2, 2, 2]),
        (Factor("x", 0.0, 1.0, "switch"), [0, 0, 1, 1, 1]),
        (Factor("x", 0.0, 9.0, "category", levels=(3.0, 7.0)), [3, 3, 7, 7, 7]),
        (Factor(POSTERIOR, 0.0, 3.0, "draw"), [0, 1, 2, 3, 3]),
    ],
)
def test_every_kind_of_factor_has_its_values(factor: Factor, expected: list[float]) -> None:
    assert factor.at(ENDS) == pytest.approx(expected)


def test_the_ends_of_every_range_may_be_set() -> None:
    for factor in uncertain_space(KNOWN).factors:
        low, high = KNOWN[factor.name].legal
        ends = factor.at(np.array([0.0, 1.0]))
        assert low <= ends[0] <= ends[1] <= high, factor


def test_whole_numbers_are_equally_likely() -> None:
    values = Factor("x", 0.0, 2.0, "whole").at((np.arange(3000) + 0.5) / 3000)
    assert list(np.unique(values, return_counts=True)[1]) == [1000, 1000, 1000]


def test_every_uncertain_parameter_has_a_group_of_the_table() -> None:
    space = uncertain_space(KNOWN)
    assert len(space.factors) > 250
    assert {factor.group for factor in space.factors} <= set(BY_NAME)
    assert group_of("cooperation.turnover") == "cooperation"
    assert group_of("search.base") == "labour_market"


def test_levers_and_switches_vary_only_if_asked_for() -> None:
    assert not [n for n in uncertain_space(KNOWN).names if n.startswith(("levers.", "switches."))]
    space = uncertain_space(KNOWN, ["levers.stage_cap", "switches.milieu", "search.base"])
    assert [factor.kind for factor in space.factors] == ["whole", "switch", "number"]


def test_what_is_set_does_not_vary() -> None:
    assert "search.base" not in uncertain_space(KNOWN, fixed=["search.base"]).names


@pytest.mark.parametrize(
    ("asked", "parts"),
    [
        ("search.base=-2:-3", ("reversed", "search.base=-3:-2")),
        ("search.base=-2:-2", ("empty", "LOW < HIGH")),
        ("search.base=-9:9", ("leaves what may be set",)),
        ("search.base=low:high", ("not a range",)),
        ("search.bas", ("no parameter or group", "did you mean: search.base?")),
        ("cooperatoin", ("no parameter or group", "did you mean: cooperation?")),
        ("cooperation=0:1", ("no range of its own",)),
    ],
)
def test_bad_parameters_are_said_with_what_would_be_right(
    asked: str, parts: tuple[str, ...]
) -> None:
    with pytest.raises(InputError) as error:
        uncertain_space(KNOWN, [asked])
    assert all(part in faults(error) for part in parts), faults(error)


def test_all_faults_are_reported_at_once() -> None:
    with pytest.raises(InputError) as error:
        uncertain_space(KNOWN, ["nope", "search.base=1:0"])
    assert len(error.value.faults) == 2


def test_a_posterior_moves_its_parameters_together() -> None:
    draws = pd.DataFrame({"search.base": [-2.1, -2.5], "search.feature_scale": [0.7, 1.4]})
    space = uncertain_space(KNOWN, draws=draws)
    assert POSTERIOR in space.names
    assert "search.base" not in space.names
    points = space.points(np.full((2, len(space.factors)), [[0.1], [0.9]]))
    assert list(points["search.base"]) == [-2.1, -2.5]
    assert list(points["search.feature_scale"]) == [0.7, 1.4]


def test_weighted_draws_are_repeated_by_weight() -> None:
    draws = pd.DataFrame({"search.base": [-2.1, -2.5, -3.0, -3.2], "weight": [0.0, 3.0, 1.0, 0.0]})
    space = uncertain_space(KNOWN, draws=draws)
    assert space.draws is not None
    assert list(space.draws["search.base"]) == [-2.5, -2.5, -2.5, -3.0]


def test_a_posterior_of_unknown_parameters_is_refused() -> None:
    with pytest.raises(InputError, match=r"search\.base"):
        uncertain_space(KNOWN, draws=pd.DataFrame({"search.bass": [1.0]}))


@pytest.mark.parametrize("method", METHODS)
def test_designs_have_the_size_that_is_forecast(method: str) -> None:
    chosen, space = METHODS[method], g_space()
    base = 128 if chosen.power_of_two else 100
    design = make_design(space, chosen, base, 1)
    assert design.unit.shape == (chosen.points(base, 5), 5)
    assert 0.0 <= design.unit.min() <= design.unit.max() <= 1.0
    assert chosen.base_for(len(design.unit), 5) == base


@pytest.mark.parametrize("method", METHODS)
def test_seed_0_is_a_seed_like_any_other(method: str) -> None:
    base = 128 if METHODS[method].power_of_two else 100
    first, again, other = (
        make_design(ishigami_space(), METHODS[method], base, seed).unit for seed in (0, 0, 1)
    )
    assert np.array_equal(first, again)
    assert not np.array_equal(first, other)


def test_no_seed_becomes_0_for_the_library() -> None:
    assert min(library_seed(seed) for seed in range(1000)) > 0


@pytest.mark.parametrize(
    ("method", "base", "parts"),
    [
        ("sobol", 8, ("8 is too few", "at least 16", "96 points")),
        ("sobol", 100, ("no power of two", "64 or 128")),
        ("fast", 64, ("too few", "65")),
        ("pawn", 10, ("too few", "100")),
    ],
)
def test_too_few_runs_say_how_many(method: str, base: int, parts: tuple[str, ...]) -> None:
    with pytest.raises(InputError) as error:
        make_design(ishigami_space(), METHODS[method], base, 1)
    assert all(part in faults(error) for part in parts), faults(error)


def test_groups_need_a_method_that_knows_them() -> None:
    space = Space(tuple(Factor(f"x{i}", 0.0, 1.0, group="ab"[i % 2]) for i in range(4)))
    members = inputs_of(space, grouped=True)
    assert make_design(space, METHODS["sobol"], 16, 1, members).inputs == ("a", "b")
    with pytest.raises(InputError, match=r"sobol, morris"):
        make_design(space, METHODS["fast"], 65, 1, members)


def test_what_screening_has_kept_stands_alone_beside_the_rest() -> None:
    members = inputs_of(g_space(), grouped=False, alone=frozenset({"x0"}))
    assert members == ["x0", "rest", "rest", "rest", "rest"]


def test_an_unknown_method_is_refused_with_the_nearest() -> None:
    with pytest.raises(InputError, match=r"did you mean: sobol\?"):
        method_named("sobo")


def test_parameters_without_room_do_not_vary() -> None:
    fixed = Parameter("casework.x", 1.0, "months", (1.0, 1.4))
    with pytest.raises(InputError, match="nothing varies"):
        uncertain_space({"casework.x": fixed})
