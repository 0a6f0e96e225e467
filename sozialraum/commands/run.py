"""`sozialraum run`: one run, with the known patterns of the place beside it."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from model.words import Message
from sozialraum import screen
from sozialraum.options import (
    Checks,
    Everything,
    Json,
    Language,
    Months,
    Out,
    Place,
    Seed,
    Settings,
    Tongue,
)

if TYPE_CHECKING:
    from analysis.results.one_run import OneRun

EXAMPLES = """\b
Example:
  sozialraum run status-quo --seed 7
"""


def run(
    scenario: Annotated[
        str, typer.Argument(metavar="SCENARIO", help="Arrangement, or a scenario file.")
    ],
    place: Place = None,
    months: Months = 96,
    seed: Seed = 1,
    out: Out = None,
    settings: Settings = None,
    checks: Checks = False,
    language: Language = Tongue.GERMAN,
    everything: Everything = False,
    json: Json = False,
) -> None:
    """Run one scenario once, beside known patterns.

    A burn-in under the status quo, then so many months; says both goals and how many known figures
    of the city the run meets; --all every outcome and every known figure.
    """
    from analysis.ask import one_run as asking
    from experiments.result_folder import new_result
    from model.scenario import parse_changes

    changes = parse_changes(settings or [])
    screen.say_if_compiling()
    done = asking.run(
        scenario,
        place=place,
        months=months,
        seed=seed,
        out=out or new_result("run", [Path(scenario).stem]),
        changes=changes,
        checks=checks,
        language=language.value,
    )
    if json:
        screen.write_json(done.as_json())
        return
    _print(done, everything=everything)
    if done.folder is not None:
        screen.remark(Message("written to {path}", path=screen.shown_path(done.folder)))


def _print(done: "OneRun", *, everything: bool) -> None:
    from analysis.tables.brief import of_run
    from analysis.tables.one_run import PATTERN_HEADS, VALUE_HEADS, outcome_rows, pattern_rows

    language = done.language
    screen.brief(of_run(done))
    if everything:
        screen.write()
        screen.table(VALUE_HEADS.all(language), outcome_rows(done), numeric=[2])
    if everything and done.patterns:
        screen.table(PATTERN_HEADS.all(language), pattern_rows(done), numeric=[2, 3, 4])
    for text in done.remarks:
        screen.remark(text)
