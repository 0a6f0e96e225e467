"""Does a posterior still belong to the code? Its draws tell: each has a run with a seed of its own.

The code of the model may have become faster or clearer without giving other numbers. If some
draws, run again, give exactly the measures that were stored with them, the posterior is as good as
new, and its record says so. If they differ by no more than rounding does, all draws are run again
and their measures replaced: the weights need not change. If parameters or files of the place have
changed, every draw is run, and none may move: what changed acts in other arrangements only.
Everything else has to be fitted anew.
"""

from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import numpy as np

from experiments.calibration.points import History, Point, run_points
from experiments.calibration.posterior import Posterior, load_posterior, made_with, write_posterior
from experiments.calibration.sampling import systematic
from experiments.calibration.status_quo import Simulator, StatusQuo
from experiments.progress import Progress
from experiments.record import timestamp
from experiments.study.starts import shipped_world
from model.errors import InputError, SozialraumError
from model.scenario import resolve
from model.words import Message

DRAWS = 40  # a fault may need a combination of parameters that few draws have
CLOSE = 1e-9  # sums may be added in another order
SLIGHT = 0.01  # of a measure's spread among draws: far less than weights can tell


class Confirmed(NamedTuple):
    """How many draws were run again, and how far a measure moved at most, in spreads of draws."""

    draws: int
    moved: float


def confirm(
    place: str | Path,
    *,
    jobs: int | None = None,
    quiet: bool = False,
    simulator: Simulator | None = None,
) -> Confirmed:
    """Run draws of a place's posterior again; if all come out the same, renew its record.

    simulator: instead of the model, for tests.

    Raises:
        InputError: no posterior, or one without seeds.
        SozialraumError: a draw came out otherwise; the record stays as it is.
    """
    shipped = shipped_world(resolve("status-quo", place=place).place_folder)
    posterior = load_posterior(shipped.place_folder)
    if posterior is None or not len(posterior.seeds):
        problem = Message("has no posterior with the seeds of its runs")
        raise InputError.of(shipped.place, "", problem, Message("`sozialraum calibrate` makes one"))
    moved_on = posterior.record.get("world") != shipped.world_hash
    settings = posterior.record["settings"]
    if simulator is None:
        simulator = StatusQuo(shipped.place_folder, settings["months"], settings["resettling"])
        simulator.prepare()
    every = np.arange(len(posterior.weights))
    some = every if moved_on else np.unique(systematic(posterior.weights, DRAWS, 0.5))
    found = run_again(posterior, some, simulator, jobs, quiet)
    moved = _largest_shift(posterior, some, found)
    if moved > 0.0 and moved_on:
        raise SozialraumError(
            Message(
                "Parameters or files of the place have changed since the posterior was fitted, and "
                "its draws come out otherwise: it has to be fitted anew (`sozialraum calibrate`)."
            )
        )
    if moved > 0.0:
        some = every
        found = run_again(posterior, some, simulator, jobs, quiet)
        moved = _largest_shift(posterior, some, found)
        posterior = replace(posterior, measures=found)
    since_fit = moved + float(posterior.record.get("moved", 0.0))
    noted = {**made_with(shipped), "confirmed": timestamp(), "moved": since_fit}
    renewed = replace(posterior, record={**posterior.record, **noted})
    write_posterior(shipped.place_folder, renewed)
    return Confirmed(len(some), moved)


def run_again(
    posterior: Posterior, rows: np.ndarray, simulator: Simulator, jobs: int | None, quiet: bool
) -> dict[str, np.ndarray]:
    """Measures of draws that are run again with the seeds they had, by name."""
    points = [
        Point("confirm", int(row), int(posterior.seeds[row]), posterior.named(row)) for row in rows
    ]
    with Progress(Message("runs"), len(points), silent=quiet) as progress:
        found = run_points(simulator, points, History(None), jobs=jobs, progress=progress)
    measured = {one.point.number: dict(one.measures) for one in found}
    return {
        name: np.array([measured.get(int(row), {}).get(name, np.nan) for row in rows])
        for name in posterior.measures
    }


def _largest_shift(posterior: Posterior, rows: np.ndarray, found: dict[str, np.ndarray]) -> float:
    """How far a measure moved at most, in spreads among draws; 0 if all came out the same.

    Raises SozialraumError if one moved by more than `SLIGHT`, together with earlier moves since the
    fit: the weights are as old as that.
    """
    largest, left = 0.0, SLIGHT - float(posterior.record.get("moved", 0.0))
    for name, now in found.items():
        stored = posterior.measures[name]
        same = np.isclose(stored[rows], now, rtol=CLOSE, atol=CLOSE)
        shift = np.where(same, 0.0, np.abs(now - stored[rows]) / max(float(stored.std()), CLOSE))
        worst = int(np.argmax(np.nan_to_num(shift, nan=np.inf)))
        if not (shift[worst] == 0.0 or shift[worst] <= left):
            raise SozialraumError(
                Message(
                    "Draw {rows} came out otherwise under the code of today: {name} is {now:.6g}, "
                    "it was {stored:.6g}. The posterior has to be fitted anew (`sozialraum "
                    "calibrate`).",
                    rows=rows[worst],
                    name=name,
                    now=now[worst],
                    stored=stored[rows][worst],
                )
            )
        largest = max(largest, float(shift[worst]))
    return largest
