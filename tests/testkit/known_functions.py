"""Functions with known indices as evaluators: two arms, `base` (flat) and `other` (the function).

With `noise`, chance depends on the values and the seed, so that it falls differently at every
point, as in a model whose histories part; `luck` is chance that all points share.
"""

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.stats import norm

from analysis.sensitivity.factors import Factor, Space
from model.streams import uniforms

A, B = 7.0, 0.1
_D = A**2 / 8 + B * np.pi**4 / 5 + B**2 * np.pi**8 / 18 + 0.5
_V1, _V2, _V13 = 0.5 * (1 + B * np.pi**4 / 5) ** 2, A**2 / 8, B**2 * np.pi**8 * (1 / 18 - 1 / 50)
ISHIGAMI_VARIANCE = float(_D)
ISHIGAMI = {
    "S1": np.array([_V1 / _D, _V2 / _D, 0.0, 0.0]),
    "ST": np.array([(_V1 + _V13) / _D, _V2 / _D, _V13 / _D, 0.0]),
}
G = np.array([0.0, 1.0, 4.5, 9.0, 99.0])
_PARTS = 1.0 / (3.0 * (1.0 + G) ** 2)
_ALL = np.prod(1.0 + _PARTS) - 1.0
SOBOL_G = {"S1": _PARTS / _ALL, "ST": _PARTS * np.prod(1.0 + _PARTS) / (1.0 + _PARTS) / _ALL}


def ishigami_space() -> Space:
    """Three factors that count, and one that is wired to nothing."""
    names = ("x1", "x2", "x3", "nothing")
    return Space(tuple(Factor(n, -np.pi, np.pi, group=f"group_{n}") for n in names))


def g_space() -> Space:
    """Five factors of falling weight."""
    return Space(tuple(Factor(f"x{i}", 0.0, 1.0) for i in range(len(G))))


def ishigami(v: Mapping[str, float]) -> float:
    """Ishigami's function."""
    x1, x2, x3 = v["x1"], v["x2"], v["x3"]
    return float(np.sin(x1) + A * np.sin(x2) ** 2 + B * x3**4 * np.sin(x1))


def sobol_g(v: Mapping[str, float]) -> float:
    """Sobol's g function."""
    x = np.array([v[f"x{i}"] for i in range(len(G))])
    return float(np.prod((np.abs(4.0 * x - 2.0) + G) / (1.0 + G)))


def flat(v: Mapping[str, float]) -> float:
    """Nothing counts."""
    return 3.0


FUNCTIONS = {"ishigami": ishigami, "g": sobol_g, "flat": flat}


@dataclass(frozen=True)
class Known:
    """An evaluator; see the module docstring. Fails at points where x1 is above `fails_above`."""

    function: str
    noise: float = 0.0
    luck: float = 0.0
    fails_above: float = np.inf

    def at(self, points: pd.DataFrame, seeds: Sequence[int]) -> tuple[pd.DataFrame, pd.DataFrame]:
        """The table of runs of all points under all seeds, and that of the failures."""
        runs, failures = [], []
        for row in points.to_dict(orient="records"):
            point = int(row.pop("point"))
            for seed in seeds:
                try:
                    found = self({str(name): float(value) for name, value in row.items()}, seed)
                except ValueError as error:
                    failures.append((point, seed, f"ValueError: {error}", ""))
                    continue
                runs += [(point, seed, arm, "y", values["y"]) for arm, values in found.items()]
        return (
            pd.DataFrame(runs, columns=["point", "seed", "arm", "outcome", "value"]),
            pd.DataFrame(failures, columns=["point", "seed", "message", "detail"]),
        )

    def __call__(self, values: Mapping[str, float], seed: int) -> dict[str, dict[str, float]]:
        """Outcome `y` of both arms."""
        if values.get("x1", 0.0) > self.fails_above:
            raise ValueError("a point that cannot be run")
        shared = self.luck and self.luck * normal(seed, "shared")
        own = self.noise and self.noise * normal(seed, repr(sorted(values.items())))
        y = FUNCTIONS[self.function](values) + shared + own
        return {"base": {"y": shared}, "other": {"y": y + shared}}


def normal(seed: int, key: str) -> float:
    """A standard normal number that depends on seed and key alone."""
    ids = np.array([zlib.crc32(key.encode())], dtype=np.uint64)
    return float(norm.ppf(uniforms(seed, 99, 0, ids, 0)[0]))
