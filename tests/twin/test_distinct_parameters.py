"""Both engines with all parameters distinct: no parameter can stand in for another unseen.

Some ship with the same value, and the engines share the rules, so that a loop which hands over the
wrong one of two would leave the twin and the golden run as they are.
"""

from collections import defaultdict
from dataclasses import replace

import pytest
from testkit.tiny_place import tie_up, tiny, tiny_world
from testkit.twins import Twins

from model.parameters import Parameter
from model.scenario import Scenario, resolve
from model.streams import Decision, stream_key_python, uniform_python
from model.units import WHOLE_UNITS

SEED, ONE_IN, MONTHS = 11, 60, 12
ARRANGEMENT = "production-network-extended"
NOT_DRAWN = ("place", "switches", "levers")  # sizes of the town, and what the arrangement says
# What is rare in a tiny town is made frequent.
LIVELY = {
    "pipeline__referral": 0.9,
    "pipeline__referral_manager": 0.95,
    "casework__isolation_below": 0.87,
    "services__group__recognition": 0.93,
    "needs__isolation__duration": 1.0,
    "services__any__mitigation": 0.91,
}


def drawn(found: Parameter, number: int) -> Parameter:
    """A value anywhere in the range of a parameter, its own luck for each."""
    low, high = found.range or (found.value, found.value)
    key = stream_key_python(SEED, Decision.PARAMETER, 0)
    value = low + (high - low) * uniform_python(key, number, 0)
    return replace(found, value=round(value) if found.unit in WHOLE_UNITS else value)


def distinct(scenario: Scenario) -> Scenario:
    """The scenario with another value for every parameter."""
    parameters = {
        name: found if found.topic in NOT_DRAWN else drawn(found, number)
        for number, (name, found) in enumerate(scenario.parameters.items())
    }
    return replace(scenario, parameters=parameters)


def twins() -> Twins:
    start = tiny_world(SEED, 0, ONE_IN, MONTHS)
    tie_up(start)
    return Twins(tiny(distinct(resolve(ARRANGEMENT)), ONE_IN, **LIVELY), SEED, start, 0)


def test_no_two_parameters_that_can_differ_are_equal() -> None:
    """Of a topic; shipped, many are."""

    def equal(scenario: Scenario) -> set[frozenset[str]]:
        by_value: dict[tuple[str, float], set[str]] = defaultdict(set)
        for name, found in scenario.parameters.items():
            low, high = found.range or (0.0, 0.0)
            if found.topic not in NOT_DRAWN and low < high and found.unit not in WHOLE_UNITS:
                by_value[found.topic, found.value].add(name)
        return {frozenset(names) for names in by_value.values() if len(names) > 1}

    shipped = resolve(ARRANGEMENT)
    assert len(equal(shipped)) > 50
    assert not equal(distinct(shipped))


def test_histories_are_identical() -> None:
    assert twins().run(MONTHS) == []


@pytest.mark.parametrize(
    ("topic", "one", "other"),
    [
        ("pipeline", "isolation_gain", "engagement_gain"),
        ("participation", "relationships_speed", "engagement_speed"),
        ("casework", "trust_contact", "trust_manager"),
    ],
)
def test_two_that_are_taken_for_each_other_are_noticed(topic: str, one: str, other: str) -> None:
    """All these are taken for each other in the reference engine only."""
    both = twins()
    values = getattr(both.model.par, topic)
    first, second = getattr(values, one), getattr(values, other)
    setattr(values, one, second)
    setattr(values, other, first)
    assert both.run(MONTHS)
