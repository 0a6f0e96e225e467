"""What processes declare in their files: columns, what they begin with, decisions."""

import ast
import pickle
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from testkit.small_world import SmallWorld, record
from testkit.tiny_place import tiny_world

import model.parameters as parameters
from model.columns import FAST_ONLY, HOUSEHOLD_COLUMNS, PEOPLE, declarations
from model.describe import sources
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
    assert found["participation"] == ("BUT", "NEARBY")
    assert set(found["matching"]) == {"THIN", "THIN_ROUNDING"}
    used = {name for names in found.values() for name in names}
    assert len(used) > 35


def notes_used(file: str, rule: str, met: set[tuple[str, str]]) -> Iterator[str]:
    """Where a rule, or one that it calls, uses what only the fast engine keeps of a person."""
    if (file, rule) in met:
        return
    met.add((file, rule))
    module = sources.module_of(file)
    for node in ast.walk(module.functions[rule]):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            if node.attr in FAST_ONLY:
                yield f"{file}.{rule}: {ast.unparse(node)}"
        elif isinstance(node, ast.Name) and node.id in module.functions:
            yield from notes_used(file, node.id, met)
        elif isinstance(node, ast.Name) and node.id in module.imported:
            yield from notes_used(*module.imported[node.id], met)


def test_rules_for_one_person_use_no_notes_of_the_fast_engine() -> None:
    """The reference engine does not keep them: it would read a 0 of long ago."""
    found = [
        text
        for declared in declarations().values()
        if (rule := declared.of_one) is not None
        for text in notes_used(rule.__module__.rpartition(".")[2], rule.__name__, set())
    ]
    assert not found, f"ask `mitigated` or `stage` instead: {found}"


def test_a_note_is_found_in_rules_that_are_called(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calling = (
        "def one(person, lever, par):\n    person.pending = other(person) + par.casework.seen\n"
    )
    taken = "from model.processes.notes_called import other\n"
    (tmp_path / "notes_calling.py").write_text(taken + calling, encoding="utf-8")
    called = "def other(person):\n    return person.halved[3] + person.mitigated[3]\n"
    (tmp_path / "notes_called.py").write_text(called, encoding="utf-8")
    monkeypatch.setattr(sources, "PROCESSES", tmp_path)
    assert set(notes_used("notes_calling", "one", set())) == {
        "notes_calling.one: person.pending",
        "notes_called.other: person.halved",
    }


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
