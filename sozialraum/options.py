"""Options that several commands share, with their help."""

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from model.errors import COMMAND_LINE
from model.words import Message


class Tongue(StrEnum):
    """Language of tables, verdict and figures."""

    GERMAN = "de"
    ENGLISH = "en"


Json = Annotated[bool, typer.Option("--json", help="Print JSON for machines and nothing else.")]
Place = Annotated[
    str | None,
    typer.Option(help="Place, by name (see `sozialraum list places`). Default: the scenario's."),
]
Months = Annotated[int, typer.Option(help="Months to simulate after the burn-in.")]
Base = Annotated[str | None, typer.Argument(metavar="BASE", help="Arrangement to compare with.")]
Other = Annotated[
    str | None, typer.Argument(metavar="OTHER", help="Arrangement whose difference is asked.")
]
Outcomes = Annotated[
    list[str] | None,
    typer.Option(
        "--outcome", help="Outcome, may be repeated. Default: participation and integrations."
    ),
]
Resume = Annotated[
    str | None,
    typer.Option(
        metavar="RESULT",
        help="Go on with what was interrupted, as it began: its name, content id or folder.",
    ),
]
Seed = Annotated[int, typer.Option(help="Seed: 0, 1, 2, … The same seed gives the same result.")]
Out = Annotated[
    Path | None,
    typer.Option(help="Folder for the result; must not exist. Default: a new one in results/."),
]
Jobs = Annotated[
    int | None,
    typer.Option(help="Worker processes. Default: the cores this process may use."),
]
Language = Annotated[
    Tongue,
    typer.Option(
        "--language",
        "--lang",
        envvar="SOZIALRAUM_LANGUAGE",
        help="Language of answers, tables and figures.",
    ),
]
Everything = Annotated[bool, typer.Option("--all", help="Everything that was found, as tables.")]
Settings = Annotated[
    list[str] | None,
    typer.Option(
        "--set",
        metavar="NAME=VALUE",
        help="Set a lever or parameter, e.g. levers.stage_cap=2. May be repeated.",
    ),
]
Checks = Annotated[
    bool, typer.Option(help="Check inside every run: people conserved, equal minutes, …")
]
Store = Annotated[
    Path | None,
    typer.Option(help="Folder of the store of runs. Default: $SOZIALRAUM_STORE or results/store."),
]

HEADLINES = ("participation", "integrations")  # outcomes looked at if none is named


def folder_for(command: str, words: Sequence[str], out: Path | None) -> Path:
    """Where a result is written: as asked, else to results/<timestamp>-<command>-<words>."""
    from experiments.result_folder import new_result

    names = [Path(word).stem.removeprefix(f"{command}-") for word in words]
    return out or new_result(command, names)


def arms_or_result(base: str | None, other: str | None, **results: str | None) -> None:
    """Just one thing to look at: two arrangements, or a result under the name of its option.

    Raises InputError otherwise.
    """
    from model.errors import InputError

    given = [
        base is not None and other is not None,
        *(result is not None for result in results.values()),
    ]
    if sum(given) != 1 or (base is None) != (other is None):
        allowed = "".join(f", or --{name} RESULT" for name in results)
        wrong = Message("one thing to look at is needed")
        raise InputError.of(
            COMMAND_LINE, "BASE", wrong, Message("two arrangements{allowed}", allowed=allowed)
        )
