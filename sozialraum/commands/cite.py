"""`sozialraum cite`: the sources that a run rests on."""

from typing import TYPE_CHECKING, Annotated

import typer

from model.errors import COMMAND_LINE
from model.words import Language as Spoken
from model.words import Message, Texts
from sozialraum import screen
from sozialraum.options import Json, Language, Place, Settings, Tongue

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from analysis.register.citations import Citation
    from model.scenario import Scenario

EXAMPLES = """\b
Examples:
  sozialraum cite production-network
  sozialraum cite siloed production-network --bibtex > sources.bib
"""
WORDS = Texts(
    {
        "numbers": "values",
        "processes": "mechanisms",
        "patterns": "patterns",
        "sources": "Sources",
        "own": "Own arithmetic, assumptions and law (nothing to look up, or still to be checked)",
        "program": "The program itself: Sozialraum {version}, scenario {scenarios}",
    }
)
NAMED = 4  # numbers named behind a source; the others are counted


def cite(
    scenarios: Annotated[
        list[str], typer.Argument(metavar="SCENARIO", help="Arrangements, or scenario files.")
    ],
    place: Place = None,
    settings: Settings = None,
    bibtex: Annotated[
        bool, typer.Option("--bibtex", help="Print BibTeX entries and nothing else.")
    ] = False,
    language: Language = Tongue.GERMAN,
    json: Json = False,
) -> None:
    """Print the sources that a run rests on.

    Each source with its grade (A trial, B study or statistics, C press), and what rests on it:
    numbers, processes and patterns of these arrangements. Values changed with --set cite nobody.
    """
    from analysis.register.citations import bibtex as entry
    from analysis.register.citations import citations, software
    from experiments.record import package_version
    from model.errors import InputError
    from model.scenario import parse_changes, resolve

    if bibtex and json:
        raise InputError.of(
            COMMAND_LINE,
            "--bibtex",
            Message("is given together with --json"),
            Message("one of the two"),
        )
    changes = parse_changes(settings or [])
    arms = [resolve(name, place, changes) for name in scenarios]
    found = citations(arms)
    if json:
        program = software(package_version(), arms)
        screen.write_json({"software": program, "sources": [one.as_json() for one in found]})
    elif bibtex:
        screen.write("\n\n".join(entry(one.source) for one in found if not one.own))
    else:
        _print(arms, found, language.value, package_version())


def _print(
    arms: "Sequence[Scenario]", found: "Sequence[Citation]", language: Spoken, version: str
) -> None:
    words = WORDS.spoken(language)
    named = ", ".join(f"{arm.name} ({arm.hash[:16]})" for arm in arms)
    screen.write(words("program", version=version, scenarios=named))
    for head, own in (("sources", False), ("own", True)):
        chosen = [one for one in found if one.own is own]
        screen.write(f"\n{words(head)} ({len(chosen)})\n")
        screen.wrapped(line for one in chosen for line in _lines(one, words))


def _lines(one: "Citation", words: "Callable[..., str]") -> list[str]:
    from analysis.register.citations import reference

    grade = f"[{one.source.grade}] " if one.source.grade else ""
    uses = []
    for kind, names in (
        ("numbers", one.numbers), ("processes", one.processes), ("patterns", one.patterns),
    ):  # fmt: skip
        if names:
            rest = f" … ({len(names)})" if len(names) > NAMED else ""
            uses.append(f"{words(kind)}: {', '.join(names[:NAMED])}{rest}")
    return [f"{grade}{reference(one.source)} {{{one.source.key}}}", "  " + "; ".join(uses)]
