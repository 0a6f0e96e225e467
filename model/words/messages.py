"""Messages as data: an English text and the values of its blanks, put into words where it is shown.

A message is made where something is wrong, in a room that knows no language, and travels to the
front door, through files of workers and reports of all faults. As a `str` it is the English text,
so Python users and logs read it as it stands; `heard` says it in the language of this session.
"""

from collections.abc import Iterable
from typing import Any

from model.words.catalogue import Language, say

_session: list[Language] = ["en"]  # one entry: what remarks and errors are shown in


class Message(str):
    """An English text, its blanks `{name}` filled with values, which may be messages, too."""

    text: str
    values: dict[str, object]

    def __new__(cls, text: str, /, **values: object) -> "Message":
        """The text as it is without values; KeyError if a blank has none."""
        made = super().__new__(cls, text.format(**values) if values else text)
        made.text, made.values = text, values
        return made

    def __getnewargs_ex__(self) -> tuple[tuple[str], dict[str, object]]:
        # Messages cross process boundaries, and are copied with the faults that hold them.
        return (self.text,), self.values

    def spoken(self, language: Language) -> str:
        """The message in a language, with all messages inside it."""
        values = {name: spoken(value, language) for name, value in self.values.items()}
        return say(language, self.text, **values)


def spoken(value: Any, language: Language) -> Any:
    """A value as it is said in a language: a message or error in its words, all else as it is."""
    return value.spoken(language) if hasattr(value, "spoken") else value


def joined(lines: Iterable[str], between: str = "\n") -> Message:
    """Messages one after the other."""
    blanks = {f"line{number}": line for number, line in enumerate(lines)}
    return Message(between.join(f"{{{name}}}" for name in blanks), **blanks)


def term(word: str) -> Message:
    """A word that the catalogue may know, such as the name of an argument."""
    return Message(word)


def as_is(text: object) -> Message:
    """Words of somebody else, such as a name or what a library says, which nobody translates."""
    return Message("{text}", text=text)


def speak(language: Language) -> None:
    """Say remarks and errors of this session in this language; the front door knows which."""
    _session[0] = language


def session() -> Language:
    """The language of this session: English, until somebody says otherwise."""
    return _session[0]


def heard(text: str) -> str:
    """A text for the error stream, in the language of this session."""
    found: str = spoken(text, session())
    return found
