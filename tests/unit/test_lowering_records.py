"""Columns that lie side by side in a record: compiled loops find them where NumPy does."""

from dataclasses import dataclass
from typing import Any

import numba
import numpy as np

from model.lowering import Group
from model.tables import Column, Table

ROWS = 130
COLUMNS = (
    Column("id", "u8", "", "alone, before the record"),
    Column("stage", "u1", "", "of a record", 3, record="needs"),
    Column("clock", "i2", "", "of the same record", 40, record="needs"),
    Column("trust", "f8", "", "of the same record, one number", record="needs"),
    Column("age", "i2", "", "alone, behind the record"),
)


@dataclass(frozen=True, eq=False)
class World(Group):
    people: Any


@numba.njit(error_model="numpy", _nrt=False)
def use_records(world: Any) -> None:
    for i in range(world.people.shape[0]):
        person = world.people[i]
        for k in range(person.stage.shape[0]):
            person.clock[39 - k] = person.stage[k] + 100 * i
            person.stage[k] = k
        person.trust = person.trust + person.id


def test_columns_of_a_record_are_read_and_written_in_their_place() -> None:
    people = Table.zeros(COLUMNS, ROWS)
    row = np.arange(ROWS)
    stages = (np.arange(3 * ROWS) % 251).reshape(ROWS, 3)
    people["id"], people["stage"], people["clock"], people["trust"] = row, stages, -1, 0.25
    use_records(World(people=people))
    assert (people["stage"] == np.arange(3)).all()
    assert (people["clock"][:, :37] == -1).all()
    assert np.array_equal(people["clock"][:, :36:-1], stages + 100 * row[:, None])
    assert np.array_equal(people["trust"], 0.25 + row)
    assert np.array_equal(people["id"], row)
    assert not people["age"].any()
