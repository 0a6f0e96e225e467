"""Texts by language: the English text is the key, `de.po` has the German one.

The catalogue is read when the first German text is wanted: nobody who wants English waits for it.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from functools import cache, partial
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
    forms = catalogue(language).get((context, text))
    found = forms[0] if forms else text
    return found.format(**values) if values else found


def counted(language: Language, one: str, many: str, count: int, /, **values: object) -> str:
    """A text that depends on a number, which its blank `{count}` shows."""
    forms = catalogue(language).get(("", one))
    found = (forms or (one, many))[count != 1]
    return found.format(count=count, **values)


def from_file(language: Language, *, de: str, en: str) -> str:
    """A text that a file of data (scenario, place, parameter) holds in both languages."""
    return de if language == "de" else en


@cache
def catalogue(language: Language) -> dict[tuple[str, str], tuple[str, ...]]:
    """The catalogue of a language: context and English → its forms. English is what the code says.

    Read once, and by these lines, as a library takes longer than all else that `--help` needs. They
    read the file as `make docs` writes it; a test compares them with Babel.
    """
    if language == "en":
        return {}
    kinds, literals = [], []
    text = (FOLDER / f"{language}.po").read_text(encoding="utf-8").replace('"\n"', "")
    for line in text.splitlines():
        if line.startswith("msg"):
            kind, _, literal = line.partition(" ")
            kinds.append(kind)
            literals.append(literal)
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    context = english = before = ""
    for kind, said in zip(kinds, json.loads(f"[{','.join(literals)}]"), strict=True):
        if kind == "msgctxt":
            context = said
        elif kind == "msgid":
            context, english = (context if before == "msgctxt" else ""), said
        elif kind.startswith("msgstr") and said:
            found[context, english] = (*found.get((context, english), ()), said)
        before = kind
    return found


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
