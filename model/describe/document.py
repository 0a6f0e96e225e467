"""The description with its generated sections made anew."""

from collections.abc import Callable, Mapping

from model.describe.submodels import submodels
from model.describe.tables import TABLES

BEGIN, END = "<!-- generated: {} -->", "<!-- end -->"

SECTIONS: Mapping[str, Callable[[], str]] = {**TABLES, "submodels": submodels}


def renewed(text: str, sections: Mapping[str, Callable[[], str]] = SECTIONS) -> str:
    """A document with every generated section made anew. Raises KeyError if one is missing."""
    for name, make in sections.items():
        begin = BEGIN.format(name)
        head, found, rest = text.partition(begin)
        if not found:
            raise KeyError(name)
        text = f"{head}{begin}\n{make()}\n{END}{rest.partition(END)[2]}"
    return text
