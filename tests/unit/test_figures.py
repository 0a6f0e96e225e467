"""Figures of a comparison: the finding as title, all inside, told apart without colour."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations, pairwise
from math import nan
from pathlib import Path
from types import SimpleNamespace

import matplotlib as mpl
import pandas as pd
import pytest
from matplotlib.colors import to_rgb
from testkit.fake_results import fake_comparison
from testkit.looked_at import faults, words_on

from analysis.figures import gains, institutions
from analysis.figures.goal import _apart
from analysis.figures.style import SETTINGS, SIGNS, Drawing, arm_styles, save, widened
from analysis.findings.answer import answer
from analysis.measures.headlines import HEADLINES_OF, PARTICIPATION, WORK
from analysis.measures.persons import SMALLEST_GROUP
from analysis.publish.comparison import FIGURES, LEFT_OUT, draw_comparison
from analysis.results.comparison import Comparison

ARMS = ("case-management-only", "production-network", "merged-organisation")
LEAST_LIGHTNESS = 20.0  # CIE L*, told apart in a photocopy


def made(arms: int, months: int) -> Comparison:
    effects = {"siloed": 0.0, **{name: 0.02 + at / 100 for at, name in enumerate(ARMS[:arms])}}
    done = fake_comparison(pairs=3, months=months, effects=effects)
    for arm in done.plan.others:
        levers = {"stage_cap": 3, "membership": 1}
        arm.scenario.forms = (SimpleNamespace(levers=levers),)  # type: ignore[attr-defined]
    return replace(done, institutions=looked_into())


def looked_into(after: float = 2.5) -> pd.DataFrame:
    """Ties of some kinds of institutions in three pillars; two institutions of most kinds."""
    rows = []
    for arm, end in (("siloed", 0.5), (ARMS[0], after)):
        for at in range(-1, 7):
            one = {"arm": arm, "pair": 4, "kind": f"kind_{at}", "kind_de": f"Amt {at}",
                   "kind_en": f"office {at}", "pillars": 1 << at % 3 | at % 2 << 4,
                   "before": 0.5, "after": end - (at == 0)}  # fmt: skip
            if at < 0:  # the Jobcenter
                one |= {"before": nan, "after": nan}
            rows += [one] * (2 if at < 5 else 1)
    return pd.DataFrame(rows)


@pytest.fixture(autouse=True)
def our_letters() -> Iterator[None]:
    """Text is measured in the letters in which it is saved."""
    with mpl.rc_context(SETTINGS):
        yield


@pytest.fixture(scope="module", params=[(1, 6), (2, 12), (2, 24), (3, 96)], ids=str)
def drawn(request: pytest.FixtureRequest) -> tuple[Comparison, list[Drawing]]:
    done = made(*request.param)
    return done, [drawing for draw in FIGURES for drawing in draw(done, "de")]


def test_every_part_is_inside_the_canvas_and_shows_something(
    drawn: tuple[Comparison, list[Drawing]], tmp_path: Path
) -> None:
    _, drawings = drawn
    names = {one.name for one in drawings}
    assert {"integration", "participation", "network", "institutions"} <= names
    for drawing in drawings:
        assert not drawing.data.empty, drawing.name
        save(drawing, tmp_path)
        box, (width, height) = drawing.figure.get_tightbbox(), drawing.figure.get_size_inches()
        assert box.x0 >= -0.02, drawing.name
        assert box.y0 >= -0.02, drawing.name
        assert box.x1 <= width + 0.02, drawing.name
        assert box.y1 <= height + 0.02, drawing.name


def test_titles_are_findings_axes_have_units_and_notes_their_result(
    drawn: tuple[Comparison, list[Drawing]],
) -> None:
    done, drawings = drawn
    told = answer(done, "de")
    for drawing in drawings:
        assert drawing.title.endswith(".")
        assert drawing.described
        note = drawing.figure.get_supxlabel()
        for part in ("Vergleichspaare", "Ergebnis", "Fassung", "nie ursächlich gemessen"):
            assert part in " ".join(note.split()), drawing.name
        for axes in drawing.figure.axes:
            assert axes.get_xlabel(), drawing.name
    titles = {one.name: one.title for one in drawings}
    assert titles["integration"] == told.sentences_of(WORK)
    assert titles["participation"] == told.sentences_of(PARTICIPATION)


def test_nothing_lies_on_the_title_and_no_word_of_the_note_is_cut(
    drawn: tuple[Comparison, list[Drawing]], tmp_path: Path
) -> None:
    for drawing in drawn[1]:
        save(drawing, tmp_path)  # places are found in drawing
        figure = drawing.figure
        title = figure._suptitle.get_window_extent()  # type: ignore[attr-defined]
        legends = [*figure.legends, *(a.get_legend() for a in figure.axes if a.get_legend())]
        texts = [axes._left_title for axes in figure.axes]  # type: ignore[attr-defined]
        boxes = [one.get_window_extent() for one in (*legends, *texts) if one is not None]
        boxes = [box for box in boxes if box.width > 1.0]
        assert not any(title.overlaps(box) for box in boxes), drawing.name
        beside = [axes._left_title.get_window_extent() for axes in figure.axes  # type: ignore[attr-defined]
                  if axes._left_title.get_text()]  # type: ignore[attr-defined]  # fmt: skip
        assert not any(a.overlaps(b) for a, b in combinations(beside, 2)), drawing.name
        note = " ".join(figure.get_supxlabel().split())
        assert "Ergebnis nicht festgehalten" in note


def test_words_lie_neither_on_each_other_nor_on_zones_lines_and_frames(
    drawn: tuple[Comparison, list[Drawing]], tmp_path: Path
) -> None:
    done, drawings = drawn
    by_name = {drawing.name: drawing.figure for drawing in drawings}
    for drawing in drawings:
        save(drawing, tmp_path)
        assert faults(drawing.figure) == [], drawing.name
    for goal, name in ((WORK, "integration"), (PARTICIPATION, "participation")):
        axes, matters = by_name[name].axes[0], HEADLINES_OF[goal].matters
        left, right = (axes.transData.transform((at, 0.0))[0] for at in (-matters, matters))
        assert words_on(axes, "weniger").x1 < left
        assert words_on(axes, "mehr").x0 > right
        counts = [label.get_text() for label in axes.get_yticklabels(minor=True)]
        assert all(" bis " in text for text in counts)  # the range is said beside the bar
    threshold = by_name["network"].axes[-1]
    assert words_on(threshold, "entstanden").x0 > threshold.get_window_extent().x1
    shares = by_name["creaming"].axes[0]
    frame = shares.get_window_extent()
    assert all(text.get_window_extent().x0 > frame.x0 for text in shares.texts)
    curves = by_name["exits-by-features"].axes[0]
    assert curves.get_legend().get_window_extent().y0 >= curves.get_window_extent().y1
    assert len(curves.get_legend().get_texts()) == 2 + len(done.plan.others)


def test_letters_beside_ends_of_lines_are_apart_and_inside() -> None:
    assert _apart([0.1, 0.5], 0.0, 1.0) == [0.1, 0.5]
    for ends in ([0.0, 0.0, 0.0], [0.97, 0.99, 1.0], [0.5, 0.51, 0.9]):
        places = _apart(ends, 0.0, 1.0)
        assert min(b - a for a, b in pairwise(places)) > 0.059
        assert max(places) < 1.0


def test_a_range_of_few_pairs_is_not_told_as_an_interval(
    drawn: tuple[Comparison, list[Drawing]],
) -> None:
    for drawing in drawn[1]:
        note = " ".join(drawing.figure.get_supxlabel().split())
        assert "95 von 100" not in note, drawing.name
        if drawing.name == "sozialraeume":
            assert (drawing.data["persons"] >= SMALLEST_GROUP).all()


def test_short_runs_have_an_axis_of_months(drawn: tuple[Comparison, list[Drawing]]) -> None:
    done, drawings = drawn
    (network,) = [one for one in drawings if one.name == "network"]
    axes = network.figure.axes[0]
    assert (
        axes.get_xlabel()
        == f"{'Jahre' if done.plan.months >= 24 else 'Monate'} seit der Umstellung"
    )
    assert len(axes.get_xticks()) > 2


def test_sentence_and_figure_have_one_range_and_the_zone_is_not_zoomed_into(
    drawn: tuple[Comparison, list[Drawing]],
) -> None:
    done, drawings = drawn
    told = answer(done, "de")
    for goal, name in ((WORK, "integration"), (PARTICIPATION, "participation")):
        (drawing,) = [one for one in drawings if one.name == name]
        shown = drawing.data.dropna(subset=["more"]).set_index("arm")
        for arm in told.arms:
            found = told.findings[goal, arm]
            assert shown.at[arm, "low"] == pytest.approx(found.low, nan_ok=True)
            assert shown.at[arm, "high"] == pytest.approx(found.high, nan_ok=True)
        left, right = drawing.figure.axes[0].get_xlim()
        assert left <= -1.5 * HEADLINES_OF[goal].matters
        assert right >= 1.5 * HEADLINES_OF[goal].matters


def test_groups_have_their_number_and_small_ones_are_left_out(
    drawn: tuple[Comparison, list[Drawing]],
) -> None:
    _, drawings = drawn
    for drawing in drawings:
        if drawing.name.startswith("gains-"):
            labels = [label.get_text() for label in drawing.figure.axes[0].get_yticklabels()]
            assert all("(n = " in label for label in labels)
            assert (drawing.data["persons"].iloc[1:] >= SMALLEST_GROUP).all()


def test_institutions_are_shown_by_pillar_and_the_title_follows_the_ties() -> None:
    for after, reached in ((2.5, "bei 6 von 7"), (1.0, "bei 0 von 7")):
        done = replace(made(1, 24), institutions=looked_into(after))
        (drawing,) = institutions.draw(done, "de")
        said = f"{reached} Arten von Einrichtungen Stufe 2; vor der Umstellung sind es 0"
        assert said in drawing.title
        pillars = ["Arbeit", "Soziale Integration", "Kinder(betreuung)", "Gesundheit"]
        assert list(drawing.data["pillar"].unique()) == pillars
        shown = [
            label.get_text() for axes in drawing.figure.axes for label in axes.get_yticklabels()
        ]
        assert "2 × Amt 0" in shown
        assert "Amt 5" in shown
        assert "Nummer 5" in " ".join(drawing.figure.get_supxlabel().split())


def test_where_nobody_notices_anything_the_panel_says_so() -> None:
    done = made(1, 24)
    done.tables["gains"][["gain", "lose"]] = 0.0
    (drawing,) = gains.draw(done, "de")
    texts = [text.get_text() for text in drawing.figure.axes[0].texts]
    assert "Niemand hat spürbar mehr oder weniger Teilhabe." in texts


def lightness(colour: str) -> float:
    """CIE L* of a colour."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in to_rgb(colour)]
    luminance = sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
    return float(116.0 * luminance ** (1 / 3) - 16.0)


def test_any_two_arms_are_told_apart_without_colour() -> None:
    styles = list(arm_styles(made(3, 6)).values())
    shown = [(one["color"], one["linestyle"], one["marker"]) for one in styles]
    for one, other in combinations([*shown, *SIGNS], 2):
        if one == other:
            continue
        alike = abs(lightness(one[0]) - lightness(other[0])) < LEAST_LIGHTNESS
        assert not alike or one[1] != other[1]
        assert one[2] != other[2]


def test_an_axis_never_shows_less_than_the_zone() -> None:
    low, high = widened(-0.001, 0.001, 0.5)
    assert low <= -0.75
    assert high >= 0.75


def test_files_and_what_was_left_out(tmp_path: Path) -> None:
    paths = draw_comparison(fake_comparison(pairs=1, months=13), tmp_path, "en")
    names = {path.stem for path in paths}
    assert {"integration", "participation"} <= names
    left_out = (tmp_path / LEFT_OUT).read_text()
    for what in ("whether the network comes about.", "institutions and ties by pillar"):
        assert f"as there is nothing to show: {what}" in left_out
    for name in names:
        assert not pd.read_csv(tmp_path / f"{name}.csv").empty
        drawing = (tmp_path / f"{name}.svg").read_text(encoding="utf-8")
        assert "<title>" in drawing
        assert "<desc>" in drawing
        assert drawing.count("<text") > 5  # text stays text
        assert (tmp_path / f"{name}.png").stat().st_size > 1000
