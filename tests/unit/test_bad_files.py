"""Files that are none, circles, clashing changes and faulty places: reported, never a traceback."""

import os
from pathlib import Path

import pytest
from testkit.small_world import SmallWorld, faults_of

from model.scenario import parse_changes

SYNTAX = [
    ("[levers\nchain = 1", "line 1, column 8: a table heading is not closed with ]"),
    ("chain 1", "line 1, column 7: '=' is missing after a key"),
    ("a = 1\nb = [1,\n", "line 2: the file ends before a list, table or text is closed"),
    ("name = 'x", "line 1: the file ends before a list, table or text is closed"),
    ('a = "x\nb = 1', "line 1, column 7: a text is not closed with a quotation mark"),
    ("name = x", "line 1, column 8: not a value"),
    ("name = 'a'\nname = 'b'", "line 2, column 11: this key stands here twice"),
    ("[levers]\nchain=1\n[levers]", "line 3, column 8: this table stands here twice"),
    ("a = 1 b = 2", "line 1, column 7: something follows where the line should end"),
    ("= 3", "line 1, column 1: neither key = value nor a table heading"),
]


@pytest.mark.parametrize(("text", "problem"), SYNTAX)
def test_a_syntax_error_has_line_column_and_plain_words(
    world: SmallWorld, text: str, problem: str
) -> None:
    (fault,) = faults_of(world.write("scenarios/a.toml", text))
    assert fault.problem.startswith(problem)
    assert fault.allowed == "TOML text in UTF-8"


def test_deep_nesting_and_endless_numbers_are_refused(world: SmallWorld) -> None:
    for text in ("a = " + "[" * 5000, "a = " + "1" * 5000, "a = 1" + "0" * 400):
        assert world.faults(text)


def test_all_faults_come_in_one_report(world: SmallWorld) -> None:
    world.scenario("nam = 1\n[levers]\nchain = 2", "root")
    path = world.scenario(
        """
        extends = "root"
        titel = 3
        [levers]
        handover = 7
        stage_cab = 3
        [switches]
        lock_in = 3
        [[form]]
        name = "x"
        sozialraum = ["Sout"]
        target_group = "under25"
        colour = "red"
        from_month = 5
        until_month = 3
        levers = { handover = nan }
        [[override]]
        levers = { handover = 1 }
        """
    )
    found = faults_of(path, changes={"levers.chain": "much", "serch.spread": 1})
    keys = {(fault.file.rsplit("/", 1)[-1], fault.key) for fault in found}
    assert keys == {
        ("root.toml", "nam"),
        ("root.toml", "levers.chain"),
        ("a.toml", "titel"),
        ("a.toml", "levers.handover"),
        ("a.toml", "levers.stage_cab"),
        ("a.toml", "switches.lock_in"),
        ("a.toml", "form[x].sozialraum"),
        ("a.toml", "form[x].target_group"),
        ("a.toml", "form[1].colour"),
        ("a.toml", "form[x].until_month"),
        ("a.toml", "form[x].levers.handover"),
        ("a.toml", "override[1].name"),
        ("a.toml", "override[without a name].levers.handover"),
        ("--set", "levers.chain"),
        ("--set", "serch.spread"),
    }


def test_without_its_place_the_rest_of_a_scenario_is_still_checked(world: SmallWorld) -> None:
    found = world.faults(
        "place = 'nowhere'\n[levers]\nchain = 2\n[parameters.place]\nstock = 5\n"
        "[[form]]\nname = 'x'\ntarget_group = 'y'\nsozialraum = ['South']"
    )
    assert [fault.key for fault in found] == ["place", "levers.chain", "form[x].target_group"]


@pytest.mark.parametrize("names", [["a"], ["a", "b"], ["a", "b", "c"]])
def test_a_circle_is_named(world: SmallWorld, names: list[str]) -> None:
    for name, parent in zip(names, [*names[1:], "a"], strict=True):
        world.scenario(f"extends = '{parent}'", name)
    (fault,) = faults_of(world.folder / "scenarios" / "a.toml")
    circle = " → ".join([*names, "a"])
    assert fault.problem == f"scenarios extend each other in a circle: {circle}"


def test_a_circle_through_a_path_to_oneself(world: SmallWorld) -> None:
    (fault,) = world.faults("extends = './a.toml'")
    assert fault.problem == "scenarios extend each other in a circle: a → a"


def test_forms_that_borrow_from_each_other(world: SmallWorld) -> None:
    world.scenario("[[form]]\nname = 'y'\nextends = 'a:x'", "b")
    (fault,) = world.faults("[[form]]\nname = 'x'\nextends = 'b:y'")
    assert "a:x → b:y → a:x" in fault.problem


def test_files_that_are_no_files(world: SmallWorld) -> None:
    folder = world.folder / "scenarios"
    folder.mkdir()
    cases = {
        folder: "this is a folder",
        folder / "no.toml": "there is no scenario",
        world.write("scenarios/l.toml", "name = 'Köln'".encode("latin-1")): "line 1: the text is",
        world.write("scenarios/b.toml", b"\n\n\xff\xfe"): "line 3: the text is not UTF-8",
        Path("/dev/null"): "this is not an ordinary file",
        Path("a\0b"): "there is no scenario",
        Path("x" * 5000): "there is no scenario",
    }
    for path, problem in cases.items():
        (fault,) = faults_of(path)
        assert fault.problem.startswith(problem), path


def test_a_file_that_may_not_be_read(world: SmallWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    path = world.scenario("").resolve()
    opened = os.open

    def refused(found: Path, *flags: int) -> int:
        if Path(found) == path:
            raise PermissionError(13, "Permission denied")
        return opened(found, *flags)

    # Taking away the right to read would not stop root.
    monkeypatch.setattr(os, "open", refused)
    (fault,) = faults_of(path)
    assert fault.problem == "cannot be read: you may not read it"


def test_changes_that_clash(world: SmallWorld) -> None:
    path = world.scenario("[levers]\nchain = 0\n[[override]]\nname='x'\nlevers.handover=1")
    assert faults_of(path, changes={"levers.chain": 1}) == []
    (fault,) = faults_of(path, changes={"levers.handover": 1})
    assert fault.problem.startswith("levers.handover is also set by override[x].levers.handover")
    (fault,) = faults_of(path, changes={"search.spread": 1, "parameters.search.spread": 1})
    assert fault.problem.startswith("search.spread is set twice")
    (fault,) = faults_of(path, changes={"form.x": 1})
    assert fault.problem.startswith("unknown parameter form.x")


def test_changes_that_are_none_are_reported_with_the_rest(world: SmallWorld) -> None:
    changes = parse_changes(["a.b", "=3", "c=", "levers.chain=1", "levers.chain=2", "levers.x=1"])
    faults = faults_of(world.scenario("[levers]\nhandover = 9"), changes=changes)
    keys = [fault.key for fault in faults]
    assert sorted(keys) == ["=3", "a.b", "c=", "levers.chain", "levers.handover", "levers.x"]


PLACES = [
    ("place.toml", "stock = 3", "stock", "a whole number without unit"),
    ("place.toml", "stock = [", "", "line 1: the file ends before"),
    ("sozialraeume.toml", "", "sozialraum", "no Sozialraum is named"),
    ("sozialraeume.toml", "sozialraum = [1]", "sozialraum.name", "a name is missing"),
    (
        "sozialraeume.toml",
        "[[sozialraum]]\nname='x'\n[[sozialraum]]\nname='x'",
        "sozialraum.name",
        "'x' stands here twice",
    ),
]


@pytest.mark.parametrize(("name", "text", "key", "problem"), PLACES)
def test_a_faulty_place(world: SmallWorld, name: str, text: str, key: str, problem: str) -> None:
    world.write(f"town/{name}", text)
    (fault,) = world.faults("")
    assert fault.file.endswith(f"town/{name}")
    assert fault.key == key
    assert fault.problem.startswith(problem)


def test_faulty_parameters_stop_every_scenario(world: SmallWorld) -> None:
    world.write("parameters/market.toml", "a = 1")
    found = world.faults("nam = 1")
    assert [fault.key for fault in found] == ["nam", "a"]
