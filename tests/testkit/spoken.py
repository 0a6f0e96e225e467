"""What gives a German text away, and what of an error would still be English in a session."""

import re
from collections.abc import Iterator

from model.errors import InputError, SozialraumError
from model.scenario import list_scenarios
from model.words import Message
from model.words.catalogue import catalogue
from testkit.words_said import has_words

_IDS = "|".join(name for name in list_scenarios() if name != "status-quo")
_ENGLISH = (
    "the|of|and|with|for|is|are|to|by|from|not|than|that|which|what|under|cannot|unknown|people|"
    "range|sets|starts|seeds?|pairs?|mean|runs|shares?|points|hours|months|level|difference|work"
)
# Ids of options, names of parameters and outcomes, English words; code and files are no text.
_AWAY = re.compile(rf"\b(?:{_IDS})\b|\b[a-z]+\.[a-z_]+\b|\b[a-z]+_[a-z_0-9]+\b|\b(?:{_ENGLISH})\b")
_CODE = re.compile(r"`[^`]*`|\b[a-z]+\.(?:csv|xlsx|json|toml)\b|--[a-z-]+")


def not_german(text: str) -> list[str]:
    """What in a German text is an id of an option, a name of a parameter, or English."""
    return _AWAY.findall(_CODE.sub("", text))


def english_in(error: SozialraumError) -> list[str]:
    """Texts of an error, with the messages inside them, that have no German."""
    told = [f.told() for f in error.faults] if isinstance(error, InputError) else error.args[:1]
    return [text for message in told for text in _english(message)]


def _english(value: object) -> Iterator[str]:
    if isinstance(value, SozialraumError):
        yield from english_in(value)
    if not isinstance(value, Message):
        return
    if has_words(value.text) and ("", value.text) not in catalogue("de"):
        yield value.text
    for inner in value.values.values():
        yield from _english(inner)
