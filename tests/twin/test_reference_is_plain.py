"""The reference is an idiomatic Mesa model of plain Python: nothing compiled, no NumPy inside."""

from types import FunctionType

import mesa
import numpy as np
import pytest
from testkit.tiny_place import tiny, tiny_world

from model.columns import HOUSEHOLD_COLUMNS, INSTITUTIONS, PEOPLE, TIES
from model.processes import casework, employment, participation
from model.reference import Bedarfsgemeinschaft, Elb, Institution, Jobcenter, ReferenceModel
from model.reference.rules import plain, uncompiled
from model.scenario import resolve

SEED, ONE_IN, MONTHS = 3, 60, 4
OBJECTS = {"household", "sozialraum", "provider", "first", "size"}


@pytest.fixture(scope="module")
def model() -> ReferenceModel:
    scenario = tiny(resolve("production-network"), ONE_IN)
    model = ReferenceModel(scenario, SEED, start=tiny_world(SEED, 0, ONE_IN, MONTHS))
    for _ in range(MONTHS):
        model.step()
    return model


def test_everybody_is_an_agent(model: ReferenceModel) -> None:
    by_type = model.agents_by_type
    assert set(by_type) == {Elb, Bedarfsgemeinschaft, Institution, Jobcenter}
    assert len(by_type[Elb]) == len(list(model.people))
    assert len(by_type[Bedarfsgemeinschaft]) == len(model.households)
    assert len(by_type[Jobcenter]) == 1
    assert 1.0 <= by_type[Elb].agg("participation", np.mean) <= 10.0
    waiting = by_type[Elb].select(lambda elb: elb.busy > 0)
    assert 0 < len(waiting) < len(by_type[Elb])
    assert set(by_type[Elb].groupby("sex").count()) == {0, 1}
    assert model.month == model.steps == MONTHS


def test_data_is_collected(model: ReferenceModel) -> None:
    collector = mesa.DataCollector(
        model_reporters={"recognised": lambda m: m.tally["recognised"]},
        agenttype_reporters={Institution: {"queue": "queue"}},
    )
    collector.collect(model)
    assert collector.get_model_vars_dataframe()["recognised"][0] > 0
    assert len(collector.get_agenttype_vars_dataframe(Institution)) == len(model.partners())


def test_states_are_plain_numbers(model: ReferenceModel) -> None:
    things = (
        (model.people, PEOPLE),
        (model.households, HOUSEHOLD_COLUMNS),
        (model.institutions, INSTITUTIONS),
        (model.spaces[0].ties, TIES),
    )
    found = set()
    for agents, columns in things:
        for agent in agents:
            for column in columns:
                if column.name in OBJECTS:
                    continue
                value = getattr(agent, column.name)
                values = value if column.width else [value]
                found |= {(column.name, type(v)) for v in values if type(v) not in PLAIN}
    assert not found


PLAIN = (int, float, bool)


def test_parameters_are_plain(model: ReferenceModel) -> None:
    assert type(model.par.search.base) is float
    assert type(model.par.search.effect) is list
    assert all(type(value) is float for value in vars(model.levers[0]).values())


def test_rules_are_not_compiled() -> None:
    rules = uncompiled(participation)
    assert isinstance(rules.mood, FunctionType)
    # What a rule calls is not compiled either, and its vectors are lists.
    assert isinstance(rules.mood.__globals__["household_effect"], FunctionType)
    assert uncompiled(casework).consents(0.2, 0.5, 0.5, 0.1, 0.0, 0.1)
    assert not isinstance(participation.mood, FunctionType)
    assert uncompiled(employment) is not employment


def test_plain_values() -> None:
    record = np.array([(1, [0.5, 0.25])], dtype=[("a", "u1"), ("b", "f8", (2,))])
    assert vars(plain(record)) == vars(plain(record[0])) == {"a": 1, "b": [0.5, 0.25]}


def test_people_who_are_forgotten_are_agents_no_more() -> None:
    scenario = tiny(resolve("status-quo"), ONE_IN)
    model = ReferenceModel(scenario, SEED, start=tiny_world(SEED, -6, ONE_IN, 6), month=-6)
    for _ in range(6):
        model.step()
    before = len(model.agents_by_type[Elb])
    model.forget(1)
    assert len(model.agents_by_type[Elb]) == len(list(model.people)) < before
    assert all(household.receipt for household in model.households if household.months_out >= 1)
