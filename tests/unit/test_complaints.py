"""What a library or the operating system complains about is said in the language of the session."""

import errno
import os
from typing import Annotated, Any, Literal

import pytest
from pydantic import BaseModel, Field, ValidationError

from model.parameters.complaints import complaint, reason_of
from model.words import Message


class Asked(BaseModel):
    """One field of every kind."""

    whole: int = 1
    number: float = 1.0
    truth: bool = True
    names: Annotated[list[str], Field(min_length=1, max_length=2)] = ["x"]
    table: dict[str, int] = {}
    text: Annotated[str, Field(pattern="^[a-z]*$", min_length=1, max_length=3)] = "x"
    share: Annotated[float, Field(ge=0, le=1)] = 0.5
    above: Annotated[float, Field(gt=0, lt=1)] = 0.5
    kind: Literal["one", "two"] = "one"


def told(**given: Any) -> str:
    with pytest.raises(ValidationError) as found:
        Asked(**given)
    return complaint(found.value.errors()[0]).spoken("de")


@pytest.mark.parametrize(
    ("given", "german"),
    [
        ({"whole": "x"}, "muss eine ganze Zahl sein"),
        ({"whole": 1.5}, "muss eine ganze Zahl sein"),
        ({"number": "x"}, "muss eine Zahl sein"),
        ({"truth": "x"}, "muss true oder false sein"),
        ({"names": 3}, "muss eine Liste sein"),
        ({"names": []}, "hat zu wenige Einträge: mindestens 1"),
        ({"names": ["a", "b", "c"]}, "hat zu viele Einträge: höchstens 2"),
        ({"table": 3}, "muss eine Tabelle sein"),
        ({"text": 3}, "muss ein Text sein"),
        ({"text": "A"}, "enthält Zeichen, die dort nicht stehen dürfen"),
        ({"text": "abcd"}, "ist zu lang: höchstens 3 Zeichen"),
        ({"text": ""}, "ist zu kurz: mindestens 1 Zeichen"),
        ({"share": -1}, "muss mindestens 0.0 sein"),
        ({"share": 2}, "darf höchstens 1.0 sein"),
        ({"above": 0}, "muss über 0.0 liegen"),
        ({"above": 1}, "muss unter 1.0 liegen"),
        ({"kind": "three"}, "muss eines davon sein: 'one', 'two'"),
    ],
)
def test_findings_of_the_library_are_german(given: dict[str, Any], german: str) -> None:
    assert told(**given) == german


def test_our_own_words_and_unknown_kinds_stay() -> None:
    own = {"type": "value_error", "msg": "x", "ctx": {"error": ValueError(Message("is empty"))}}
    assert complaint(own).spoken("de") == Message("is empty").spoken("de") != "is empty"
    assert complaint({"type": "of tomorrow", "msg": "What NEXT"}).spoken("de") == "what next"


@pytest.mark.parametrize("number", [errno.EACCES, errno.ELOOP, errno.ENAMETOOLONG, errno.EIO])
def test_reasons_of_the_system_are_german(number: int) -> None:
    error = OSError(number, os.strerror(number))
    assert reason_of(error).spoken("de") != reason_of(error).spoken("en")
    assert error.strerror not in reason_of(error).spoken("de")


def test_an_unknown_reason_stays_as_the_system_says_it() -> None:
    assert reason_of(OSError(errno.EPIPE, "Broken pipe")) == "Broken pipe"
