"""Scales of the emulator: there and back again, and shares that stay shares."""

import numpy as np
import pytest
from testkit.fake_city import normals

from experiments.calibration.emulator import fit
from experiments.calibration.scales import Scale, scale_of
from experiments.calibration.space import latin_hypercube

NAMES = (
    "stock_mean",
    *(f"profile_{number}_share" for number in range(7)),
    "profile_near_share",
    "profile_far_share",
    "integration_rate",
    "participation_gap",
)


def cities(count: int) -> np.ndarray:
    """Made-up measures of so many cities: profiles add up."""
    parts = np.exp(normals(1, count * 7)).reshape(count, 7)
    parts /= parts.sum(axis=1, keepdims=True)
    near, far = parts[:, 1:4].sum(axis=1), parts[:, 4:7].sum(axis=1)
    stock = 20_000.0 * np.exp(0.2 * normals(2, count))
    rate = 0.1 + 0.2 * parts[:, 0]
    return np.column_stack([stock, parts, near, far, rate, normals(3, count)])


def test_there_and_back_again() -> None:
    measures, scale = cities(50), scale_of(NAMES)
    assert np.allclose(scale.back(scale.to(measures)), measures, rtol=1e-3)
    assert not np.allclose(scale.to(measures)[:, 0], measures[:, 0])
    assert np.allclose(scale.to(measures)[:, -1], measures[:, -1]), "points stay points"


def test_whatever_is_guessed_profiles_stay_shares() -> None:
    scale = scale_of(NAMES)
    measures = scale.back(5.0 * normals(4, 40 * len(NAMES)).reshape(40, -1))
    profiles = measures[:, 1:8]
    assert (profiles >= 0.0).all()
    assert np.allclose(profiles.sum(axis=1), 1.0)
    assert np.allclose(measures[:, 8], profiles[:, 1:4].sum(axis=1))
    assert np.allclose(measures[:, 9], profiles[:, 4:7].sum(axis=1))


def test_a_part_of_the_profiles_is_taken_as_single_shares() -> None:
    scale = scale_of(("profile_1_share", "profile_near_share", "m0"))
    assert scale.profiles == ()
    assert scale.logits == (0, 1)


def test_cuts_of_a_ranking_are_learnt_better_on_their_scale() -> None:
    """Shares between two cuts of a normal ranking, whose cuts and level are the parameters."""
    from scipy.special import ndtr

    def shares(unit: np.ndarray) -> np.ndarray:
        cuts = np.array([1.4, 1.0, 0.4, -0.3, -0.9]) + (unit[:, :5] - 0.5)
        cuts = np.sort(cuts, axis=1)[:, ::-1] - 2.0 * (unit[:, 5:6] - 0.5)
        up_to = np.column_stack([1.0 - ndtr(cuts), np.ones(len(unit))])
        parts = 0.7 * np.diff(up_to, axis=1, prepend=0.0)
        near, far = parts[:, :3].sum(axis=1), parts[:, 3:].sum(axis=1)
        return np.column_stack([np.full(len(unit), 0.3), parts, near, far])

    unit, new = latin_hypercube(3, 0, 80, 6), latin_hypercube(3, 1, 300, 6)
    errors = []
    for scale in (scale_of(NAMES[1:10]), Scale()):
        emulator = fit(unit, shares(unit), scale=scale)
        errors.append(float(np.sqrt(((emulator(new) - shares(new)) ** 2).mean())))
    assert errors[0] < 0.8 * errors[1]
    assert errors[0] == pytest.approx(0.0, abs=0.02)
