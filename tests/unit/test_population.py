"""The synthetic population adds up, fits its margins, and hangs together person by person."""

from pathlib import Path

import numpy as np
import pytest
from testkit.places import OBERHAUSEN, oberhausen, small

from model.population import Population, counted_features, load_place
from model.population.place import _load, reached
from model.vocabulary import (
    AGE_50,
    COUPLE_WITH_CHILDREN,
    FEMALE,
    HEALTH,
    LONE_PARENT,
    LONG_RECEIPT,
    MOTHER,
    NO_JOB,
    SCHOOL,
    SELF_EMPLOYED,
    VOCATIONAL,
)

# Whole households are taken and swapped until no swap helps: what remains is a few dozen of 20,000
# persons, more among the smaller groups and among the 4,000 households of the templates.
STOCK_TOLERANCE = 0.003
ARRIVALS_TOLERANCE = 0.02
# Bands of pattern P8, fixed before fitting (patterns.toml).
P8_BANDS = (0.03, 0.03, 0.05, 0.05)

GROUPS = ("stock", "arrivals")


def population(group: str) -> Population:
    return oberhausen().initial if group == "stock" else oberhausen().arrivals


def test_stock_and_sozialraeume_add_up_exactly() -> None:
    place = oberhausen()
    people = np.bincount(place.initial.people.sozialraum)
    assert people.tolist() == [s.records["elb"].value for s in place.space_records]
    assert people.sum() == place.stock == 19967


@pytest.mark.parametrize(
    ("group", "tolerance"), [("stock", STOCK_TOLERANCE), ("arrivals", ARRIVALS_TOLERANCE)]
)
def test_every_fitted_margin_is_met(group: str, tolerance: float) -> None:
    place, sample = oberhausen(), population(group).sample
    margins = place.margins if group == "stock" else place.arrival_margins
    fitted = {one.name: one.result(sample) - one.target.value for one in margins if one.fitted}
    assert len(fitted) > 20
    assert not {name: gap for name, gap in fitted.items() if abs(gap) > tolerance}


def test_checked_margins_lie_in_their_range() -> None:
    place = oberhausen()
    for margin in place.margins:
        low, high = margin.target.range or (0.0, 0.0)
        assert low <= margin.result(place.initial.sample) <= high, margin.name


def test_counts_of_features_are_not_fitted_and_still_within_the_band() -> None:
    place = oberhausen()
    margins = {margin.name: margin for margin in place.margins}
    for number, band in enumerate(P8_BANDS):
        margin = margins[f"features_{number}"]
        assert not margin.fitted
        assert abs(margin.result(place.initial.sample) - margin.target.value) <= band


def test_counting_takes_education_and_origin_once() -> None:
    has = np.zeros((3, 12), dtype=np.uint8)
    has[0, [SCHOOL, VOCATIONAL]] = 1
    has[1, [5, 6]] = 1
    has[2, :9] = 1
    assert counted_features(has).tolist() == [1, 1, 7]


@pytest.mark.parametrize("group", GROUPS)
def test_members_of_a_household_are_adjacent(group: str) -> None:
    people, homes = population(group).people, population(group).households
    assert homes.first[0] == 0
    assert np.array_equal(homes.first[1:], np.cumsum(homes.size)[:-1])
    assert homes.size.sum() == people.household.size
    assert np.array_equal(people.household, np.repeat(np.arange(homes.size.size), homes.size))
    assert np.array_equal(people.sozialraum, homes.sozialraum[people.household])


@pytest.mark.parametrize("group", GROUPS)
def test_children_and_household_types_agree(group: str) -> None:
    people, homes = population(group).people, population(group).households
    family = np.isin(homes.kind, (LONE_PARENT, COUPLE_WITH_CHILDREN))
    assert np.array_equal((homes.child_age >= 0).any(axis=1), family)
    assert homes.child_age.max() < 15 * 12
    mother = people.has[:, MOTHER] == 1
    assert (people.sex[mother] == FEMALE).all()
    assert family[people.household[mother]].all()
    youngest_parent = people.age[mother] - homes.child_age[people.household[mother]].max(axis=1)
    assert youngest_parent.min() >= 17 * 12
    assert (homes.but[~family] == 0).all()


@pytest.mark.parametrize("group", GROUPS)
def test_age_receipt_and_features_agree(group: str) -> None:
    people = population(group).people
    assert people.age.min() >= 15 * 12
    assert people.age.max() < 65 * 12
    assert np.array_equal(people.has[:, AGE_50], people.age >= 50 * 12)
    assert np.array_equal(people.has[:, LONG_RECEIPT], people.window_count >= 21)
    bits = [int(window).bit_count() for window in people.receipt_window]
    assert bits == people.window_count.tolist()
    assert (people.receipt_window & 1 == 1).all()  # in receipt this month
    assert (people.has[people.age < 16 * 12, LONG_RECEIPT] == 0).all()
    assert people.receipt_window.max() < 1 << 24


@pytest.mark.parametrize("group", GROUPS)
def test_pupils_and_jobs_agree(group: str) -> None:
    people = population(group).people
    pupil = people.pupil == 1
    assert people.age[pupil].max() < 21 * 12
    assert (people.employment[pupil] == NO_JOB).all()
    assert (people.has[pupil][:, [SCHOOL, VOCATIONAL]] == 0).all()
    idle = people.employment == NO_JOB
    for column in (people.hours, people.wage, people.tenure, people.contract):
        assert (column[idle] == 0).all()
    assert (people.wage[~idle] > 0).all()
    dependent = ~idle & (people.employment != SELF_EMPLOYED)
    assert (people.contract[dependent] > 0).all()


def test_health_age_and_duration_go_together() -> None:
    """One factor, correlation 0.25 between the latent scores: weaker between what is observed."""
    people = oberhausen().initial.people
    adults = people.age >= 25 * 12
    columns = [people.has[adults, HEALTH], people.age[adults], people.spell[adults]]
    found = np.corrcoef(np.array(columns, dtype=float))[np.triu_indices(3, 1)]
    assert (found > 0.08).all()
    assert (found < 0.4).all()


def test_those_who_enter_are_younger_and_new() -> None:
    stock, arrivals = oberhausen().initial.people, oberhausen().arrivals.people
    assert arrivals.age.mean() < stock.age.mean() - 5 * 12
    assert arrivals.has[:, LONG_RECEIPT].mean() < 0.05
    assert (arrivals.spell == 0).all()


def test_same_seed_same_people_other_seed_others() -> None:
    first = load_place(OBERHAUSEN)
    _load.cache_clear()
    again, other = load_place(OBERHAUSEN), load_place(OBERHAUSEN, seed=0)
    for one, two in zip(first.initial.people, again.initial.people, strict=True):
        assert np.array_equal(one, two)
    assert np.array_equal(first.arrivals.people.age, again.arrivals.people.age)
    assert other.seed == 0
    assert other.initial.people.age.size == first.stock
    assert not np.array_equal(other.initial.people.age, first.initial.people.age)
    assert not np.array_equal(other.arrivals.people.age[:100], first.arrivals.people.age[:100])


def test_a_place_is_kept_and_cannot_be_written_to() -> None:
    place = oberhausen()
    assert load_place(OBERHAUSEN) is place or np.array_equal(
        load_place(OBERHAUSEN).initial.people.age, place.initial.people.age
    )
    with pytest.raises(ValueError, match="read-only"):
        place.initial.people.age[0] = 1


def test_overlap_is_share_times_users_per_family() -> None:
    place = oberhausen()
    families = int((place.initial.households.child_age[:, 0] >= 0).sum())
    chances = {overlap.kind: reached(overlap, families) for overlap in place.overlaps}
    assert chances["education_support"] == pytest.approx(0.40 * 1900 / families)
    assert all(0 < chance < 1 for chance in chances.values())
    kinds = [kind.name for kind in place.kinds]
    day_care = next(overlap for overlap in place.overlaps if overlap.kind == "day_care")
    contact = day_care.records["contact"].value
    assert place.sees[kinds.index("day_care")] == pytest.approx(chances["day_care"] * contact)
    assert ((place.sees >= 0) & (place.sees <= 1)).all()


def test_a_small_place_is_a_place(tmp_path: Path) -> None:
    place = load_place(small(tmp_path, 0.02))
    assert 350 < place.stock < 450
    assert place.initial.people.age.size == place.stock
    assert place.institutions.places.sum() == pytest.approx(
        oberhausen().institutions.places.sum() * 0.02
    )
