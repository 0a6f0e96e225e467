"""The program `sozialraum`: its commands, and what happens when something goes wrong.

Exit status: 0 all went well, 1 an error that is reported, 2 a command that cannot be understood,
130 stopped by Ctrl-C.
"""

import errno
import os
import signal
import sys
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer
import typer.core
import typer.main
from typer.exceptions import TyperException

from model.words import Language, Message, heard, speak
from sozialraum.commands import (
    assumptions,
    audit,
    bench,
    calibrate,
    check,
    cite,
    compare,
    decide,
    decompose,
    design,
    export,
    frontier,
    listing,
    page,
    place,
    prepare,
    query,
    report,
    run,
    sensitivity,
    show,
    store,
    study,
    tipping,
    twin,
    validate,
    verify,
    watch,
    what_if,
    worth,
)
from sozialraum.language import asked_for
from sozialraum.screen import remark
from sozialraum.signals import STOPPED, answer_with
from sozialraum.spoken_help import in_words
from sozialraum.spoken_help import report as mistake_report

# Matrices here are small: several threads per product only wait for each other, which makes reading
# a place five times slower on a busy machine. NumPy looks at this when it is imported, so not yet.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

FAILED = 1
DEBUG = "--debug"

# Commands by what they are used for, as `--help` lists them.
USES: dict[Message, tuple[str, ...]] = {
    Message("Every day"): ("page", "list", "decide", "compare", "run", "watch", "report", "export"),
    Message("Look deeper"): (
        "what-if",
        "twin",
        "sensitivity",
        "tipping",
        "decompose",
        "worth",
        "frontier",
        "design",
    ),
    Message("What it rests on"): ("validate", "assumptions", "cite", "audit", "verify"),
    Message("Own scenarios and places"): ("check", "show", "place", "calibrate"),
    Message("Many runs"): ("study", "query", "store", "prepare", "bench"),
}
OTHER = Message("More")
LONGEST_HELP = 200  # letters of the first sentence of a command, which the list wraps


class ByUse(typer.core.TyperGroup):
    """Help that lists commands by what they are used for."""

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """The commands of each use, those that no use names at the end."""
        named = {name for names in USES.values() for name in names}
        rest = tuple(name for name in self.list_commands(ctx) if name not in named)
        for use, names in {**USES, OTHER: rest}.items():
            found = [(name, self.get_command(ctx, name)) for name in names]
            rows = [(name, one.get_short_help_str(LONGEST_HELP)) for name, one in found if one]
            if rows:
                with formatter.section(heard(use)):
                    formatter.write_dl(rows)


app = typer.Typer(
    name="sozialraum",
    cls=ByUse,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # plain help starts three times as fast
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("list", epilog=listing.EXAMPLES)(listing.list_known)
app.command(epilog=show.EXAMPLES)(show.show)
app.command(epilog=check.EXAMPLES)(check.check)
app.command(epilog=run.EXAMPLES)(run.run)
app.command(epilog=decide.EXAMPLES)(decide.decide)
app.command(epilog=compare.EXAMPLES)(compare.compare)
app.command(epilog=report.EXAMPLES)(report.report)
app.command(epilog=twin.EXAMPLES)(twin.twin)
app.command(epilog=verify.EXAMPLES)(verify.verify)
app.command(epilog=page.EXAMPLES)(page.page)
app.command(epilog=watch.EXAMPLES)(watch.watch)
app.command("what-if", epilog=what_if.EXAMPLES)(what_if.what_if)
app.command(epilog=sensitivity.EXAMPLES)(sensitivity.sensitivity)
app.command(epilog=tipping.EXAMPLES)(tipping.tipping)
app.command(epilog=decompose.EXAMPLES)(decompose.decompose)
app.command(epilog=worth.EXAMPLES)(worth.worth)
app.command(epilog=frontier.EXAMPLES)(frontier.frontier)
app.command(epilog=design.EXAMPLES)(design.design)
app.command(epilog=calibrate.EXAMPLES)(calibrate.calibrate)
app.command(epilog=validate.EXAMPLES)(validate.validate)
app.command(epilog=prepare.EXAMPLES)(prepare.prepare)
app.command(epilog=audit.EXAMPLES)(audit.audit)
app.command(epilog=bench.EXAMPLES)(bench.bench)
app.command(epilog=assumptions.EXAMPLES)(assumptions.assumptions)
app.command(epilog=cite.EXAMPLES)(cite.cite)
app.add_typer(study.app, name="study")
app.command(epilog=query.EXAMPLES)(query.query)
app.command(epilog=export.EXAMPLES)(export.export)
app.add_typer(store.app, name="store")
app.add_typer(place.app, name="place")


def _version(asked: bool) -> None:
    if asked:
        from experiments.record import package_version

        typer.echo(f"sozialraum {package_version()}")
        raise typer.Exit


EXAMPLE = """\b
Example:
  sozialraum compare siloed case-management-only production-network
"""


@app.callback(epilog=EXAMPLE)
def _front(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help="Print the version."),
    ] = False,
    debug: Annotated[
        bool, typer.Option(DEBUG, help="After an unexpected error, print its traceback.")
    ] = False,
) -> None:
    """Compare arrangements of cooperation around a Jobcenter: what changes for whom?"""


def program(language: Language) -> Any:
    """The command line, its help in a language."""
    return in_words(typer.main.get_command(app), language)


def main(arguments: list[str] | None = None) -> None:
    """Run the program. Errors are reported in plain words; the exit status says how it ended."""
    given = sys.argv[1:] if arguments is None else arguments
    debug = DEBUG in given
    language = asked_for(given)
    speak(language)
    _open_if_closed()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a terminal that lacks a sign shows another
    answer_with(signal.default_int_handler)
    words = [word for word in given if word != DEBUG]
    try:
        code = program(language).main(args=words, prog_name="sozialraum", standalone_mode=False)
        sys.exit(code if isinstance(code, int) else 0)
    except TyperException as error:
        remark(mistake_report(error, language))
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        answer_with(signal.SIG_IGN)  # asked once is enough: the end itself is not disturbed
        remark(Message("Stopped."))
        sys.exit(STOPPED)
    except BrokenPipeError:
        # The reader has gone (`… | head`). Nothing more can be written, not even at exit.
        sys.stdout = None
        sys.exit(FAILED)
    except OSError as error:
        if error.filename is None and error.errno in (errno.ENOSPC, errno.EDQUOT):
            # The output goes to a file (`… > file`), and that disk is full.
            sys.stdout = None
            remark(Message("Cannot write the output: the disk is full."))
            sys.exit(FAILED)
        _report_and_exit(error, given, debug=debug)
    except Exception as error:  # noqa: BLE001  (users get a report, never a traceback)
        _report_and_exit(error, given, debug=debug)


def _open_if_closed() -> None:
    """Output that was closed (`>&-`) goes nowhere, and not into the next file that is opened."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            nowhere = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115  (until the end)
            setattr(sys, name, nowhere)


def _report_and_exit(error: Exception, given: list[str], *, debug: bool) -> NoReturn:
    from sozialraum.failure import report

    sys.exit(report(error, given, debug=debug))
