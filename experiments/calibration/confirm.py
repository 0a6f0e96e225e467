"""Does a posterior still belong to the code? Its draws tell: each has a run with a seed of its own.

The code of the model may have become faster or clearer without giving other numbers. If draws, run
again, give exactly the measures that were stored with them, the posterior is as good as new, and
its record says so. If not, it has to be fitted anew.
"""

from pathlib import Path

import numpy as np

from experiments.calibration.points import History, Point, run_points
from experiments.calibration.posterior import Posterior, load_posterior, made_with, write_posterior
from experiments.calibration.resettling import shipped_world
from experiments.calibration.sampling import systematic
from experiments.calibration.status_quo import Simulator, StatusQuo
from experiments.progress import Progress
from experiments.runner import timestamp
from model.errors import Fault, InputError, SozialraumError
from model.scenario import resolve

DRAWS = 6
CLOSE = 1e-9  # sums may be added in another order


def confirm(
    place: str | Path,
    *,
    jobs: int | None = None,
    quiet: bool = False,
    simulator: Simulator | None = None,
) -> int:
    """Run draws of a place's posterior again; if all come out the same, renew its record.

    simulator: instead of the model, for tests. Returns how many draws were run.

    Raises:
        InputError: no posterior, or one without seeds.
        SozialraumError: a draw came out otherwise; the record stays as it is.
    """
    shipped = shipped_world(resolve("status-quo", place=place).place_folder)
    posterior = load_posterior(shipped.place_folder)
    if posterior is None or not len(posterior.seeds):
        problem = "has no posterior with the seeds of its runs"
        raise InputError([Fault(shipped.place, "", problem, "`sozialraum calibrate` makes one")])
    if posterior.record.get("world") != shipped.world_hash:
        raise SozialraumError(
            "Parameters or files of the place have changed since the posterior was fitted: it has "
            "to be fitted anew (`sozialraum calibrate`)."
        )
    settings = posterior.record["settings"]
    if simulator is None:
        simulator = StatusQuo(shipped.place_folder, settings["months"], settings["resettling"])
        simulator.prepare()
    rows = systematic(posterior.weights, DRAWS, 0.5)
    points = [
        Point(
            "confirm",
            int(row),
            int(posterior.seeds[row]),
            dict(zip(posterior.names, posterior.values[row].tolist(), strict=True)),
        )
        for row in np.unique(rows)
    ]
    with Progress("runs", len(points), silent=quiet) as progress:
        found = run_points(simulator, points, History(None), jobs=jobs, progress=progress)
    for one in found:
        _refuse_other(posterior, one.point.number, dict(one.measures))
    noted = {**made_with(shipped), "confirmed": timestamp()}
    renewed = Posterior(
        posterior.names,
        posterior.values,
        posterior.weights,
        posterior.measures,
        {**posterior.record, **noted},
        posterior.seeds,
    )
    write_posterior(shipped.place_folder, renewed)
    return len(points)


def _refuse_other(posterior: Posterior, row: int, measures: dict[str, float]) -> None:
    """Raise if a draw's run gave other measures than were stored."""
    for name, column in posterior.measures.items():
        stored, now = float(column[row]), measures.get(name, float("nan"))
        if not np.isclose(stored, now, rtol=CLOSE, atol=CLOSE):
            raise SozialraumError(
                f"Draw {row} came out otherwise under the code of today: {name} is {now:.6g}, it "
                f"was {stored:.6g}. The posterior has to be fitted anew (`sozialraum calibrate`)."
            )
