"""Bad input: every case is reported in plain words, all cases in one report, never a traceback."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from testkit.small_world import SmallWorld, faults_of, small_world

from model.errors import InputError
from model.scenario import parse_changes


@pytest.fixture
def world(tmp_path: Path) -> Iterator[SmallWorld]:
    with small_world(tmp_path) as made:
        yield made


CASES = [
    # key, problem, allowed and nearest begin with these words
    ("nam = 'x'", "nam", "unknown key", "levers, parameters, switches, name", "name"),
    ("levers = 3", "levers", "a table is needed, this is a whole number", "a table", ""),
    ("place = 3", "place", 'a text like "…" is needed, this is a whole number', "", ""),
    ("name = '../x'", "name", "'../x' is not a name", "up to 80 letters", ""),
    ("title = {de = 'x'}", "title.en", "this key is missing", "de, en", ""),
    ("extends = 'nowhere'", "extends", "there is no scenario 'nowhere'", "case-management", ""),
    ("extends = 'silod'", "extends", "there is no scenario 'silod'", "", "siloed"),
    ("place = 'oberhausen'", "place", "there is no place", "oberhausen-2015", "oberhausen-2015"),
    (
        "[levers]\nstage_cab = 1",
        "levers.stage_cab",
        "unknown lever",
        "stage_cap",
        "levers.stage_cap",
    ),
    ("[levers]\nstage_cap = '1'", "levers.stage_cap", "a number is needed, this is a text", "", ""),
    ("[levers]\nstage_cap = true", "levers.stage_cap", "a number is needed, this is true", "", ""),
    ("[levers]\nstage_cap = [1]", "levers.stage_cap", "a number is needed, this is a list", "", ""),
    ("[levers]\nstage_cap = 1.5", "levers.stage_cap", "1.5 is not a whole number", "", ""),
    (
        "[levers]\nstage_cap = 5",
        "levers.stage_cap",
        "5 is out of range",
        "a whole number from 0",
        "",
    ),
    ("[levers]\nchain = -0.1", "levers.chain", "-0.1 is out of range", "a number from 0 to 1", ""),
    ("[levers]\nchain = nan", "levers.chain", "a number is needed, this is not a finite", "", ""),
    ("[levers]\nchain = inf", "levers.chain", "a number is needed, this is not a finite", "", ""),
    ("[levers]\nchain = 2015-04-29", "levers.chain", "a number is needed, this is a value", "", ""),
    (
        "[levers]\nchain = {value = 1, unit = 'month'}",
        "levers.chain.unit",
        "wrong unit 'month'",
        '"0–1"',
        "",
    ),
    ("[levers]\nchain = {unit = '0–1'}", "levers.chain", "value is missing", "{ value", ""),
    ("[levers]\nchain = {value = 1, unti = 'x'}", "levers.chain.unti", "unknown key", "", "unit"),
    (
        "[parameters]\n'search.base_hazrd' = 1",
        "parameters.search.base_hazrd",
        "unknown parameter",
        "base_hazard",
        "search.base_hazard",
    ),
    (
        "[parameters]\nbase_hazard = 1",
        "parameters.base_hazard",
        "unknown parameter",
        "topics levers, needs, search",
        "search.base_hazard",
    ),
    (
        "[parameters.search]\neffect = 1",
        "parameters.search.effect",
        "search.effect is a group, not a value",
        "one of search.effect.health",
        "",
    ),
    (
        "[parameters.search]\nbase_hazard = {value = 0.8, unit = '1/year'}",
        "parameters.search.base_hazard.unit",
        "wrong unit '1/year'",
        '"1/month"',
        "",
    ),
    ("[parameters.place]\nstock = -5", "parameters.place.stock", "-5 is out of range", "", ""),
    ("[switches]\nlock_in = 1", "switches.lock_in", "true or false is needed", "", ""),
    ("[switches]\nlok_in = true", "switches.lok_in", "unknown parameter", "", "switches.lock_in"),
    (
        "[switches]\nlock_in = true\n[parameters.switches]\nlock_in = true",
        "parameters.switches.lock_in",
        "switches.lock_in is set twice",
        "each key once",
        "",
    ),
    (
        "[[override]]\nname='x'\nlevers.chain=1\n[[override]]\nname='y'\nlevers.chain=0",
        "override[y].levers.chain",
        "levers.chain is set twice: as override[x].levers.chain",
        "each key once",
        "",
    ),
    (
        "[levers]\nchain=1\n[[override]]\nname='x'\nlevers.chain=1",
        "override[x].levers.chain",
        "levers.chain is set twice: as levers.chain and as override[x].levers.chain",
        "each key once",
        "",
    ),
    (
        "[[override]]\nname='x'\n[[override]]\nname='x'",
        "override.name",
        "two rows of [[override]] are called 'x'",
        "each name once",
        "",
    ),
    ("[[override]]\nlevers.chain=1", "override[1].name", "this key is missing", "levers", ""),
    ("override = 1", "override", "a list like [ … ] is needed", "", ""),
    ("form = [1]", "form[1]", "a table is needed, this is a whole number", "", ""),
    ("[[form]]\nfrom_month = 1", "form[1].name", "this key is missing", "name", ""),
    (
        "[[form]]\nname='x'\n[[form]]\nname='x'",
        "form.name",
        "two rows of [[form]] are called 'x'",
        "",
        "",
    ),
    ("[[form]]\nname='x'\nfrom=1", "form[1].from", "unknown key", "name", "from_month"),
    (
        "[[form]]\nname='x'\nfrom_month=12\nuntil_month=12",
        "form[x].until_month",
        "the form ends (month 12) before it begins",
        "a month after from_month = 12",
        "",
    ),
    ("[[form]]\nname='x'\nfrom_month=-1", "form[1].from_month", "-1 is out of range", "", ""),
    ("[[form]]\nname='x'\nfrom_month=1.5", "form[1].from_month", "a whole number is", "", ""),
    ("[[form]]\nname='x'\nfrom_month=true", "form[1].from_month", "a whole number is", "", ""),
    (
        "[[form]]\nname='x'\nsozialraum=['Sout']",
        "form[x].sozialraum",
        "unknown Sozialraum 'Sout'",
        "North, Centre, South",
        "South",
    ),
    ("[[form]]\nname='x'\nsozialraum='South'", "form[1].sozialraum", "a list like", "", ""),
    ("[[form]]\nname='x'\nsozialraum=[]", "form[1].sozialraum", "the list is empty", "", ""),
    (
        "[[form]]\nname='x'\nsozialraum=['South','South']",
        "form[x].sozialraum",
        "'South' stands here twice",
        "each name once",
        "",
    ),
    (
        "[[form]]\nname='x'\ntarget_group='under25'",
        "form[x].target_group",
        "unknown target group 'under25'",
        "everyone, under_25",
        "under_25",
    ),
    (
        "[[form]]\nname='x'\nlevers.chian=1",
        "form[x].levers.chian",
        "unknown lever",
        "",
        "levers.chain",
    ),
    ("[[form]]\nname='x'\nlevers.chain=2", "form[x].levers.chain", "2 is out of range", "", ""),
    ("[[form]]\nname='x'\nextends='nope'", "form[x].extends", "there is no scenario", "", ""),
    ("[[form]]\nname='x'\nextends='a'", "form[x].extends", "a is made of forms", "a:x", "a:x"),
    ("[[form]]\nname='x'\nextends='a:y'", "form[x].extends", "a has no form 'y'", "a:x", "a:x"),
    (
        "[[form]]\nname='x'\nextends='a:x'",
        "form[x].extends",
        "forms extend each other in a circle: a:x → a:x",
        "a chain that ends",
        "",
    ),
]


@pytest.mark.parametrize(("text", "key", "problem", "allowed", "near"), CASES)
def test_a_fault_says_where_what_and_what_is_allowed(
    world: SmallWorld, text: str, key: str, problem: str, allowed: str, near: str
) -> None:
    (fault,) = world.faults(text)
    assert fault.file.endswith("scenarios/a.toml")
    assert fault.key == key
    assert fault.problem.startswith(problem)
    assert fault.allowed.startswith(allowed)
    if near:
        assert fault.nearest == near


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


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read(world: SmallWorld) -> None:
    path = world.scenario("")
    path.chmod(0)
    (fault,) = faults_of(path)
    assert fault.problem.startswith("cannot be read")


def test_changes_that_clash(world: SmallWorld) -> None:
    path = world.scenario("[levers]\nchain = 0\n[[override]]\nname='x'\nlevers.handover=1")
    assert faults_of(path, changes={"levers.chain": 1}) == []
    (fault,) = faults_of(path, changes={"levers.handover": 1})
    assert fault.problem.startswith("levers.handover is also set by override[x].levers.handover")
    (fault,) = faults_of(path, changes={"search.spread": 1, "parameters.search.spread": 1})
    assert fault.problem.startswith("search.spread is set twice")
    (fault,) = faults_of(path, changes={"form.x": 1})
    assert fault.problem.startswith("unknown parameter form.x")


def test_changes_that_are_none() -> None:
    with pytest.raises(InputError) as caught:
        parse_changes(["a.b", "=3", "c=", "d=1", "d=2"])
    assert [fault.key for fault in caught.value.faults] == ["a.b", "=3", "c=", "d"]


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
