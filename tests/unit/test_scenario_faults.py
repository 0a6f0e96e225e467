"""Bad input: every case is reported in plain words, all cases in one report, never a traceback."""

import pytest
from testkit.small_world import SmallWorld

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
        "[levers]\ncoordination_share = 0.05",
        "levers.coordination_share",
        "levers.coordination_share means something else now",
        "levers.coordination_limit, the most",
        "",
    ),
    (
        "[levers]\ncost_as_casework = 1",
        "levers.cost_as_casework",
        "levers.cost_as_casework means something else now",
        "levers.spend_as_casework = true in a scenario that extends",
        "",
    ),
    (
        "[parameters.casework]\nconference_minutes = 90",
        "parameters.casework.conference_minutes",
        "casework.conference_minutes means something else now",
        "casework.case_conference for a complex case",
        "",
    ),
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
