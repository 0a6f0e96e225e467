"""The fit: waves of runs, an emulator that knows more after each, draws that are run themselves."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from experiments.calibration import screening
from experiments.calibration.balance import balanced
from experiments.calibration.correction import carried_over, corrected, promised
from experiments.calibration.emulator import Emulator
from experiments.calibration.emulator import fit as fit_emulator
from experiments.calibration.likelihood import Likelihood
from experiments.calibration.points import Finished, History, Point, run_points
from experiments.calibration.posterior import Posterior
from experiments.calibration.sampling import effective_size, sample, systematic
from experiments.calibration.scales import scale_of
from experiments.calibration.space import Space, chances, latin_hypercube
from experiments.calibration.status_quo import Simulator
from experiments.calibration.targets import Targets
from experiments.plan import pair_seed
from experiments.progress import Progress

# Points of the first wave lie in the inner part of the ranges around the shipped values, which were
# set by hand to the patterns; later waves go wherever the emulator leads them.
FIRST_REACH = 0.5
# Waves are drawn from a posterior that is wider than the last one, so that its edges are known too.
WAVE_TEMPER = 0.5
PARTICLES = 800
# Stages whose runs an emulator learns from: the last ones, which lie where it is used.
RECENT = 4
# Importance weights are used if they leave this share of the draws; else the draws are moved.
ENOUGH = 0.2
# Draws of an earlier posterior begin near their aim: what a second move would follow is chance.
CARRIED_MOVES = 1
# A moved draw whose run lies so many half bands off in any pattern is left out.
FAR_OFF = 3.0
_SEED_STEP = 100_000  # seeds of stages are numbered apart


@dataclass(frozen=True)
class Settings:
    """How much is run.

    repeats: runs of the shipped values (chance); nuisance: most assumed parameters fitted along;
    first: runs of the first wave; waves: further ones, of `points` runs; draws: posterior draws
    that are run; checked: draws that are run again with a full burn-in, and with everything else
    drawn too; particles: of the sampling; seed: of the whole; along: assumed
    parameters to be fitted along, instead of screening for them; earlier: draws are those of the
    posterior that is there, moved into today's ranges and on until they fit.
    """

    repeats: int = 16
    nuisance: int = 60
    first: int = 400
    waves: int = 3
    points: int = 300
    draws: int = 400
    checked: int = 12
    corrections: int = 2
    particles: int = PARTICLES
    seed: int = 1
    along: tuple[str, ...] = ()
    earlier: bool = False

    @property
    def runs(self) -> int:
        """Runs of all waves and draws, without repeats and screening."""
        return self.first + self.waves * self.points + self.draws


@dataclass(frozen=True)
class Wave:
    """What was known after one wave: runs, and of each measure the emulator's error and R²."""

    stage: str
    runs: int
    error: np.ndarray
    explained: np.ndarray


@dataclass(frozen=True)
class Fit:
    """A finished fit.

    space: what was fitted, nuisance parameters included; values: draws (n, d) in the parameters'
    units; weights (n,), summing to 1; measures: of the run of each draw (n, n_targets);
    chance: standard deviation of each measure between seeds (n_targets,); kept: whether a draw's
    run keeps the orders that must hold; moved: rounds of correction that the draws have gone
    through (0: they are weighted by importance).
    """

    space: Space
    targets: Targets
    values: np.ndarray
    weights: np.ndarray
    measures: np.ndarray
    kept: np.ndarray
    chance: np.ndarray
    emulator: Emulator
    waves: tuple[Wave, ...]
    screened: tuple[screening.Screened, ...] = ()
    runs: tuple[Finished, ...] = field(default=(), repr=False)
    moved: int = 0

    @property
    def effective(self) -> float:
        """Effective number of draws."""
        return effective_size(self.weights)

    @property
    def mean(self) -> np.ndarray:
        """Posterior mean of every measure, over runs of the model; shape (n_targets,)."""
        used = self.weights > 0  # a draw without a number counts nothing
        found: np.ndarray = self.weights[used] @ self.measures[used]
        return found


class Fitting:
    """One fit under way: asks for runs, stage by stage. The history remembers what was run."""

    def __init__(
        self,
        simulator: Simulator,
        targets: Targets,
        history: History,
        settings: Settings,
        jobs: int | None = None,
        progress: Progress | None = None,
    ) -> None:
        self.simulator, self.targets, self.history = simulator, targets, history
        self.settings, self.jobs, self.progress = settings, jobs, progress
        self.stages: list[tuple[str, np.ndarray, np.ndarray]] = []

    def run(self, points: Sequence[Point]) -> list[Finished]:
        """Run points that have not been run yet."""
        return run_points(
            self.simulator, points, self.history, jobs=self.jobs, progress=self.progress
        )

    def seeds(self, stage: int, count: int) -> list[int]:
        """Seeds of the runs of one stage: every run has chance of its own."""
        first = stage * _SEED_STEP
        return [pair_seed(self.settings.seed, first + number) for number in range(count)]

    def chance(self, space: Space) -> np.ndarray:
        """Measures of the shipped values under several seeds, (n, n_targets)."""
        found = self.run(screening.repeats(space, self.seeds(0, self.settings.repeats)))
        return np.array([self.targets.row(one.measures) for one in found])

    def screen(self, assumed: Space, base: np.ndarray) -> list[screening.Screened]:
        """Which assumed parameters have to be fitted along."""
        points = screening.screening_points(assumed, self.seeds(1, len(assumed)))
        found = self.run(points)
        return screening.screened(found, base, self.targets, self.settings.nuisance)

    def wave(self, number: int, space: Space, unit: np.ndarray, stage: str = "") -> list[Finished]:
        """Run the points of a wave, given in unit coordinates (n, d)."""
        name = stage or f"wave-{number}"
        values = space.values(unit)
        seeds = self.seeds(2 + number, len(unit))
        points = [
            Point(name, row, seed, space.named(values[row])) for row, seed in enumerate(seeds)
        ]
        found = self.run(points)
        rows, measures = self.told(found, space)
        whole = np.isfinite(measures).all(axis=1)
        self.stages.append((name, space.unit(rows[whole]), measures[whole]))
        return found

    def emulator(self, *, of_all: bool = False) -> Emulator:
        """An emulator of the last stages, judged by the last one; or of all, judged by all.

        of_all: for slopes. Runs of the last stage lie close together where a measure is fitted
        well: judged by them alone, its slopes would be taken for chance.
        """
        recent = self.stages if of_all else self.stages[-RECENT:]
        unit = np.vstack([stage[1] for stage in recent])
        measures = np.vstack([stage[2] for stage in recent])
        last = np.zeros(len(unit), dtype=bool)
        last[len(unit) - len(recent[-1][1]) :] = True
        last |= of_all
        return fit_emulator(unit, measures, last, scale_of(self.targets.measures))

    def told(self, runs: Sequence[Finished], space: Space) -> tuple[np.ndarray, np.ndarray]:
        """Values (n, d) and measures (n, n_targets) of runs."""
        values = np.array([[run.point.values[name] for name in space.names] for run in runs])
        return values, np.array([self.targets.row(run.measures) for run in runs])

    def kept(self, runs: Sequence[Finished]) -> np.ndarray:
        """Which runs keep the orders that must hold, (n,)."""
        return np.array([self.targets.keeps_order(run.measures) for run in runs])

    def drawn(self, emulator: Emulator, space: Space, number: int, temper: float) -> np.ndarray:
        """Particles of the emulator's posterior in unit coordinates (n, d)."""
        likelihood = Likelihood(emulator, space, self.targets)
        seed, count = pair_seed(self.settings.seed, -1 - number), self.settings.particles
        shape = likelihood.information
        return sample(likelihood, len(space), count, seed, temper, shape).unit


def fit(
    fitting: Fitting,
    calibrated: Space,
    assumed: Space | None = None,
    earlier: Posterior | None = None,
) -> Fit:
    """The whole fit: chance, screening, waves, verified draws.

    assumed: parameters that may have to be fitted along (None: none); earlier: a posterior whose
    draws are to be moved until they fit (None: draws are the emulator's).

    Raises:
        InputError: the earlier posterior lacks a parameter or a measure.
    """
    settings = fitting.settings
    base = fitting.chance(calibrated)
    effects: list[screening.Screened] = []
    space = calibrated
    if assumed is not None and settings.along:
        space = joined(calibrated, assumed.only(settings.along))
    elif assumed is not None and len(assumed) and settings.nuisance:
        effects = fitting.screen(assumed, base)
        space = joined(calibrated, assumed.only(one.name for one in effects if one.kept))
    design = latin_hypercube(settings.seed, 1, settings.first, len(space))
    unit = np.clip(space.origin + FIRST_REACH * (design - space.origin), 0.0, 1.0)
    waves = []
    for number in range(settings.waves + 1):
        fitting.wave(number, space, unit)
        emulator = fitting.emulator()
        waves.append(Wave(f"wave-{number}", len(unit), emulator.error, emulator.explained))
        last = number == settings.waves
        found = fitting.drawn(emulator, space, number, 1.0 if last else WAVE_TEMPER)
        wanted = settings.draws if last else settings.points
        start = float(chances(settings.seed, -1 - number, 1)[0])
        unit = found[systematic(np.ones(len(found)), wanted, start)]
    if earlier is None:
        runs, weights, rounds = _weighted(fitting, space, unit, emulator)
    else:
        unit, aim = carried_over(earlier, space, fitting.targets, settings.draws)
        runs = fitting.wave(settings.waves + 1, space, unit, "carried")
        runs, weights, rounds = _moved(fitting, space, runs, aim, CARRIED_MOVES)
    values, measures = fitting.told(runs, space)
    return Fit(
        space,
        fitting.targets,
        values,
        weights,
        measures,
        fitting.kept(runs),
        base.std(axis=0, ddof=1),
        emulator,
        tuple(waves),
        tuple(effects),
        tuple(runs),
        rounds,
    )


def _weighted(
    fitting: Fitting, space: Space, unit: np.ndarray, emulator: Emulator
) -> tuple[list[Finished], np.ndarray, int]:
    """Runs of the draws, weights by how well they really fit, and how often draws were moved."""
    targets, settings = fitting.targets, fitting.settings
    runs = fitting.wave(settings.waves + 1, space, unit, "draw")
    values, measures = fitting.told(runs, space)
    guessed = Likelihood(emulator, space, targets)(space.unit(values))
    # The likelihood of a run is unbiased for the likelihood of its parameters: chance of the city
    # itself is in the target as well. So the weights are exact, however rough the emulator.
    gained = targets.log_likelihood(measures) - guessed
    weights = truncated(np.where(fitting.kept(runs), gained, -np.inf))
    if not settings.corrections or effective_size(weights) >= ENOUGH * len(weights):
        return runs, weights, 0
    aim = promised(emulator, space.unit(space.values(unit)), targets)
    return _moved(fitting, space, runs, aim, settings.corrections)


def _moved(
    fitting: Fitting, space: Space, runs: list[Finished], aim: np.ndarray, rounds: int
) -> tuple[list[Finished], np.ndarray, int]:
    """Draws moved by what their runs have shown, round by round; see `correction`. With weights."""
    targets, settings = fitting.targets, fitting.settings
    for number in range(1, rounds + 1):
        aim = aim[[run.point.number for run in runs]]
        values, measures = fitting.told(runs, space)
        learnt = fitting.emulator(of_all=True)
        moved = corrected(learnt, space, targets, space.unit(values), measures, aim)
        runs = fitting.wave(settings.waves + 1 + number, space, moved, f"moved-{number}")
    off = targets.off(fitting.told(runs, space)[1])
    # Moved draws have no density to weigh against: all that keep the orders count the same, but
    # for runs that are far off in spite of it, or have no number at all.
    weights = (fitting.kept(runs) & (np.abs(off) <= FAR_OFF).all(axis=1)).astype(np.float64)
    weights = weights / max(1.0, weights.sum())
    return runs, balanced(weights, off) if weights.any() else weights, rounds


def truncated(log_weights: np.ndarray) -> np.ndarray:
    """Importance weights, none above √n times their mean (Ionides 2008); they sum to 1.

    All zero if no draw can be: then nothing fits.
    """
    if not np.isfinite(log_weights).any():
        return np.zeros(len(log_weights))
    weights = np.exp(log_weights - np.max(log_weights))
    limit = np.sqrt(len(weights)) * weights.mean()
    cut: np.ndarray = np.minimum(weights, limit)
    shares: np.ndarray = cut / cut.sum()
    return shares


def joined(first: Space, second: Space) -> Space:
    """One space after the other."""
    return Space(
        first.names + second.names,
        np.concatenate([first.low, second.low]),
        np.concatenate([first.high, second.high]),
        np.concatenate([first.shipped, second.shipped]),
        first.status + second.status,
        np.concatenate([first.whole, second.whole]),
    )
