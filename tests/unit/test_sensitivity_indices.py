"""Known indices are recovered through the whole path: design, runs, table of runs, analysis.

Nothing here can fail by chance: all seeds are fixed. Intervals are of 95 %; with four inputs and
two indices one miss in seven studies would be no mistake, so seeds were not picked but the true
value may lie up to half a width outside.
"""

from functools import cache

import numpy as np
import pandas as pd
import pytest
from testkit.known_functions import (
    ISHIGAMI,
    ISHIGAMI_VARIANCE,
    SOBOL_G,
    Known,
    g_space,
    ishigami_space,
)

from analysis.sensitivity.convergence import judged
from analysis.sensitivity.designs import METHODS, Design, inputs_of, make_design
from analysis.sensitivity.frames import View, difference, level
from analysis.sensitivity.indices import (
    TooManyFailed,
    delta_index,
    independent_rows,
    indices,
    pawn_index,
    usable_rows,
)
from analysis.sensitivity.noise import shares, split

SEEDS = (0, 1, 2)
SPACES = {"ishigami": ishigami_space, "g": g_space, "flat": ishigami_space}


@cache
def studied(
    method: str, base: int, function: str, noise: float = 0.0, luck: float = 0.0,
    fails_above: float = np.inf, seeds: tuple[int, ...] = SEEDS, grouped: bool = False,
) -> tuple[Design, pd.DataFrame, pd.DataFrame]:  # fmt: skip
    """A design, its table of runs, its failures."""
    space = SPACES[function]()
    design = make_design(space, METHODS[method], base, 0, inputs_of(space, grouped=grouped))
    known = Known(function, noise, luck, fails_above)
    return design, *known.at(space.points(design.unit), seeds)


def view_of(method: str, base: int, function: str, **more: object) -> tuple[View, Design]:
    design, runs, _ = studied(method, base, function, **more)  # type: ignore[arg-type]
    return difference(runs, len(design.unit), "y", "base", "other"), design


def column(found: pd.DataFrame, index: str) -> pd.DataFrame:
    return found[found["index"] == index].set_index("input")


@pytest.mark.parametrize("noise", [0.0, 2.0])
@pytest.mark.parametrize(
    ("function", "truth"), [("ishigami", ISHIGAMI), ("g", SOBOL_G)], ids=["ishigami", "g"]
)
def test_sobol_indices_are_recovered(
    function: str, truth: dict[str, np.ndarray], noise: float
) -> None:
    scale = 1.0 if function == "ishigami" else 0.3
    view, design = view_of("sobol", 512, function, noise=noise * scale)
    found = indices(view, design)
    for index in ("S1", "ST"):
        rows = column(found, index).loc[list(design.inputs)]
        half = ((rows["high"] - rows["low"]) / 2.0).to_numpy()
        apart = np.abs(rows["value"].to_numpy() - truth[index])
        assert (apart <= 1.5 * half + 0.05).all(), rows
        assert half.max() < 0.25


@pytest.mark.parametrize(
    ("function", "truth"), [("ishigami", ISHIGAMI), ("g", SOBOL_G)], ids=["ishigami", "g"]
)
def test_fast_recovers_them_without_noise(function: str, truth: dict[str, np.ndarray]) -> None:
    """Its intervals are no more than a hint (SALib), so the values themselves are compared."""
    view, design = view_of("fast", 1025, function, seeds=(0,))
    found = indices(view, design, times=10)
    for index in ("S1", "ST"):
        values = column(found, index).loc[list(design.inputs), "value"].to_numpy()
        assert values == pytest.approx(truth[index], abs=0.06)


def test_noise_would_pass_for_sensitivity_if_it_were_not_taken_off() -> None:
    """The same runs read as one seed: everything, even what is wired to nothing, seems to count."""
    view, design = view_of("sobol", 512, "ishigami", noise=4.0)
    freed = column(indices(view, design), "ST").loc["nothing"]
    single = View("y", "difference", view.values[:, :1])
    raw = column(indices(single, design), "ST").loc["nothing"]
    assert raw["low"] > 0.2
    assert freed["low"] <= 0.0 <= freed["high"]


@pytest.mark.parametrize("noise", [0.0, 2.0])
@pytest.mark.parametrize(
    ("method", "base", "index"),
    [("sobol", 512, "ST"), ("sobol", 512, "S1"), ("morris", 60, "strength"),
     ("pawn", 600, "PAWN"), ("delta", 400, "delta"), ("fast", 513, "S1")],
)  # fmt: skip
def test_what_is_wired_to_nothing_has_an_interval_that_holds_0(
    method: str, base: int, index: str, noise: float
) -> None:
    view, design = view_of(method, base, "ishigami", noise=noise)
    found = column(indices(view, design, times=20 if method == "delta" else 200), index)
    tiny = 1e-9
    assert found.loc["nothing", "low"] <= tiny
    assert found.loc["nothing", "high"] >= -tiny
    assert found.loc["x2", "low"] > 0.0


def test_with_one_seed_the_indices_are_those_of_salib() -> None:
    from SALib.analyze import sobol

    view, design = view_of("sobol", 64, "ishigami", seeds=(0,))
    theirs = sobol.analyze(design.problem, view.mean, calc_second_order=False, seed=1)
    ours = indices(view, design, times=3)
    for index in ("S1", "ST"):
        assert column(ours, index)["value"].to_numpy() == pytest.approx(theirs[index], abs=1e-12)


@pytest.mark.parametrize("grouped", [False, True])
def test_the_effects_of_morris_are_those_of_salib(grouped: bool) -> None:
    from SALib.analyze import morris

    view, design = view_of("morris", 20, "ishigami", seeds=(0,), grouped=grouped)
    theirs = morris.analyze(design.problem, design.unit, view.mean, num_levels=4, seed=1)
    ours = indices(view, design, times=3)
    assert column(ours, "mu_star")["value"].to_numpy() == pytest.approx(theirs["mu_star"])
    if not grouped:
        assert column(ours, "sigma")["value"].to_numpy() == pytest.approx(theirs["sigma"])


def test_pawn_is_close_to_that_of_salib() -> None:
    """SALib cuts slides at quantiles and leaves the largest value out; ours have equal counts."""
    from SALib.analyze import pawn

    view, design = view_of("pawn", 600, "ishigami", seeds=(0,))
    theirs = pawn.analyze(design.problem, design.unit, view.mean, S=10, seed=1)["median"]
    ours = [pawn_index(design.unit[:, i], view.mean) for i in range(4)]
    assert ours == pytest.approx(list(theirs), abs=0.02)


def test_delta_is_large_where_y_follows_x() -> None:
    x = (np.arange(400) + 0.5) / 400
    assert delta_index(x, 5.0 * x) > 0.7


@pytest.mark.parametrize("method", METHODS)
def test_a_constant_outcome_is_said_and_not_divided_by(method: str) -> None:
    base = 128 if METHODS[method].power_of_two else 100
    design, runs, _ = studied(method, base, "flat", seeds=(0, 1))
    view = level(runs, len(design.unit), "y", "other")
    assert view.constant
    assert indices(view, design).empty
    assert shares(view, independent_rows(design), 0)["share"].isna().all()


def test_pure_noise_is_noise() -> None:
    view, design = view_of("sobol", 256, "flat", noise=1.0)
    found = shares(view, independent_rows(design), 0).set_index("part")
    assert found.loc["interaction", "share"] == pytest.approx(1.0, abs=0.1)
    assert found.loc["parameters", "low"] <= 0.0 <= found.loc["parameters", "high"]
    rows = column(indices(view, design), "ST")
    assert (rows["low"].isna() | (rows["low"] <= 0.0)).all()


def test_variances_of_parameters_chance_and_both_are_told_apart() -> None:
    """As the function states: 13.84 and noise²; the luck is that of three draws."""
    view, design = view_of("sobol", 512, "ishigami", noise=2.0, luck=1.0)
    rows = view.values[independent_rows(design)]
    parts = split(rows)
    assert parts.parameters == pytest.approx(ISHIGAMI_VARIANCE, rel=0.15)
    assert parts.interaction == pytest.approx(4.0, rel=0.15)
    assert parts.chance == pytest.approx(rows.mean(axis=0).var(ddof=1), abs=0.01)


def test_one_seed_cannot_tell_chance_apart() -> None:
    view, design = view_of("sobol", 64, "ishigami", seeds=(0,))
    parts = split(view.values)
    assert np.isnan(parts.interaction)
    assert shares(view, independent_rows(design), 0)["share"].isna().all()


@pytest.mark.parametrize(("method", "base"), [("sobol", 512), ("morris", 60), ("pawn", 600)])
def test_failed_points_are_left_out_and_counted(method: str, base: int) -> None:
    design, runs, failed = studied(method, base, "ishigami", fails_above=3.0)
    assert len(failed) > 0
    assert failed["message"].unique() == ["ValueError: a point that cannot be run"]
    view = difference(runs, len(design.unit), "y", "base", "other")
    if method != "pawn":
        assert 0 < usable_rows(view, design) < base
    found = indices(view, design)
    assert found["value"].notna().all()
    if method == "sobol":
        assert column(found, "ST").loc["x2", "value"] == pytest.approx(0.44, abs=0.12)


def test_what_cannot_do_without_points_says_so() -> None:
    design, runs, _ = studied("fast", 257, "ishigami", fails_above=3.0)
    with pytest.raises(TooManyFailed, match="FAST cannot leave out points"):
        indices(difference(runs, len(design.unit), "y", "base", "other"), design)
    design, runs, _ = studied("sobol", 16, "ishigami", fails_above=-2.0)
    with pytest.raises(TooManyFailed, match="needed: 2"):
        indices(difference(runs, len(design.unit), "y", "base", "other"), design)


def test_the_convergence_check_asks_for_more_runs_and_is_content_with_enough() -> None:
    few, many = (view_of("sobol", base, "ishigami") for base in (32, 1024))
    asked = judged(indices(*few), *few)
    assert not asked["enough"]
    assert int(str(asked["needed"])) > 32
    content = judged(indices(*many), *many)
    assert float(str(content["widest"])) < float(str(asked["widest"])) / 3.0
    assert float(str(content["halves"])) < 0.1
