"""`sozialraum calibrate`: fit the calibrated parameters of a place to its known patterns."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from model.words import Message
from sozialraum import screen
from sozialraum.options import Jobs, Json, Language, Seed, Tongue

if TYPE_CHECKING:
    from analysis.tables.text_table import TextTable
    from experiments.calibration.calibrate import Calibrated

EXAMPLES = """\b
Examples:
  sozialraum calibrate oberhausen-2015
  sozialraum calibrate my-place/ --out somewhere-else --jobs 3
"""


Nuisance = Annotated[
    int, typer.Option(help="Assumed parameters fitted along, at most (0: none, no screening).")
]
Resettling = Annotated[
    int,
    typer.Option(
        help="Months each run settles from the shipped population (short for a new burn-in)."
    ),
]
Beside = Annotated[
    Path | None, typer.Option(help="Folder for the posterior. Default: the folder of the place.")
]
Along = Annotated[
    list[str] | None,
    typer.Option(
        metavar="NAME",
        help="Fit this assumed parameter along, instead of screening for those that matter. "
        "May be repeated.",
    ),
]
Earlier = Annotated[
    bool,
    typer.Option(
        "--earlier",
        help="After a small change of ranges: begin with the draws of the posterior that is there, "
        "moved into today's ranges and on until they fit.",
    ),
]
Confirm = Annotated[
    bool,
    typer.Option(
        "--confirm",
        help="Fit nothing: run some draws of the posterior again; if they come out the same, "
        "note that it belongs to the code of today.",
    ),
]
Diagnose = Annotated[
    bool,
    typer.Option(
        "--diagnose",
        help="Fit nothing: standard diagnostics of the place's posterior (needs the extra "
        "`calibrate`): effective draws, prior against posterior, predictions of the patterns.",
    ),
]


def calibrate(
    place: Annotated[str, typer.Argument(metavar="PLACE", help="Place: name, or its folder.")],
    first: Annotated[int, typer.Option(help="Runs of the first wave.")] = 400,
    waves: Annotated[int, typer.Option(help="Further waves.")] = 3,
    points: Annotated[int, typer.Option(help="Runs of each further wave.")] = 300,
    draws: Annotated[int, typer.Option(help="Posterior draws, each run in the model.")] = 400,
    nuisance: Nuisance = 60,
    along: Along = None,
    earlier: Earlier = False,
    resettling: Resettling = 120,
    months: Annotated[int, typer.Option(help="Months of each run after that.")] = 60,
    confirm: Confirm = False,
    diagnose: Diagnose = False,
    seed: Seed = 1,
    jobs: Jobs = None,
    out: Beside = None,
    language: Language = Tongue.GERMAN,
    json: Json = False,
) -> None:
    """Fit a place to its known patterns.

    Runs the status quo many times, learns which values of the parameters marked calibrated
    reproduce the patterns, and writes weighted draws of them (posterior.parquet) beside the place.
    Stopped, it goes on when called again. If patterns contradict each other, it says which, and
    writes nothing.
    """
    if diagnose:
        _diagnose(place, language)
        return
    # Read when NumPy is imported, so before it: many small products are quicker without threads.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    from experiments.calibration import calibrate as calibrating
    from experiments.calibration.before import before
    from experiments.calibration.fit import Settings

    screen.say_if_compiling()
    if confirm:
        _confirm(place, jobs)
        return
    settings = Settings(
        first=first,
        waves=waves,
        points=points,
        draws=draws,
        nuisance=nuisance,
        seed=seed,
        along=tuple(along or []),
        earlier=earlier,
    )
    asked = calibrating.order(place, settings, months=months, resettling=resettling)
    for line in before(asked, jobs=jobs).lines():
        screen.remark(line)
    done = calibrating.calibrate(asked, out=out, jobs=jobs)
    if json:
        screen.write_json(done.posterior.record)
    else:
        _show(done, language)
    screen.remark(Message("\nposterior written to {path}", path=screen.shown_path(done.folder)))
    screen.remark(Message("history of all runs: {path}", path=screen.shown_path(done.history)))


def _confirm(place: str, jobs: int | None) -> None:
    from experiments.calibration.confirm import confirm

    draws, moved = confirm(place, jobs=jobs)
    nearly = Message("nearly the same (at most {moved:.2%} of their spread apart)", moved=moved)
    how = nearly if moved else Message("the same")
    screen.write(
        Message(
            "{draws} draws came out {how}: the posterior belongs to this code.",
            draws=draws,
            how=how,
        )
    )


def _diagnose(place: str, language: Tongue) -> None:
    from analysis.tables.calibration import foretold_table, worth_table
    from experiments.calibration.posterior import posterior_of

    posterior = posterior_of(place)
    _write(worth_table(posterior, language.value), foretold_table(posterior, language.value))


def _show(done: "Calibrated", language: Tongue) -> None:
    from analysis.findings.calibration import sentences
    from analysis.tables.calibration import contraction_table, fit_table

    _write(fit_table(done, language.value), contraction_table(done, language.value))
    screen.wrapped(sentences(done, language.value))


def _write(*tables: "TextTable") -> None:
    for table in tables:
        screen.table(table.heads, table.rows, title=table.title, numeric=table.numeric)
