"""What an option changes under every set of assumptions, told from one run of it.

Every decision of a preset has been moved alone, to its ends, under all draws and at the shipped
values. What an end changes (E, by goal and draw i) is split into what it leaves of the preset's
own effect P on the base, what it adds, and what is its own under a draw, beyond chance:

  E_i = β (P_i − P̄) + Ē + ε_i,    β ≥ −1

An option moves decisions l, each a share f_l of the way to its end, and is told as their sum, but
that what is left of the preset's effect cannot be lost twice. (What bends most has ends on the way,
too: between two of them an option is a share of either.)

  D_i = P_i Π_l (1 + a_l β_l) + Σ_l a_l (Ē_l − β_l P̄ + ε_li) + r

Its one run says what it changes there, s. That bends the shares and leaves a rest, by goal g with
v_g = chance_g² + (REST × matters_g)²:

  a = argmin Σ_l ((a_l − f_l) / BENT)² + Σ_g (s_g − Σ_l a_l S_lg)² / v_g
  r_g = (s_g − Σ_l a_l S_lg) (REST × matters_g)² / v_g

(what would be lost twice is taken out of the sum, at a = f; before that run a = f and r = 0). S is
what the ends change at the shipped values: a run each, as unsure as chance makes it, drawn towards
the mean over all draws. All these runs are told against one run of the preset: the luck that it has
in common with all is taken out of s and S (the median of their distance from the mean).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

# Chosen at 20 random what-ifs (a quarter of the city, 24 draws); `what-if --check` tries others.
BENT, REST = 0.15, 0.3


@dataclass(frozen=True)
class End:
    """A decision alone at one end of its range, against the preset.

    preset, value: what the lever is there and here; shipped (goals,): what it changes in one run at
    the shipped values; drawn (goals, draws): the same under every set of assumptions.
    """

    lever: str
    preset: float
    value: float
    shipped: np.ndarray
    drawn: np.ndarray


@dataclass(frozen=True)
class Leaning:
    """What is known of a preset before an option is run.

    own (goals, draws): what the preset itself changes in the base under every draw; first: the same
    in the first pair of each, whose luck the ends share; chance, matters (goals,): standard
    deviation of one pair by chance, and what matters.
    """

    ends: Sequence[End]
    own: np.ndarray
    first: np.ndarray
    chance: np.ndarray
    matters: np.ndarray

    def shares(self, levers: Mapping[str, float]) -> dict[int, float] | None:
        """Number of the end → how far these levers are moved to it; None if one is unknown."""
        found: dict[int, float] = {}
        for lever, value in levers.items():
            mine = {one.value: at for at, one in enumerate(self.ends) if one.lever == lever}
            known = [*mine, *(one.preset for one in self.ends if one.lever == lever)]
            below = max((x for x in known if x <= value), default=None)
            above = min((x for x in known if x >= value), default=None)
            if below is None or above is None:
                return None
            share = (value - below) / (above - below) if above > below else 1.0
            for end, part in ((below, 1.0 - share), (above, share)):
                if end in mine and part > 0.0:
                    found[mine[end]] = part
        return found

    @cached_property
    def _drawn(self) -> np.ndarray:
        return np.array([one.drawn for one in self.ends])

    @cached_property
    def _means(self) -> np.ndarray:
        means: np.ndarray = self._drawn.mean(axis=2)
        return means

    @cached_property
    def _luck(self) -> np.ndarray:
        luck: np.ndarray = np.median(self._shipped - self._means, axis=0)
        return luck

    @property
    def _shipped(self) -> np.ndarray:
        return np.array([one.shipped for one in self.ends])

    @cached_property
    def _parts(self) -> tuple[np.ndarray, np.ndarray]:
        """What every end leaves of the preset's effect, β (ends, goals), and its own ε."""
        x = self.first - self.first.mean(axis=1, keepdims=True)
        y = self._drawn - self._means[:, :, None]
        free = max(1, y.shape[2] - 2)
        square = np.maximum((x * x).sum(axis=1), 1e-12)
        beta = (x * y).sum(axis=2) / square
        noise = ((y - beta[:, :, None] * x) ** 2).sum(axis=2) / free
        beta = np.maximum(beta * _known(beta**2 * square, noise), -1.0)
        rest = y - beta[:, :, None] * x
        own = rest * _known((rest**2).sum(axis=2) / free, self.chance**2)[:, :, None]
        return beta, own

    def shifts(
        self, moved: Mapping[int, float], shift: np.ndarray, shared: Sequence[int] = ()
    ) -> np.ndarray:
        """What an option changes in its preset under every draw: (goals, draws).

        moved: as of `shares`; shift (goals,): what it changes where it was run: at the shipped
        values, or in the mean over the draws `shared`.
        """
        numbers = list(moved)
        beta = self._parts[0][numbers]
        there, noise = self._there(numbers, shared)
        far = np.array([moved[number] for number in numbers])
        here = self.own[:, list(shared)] if shared else self.own
        twice = here.mean(axis=1) * (np.prod(1.0 + far[:, None] * beta, axis=0) - 1.0 - far @ beta)
        told = shift - twice - (0.0 if shared else self._luck)
        rest = (REST * self.matters) ** 2
        scale = np.sqrt(noise**2 + rest)
        lean = (there / scale).T
        weights = np.eye(len(far)) / BENT**2 + lean.T @ lean
        far = far + np.linalg.solve(weights, lean.T @ (told / scale - lean @ far))
        far = np.clip(far, 0.0, 1.0)
        return self._summed(numbers, far, (told - far @ there) * rest / scale**2)

    def expected(self, moved: Mapping[int, float]) -> np.ndarray:
        """The same before the option has been run: (goals, draws)."""
        return self._summed(list(moved), np.array(list(moved.values())), np.zeros(len(self.own)))

    def _summed(self, numbers: list[int], far: np.ndarray, left: np.ndarray) -> np.ndarray:
        """Ends so far each, and a rest (goals,), under every draw."""
        beta, own = (part[numbers] for part in self._parts)
        added = self._means[numbers] - beta * self.first.mean(axis=1)
        kept = np.prod(1.0 + far[:, None] * beta, axis=0)
        found: np.ndarray = self.own * (kept - 1.0)[:, None] + (far @ added + left)[:, None]
        return found + np.tensordot(far, own, axes=1)

    def _there(self, numbers: list[int], shared: Sequence[int]) -> tuple[np.ndarray, np.ndarray]:
        """What these ends change where an option was run, (ends, goals), and chance of that run."""
        if shared:
            means = self._drawn[numbers][:, :, list(shared)].mean(axis=2)
            return means, self.chance / np.sqrt(len(shared))
        means = self._means[numbers]
        known = _known(self._drawn[numbers].var(axis=2), self.chance**2)
        return means + known * (self._shipped[numbers] - self._luck - means), self.chance


def _known(all_of_it: np.ndarray, noise: np.ndarray) -> np.ndarray:
    """The share of a variance that is not noise."""
    found: np.ndarray = np.maximum(0.0, 1.0 - noise / np.maximum(all_of_it, 1e-12))
    return found
