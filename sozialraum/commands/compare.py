"""`sozialraum compare`: arrangements against each other, pair by pair."""

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from model.errors import COMMAND_LINE
from model.words import Message
from sozialraum import screen
from sozialraum.asked import Asked, asked_with
from sozialraum.options import Checks

if TYPE_CHECKING:
    from analysis.results.comparison import Comparison
    from model.errors import Fault

EXAMPLES = """\b
Examples:
  sozialraum compare siloed production-network
  sozialraum compare siloed production-network --all --why
  sozialraum compare siloed case-management-only production-network --precision 0.02
  sozialraum compare siloed production-network --uncertainty none
  sozialraum compare --resume compare-siloed-production-network-3f2a9c41
"""


class Uncertain(StrEnum):
    """Whether parameters are drawn for every pair, and from where."""

    POSTERIOR = "posterior"
    RANGES = "ranges"
    NONE = "none"


Compared = Annotated[
    str | None,
    typer.Argument(
        metavar="BASE", help="Arrangement (or scenario file) the others are compared with."
    ),
]
Others = Annotated[
    list[str] | None, typer.Argument(metavar="OTHER", help="One or more arrangements.")
]
Pairs = Annotated[
    int | None,
    typer.Option(
        help="Number of pairs: runs of all arrangements under one seed. Default: 48, two for each "
        "of 24 sets of assumptions."
    ),
]
Precision = Annotated[
    float | None, typer.Option(help="Add pairs until --outcome is known to ± this, in its unit.")
]
Outcome = Annotated[
    str, typer.Option(help="Outcome that --precision is about (`sozialraum list outcomes`).")
]
Creaming = Annotated[
    bool, typer.Option("--creaming", help="Measure creaming: runs every arm a second time.")
]
Why = Annotated[bool, typer.Option("--why", help="The reasons too, in sentences.")]
Technical = Annotated[
    bool, typer.Option("--technical", help="Seed, pairs, draws and code too, for repeating it.")
]
Uncertainty = Annotated[
    Uncertain | None,
    typer.Option(
        help="Draw parameters per pair from the place's posterior, or from ranges alone. "
        "Default: posterior if the place ships one.",
    ),
]

# What may be said when a comparison is taken up again; all else was settled when it began.
WITH_RESUME = ("resume", "jobs", "out", "store", "everything", "why", "technical", "json")


@asked_with()
def compare(
    context: typer.Context,
    base: Compared = None,
    others: Others = None,
    pairs: Pairs = None,
    precision: Precision = None,
    outcome: Outcome = "participation",
    creaming: Creaming = False,
    uncertainty: Uncertainty = None,
    checks: Checks = False,
    why: Why = False,
    technical: Technical = False,
    *,
    asked: Asked,
) -> None:
    """Compare arrangements, pair by pair: the answer first, in at most 25 lines.

    What can be told about starts of work and participation under these assumptions, whether the
    network forms, and what to be careful with. Tables, record and figures go to results/. Runs are
    kept: asked again, extended by pairs or by an arm, only what is missing is run.
    """
    from analysis.ask import comparison as comparing
    from experiments.writing import refuse_taken
    from model.errors import raise_if

    raise_if(_clashes(context, base, asked.resume))
    common = asked.common
    refuse_taken(asked.out)
    screen.say_if_compiling()
    if asked.resume is not None or base is None:
        done = comparing.resume(asked.resume or "", jobs=asked.jobs, store=asked.store)
    else:
        done = comparing.compare(
            base,
            *(others or []),
            pairs=pairs,
            precision=precision,
            outcome=outcome,
            jobs=asked.jobs,
            creaming=creaming,
            checks=checks,
            uncertainty=None if uncertainty is None else uncertainty.value,
            store=asked.store,
            **common,
        )
    if asked.json:
        screen.write_json(done.as_json())
    else:
        _show(done, everything=asked.everything, why=why, technical=technical)
    _remark(done)
    # The answer is there; tables and figures take longer to write than runs to be found again.
    folder = comparing.written(done, asked.out, asked.store)
    screen.ended(folder, len(done.failures))


def _remark(done: "Comparison") -> None:
    """What is to be said about the arrangements themselves."""
    from model.scenario import remarks

    for text in dict.fromkeys(
        t for arm in done.plan.arms for t in remarks(arm.scenario, done.plan.months)
    ):
        screen.remark(text)


def _clashes(context: typer.Context, base: str | None, resume: str | None) -> list["Fault"]:
    """Nothing to compare, or what is given beside --resume and would go unheard."""
    from model.errors import Fault

    if (base is None) == (resume is None):
        wrong = (
            Message("nothing to compare")
            if base is None
            else Message("is given together with --resume")
        )
        return [Fault(COMMAND_LINE, "BASE", wrong, Message("BASE OTHER…, or --resume RESULT"))]
    if resume is None:
        return []
    given = [
        f"--{'set' if name == 'settings' else name}"
        for name in context.params
        if name not in (*WITH_RESUME, "base", "others")
        and getattr(context.get_parameter_source(name), "name", "") == "COMMANDLINE"
    ]
    problem = Message("was settled when the interrupted comparison began")
    return [
        Fault(
            COMMAND_LINE, name, problem, Message("--jobs, --out, --store and --json with --resume")
        )
        for name in given
    ]


def _show(done: "Comparison", *, everything: bool, why: bool, technical: bool) -> None:
    """The short answer, and what more was asked for."""
    from analysis.findings.answer import answer
    from analysis.findings.technical import technical as with_what
    from analysis.findings.verdict import verdict
    from analysis.tables.comparison import all_lines
    from analysis.tables.short_answer import short_answer

    found = answer(done)
    for line in short_answer(found):
        screen.write(line)
    if everything:
        screen.write()
        for line in all_lines(found):
            screen.write(line)
    if why:
        screen.write()
        screen.wrapped(verdict(done))
    if technical:
        screen.write()
        screen.wrapped(with_what(found))
