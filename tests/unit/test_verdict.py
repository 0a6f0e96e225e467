"""What a comparison says about itself in plain words."""

import pytest
from testkit.fake_results import fake_comparison

from analysis.findings.verdict import verdict
from analysis.findings.verdict_words import SENTENCES
from analysis.goal import Goal
from model.words import Language, number_in, signed_in


def text(language: Language = "en", **settings: object) -> str:
    return "\n".join(verdict(fake_comparison(**settings), language))  # type: ignore[arg-type]


def test_a_clear_difference_is_called_better() -> None:
    said = text(effects={"siloed": 0.0, "production-network": 0.05})
    assert "Participation of the cohort, 1–10: better with “production-network”" in said


def test_a_clear_loss_is_called_worse() -> None:
    said = text(effects={"siloed": 0.0, "production-network": -0.05})
    assert "worse with “production-network” than with “siloed”" in said


def test_an_interval_with_zero_cannot_tell_the_sign() -> None:
    said = text(effects={"siloed": 0.0, "production-network": 0.00001}, luck=0.05)
    assert "it cannot be told whether “production-network” or “siloed” is better" in said
    assert "chance only, smallest to largest of 6 pairs" in said


def test_a_difference_too_small_to_matter_is_called_so() -> None:
    said = text(effects={"siloed": 0.0, "production-network": 0.001}, luck=0.0001)
    assert "better with “production-network”" in said
    assert "In practice this is no difference" in said
    assert "more than ±0.02 points is ruled out." in said
    assert "In practice" not in text(effects={"siloed": 0.0, "production-network": 0.05})


def test_arms_that_are_the_same_are_called_exactly_the_same() -> None:
    said = text(effects={"siloed": 0.0, "siloed-again": 0.0}, luck=0.0)
    assert "exactly the same" in said


def test_one_pair_tells_nothing_of_chance() -> None:
    assert "a single pair cannot tell" in text(pairs=1)


def test_the_fair_rival_is_always_a_topic() -> None:
    assert "Judged against the fair rival" in text()
    assert "Add the fair rival" in text(effects={"siloed": 0.0, "production-network": 0.05})


@pytest.mark.parametrize("language", ["de", "en"])
def test_limits_are_always_said(language: Language) -> None:
    said = text(language)
    for key in ("never_measured", "counterfactual"):
        assert SENTENCES.say(language, key) in said
    assert ("angenommen, nicht gemessen" if language == "de" else "assumed, not measured") in said


def test_precision_reached_and_missed() -> None:
    assert "the interval is within" in text(goal=Goal(precision=5.0))
    assert "was not reached" in text(goal=Goal(precision=1e-9))


def test_numbers_in_two_languages() -> None:
    assert number_in("de", 1234.5, 1) == "1.234,5"
    assert number_in("en", -1234.5, 1) == "−1,234.5"
    assert number_in("de", float("nan"), 1) == "–"
    assert signed_in("de", 0.04, 1) == "0,0"
    assert signed_in("de", -0.04, 1) == "0,0"
    assert signed_in("de", 0.06, 1) == "+0,1"
