"""Texts by language: the English text is the key, `de.po` has the German one.

The catalogue is read when the first German text is wanted, so nothing is compiled beforehand and
nobody who wants English waits for it.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import cache, partial
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path
from typing import Any, Literal, overload

type Language = Literal["de", "en"]
LANGUAGES: tuple[Language, ...] = ("de", "en")
FOLDER = Path(__file__).resolve().parent


def say(language: Language, text: str, /, context: str = "", **values: object) -> str:
    """A text in a language, its blanks `{name}` filled with values.

    context tells equal English texts apart that are different in German. A text that is not in the
    catalogue, such as the name of a Sozialraum, stays as it is.
    """
    words = catalogue(language)
    found = words.pgettext(context, text) if context else words.gettext(text)
    return found.format(**values) if values else found


def counted(language: Language, one: str, many: str, count: int, /, **values: object) -> str:
    """A text that depends on a number, which its blank `{count}` shows."""
    return catalogue(language).ngettext(one, many, count).format(count=count, **values)


def from_file(language: Language, *, de: str, en: str) -> str:
    """A text that a file of data (scenario, place, parameter) holds in both languages."""
    return de if language == "de" else en


@cache
def catalogue(language: Language) -> NullTranslations:
    """The catalogue of a language, read once. English is what the code says."""
    if language == "en":
        return NullTranslations()
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    compiled = BytesIO()
    with (FOLDER / f"{language}.po").open("rb") as file:
        write_mo(compiled, read_po(file, locale=language))
    compiled.seek(0)
    return GNUTranslations(compiled)


class Texts[Key]:
    """English texts of a table by their keys; without keys they are their own."""

    @overload
    def __init__(self: "Texts[str]", texts: Iterable[str], context: str = "") -> None: ...

    @overload
    def __init__(self, texts: Mapping[Key, str], context: str = "") -> None: ...

    def __init__(self, texts: Any, context: str = "") -> None:
        known = dict(texts) if isinstance(texts, Mapping) else {text: text for text in texts}
        self.texts: dict[Key, str] = known
        self.context = context

    def __contains__(self, key: object) -> bool:
        return key in self.texts

    def say(self, language: Language, key: Key, /, **values: object) -> str:
        """The text of a key, its blanks filled. KeyError if there is none."""
        return say(language, self.texts[key], self.context, **values)

    def spoken(self, language: Language) -> Callable[..., str]:
        """The texts in one language: key and blanks → text."""
        return partial(self.say, language)

    def named(self, language: Language, key: Key) -> str:
        """The text of a key; what is no key stays as it is."""
        return self.say(language, key) if key in self.texts else str(key)

    def all(self, language: Language) -> tuple[str, ...]:
        """All texts in their order, as the heads of a table."""
        return tuple(self.say(language, key) for key in self.texts)
