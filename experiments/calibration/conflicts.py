"""When the patterns cannot all hold: which targets pull against each other, and by how much.

Asked of the emulator. A target *alone* shows what the model can reach at all. A target that is
missed in the joint fit is then *demanded*: fitted so sharply that it is met if it can be; the
targets that leave their bands because of it pull against it.
"""

from dataclasses import dataclass

import numpy as np

from experiments.calibration.emulator import Emulator
from experiments.calibration.fit import Fit
from experiments.calibration.likelihood import Likelihood
from experiments.calibration.sampling import sample
from experiments.calibration.space import Space
from experiments.calibration.targets import Targets
from model.errors import NOTHING, SozialraumError
from model.words import Message, joined

DEMANDED = 0.1  # a demanded target's tolerance, as a share of what it was …
FAR = 20.0  # … but no sharper than to have the target so many deviations away
DISREGARDED = 1e3  # a target that does not count for the moment
PARTICLES = 200
MOST_MISSED = 6  # targets that are looked into one by one
# A posterior that rests on fewer draws than this says little about its edges.
FEWEST_EFFECTIVE = 20.0
# Changes below this many half bands are not worth a line.
NOTICED = 0.25


@dataclass(frozen=True)
class Pull:
    """Another target that leaves its band when one is demanded: where it lies before, and then.

    before, after: distances in half bands, ±1 is the edge of the band; simulated (before), demanded
    (after), low, high: in the measure's unit.
    """

    measure: str
    before: float
    after: float
    simulated: float
    demanded: float
    low: float
    high: float

    def told(self) -> Message:
        """What happens to this target, in plain words."""
        return Message(
            "{measure} goes from {simulated:.4g} to {demanded:.4g} (band {low:g} to {high:g}): "
            "from {before:+.1f} to {after:+.1f} half bands",
            **vars(self),
        )


@dataclass(frozen=True)
class Miss:
    """A target that the joint fit misses.

    name: what the measure is called; off: distance of the joint fit in half bands; simulated,
    target, low, high: in the measure's unit; alone: nearest distance if no other target counts;
    nearest: the value there; pulls: see `Pull`; sure: missed by more than the emulator may be
    wrong, else more runs might meet it.
    """

    id: str
    measure: str
    name: str
    simulated: float
    target: float
    low: float
    high: float
    off: float
    alone: float
    nearest: float
    pulls: tuple[Pull, ...]
    sure: bool

    def told(self) -> Message:
        """What is wrong with this target, in plain words; others that give way a line each."""
        values = {
            "id": self.id,
            "measure": self.measure,
            "name": self.name,
            "target": self.target,
            "low": self.low,
            "high": self.high,
            "found": self.simulated,
            "off": _off(self.off),
        }
        head = Message(
            "{id} {measure} ({name}): target {target:g} (band {low:g} to {high:g}), the best joint "
            "fit has {found:.4g}: {off}.",
            **values,
        )
        if abs(self.alone) > 1.0:
            return Message(
                "{head} Out of reach: even if no other target counted, the model would come no "
                "nearer than {nearest:.4g}, {off}.",
                head=head,
                nearest=self.nearest,
                off=_off(self.alone),
            )
        if not self.pulls:
            return Message(
                "{head} It can be met alone; no single other target stands against it.", head=head
            )
        alone = Message("{head} Alone it can be met. To meet it, others must give way:", head=head)
        return joined([alone, *(Message("  {line}", line=pull.told()) for pull in self.pulls)])


def _off(distance: float) -> Message:
    if distance > 0:
        return Message("{size:.1f} half bands above the target", size=abs(distance))
    return Message("{size:.1f} half bands below the target", size=abs(distance))


class NoFit(SozialraumError):
    """The patterns of a place cannot all be reproduced; nothing is written beside the place."""

    def __init__(self, place: str, misses: tuple[Miss, ...], more: Message = NOTHING) -> None:
        self.misses = misses
        sure = [miss for miss in misses if miss.sure] or list(misses)
        rest = [
            f"{miss.id} {miss.measure} ({miss.off:+.1f})" for miss in misses if miss not in sure
        ]
        lines = [
            Message(
                "No parameters within their ranges reproduce all patterns of {place}.", place=place
            )
        ]
        if sure:
            lines.append(
                Message(
                    "Missed: {count} (1 half band is the way from a target to the edge of its "
                    "band):",
                    count=len(sure),
                )
            )
            lines += [Message("  {line}", line=miss.told()) for miss in sure]
        if rest:
            lines.append(
                Message(
                    "Outside their bands as well, but so little that more runs might meet them "
                    "(half bands): {names}.",
                    names=", ".join(rest),
                )
            )
        lines += [more] if more else []
        lines.append(
            Message(
                "No posterior was written. Check these targets, their bands and the definitions "
                "behind them; then the ranges of the parameters that act on them. Finished runs "
                "are kept: if only targets change, the first wave is not run again."
            )
        )
        super().__init__(joined(lines))


def refuse_misfit(place: str, done: Fit, seed: int) -> None:
    """Raise if what came out must not be taken for a posterior.

    Raises:
        NoFit: patterns that cannot all be met.
        SozialraumError: too few draws to tell.
    """
    targets = done.targets
    simulated = done.mean if done.weights.any() else _closest(done)
    rough = done.effective < FEWEST_EFFECTIVE
    missed = (clear(done.emulator, targets, simulated) & ~targets.spared()).any()
    ordered = bool(done.kept.any())
    held = targets.holds(simulated) | targets.spared()
    if not ordered or missed or not (rough or held.all()):
        found = misses(done.emulator, done.space, targets, simulated, seed)
        more = Message(
            "No draw kept what must hold exactly: {names}.", names=", ".join(targets.must)
        )
        raise NoFit(place, found, NOTHING if ordered else more)
    if rough:
        off = targets.off(simulated)
        outside = ", ".join(
            f"{targets.ids[i]} {targets.measures[i]} ({off[i]:+.1f} half bands)"
            for i in np.flatnonzero(~targets.holds(simulated))
        )
        text = Message(
            "The posterior of {place} would rest on {count:.0f} draws, fewer than {fewest:.0f}: "
            "the emulator is still too rough. No posterior was written. Call the same with more "
            "--points or --draws; finished runs are used again.",
            place=place,
            count=done.effective,
            fewest=FEWEST_EFFECTIVE,
        )
        so_far = Message("{text} Outside their bands so far: {names}.", text=text, names=outside)
        raise SozialraumError(so_far if outside else text)


def _closest(done: Fit) -> np.ndarray:
    """Mean measures of the quarter of the draws that fits best; shape (n_targets,)."""
    whole = done.measures[np.isfinite(done.measures).all(axis=1)]
    best = np.argsort(-done.targets.log_likelihood(whole))[: max(1, len(whole) // 4)]
    mean: np.ndarray = whole[best].mean(axis=0)
    return mean


def misses(
    emulator: Emulator, space: Space, targets: Targets, simulated: np.ndarray, seed: int
) -> tuple[Miss, ...]:
    """Everything the joint fit misses, with the reason; empty if all bands are met.

    simulated: measures of the joint fit, (n_targets,), from runs of the model.
    """
    missed = np.flatnonzero(~targets.holds(simulated))
    joint = targets.off(simulated)
    sure = clear(emulator, targets, simulated)
    order = missed[np.argsort(-np.abs(joint[missed]))]
    found = []
    for rank, number in enumerate(order):
        nearest, pulls = float(targets.value[number]), tuple[Pull, ...]()
        alone = 0.0
        if rank < MOST_MISSED:
            sharp = max(DEMANDED, 2.0 * abs(float(joint[number])) / FAR)
            others = [other for other in range(len(targets)) if other != number]
            only = targets.sharpened(others, DISREGARDED).sharpened([int(number)], sharp)
            met = _met(emulator, space, only, int(number), seed + rank)
            nearest, alone = float(met[number]), float(targets.off(met)[number])
            if abs(alone) <= 1.0:
                demanded = targets.sharpened([int(number)], sharp)
                met = _met(emulator, space, demanded, int(number), seed + rank)
                pulls = _pulls(targets, int(number), simulated, met)
        found.append(
            Miss(
                targets.ids[number],
                targets.measures[number],
                targets.names[number],
                float(simulated[number]),
                float(targets.value[number]),
                float(targets.low[number]),
                float(targets.high[number]),
                float(joint[number]),
                alone,
                nearest,
                pulls,
                bool(sure[number]),
            )
        )
    return tuple(found)


def clear(emulator: Emulator, targets: Targets, simulated: np.ndarray) -> np.ndarray:
    """Which targets are missed by more than the emulator may be wrong; shape (n_targets,)."""
    half = (targets.high - targets.low) / 2.0
    found: np.ndarray = np.abs(targets.off(simulated)) > 1.0 + 2.0 * emulator.error / half
    return found


def _met(emulator: Emulator, space: Space, fitted: Targets, number: int, seed: int) -> np.ndarray:
    """Measures where one target is met best in a fit (medians of the nearest), (n_targets,)."""
    likelihood = Likelihood(emulator, space, fitted, variance=0.0)
    found = sample(likelihood, len(space), PARTICLES, seed, information=likelihood.information)
    measures = emulator(space.unit(space.values(found.unit)))
    nearest = np.argsort(np.abs(fitted.off(measures)[:, number]))[: max(1, PARTICLES // 10)]
    middle: np.ndarray = np.median(measures[nearest], axis=0)
    return middle


def _pulls(
    targets: Targets, number: int, simulated: np.ndarray, met: np.ndarray
) -> tuple[Pull, ...]:
    """Other targets that leave their bands, or move further out, when `number` is demanded.

    simulated: measures of the joint fit; met: measures where `number` is met; (n_targets,) each.
    """
    before, after = targets.off(simulated), targets.off(met)
    found = [
        Pull(
            targets.measures[other],
            float(before[other]),
            float(after[other]),
            float(simulated[other]),
            float(met[other]),
            float(targets.low[other]),
            float(targets.high[other]),
        )
        for other in range(len(targets))
        if other != number
        and abs(after[other]) > 1.0
        and abs(after[other]) > abs(before[other]) + NOTICED
    ]
    return tuple(sorted(found, key=lambda pull: -abs(pull.after)))
