"""`sozialraum assumptions`: every number, how well it is known, and what it drives."""

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from model.errors import COMMAND_LINE
from model.words import Message
from sozialraum import screen
from sozialraum.options import Json, Language, Place, Settings, Tongue

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analysis.register.assumptions import Entry
    from model.scenario import Scenario
    from model.words import Language as Words

EXAMPLES = """\b
Examples:
  sozialraum assumptions --status assumed --topic cooperation
  sozialraum assumptions siloed production-network --status assumed
"""
DEFAULT = "status-quo"
WIDE = 170  # columns of a screen from which unit, grade, source and rules stand apart


class Status(StrEnum):
    """How well a number is known."""

    SEEN = "seen"
    DERIVED = "derived"
    CALIBRATED = "calibrated"
    ASSUMED = "assumed"


def assumptions(
    scenarios: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="SCENARIO",
            help="Arrangements (or scenario files) of one comparison. Default: status-quo.",
        ),
    ] = None,
    place: Place = None,
    status: Annotated[
        list[Status] | None, typer.Option(help="Only numbers of this status. May be repeated.")
    ] = None,
    topic: Annotated[
        list[str] | None,
        typer.Option(help="Only numbers of this topic, e.g. cooperation. May be repeated."),
    ] = None,
    settings: Settings = None,
    language: Language = Tongue.GERMAN,
    json: Json = False,
) -> None:
    """List every number: how well known, what it drives.

    Value, range, status (seen, derived, calibrated, assumed), grade, source, and the processes and
    rules that read it. With several arrangements, values that differ stand side by side.
    """
    from analysis.register.assumptions import chosen, register
    from model.scenario import parse_changes, resolve

    changes = parse_changes(settings or [])
    arms = [resolve(name, place, changes) for name in scenarios or [DEFAULT]]
    entries = register(arms)
    _check_topics(topic or [], entries)
    listed = chosen(entries, [str(one) for one in status or []], topic or [])
    if json:
        screen.write_json(_as_json(arms, listed))
        return
    _print(arms, listed, language.value)


def _check_topics(topics: "Sequence[str]", entries: "Sequence[Entry]") -> None:
    from model.errors import Fault, listed, nearest, raise_if

    known = list(dict.fromkeys(entry.topic for entry in entries))
    raise_if(
        [
            Fault(
                COMMAND_LINE,
                "--topic",
                Message("unknown topic {topic!r}", topic=topic),
                listed(known),
                nearest(topic, known),
            )
            for topic in topics
            if topic not in known
        ]
    )  # fmt: skip


def _as_json(arms: "Sequence[Scenario]", entries: "Sequence[Entry]") -> dict[str, object]:
    from analysis.register.assumptions import counted
    from analysis.register.place_records import bare_numbers

    return {
        "place": arms[0].place,
        "scenarios": [{"name": arm.name, "hash": arm.hash} for arm in arms],
        "counts": counted(entries),
        "in_play": sum(entry.in_play for entry in entries),
        "numbers_without_record": bare_numbers(arms[0].place_folder),
        "parameters": [entry.as_json() for entry in entries],
    }


def _print(arms: "Sequence[Scenario]", entries: "Sequence[Entry]", language: "Words") -> None:
    from analysis.findings.register import sentences
    from analysis.register.place_records import bare_numbers
    from analysis.tables.register import HEADS, NAME, RANGE, VALUE, row, short

    wide = screen.width() >= WIDE
    names, rows = list(HEADS.all(language)), [row(entry, language) for entry in entries]
    if not wide:
        names, rows = short(names), [short(one) for one in rows]
    title = f"{' · '.join(arm.name for arm in arms)} · {arms[0].place}"
    screen.table(names, rows, title=title, numeric=[VALUE, RANGE], whole=[NAME])
    screen.wrapped(sentences(entries, bare_numbers(arms[0].place_folder), language))
