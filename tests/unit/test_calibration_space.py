"""The space of drawn parameters: what is drawn, how values come about, and designs that fill it."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from experiments.calibration.space import (
    ORDERED,
    Space,
    can_be_drawn,
    latin_hypercube,
    space_of,
)
from experiments.calibration.targets import targets_of
from experiments.patterns import load_patterns
from experiments.study.resolving import under
from model.scenario import resolve


@pytest.fixture(scope="module")
def everything() -> Space:
    return space_of(resolve("status-quo"), ("assumed", "calibrated"))


def test_only_values_with_a_range_are_drawn(everything: Space) -> None:
    scenario = resolve("status-quo")
    assert (everything.low < everything.high).all()
    topics = {name.split(".")[0] for name in everything.names}
    assert not topics & {"levers", "switches"}, "arrangements and tests set these"
    assert "place.population_seed" not in everything.names
    assert "place.sample_households" not in everything.names
    calibrated = [n for n, p in scenario.parameters.items() if p.status == "calibrated"]
    assert set(space_of(scenario).names) == set(calibrated)
    seen = replace(scenario.parameters["search.base"], status="seen")
    assert not can_be_drawn(seen, ("assumed", "calibrated"))


def test_the_shipped_values_are_a_point(everything: Space) -> None:
    values = everything.values(everything.origin[None])[0]
    assert np.allclose(values, everything.shipped)
    assert np.allclose(everything.unit(values[None])[0], everything.origin)


def test_thresholds_of_a_ladder_are_in_order(everything: Space) -> None:
    values = everything.values(latin_hypercube(3, 0, 200, len(everything)))
    assert (values >= everything.low).all()
    assert (values <= everything.high).all()
    for members in ORDERED:
        at = [everything.names.index(name) for name in members]
        assert (np.diff(values[:, at], axis=1) <= 0).all(), members


def test_the_shipped_value_is_the_median_of_what_is_assumed() -> None:
    assumed = space_of(resolve("status-quo"), ("assumed",))
    values = assumed.values(latin_hypercube(4, 0, 1001, len(assumed)))
    medians = np.median(values, axis=0)
    spans = assumed.high - assumed.low
    off = np.abs(medians - assumed.shipped) / spans
    # A step of a whole number may lie between the two middle draws.
    near = np.where(assumed.whole, 1.0 / spans, 0.01)
    wrong = [name for name, bad in zip(assumed.names, off > near, strict=True) if bad]
    assert not wrong


def test_draws_thin_out_towards_the_ends_and_the_fitted_are_even() -> None:
    space = Space(
        ("a", "b"),
        np.zeros(2),
        np.full(2, 10.0),
        np.full(2, 2.0),
        ("assumed", "calibrated"),
        np.zeros(2, dtype=bool),
    )
    values = space.values(np.array([[0.125, 0.125], [0.5, 0.5], [0.875, 0.875]]))
    assert values[:, 0].tolist() == [1.0, 2.0, 6.0], "half of the way holds three quarters"
    assert values[:, 1].tolist() == [1.25, 5.0, 8.75]
    assert np.allclose(space.unit(values)[:, 0], [0.125, 0.5, 0.875])


def test_a_value_at_the_end_of_its_range_stands_for_one_half() -> None:
    space = Space(
        ("a",), np.zeros(1), np.ones(1), np.zeros(1), ("assumed",), np.zeros(1, dtype=bool)
    )
    values = space.values(latin_hypercube(1, 0, 40, 1))[:, 0]
    assert (values == 0.0).sum() == 20
    assert np.isfinite(space.unit(values[:, None])).all()


@given(st.floats(-5, 5), st.floats(0.1, 9), st.floats(0, 1), st.floats(0, 1), st.floats(0, 1))
def test_values_and_unit_coordinates_are_one_another(
    low: float, width: float, share: float, one: float, other: float
) -> None:
    ends = np.array([low]), np.array([low + width])
    space = Space(("a",), *ends, ends[0] + share * width, ("assumed",), np.zeros(1, dtype=bool))
    values = space.values(np.array([[min(one, other)], [max(one, other)]]))
    assert values[0, 0] <= values[1, 0]
    assert (values >= space.low).all()
    assert (values <= space.high).all()
    again = space.values(space.unit(values))
    assert np.allclose(again, values, atol=1e-9 * width + 1e-12)


def test_whole_numbers_stay_whole() -> None:
    space = Space(
        ("a",), np.zeros(1), np.full(1, 4.0), np.ones(1), ("calibrated",), np.ones(1, dtype=bool)
    )
    assert set(space.values(latin_hypercube(1, 0, 40, 1))[:, 0]) == {0.0, 1.0, 2.0, 3.0, 4.0}


def test_a_design_meets_every_stratum_once() -> None:
    design = latin_hypercube(5, 1, 30, 4)
    assert (np.sort((design * 30).astype(int), axis=0) == np.arange(30)[:, None]).all()
    assert np.abs(np.corrcoef(design.T) - np.eye(4)).max() < 0.6
    assert (design == latin_hypercube(5, 1, 30, 4)).all()
    assert not (design == latin_hypercube(5, 2, 30, 4)).any()


def test_a_draw_leaves_alone_what_the_scenario_has_set() -> None:
    plain, own = resolve("siloed"), resolve("siloed", changes={"casework.kappa": 0.1})
    drawn = {"casework.kappa": 1.5, "search.base": -2.5}
    assert under(plain, drawn).parameters["casework.kappa"].value == 1.5
    assert under(own, drawn).parameters["casework.kappa"].value == 0.1
    assert under(own, drawn).parameters["search.base"].value == -2.5
    assert under(plain, drawn).world_hash != plain.world_hash
    assert under(plain, {}).world_hash == plain.world_hash
    assert plain.parameters["casework.kappa"].value != 1.5


def test_targets_are_what_counts_and_nothing_assumed() -> None:
    scenario = resolve("status-quo")
    patterns = load_patterns(scenario.place_folder)
    targets = targets_of(patterns, scenario.place)
    assert set(targets.measures) | set(targets.must) == set(patterns.fitted())
    assert set(targets.ids) == {*(f"P{number}" for number in range(1, 11)), "P14", "P15", "P16"}
    assert all(v.use == "fit" for v in patterns.fitted().values())
    assert targets.must == {"participation_order": 1.0}
    assert (targets.below > 0).all()
    assert (targets.above > 0).all()
    assert targets.holds(targets.value).all()


def test_the_edge_of_a_band_is_two_deviations() -> None:
    scenario = resolve("status-quo")
    targets = targets_of(load_patterns(scenario.place_folder), scenario.place)
    assert targets.log_likelihood(targets.value) == 0.0
    inner = targets.value > targets.low
    edges = np.where(inner, targets.low, targets.value)
    assert np.allclose(targets.off(edges)[inner], -1.0)
    assert targets.log_likelihood(edges) == pytest.approx(-2.0 * inner.sum())
    assert targets.log_likelihood(edges, targets.below**2) > targets.log_likelihood(edges)
    assert targets.log_likelihood(targets.value * np.nan) == -np.inf
    row = targets.row({targets.measures[0]: 1.0})
    assert row[0] == 1.0
    assert np.isnan(row[1:]).all()
    assert not targets.keeps_order({"participation_order": 0.0})
    assert targets.keeps_order({"participation_order": 1.0})
