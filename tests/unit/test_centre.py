"""The shipped values are those of one draw of the posterior, and stand where they stood."""

import tomllib
from pathlib import Path

import numpy as np
import pytest

from experiments.calibration.centre import files_with, medoid, rounded
from experiments.calibration.posterior import Posterior
from model.errors import InputError
from model.parameters.loader import FOLDER
from model.scenario import resolve

PLACE = resolve("status-quo", place="oberhausen-2015").place_folder
BAND = {"id": "P1", "measure": "stock", "low": 0.0, "high": 1.0, "posterior_mean": 0.5}


def planted(values: list[list[float]], stock: list[float], mean: float = 0.5) -> Posterior:
    count = len(values)
    return Posterior(
        ("a", "b"),
        np.array(values),
        np.full(count, 1.0 / count),
        {"stock": np.array(stock)},
        {"patterns": [{**BAND, "posterior_mean": mean}]},
    )


def test_the_medoid_is_the_draw_nearest_to_all_others() -> None:
    draws = [[0.0, 0.0], [1.0, 10.0], [2.0, 20.0], [9.0, 90.0]]
    assert medoid(planted(draws, [0.5] * 4)) == 1


def test_a_draw_outside_its_bands_is_not_shipped_while_another_holds() -> None:
    draws = [[0.0, 0.0], [1.0, 10.0], [2.0, 20.0], [9.0, 90.0]]
    assert medoid(planted(draws, [0.5, 1.5, 0.5, 0.5])) == 2
    assert medoid(planted(draws, [1.5] * 4)) == 1


def test_what_a_run_measures_counts_as_much_as_a_parameter() -> None:
    draws = [[0.0, 0.0], [1.0, 1.0], [1.1, 1.1], [1.2, 1.2], [2.2, 2.2]]
    assert medoid(planted(draws, [0.5, 0.5, 0.5, 0.5, 0.5])) == 2
    assert medoid(planted(draws, [0.4, 0.5, 0.9, 0.5, 0.6])) in {1, 3}


def test_a_named_miss_decides_nothing() -> None:
    draws = [[0.0, 0.0], [1.0, 10.0], [2.0, 20.0], [9.0, 90.0]]
    assert medoid(planted(draws, [0.5, 1.5, 1.5, 1.5], mean=1.2)) != 0


def test_values_are_put_in_where_they_stand_and_nothing_else_moves() -> None:
    wanted = {
        "search.effect.health": -0.5,
        "place.arrivals_per_month": 301.0,
        "employment.net_wage.helper": 1111.0,
    }
    files = files_with(wanted, PLACE)
    found = {path.name: tomllib.loads(content.decode()) for path, content in files.items()}
    assert found["search.toml"]["effect"]["health"]["value"] == -0.5
    assert found["place.toml"]["arrivals_per_month"]["value"] == 301
    assert found["region.toml"]["employment"]["net_wage"]["helper"]["value"] == 1111
    before = (FOLDER / "search.toml").read_text(encoding="utf-8").splitlines()
    after = files[FOLDER / "search.toml"].decode().splitlines()
    assert sum(one != other for one, other in zip(before, after, strict=True)) == 1


def test_a_parameter_without_a_home_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"search\.nothing"):
        files_with({"search.nothing": 1.0}, tmp_path)


def test_values_have_four_digits() -> None:
    assert rounded({"a": 0.123456, "b": 1234.56}) == {"a": 0.1235, "b": 1235.0}
