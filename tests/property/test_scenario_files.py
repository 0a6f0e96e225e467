"""Whatever stands in a scenario file: a whole scenario, or a report. Never anything between."""

import math
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from testkit.small_world import SmallWorld, faults_of, small_world

from model.scenario import NO_END, Scenario, check, resolve
from model.vocabulary import TARGET_GROUPS

LEVERS = {"stage_cap": (0, 4), "handover": (0, 1), "chain": (0, 1)}
GOOD = """\
place = "../town"
extends = "root"
title = { de = "Ä", en = "A" }
[levers]
handover = { value = 0.5, unit = "0–1" }
[parameters]
"search.base_hazard" = 0.1
[switches]
lock_in = false
[[override]]
name = "o"
levers = { chain = 0.2 }
[[form]]
name = "f"
extends = "root"
sozialraum = ["South"]
target_group = "under_25"
from_month = 3
until_month = 9
levers = { stage_cap = 4 }
"""


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SmallWorld]:
    with small_world(tmp_path_factory.mktemp("world")) as made:
        made.scenario("[levers]\nstage_cap = 1", "root")
        yield made


def whole(found: Scenario) -> None:
    """Every value of a resolved scenario is there, finite, and legal."""
    for parameter in found.parameters.values():
        low, high = parameter.legal
        assert low <= parameter.value <= high
    assert found.forms[0].name == "base"
    for form in found.forms:
        assert list(form.levers) == list(LEVERS)
        assert all(low <= form.levers[name] <= high for name, (low, high) in LEVERS.items())
        assert 0 <= form.start < form.end <= NO_END
        assert 0 <= form.target_group < len(TARGET_GROUPS)
        assert form.spaces
        assert set(form.spaces) <= set(found.spaces)
    assert len(found.hash) == len(found.world_hash) == 64
    assert all(math.isfinite(row.value) for row in found.table())


def scenario_or_report(path: Path) -> None:
    """A scenario without faults, or faults that all name a file and a problem."""
    faults = faults_of(path)
    assert faults == check(path)
    if not faults:
        whole(resolve(path))
    for fault in faults:
        assert fault.file
        assert fault.problem
        assert "Error" not in str(fault)


def test_the_file_that_is_mutated_is_right(world: SmallWorld) -> None:
    scenario_or_report(world.write("scenarios/good.toml", GOOD))
    assert faults_of(world.folder / "scenarios" / "good.toml") == []


@given(raw=st.binary(max_size=200))
def test_any_bytes(world: SmallWorld, raw: bytes) -> None:
    scenario_or_report(world.write("scenarios/bytes.toml", raw))


PIECES = [
    "3",
    "-1",
    "nan",
    "inf",
    "true",
    "''",
    "[]",
    "[[]]",
    "{}",
    "'x'",
    "2015-04-29",
    "1e999",
    "=",
]
KEYS = [
    *("name", "title", "description", "extends", "place", "levers", "parameters", "switches"),
    *("override", "form", "levers.chain", "parameters.search", "switches.lock_in", "form.name"),
    *("parameters.search.effect.health", "levers.chain.value", "title.de", "'a.b'.c", "x"),
]


@given(lines=st.lists(st.tuples(st.sampled_from(KEYS), st.sampled_from(PIECES)), max_size=6))
@example(lines=[("form", "[[]]")])
@example(lines=[("title.de", "3"), ("title", "3")])
def test_any_keys_with_any_values(world: SmallWorld, lines: list[tuple[str, str]]) -> None:
    text = "".join(f"{key} = {value}\n" for key, value in lines)
    scenario_or_report(world.scenario(text, "keys"))


@given(data=st.data())
def test_a_right_file_with_one_value_replaced(world: SmallWorld, data: st.DataObject) -> None:
    lines = GOOD.splitlines()
    with_value = [i for i, line in enumerate(lines) if " = " in line]
    i = data.draw(st.sampled_from(with_value))
    lines[i] = f"{lines[i].split(' = ')[0]} = {data.draw(st.sampled_from(PIECES))}"
    scenario_or_report(world.write("scenarios/replaced.toml", "\n".join(lines)))


@given(data=st.data())
def test_a_right_file_with_some_characters_lost(world: SmallWorld, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(GOOD) - 1))
    length = data.draw(st.integers(1, 40))
    scenario_or_report(world.write("scenarios/cut.toml", GOOD[:start] + GOOD[start + length :]))


@given(
    values=st.fixed_dictionaries(
        {},
        optional={
            "stage_cap": st.integers(-2, 6),
            "handover": st.floats(-1, 2),
            "chain": st.floats(-1, 2),
        },
    )
)
def test_levers_are_taken_as_written_or_refused(
    world: SmallWorld, values: dict[str, float]
) -> None:
    wrong = {n for n, v in values.items() if not LEVERS[n][0] <= v <= LEVERS[n][1]}
    path = world.scenario("[levers]\n" + "".join(f"{n} = {v!r}\n" for n, v in values.items()), "l")
    assert {fault.key for fault in faults_of(path)} == {f"levers.{name}" for name in wrong}
    if not wrong:
        levers = resolve(path).forms[0].levers
        assert {name: levers[name] for name in values} == values


@given(order=st.permutations(range(3)), data=st.data())
def test_the_order_in_a_file_does_not_matter(
    world: SmallWorld, order: list[int], data: st.DataObject
) -> None:
    blocks = ["[levers]\nstage_cap = 3\n", "[switches]\nlock_in = false\n", "[search]\n"]
    blocks[2] = f"[parameters.search]\nspread = {data.draw(st.floats(1, 2))!r}\n"
    first = resolve(world.scenario("".join(blocks), "o1"))
    second = resolve(world.scenario("".join(blocks[i] for i in order), "o2"))
    assert second.hash == first.hash


@given(changes=st.dictionaries(st.sampled_from([*KEYS, "levers.handover"]), st.text(max_size=4)))
def test_any_changes_from_the_command_line(world: SmallWorld, changes: dict[str, str]) -> None:
    path = world.scenario("", "plain")
    faults = faults_of(path, changes=changes)
    if not faults:
        whole(resolve(path, changes=changes))
    assert all(fault.file == "--set" for fault in faults)
