"""The shipped values of fitted parameters are those of one draw: the posterior's medoid.

    python -m experiments.calibration.centre oberhausen-2015
    python -m experiments.calibration.centre oberhausen-2015 --as-shipped

So that `run` shows the world that `compare` shows. A mean of draws need not fit, as parameters hang
together; the medoid is a draw that was run, and among those that keep every band it lies nearest to
all others, in its parameters and in what its run measures: patterns inform some parameters alone,
so a draw in the middle of all of them can be at the edge of what they bring about. Its values go
into the parameter files. `--as-shipped` leaves the files as they are: for values that were moved by
hand until outcomes lie in the middle, too (`python -m analysis.ask.centred` tells whether they do).

As all draws settle anew from the shipped world, which has moved, all are run again and their
measures replaced; weights stay. A whole settling remembers more than the years after it, so the
stock drifts: the arrivals of all draws, and with them the size of the city, are multiplied by one
factor that brings it back. If any pattern's mean is outside its band then, the files are put back
as they were.
"""

import argparse
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import tomlkit

from experiments.calibration.confirm import run_again
from experiments.calibration.posterior import Posterior, made_with, posterior_of, write_posterior
from experiments.calibration.sampling import systematic
from experiments.calibration.status_quo import StatusQuo
from experiments.plan import pair_seed
from experiments.study.starts import shipped_world
from experiments.writing import write_bytes
from model.errors import InputError, SozialraumError
from model.parameters.loader import FOLDER
from model.scenario import resolve
from model.words import Message

DIGITS = 4  # significant ones: what a parameter file shows
SIZE, STOCK = "place.arrivals_per_month", "stock_mean"  # the stock is proportional to arrivals
SOME, ROUNDS, CLOSE = 40, 3, 0.003  # draws that tell the stock, rounds at most, error left
SEEDS, _SHIPPED_SEEDS = 8, 7_000_000  # runs of the shipped values, for the record


def medoid(posterior: Posterior) -> int:
    """The draw nearest to all others, among those with the fewest patterns outside their bands.

    Distances are Euclidean over parameters and fitted measures in standard deviations, weighted.
    """
    used = np.flatnonzero(posterior.weights > 0.0)
    outside = _outside(posterior)[used]
    fitted = [posterior.measures[row["measure"]] for row in posterior.record["patterns"]]
    place = np.column_stack([posterior.values, np.nan_to_num(np.array(fitted).T)])
    spread = place[used].std(axis=0)
    scaled = (place - place[used].mean(axis=0)) / np.where(spread > 0.0, spread, 1.0)
    best = used[outside == outside.min()]
    apart = np.linalg.norm(scaled[best][:, None] - scaled[used][None], axis=2)
    return int(best[np.argmin(apart @ posterior.weights[used])])


def _outside(posterior: Posterior) -> np.ndarray:
    """How many fitted patterns a draw's run missed, but for those that the whole posterior does."""
    missed = np.zeros(len(posterior.weights), dtype=np.int64)
    for row in posterior.record["patterns"]:
        if not row["low"] <= row["posterior_mean"] <= row["high"]:
            continue  # a named miss: a draw that meets it is not the centre
        measured = posterior.measures[row["measure"]]
        missed += ~((measured >= row["low"]) & (measured <= row["high"]))
    return missed


def rounded(values: Mapping[str, float]) -> dict[str, float]:
    """Values as a parameter file shows them."""
    return {name: float(f"{value:.{DIGITS}g}") for name, value in values.items()}


def files_with(values: Mapping[str, float], place: Path) -> dict[Path, bytes]:
    """The files of model and place in which these parameters stand, with the values put in.

    Raises:
        InputError: a parameter stands in none of them.
    """
    documents: dict[Path, Any] = {}
    for name, value in values.items():
        topic, *keys = name.split(".")
        homes = (
            (FOLDER / f"{topic}.toml", keys),
            (place / "region.toml", [topic, *keys]),
            (place / "place.toml", keys),
        )
        for path, way in homes:
            if path.is_file():
                if path not in documents:
                    documents[path] = tomlkit.parse(path.read_text(encoding="utf-8"))
                record = _record(documents[path], way)
                if record is not None:
                    record["value"] = int(value) if value == int(value) else value
                    break
        else:
            problem = Message(
                "{name} stands in no parameter file and in no file of the place", name=name
            )
            raise InputError.of(str(place), name, problem)
    return {path: tomlkit.dumps(one).encode() for path, one in documents.items()}


def _record(document: Any, keys: list[str]) -> Any:
    """The record under these keys, None if there is none with a value."""
    for key in keys:
        if not isinstance(document, Mapping) or key not in document:
            return None
        document = document[key]
    return document if isinstance(document, Mapping) and "value" in document else None


def centre(place: str, jobs: int | None = None) -> dict[str, float]:
    """Ship the medoid of a place's posterior: its values by name.

    Raises:
        InputError: no posterior. SozialraumError: a pattern would leave its band.
    """
    folder, posterior = resolve("status-quo", place=place).place_folder, posterior_of(place)
    chosen = medoid(posterior)
    before = {path: path.read_bytes() for path in files_with(_values(posterior, chosen), folder)}
    try:
        posterior = _ship_at_size(posterior, folder, chosen, jobs)
        write_posterior(folder, _run_from_there(posterior, folder, {"medoid": chosen}, jobs))
    except BaseException:
        for path, content in before.items():
            write_bytes(path, content)
        raise
    return _values(posterior, chosen)


def run_as_shipped(place: str, jobs: int | None = None) -> None:
    """Let all draws of a place's posterior settle from the values that its files hold now.

    Raises:
        InputError: no posterior. SozialraumError: a pattern would leave its band.
    """
    folder, posterior = resolve("status-quo", place=place).place_folder, posterior_of(place)
    write_posterior(folder, _run_from_there(posterior, folder, {}, jobs))


def _values(posterior: Posterior, row: int) -> dict[str, float]:
    """Values of a draw by name, rounded."""
    return rounded(posterior.named(row))


def _ship_at_size(posterior: Posterior, folder: Path, chosen: int, jobs: int | None) -> Posterior:
    """Write the draw's values; the posterior with arrivals that keep the stock where it was.

    Where arrivals or the stock are not fitted, values are written as they are.
    """
    levelled = SIZE in posterior.names and STOCK in posterior.fitted
    some = np.unique(systematic(posterior.weights, SOME, 0.5))
    wanted = float(np.average(posterior.measures[STOCK][some])) if levelled else 1.0
    for _ in range(ROUNDS):
        for path, content in files_with(_values(posterior, chosen), folder).items():
            write_bytes(path, content)
        if not levelled:
            break
        found = run_again(posterior, some, _settled(posterior, folder), jobs, quiet=False)
        factor = wanted / float(found[STOCK].mean())
        if abs(factor - 1.0) < CLOSE:
            break
        at = np.where([name == SIZE for name in posterior.names], factor, 1.0)
        posterior = replace(posterior, values=posterior.values * at)
    return posterior


def _settled(posterior: Posterior, folder: Path) -> StatusQuo:
    """What runs draws from the world that is shipped now."""
    shipped_world.cache_clear()
    settings = posterior.record["settings"]
    simulator = StatusQuo(folder, settings["months"], settings["resettling"])
    simulator.prepare()
    return simulator


def _run_from_there(
    posterior: Posterior, folder: Path, chosen: Mapping[str, int], jobs: int | None
) -> Posterior:
    """The posterior with measures of runs that settle from the world that is shipped now."""
    everyone, simulator = np.arange(len(posterior.weights)), _settled(posterior, folder)
    found = run_again(posterior, everyone, simulator, jobs, quiet=False)
    patterns = []
    for pattern in posterior.record["patterns"]:
        measured = found[pattern["measure"]]
        used = (posterior.weights > 0.0) & np.isfinite(measured)
        mean = float(np.average(measured[used], weights=posterior.weights[used]))
        held = pattern["low"] <= pattern["posterior_mean"] <= pattern["high"]
        if held and not pattern["low"] <= mean <= pattern["high"]:
            raise SozialraumError(
                Message(
                    "{id}: with the medoid shipped the draws give {mean:.4g} for {measure}, "
                    "outside {low:.4g} to {high:.4g}. Nothing was changed; fit again from the "
                    "values as they are.",
                    id=pattern["id"],
                    mean=mean,
                    measure=pattern["measure"],
                    low=pattern["low"],
                    high=pattern["high"],
                )
            )
        patterns.append({**pattern, "posterior_mean": mean})
    shipped = shipped_world(folder)
    central = [simulator({}, pair_seed(_SHIPPED_SEEDS, n)) for n in range(SEEDS)]
    names = [row["measure"] for row in patterns]
    shown = {name: float(np.nanmean([run[name] for run in central])) for name in names}
    noted = {"patterns": patterns, "shipped": shown, **chosen, **made_with(shipped)}
    return replace(posterior, measures=found, record={**posterior.record, **noted})


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("place")
    asked.add_argument("--as-shipped", action="store_true")
    given = asked.parse_args()
    if given.as_shipped:
        run_as_shipped(given.place)
    else:
        for name, value in centre(given.place).items():
            sys.stdout.write(f"{name} = {value:g}\n")
