"""`sozialraum study`: batches of runs from a study file, on one machine or a cluster."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from model.errors import COMMAND_LINE, listed
from model.words import Message
from sozialraum import screen
from sozialraum.commands import study_texts as texts
from sozialraum.options import Jobs, Json, Store

if TYPE_CHECKING:
    from experiments.study.definition import Study
    from experiments.study.frames import Results
    from experiments.study.running import Means

EXAMPLES = """\b
Examples:
  sozialraum study forecast levers-of-cooperation
  sozialraum study run levers-of-cooperation --jobs 4
  sozialraum study status levers-of-cooperation
  sozialraum study resume levers-of-cooperation
  sozialraum study extend levers-of-cooperation --pairs 40
  sozialraum study run my-study.toml --executor dask --scheduler tcp://10.0.0.5:8786
"""

app = typer.Typer(
    help="Batches of runs: scenarios × design points × pairs, from a study file.",
    no_args_is_help=True,
    epilog=EXAMPLES,
)
# What leads from a study to its results stays in the order in which it is used.
File = Annotated[
    str, typer.Argument(metavar="STUDY", help="Study file, or the name of a shipped study.")
]
Begun = Annotated[str, typer.Argument(metavar="STUDY", help="Name or file of a study.")]
Executor = Annotated[str, typer.Option(help="local: processes of this machine; dask: a cluster.")]
Scheduler = Annotated[
    str | None, typer.Option(help="Address of the Dask scheduler, e.g. tcp://10.0.0.5:8786.")
]
Hours = Annotated[float | None, typer.Option(help="Stop after so many hours; resume goes on.")]
Again = Annotated[bool, typer.Option("--again", help="Try again every run that has failed.")]


@app.command(epilog=EXAMPLES)
def run(
    study: File,
    executor: Executor = "local",
    scheduler: Scheduler = None,
    jobs: Jobs = None,
    hours: Hours = None,
    anew: Annotated[
        bool, typer.Option("--anew", help="Begin anew under this name, with this definition.")
    ] = False,
    store: Store = None,
    json: Json = False,
) -> None:
    """Run a study.

    What the store holds already, from this study or another, is not run again. Failed runs are
    rows with stage and message and end nothing; the exit status is then 1.
    """
    from analysis.ask.studies import load_study
    from analysis.measures.run_tables import keeper
    from experiments.store.batches import default_store
    from experiments.study.extending import refuse_other

    loaded = load_study(study)
    if not anew:
        refuse_other(store or default_store(), loaded, keeper())
    _say_remarks(loaded)
    _carry_out(loaded, _means(store, executor, scheduler, jobs, hours, json=json), json=json)


@app.command(epilog=EXAMPLES)
def resume(
    study: Begun,
    executor: Executor = "local",
    scheduler: Scheduler = None,
    jobs: Jobs = None,
    hours: Hours = None,
    again: Again = False,
    store: Store = None,
    json: Json = False,
) -> None:
    """Go on with a study: only what is missing is run.

    Runs that failed for a reason outside the model (memory, a process that ended) are tried again;
    --again tries the others too.
    """
    from analysis.measures.run_tables import keeper
    from experiments.store.batches import default_store
    from experiments.study.extending import begun_before

    begun = begun_before(store or default_store(), study, keeper())
    means = _means(store, executor, scheduler, jobs, hours, json=json, again=again)
    _carry_out(begun.study, means, json=json)


@app.command(epilog=EXAMPLES)
def extend(
    study: Begun,
    pairs: Annotated[int | None, typer.Option(min=1, help="Pairs per point from now on.")] = None,
    points: Annotated[
        int | None, typer.Option(min=1, help="Points of a Sobol' design from now on.")
    ] = None,
    outcome: Annotated[
        list[str] | None, typer.Option(help="One more outcome (all: every one). May be repeated.")
    ] = None,
    every: Annotated[
        str | None, typer.Option(help="Keep runs yearly or monthly (does runs again).")
    ] = None,
    executor: Executor = "local",
    scheduler: Scheduler = None,
    jobs: Jobs = None,
    hours: Hours = None,
    store: Store = None,
    json: Json = False,
) -> None:
    """Enlarge a study: more pairs, points, outcomes or arms.

    With a study FILE that was edited since, the study becomes what the file says now, if that only
    adds. Nothing that was run is run again; the result is that of one larger study.
    """
    from analysis.measures.run_tables import keeper
    from experiments.store.batches import default_store
    from experiments.store.keys import EVERY
    from experiments.study.extending import begun_before, extended
    from experiments.study.load import find_study
    from model.errors import InputError, nearest

    if every is not None and every not in EVERY:
        allowed, near = listed(EVERY), nearest(every, EVERY)
        raise InputError.of(
            COMMAND_LINE, "--every", Message("is {every!r}", every=every), allowed, near
        )
    begun = begun_before(store or default_store(), study, keeper())
    file = find_study(study)
    single = pairs is not None or points is not None or outcome or every is not None
    larger = extended(
        begun.study,
        keeper(),
        reference=str(file) if file is not None and not single else None,
        pairs=pairs,
        points=points,
        outcomes=tuple(outcome or ()),
        every=every,
    )
    _carry_out(larger, _means(store, executor, scheduler, jobs, hours, json=json), json=json)


@app.command(epilog=EXAMPLES)
def forecast(
    study: File,
    jobs: Jobs = None,
    store: Store = None,
    json: Json = False,
) -> None:
    """Say what a study will cost, before it runs.

    Does a short probe of at most three points and three pairs; its runs belong to the study and
    stay in the store. Says time, memory, disk, and the best split between points and pairs.
    """
    from analysis.ask.studies import load_study
    from analysis.measures.run_tables import keeper
    from experiments.store.batches import default_store
    from experiments.study.extending import refuse_other
    from experiments.study.forecast import forecast as foretell

    loaded = load_study(study)
    refuse_other(store or default_store(), loaded, keeper())
    screen.say_if_compiling()
    found = foretell(loaded, keeper(), _means(store, "local", None, jobs, None, json=json))
    if json:
        screen.write_json(texts.forecast_as_json(found))
    else:
        screen.wrapped(texts.forecast_lines(found, loaded))


@app.command(epilog=EXAMPLES)
def status(study: Begun, store: Store = None, json: Json = False) -> None:
    """Say how far a study is: done, running, failed, missing; with the reasons of failures."""
    from analysis.ask.studies import remembered

    results = remembered(study, store)
    _show_status(results, json=json)


@app.command(epilog=EXAMPLES)
def show(study: File, store: Store = None, json: Json = False) -> None:
    """Show what a study is (arms, factors, points, outcomes) and what it has found so far."""
    from analysis.ask.studies import load_study, remembered
    from experiments.store.batches import default_store
    from experiments.study.finding import study_named
    from experiments.study.kept import recall

    folder = store or default_store()
    begun = recall(folder, study_named(study, folder))
    results = remembered(study, store) if begun is not None else None
    definition = results.study if results is not None else load_study(study)
    if json:
        screen.write_json(texts.study_as_json(definition))
        return
    screen.wrapped(texts.study_lines(definition))
    _say_remarks(definition)
    if definition.factors:
        heads, rows = texts.factor_rows(definition)
        screen.table(heads, rows, numeric=[1, 2, 4])
    if results is not None:
        heads, rows = texts.difference_table(results)
        screen.table(heads, rows, title="paired differences so far", numeric=[3, 4, 5, 6])


def _means(
    store: Path | None,
    executor: str,
    scheduler: str | None,
    jobs: int | None,
    hours: float | None,
    *,
    json: bool,
    again: bool = False,
) -> "Means":
    from experiments.study.running import Means

    return Means(
        store=store,
        executor=executor,
        jobs=jobs,
        scheduler=scheduler,
        again=again,
        hours=hours,
        quiet=json,
        say=screen.remark,
    )


def _say_remarks(study: "Study") -> None:
    """What the study should not be read without: forms that never begin, borrowed numbers."""
    from experiments.study.resolving import resolve_arm
    from model.scenario import remarks

    for arm in study.arms:
        scenario = resolve_arm(arm, study.place, study.settings_of(0, arm), study.source)
        for text in remarks(scenario, study.months):
            screen.remark(text)


def _carry_out(study: "Study", means: "Means", *, json: bool) -> None:
    from analysis.ask.studies import run_study

    screen.say_if_compiling()
    results = run_study(study, means)
    _show_status(results, json=json, fail=True)


def _show_status(results: "Results", *, json: bool, fail: bool = False) -> None:
    from experiments.study.status import status_of

    found = status_of(results)
    if json:
        screen.write_json(texts.status_as_json(found, results.content()))
    else:
        screen.wrapped(texts.status_lines(found))
        for line in texts.failure_lines(found):
            screen.write(line)
    if fail and not found.complete:
        raise typer.Exit(code=1)
