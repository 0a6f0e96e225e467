"""`sozialraum decide`: what is to be decided, written down before anything is run."""

from pathlib import Path
from typing import Annotated

import typer

from model.errors import COMMAND_LINE
from model.words import Message
from sozialraum import screen
from sozialraum.options import Json, Language, Place, Store, Tongue

EXAMPLES = """\b
Examples:
  sozialraum decide siloed production-network --question "Do we build the network?" \\
      --outcome work --matters 2
  sozialraum decide siloed production-network
"""


def decide(
    base: Annotated[str, typer.Argument(metavar="BASE", help="Option the others are judged by.")],
    others: Annotated[list[str], typer.Argument(metavar="OTHER", help="One or more options.")],
    question: Annotated[
        str | None,
        typer.Option(help="What is to be decided. Left out: show what was written down."),
    ] = None,
    outcome: Annotated[
        str, typer.Option(help="work, participation, or an outcome (`sozialraum list outcomes`).")
    ] = "work",
    matters: Annotated[
        float | None,
        typer.Option(
            help="Smallest difference that matters, in its unit. Default: the goal's own."
        ),
    ] = None,
    place: Place = None,
    again: Annotated[
        bool, typer.Option("--again", help="Replace what was written down; its date stays known.")
    ] = False,
    language: Language = Tongue.GERMAN,
    store: Store = None,
    json: Json = False,
) -> None:
    """Write down what is to be decided, before running it.

    The question, the outcome to judge by and the smallest difference that matters are kept with
    their date; `compare` of the same options prints them with its answer, and says if they were
    written after the run.
    """
    from analysis.findings.decided import asked_in
    from analysis.measures.headlines import HEADLINES_OF
    from analysis.measures.outcomes import OUTCOME
    from analysis.requests.decision import decide as write
    from analysis.requests.decision import decided
    from experiments.store.batches import default_store
    from model.errors import InputError

    folder = Path(store or default_store())
    if question is None:
        found = decided(base, others, place, folder)
        if found is None:
            problem = Message("nothing was written down for these options")
            raise InputError.of(COMMAND_LINE, "decide", problem, Message("--question"))
    else:
        goal = HEADLINES_OF.get(outcome) or OUTCOME.get(outcome)
        found = write(
            base,
            others,
            question=question,
            outcome=outcome,
            matters=(goal.matters if goal else 1.0) if matters is None else matters,
            store=folder,
            place=place,
            again=again,
        )
    if json:
        screen.write_json(found.as_json())
    else:
        screen.wrapped([asked_in(found, language.value)], mark="")
