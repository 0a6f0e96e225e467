"""What the library that checks files, and the operating system, complain about, in our words."""

import errno
from collections.abc import Mapping
from typing import Any

from model.words import Message, as_is

# By pydantic's type of an error; blanks are of its context.
_KINDS: Mapping[str, str] = {
    **dict.fromkeys(("int_type", "int_parsing", "int_from_float"), "whole"),
    **dict.fromkeys(("float_type", "float_parsing", "finite_number"), "number"),
    **dict.fromkeys(("bool_type", "bool_parsing"), "truth"),
    **dict.fromkeys(("list_type", "tuple_type", "set_type"), "list"),
    **dict.fromkeys(("dict_type", "model_type", "model_attributes_type"), "table"),
    "string_type": "text",
    "greater_than_equal": "least",
    "greater_than": "above",
    "less_than_equal": "most",
    "less_than": "below",
    "literal_error": "one_of",
    "enum": "one_of",
    "string_pattern_mismatch": "signs",
    "string_too_long": "long",
    "string_too_short": "empty",
    "too_long": "many",
    "too_short": "few",
}


def complaint(error: Mapping[str, Any]) -> Message:
    """One of pydantic's findings in our words; what is not known stays as the library says it."""
    context = error.get("ctx", {})
    own = context.get("error")
    if isinstance(own, ValueError) and own.args and isinstance(own.args[0], str):
        return own.args[0] if isinstance(own.args[0], Message) else as_is(own.args[0])
    made = _words(_KINDS.get(str(error["type"]), ""), context)
    return made or as_is(str(error["msg"]).lower())


def _words(kind: str, context: Mapping[str, Any]) -> Message | None:
    expected = context.get("expected", "")
    texts = {
        "whole": Message("must be a whole number"),
        "number": Message("must be a number"),
        "truth": Message("must be true or false"),
        "list": Message("must be a list"),
        "table": Message("must be a table"),
        "text": Message("must be a text"),
        "least": Message("must be at least {least}", least=context.get("ge")),
        "above": Message("must be above {above}", above=context.get("gt")),
        "most": Message("must be at most {most}", most=context.get("le")),
        "below": Message("must be below {below}", below=context.get("lt")),
        "one_of": Message("must be one of: {expected}", expected=expected.replace(" or ", ", ")),
        "signs": Message("holds signs that may not stand there"),
        "long": Message("is too long: at most {most} letters", most=context.get("max_length")),
        "empty": Message("is too short: at least {least} letters", least=context.get("min_length")),
        "many": Message("has too many entries: at most {most}", most=context.get("max_length")),
        "few": Message("has too few entries: at least {least}", least=context.get("min_length")),
    }
    return texts.get(kind)


def reason_of(error: OSError) -> Message:
    """Why a file cannot be read; what is not known stays as the system says it."""
    known = {
        errno.EACCES: Message("you may not read it"),
        errno.EPERM: Message("you may not read it"),
        errno.EIO: Message("the disk reports a fault"),
        errno.ELOOP: Message("its links lead in a circle"),
        errno.ENAMETOOLONG: Message("its name is too long"),
        errno.ENOTDIR: Message("a part of its path is no folder"),
        errno.EMFILE: Message("too many files are open"),
    }
    return known.get(error.errno or 0) or as_is(error.strerror or error)
