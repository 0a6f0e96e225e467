"""Figures of a comparison: files, data, words."""

from pathlib import Path

import pandas as pd
import pytest
from testkit.fake_results import fake_comparison

from analysis.publish.comparison import draw_comparison


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("figures")
    draw_comparison(fake_comparison(pairs=3), target, "de")
    return target


NAMES = (
    "gains-case-management-only",
    "gains-production-network",
    "integration",
    "participation",
    "tie-stages",
    "waiting",
)


def test_every_figure_comes_as_picture_drawing_and_data(folder: Path) -> None:
    found = sorted(path.name for path in folder.iterdir())
    assert found == sorted(f"{name}.{end}" for name in NAMES for end in ("png", "svg", "csv"))


@pytest.mark.parametrize("name", NAMES)
def test_data_beside_the_picture_can_be_read(folder: Path, name: str) -> None:
    data = pd.read_csv(folder / f"{name}.csv")
    assert not data.empty
    if "low" in data:
        known = data.dropna(subset=["low", "high"])
        assert (known["low"] <= known["high"]).all()


def test_figures_say_where_they_come_from_and_what_is_assumed(folder: Path) -> None:
    for name in NAMES:
        drawing = (folder / f"{name}.svg").read_text(encoding="utf-8")
        assert "Simulation Sozialraum" in drawing
        assert "nie urs" in drawing


def test_one_pair_can_be_drawn(tmp_path: Path) -> None:
    paths = draw_comparison(fake_comparison(pairs=1, months=13), tmp_path, "en")
    assert len(paths) == len(NAMES)
