"""Numbers with three digits that say something."""

import pytest

from analysis.sensitivity.rounding import alike, significant


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0012345, "0,00123"),
        (-1234.5, "−1.234"),
        (12.345, "12,3"),
        (3.0, "3"),
        (0.0, "0"),
        (1e-9, "0,000000"),
        (float("nan"), "–"),
    ],
)
def test_three_digits(value: float, text: str) -> None:
    assert significant("de", value) == text


def test_side_by_side_with_the_same_digits() -> None:
    assert alike("en", (0.00123, -0.0002, float("nan"))) == ("0.00123", "−0.00020", "–")
    assert alike("en", (0.0, 0.0)) == ("0.0", "0.0")
