"""The fast world is a Mesa model: sets of agents, views on columns, data collection."""

import gc
import weakref
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from mesa.agentset import AgentSet
from testkit.model_worlds import burnt, small_run, small_scenario

from model.agents import Elb, Institution, Jobcenter
from model.columns import INSTITUTIONS, PEOPLE
from model.vocabulary import DEBT, FEMALE, HEALTH, RECOGNISED, WAITING
from model.world import MONTHS_OF_ROOM, World


def a_world(name: str = "status-quo") -> World:
    return World(small_scenario(name), seed=1, start=burnt())


@pytest.fixture
def world() -> World:
    return a_world()


def test_a_month_is_that_of_the_schedule(world: World) -> None:
    run = small_run("status-quo", months=3)
    for month in range(3):
        world.step()
        assert world.measures == {name: values[month] for name, values in run.monthly.items()}
    assert (world.month, world.steps, world.time) == (3, 3, 3.0)


def test_a_world_grows_with_its_arrivals() -> None:
    world = a_world()
    first = world.people[0]
    rows = len(world.state.people)
    for _ in range(2 * MONTHS_OF_ROOM):
        world.step()
    assert len(world.state.people) > rows
    assert world.people[0] is first
    months = 2 * MONTHS_OF_ROOM
    run = small_run("status-quo", months=months)
    assert world.measures["stock"] == run.monthly["stock"][months - 1]


def test_types_of_agents(world: World) -> None:
    assert set(world.agent_types) == {Elb, Institution, Jobcenter}
    by_type = world.agents_by_type
    assert len(by_type[Elb]) == world.state.size[0]
    assert len(by_type[Jobcenter]) == 1
    assert len(by_type[Institution]) == len(world.state.institutions) - 1
    assert len(world.agents) == sum(len(agents) for agents in by_type.values())
    assert all(isinstance(agents, AgentSet) for agents in (world.agents, world.people))
    assert by_type[Jobcenter].to_list()[0].name


def test_nothing_makes_a_view_that_needs_none(world: World) -> None:
    world.step()
    people = world.agents_by_type[Elb]
    assert people.agg("participation", np.mean) > 1.0
    assert len(people.get("age")) == len(people)
    people.set("ladder", 255)
    world.datacollector.get_model_vars_dataframe()
    assert world.views_made == 0
    assert people[0] is people[0]
    assert world.views_made == 1
    assert len(people[2:5]) == 3
    assert world.views_made == 4


def test_a_view_has_every_column(world: World) -> None:
    elb = world.people[5]
    row = world.state.people[5]
    for column in PEOPLE:
        value = getattr(elb, column.name)
        assert np.array_equal(value, row[column.name])
        assert column.width or type(value) in (int, float)
    assert elb.unique_id == elb.id == int(row["id"])
    institution = world.agents_by_type[Institution].to_list()[0]
    for column in INSTITUTIONS:
        expected = world.state.institutions[column.name][institution.row]
        assert np.array_equal(getattr(institution, column.name), expected)


def test_writing_through_a_view_changes_the_column(world: World) -> None:
    elb = world.people[7]
    elb.trust = 0.875
    elb.has[HEALTH] = 1
    elb.mitigated = np.full(len(elb.mitigated), 0.25)
    people = world.state.people
    assert people["trust"][7] == 0.875
    assert people["has"][7, HEALTH] == 1
    assert (people["mitigated"][7] == 0.25).all()
    institution = world.institutions[3]
    institution.planned_places = 77.0
    assert world.state.institutions["planned_places"][3] == 77.0
    for name in ("id", "household"):
        with pytest.raises(AttributeError):
            setattr(elb, name, 3)
        with pytest.raises(AttributeError):
            world.people.set(name, 3)


def test_what_is_written_is_lived(world: World) -> None:
    """Who has no trust at all keeps fewer appointments than in the same month with full trust."""
    missed = []
    for trust in (0.0, 1.0):
        other = a_world()
        other.people.set("trust", trust)
        for _ in range(3):
            other.step()
        missed.append(other.measures["missed"])
    assert missed[0] > missed[1]


def test_a_need_written_by_hand_is_referred() -> None:
    """Notes that loops keep for themselves follow what is written through a view."""
    world = a_world()
    world.step()
    rows = np.flatnonzero(world.state.people["receipt"][: world.state.size[0]])
    for elb in (world.people[int(row)] for row in rows):
        elb.stage[DEBT], elb.clock[DEBT] = RECOGNISED, 0
    plain = a_world()
    plain.step()
    for each in (world, plain):
        each.step()
    assert world.measures["referrals"] > plain.measures["referrals"] + 5
    elb.stage[DEBT], elb.provider[DEBT] = WAITING, -1
    with pytest.raises(ValueError, match="provider"):
        world.step()


def test_a_view_follows_its_person_when_rows_move(world: World) -> None:
    elb, other = world.people[20], world.people[30]
    identity, age = elb.id, elb.age
    people = world.state.people
    people[[20, 30]] = people[[30, 20]]
    assert (elb.id, elb.age, elb.row) == (identity, age, 30)
    assert other.row == 20
    assert world.find(identity) is elb
    people["id"][30] = 1
    with pytest.raises(LookupError, match=str(identity)):
        elb.row  # noqa: B018


def test_get_is_what_mesa_would_give(world: World) -> None:
    people, plain = world.people, world.people.copy()
    assert type(plain) is AgentSet
    assert people.get("age") == plain.get("age")
    assert people.get(["age", "trust"]) == plain.get(["age", "trust"])
    assert np.array_equal(people.get("has"), plain.get("has"))
    assert people.get("unique_id") == plain.get("unique_id")
    assert people.get("nonsense", handle_missing="default", default_value=0)[0] == 0
    with pytest.raises(AttributeError):
        people.get("nonsense")
    assert people.agg("age", [min, max]) == plain.agg("age", [min, max])
    # Narrow columns are widened: a byte would overflow.
    assert people.agg("window_count", sum) == int(world.people.column("window_count").sum())


def test_set_writes_every_row(world: World) -> None:
    assert world.people.set("trust", 0.5) is world.people
    assert set(world.people.get("trust")) == {0.5}
    world.people.set("note", "seen")
    assert world.people[3].note == "seen"


def test_select(world: World) -> None:
    women = world.people.select(lambda elb: elb.sex == FEMALE)
    assert len(women) == (world.people.column("sex") == FEMALE).sum()
    assert type(women) is AgentSet
    assert len(world.people.select(at_most=5)) == 5
    assert len(world.people.select(at_most=0.5)) == len(world.people) // 2
    assert len(world.agents.select(agent_type=Jobcenter)) == 1
    assert len(world.people.select()) == len(world.people)
    women.set("trust", 0.25)
    assert (world.people.column("trust") == 0.25).sum() >= len(women)


def test_groupby(world: World) -> None:
    groups = world.people.groupby("profile")
    column = world.people.column("profile")
    assert groups.count() == {code: (column == code).sum() for code in np.unique(column)}
    means = groups.agg("participation", np.mean)
    assert means[0] == pytest.approx(world.people.column("participation")[column == 0].mean())
    by_list = world.people.groupby(lambda elb: elb.sex, result_type="list")
    assert sum(by_list.count().values()) == len(world.people)


def test_iteration_do_map_shuffle_sort(world: World) -> None:
    people = world.people
    assert [elb.id for elb in people] == people.get("id")
    assert people.map(lambda elb: elb.age) == people.get("age")
    seen: list[int] = []
    people.do(lambda elb: seen.append(elb.id))
    assert seen == people.get("id")
    people.shuffle_do(lambda elb: seen.remove(elb.id))
    assert not seen
    shuffled = people.shuffle()
    assert shuffled.get("id") != people.get("id")
    assert sorted(shuffled.get("id")) == sorted(people.get("id"))
    by_age = people.sort("age", ascending=True)
    assert by_age.get("age") == sorted(people.get("age"))
    assert people[0] in people
    assert people[0] in world.agents
    assert world.institutions[0] not in people
    assert a_world().people[0] not in people
    assert len(list(world.agents)) == len(world.agents)


REFUSED: list[Callable[[World], Any]] = [
    lambda world: world.people.add(world.people[0]),
    lambda world: world.people.discard(world.people[0]),
    lambda world: world.people.remove(world.people[0]),
    lambda world: world.people[0].remove(),
    lambda world: world.people.select(lambda elb: True, inplace=True),
    lambda world: world.people.shuffle(inplace=True),
    lambda world: world.agents.sort("unique_id", inplace=True),
]


@pytest.mark.parametrize("change", REFUSED)
def test_members_follow_the_world(world: World, change: Callable[[World], Any]) -> None:
    before = len(world.people)
    with pytest.raises(TypeError, match="copy"):
        change(world)
    assert len(world.people) == before


def test_model_reporters_read_the_totals(world: World) -> None:
    for _ in range(2):
        world.step()
    frame = world.datacollector.get_model_vars_dataframe()
    assert len(frame) == 2
    assert frame["stock"].iloc[-1] == world.people.column("receipt").sum()


def test_reporters_on_agents(world: World) -> None:
    import mesa

    collector = mesa.DataCollector(
        model_reporters={"persons": lambda model: len(model.agents_by_type[Elb])},
        agenttype_reporters={
            Elb: {"participation": "participation"},
            Institution: {"queue": lambda institution: institution.queue},
        },
    )
    world.step()
    collector.collect(world)
    persons = collector.get_agenttype_vars_dataframe(Elb)
    assert persons["participation"].tolist() == world.people.get("participation")
    assert len(collector.get_agenttype_vars_dataframe(Institution)) == len(world.institutions) - 1
    assert collector.get_model_vars_dataframe()["persons"].tolist() == [len(world.people)]


def test_reporters_on_all_agents(world: World) -> None:
    import mesa

    collector = mesa.DataCollector(agent_reporters={"kind": lambda agent: type(agent).__name__})
    world.step()
    collector.collect(world)
    kinds = collector.get_agent_vars_dataframe()["kind"].value_counts()
    assert kinds["Elb"] == len(world.people)
    assert kinds["Jobcenter"] == 1


def test_worlds_do_not_touch_each_other_or_their_start(world: World) -> None:
    before = burnt().people.copy()
    other = a_world("siloed")
    other.people.set("trust", 0.0)
    other.step()
    assert all(np.array_equal(burnt().people[n], before[n]) for n in before.names)
    assert world.people.agg("trust", max) > 0.0


def test_fifty_worlds_are_freed() -> None:
    """Views, sets and collector refer to the world and it to them: the circle must be found."""
    gone = []
    for _ in range(50):
        world = a_world()
        world.step()
        world.people.to_list()
        gone.append(weakref.ref(world))
        gone.append(weakref.ref(world.people[0]))
    del world
    gc.collect()
    assert not [reference for reference in gone if reference() is not None]
