"""Faults of one file, or of the command line, noted as they are found; and what is often wrong."""

from collections.abc import Collection, Iterable

from model.errors import COMMAND_LINE, NOTHING, Fault, listed, nearest
from model.words import Message, joined

ABOVE_0 = Message("above 0")


def with_reasons(head: Message, reasons: Iterable[tuple[object, int]]) -> Message:
    """What has failed, and a line for every reason with how often it was one."""
    lines = (Message("  {count} × {reason}", count=count, reason=one) for one, count in reasons)
    return joined([head, *lines])


class Wrong:
    """Notes what is wrong: called with a key, what is wrong there, and what would be right.

    file: as the user knows it; faults: the list they are added to; before: of every key.
    """

    def __init__(
        self, file: str = COMMAND_LINE, faults: list[Fault] | None = None, before: str = ""
    ) -> None:
        self.file, self.before = file, before
        self.faults = list[Fault]() if faults is None else faults

    def __call__(
        self, key: str, problem: Message, allowed: Message = NOTHING, near: str = ""
    ) -> None:
        """Note one fault."""
        self.faults.append(Fault(self.file, f"{self.before}{key}", problem, allowed, near))

    def unless_among(
        self,
        key: str,
        name: object,
        known: Collection[str],
        problem: Message = NOTHING,
        allowed: Message = NOTHING,
        most: int = 12,
    ) -> None:
        """Note a name that is not among the known ones, with the nearest of them."""
        if name not in known:
            what = problem or Message("is {name!r}", name=name)
            self(key, what, allowed or listed(known, most), nearest(str(name), known))

    def unless_above_0(
        self, key: str, value: float, problem: Message = NOTHING, allowed: Message = ABOVE_0
    ) -> None:
        """Note a number that is not above 0, or without end."""
        if not 0.0 < value < float("inf"):
            self(key, problem or Message("is {value}", value=value), allowed)
