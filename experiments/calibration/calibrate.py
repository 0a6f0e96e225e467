"""Calibrate a place: fit, check what came out, write the posterior or say why there is none."""

import hashlib
import json
import shutil
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from experiments.calibration.conflicts import refuse_misfit
from experiments.calibration.correction import carried_over
from experiments.calibration.fit import Fit, Fitting, Settings, Wave, fit
from experiments.calibration.points import Finished, History, Point
from experiments.calibration.posterior import (
    Posterior,
    made_with,
    model_hash,
    posterior_of,
    write_posterior,
)
from experiments.calibration.sampling import systematic
from experiments.calibration.screening import TOPICS
from experiments.calibration.space import Space, chances, space_of
from experiments.calibration.status_quo import MONTHS, Simulator, StatusQuo
from experiments.calibration.targets import Targets, targets_of
from experiments.faults import Wrong
from experiments.patterns import load_patterns, unmeasurable
from experiments.plan import pair_seed
from experiments.progress import Progress
from experiments.record import environment, source_hash, timestamp
from experiments.result_folder import result_name
from experiments.study.starts import RESETTLING
from experiments.writing import plain_words, write_json
from model.errors import NOTHING, InputError, nearest, raise_if
from model.scenario import Scenario, resolve
from model.words import Message

STATUS_QUO = "status-quo"
_CHECK_SEEDS = 9_000_000


@dataclass(frozen=True)
class Calibrated:
    """What `calibrate` returns: the fit, the posterior as written, and where."""

    fit: Fit
    posterior: Posterior
    folder: Path
    history: Path


@dataclass(frozen=True)
class Order:
    """What is to be calibrated, and how."""

    shipped: Scenario
    targets: Targets
    settings: Settings
    months: int = MONTHS
    resettling: int = RESETTLING

    def identity(self) -> dict[str, object]:
        """What must be equal for finished runs to be used again."""
        return {
            "place": self.shipped.place,
            "world": self.shipped.world_hash,
            "model": model_hash(),
            "months": self.months,
            "resettling": self.resettling,
            "seed": self.settings.seed,
        }

    def runs(self, screened: int) -> int:
        """Runs of the whole at most; `screened`: parameters that may be fitted along."""
        one = self.settings
        screening = screened if one.nuisance and not one.along else 0
        return one.repeats + screening + one.runs + one.corrections * one.draws + 3 * one.checked

    def folder(self, root: Path) -> Path:
        """Where the runs of this very calibration are kept until it is finished."""
        text = json.dumps(self.identity(), sort_keys=True)
        key = hashlib.sha256(text.encode()).hexdigest()[:12]
        return root / f".calibrate-{self.shipped.place}-{key}.parts"


def order(
    place: str | Path,
    settings: Settings | None = None,
    months: int = MONTHS,
    resettling: int = RESETTLING,
) -> Order:
    """What to do for a place.

    Raises:
        InputError: no such place, patterns that cannot be read, nothing to fit, a value to be
            fitted that no run of so many months can tell, or an earlier posterior is wanted and
            there is none that fits in.
    """
    shipped = resolve(STATUS_QUO, place=place)
    patterns = load_patterns(shipped.place_folder)
    raise_if(unmeasurable(patterns, months, fitted=True))
    targets = targets_of(patterns, shipped.place)
    asked = settings or Settings()
    known, wrong = space_of(shipped, ("assumed",)).names, Wrong()
    for name in (one for one in asked.along if one not in known):
        problem = Message("{name!r} is no assumed parameter with a range", name=name)
        wrong("along", problem, NOTHING, nearest(name, known))
    raise_if(wrong.faults)
    if asked.earlier:  # what it holds is what is fitted; said before anything is run
        earlier = posterior_of(shipped.place_folder)
        carried_over(earlier, space_of(shipped), targets, asked.draws)
        along = tuple(name for name in known if name in earlier.names)
        asked = replace(asked, nuisance=0, along=along)
    return Order(shipped, targets, asked, months, resettling)


def calibrate(
    asked: Order,
    *,
    out: Path | None = None,
    results: Path = Path("results"),
    jobs: int | None = None,
    quiet: bool = False,
    simulator: Simulator | None = None,
) -> Calibrated:
    """Fit the calibrated parameters of a place to its patterns, and write the posterior.

    out: folder for the posterior (None: beside the place). results: folder under which the runs
    are kept, finished or not. simulator: instead of the model, for tests.

    Raises:
        NoFit: patterns that cannot all be met; nothing is written to `out`.
        SozialraumError: too few draws carry the posterior; nothing is written to `out`.
        InterruptedRun: Ctrl-C; the same call goes on.
        OutputError: `out` or `results` cannot be written.
    """
    folder = asked.folder(results)
    with plain_words(folder):
        folder.mkdir(parents=True, exist_ok=True)
    write_json(folder / "identity.json", {**asked.identity(), "settings": asdict(asked.settings)})
    began = timestamp()
    calibrated, assumed = spaces(asked)
    every = space_of(asked.shipped, ("assumed",))
    earlier = posterior_of(asked.shipped.place_folder) if asked.settings.earlier else None
    if simulator is None:
        simulator = prepared(asked, quiet)
    with Progress(Message("runs"), asked.runs(len(assumed)), silent=quiet) as progress:
        fitting = Fitting(simulator, asked.targets, History(folder), asked.settings, jobs, progress)
        done = fit(fitting, calibrated, assumed, earlier)
        refuse_misfit(asked.shipped.place, done, asked.settings.seed)
        drift = _drift(asked, fitting, done, simulator, every)
    posterior = _posterior(asked, done, drift, began)
    target = out or asked.shipped.place_folder
    with plain_words(target):
        target.mkdir(parents=True, exist_ok=True)
    write_posterior(target, posterior)
    return Calibrated(done, posterior, target, _archived(folder, results, asked.shipped.place))


def spaces(asked: Order) -> tuple[Space, Space]:
    """What is fitted, and the assumed parameters that may have to be fitted along.

    Raises:
        InputError: nothing is to be fitted.
    """
    calibrated = space_of(asked.shipped, ("calibrated",))
    every = space_of(asked.shipped, ("assumed",))
    if not len(calibrated):
        problem = Message("no parameter has the status calibrated")
        raise InputError.of(asked.shipped.place, "status", problem)
    named = asked.settings.along or [n for n in every.names if n.partition(".")[0] in TOPICS]
    return calibrated, every.only(named)


def prepared(asked: Order, quiet: bool) -> StatusQuo:
    """The model as a simulator, compiled and with the shipped world settled."""
    simulator = StatusQuo(asked.shipped.place_folder, asked.months, asked.resettling)
    with Progress(Message("settling"), None, silent=quiet):
        simulator.prepare()
    return simulator


def _drift(
    asked: Order, fitting: Fitting, done: Fit, simulator: Simulator, assumed: Space
) -> dict[str, Any]:
    """Mean distances (half bands) of two checks: full burn-in, and all assumed values drawn too."""
    count = min(asked.settings.checked, len(done.values))
    seeds = [pair_seed(asked.settings.seed, _CHECK_SEEDS + k) for k in range(count)]
    start = float(chances(asked.settings.seed, _CHECK_SEEDS, 1)[0])
    rows = [done.space.named(v) for v in done.values[systematic(done.weights, count, start)]]
    rest = assumed.only(set(assumed.names) - set(done.space.names))
    everything = [
        {**rest.named(rest.values(chances(seed, 0, len(rest))[None])[0]), **row}
        for seed, row in zip(seeds, rows, strict=True)
    ]
    full = simulator
    if isinstance(simulator, StatusQuo):
        full = StatusQuo(simulator.place_folder, simulator.months, None)
    found: dict[str, Any] = {}
    same = fitting.run(_checks("short-burn-in", rows, seeds))
    fitting.simulator, short = full, fitting.simulator
    found["full_burn_in"] = _moved(fitting.run(_checks("full-burn-in", rows, seeds)), same, asked)
    fitting.simulator = short
    found["all_assumed_drawn"] = _moved(
        fitting.run(_checks("all-drawn", everything, seeds)), same, asked
    )
    return found


def _checks(stage: str, rows: list[dict[str, float]], seeds: list[int]) -> list[Point]:
    return [Point(stage, k, seeds[k], row) for k, row in enumerate(rows)]


def _moved(runs: list[Finished], same: list[Finished], asked: Order) -> dict[str, float]:
    """Mean difference of every fitted measure between two lists of runs, in half bands.

    Of the pairs in which both runs could be measured; a measure without any is left out.
    """
    targets = asked.targets
    measures = [np.array([targets.row(one.measures) for one in some]) for some in (runs, same)]
    pairs = np.ma.masked_invalid(measures[0] - measures[1])
    difference = pairs.mean(axis=0).filled(np.nan)
    shares = difference / np.minimum(targets.value - targets.low, targets.high - targets.value)
    whole = difference / ((targets.high - targets.low) / 2.0)
    shares = np.where(np.isfinite(shares), shares, whole)
    moved = zip(targets.measures, np.round(shares, 3).tolist(), strict=True)
    return {name: share for name, share in moved if np.isfinite(share)}


def _posterior(asked: Order, done: Fit, drift: Mapping[str, Any], began: str) -> Posterior:
    """The posterior with its record."""
    targets = asked.targets
    low, high = (weighted_quantile(done.measures, done.weights, q) for q in (0.025, 0.975))
    record = {
        **made_with(asked.shipped),
        "sources": source_hash(),
        "began": began,
        "ended": timestamp(),
        "settings": {
            **asdict(asked.settings),
            "months": asked.months,
            "resettling": asked.resettling,
        },
        "environment": environment(),
        "draws": len(done.weights),
        "effective_draws": round(done.effective, 1),
        "rounds_of_correction": done.moved,
        "parameters": {
            name: {
                "status": done.space.status[i],
                "low": float(done.space.low[i]),
                "high": float(done.space.high[i]),
                "shipped": float(done.space.shipped[i]),
            }
            for i, name in enumerate(done.space.names)
        },
        "patterns": [
            {
                "id": targets.ids[i],
                "measure": measure,
                "target": float(targets.value[i]),
                "low": float(targets.low[i]),
                "high": float(targets.high[i]),
                "posterior_mean": float(done.mean[i]),
                "posterior_low": float(low[i]),
                "posterior_high": float(high[i]),
                "chance": float(done.chance[i]),
            }
            for i, measure in enumerate(targets.measures)
        ],
        "emulator": [_wave(wave, targets) for wave in done.waves],
        "screened": [
            {"name": s.name, "effect": round(s.effect, 3), "measure": s.measure, "kept": s.kept}
            for s in done.screened
            if s.effect > 0
        ],
        "drift": drift,
    }
    measures = {name: done.measures[:, i] for i, name in enumerate(targets.measures)}
    seeds = np.array([run.point.seed for run in done.runs], dtype=np.int64)
    return Posterior(done.space.names, done.values, done.weights, measures, record, seeds)


def _wave(wave: Wave, targets: Targets) -> dict[str, Any]:
    """What the emulator of a wave explained, and its error."""
    explained = np.round(wave.explained, 3).tolist()
    error = np.round(wave.error / ((targets.high - targets.low) / 2.0), 3).tolist()
    return {
        "stage": wave.stage,
        "runs": wave.runs,
        "explained": dict(zip(targets.measures, explained, strict=True)),
        "error_in_half_bands": dict(zip(targets.measures, error, strict=True)),
    }


def weighted_quantile(values: np.ndarray, weights: np.ndarray, share: float) -> np.ndarray:
    """Weighted quantile of every column: values (n, q), weights (n,) → (q,)."""
    result = np.empty(values.shape[1])
    for column in range(values.shape[1]):
        rank = np.argsort(values[:, column])
        below = np.cumsum(weights[rank]) - 0.5 * weights[rank]
        result[column] = np.interp(share * weights.sum(), below, values[rank, column])
    return result


def _archived(folder: Path, results: Path, place: str) -> Path:
    """The runs of a finished calibration under their final name."""
    target = results / result_name(timestamp(), "calibrate", [place])
    with plain_words(target):
        shutil.move(str(folder), str(target))
    return target
