"""Raking and the choice of whole households, for margins and samples of all sorts."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from model.parameters.record import Parameter
from model.population.balance import balanced
from model.population.integers import exact_counts, quota_counts, select, taken
from model.population.margins import Margin
from model.population.raking import rake
from model.population.sample import Sample, ranks
from model.streams import Decision, uniforms

SPACES = 3
shares = st.floats(0.1, 0.6)
seeds = st.integers(0, 2**32)


def sample_of(seed: int, size: int = 400) -> Sample:
    """Households of one to three adults in three Sozialräume, features at random."""

    def whole(slot: int, low: int, high: int, count: int) -> np.ndarray:
        drawn = uniforms(seed, Decision.POPULATION, 0, np.arange(count), slot)
        return (low + drawn * (high - low)).astype(np.int64)

    sizes = whole(1, 1, 4, size)
    persons = int(sizes.sum())
    household = np.repeat(np.arange(size), sizes)
    first = np.cumsum(sizes) - sizes
    return Sample(
        {
            "size": sizes,
            "kind": whole(2, 0, 4, size),
            "sozialraum": whole(3, 0, SPACES, size),
        },
        {
            "household": household,
            "member": np.arange(persons) - first[household],
            "age": whole(4, 180, 780, persons),
            "sex": whole(5, 0, 2, persons),
            "employment": whole(6, 0, 2, persons),
            "has": whole(7, 0, 2, persons * 12).reshape(persons, 12),
        },
    )


def margins_of(women: float, health: float) -> list[Margin]:
    return [
        Margin(name, name, name, "elb", True, Parameter(name, value, "share"))
        for name, value in (("women", women), ("health", health))
    ]


@given(seeds, shares, shares)
def test_raked_weights_meet_every_margin(seed: int, women: float, health: float) -> None:
    sample, totals = sample_of(seed), np.array([200.0, 150.0, 50.0])
    margins = margins_of(women, health)
    raked = rake(sample, margins, totals)
    assert raked.gap < 1e-6
    assert (raked.weights > 0).all()
    for margin in margins:
        assert abs(margin.result(sample, raked.weights) - margin.target.value) < 1e-6


@given(seeds, shares)
def test_counts_of_persons_are_exact_after_swaps(seed: int, women: float) -> None:
    sample, totals = sample_of(seed), np.array([200.0, 150.0, 50.0])
    raked = rake(sample, margins_of(women, 0.5), totals)
    counts = exact_counts(sample, raked.weights, totals)
    chosen = select(sample, raked.weights, counts)
    cells = sample.households["sozialraum"] * counts.shape[1] + sample.households["size"]
    swapped = balanced(chosen, cells, raked.matrix, raked.totals)
    assert np.array_equal(
        np.bincount(cells[chosen], minlength=counts.size),
        np.bincount(cells[swapped], minlength=counts.size),
    )

    def gap(rows: np.ndarray) -> float:
        return float(np.sum((raked.matrix[rows].sum(axis=0) - raked.totals) ** 2))

    assert gap(swapped) <= gap(chosen) + 1e-9
    people = taken(sample, swapped)
    space = people.households["sozialraum"][people.people["household"]]
    assert np.bincount(space, minlength=SPACES).tolist() == totals.tolist()


@given(seeds, st.integers(1, 300))
def test_quotas_add_up(seed: int, households: int) -> None:
    sample = sample_of(seed)
    counts = quota_counts(sample, np.ones(400), SPACES, households)
    assert counts.sum() == households
    assert (counts >= 0).all()


@given(seeds, st.lists(st.integers(0, 399), min_size=1, max_size=50))
def test_taking_households_takes_all_their_members(seed: int, rows: list[int]) -> None:
    sample = sample_of(seed)
    found = taken(sample, np.array(rows))
    assert found.people["household"].size == sample.households["size"][rows].sum()
    assert np.array_equal(
        np.bincount(found.people["household"], minlength=len(rows)),
        sample.households["size"][rows],
    )
    starts = np.cumsum(found.households["size"]) - found.households["size"]
    first = np.cumsum(sample.households["size"]) - sample.households["size"]
    assert np.array_equal(found.people["age"][starts], sample.people["age"][first[rows]])


@given(st.lists(st.tuples(st.floats(-10, 10), st.integers(0, 3)), min_size=4, max_size=60))
def test_ranks_are_even_in_each_group(pairs: list[tuple[float, int]]) -> None:
    scores = np.array([score for score, _ in pairs])
    groups = np.array([group for _, group in pairs])
    found = ranks(scores, groups)
    for group in set(groups.tolist()):
        here = np.sort(found[groups == group])
        assert np.allclose(here, (np.arange(here.size) + 0.5) / here.size)
