"""`sozialraum design`: which network, if any?"""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from model.errors import COMMAND_LINE
from model.words import Message
from sozialraum import screen
from sozialraum.asked import Asked, asked_with

if TYPE_CHECKING:
    from analysis.ask.design import Outlook
    from analysis.requests.design import Request
    from analysis.results.design import Designed

EXAMPLES = """\b
Examples:
  sozialraum design --budget 2h
  sozialraum design --budget 30min --draws 8 --lever coordination_limit --lever chain_mode
  sozialraum design --resume design-posterior-search-3f2a9c41
"""

Budget = Annotated[
    str | None, typer.Option(help="Time it may take, e.g. 30min, 2h: sets how many are tried.")
]
Trials = Annotated[int | None, typer.Option(help="Designs to try, instead of a budget of time.")]
Searched = Annotated[
    int, typer.Option(help="Sets of assumptions that every design is tried under.")
]
Reported = Annotated[
    int,
    typer.Option(
        "--report-draws",
        help="Sets of assumptions that the best are reported under, none of them seen by the "
        "search; at least 60.",
    ),
]
Finalists = Annotated[int, typer.Option(help="Designs that are reported, beside a shipped option.")]
Lever = Annotated[
    list[str] | None,
    typer.Option(help="Search over this decision only; may be repeated. Default: all of --space."),
]
Space = Annotated[
    str, typer.Option(help="Table of decisions: a shipped one by name, or a .toml file.")
]


@asked_with()
def design(
    context: typer.Context,
    budget: Budget = None,
    trials: Trials = None,
    draws: Searched = 12,
    report_draws: Reported = 60,
    finalists: Finalists = 3,
    lever: Lever = None,
    space: Space = "cooperation",
    *,
    asked: Asked,
) -> None:
    """Which network, if any? Searches for designs that do best in both goals.

    Moves spending, members, form, chains, reflection, ramp-up and targets, and tries every design
    under several sets of assumptions beside working side by side and its own rival, which gets the
    same time for casework. The shipped options come first. What is best is named by the search and
    then reported under sets of assumptions that it has never seen. Needs the extra `design`.
    """
    from analysis.ask.design import design as search
    from analysis.requests.design import COMMAND, Request
    from experiments.writing import refuse_taken
    from sozialraum.duration import seconds_of

    if asked.resume is not None:
        _refuse_settled(context)
    request = asked.again(COMMAND, Request) or Request(
        budget=None if budget is None else seconds_of(budget),
        trials=trials,
        draws=draws,
        report=report_draws,
        finalists=finalists,
        space=str(Path(space).resolve()) if space.endswith(".toml") else space,
        levers=tuple(lever or ()),
        **asked.common,
    )
    if asked.resume is not None and trials is not None:
        request = replace(request, trials=trials)
    request.check()
    means = asked.means(COMMAND, [Path(asked.place).name if asked.place else "cooperation"])
    refuse_taken(means["out"])
    screen.say_if_compiling()
    _show(search(request, say=lambda found: _announce(found, request), **means), asked)


def _refuse_settled(context: typer.Context) -> None:
    """Refuse what is given beside --resume and would go unheard."""
    from model.errors import InputError

    settled = [
        f"--{name}".replace("_", "-")
        for name in ("budget", "draws", "report_draws", "lever", "place", "months")
        if getattr(context.get_parameter_source(name), "name", "") == "COMMANDLINE"
    ]
    if settled:
        problem = Message("was settled when the interrupted search began")
        allowed = Message("--trials, --jobs, --out, --store, --all, --json with --resume")
        raise InputError.of(COMMAND_LINE, ", ".join(settled), problem, allowed)


def _announce(outlook: "Outlook", request: "Request") -> None:
    from analysis.findings.design import outlook_in_words

    screen.remark(
        outlook_in_words(
            request.language,
            presets=outlook.presets,
            trials=outlook.trials,
            draws=outlook.draws,
            report=outlook.report,
            runs=outlook.runs,
            seconds=outlook.seconds,
        )
    )


def _show(done: "Designed", asked: Asked) -> None:
    from analysis.findings.design import cautions
    from analysis.tables.design import HEADS, decisions, of_design, table_rows

    def more() -> None:
        language = done.request.language
        screen.write()
        screen.table(HEADS.all(language), table_rows(done, language), numeric=(3, 4, 5, 6, 7))
        screen.wrapped([*decisions(done, language), *cautions(done, language)])

    asked.show(done, of_design, more)
