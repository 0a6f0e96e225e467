"""A response surface of what-ifs: what an option differs by from its preset, without running it.

  shift(x) = E(x) − E(x₀),    E(x) = Σ β_j x_j + Σ B_jk x_j x_k,    x₀ the preset,

x the levers in their spans, −1 … 1; so the preset itself is shifted by exactly 0. How far it may be
off is not derived but seen at what-ifs that it was not fitted to (split conformal prediction: Lei,
G'Sell, Rinaldo, Tibshirani, Wasserman 2018). Outside its spans it knows nothing, and says so.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from experiments.calibration.emulator import fit
from experiments.faults import Wrong
from model.errors import Fault, listed, raise_if
from model.words import Message

NAN = float("nan")


@dataclass(frozen=True)
class Span:
    """A lever of the box: from low to high, and its value in the preset, which lies between."""

    lever: str
    low: float
    high: float
    preset: float


@dataclass(frozen=True)
class Estimate:
    """A fitted surface of q goals over d levers, in the unit shown.

    linear (d, q), quadratic (q, d, d): its coefficients; error (q,): what it misses by at most, at
    a share `level` of what-ifs like those it was tried at; fitted, tried: how many of each there
    were; draws: sets of assumptions over which the tried ones are means.
    """

    spans: tuple[Span, ...]
    goals: tuple[str, ...]
    linear: np.ndarray
    quadratic: np.ndarray
    error: np.ndarray
    level: float
    fitted: int
    tried: int
    draws: int

    def shift(self, levers: Mapping[str, float]) -> dict[str, float]:
        """By goal, what these levers (others: as in the preset) change in the preset's difference.

        Raises:
            InputError: it knows nothing there; names every lever outside its span.
        """
        raise_if(self.faults(levers))
        values = [levers.get(span.lever, span.preset) for span in self.spans]
        moved = self._surface(values) - self._surface([span.preset for span in self.spans])
        return dict(zip(self.goals, moved.tolist(), strict=True))

    def faults(self, levers: Mapping[str, float]) -> list[Fault]:
        """Why nothing can be said about these levers; empty if something can."""
        spans, wrong = {span.lever: span for span in self.spans}, Wrong("estimate")
        for name, value in levers.items():
            span = spans.get(name)
            if span is None:
                wrong(name, Message("is not in the estimate"), listed(spans, 40))
            elif not span.low <= value <= span.high:
                allowed = Message("{low:g} to {high:g}", low=span.low, high=span.high)
                wrong(name, Message("{value:g} was not tried", value=value), allowed)
        return wrong.faults

    def _surface(self, values: Sequence[float]) -> np.ndarray:
        x = 2.0 * unit_of(self.spans, np.array([values], dtype=float))[0] - 1.0
        found: np.ndarray = x @ self.linear + np.array([x @ m @ x for m in self.quadratic])
        return found

    def as_json(self) -> dict[str, Any]:
        """Plain data: what evaluates it elsewhere."""
        spans = [vars(span) for span in self.spans]
        goals = {
            goal: {
                "linear": self.linear[:, at].tolist(),
                "quadratic": self.quadratic[at].tolist(),
                "error": float(self.error[at]),
            }
            for at, goal in enumerate(self.goals)
        }
        return {"spans": spans, "goals": goals}


def unit_of(spans: Sequence[Span], values: np.ndarray) -> np.ndarray:
    """Values of levers (n, d) as shares of their spans."""
    low = np.array([span.low for span in spans])
    high = np.array([span.high for span in spans])
    shares: np.ndarray = (values - low) / (high - low)
    return shares


def fitted_estimate(
    spans: Sequence[Span],
    goals: Sequence[str],
    fitted: tuple[np.ndarray, np.ndarray],
    tried: tuple[np.ndarray, np.ndarray],
    level: float,
    draws: int,
) -> Estimate:
    """A surface fitted to shifts (n, q) at values (n, d); its error is seen at the tried ones."""
    values, shifts = fitted
    found = fit(unit_of(spans, values), shifts)
    surface = Estimate(
        tuple(spans), tuple(goals), found.linear, found.quadratic, np.full(len(goals), NAN),
        level, len(values), len(tried[0]), draws,
    )  # fmt: skip
    names = [span.lever for span in spans]
    said = [list(surface.shift(dict(zip(names, row, strict=True))).values()) for row in tried[0]]
    missed = np.abs(np.array(said) - tried[1])
    error = np.array([conformal(column, level) for column in missed.T])
    return Estimate(**{**vars(surface), "error": error})


def conformal(missed: np.ndarray, level: float) -> float:
    """What the next one is missed by at most, with this probability, after these were missed so.

    It holds on average over all draws of the n tried ones, if the next one is of their kind; `inf`
    if they are too few to say.
    """
    rank = math.ceil((len(missed) + 1) * level)
    return math.inf if rank > len(missed) else float(np.sort(missed)[rank - 1])
