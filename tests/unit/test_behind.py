"""Why an answer is as it is: planted paths, hinges and costs are told by rule in both languages."""

from types import SimpleNamespace

import pandas as pd
import pytest
from testkit.planted import planted, spread

from analysis.findings.answer import answer
from analysis.findings.behind import costs, meaning, network_of, why
from analysis.findings.glosses import gloss
from analysis.findings.measured import Cost
from analysis.results.comparison import Comparison
from analysis.tables.short_answer import MOST_LINES, short_answer
from experiments.plan import Plan, name_arms
from model.scenario import resolve
from model.words import Language

NETWORK, RIVAL = "production-network", "case-management-only"
BASE = {"joint_cases": [0.0] * 24, "admitted": [500.0] * 24, "minutes_contact": [8000.0] * 24}
MOVED = {
    "joint_cases": [300.0] * 24,
    "admitted": spread(560.0, 20.0),
    "mitigated": spread(11.0, 60.0),
    "minutes_contact": [7840.0] * 24,
}

TOO_LITTLE = "Für Teilhabe ist das zu wenig."


def with_path(mean: float, width: float, language: Language = "de", **more: object) -> Comparison:
    work = {RIVAL: spread(0.0, 0.1), NETWORK: spread(mean, width)}
    path = {"siloed": BASE, RIVAL: BASE, NETWORK: BASE | MOVED}
    return planted(work, path=path, language=language, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("mean", "width", "said"),
    [
        (0.1, 0.1, "Für Arbeitsaufnahmen und Teilhabe ist das zu wenig."),
        (0.4, 3.0, f"{TOO_LITTLE} Ob daraus Arbeitsaufnahmen werden, hängt an den Annahmen."),
        (3.6, 1.0, f"{TOO_LITTLE} Zusammen ergibt das +3,6 Arbeitsaufnahmen."),
        (-3.6, 1.0, f"{TOO_LITTLE} Zusammen ergibt das −3,6 Arbeitsaufnahmen."),
    ],
)
def test_the_path_ends_with_what_was_judged(mean: float, width: float, said: str) -> None:
    path = why(answer(with_path(mean, width))).path
    assert " ".join(path[1:]) == said
    assert path[0].replace("\N{NO-BREAK SPACE}", " ") == (
        "B verändert je 1.000 Menschen und Jahr: gemeinsam bearbeitete Fälle +30,0, begonnene "
        "Unterstützungsangebote +6,0, gemilderte Hemmnisse +1,0 (unsicher)."
    )


def test_a_number_that_can_as_well_be_none_has_the_sign_of_it() -> None:
    path = why(answer(with_path(0.1, 0.1, "en"))).path[0]
    assert "barriers mitigated +1.0 (uncertain)" in path
    assert "services begun +6.0," in path


def test_an_arm_that_changes_nothing_on_the_way_says_so() -> None:
    told = why(answer(with_path(0.1, 0.1)))
    assert told.others == ["A verändert nichts auf dem Weg zu Unterstützungsangeboten."]


@pytest.mark.parametrize(
    ("formed", "means", "said"),
    [
        (10, [3.0] * 10 + [0.0] * 14, "Viel hängt daran, ob das Netzwerk entsteht: wenn ja, +3,0"),
        (10, [0.3] * 10 + [0.0] * 14, "Ob das Netzwerk entsteht, ändert wenig (+0,3 oder 0,0)."),
        (24, [3.0] * 24, None),  # forms everywhere: nothing to compare with
        (0, [3.0] * 24, None),
        (20, [3.0] * 20 + [0.0] * 4, None),  # too few without one
    ],
)
def test_whether_the_network_forms_is_weighed_by_what_matters(
    formed: int, means: list[float], said: str | None
) -> None:
    path = {"siloed": BASE, NETWORK: BASE | MOVED}
    hinges = why(answer(planted({NETWORK: means}, formed=formed, path=path))).hinges
    assert len(hinges) == (said is not None)
    assert said is None or hinges[0].startswith(said)


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("formed", [0, 5, 24])
def test_the_short_answer_says_why(language: Language, formed: int) -> None:
    lines = short_answer(answer(with_path(0.4, 3.0, language, formed=formed)))
    assert len(lines) <= MOST_LINES
    assert any(line.startswith({"de": "WARUM", "en": "WHY"}[language]) for line in lines)


def test_the_assumption_that_stands_out_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    done = with_path(0.4, 3.0)
    drawn = pd.DataFrame({"draw": range(24), "cooperation.joint_job": range(24)})
    drawn["search.causal_share"] = [(7 * at) % 24 for at in range(24)]
    monkeypatch.setattr(Comparison, "drawn_values", drawn)
    found = answer(done)
    leans = found.decisive[NETWORK]
    assert leans is not None
    assert (leans.name, leans.high > 2.0, leans.low < -1.0) == ("cooperation.joint_job", True, True)
    assert (
        "„Wirkung gemeinsamer Bearbeitung auf Arbeit“ (Annahme hoch: +2,5 Arbeitsaufnahmen; "
        "Annahme niedrig: −1,7)" in str(why(found).path)
    )
    monkeypatch.setattr(Comparison, "drawn_values", drawn.drop(columns="cooperation.joint_job"))
    assert answer(done).decisive[NETWORK] is None  # no stronger than one of many by chance


@pytest.mark.parametrize(
    ("arm", "said"),
    [
        ("siloed", "jede Einrichtung arbeitet für sich"),
        ("jobcenter-reform", "jede Einrichtung arbeitet für sich"),
        ("status-quo", "Einrichtungen haben lose Kontakte"),
        (NETWORK, "Jobcenter und Partner stimmen Hilfen verbindlich ab"),
        ("phased-rollout", "Jobcenter und Partner stimmen Hilfen verbindlich ab"),
        (RIVAL, "was B laufend kostet, geht in Fallarbeit"),
        (
            "double-goal-case-management",
            "was ein Netzwerk laufend an Zeit kostet, geht in Fallarbeit",
        ),
        ("milieu-building-network", ""),
        ("network-costs-only", ""),
    ],
)
def test_what_an_arm_is_follows_from_its_levers(arm: str, said: str) -> None:
    arms = [resolve(name) for name in dict.fromkeys(("siloed", arm, NETWORK))]
    plan = Plan(name_arms(arms), 96, 1)
    letters = {one.name: chr(ord("A") + at) for at, one in enumerate(plan.others)}
    told = SimpleNamespace(comparison=SimpleNamespace(plan=plan), letters=letters, language="de")
    assert gloss(told, arm) == said  # type: ignore[arg-type]


def test_without_counted_months_nothing_is_made_up() -> None:
    assert why(answer(planted({NETWORK: spread(0.4, 3.0)}))) == ([], [], [])


def test_that_a_network_forms_is_explained_where_one_is_meant() -> None:
    assert "Stufe 2 von 4" in meaning(answer(planted({NETWORK: [0.0] * 24})))[0]
    assert meaning(answer(planted({RIVAL: [0.0] * 24}))) == []


def test_a_rival_is_told_by_the_network_whose_time_it_has() -> None:
    arms = [resolve(name) for name in ("siloed", RIVAL, NETWORK)]
    plan = Plan(name_arms(arms), 96, 1)
    compared = SimpleNamespace(plan=plan)
    assert network_of(compared, RIVAL) == NETWORK  # type: ignore[arg-type]
    assert network_of(compared, NETWORK) is None  # type: ignore[arg-type]
    alone = SimpleNamespace(plan=Plan(name_arms(arms[:2]), 96, 1))
    assert network_of(alone, RIVAL) is None  # type: ignore[arg-type]


def test_costs_name_the_whole_and_whose_time_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    done = with_path(0.1, 0.1)
    for arm in done.plan.others:
        arm.scenario.forms[0].levers["spend_as_casework"] = float(arm.name == RIVAL)
    taken = {"contact": 1.0, "benefits": 0.5, "partners": 1.25}
    monkeypatch.setattr("analysis.findings.behind.cost", lambda _, arm: Cost(arm, 2.75, taken))
    monkeypatch.setattr("analysis.findings.behind.total_posts", lambda _: 411.4)
    assert costs(answer(done), brief=True) == (
        "Im Jahresmittel fehlen von 411 vollen Stellen: A 2,8 (Aufbau, Schulung), B 2,8 "
        "(Aufbau, Abstimmung; Beratung −2,0\N{NO-BREAK SPACE}%)."
    )
    assert (
        "B 2,8 (Aufbau, Abstimmung: Beratung 1,0, Leistung 0,5, Partner 1,2; Beratung −2,0"
        in costs(answer(done))
    )
    assert isinstance(done.monthly, pd.DataFrame)
