"""What processes declare in their files: columns, what they begin with, decisions."""

import pickle

import numpy as np
import pytest
from testkit.small_world import SmallWorld, record
from testkit.tiny_place import tiny_world

import model.parameters as parameters
from model.columns import HOUSEHOLD_COLUMNS, PEOPLE, declarations
from model.describe.mechanisms import drawn
from model.errors import InputError
from model.schedule import SCHEDULE
from model.state import take
from model.streams import Decision, OwnDecision, stream_key, stream_key_python
from model.tables import Column, Table

COLUMNS = (Column("age", "i2", "months", ""), Column("ladder", "u1", "code", "", initial=255))


def test_declared_columns_are_columns() -> None:
    declared = declarations()
    assert {column.name for column in declared["observation"].columns} <= {c.name for c in PEOPLE}
    assert declared["but"].households[0] in HOUSEHOLD_COLUMNS
    for columns in (PEOPLE, HOUSEHOLD_COLUMNS):
        names = [column.name for column in columns]
        assert len(set(names)) == len(names), "a column is declared twice"


def test_rows_begin_as_declared_and_do_so_again() -> None:
    table = Table.begun(COLUMNS, 5)
    assert table["ladder"].tolist() == [255] * 5
    assert table["age"].tolist() == [0] * 5
    table["ladder"], table["age"] = np.arange(5), np.arange(5)
    take(table, 5, np.array([1, 3]))
    assert table["ladder"].tolist() == [1, 3, 255, 255, 255]
    assert table["age"].tolist() == [1, 3, 0, 0, 0]


def test_rows_of_a_world_begin_as_declared() -> None:
    state = tiny_world(3, 0, 60, 4)
    behind = slice(int(state.size[0]), None)
    for column in PEOPLE:
        assert not np.asarray(state.people[column.name][behind] != column.initial).any()


def test_an_own_decision_has_the_number_of_its_name() -> None:
    first, again, other = OwnDecision("FIRST"), OwnDecision("FIRST"), OwnDecision("OTHER")
    assert first == again != other
    assert (first.name, pickle.loads(pickle.dumps(first)).name) == ("FIRST", "FIRST")
    assert min(first, other) > max(Decision)
    key = stream_key_python(7, first, -3)
    assert int(stream_key(np.uint64(7), first, -3)) == key
    assert key != stream_key_python(7, other, -3)


def test_every_process_is_found_with_what_it_draws() -> None:
    found = drawn()
    assert list(found) == [process.name for process in SCHEDULE]
    assert found["participation"] == ("BUT",)
    assert set(found["matching"]) == {"THIN", "THIN_ROUNDING"}
    used = {name for names in found.values() for name in names}
    assert len(used) > 35


def test_a_switch_may_stand_beside_what_it_switches(world: SmallWorld) -> None:
    switch = record("true", unit='"switch"', range="")
    text = f"spread = {record()}\n[switches]\nstigma = {switch}\n"
    world.write("parameters/search.toml", text)
    found = parameters.load(world.folder / "parameters")
    assert found["switches.stigma"].topic == "switches"
    assert found["switches.stigma"].value == 1.0
    assert found["search.spread"].value == 1.0


def test_a_switch_stands_in_one_file_only(world: SmallWorld) -> None:
    switch = record("true", unit='"switch"', range="")
    world.write("parameters/search.toml", f"[switches]\nlock_in = {switch}\n")
    with pytest.raises(InputError) as caught:
        parameters.load(world.folder / "parameters")
    fault = caught.value.faults[0]
    assert (fault.key, fault.problem) == ("switches.lock_in", "also in search.toml")
    assert fault.file.endswith("switches.toml")
