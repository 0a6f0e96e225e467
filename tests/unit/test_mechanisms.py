"""Which mechanism a parameter drives: the table that is found in the code."""

import pytest
from testkit.describing import DESCRIBING

from model.describe.mechanisms import BEGINNING, Mechanism, anchors, mechanisms, reads
from model.describe.sources import scheduled
from model.parameters import load_sources
from model.scenario import resolve
from model.schedule import SCHEDULE
from model.words import say

PARAMETERS = resolve("siloed").parameters
DRIVES = mechanisms(PARAMETERS)


def where(name: str) -> set[tuple[str, str]]:
    return {(found.process, found.rule) for found in DRIVES[name]}


def test_the_processes_are_those_of_the_schedule() -> None:
    assert [name for name, _ in scheduled()] == [process.name for process in SCHEDULE]


@pytest.mark.parametrize(
    ("name", "process", "rule"),
    [
        ("pipeline.week_odds", "admission", "arrival_chance"),
        ("search.effect.health", "job_search", "barriers_of"),
        ("market.elasticity", "matching", "matches"),
        ("employment.separation", "employment", "separation_chance"),
        # Another topic's field of the same name is another parameter.
        ("participation.temp", "participation", "job_effect"),
        ("employment.temp.helper", "employment", "drawn_contract"),
        # Read by a process of another topic.
        ("casework.gap_follow_up", "service", "fade_out"),
        # A coefficient, the effect of a factor on it, and the level of that factor go together.
        ("cooperation.slot_refusal", "admission", "refusal_chance"),
        ("factors.factor_binding", "cooperation", "tend"),
        ("levers.factor_binding", "cooperation", "tend"),
        # Bindingness is computed before the month begins; its parts work where it is read.
        ("levers.bindingness_lead", "admission", "refusal_chance"),
        ("cooperation.autonomy_commitment", "cooperation", "member_attendance"),
        ("switches.vacancy_limit", "matching", "apply"),
        ("switches.insecure_jobs", "participation", "effect_of_job"),
        ("pipeline.known_start", BEGINNING, "build"),
        ("search.frailty_shape", BEGINNING, "build"),
        ("place.stock", BEGINNING, "place"),
    ],
)
def test_a_parameter_is_found_where_it_works(name: str, process: str, rule: str) -> None:
    assert (process, rule) in where(name)


def test_a_parameter_may_work_in_the_process_of_another_topic() -> None:
    assert {process for process, _ in where("demography.forget_after")} == {"employment"}


def test_a_parameter_is_found_nowhere_else() -> None:
    assert where("pipeline.week_odds") == {("admission", "arrival_chance")}
    assert where("participation.loss") == {("participation", "next_participation")}


def test_every_parameter_drives_something_or_only_describes() -> None:
    """The same list of exceptions as the test that every parameter is read."""
    assert {name for name, found in DRIVES.items() if not found} == set(DESCRIBING)


def test_every_mechanism_says_what_it_is() -> None:
    for found in {mechanism for table in reads().values() for mechanism in table}:
        assert found.title.endswith("."), found
        assert found.says, found


@pytest.mark.parametrize("process", [*(process.name for process in SCHEDULE), BEGINNING])
def test_every_process_has_a_german_name(process: str) -> None:
    english = Mechanism(process, "", "", "", "").english
    assert say("de", english, context="process") != english


def test_sources_named_in_docstrings_are_found() -> None:
    found = anchors(load_sources())
    assert "admission" in found["rapp_trial"]
    assert "matching" in found["crepon_2013"]
    assert anchors(["no_such_source"]) == {}
