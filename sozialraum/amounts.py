"""Numbers, spans of time and sizes inside messages, written as their language writes them."""

from model.words import Language, Message, number_in

MINUTE, HOUR, DAY = 60.0, 3600.0, 86_400.0
MEGABYTE, GIGABYTE = 1e6, 1e9


class Amount(float):
    """A number in a message, with so many digits behind the point or comma of its language."""

    def __new__(cls, value: float, digits: int) -> "Amount":
        """The number; digits are for its text alone."""
        made = super().__new__(cls, value)
        made.digits = digits
        return made

    digits: int

    def __format__(self, _: str) -> str:
        return self.spoken("en")

    def spoken(self, language: Language) -> str:
        """The number as it is written in a language."""
        return number_in(language, float(self), self.digits)


def duration(seconds: float) -> Message:
    """Seconds in the unit a person would use."""
    if seconds >= 2 * DAY:
        return Message("{count} days", count=Amount(seconds / DAY, 1))
    if seconds >= 2 * HOUR:
        return Message("{count} hours", count=Amount(seconds / HOUR, 1))
    if seconds >= 2 * MINUTE:
        return Message("{count} minutes", count=Amount(seconds / MINUTE, 1))
    return Message("{count} s", count=Amount(max(1.0, seconds), 0))


def size(count: float) -> Message:
    """Bytes in the unit a person would use."""
    if count >= GIGABYTE:
        return Message("{count} GB", count=Amount(count / GIGABYTE, 1))
    return Message("{count} MB", count=Amount(count / MEGABYTE, 1))
