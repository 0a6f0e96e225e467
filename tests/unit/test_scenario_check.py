"""`check` knows what a file is and finds its faults without running anything."""

from pathlib import Path

from testkit.small_world import SmallWorld, record

from model.errors import Fault, InputError
from model.scenario import check


def keys(path: Path) -> list[str]:
    return [fault.key for fault in check(path)]


def test_right_files_have_no_faults(world: SmallWorld) -> None:
    files = sorted(world.folder.rglob("*.toml"))
    assert len(files) >= 7
    assert check(*files, world.folder / "town", world.scenario("[levers]\nchain = 1")) == []
    assert check() == []


def test_a_scenario_is_resolved_with_what_it_extends(world: SmallWorld) -> None:
    world.scenario("[levers]\nchain = 2", "root")
    assert keys(world.scenario("extends = 'root'\n[levers]\nhandover = 2")) == [
        "levers.chain",
        "levers.handover",
    ]


def test_a_parameter_file_is_known_by_its_records(world: SmallWorld) -> None:
    path = world.write("new.toml", f"a = {record('300')}\nb = {record(source='"nobody"')}\nc = 1")
    assert keys(path) == ["a.value", "c", "new.b.source"]


def test_sources_are_known_by_their_name(world: SmallWorld) -> None:
    assert keys(world.write("sources.toml", "[a]\nyear = '2015'")) == ["a"]


def test_a_file_that_no_place_has_is_named(world: SmallWorld) -> None:
    world.write("town/sozialraume.toml", "")
    (fault,) = check(world.folder / "town")
    assert (fault.problem, fault.nearest) == ("no file of a place", "sozialraeume.toml")


def test_a_place_is_checked_with_all_its_files(world: SmallWorld) -> None:
    world.write("town/place.toml", "stock = 3")
    world.write("town/sozialraeume.toml", "[[sozialraum]]")
    world.write("town/broken.toml", "a =")
    assert [(f.file.rsplit("/", 1)[-1], f.key) for f in check(world.folder / "town")] == [
        ("place.toml", "stock"),
        ("sozialraeume.toml", "sozialraum.name"),
        ("broken.toml", ""),
    ]


def test_what_is_no_file_is_said(world: SmallWorld) -> None:
    found = check(world.folder, world.folder / "no.toml", "a\0b")
    assert [fault.problem for fault in found] == [
        "this is a folder",
        "there is no such file",
        "cannot be read: the name is not a file name",
    ]


def test_people_and_institutions_are_checked_by_building_the_place(world: SmallWorld) -> None:
    built: list[Path] = []

    def build(folder: Path) -> None:
        built.append(folder)
        raise InputError([Fault("margins.toml", "age", "does not add up")])

    town = world.folder / "town"
    found = check(town, town / "place.toml", world.scenario(""), readers=(build,))
    assert built == [town]
    assert [fault.problem for fault in found] == ["does not add up"]


def test_two_scenarios_of_one_name_are_found(world: SmallWorld) -> None:
    first, second = world.scenario("name = 'x'", "a"), world.scenario("name = 'x'", "b")
    (fault,) = check(first, second)
    assert fault.key == "name"
    assert fault.problem.startswith("the name 'x' is taken by")
    assert check(first, world.scenario("name = 'y'", "c")) == []


def test_a_file_named_twice_is_reported_once(world: SmallWorld) -> None:
    path = world.scenario("nam = 1")
    assert len(check(path, path)) == 1
