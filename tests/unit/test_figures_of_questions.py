"""Figures of every other question: nothing cut, nothing on each other, told apart in grey."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import matplotlib as mpl
import numpy as np
import pandas as pd
import pytest
from matplotlib.colors import to_rgb
from testkit.looked_at import faults, smaller
from testkit.planted_designs import designed, standing
from testkit.planted_results import decomposed, lost_somewhere, searched, studied, swept, weighed

from analysis.figures import decomposition, design, frontier, sensitivity, tipping, worth
from analysis.figures.fitting import inches, wrapped
from analysis.figures.notes import numbered
from analysis.figures.style import SETTINGS, ZONE, Drawing, new_figure, save
from model.words import LANGUAGES, Language


@pytest.fixture(autouse=True)
def our_letters() -> Iterator[None]:
    """Text is measured in the letters in which it is saved."""
    with mpl.rc_context(SETTINGS):
        yield


def sweeps(count: int, language: Language) -> Drawing:
    along = ("cooperation", "ramp_up", "staffing")[:count]
    one = swept([-1.0, 0.1, 1.0], 0.1, 1.0)
    levels = pd.concat([one.levels.assign(along=name) for name in along])
    thresholds = pd.concat([one.thresholds.assign(along=name) for name in along])
    request = replace(one.request, along=along, language=language)
    done = replace(one, levels=levels, thresholds=thresholds, request=request)
    return tipping.sweep_figure(done, "participation", language)


def designs(language: Language) -> Drawing:
    reported = (standing(50, 45, 40), standing(30, 20, 10), standing(58, 58, 57))
    done = designed(*reported, preset=standing(20, 10, 5), language=language)
    return design.front_figure(done, language)


DRAWN: dict[str, Callable[[Language], Drawing]] = {
    "one sweep": lambda language: sweeps(1, language),
    "two sweeps": lambda language: sweeps(2, language),
    "three sweeps": lambda language: sweeps(3, language),
    "box": lambda language: tipping.box_figure(lost_somewhere(), "participation", language),
    "waterfall": lambda language: decomposition.waterfall(
        decomposed(language=language), "integrations", language
    ),
    "front": lambda language: frontier.front_figure(searched(language), language),
    "designs": designs,
    "worth": lambda language: worth.worth_figure(weighed(), language),
    "shares": lambda language: sensitivity.shares_figure(studied(0.1), language),
}
DIFFERENCES = ("one sweep", "three sweeps", "waterfall", "front", "designs")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", DRAWN)
def test_no_word_is_cut_and_none_lies_on_another(
    name: str, language: Language, tmp_path: Path
) -> None:
    drawing = DRAWN[name](language)
    save(drawing, tmp_path)
    assert faults(drawing.figure) == []
    assert drawing.title.rstrip().endswith(".")
    assert all(axes.get_xlabel() for axes in drawing.figure.axes)


@pytest.mark.parametrize("name", DIFFERENCES)
def test_a_difference_has_its_zone_in_sight(name: str) -> None:
    for axes in DRAWN[name]("de").figure.axes:
        zones = [patch for patch in axes.patches if patch.get_facecolor()[:3] == to_rgb(ZONE)]
        assert len(zones) == 1
        view, zone = axes.viewLim, zones[0].get_path().get_extents(zones[0].get_patch_transform())
        assert view.x0 <= zone.x0 or zone.x0 == 0.0  # bands go from edge to edge
        assert view.x1 >= zone.x1 or zone.x1 == 1.0


def test_numbers_at_points_that_are_close_do_not_lie_on_each_other(tmp_path: Path) -> None:
    figure, axes = new_figure()
    axes.set_xlim(0.0, 1.0)
    axes.set_ylim(0.0, 1.0)
    numbered(axes, [(0.5 + 0.004 * at, 0.5) for at in range(6)], ["a long name " * 9] * 6)
    save(Drawing("close", figure, pd.DataFrame({"x": [1]})), tmp_path)
    assert faults(figure) == []
    numbers = [text.get_window_extent() for text in axes.texts if text.get_text().isdigit()]
    assert len(numbers) == 6
    assert not any(smaller(a).overlaps(smaller(b)) for a, b in combinations(numbers, 2))


@pytest.mark.parametrize("bold", [False, True])
def test_lines_are_as_wide_as_is_said(bold: bool) -> None:
    text = "Mmmm WWWW Graues Feld: praktisch gleich. " * 9
    lines = wrapped(text, 7.0, 12, bold=bold).splitlines()
    assert len(lines) > 2
    assert max(inches(line, 12, bold) for line in lines) <= 7.0
    assert "5\u00a0%" in wrapped("bei 5\u00a0% " * 40, 3.0, 12)


def test_parts_of_a_bar_are_told_apart_without_colour() -> None:
    drawing = sensitivity.shares_figure(studied(0.1), "de")
    bars = drawing.figure.axes[0].containers
    grey = [float(np.dot(to_rgb(bar[0].get_facecolor()), (0.299, 0.587, 0.114))) for bar in bars]
    assert min(abs(a - b) for a, b in combinations(grey, 2)) > 0.2
    waterfall = decomposition.waterfall(decomposed(), "integrations", "de").figure.axes[0]
    assert {bar[0].get_hatch() for bar in waterfall.containers} >= {"////"}
