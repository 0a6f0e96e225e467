"""Scales on which the pattern measures answer evenly to parameters, for the emulator.

The stock answers in proportions (log), a share by its odds (logit). Profiles are cut from one
ranking of people: what answers evenly is the share up to each cut, not the share between two.
"""

from dataclasses import dataclass

import numpy as np

from model.vocabulary import FAR_PROFILES, NEAR_PROFILES, PROFILES

LEAST = 1e-4  # shares below it, or above 1 − it, look alike on the scale
_SHARES = ("share_", "ladder_", "count_")
_RATES = ("integration_rate", "in_rate", "out_rate")
PROFILE = "profile_{}_share"


@dataclass(frozen=True)
class Scale:
    """Which measures (by column) are taken how; columns in no list stay as they are.

    logs, logits; profiles: columns of the share not profiled and of each profile from the nearest
    to the farthest, near and far: columns of their sums (all, or none).
    """

    logs: tuple[int, ...] = ()
    logits: tuple[int, ...] = ()
    profiles: tuple[int, ...] = ()
    near: int = -1
    far: int = -1

    def to(self, measures: np.ndarray) -> np.ndarray:
        """Measures (n, q) on the scale, same shape."""
        scaled = np.array(measures, dtype=np.float64)
        for column in self.logs:
            scaled[:, column] = np.log(np.maximum(measures[:, column], LEAST))
        for column in self.logits:
            scaled[:, column] = _logit(measures[:, column])
        if self.profiles:
            others, *ranked = self.profiles
            profiled = np.maximum(1.0 - measures[:, others], LEAST)
            up_to = np.cumsum(measures[:, ranked], axis=1) / profiled[:, None]
            scaled[:, ranked[:-1]] = _logit(up_to[:, :-1])
        return scaled

    def back(self, scaled: np.ndarray) -> np.ndarray:
        """From the scale to measures, (n, q)."""
        measures = np.array(scaled, dtype=np.float64)
        for column in self.logs:
            measures[:, column] = np.exp(np.minimum(scaled[:, column], 1.0 / LEAST))
        for column in self.logits:
            measures[:, column] = _share(scaled[:, column])
        if self.profiles:
            others, *ranked = self.profiles
            up_to = np.ones((len(scaled), len(ranked)))
            up_to[:, :-1] = np.maximum.accumulate(_share(scaled[:, ranked[:-1]]), axis=1)
            profiled = 1.0 - measures[:, others]
            parts = np.diff(up_to, axis=1, prepend=0.0) * profiled[:, None]
            measures[:, ranked] = parts
            measures[:, self.near] = parts[:, [i - 1 for i in NEAR_PROFILES]].sum(axis=1)
            measures[:, self.far] = parts[:, [i - 1 for i in FAR_PROFILES]].sum(axis=1)
        return measures


def scale_of(measures: tuple[str, ...]) -> Scale:
    """The scale of measures by name, in their order."""
    profiles = [PROFILE.format(number) for number in range(len(PROFILES))]
    sums = ("profile_near_share", "profile_far_share")
    ranked = set(profiles) | set(sums) <= set(measures)
    cut = set(profiles[1:]) | set(sums) if ranked else set()

    def is_share(name: str) -> bool:
        return name.endswith("_share") or name.startswith(_SHARES) or name in _RATES

    return Scale(
        logs=tuple(i for i, name in enumerate(measures) if name == "stock_mean"),
        logits=tuple(i for i, name in enumerate(measures) if is_share(name) and name not in cut),
        profiles=tuple(measures.index(name) for name in profiles) if ranked else (),
        near=measures.index(sums[0]) if ranked else -1,
        far=measures.index(sums[1]) if ranked else -1,
    )


def _logit(share: np.ndarray) -> np.ndarray:
    kept = np.clip(share, LEAST, 1.0 - LEAST)
    odds: np.ndarray = np.log(kept / (1.0 - kept))
    return odds


def _share(odds: np.ndarray) -> np.ndarray:
    share: np.ndarray = 1.0 / (1.0 + np.exp(-np.clip(odds, -30.0, 30.0)))
    return share
