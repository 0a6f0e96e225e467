"""Options that several commands share, with their help."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


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
Seed = Annotated[int, typer.Option(help="Seed: 0, 1, 2, … The same seed gives the same result.")]
Out = Annotated[
    Path | None,
    typer.Option(help="Folder for the result; must not exist. Default: a new one in results/."),
]
Jobs = Annotated[
    int | None,
    typer.Option(help="Worker processes. Default: the cores this process may use."),
]
Language = Annotated[Tongue, typer.Option(help="Language of table, verdict and figures.")]
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
