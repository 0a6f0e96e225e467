"""The errors a user can meet. Everything else is a mistake in the program.

    SozialraumError
    ├── InputError     something that was read is wrong: carries every fault found, not the first
    ├── OutputError    results cannot be written (folder not writable, disk full)
    └── CheckError     a check inside a run failed (people lost, places exceeded, minutes unequal)

A `Fault` says where (file and key), what is wrong, what is allowed and which known name is nearest.
Texts are messages (`model.words.Message`): `str(error)` is English, `error.spoken("de")` German.
The front door prints one of them and exits with a status ≠ 0; users never see a traceback.
"""

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from model.words import Language, Message, counted, joined, spoken, term

COMMAND_LINE = Message("command line")  # the "file" of what was typed
NOTHING = Message("")
MOST_FAULTS = 100  # of one report: whoever has more of them has another file in mind


@dataclass(frozen=True, order=True)
class Fault:
    """One thing that is wrong in what was read.

    file: as the user knows it; key: dotted, empty if the whole file is meant; problem: plain words;
    allowed: what would be right, may be empty; nearest: known name most like the one written.
    """

    file: str
    key: str
    problem: Message = NOTHING
    allowed: Message = NOTHING
    nearest: str = ""

    def __str__(self) -> str:
        return str(self.told())

    def told(self) -> Message:
        """All of it as one message."""
        key = term(self.key) if self.key.isupper() else self.key  # an argument: BASE
        where = Message("{file}: {key}", file=self.file, key=key) if key else self.file
        lines = [Message("{where}: {problem}", where=where, problem=self.problem)]
        if self.allowed:
            lines.append(Message("    allowed: {names}", names=self.allowed))
        if self.nearest:
            lines.append(Message("    did you mean: {name}?", name=self.nearest))
        return joined(lines)


class SozialraumError(Exception):
    """Root of all errors that are reported in plain words."""

    def __init__(self, text: Message) -> None:
        super().__init__(text)

    def spoken(self, language: Language) -> str:
        """The error in a language."""
        return str(spoken(self.args[0], language))


class InputError(SozialraumError):
    """Files or settings that cannot be used; `faults` lists everything found, without repeats."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults: list[Fault] = list(dict.fromkeys(faults))
        Exception.__init__(self, self.faults)

    @classmethod
    def of(
        cls, file: str, key: str, problem: Message, allowed: Message = NOTHING, near: str = ""
    ) -> Self:
        """An error of one fault."""
        return cls([Fault(file, key, problem, allowed, near)])

    def __str__(self) -> str:
        return self.spoken("en")

    def spoken(self, language: Language) -> str:
        """The report in a language."""
        count = len(self.faults)
        head = counted(
            language, "{count} error in the input:", "{count} errors in the input:", count
        )
        told = (fault.told().spoken(language) for fault in self.faults)
        return "\n".join([head, *(f"  {text}".replace("\n", "\n  ") for text in told)])

    def __reduce__(self) -> tuple[type["InputError"], tuple[list[Fault]]]:
        # Errors cross process boundaries on their way from a worker to the front door.
        return (type(self), (self.faults,))


class Faults(list[Fault]):
    """Faults found so far; with too many the report ends here.

    A file of another kind, read as one of ours, would take minutes and pages to say so.
    Raises InputError when there are MOST_FAULTS.
    """

    def append(self, fault: Fault) -> None:
        """Note one fault."""
        super().append(fault)
        if len(self) >= MOST_FAULTS:
            more = Fault(
                fault.file, "", Message("there may be more errors"), Message("mend these first")
            )
            raise InputError([*self, more])

    def extend(self, faults: Iterable[Fault]) -> None:
        """Note several."""
        for fault in faults:
            self.append(fault)

    def __iadd__(self, faults: Iterable[Fault]) -> Self:  # type: ignore[override,misc]
        self.extend(faults)
        return self


class OutputError(SozialraumError):
    """Results cannot be written: the message says where, why and what to do."""


class CheckError(SozialraumError):
    """A check inside a run failed: the numbers of this run must not be used."""


def raise_if(faults: Iterable[Fault]) -> None:
    """Raise one InputError with all faults, if there are any."""
    found = list(faults)
    if found:
        raise InputError(found)


def nearest(name: str, known: Iterable[str]) -> str:
    """The known name most like `name`, or "" if none is alike. Case does not matter."""
    by_lower = {candidate.lower(): candidate for candidate in known}
    hits = difflib.get_close_matches(name.lower(), by_lower, n=1, cutoff=0.6)
    if not hits and "." in name:
        return ""
    if not hits:
        # "cap" or "hazard" alone: take a known name that contains it.
        hits = sorted((k for k in by_lower if len(name) > 2 and name.lower() in k), key=len)[:1]
    return by_lower[hits[0]] if hits else ""


def listed(names: Iterable[str], most: int = 12) -> Message:
    """Names as one line of text; long lists are cut with a count of the rest."""
    shown = list(names)
    rest = len(shown) - most
    text = joined(shown[:most], ", ")
    return Message("{names} … and {count} more", names=text, count=rest) if rest > 0 else text
