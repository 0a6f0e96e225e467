"""When the patterns cannot all hold: which targets pull against each other, and by how much.

Asked of the emulator. A target *alone* shows what the model can reach at all. A target that is
missed in the joint fit is then *demanded*: fitted so sharply that it is met if it can be; the
targets that leave their bands because of it pull against it.
"""

from dataclasses import dataclass

import numpy as np

from experiments.calibration.emulator import Emulator
from experiments.calibration.likelihood import Likelihood
from experiments.calibration.sampling import sample
from experiments.calibration.space import Space
from experiments.calibration.targets import Targets
from model.errors import SozialraumError

DEMANDED = 0.1  # a demanded target's tolerance, as a share of what it was …
FAR = 20.0  # … but no sharper than to have the target so many deviations away
DISREGARDED = 1e3  # a target that does not count for the moment
PARTICLES = 200
MOST_MISSED = 6  # targets that are looked into one by one
# Changes below this many half bands are not worth a line.
NOTICED = 0.25


@dataclass(frozen=True)
class Pull:
    """Another target that leaves its band when one is demanded: how far it lies then, and before.

    Distances in half bands: ±1 is the edge of the band.
    """

    measure: str
    before: float
    after: float


@dataclass(frozen=True)
class Miss:
    """A target that the joint fit misses.

    off: distance of the joint fit in half bands; simulated, target, low, high: in the measure's
    unit; alone: nearest distance if no other target counts; reach: lowest and highest value that
    the model gives in its ranges when only this target counts; pulls: see `Pull`.
    """

    id: str
    measure: str
    simulated: float
    target: float
    low: float
    high: float
    off: float
    alone: float
    pulls: tuple[Pull, ...]

    def sentence(self) -> str:
        """What is wrong with this target, in plain words."""
        head = (
            f"{self.id} {self.measure}: target {self.target:g} (band {self.low:g} to "
            f"{self.high:g}), the best joint fit has {self.simulated:.4g}: "
            f"{abs(self.off):.1f} half bands {'above' if self.off > 0 else 'below'}."
        )
        if abs(self.alone) > 1.0:
            return (
                f"{head} Out of reach: even if no other target counted, the model would stay "
                f"{abs(self.alone):.1f} half bands {'above' if self.alone > 0 else 'below'}."
            )
        if not self.pulls:
            return f"{head} It can be met alone; no single other target stands against it."
        against = "; ".join(
            f"{pull.measure} goes from {pull.before:+.1f} to {pull.after:+.1f} half bands"
            for pull in self.pulls
        )
        return f"{head} To meet it, others must give way: {against}."


class NoFit(SozialraumError):
    """The patterns of a place cannot all be reproduced; nothing is written beside the place."""

    def __init__(self, place: str, misses: tuple[Miss, ...], more: str = "") -> None:
        self.place, self.misses, self.more = place, misses, more
        lines = [
            f"No parameters within their ranges reproduce all patterns of {place}: "
            f"{len(misses)} of them {'is' if len(misses) == 1 else 'are'} missed.",
            *(f"  {miss.sentence()}" for miss in misses),
            "No posterior was written. Check these targets, their bands and the definitions behind "
            "them; then the ranges of the parameters that act on them.",
            *([more] if more else []),
        ]
        super().__init__("\n".join(lines))

    def __reduce__(self) -> tuple[type["NoFit"], tuple[str, tuple[Miss, ...], str]]:
        return (type(self), (self.place, self.misses, self.more))


def misses(
    emulator: Emulator, space: Space, targets: Targets, simulated: np.ndarray, seed: int
) -> tuple[Miss, ...]:
    """Everything the joint fit misses, with the reason; empty if all bands are met.

    simulated: measures of the joint fit, (n_targets,), from runs of the model.
    """
    missed = np.flatnonzero(~targets.holds(simulated))
    joint = targets.off(simulated)
    order = missed[np.argsort(-np.abs(joint[missed]))]
    found = []
    for rank, number in enumerate(order):
        alone, pulls = 0.0, tuple[Pull, ...]()
        if rank < MOST_MISSED:
            sharp = max(DEMANDED, 2.0 * abs(float(joint[number])) / FAR)
            alone = _alone(emulator, space, targets, int(number), sharp, seed + rank)
            if abs(alone) <= 1.0:
                demanded = targets.sharpened([int(number)], sharp)
                pulls = _pulls(emulator, space, demanded, int(number), joint, seed + rank)
        found.append(
            Miss(
                targets.ids[number],
                targets.measures[number],
                float(simulated[number]),
                float(targets.value[number]),
                float(targets.low[number]),
                float(targets.high[number]),
                float(joint[number]),
                alone,
                pulls,
            )
        )
    return tuple(found)


def _met(emulator: Emulator, space: Space, fitted: Targets, number: int, seed: int) -> np.ndarray:
    """Distances of all targets where one is met best in a fit, in half bands, (n_targets,)."""
    likelihood = Likelihood(emulator, space, fitted, variance=0.0)
    found = sample(likelihood, len(space), PARTICLES, seed, information=likelihood.information)
    ordered = space.unit(space.values(found.unit))
    # The bands themselves say how far is far, whatever tolerances were fitted with.
    half = np.where(
        emulator(ordered) > fitted.value, fitted.high - fitted.value, fitted.value - fitted.low
    )
    whole = (fitted.high - fitted.low) / 2.0
    off = (emulator(ordered) - fitted.value) / np.where(half > 0, half, whole)
    nearest = np.argsort(np.abs(off[:, number]))[: max(1, PARTICLES // 10)]
    middle: np.ndarray = np.median(off[nearest], axis=0)
    return middle


def _alone(
    emulator: Emulator, space: Space, targets: Targets, number: int, sharp: float, seed: int
) -> float:
    """Nearest distance of one target when no other counts."""
    others = [other for other in range(len(targets)) if other != number]
    only = targets.sharpened(others, DISREGARDED).sharpened([number], sharp)
    return float(_met(emulator, space, only, number, seed)[number])


def _pulls(
    emulator: Emulator,
    space: Space,
    targets: Targets,
    number: int,
    joint: np.ndarray,
    seed: int,
) -> tuple[Pull, ...]:
    """Other targets that leave their bands, or move further out, when `number` is demanded."""
    after = _met(emulator, space, targets, number, seed)
    found = [
        Pull(targets.measures[other], float(joint[other]), float(after[other]))
        for other in range(len(targets))
        if other != number
        and abs(after[other]) > 1.0
        and abs(after[other]) > abs(joint[other]) + NOTICED
    ]
    return tuple(sorted(found, key=lambda pull: -abs(pull.after)))
