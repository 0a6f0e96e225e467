"""Diagnostics of a posterior by ArviZ: what draws are worth, and what they foretell."""

from importlib import import_module

import numpy as np
import pytest
from testkit.fake_city import normals

from analysis.measures import diagnostics
from analysis.measures.diagnostics import (
    equal_draws,
    parameter_table,
    prediction_table,
)
from experiments.calibration.posterior import Posterior
from model.errors import SozialraumError

DRAWS = 400


def posterior(values: np.ndarray, weights: np.ndarray | None = None) -> Posterior:
    """Draws of one parameter between −10 and 10, whose run gives the value itself."""
    even = np.full(len(values), 1.0 / len(values))
    pattern = {"id": "P3", "measure": "m", "target": 0.0, "low": -2.0, "high": 2.0}
    told = {"status": "calibrated", "low": -10.0, "high": 10.0, "shipped": 0.0}
    record = {"parameters": {"a": told}, "patterns": [pattern], "shipped": {"m": 0.5}}
    held = even if weights is None else weights
    return Posterior(("a",), values[:, None], held, {"m": values}, record)


def test_what_independent_draws_are_worth() -> None:
    """A standard normal: 90 % of the density within ±1.645; 400 draws, standard error 0.05."""
    (row,) = parameter_table(posterior(normals(1, DRAWS))).to_dict(orient="records")
    assert row["mean"] == pytest.approx(0.0, abs=0.2)
    assert (row["low"], row["high"]) == pytest.approx((-1.645, 1.645), abs=0.35)
    assert 0.7 * DRAWS < row["ess"] < 1.4 * DRAWS
    assert row["error"] == pytest.approx(1.0 / np.sqrt(DRAWS), rel=0.2)
    assert row["contraction"] == pytest.approx(1.0 - 12.0 / 400.0, abs=0.02)


def test_particles_that_were_never_moved_apart_are_worth_one() -> None:
    """Every draw four times side by side: a quarter of the effective draws."""
    (row,) = parameter_table(posterior(np.repeat(normals(2, DRAWS // 4), 4))).to_dict("records")
    assert row["ess"] < 0.4 * DRAWS


def test_weights_become_draws() -> None:
    found = posterior(np.array([1.0, 2.0, 3.0, 4.0]), np.array([0.4, 0.3, 0.0, 0.3]))
    assert set(equal_draws(found)[:, 0]) == {1.0, 2.0, 4.0}
    even = posterior(np.array([3.0, 1.0, 2.0]))
    assert equal_draws(even)[:, 0].tolist() == [3.0, 1.0, 2.0]


def test_what_the_draws_foretell() -> None:
    """The published error is one deviation: twice the target's own spread in all predictions."""
    (row,) = prediction_table(posterior(normals(3, DRAWS))).to_dict(orient="records")
    assert row["above"] == pytest.approx(0.5, abs=0.1)
    (far,) = prediction_table(posterior(normals(3, DRAWS) + 6.0)).to_dict(orient="records")
    assert far["above"] > 0.99
    assert far["below"] == 0.0 < row["below"], "the shipped world lies below all of these"


def test_where_the_shipped_world_lies() -> None:
    values = np.array([0.5, 0.1, 0.2, 0.9])
    (row,) = prediction_table(posterior(values)).to_dict(orient="records")
    assert row["shipped"] == 0.5
    assert row["below"] == pytest.approx(2.5 / 4.0), "half of the draw that is like it"


def test_without_the_extra_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> object:
        if name.startswith("arviz"):
            raise ModuleNotFoundError(name)
        return import_module(name)

    monkeypatch.setattr(diagnostics, "import_module", missing)
    with pytest.raises(SozialraumError, match=r"sozialraum\[calibrate\]"):
        parameter_table(posterior(normals(5, 20)))
