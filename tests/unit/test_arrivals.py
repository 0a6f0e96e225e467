"""The list of arrivals is fixed by the seed and drawn by the rule of the engine."""

import math

import numpy as np
from testkit.places import oberhausen

from model.population import arrivals_list
from model.population.arrivals import arrival_count, template_of
from model.processes import arrivals
from model.streams import Decision, stream_key_python, uniform_python


def test_the_same_list_whenever_it_is_asked_for() -> None:
    place = oberhausen()
    long, short = arrivals_list(place, 7, 3), arrivals_list(place, 7, 1, first=2)
    assert [entry for entry in long if entry.month == 2] == short
    assert arrivals_list(place, 8, 1) != arrivals_list(place, 7, 1)
    assert arrivals_list(place, 0, 1)  # seed 0 is a seed


def test_counts_are_those_of_the_engine() -> None:
    for month in range(-480, 96, 7):
        key = stream_key_python(3, Decision.ARRIVAL_COUNT, month)
        first, second = uniform_python(key, 0, 0), uniform_python(key, 0, 1)
        rule = arrivals.arrivals_count.py_func
        assert arrival_count(3, month, 287.0) == rule(287.0, first, second)


def test_mean_and_spread_of_the_counts() -> None:
    """600 months: the mean is known to ±0.7 households, the spread to ±3 % (one standard error)."""
    counts = [arrival_count(1, month, 287.0) for month in range(600)]
    assert abs(np.mean(counts) - 287) < 2.1
    assert abs(np.std(counts) / math.sqrt(287) - 1) < 0.09


def test_templates_are_rows() -> None:
    rows = [template_of(1, 0, slot, 10) for slot in range(500)]
    assert set(rows) == set(range(10))


def test_persons_of_one_household_stand_together() -> None:
    place = oberhausen()
    found = arrivals_list(place, 5, 1)
    sizes = place.arrivals.households.size
    by_slot: dict[int, list[int]] = {}
    for entry in found:
        by_slot.setdefault(entry.slot, []).append(entry.template)
    for templates in by_slot.values():
        assert len(set(templates)) == 1
        assert len(templates) == sizes[templates[0]]
    assert {entry.sozialraum for entry in found} == set(place.spaces)
