"""What an option changes under every set of assumptions, told from one run of it.

Every decision has been moved alone, to its ends, under all draws and at the shipped values. What an
option changes in its preset under draw i is told as a sum of those effects A, by goal g:

  shift_ig = Σ_l a_l A_lig + r_g,    r_g = s_g − Σ_l a_l A_l0g

  a = argmin Σ_l ((a_l − f_l) / BENT)² + Σ_g ((s_g − Σ_l a_l A_l0g) / (CHANCE × matters_g))²

l: the decisions moved; f_l: how far towards its end, 0 … 1; A_l0: the effect of that end where the
option was run, s what the option changes there. So a straight line between preset and end is bent
as far as the one run asks for, and whatever no decision explains is the same under every draw.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

BENT = 0.3
CHANCE = 0.3


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


def towards(ends: Sequence[End], levers: Mapping[str, float]) -> list[tuple[End, float]] | None:
    """The ends towards which these levers are moved, and how far; None if one is not known."""
    found = []
    for lever, value in levers.items():
        end = next((e for e in ends if e.lever == lever and _between(e, value)), None)
        if end is None:
            return None
        found.append((end, (value - end.preset) / (end.value - end.preset)))
    return found


def _between(end: End, value: float) -> bool:
    return min(end.preset, end.value) <= value <= max(end.preset, end.value)


def leaned(
    moved: Sequence[tuple[End, float]],
    shift: np.ndarray,
    matters: np.ndarray,
    shared: Sequence[int] = (),
) -> np.ndarray:
    """What an option changes in its preset under every draw: (goals, draws).

    shift (goals,): what it changes where it was run: at the shipped values, or in the mean over the
    draws `shared`.
    """
    drawn = np.array([end.drawn for end, _ in moved])
    where = [e.drawn[:, list(shared)].mean(axis=1) if shared else e.shipped for e, _ in moved]
    here = np.array(where).T / (CHANCE * matters[:, None])
    far = np.array([share for _, share in moved])
    weights = np.eye(len(far)) / BENT**2 + here.T @ here
    missed = shift / (CHANCE * matters) - here @ far
    far = far + np.linalg.solve(weights, here.T @ missed)
    left = shift - np.array(where).T @ far
    found: np.ndarray = np.tensordot(far, drawn, axes=1) + left[:, None]
    return found
