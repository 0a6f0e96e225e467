"""Validate a place: run its status quo under the posterior, and judge every pattern."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pandas as pd

from analysis.options import whole_number
from analysis.publish.validation import write_validation
from analysis.results.validation import Validation
from experiments import store
from experiments.calibration.points import Finished, History, Point, run_points
from experiments.calibration.posterior import Posterior, load_posterior
from experiments.calibration.resettling import shipped_world
from experiments.calibration.sampling import systematic
from experiments.calibration.space import chances
from experiments.calibration.status_quo import Simulator, StatusQuo
from experiments.patterns import load_patterns
from experiments.plan import pair_seed
from experiments.progress import Progress
from experiments.runner import timestamp
from experiments.writing import new_folder, refuse_taken
from model.errors import Fault, raise_if
from model.scenario import Scenario, resolve
from model.words import Language

RUNS, QUICK_RUNS = 24, 8
MONTHS, QUICK_MONTHS = 96, 60
STATUS_QUO = "status-quo"


def validate(
    place: str | Path,
    *,
    quick: bool = False,
    runs: int | None = None,
    seed: int = 1,
    jobs: int | None = None,
    out: str | Path | None = None,
    language: Language = "de",
    quiet: bool = False,
    simulator: Simulator | None = None,
) -> Validation:
    """Run the status quo of a place under its posterior and judge every pattern.

    Args:
        place: name or folder of a place.
        quick: fewer and shorter runs (the trend of the stock then spans five years).
        runs: number of runs, each with its own seed and draw; default 24, quick 8.
        seed: seed of the whole.
        jobs: worker processes; default: the cores this process may use.
        out: folder to write table and figure to; None writes nothing.
        language: "de" or "en".
        quiet: no progress bar.
        simulator: instead of the model, for tests.

    Raises:
        InputError: no such place, or patterns or a posterior that cannot be read.
        OutputError: the result cannot be written.
    """
    count = runs if runs is not None else QUICK_RUNS if quick else RUNS
    faults: list[Fault] = [*whole_number("runs", count, 2, 10_000), *whole_number("seed", seed, 0)]
    raise_if(faults)
    shipped = shipped_world(resolve(STATUS_QUO, place=place).place_folder)
    patterns = load_patterns(shipped.place_folder)
    posterior = load_posterior(shipped.place_folder)
    months = QUICK_MONTHS if quick else MONTHS
    if out is not None:
        refuse_taken(Path(out))
    points = _points(posterior, count, seed)
    with Progress("runs", count, silent=quiet) as progress:
        if simulator is None:
            simulator = _prepared(shipped, posterior, months)
        found = run_points(simulator, points, History(None), jobs=jobs, progress=progress)
    measures = _frame(found)
    done = Validation(shipped, patterns, measures, posterior, months, seed, language)
    if out is None:
        return done
    with new_folder(Path(out)) as folder:
        write_validation(done, folder)
    return replace(done, folder=Path(out))


def _prepared(shipped: Scenario, posterior: Posterior | None, months: int) -> StatusQuo:
    """The model as a simulator; drawn parameters settle anew from the shipped world."""
    resettling = None if posterior is None else posterior.resettling
    simulator = StatusQuo(shipped.place_folder, months, resettling, neutral=True)
    simulator.prepare()
    return simulator


def _points(posterior: Posterior | None, count: int, seed: int) -> list[Point]:
    """A run per seed; the draws are spread evenly over the posterior."""
    values: list[Mapping[str, float]] = [{}] * count
    if posterior is not None:
        rows = systematic(posterior.weights, count, float(chances(seed, 0, 1)[0]))
        values = [
            dict(zip(posterior.names, posterior.values[row].tolist(), strict=True)) for row in rows
        ]
    seeds = [pair_seed(seed, number) for number in range(count)]
    return [Point("validate", k, seeds[k], values[k]) for k in range(count)]


def _frame(found: list[Finished]) -> pd.DataFrame:
    return pd.DataFrame([dict(one.measures) for one in found])


def default_folder(place: str | Path) -> Path:
    """results/<timestamp>-validate-<place>: where the command line writes without --out."""
    return Path("results") / store.result_name(timestamp(), "validate", [Path(str(place)).name])
