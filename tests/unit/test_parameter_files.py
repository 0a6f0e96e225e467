"""Parameter files: the three ways to write records, labels, and what compiled loops see."""

from pathlib import Path

import numpy as np
import pytest
from testkit.small_world import SmallWorld, record

import model.parameters as parameters
from model.errors import InputError
from model.vocabulary import BARRIERS, NEEDS


def faults(world: SmallWorld, name: str, text: str) -> list[str]:
    """What loading says after one file was replaced: "key: problem" of every fault."""
    world.write(f"parameters/{name}.toml", text)
    with pytest.raises(InputError) as caught:
        parameters.load(world.folder / "parameters")
    assert all(fault.file.endswith(f"{name}.toml") for fault in caught.value.faults)
    return [f"{fault.key}: {fault.problem}" for fault in caught.value.faults]


def test_names_come_from_file_table_and_key(world: SmallWorld) -> None:
    found = parameters.load(world.folder / "parameters")
    assert [name for name in found if not name.startswith("levers.")] == [
        "needs.debt.duration",
        "needs.health.duration",
        "search.base_hazard",
        "search.spread",
        "search.effect.health",
        "search.effect.language",
        "switches.lock_in",
    ]
    hazard = found["search.base_hazard"]
    assert (hazard.value, hazard.unit, hazard.topic) == (0.067, "1/month", "search")
    assert hazard.legal == (0.0, 1.0)  # limits, where given, are wider than the range
    assert found["search.spread"].legal == (1.0, 2.0)
    assert found["switches.lock_in"].value == 1.0


def test_a_compiled_record_has_scalars_and_vectors_in_file_order(world: SmallWorld) -> None:
    found = parameters.load(world.folder / "parameters")
    search = parameters.record(found, "search")
    assert search.dtype.names == ("base_hazard", "spread", "effect")
    assert search["base_hazard"] == 0.067
    assert search["effect"].shape == (len(BARRIERS),)
    assert search["effect"][BARRIERS.index("health")] == -0.65
    assert search["effect"][BARRIERS.index("debt")] == 0.0  # no record: not applicable
    needs = parameters.record(found, "needs")
    assert needs.dtype.names == ("duration",)
    assert needs["duration"].shape == (len(NEEDS),)
    assert needs["duration"][NEEDS.index("debt")] == 6.0
    assert isinstance(needs, np.void)
    with pytest.raises(KeyError, match="weather"):
        parameters.record(found, "weather")


def test_labels_are_what_is_no_number(world: SmallWorld) -> None:
    found = parameters.labels("needs", world.folder / "parameters")
    assert found["debt"] == {"service": "advice", "kinds": ["debt_advice"]}
    assert found["health"] == {"service": "clinic"}
    assert found[""] == {"index": "need"}


def test_an_edited_file_is_read_again(world: SmallWorld) -> None:
    folder = world.folder / "parameters"
    assert parameters.load(folder)["search.base_hazard"].value == 0.067
    world.write("parameters/search.toml", f"base_hazard = {record('12.5')}")
    assert parameters.load(folder)["search.base_hazard"].value == 12.5


def test_who_changes_what_was_read_changes_nobody_elses(world: SmallWorld) -> None:
    folder = world.folder / "parameters"
    parameters.load(folder).clear()
    parameters.labels("needs", folder)["debt"].clear()
    assert parameters.load(folder)
    assert parameters.labels("needs", folder)["debt"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a = 3", "a: a whole number without unit, range, status and source"),
        ("a = true", "a: true/false without unit, range, status and source"),
        ('a = "x"', "a: unknown key"),
        ('serivce = "x"', "serivce: unknown key"),
        ('[a]\nindex = "barier"', "a.index: unknown index 'barier'"),
        (f'[a]\nindex = "barrier"\nhelth = {record()}', "a.helth: unknown element of the index"),
        ('[a]\nindex = "barrier"\n[a.health]', "a.health: value is missing"),
        ('index = "need"\n[det]', "det: unknown element of the index need"),
        (f"a = {record(colour='"red"')}", "a.colour: unknown key"),
        (f"a = {record(unit='')}", "a: unit is missing"),
        (f"a = {record(meaning='')}", "a: meaning is missing"),
        (f"a = {record(range='')}", "a: range is missing"),
        (f"a = {record(range='[3, 1]')}", "a.range: not a range"),
        (f"a = {record(range='[0, inf]')}", "a.range: not a range"),
        (f"a = {record(range='[0, true]')}", "a.range: not a range"),
        (f"a = {record(range='3')}", "a.range: not a range"),
        (f"a = {record(limits='[0.5, 2]')}", "a.limits: narrower than the range"),
        (f"a = {record('200')}", "a.value: 200 is outside its range"),
        (f"a = {record('-3', range='[-5, 5]')}", "a.value: -3 and its range must not be negative"),
        (f"a = {record('nan')}", "a.value: a number is needed, this is not a finite number (nan)"),
        (f"a = {record('true')}", "a.value: a number is needed, this is true/false"),
        (f"a = {record('"1"')}", "a.value: a number is needed, this is a text"),
        (f"a = {record('[1]')}", "a.value: a number is needed, this is a list"),
        (f"a = {record('1' + '0' * 400)}", "a.value: a number is needed, this is a whole number"),
        (f"a = {record('1', unit='"switch"', range='')}", "a.value: true or false is needed"),
        (f"a = {record('1.5', unit='"stage"')}", "a.value: 1.5 is not a whole number (stage)"),
        (f"a = {record(status='"guessed"')}", "a.status: unknown status 'guessed'"),
        (f"a = {record(grade='"D"')}", "a.grade: unknown grade 'D'"),
        (f"a = {record(status='"seen"')}", "a.source: status seen needs a source"),
        (f"a = {record(source='3')}", "a.source: a text is needed, this is a whole number"),
    ],
)
def test_a_wrong_record_is_refused(world: SmallWorld, text: str, expected: str) -> None:
    assert any(found.startswith(expected) for found in faults(world, "market", text))


def test_all_faults_of_all_files_come_in_one_report(world: SmallWorld) -> None:
    world.write("parameters/market.toml", f"a = {record('nan', unit='')}\nb = 3")
    world.write("parameters/casework.toml", "c = [")
    with pytest.raises(InputError) as caught:
        parameters.load(world.folder / "parameters")
    found = {(fault.file.rsplit("/", 1)[-1], fault.key) for fault in caught.value.faults}
    assert found == {
        ("casework.toml", ""),
        ("market.toml", "a"),
        ("market.toml", "a.value"),
        ("market.toml", "b"),
    }


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="there is no such folder"):
        parameters.load(tmp_path / "nowhere")


def test_sources_are_checked_and_looked_up(world: SmallWorld) -> None:
    folder = world.folder / "parameters"
    sources = parameters.load_sources(folder)
    assert sources["talk"].title == "A talk"
    assert len(sources) == 1
    world.write("parameters/market.toml", f"a = {record(source='"talk, tolk"')}")
    (fault,) = sources.missing(parameters.load(folder))
    assert (fault.key, fault.nearest) == ("market.a.source", "talk")
    world.write(
        "parameters/sources.toml", 'x = 1\n[a]\nyear = 2015\ngrad = "B"\n[b]\ntitle=""\ngrade="D"'
    )
    with pytest.raises(InputError) as caught:
        parameters.load_sources(folder)
    assert [fault.key for fault in caught.value.faults] == [
        "x",
        "a.grad",
        "a.year",
        "a",
        "b.grade",
    ]


def test_a_changed_value_is_assumed_and_loses_its_source(world: SmallWorld) -> None:
    text = f"a = {record(status='"seen"', source='"talk"', grade='"B"')}"
    world.write("parameters/market.toml", text)
    found = parameters.load(world.folder / "parameters")["market.a"]
    assert found.with_value(found.value) is found
    changed = found.with_value(2.0)
    assert (changed.value, changed.status, changed.source, changed.grade) == (
        2.0,
        "assumed",
        "",
        "",
    )
