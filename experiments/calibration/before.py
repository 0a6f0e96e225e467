"""Before a fit: what it will cost, and which of its parameters no pattern can inform.

The repeats of the shipped values, which the fit needs anyway, and one run a parameter at the
farther end of its range are done and kept. How long they took tells how long the rest will take;
a parameter that moves no pattern noticeably even there will come out as it went in.
"""

import math
import time
from dataclasses import dataclass
from pathlib import Path

from experiments.calibration import screening
from experiments.calibration.calibrate import Order, prepared, spaces
from experiments.calibration.fit import Fitting, joined
from experiments.calibration.points import History
from experiments.calibration.screening import NOTICEABLE
from experiments.calibration.status_quo import Simulator
from experiments.progress import Progress
from experiments.writing import plain_words
from model.words import Message

STAGE = "informs"
_SEEDS = 90  # number of the stage, far from those of waves


@dataclass(frozen=True)
class Before:
    """What is ahead of a fit.

    runs: of the whole, at most; left: of these; seconds: for them, the machine as busy as now (NaN
    if nothing had to be run to tell); disk: bytes of their history; uninformed: parameters to be
    fitted that move no pattern.
    """

    runs: int
    left: int
    seconds: float
    disk: int
    uninformed: tuple[str, ...]

    def lines(self) -> list[Message]:
        """What to say before the fit begins."""
        cost = Message(
            "The fit takes at most {runs} runs; {left} are left{span}, and {size} MB. Stopped, it "
            "goes on when called again.",
            runs=self.runs,
            left=self.left,
            span=_span(self.seconds),
            size=max(1, round(self.disk / 1e6)),
        )
        idle = [
            Message(
                "No fitted pattern tells anything about {name}: its posterior will be its range. "
                'Give a pattern that it moves, or mark it "assumed".',
                name=name,
            )
            for name in self.uninformed
        ]
        return [cost, *idle]


def before(
    asked: Order,
    *,
    results: Path = Path("results"),
    jobs: int | None = None,
    quiet: bool = False,
    simulator: Simulator | None = None,
) -> Before:
    """Do the first runs of a fit and say what is ahead; arguments as `calibrate`.

    Raises:
        InputError: nothing is to be fitted. InterruptedRun: Ctrl-C. SozialraumError: runs failed.
    """
    calibrated, assumed = spaces(asked)
    folder, settings = asked.folder(results), asked.settings
    fitted = joined(calibrated, assumed) if settings.along else calibrated
    with plain_words(folder):
        folder.mkdir(parents=True, exist_ok=True)
    if simulator is None:
        simulator = prepared(asked, quiet)
    history = History(folder)
    known, began = len(history.finished), time.monotonic()
    with Progress(Message("runs"), settings.repeats + len(fitted), silent=quiet) as progress:
        fitting = Fitting(simulator, asked.targets, history, settings, jobs, progress)
        base = fitting.chance(calibrated)
        ends = screening.screening_points(fitted, fitting.seeds(_SEEDS, len(fitted)), STAGE)
        moved = screening.screened(fitting.run(ends), base, asked.targets, len(fitted))
    taken, done = time.monotonic() - began, len(history.finished)
    most = asked.runs(len(assumed))
    left = max(0, most - (done - len(ends)))
    size = history.path.stat().st_size / done if history.path is not None and done else 0.0
    return Before(
        runs=most,
        left=left,
        seconds=taken / (done - known) * left if done > known else math.nan,
        disk=math.ceil(size * left),
        uninformed=tuple(sorted(one.name for one in moved if one.effect < NOTICEABLE)),
    )


def _span(seconds: float) -> str:
    minutes = seconds / 60.0
    if math.isnan(minutes):
        return ""
    if minutes > 90.0:
        hours = f"{minutes / 60.0:.1f}"
        return Message(", about {hours} hours with the machine as busy as now", hours=hours)
    rounded = max(1, round(minutes))
    return Message(", about {minutes} minutes with the machine as busy as now", minutes=rounded)
