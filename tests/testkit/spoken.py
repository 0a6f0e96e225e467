"""Errors in German: what of an error would still be English in a German session."""

from collections.abc import Iterator

from model.errors import InputError, SozialraumError
from model.words import Message
from model.words.catalogue import catalogue
from testkit.words_said import has_words


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
