"""What a comparison says about itself in plain words."""

import pytest
from testkit.fake_results import fake_comparison
from testkit.planted import planted, spread

from analysis.findings.verdict import verdict
from analysis.findings.verdict_words import SENTENCES
from analysis.goal import Goal
from model.words import Language, number_in, signed_in


def text(language: Language = "en", **settings: object) -> str:
    return "\n".join(verdict(fake_comparison(**settings), language))  # type: ignore[arg-type]


def test_reasons_of_both_goals_follow_the_rules() -> None:
    said = text(effects={"siloed": 0.0, "production-network": 0.05})
    assert "Starts of work a year: " in said
    assert "At least medium participation: " in said
    assert "On average" in said
    assert "chance only: " in said
    assert "A difference counts from ±0.5. Of 6 matched pairs" in said


def test_a_range_with_zero_cannot_be_told() -> None:
    said = "\n".join(verdict(planted({"production-network": spread(0.4, 3.0)}), "en"))
    assert "it cannot be told whether there is more or less with “Production network”" in said
    assert "range −" in said
    assert "from 24 sets of assumptions" in said


def test_practically_the_same_and_less() -> None:
    work = {"production-network": spread(-3.6, 1.0)}
    said = "\n".join(verdict(planted(work), "en"))
    assert "Starts of work a year: slightly less with “Production network” than" in said
    assert "participation: exactly the same with “Production network” as with “Siloed”" in said
    nearly = planted(work, {"production-network": spread(0.0, 0.5)})
    same = "participation: with “Production network” practically the same as"
    assert same in "\n".join(verdict(nearly, "en"))


def test_arms_that_are_the_same_are_called_exactly_the_same() -> None:
    said = text(effects={"siloed": 0.0, "siloed-again": 0.0}, luck=0.0)
    assert "exactly the same" in said


def test_one_pair_tells_nothing_of_chance() -> None:
    assert "from a single matched pair: that may be chance" in text(pairs=1)


@pytest.mark.parametrize("pairs", [1, 3])
@pytest.mark.parametrize("drawn", [True, False])
def test_reasons_have_the_words_of_the_table(pairs: int, drawn: bool) -> None:
    work = {"case-management-only": spread(1.4, 1.2, pairs)}
    work["production-network"] = spread(-3.6, 1.0, pairs)
    said = "\n".join(verdict(planted(work, drawn=drawn), "de"))
    for word in ("Kohorte", "Bestand", "95-%", "Posterior", "Rival", "Muster", "Arm ", " – "):
        assert word not in said


def test_the_fair_rival_is_always_a_topic() -> None:
    assert "the option of equal cost" in text()
    assert "Not tested: whether" in text(effects={"siloed": 0.0, "production-network": 0.05})


@pytest.mark.parametrize("language", ["de", "en"])
def test_limits_are_always_said(language: Language) -> None:
    said = text(language)
    for key in ("never_measured", "counterfactual"):
        assert SENTENCES.say(language, key) in said
    assert ("angenommen, nicht gemessen" if language == "de" else "assumed, not measured") in said


def test_precision_reached_and_missed() -> None:
    assert "1–10: known to ±" in text(goal=Goal(precision=5.0))
    assert "not reached with" in text(goal=Goal(precision=1e-9))


def test_numbers_in_two_languages() -> None:
    assert number_in("de", 1234.5, 1) == "1.234,5"
    assert number_in("en", -1234.5, 1) == "−1,234.5"
    assert number_in("de", float("nan"), 1) == "–"
    assert signed_in("de", 0.04, 1) == "0,0"
    assert signed_in("de", -0.04, 1) == "0,0"
    assert signed_in("de", 0.06, 1) == "+0,1"
