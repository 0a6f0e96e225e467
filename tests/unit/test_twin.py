"""Twin lives: who is chosen, where two lives part, and what is said of it; nothing is simulated."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from testkit.planted import planted, spread

from analysis.findings.twin import Told
from analysis.report.build import document
from analysis.report.lives import section_of
from analysis.results.twin import RULES, Change, Twin, Twins, chosen, medoid, shares
from analysis.tables.twin import months_of
from experiments.lives import DECIDED, Lives, parting
from model.vocabulary import FULL_TIME, IN_SERVICE, N_NEEDS

NETWORK, MONTHS = "production-network", 24
PROCESSES = ("casework", "referral", "employment")


def lives(**changed: tuple[int, int, int]) -> Lives:
    """One person in receipt; column → (month, process, value) from which on it has the value."""
    columns: dict[str, np.ndarray] = {
        name: np.zeros((MONTHS, len(PROCESSES), 1), np.int32) for name in DECIDED
    }
    columns["stage"] = np.zeros((MONTHS, len(PROCESSES), 1, N_NEEDS), np.int32)
    columns["receipt"][:] = 1
    columns["contact_gap"][:] = np.arange(MONTHS)[:, None, None]
    for name, (month, process, value) in changed.items():
        values = columns[name][..., 9] if name == "stage" else columns[name]
        values[month, process:] = value
        values[month + 1 :] = value
    there = np.ones((MONTHS, 1), bool)
    return Lives(PROCESSES, columns, np.full((MONTHS, 1), 6.0), there)


def told(base: Lives, other: Lives, rule: str = "gains", language: Any = "en") -> Told:
    comparison = planted({NETWORK: spread(-1.0, 0.2)})
    one = Twin(77, rule, 0.25, parting(base, other, 0), 0)
    often = {"median": 950.0 / 10, "gains": 3.0, "loses": 2.0}
    comparison = replace(comparison, plan=replace(comparison.plan, months=MONTHS))
    return Told(Twins(comparison, NETWORK, 4, 8, 5, often, (one,), base, other), language)


def test_lives_part_at_the_first_process_that_decides_otherwise() -> None:
    base = lives(employment=(9, 2, FULL_TIME))
    other = lives(employment=(9, 2, FULL_TIME), stage=(7, 1, IN_SERVICE))
    found = parting(base, other, 0)
    assert found is not None
    assert (found.month, found.process, found.columns) == (7, "referral", ("stage",))
    assert parting(base, base, 0) is None


def test_what_is_said_of_a_parting() -> None:
    one = told(lives(), lives(stage=(7, 1, IN_SERVICE)))
    twin = one.twins.people[0]
    assert one.case(twin) == "Somebody who gains participation, like 30 of 1,000 people."
    assert one.parts(twin).startswith("Both lives are the same for 7 months. In month 8 they part")
    assert list(one.there(twin)) == [
        "With “Siloed”: nothing is decided.",
        "With “Production network”: a service begins (debt).",
    ]
    ((lines, table),) = months_of(one.twins, "en")
    assert lines[0] == "Single case: chance is not taken out."
    assert table.rows == [("8", "", "a service begins (debt)")]


def test_lives_that_part_by_a_talk_say_who_has_it() -> None:
    base, other = lives(), lives()
    other.columns["contact_gap"][7:] -= 7
    said = told(base, other)
    assert list(said.there(said.twins.people[0])) == [
        "With “Siloed”: nothing is decided.",
        "With “Production network”: speaks with the Jobcenter.",
    ]


def test_a_life_that_does_not_change_is_told_too() -> None:
    one = told(lives(), lives(), "median")
    assert "every decision is the same" in one.parts(one.twins.people[0])
    assert one.case(one.twins.people[0]) == "The usual case. So it is for 950 of 1,000 people."


@pytest.mark.parametrize(("rule", "person"), list(zip(RULES, (3, 5, 1), strict=True)))
def test_people_are_chosen_by_rule(rule: Any, person: int) -> None:
    points = np.array([-0.4, -0.05, 0.0, 0.0, 0.3, 0.9])
    receipt = np.array([5, 5, 5, 2, 5, 5])
    people = np.array([1, 2, 3, 4, 5, 6], np.uint64)
    # Of 3 and 4, both at the median, 3 is in receipt longer; 5 and 6 are as near: the smaller.
    assert chosen(Change(people, points, receipt), rule) == person
    assert shares(points) == pytest.approx({"median": 50.0, "gains": 100 / 3, "loses": 100 / 6})


def test_nobody_is_chosen_where_nobody_gains() -> None:
    one = Change(np.array([1], np.uint64), np.array([0.0]), np.array([5]))
    assert chosen(one, "gains") is None


def test_the_medoid_is_the_draw_nearest_to_the_mean_of_all() -> None:
    effects = [5.0, -4.0, 0.4, 8.0, -8.0]
    comparison = planted({NETWORK: effects})
    at = medoid(comparison, NETWORK, ("integrations", "participation_low"))
    assert comparison.finished[at].pair.draw == effects.index(0.4)


def test_single_cases_are_stamped_in_a_report() -> None:
    one = told(lives(), lives(stage=(7, 1, IN_SERVICE)), language="de")
    section = section_of(one.twins, "de")
    assert section.lead.startswith("Einzelfall: Zufall ist nicht herausgerechnet.")
    assert "30 von 1.000" in section.table.rows[0][0]  # type: ignore[union-attr]
    made = document(one.twins.comparison, "de", section)
    assert made.section("lives") is section
