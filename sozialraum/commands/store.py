"""`sozialraum store`: is every run as it was written, and what can go."""

from dataclasses import asdict
from typing import Annotated

import typer

from model.words import Message
from sozialraum import screen
from sozialraum.amounts import size
from sozialraum.options import Json, Store

EXAMPLES = """\b
Examples:
  sozialraum store verify
  sozialraum store gc
"""

app = typer.Typer(help="Look after the store of runs.", no_args_is_help=True, epilog=EXAMPLES)


@app.command(epilog=EXAMPLES)
def verify(
    store: Store = None,
    leave: Annotated[
        bool, typer.Option("--leave", help="Only report damaged files; move nothing.")
    ] = False,
    json: Json = False,
) -> None:
    """Compare every file with its checksum.

    What is damaged is named and set aside (damaged/ in the store); `sozialraum study resume` does
    its runs again. Exit status 1 if anything was damaged.
    """
    from experiments.progress import Progress
    from experiments.store import upkeep
    from experiments.store.batches import default_store

    folder = store or default_store()
    with Progress(
        Message("batches verified"), len(upkeep.all_batches(folder)), silent=json
    ) as progress:
        found = upkeep.verify(folder, move=not leave, tick=progress.advance)
    problems = [
        {"batch": str(batch), "problem": problem, "now": str(now or batch)}
        for batch, problem, now in found.problems
    ]
    if json:
        screen.write_json({"batches": found.batches, "runs": found.runs, "problems": problems})
    else:
        for one in problems:
            screen.remark(
                Message(
                    "Damaged: {batch}: {problem}. Now in {now}.",
                    batch=one["batch"],
                    problem=one["problem"],
                    now=one["now"],
                )
            )
        screen.write(
            Message(
                "{batches} batches with {runs} whole runs in {folder}; {count} damaged.",
                batches=found.batches,
                runs=found.runs,
                folder=folder,
                count=len(problems),
            )
        )
    if problems:
        raise typer.Exit(code=1)


@app.command(epilog=EXAMPLES)
def gc(
    store: Store = None,
    other_versions: Annotated[
        bool,
        typer.Option("--other-versions", help="Remove runs of all other code versions too."),
    ] = False,
    json: Json = False,
) -> None:
    """Remove leftovers and put small files together.

    Removes what processes that were killed left behind and what was set aside as damaged. Refused
    while a study is running.
    """
    from analysis.measures.run_tables import keeper
    from experiments.store import upkeep
    from experiments.store.batches import default_store
    from experiments.store.code import code_version
    from experiments.study.kept import begun_studies, running
    from model.errors import SozialraumError

    folder = store or default_store()
    for name in begun_studies(folder):
        for sign in running(folder, name):
            if sign["alive"]:
                raise SozialraumError(
                    Message(
                        "The study {name} is running (process {process} on {host}): clear the "
                        "store when it has ended.",
                        name=name,
                        process=sign["process"],
                        host=sign["host"],
                    )
                )
    mine = code_version(keeper().definition)
    done = upkeep.clear(folder, keep_code=mine if other_versions else None)
    if json:
        screen.write_json(asdict(done))
        return
    screen.write(
        Message(
            "Removed: {leftovers} leftovers, {damaged} damaged batches, {count} other code "
            "versions. Batches: {batches_before} before, {batches_after} now. Freed: {freed}.",
            leftovers=done.leftovers,
            damaged=done.damaged,
            count=len(done.other_versions),
            batches_before=done.batches_before,
            batches_after=done.batches_after,
            freed=size(done.freed),
        )
    )
