"""Running a study: what is missing is run, stored, and asked for again until nothing is missing."""

import shlex
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from experiments.executors import InterruptedRun, LostScheduler
from experiments.progress import Progress
from experiments.store.batches import default_store
from experiments.store.code import code_version
from experiments.store.index import Held, checked, held_runs
from experiments.store.writer import Writer
from experiments.study.blocks import Cell, Pace
from experiments.study.definition import Study
from experiments.study.dispatch import Dispatch, Tally, TimeIsUp
from experiments.study.frames import Results
from experiments.study.keeper import Keeper
from experiments.study.kept import (
    STUDY_FILE,
    Begun,
    SignOfLife,
    recall,
    remember,
    running,
    study_folder,
)
from experiments.study.planning import missing_cells
from experiments.study.resolving import Identities, Scenarios, identities
from experiments.study.workers import Workers, faults_of
from model.errors import COMMAND_LINE, InputError, OutputError, SozialraumError, raise_if
from model.words import Message, joined

SECONDS_AN_HOUR = 3600.0

type Say = Callable[[str], None]


@dataclass(frozen=True)
class Means:
    """With what a study is run; none of it changes a result.

    store: folder (None: results/store or $SOZIALRAUM_STORE); executor: "local" or "dask"; jobs:
    processes of this machine (None: all cores); scheduler: address of the Dask scheduler; again:
    try again what has failed; hours: stop after so many; quiet: no progress; say: remarks.
    """

    store: Path | None = None
    executor: str = "local"
    jobs: int | None = None
    scheduler: str | None = None
    again: bool = False
    hours: float | None = None
    quiet: bool = False
    say: Say = lambda text: None

    @property
    def folder(self) -> Path:
        """The store."""
        return self.store or default_store()


def run_study(study: Study, keeper: Keeper, means: Means | None = None) -> Results:
    """Run what is missing of a study, whatever was run before, here or in other studies.

    Raises:
        InputError: scenarios or options that cannot be used.
        OutputError: the store cannot be written; what is finished is kept.
        InterruptedRun: Ctrl-C; what is finished is kept.
        SozialraumError: scheduler out of reach, workers with another code version, time over.
    """
    return Runner(study, keeper, means or Means()).run()


class Runner:
    """One call of `run_study`; afterwards `tally` says what was done."""

    def __init__(self, study: Study, keeper: Keeper, means: Means) -> None:
        raise_if(faults_of(means.executor, means.jobs, means.scheduler))
        if means.hours is not None and not means.hours > 0.0:
            problem = Message("is {hours}", hours=means.hours)
            raise InputError.of(COMMAND_LINE, "--hours", problem, Message("above 0"))
        self.study, self.keeper, self.means = study, keeper, means
        self.store = means.folder
        self.code = code_version(keeper.definition)
        self.scenarios = Scenarios(study)
        self.identities: Identities = ()
        self.held: dict[str, Held] = {}
        self.tally = Tally()
        self.pace = Pace()
        self.writer: Writer | None = None

    def prepare(self) -> None:
        """Resolve all points, remember the study, see what is in the store."""
        self.identities = self._identities()
        self.held = held_runs(checked(self.store, self.code, self.means.say))

    def missing(self) -> list[Cell]:
        """What must be run now."""
        counts = self.results().counts
        again = self.means.again and not self.tally.finished
        return missing_cells(self.study, self.identities, self.code, counts, self.held, again=again)

    def results(self) -> Results:
        """The results that are in the store now."""
        return Results(self.study, self.store, self.code, self.identities, self.keeper)

    def run(self) -> Results:
        """Do all that is missing."""
        self.prepare()
        cells = self.missing()
        if cells:
            self.carry_out(cells)
        elif recall(self.store, self.study.name) is None:
            # Others have made all of its runs: it is found by its name all the same.
            with suppress(OutputError):
                remember(self.store, Begun(self.study, self.code, self.identities))
        return self.results()

    def carry_out(self, cells: list[Cell], *, once: bool = False) -> None:
        """Do these cells, and what the stopping rule asks for afterwards unless `once`."""
        means = self.means
        self.writer = Writer(self.store, self.code)
        begun = Begun(self.study, self.code, self.identities)
        remember(self.store, begun)
        for other in running(self.store, self.study.name, clear=True):
            means.say(
                Message(
                    "{study} is being run by process {process} on {host} too: nothing is harmed, "
                    "but some runs will be done twice.",
                    study=self.study.name,
                    process=other["process"],
                    host=other["host"],
                )
            )
        sign = SignOfLife(self.store, self.study.name)
        workers = Workers(means.executor, means.jobs, means.scheduler, self.keeper.definition)
        wanted = sum(len(cell.runs) for cell in cells)
        workers.open(wanted)
        at_once = True
        try:
            with Progress(Message("runs"), 0, silent=means.quiet) as progress:
                dispatch = self._dispatch(workers, progress, sign)
                while cells:
                    wanted = progress.total = progress.done + sum(len(c.runs) for c in cells)
                    dispatch.do(cells)
                    self.writer.write()
                    self.writer.refuse_if_gone()
                    remember(self.store, begun)  # if somebody has removed it meanwhile
                    cells = [] if once else self.missing()
            at_once = False
        except KeyboardInterrupt:
            self._rescue()
            finished = self.tally.finished
            raise InterruptedRun(finished, wanted, self._how_to_go_on()) from None
        except TimeIsUp:
            self._rescue()
            how = {"hours": means.hours, "how_to_go_on": self._how_to_go_on()}
            raise TimeIsUp(Message("The {hours:g} hours are over. {how_to_go_on}", **how)) from None
        except OutputError as error:
            raise OutputError(joined([error.args[0], self._how_to_go_on()])) from error
        except SozialraumError as error:
            self._rescue()
            # An end in the middle; the others tell a mistake.
            if type(error) in (SozialraumError, LostScheduler):
                raise SozialraumError(joined([error.args[0], self._how_to_go_on()])) from error
            raise
        finally:
            sign.gone()
            with suppress(OSError):
                workers.close(at_once=at_once)

    def _dispatch(self, workers: Workers, progress: Progress, sign: SignOfLife) -> Dispatch:
        assert self.writer is not None
        hours = self.means.hours
        return Dispatch(
            self.study,
            self.identities,
            self.scenarios,
            self.keeper,
            self.code,
            self.writer,
            workers,
            self.held,
            progress,
            sign,
            until=None if hours is None else time.monotonic() + hours * SECONDS_AN_HOUR,
            pace=self.pace,
            tally=self.tally,
        )

    def _rescue(self) -> None:
        """Write what has come in before the end."""
        if self.writer is not None:
            with suppress(OutputError):
                self.writer.write()

    def _how_to_go_on(self) -> Message:
        name = self.study.name
        command = self.study.asked.get("command")
        if (study_folder(self.store, name) / STUDY_FILE).is_file():
            how = f"{command} --resume {name}" if command else f"study resume {name}"
            return Message("What was written is kept; go on with: sozialraum {how}", how=how)
        # The store has gone.
        how = command or f"study run {shlex.quote(self.study.source)}"
        return Message("What is still in the store is kept; go on with: sozialraum {how}", how=how)

    def _identities(self) -> Identities:
        """Hashes of all scenarios; those remembered are taken if nothing has changed."""
        study = self.study
        began = recall(self.store, study.name)
        if began is not None and began.code == self.code and began.is_of(study):
            if not self.scenarios.changed(began.identities):
                return began.identities
            self.means.say(
                Message(
                    "Scenarios of {study} have changed since it began; runs of before stay in the "
                    "store, those of the changed scenarios are done now.",
                    study=study.name,
                )
            )
        points = len(study.points)
        with Progress(Message("points resolved"), points, silent=self.means.quiet) as progress:
            return identities(study, self.scenarios, progress.advance)


def results_of(study: Study, keeper: Keeper, store: Path | None = None) -> Results:
    """The results of a study that are in a store now; nothing is run.

    A study that was begun there keeps the code version it began with: an update of the program does
    not hide its results, and does not mix them with others.
    """
    folder = store or default_store()
    began = recall(folder, study.name)
    if began is not None and began.is_of(study):
        return Results(study, folder, began.code, began.identities, keeper)
    found = identities(study, Scenarios(study))
    return Results(study, folder, code_version(keeper.definition), found, keeper)
