"""Planted results: sentence, mark and table follow the rules, in both languages."""

from typing import Any, NamedTuple

import pytest
from testkit.planted import planted, spread

from analysis.findings.answer import Answer, answer
from analysis.findings.answer_words import EVIDENCE
from analysis.findings.measured import is_network
from analysis.findings.rules import MARKS, Judgement, judged
from analysis.findings.verdict import verdict
from analysis.measures.headlines import HEADLINES_OF, PARTICIPATION, SET_BY_KNOWN_VALUES, WORK
from analysis.results.comparison import Comparison
from analysis.tables.comparison import all_outcomes
from analysis.tables.short_answer import short_answer
from model.scenario import resolve

NETWORK, RIVAL, THIRD = "production-network", "case-management-only", "merged-organisation"
ENGLISH = r"\b(the|and|of|with|under|than|people|range|sets?|starts|seed|pairs?|unknown)\b"
J = Judgement


@pytest.mark.parametrize(
    ("mean", "low", "high", "expected"),
    [
        (0.1, -0.5, 0.5, J.SAME),
        (0.3, 0.2, 0.4, J.SAME),  # excludes zero, and is practically the same all the same
        (1.0, 0.6, 1.4, J.LITTLE_MORE),
        (-1.0, -1.4, -0.6, J.LITTLE_LESS),
        (10.0, 9.0, 11.0, J.MORE),
        (-10.0, -11.0, -9.0, J.LESS),
        (1.0, 0.5, 1.5, J.PROBABLY_MORE),  # touches the edge
        (-1.0, -1.8, -0.2, J.PROBABLY_LESS),
        (1.0, 0.0, 2.0, J.UNKNOWN),
        (9.0, -1.0, 19.0, J.UNKNOWN),
        (9.0, float("nan"), float("nan"), J.UNKNOWN),
        (float("nan"), float("nan"), float("nan"), J.UNDEFINED),
    ],
)
def test_rules(mean: float, low: float, high: float, expected: Judgement) -> None:
    assert judged(mean, low, high, level=80.0, matters=0.5) == expected


def test_from_nothing_everything_is_more() -> None:
    assert judged(5.0, 4.0, 6.0, level=0.0, matters=0.5) == J.MORE


class Planted(NamedTuple):
    """A planted result and what must be said: part of the answer, its mark, part of the page."""

    case: str
    settings: dict[str, Any]
    said: str
    mark: str
    shown: str = ""
    goal: str = WORK


CASES = [
    Planted(
        "fewer",
        {"work": {NETWORK: spread(-3.6, 1.0)}},
        "etwas weniger Arbeitsaufnahmen als mit „Nebeneinander“ (in 24 von 24 Annahmesätzen); "
        "die Teilhabe bleibt praktisch gleich.",
        "▼",
        "▼ gesichert weniger",
    ),
    Planted(
        "sign flipped",
        {"work": {NETWORK: spread(3.6, 1.0)}},
        "etwas mehr Arbeitsaufnahmen als mit „Nebeneinander“ (in 24 von 24 Annahmesätzen)",
        "▲",
        "▲ gesichert mehr",
    ),
    Planted(
        "more by over a tenth",
        {"work": {NETWORK: spread(12.0, 1.0)}},
        "gibt es unter diesen Annahmen mehr Arbeitsaufnahmen",
        "▲",
    ),
    Planted(
        "range over zero",
        {"work": {NETWORK: spread(0.4, 3.0)}},
        "mit „Produktionsnetzwerk“ mehr oder weniger Arbeitsaufnahmen gibt als mit "
        "„Nebeneinander“, ist nicht zu entscheiden (im Mittel +0,4 je 1.000 Menschen und Jahr)",
        "?",
        "? nicht zu entscheiden",
    ),
    Planted(
        "cannot be told, and most draws beyond one edge",
        {"work": {NETWORK: [1.5] * 21 + [-6.0] * 3}},
        "(im Mittel +0,6 je 1.000 Menschen und Jahr, in 21 von 24 Annahmesätzen mehr)",
        "?",
        "21 · 0 · 3",
    ),
    Planted(
        "inside what matters",
        {"work": {NETWORK: spread(0.2, 0.1)}},
        "praktisch gleich viele Arbeitsaufnahmen wie mit „Nebeneinander“",
        "=",
        "= praktisch gleich",
    ),
    Planted(
        "touching the zone",
        {"work": {NETWORK: spread(-1.5, 0.9)}},
        "wahrscheinlich etwas weniger Arbeitsaufnahmen",
        "▽",
        "▽ wahrscheinlich weniger",
    ),
    Planted(
        "network not formed",
        {"work": {NETWORK: spread(-3.6, 1.0)}, "formed": 11},
        "gleich. Das Netzwerk von „Produktionsnetzwerk“ entsteht nur in 11 von 24 Annahmesätzen.",
        "▼",
        "in 11 von 24 Annahmesätzen",
    ),
    Planted(
        "network never formed",
        {"work": {NETWORK: spread(-3.6, 1.0)}, "formed": 0},
        "gleich. Das Netzwerk von „Produktionsnetzwerk“ entsteht in keinem von 24 Annahmesätzen.",
        "▼",
    ),
    Planted(
        "one draw",
        {"work": {NETWORK: spread(-3.6, 0.0, 1)}},
        "nicht zu entscheiden, ob Arbeitsaufnahmen und Teilhabe höher oder niedriger ausfallen",
        "?",
        "Ein einziger Annahmesatz sagt nichts über die Spanne.",
    ),
    Planted(
        "nine draws",
        {"work": {NETWORK: spread(-3.6, 1.0, 9)}},
        "etwas weniger Arbeitsaufnahmen",
        "▼",
        "Spanne: kleinster bis größter Wert aus 9 Annahmesätzen.",
    ),
    Planted(
        "24 draws",
        {"work": {NETWORK: spread(-3.6, 1.0)}},
        "in 24 von 24",
        "▼",
        "Bei 95 von 100 Annahmesätzen läge der Unterschied darin (24 gerechnet).",
    ),
    Planted(
        "chance only",
        {"work": {NETWORK: spread(-3.6, 1.0)}, "drawn": False},
        "(in 24 von 24 Vergleichspaaren)",
        "▼",
        "Die Spanne enthält nur Zufall, nicht die Unsicherheit der Annahmen.",
    ),
    Planted(
        "participation, with the higher value being the better one",
        {"work": {NETWORK: spread(0.0, 0.1)}, "participation": {NETWORK: spread(12.0, 3.0)}},
        "; etwas mehr Menschen haben mindestens mittlere Teilhabe (in 24 von 24 Annahmesätzen).",
        "▲",
        "+12,0 ▲",
        PARTICIPATION,
    ),
]


def page_of(done: Comparison) -> str:
    return " ".join(" ".join(short_answer(answer(done))).split())


@pytest.mark.parametrize("one", CASES, ids=lambda one: one.case)
def test_planted_results_are_told_by_the_rules(one: Planted) -> None:
    found = answer(planted(**one.settings))
    said = " ".join(found.sentences())
    assert one.said in said
    assert "unter diesen Annahmen" in said.replace("Unter", "unter")
    assert found.findings[one.goal, NETWORK].mark == one.mark
    page = page_of(found.comparison).replace("\n", " ")
    assert one.shown in page
    assert f" {one.mark}" in page
    seldom = "Das Netzwerk von" in said
    assert seldom == (one.settings.get("formed", 24) < 12)
    for sentence in (*found.sentences(), *found.cautions(), found.network(), found.people()):
        assert " – " not in sentence
        assert "lohnt" not in sentence


def test_fewer_than_twenty_draws_give_no_interval() -> None:
    found = answer(planted({NETWORK: spread(-3.6, 1.0, 19)})).findings[WORK, NETWORK]
    assert not found.interval
    assert (found.low, found.high) == pytest.approx((-4.6, -2.6))
    assert answer(planted({NETWORK: spread(-3.6, 1.0, 20)})).findings[WORK, NETWORK].interval


def test_what_is_decided_comes_first_and_the_network_second() -> None:
    work = {RIVAL: spread(0.4, 3.0), NETWORK: spread(-3.6, 1.0)}
    said = answer(planted(work, formed=3)).sentences()
    assert said[0].startswith("Mit B gibt es")
    assert said[1] == "Das Netzwerk von B entsteht nur in 3 von 24 Annahmesätzen."
    assert said[2].startswith("Ob es mit A mehr oder weniger Arbeitsaufnahmen gibt, ist nicht")


def test_arms_of_which_the_same_is_said_share_a_sentence() -> None:
    same = spread(0.0, 0.1)
    said = answer(planted({RIVAL: same, NETWORK: same, THIRD: same}, language="en")).sentences()
    assert len(said) == 1
    assert said[0].startswith("With A, B and C there are, under these assumptions, practically")


def test_groups_of_five_never_gain_or_lose() -> None:
    big = {"dimension": "sex", "group": "female", "persons": 500, "participation": 0.4}
    few = {"dimension": "age", "group": "under_25", "persons": 5, "participation": 0.9}
    rows = [{**row, "gain": 90.0, "lose": 0.0} for row in (big, few)]
    said = "\n".join(verdict(planted({NETWORK: spread(-3.6, 1.0)}, groups=rows)))
    assert "Frauen" in said
    assert "unter 25" not in said


def test_waits_are_a_caution_and_no_result() -> None:
    found = answer(planted({NETWORK: spread(-3.6, 1.0)}))
    assert "Wartezeiten sind nach den bekannten Werten eingestellt" in " ".join(found.cautions())
    assert "Wartezeit" not in " ".join([*found.sentences(), found.people(), found.network()])
    rows = [row[0] for row in all_outcomes(found).rows]
    caution = rows.index("Vorsicht: nach bekannten Werten eingestellt, kein Ergebnis")
    assert len(rows) == caution + 1 + len(SET_BY_KNOWN_VALUES)


def test_the_one_place_of_what_matters_agrees_with_the_table_of_outcomes() -> None:
    for one in HEADLINES_OF.values():
        assert one.matters == pytest.approx(abs(one.factor) * one.outcome.matters)
    assert {goal: one.matters for goal, one in HEADLINES_OF.items()} == {
        WORK: 0.5,
        PARTICIPATION: 5.0,
    }


def test_evidence_is_another_scale() -> None:
    grades = [EVIDENCE.say("de", grade) for grade in ("A", "B", "C", "")]
    assert grades == ["hoch", "mittel", "gering", "gering"]
    assert set(MARKS) == set(Judgement)
    found = Answer(planted({NETWORK: spread(-3.6, 1.0)}), "de", ("Suche nach Arbeit",))
    assert "Belegstärke der Annahmen: gering." in found.cautions()
    assert "Das Ergebnis hängt vor allem ab von: Suche nach Arbeit." in found.cautions()


@pytest.mark.parametrize(
    ("arrangement", "expected"),
    [
        ("siloed", False),
        ("jobcenter-reform", False),
        ("information-network", False),
        ("case-management-only", False),  # pays for a network, has none
        ("double-goal-case-management", False),
        ("informal-production-network", True),
        ("production-network", True),
    ],
)
def test_only_of_a_network_it_is_said_whether_it_forms(arrangement: str, expected: bool) -> None:
    assert is_network(resolve(arrangement)) is expected
