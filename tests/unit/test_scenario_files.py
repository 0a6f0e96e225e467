"""What scenario files mean: extends, overrides, forms, changes, and the table of what holds."""

import pickle
from pathlib import Path

from testkit.small_world import SmallWorld, faults_of

from model.scenario import NO_END, Scenario, parse_changes, resolve
from model.vocabulary import EVERYONE, UNDER_25


def base(scenario: Scenario) -> dict[str, float]:
    return dict(scenario.forms[0].levers)


def test_an_empty_file_is_the_status_quo(world: SmallWorld) -> None:
    found = world.resolve("")
    assert found.name == "a"
    assert found.title == {"de": "a", "en": "a"}
    assert found.place == "town"
    assert found.spaces == ("North", "Centre", "South")
    assert found.parameters["search.base_hazard"].value == 0.067
    assert found.parameters["place.stock"].value == 200.0
    (only,) = found.forms
    assert only.levers == {"stage_cap": 2.0, "handover": 0.0, "chain": 0.0}
    assert (only.start, only.end, only.target_group) == (0, NO_END, EVERYONE)
    assert only.spaces == found.spaces
    assert not any(row.changed for row in found.table())


def test_levers_parameters_and_switches_are_set(world: SmallWorld) -> None:
    found = world.resolve(
        """
        [levers]
        stage_cap = 3
        handover = { value = 0.5, unit = "0–1" }
        [parameters]
        "search.base_hazard" = 0.1
        [parameters.search.effect]
        health = -0.5
        [parameters.place]
        stock = 300
        [switches]
        lock_in = false
        """
    )
    assert base(found) == {"stage_cap": 3.0, "handover": 0.5, "chain": 0.0}
    values = {name: p.value for name, p in found.parameters.items()}
    assert values["search.base_hazard"] == 0.1
    assert values["search.effect.health"] == -0.5
    assert values["place.stock"] == 300.0
    assert values["switches.lock_in"] == 0.0
    assert values["levers.stage_cap"] == 2.0  # the record keeps the default, the form the setting
    assert [row.name for row in found.table() if row.changed] == [
        "levers.stage_cap",
        "levers.handover",
        "search.base_hazard",
        "search.effect.health",
        "switches.lock_in",
        "place.stock",
    ]
    row = next(row for row in found.table() if row.name == "search.base_hazard")
    assert (row.value, row.unit, row.status, row.source) == (0.1, "1/month", "assumed", "")


def test_limits_are_wider_than_the_range(world: SmallWorld) -> None:
    found = world.resolve("[parameters.search]\nbase_hazard = 0")
    assert found.parameters["search.base_hazard"].value == 0.0
    (fault,) = world.faults("[parameters.search]\nspread = 0")
    assert fault.problem == "0 is out of range"
    assert fault.allowed == "a number from 1 to 2 (1)"


def test_the_child_wins_over_what_it_extends(world: SmallWorld) -> None:
    world.scenario("[levers]\nstage_cap = 0\nhandover = 0.1", "root")
    world.scenario('extends = "root"\n[levers]\nhandover = 0.2\nchain = 0.3', "middle")
    found = world.resolve('extends = "middle.toml"\n[levers]\nchain = 0.4')
    assert base(found) == {"stage_cap": 0.0, "handover": 0.2, "chain": 0.4}


def test_an_override_may_change_what_a_parent_set(world: SmallWorld) -> None:
    world.scenario("[levers]\nhandover = 0.1\n[[override]]\nname='x'\nlevers.chain=1", "root")
    found = world.resolve('extends = "root"\n[[override]]\nname = "y"\nlevers = {chain = 0.5}')
    assert base(found) == {"stage_cap": 2.0, "handover": 0.1, "chain": 0.5}


def test_a_name_is_looked_for_beside_the_file_first(world: SmallWorld) -> None:
    world.scenario("[levers]\nstage_cap = 4", "siloed")
    assert base(world.resolve('extends = "siloed"'))["stage_cap"] == 4.0


def test_a_file_may_refine_the_shipped_arrangement_of_its_name(tmp_path: Path) -> None:
    mine = tmp_path / "siloed.toml"
    mine.write_text('extends = "siloed"\n[levers]\nhandover = 1\n', encoding="utf-8")
    assert resolve(mine).forms[0].levers["handover"] == 1.0
    assert resolve(mine).forms[0].levers["stage_cap"] == 0.0


def test_place_is_inherited_and_can_be_chosen(world: SmallWorld) -> None:
    for name in ("place.toml", "sozialraeume.toml"):
        text = (world.folder / "town" / name).read_text(encoding="utf-8")
        world.write(f"village/{name}", text.replace("North", "West"))
    world.scenario("", "root")
    world.write("scenarios/b.toml", 'extends = "root"')
    assert resolve(world.folder / "scenarios" / "b.toml").place == "town"
    found = resolve(world.folder / "scenarios" / "b.toml", place=world.folder / "village")
    assert found.place == "village"
    assert found.spaces[0] == "West"


FORMS = """
[levers]
chain = 0.1
[[form]]
name = "young"
target_group = "under_25"
sozialraum = ["South", "North"]
from_month = 12
until_month = 24
[form.levers]
handover = 1
[[form]]
name = "later"
from_month = 36
"""


def test_forms_start_from_the_scenarios_own_levers(world: SmallWorld) -> None:
    _, young, later = world.resolve(FORMS).forms
    assert young.levers == {"stage_cap": 2.0, "handover": 1.0, "chain": 0.1}
    assert list(young.levers) == ["stage_cap", "handover", "chain"]
    assert (young.start, young.end, young.target_group) == (12, 24, UNDER_25)
    assert young.spaces == ("North", "South")  # in the order of the place
    assert (later.start, later.end, later.spaces) == (36, NO_END, ("North", "Centre", "South"))


def test_a_change_reaches_forms_that_start_from_the_base(world: SmallWorld) -> None:
    path = world.scenario(FORMS)
    _, young, _ = resolve(path, changes={"levers.chain": 0.7, "levers.handover": 0.2}).forms
    assert young.levers == {"stage_cap": 2.0, "handover": 1.0, "chain": 0.7}


def test_forms_are_inherited_and_replaced_by_name(world: SmallWorld) -> None:
    world.scenario(FORMS, "root")
    found = world.resolve(
        'extends = "root"\n[levers]\nchain = 0.9\n'
        '[[form]]\nname = "young"\nfrom_month = 1\n[[form]]\nname = "new"'
    )
    assert [form.name for form in found.forms] == ["base", "young", "later", "new"]
    assert found.forms[1].start == 1
    assert found.forms[2].levers["chain"] == 0.9


def test_a_form_can_start_from_an_arrangement_or_from_its_form(world: SmallWorld) -> None:
    world.scenario("[levers]\nstage_cap = 3\n[parameters.search]\nspread = 2", "network")
    world.scenario(FORMS, "mixed")
    found = world.resolve(
        '[levers]\nchain = 0.5\n[[form]]\nname = "n"\nextends = "network"\n'
        '[[form]]\nname = "m"\nextends = "mixed:young"\nlevers.stage_cap = 4'
    )
    assert found.forms[1].levers == {"stage_cap": 3.0, "handover": 0.0, "chain": 0.0}
    assert found.forms[2].levers == {"stage_cap": 4.0, "handover": 1.0, "chain": 0.1}
    # A form brings levers along, never another world.
    assert found.parameters["search.spread"].value == 1.5
    assert [row.name for row in found.table() if row.name.startswith("form[n]")] == [
        "form[n].levers.stage_cap",
        "form[n].levers.chain",
    ]


def test_changes_may_be_written_in_every_way(world: SmallWorld) -> None:
    found = world.resolve(
        "",
        changes={
            "levers.stage_cap": "3",
            "parameters.search.base_hazard": 0.1,
            "search.effect.health": "-0.5",
            "switches.lock_in": "false",
            "place.stock": 100,
        },
    )
    assert base(found)["stage_cap"] == 3.0
    changed = {row.name: row.value for row in found.table() if row.changed}
    assert changed == {
        "levers.stage_cap": 3.0,
        "search.base_hazard": 0.1,
        "search.effect.health": -0.5,
        "switches.lock_in": 0.0,
        "place.stock": 100.0,
    }


def test_changes_of_the_command_line() -> None:
    assert parse_changes(["levers.x=3", " a.b = true "]) == {"levers.x": "3", "a.b": "true"}


def test_a_resolved_scenario_travels_to_a_worker(world: SmallWorld) -> None:
    found = world.resolve(FORMS)
    again = pickle.loads(pickle.dumps(found))
    assert again == found
    assert hash(again) == hash(found)
    assert again.table() == found.table()


def test_windows_editors_may_leave_their_mark(world: SmallWorld) -> None:
    path = world.write(
        "scenarios/w.toml", b"\xef\xbb\xbfplace = '../town'\r\n[levers]\r\nchain = 1\r\n"
    )
    assert resolve(path).forms[0].levers["chain"] == 1.0


def test_values_are_checked_where_a_change_replaces_them(world: SmallWorld) -> None:
    found = world.faults("[levers]\nchain = 7", changes={"levers.chain": 0.5})
    assert [fault.key for fault in found] == ["levers.chain"]
    assert faults_of(world.scenario("[levers]\nchain = 0.7"), changes={"levers.chain": 1}) == []


def test_names_of_the_scenario(world: SmallWorld) -> None:
    found = world.resolve('name = "My plan"\ntitle = {de = "Plan", en = "A plan"}')
    assert found.name == "My plan"
    assert found.title == {"de": "Plan", "en": "A plan"}
