"""What a user reads, in two languages: English stands in the code, German in the catalogue `de.po`.

    say(language, "{arm} loses", arm=arm)          a text at its place
    counted(language, "{count} run", "{count} runs", 3)      … that depends on a number
    HEADS = Texts(("outcome", "unit"))             texts of a table; HEADS.all(language)
    Message("{arm} loses", arm=arm)          the same as data, said where it is shown
    number_in(language, 1234.5, 1)                 1.234,5 or 1,234.5

The language is an argument of every call, so two results of different languages never meet; only
what goes to the error stream, remarks and errors, follows the session (`speak`, `heard`).
`tests/unit/test_words.py` finds what is not translated, and what nobody says any more.
"""

from model.words.catalogue import LANGUAGES, Language, Texts, counted, from_file, say
from model.words.messages import Message, as_is, heard, joined, session, speak, spoken, term
from model.words.numbers import date_in, number_in, short_in, signed_in

__all__ = [
    "LANGUAGES",
    "Language",
    "Message",
    "Texts",
    "as_is",
    "counted",
    "date_in",
    "from_file",
    "heard",
    "joined",
    "number_in",
    "say",
    "session",
    "short_in",
    "signed_in",
    "speak",
    "spoken",
    "term",
]
