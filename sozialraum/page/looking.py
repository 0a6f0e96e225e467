"""Views that cost runs of their own: made in worker processes for whoever opens their tab."""

from functools import lru_cache
from typing import Any

from analysis.ask.what_if import compared
from analysis.ask.what_if_looks import Swing, insides, swing, twin_lives
from analysis.requests.what_if import WhatIf
from experiments.inside import Inside
from model.words import Language
from sozialraum.page.material import Material
from sozialraum.page.rendering import as_html
from sozialraum.page.tasks import (
    WITHOUT_RIVAL,
    Desk,
    State,
    draws_told,
    material,
    run_single,
    status_of,
)
from sozialraum.page.views import FOLLOWING
from sozialraum.page.views.hanging import acts_on, hangs
from sozialraum.page.views.institutions import Both, hours, ties, waits
from sozialraum.page.views.single_cases import lives
from sozialraum.page.words import PAGE

BY_INSTITUTION = {"waits": waits, "hours": hours, "ties": ties}
KEPT = 4  # what-ifs whose institutions a process remembers


def look(desk: Desk, what_if: WhatIf, name: str, language: Language) -> dict[str, Any]:
    """A view of one or a few runs; name: of the tab."""
    if name in FOLLOWING:
        return _followed(desk, what_if, name, language)
    if name == "lives":
        return _lives(desk, what_if, language)
    layout = desk.single(what_if)
    run_single(desk, what_if, WITHOUT_RIVAL)
    now = compared(layout, [0], WITHOUT_RIVAL)
    titles = [now.title_of(arm, language) for arm in (now.plan.base.name, layout.arm(layout.own))]
    post = now.plan.base.scenario.parameters["place.minutes_per_post"].value
    both = Both(*_insides(desk, what_if), (titles[0], titles[1]), post, language)
    view = BY_INSTITUTION[name](both)
    return {"html": as_html(view, now, PAGE.say(language, "single_view"), language)}


def _followed(desk: Desk, what_if: WhatIf, name: str, language: Language) -> dict[str, Any]:
    """A view of the answer as far as it is there."""
    state = _state(desk, what_if)
    found = material(desk, what_if, state, language)
    status = status_of(state, desk.draws, language)
    return {"html": as_html(FOLLOWING[name](found), found.now, status, language)}


def _so_far(desk: Desk, what_if: WhatIf, language: Language) -> Material:
    return material(desk, what_if, _state(desk, what_if), language)


def _state(desk: Desk, what_if: WhatIf) -> State:
    """How far it is: at least one run."""
    told = draws_told(desk, what_if)
    if not told:
        run_single(desk, what_if, WITHOUT_RIVAL)
    return State(done=tuple(told), rival=bool(told))


@lru_cache(maxsize=KEPT)
def _insides(desk: Desk, what_if: WhatIf) -> tuple[Inside, Inside]:
    return insides(desk.single(what_if))


def _lives(desk: Desk, what_if: WhatIf, language: Language) -> dict[str, Any]:
    found = _so_far(desk, what_if, language)
    layout = desk.single(what_if) if found.single else desk.drawn(what_if)
    view = lives(twin_lives(layout, found.now), language)
    return {"html": as_html(view, found.now, PAGE.say(language, "lives_status"), language)}


def one_swing(desk: Desk, what_if: WhatIf, lever: str, value: float) -> Swing:
    """What a decision does at one of its ends."""
    return swing(what_if, lever, value, desk.folder)


def show_swings(
    desk: Desk, what_if: WhatIf, swings: tuple[Swing, ...], language: Language
) -> dict[str, Any]:
    """What the what-if hangs on, and which decisions move what."""
    found = _so_far(desk, what_if, language)
    say = PAGE.spoken(language)
    moves = {
        lever: " · ".join(f"● {say(goal)}" for goal in goals) or f"○ {say('hardly')}"
        for lever, goals in acts_on(swings).items()
    }
    html = as_html(hangs(found, swings), found.now, say("single_view"), language)
    return {"html": html, "moves": moves}
