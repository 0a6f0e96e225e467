"""Every shipped file is right: parameters, sources, places, arrangements and the schema."""

import json
import subprocess
import sys
import time
import tomllib
from pathlib import Path

import pytest
from pydantic import TypeAdapter

from model.barriers import CHANGING
from model.build import lever_table
from model.parameters import load, load_sources
from model.parameters.loader import FOLDER
from model.processes import minutes
from model.scenario import (
    check,
    data_root,
    list_places,
    list_scenarios,
    resolve,
)
from model.scenario.places import DEFAULT_PLACE
from model.scenario.rival import is_rival, paired
from model.scenario.schema import schema, schema_file, schema_text
from model.vocabulary import BARRIERS

ARRANGEMENTS = data_root() / "arrangements"
# Highest stage of cooperation after the talk (issue: arrangements set levers, never stages).
STAGE_CAPS = {
    "status-quo": 1,
    "siloed": 0,
    "jobcenter-reform": 0,
    "double-goal": 0,
    "double-goal-network": 3,
    "double-goal-case-management": 3,  # of the network that it is paid like; nothing is tied
    "case-management-only": 3,
    "information-network": 1,
    "milieu-building-network": 1,
    "project-network": 3,
    "informal-production-network": 2,
    "production-network": 3,
    "production-network-extended": 3,
    "merged-organisation": 4,
    "closed-district-offices": 1,
    "phased-rollout": 3,
    "network-form-neutral": 0,
    "network-costs-only": 0,
    "network-gains-only": 3,
    "siloed-no-losses": 0,
}
# Weights, purpose and priority: what the Jobcenter is steered by.
TARGETS = (
    "weight_need",
    "weight_integration",
    "weight_receipt",
    "weight_participation",
    "placement_priority",
)


def shipped() -> list[Path]:
    return sorted([*FOLDER.glob("*.toml"), *ARRANGEMENTS.glob("*.toml")])


@pytest.mark.parametrize("path", shipped(), ids=lambda path: path.name)
def test_every_shipped_file_passes_check(path: Path) -> None:
    assert check(path) == []


@pytest.mark.parametrize("name", list_places())
def test_every_shipped_place_passes_check(name: str) -> None:
    assert check(data_root() / "places" / name) == []


def test_every_source_exists_and_every_value_lies_in_its_range() -> None:
    parameters = load()
    assert load_sources().missing(parameters) == []
    for found in parameters.values():
        low, high = found.range or found.legal
        assert low <= found.value <= high, found.name


def test_factors_and_obstacles_of_the_talk_act_on_named_coefficients() -> None:
    """Thirteen success factors and eight obstacles, both halves of a double one."""
    parameters = load()
    kinds = ("factor_", "obstacle_")
    acting = {n: p for n, p in parameters.items() if n.startswith("factors.") and p.coefficient}
    levers_of_the_talk = {
        n for n in parameters if n.startswith(tuple(f"levers.{kind}" for kind in kinds))
    }
    assert {n.replace("factors.", "levers.") for n in acting} == levers_of_the_talk
    bullets = {
        (kind, parameters[n].meaning.split(":")[0].rstrip("ab"))
        for kind in kinds
        for n in levers_of_the_talk
        if n.startswith(f"levers.{kind}")
    }
    assert sum(kind == "factor_" for kind, _ in bullets) == 13
    assert sum(kind == "obstacle_" for kind, _ in bullets) == 8
    for name, found in acting.items():
        assert f"cooperation.{found.coefficient}" in parameters, name
        assert abs(found.value) == 1.0, f"{name}: a sign"
    for strength in ("factors.helps", "factors.hinders"):
        span = parameters[strength].range
        assert span is not None
        assert span[0] == 0.0, f"{strength}: no effect must be possible, nor the other sign"


def test_what_is_shipped_is_listed() -> None:
    assert list_scenarios() == sorted(STAGE_CAPS)
    assert DEFAULT_PLACE in list_places()


@pytest.mark.parametrize("name", list_scenarios())
def test_an_arrangement_is_named_titled_and_below_its_cap(name: str) -> None:
    found = resolve(name)
    assert found.name == name
    assert found.place == DEFAULT_PLACE
    assert all(found.title[language] for language in ("de", "en"))
    assert all(len(found.description[language]) > 20 for language in ("de", "en"))
    assert max(form.levers["stage_cap"] for form in found.forms) == STAGE_CAPS[name]


@pytest.mark.parametrize("name", list_scenarios())
def test_every_lever_says_why(name: str) -> None:
    lines = (ARRANGEMENTS / f"{name}.toml").read_text(encoding="utf-8").splitlines()
    table, bare = "", 0
    for line in lines:
        if line.startswith("["):
            table, bare = line, 0
        elif "levers" in table and " = " in line:
            # A comment beside a lever or above a block of at most twenty holds for those below.
            bare = 0 if "#" in line else bare + 1
            assert bare <= 20, f"{name}: {line}"
        elif line.startswith("#"):
            bare = 0


def levers(name: str) -> dict[str, float]:
    """Levers of the last form: what an arrangement is in the end."""
    return dict(resolve(name).forms[-1].levers)


# Who pays, how much, how long, and what makes a joint case or the ramp-up longer or shorter.
COST = (
    "membership",
    "conference_frequency",
    "attendance_placement",
    "attendance_benefits",
    "attendance_case_management",
    "bindingness_staff",
    "bindingness_lead",
    "bindingness_management",
    "governance",
    "coordination_limit",
    "setup_share",
    "transition_loss",
    "ramp_months",
    "obstacle_time",
    "factor_clear_structure",
    "factor_cooperation_model",
    "factor_decision_makers",
)


@pytest.mark.parametrize("name", list_scenarios())
def test_all_arrangements_have_the_same_targets(name: str) -> None:
    """A change of targets is an arrangement of its own, not a part of a network."""
    doubled = name.startswith("double-goal")
    silo = levers("siloed")
    for form in resolve(name).forms:
        changed = [key for key in TARGETS if form.levers[key] != silo[key]]
        assert changed == (["weight_participation", "placement_priority"] if doubled else [])


@pytest.mark.parametrize(
    ("rival", "network"),
    [
        ("case-management-only", "production-network"),
        ("double-goal-case-management", "double-goal-network"),
    ],
)
def test_the_fair_rival_is_paid_like_its_network(rival: str, network: str) -> None:
    mine, its = levers(rival), levers(network)
    assert {key for key in its if its[key] != mine[key]} == {"spend_as_casework"}
    assert is_rival(resolve(rival))
    assert not is_rival(resolve(network))
    assert paired(resolve(rival)).hash == resolve(network).hash
    assert paired(resolve(network)).hash == resolve(network).hash
    table = lever_table(resolve(rival))
    assert (table["stage_cap"][0], table["conference_frequency"][0]) == (0.0, 0.0)


def test_the_reform_is_what_the_jobcenter_does_alone() -> None:
    """The network adds to the reform; what it adds is nothing that the Jobcenter does inside."""
    silo, reform = levers("siloed"), levers("jobcenter-reform")
    inside = {
        "teams_by_sozialraum",
        "coordinator",
        "boundaries_agreed",
        "report_on_people",
        "report_on_services",
        "report_communicated",
        "factor_inner_persuasion",
    }
    assert {key for key in silo if silo[key] != reform[key]} == inside
    network = levers("production-network")
    assert all(network[key] == reform[key] for key in inside)


def test_the_siloed_system_sets_no_more_than_the_status_quo() -> None:
    silo, status_quo = levers("siloed"), levers("status-quo")
    assert all(silo[key] <= status_quo[key] for key in silo)


def test_gains_only_is_compared_in_the_same_world() -> None:
    gains, silo = resolve("network-gains-only"), resolve("siloed-no-losses")
    assert gains.world_hash == silo.world_hash
    assert silo.forms[0].levers == resolve("siloed").forms[0].levers
    off = {row.name for row in silo.table() if row.name.startswith("switches.") and row.changed}
    text = (FOLDER / "switches.toml").read_text(encoding="utf-8")
    losses = tomllib.loads(text.split("# -- so that the silo can lose")[0])
    assert off == {f"switches.{name}" for name in losses}
    assert len(losses) >= 20


def test_costs_only_costs_what_the_network_costs() -> None:
    costs, network = levers("network-costs-only"), levers("production-network")
    silo = levers("siloed")
    assert {key: costs[key] for key in COST} == {key: network[key] for key in COST}
    for key, value in costs.items():
        assert value in (silo[key], network[key]), key
    assert costs["stage_cap"] == costs["handover"] == 0.0


@pytest.mark.parametrize("name", [n for n in list_scenarios() if STAGE_CAPS[n] > 2])
def test_forms_above_stage_one_open_the_jobcenters_gate(name: str) -> None:
    """Perception and capacity to act are necessary: a form without them would be a paper tiger."""
    needed = {
        key: load()[f"casework.{key}"].value for key in ("perception_needed", "capacity_needed")
    }
    form = levers(name)
    perception = minutes.perception.py_func(
        *(form[key] for key in ("boundaries_agreed", "report_on_people", "report_on_services")),
        form["report_communicated"],
    )
    capacity = minutes.capacity_to_act.py_func(
        form["teams_by_sozialraum"],
        form["coordinator"],
        *(form[f"attendance_{who}"] for who in ("placement", "benefits", "case_management")),
        form["district_offices"],
    )
    assert perception >= needed["perception_needed"]
    assert capacity >= needed["capacity_needed"]


def test_the_schema_is_fresh() -> None:
    assert schema_file().read_text(encoding="utf-8") == schema_text(), (
        "write it anew: python -m model.scenario.schema"
    )


def test_the_schema_knows_levers_switches_and_target_groups() -> None:
    found = schema()
    TypeAdapter(dict).validate_python(json.loads(schema_text()))
    names = {name for name in load() if name.startswith("levers.")}
    assert {f"levers.{name}" for name in found["$defs"]["levers"]["properties"]} == names
    assert found["$defs"]["switches"]["properties"]["lock_in"]["type"] == "boolean"
    assert found["$defs"]["FormSpec"]["properties"]["target_group"]["enum"][0] == "everyone"
    assert found["additionalProperties"] is False


def test_importing_scenarios_is_light() -> None:
    code = (
        "import sys, model.scenario; "
        "print([n for n in ('pydantic', 'numpy', 'numba', 'pandas', 'mesa') if n in sys.modules])"
    )
    answer = subprocess.run(
        [sys.executable, "-c", code],
        cwd=data_root().parent,
        capture_output=True,
        text=True,
        check=True,
    )
    assert answer.stdout.strip() == "[]"


def test_resolving_is_quick() -> None:
    resolve("production-network-extended")  # imports and first reading are not what is timed
    start = time.process_time()
    resolve("production-network-extended")
    assert time.process_time() - start < 0.2


def test_only_barriers_that_change_have_rates() -> None:
    """Loops pass the others by."""
    found = resolve("status-quo").parameters
    rated = ("demography.appear.", "demography.vanish.")
    rates = {name.rpartition(".")[2] for name in found if name.startswith(rated)}
    assert rates == {BARRIERS[k] for k in CHANGING}
