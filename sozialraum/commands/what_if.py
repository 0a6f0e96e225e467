"""`sozialraum what-if`: the page's what-if on the command line, with the same numbers."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from model.words import Message, Texts
from sozialraum import screen
from sozialraum.options import Json, Language, Months, Place, Seed, Settings, Store, Tongue

if TYPE_CHECKING:
    from analysis.requests.what_if import WhatIf

STEPS = Texts({"estimate": "estimate", "run": "one run"}, context="first answer")
EXAMPLES = """\b
Examples:
  sozialraum what-if production-network --set levers.coordination_limit=0.03
  sozialraum what-if production-network --set levers.handover=0.5 --save mine.toml
  sozialraum what-if production-network --check 20
"""


def what_if(
    preset: Annotated[str, typer.Argument(metavar="PRESET", help="Arrangement to start from.")],
    settings: Settings = None,
    base: Annotated[str, typer.Option(help="Arrangement to compare with.")] = "siloed",
    place: Place = None,
    months: Months = 96,
    draws: Annotated[int, typer.Option(min=1, max=200, help="Sets of assumptions.")] = 24,
    seed: Seed = 1,
    save: Annotated[
        Path | None, typer.Option(help="Write the scenario file there, and run nothing.")
    ] = None,
    check: Annotated[
        int, typer.Option(min=0, help="Random what-ifs: first answer beside the final one.")
    ] = 0,
    language: Language = Tongue.GERMAN,
    json: Json = False,
    store: Store = None,
) -> None:
    """Move decisions of an arrangement and see what follows: what the page does, with its numbers.

    Levers are set with --set. What was run for the page is found again here, and the other way
    round. --check measures whether first answers hold.
    """
    from analysis.requests.what_if import WhatIf
    from experiments.writing import refuse_taken, write_bytes

    levers = tuple(sorted(_levers(preset, place, settings or []).items()))
    one = WhatIf(preset, base, levers, None if place is None else _located(place), months, seed)
    if save is not None:
        refuse_taken(save)
        write_bytes(save, one.toml().encode())
        screen.remark(Message("written to {path}", path=screen.shown_path(save)))
        return
    screen.say_if_compiling()
    if check:
        _check(one, check, draws, language.value, store)
        return
    _answer(one, draws, language.value, store, json=json)


def _answer(one: "WhatIf", draws: int, language: Any, store: Path | None, *, json: bool) -> None:
    from analysis.ask.what_if import FOLDER, compared, tell
    from analysis.ask.what_if_layout import Asked, Role, laid_out
    from analysis.findings.answer import answer
    from analysis.tables.short_answer import short_answer
    from experiments.progress import Progress
    from experiments.store.batches import default_store

    roles: tuple[Role, ...] = ("preset", "mine", "rival")
    folder = ((store or default_store()) / FOLDER).resolve()
    layout = laid_out(Asked(one, drawn=True, pairs=2 * draws), folder)
    with Progress(Message("pairs"), layout.pairs, silent=json) as progress:
        for pair in range(layout.pairs):
            tell(layout, pair, roles)
            progress.advance()
    done = compared(layout, range(layout.pairs), roles)
    if json:
        screen.write_json(done.as_json())
        return
    for line in short_answer(answer(done, language)):
        screen.write(line)


def _check(one: "WhatIf", count: int, draws: int, language: Any, store: Path | None) -> None:
    from analysis.ask.what_if import FOLDER
    from analysis.ask.what_if_check import ENDS, MEANS, check, tallied
    from experiments.progress import Progress
    from experiments.store.batches import default_store
    from sozialraum.page.decisions import DECISIONS
    from sozialraum.page.words import PAGE

    folder = ((store or default_store()) / FOLDER).resolve()
    names = [decision.lever for decision in DECISIONS]
    with Progress(Message("what-ifs"), count) as progress:
        found = check(one, names, count, 2 * draws, folder, progress.advance)
    tallies = tallied(found)
    for one_goal in tallies:
        screen.write(
            Message(
                "{goal} ({step}): {count} first answers. Mean within the stated error: {means} "
                "(at least {least} needed); both ends of the range within what matters: {ends} "
                "(at least {fewest} needed); reversed verdicts: {reverse} (none allowed).",
                goal=PAGE.say(language, one_goal.goal),
                step=STEPS.say(language, one_goal.step),
                count=one_goal.count,
                means=one_goal.means,
                least=f"{MEANS:.0%}",
                ends=one_goal.ends,
                fewest=f"{ENDS:.0%}",
                reverse=one_goal.reversed,
            )
        )
    if not all(one_goal.holds for one_goal in tallies):
        screen.remark(Message("First answers are less sure than they say."))
        raise typer.Exit(code=1)


def _levers(preset: str, place: str | None, settings: list[str]) -> dict[str, float]:
    """Levers that are set; anything else is a fault.

    Raises:
        InputError: every fault.
    """
    from analysis.requests.what_if import shown_levers
    from model.errors import Fault, raise_if
    from model.scenario import parse_changes, resolve
    from model.scenario.resolve import change_settings

    changes = parse_changes(settings)
    scenario = resolve(preset, place, changes)
    others = [name for name in changes if not name.startswith("levers.")]
    allowed = Message("a lever, such as levers.handover=0.5; others: sozialraum compare --set")
    raise_if(Fault("--set", name, Message("is no lever"), allowed) for name in others)
    given = change_settings(changes, [])
    now = shown_levers(resolve(preset, place))
    found = {n.partition(".")[2]: scenario.forms[0].levers[n.partition(".")[2]] for n in given}
    return {name: value for name, value in found.items() if value != now[name]}


def _located(place: str) -> str:
    return str(Path(place).resolve()) if "/" in place or "\\" in place else place
