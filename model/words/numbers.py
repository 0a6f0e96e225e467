"""Numbers as they are written in a language: by Babel, with a true minus and no negative zero."""

from datetime import datetime
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


def date_in(language: Language, stamp: str) -> str:
    """The day of a moment such as 20260131T093000Z: 31.01.2026 or Jan 31, 2026."""
    from babel.dates import format_date

    return format_date(datetime.strptime(stamp[:8], "%Y%m%d"), locale=language)  # noqa: DTZ007
