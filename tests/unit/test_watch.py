"""Watching a run: the world that begins anew, its pictures, and Mesa's view of it."""

import builtins
import re
import sys
from html import escape
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from testkit.small_town import small_town

from model.errors import InputError
from model.vocabulary import WAITING
from model.words import LANGUAGES
from sozialraum.watch import pictures
from sozialraum.watch.watched import Asked, Watched

MONTHS = 3


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_town(tmp_path_factory.mktemp("place"))


@pytest.fixture
def world(town: Path, monkeypatch: pytest.MonkeyPatch) -> Watched:
    monkeypatch.setattr(Watched, "asked", Asked(place=str(town), months=MONTHS))
    return Watched()


def test_it_ends_after_its_months_and_begins_anew_as_it_was(world: Watched) -> None:
    for month in range(1, MONTHS + 1):
        assert world.running
        world.step()
        assert world.month == month
    assert not world.running
    world.step()
    assert world.month == MONTHS
    again = type(world)(rng=7)  # as Mesa's view makes it
    assert (again.month, again.running) == (0, True)
    for _ in range(MONTHS):
        again.step()
    assert again.measures == world.measures


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_network_shows_every_kind_and_the_ties_that_there_are(
    world: Watched, language: Any
) -> None:
    world.step()
    drawn = pictures.network(world, language)
    found = pictures.nodes(world, language)
    assert len(found) == len({int(one.kind) for one in world.institutions})
    assert (found[0].x, found[0].y) == pictures.MIDDLE
    assert all(f">{escape(one.name)}</text>" in drawn for one in found)
    counted = sum(one.waiting for one in found)
    assert counted == sum(one.queue + one.others_waiting for one in world.institutions)
    before = drawn.count("<line")
    world.state.ties["stage"][:] = 3
    assert pictures.network(world, language).count("<line") > before


def test_people_are_counted_through_the_pipeline(world: Watched) -> None:
    world.step()
    counts = pictures.stages_of(world)
    people = [one for one in world.people if one.receipt]
    assert counts[WAITING] == sum(int(np.count_nonzero(one.stage == WAITING)) for one in people)
    drawn = pictures.pipeline(world, "de")
    widths = [float(one) for one in re.findall(r'<rect [^>]*width="(\d+)"', drawn)]
    assert max(widths) == 620.0
    assert "Arbeitsaufnahmen in diesem Monat" in drawn


def test_mesas_view_renders_and_follows(world: Watched, monkeypatch: pytest.MonkeyPatch) -> None:
    solara = pytest.importorskip("solara", reason="extra watch")
    from ipywidgets.widgets import widget
    from mesa.visualization.utils import force_update

    from sozialraum.watch import app

    monkeypatch.setattr(app, "Watched", lambda: world)

    def texts() -> str:
        there = list(widget._instances.values())
        return "".join(getattr(one, "unsafe_innerHTML", None) or "" for one in there)

    _, context = solara.render(app.Page(), handle_error=False)
    try:
        assert "Monat 0: das Jobcenter" in texts()
        world.step()
        force_update()
        assert "Monat 1: das Jobcenter" in texts()
        assert "Monat 1: Bedarfe" in texts()
    finally:
        context.close()


def test_mesas_controls_step_it(world: Watched) -> None:
    solara = pytest.importorskip("solara", reason="extra watch")
    from ipyvuetify import Btn
    from mesa.visualization.solara_viz import ModelController

    controls = ModelController(
        solara.reactive(world),
        model_parameters=solara.reactive({}),
        play_interval=solara.reactive(1),
        render_interval=solara.reactive(1),
        use_threads=solara.reactive(False),
    )
    _, context = solara.render(controls, handle_error=False)
    try:
        step = next(one for one in context.find(Btn).widgets if "Step" in one.children)
        step.click()
        step.click()
        assert world.month == 2
    finally:
        context.close()


def test_a_missing_extra_is_a_clear_sentence(monkeypatch: pytest.MonkeyPatch, town: Path) -> None:
    real = builtins.__import__

    def without(name: str, *more: Any, **others: Any) -> Any:
        if name.partition(".")[0] == "solara":
            raise ImportError("no solara here", name="solara")
        return real(name, *more, **others)

    monkeypatch.setattr(builtins, "__import__", without)
    for name in [one for one in sys.modules if one.startswith("sozialraum.watch.app")]:
        monkeypatch.delitem(sys.modules, name)
    from sozialraum.watch.serving import serve

    with pytest.raises(InputError, match=r"sozialraum\[watch\]"):
        serve(Asked(place=str(town)), port=0, browser=False)
