"""Numbers as they are written in a language: by Babel, with a true minus and no negative zero."""

from decimal import Decimal

from model.words.catalogue import Language


def number_in(language: Language, value: float, digits: int) -> str:
    """A number as it is written in German (1.234,5) or English (1,234.5); a dash for NaN."""
    if value != value:
        return "–"
    rounded = Decimal(f"{value:.{digits}f}")
    if not rounded.is_finite():
        return f"{value}".replace("-", "−")
    return _written(language, rounded, "#,##0." + "0" * digits)


def short_in(language: Language, value: float, digits: int) -> str:
    """A number with so many significant digits at most, as `1.2e-05` where it is very small."""
    plain = f"{value:.{digits}g}"
    if not Decimal(plain).is_finite() or "e" in plain:
        return _separated(language, plain).replace("-", "−")
    behind = len(plain.partition(".")[2])
    return _written(language, Decimal(plain), "0." + "0" * behind)


def signed_in(language: Language, value: float, digits: int) -> str:
    """A difference with its sign; zero stands without one."""
    text = number_in(language, value, digits)
    positive = value == value and float(f"{value:.{digits}f}") > 0
    return f"+{text}" if positive else text


def _written(language: Language, value: Decimal, pattern: str) -> str:
    from babel.numbers import format_decimal

    return format_decimal(value + 0, format=pattern, locale=language).replace("-", "−")


def _separated(language: Language, plain: str) -> str:
    from babel.numbers import get_decimal_symbol

    return plain.replace(".", get_decimal_symbol(language))


def digits_for(step: float, most: int = 4) -> int:
    """Digits after the point that show a step of this size; 0 for a step of 5 and more."""
    digits = 0
    while digits < most and step * 10**digits < 5:
        digits += 1
    return digits


def digits_of(difference: float, half_width: float, matters: float) -> int:
    """Digits that show both a difference that matters and the width of its interval.

    A very narrow interval asks for no more than three digits of the difference, and nothing asks
    for digits a thousand times finer than what matters.
    """
    width = half_width if half_width > 0 else 0.0
    finest = max(width, abs(difference) / 200.0 if difference == difference else 0.0)
    if not finest:
        return digits_for(matters)
    return digits_for(min(matters, max(finest, matters / 1000.0)), most=6)
