"""What worker processes do for the page: run what is missing, and make what is shown of it."""

import time
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from analysis.ask.what_if import compared, is_told, tell
from analysis.ask.what_if_ends import end_what_ifs, gather_ends, known_ends, preset_of, tell_end
from analysis.ask.what_if_layout import Asked, Layout, Role, laid_out
from analysis.findings.borrowed import FEWEST_OWN, FEWEST_SHIFTED
from analysis.requests.what_if import WhatIf
from analysis.results.comparison import Comparison
from experiments.calibration.draws import SEEDS_PER_DRAW
from model.words import Language
from sozialraum.page.decisions import DECISIONS
from sozialraum.page.material import Material, can_estimate
from sozialraum.page.rendering import as_html, origin_of, result_of, template
from sozialraum.page.showing import cautions, shown
from sozialraum.page.views import views
from sozialraum.page.words import PAGE

LEVERS = tuple(decision.lever for decision in DECISIONS)
ALL_ROLES: tuple[Role, ...] = ("preset", "mine", "rival")
WARM = 0.5  # seconds
WITHOUT_RIVAL: tuple[Role, ...] = ("preset", "mine")


@dataclass(frozen=True)
class Desk:
    """Where what-ifs are kept, and how many sets of assumptions they are asked for."""

    folder: Path
    draws: int

    @property
    def pairs(self) -> int:
        """Matched pairs of all of them."""
        return SEEDS_PER_DRAW * self.draws

    def single(self, what_if: WhatIf) -> Layout:
        """One run at the shipped values."""
        return laid_out(Asked(what_if, drawn=False), self.folder)

    def drawn(self, what_if: WhatIf) -> Layout:
        """All sets of assumptions."""
        return laid_out(Asked(what_if, drawn=True, pairs=self.pairs), self.folder)


def prepare(desk: Desk, what_if: WhatIf) -> None:
    """Compile, let the city settle, run the base and the preset: what first answers rest on."""
    tell(desk.single(what_if), 0, WITHOUT_RIVAL)


def warm_up(desk: Desk, what_if: WhatIf) -> None:
    """Read what every answer needs; long enough that each worker process takes one of these."""
    show(desk, what_if, State(), "en", True)
    time.sleep(WARM)


def answer_at_once(desk: Desk, what_if: WhatIf, language: Language) -> dict[str, Any] | None:
    """What is shown before anything is run; None if too little is known for an estimate."""
    layout = desk.single(what_if)
    if is_told(layout, 0, WITHOUT_RIVAL):
        return show(desk, what_if, State(), language, False)
    if not {"preset", "mine"} <= set(layout.roles):
        return None
    tell(layout, 0, ("preset",))
    found = material(desk, what_if, State(estimated=True), language)
    return _shown(found, State(estimated=True), desk.draws) if can_estimate(found) else None


def answer_first(desk: Desk, what_if: WhatIf, language: Language) -> dict[str, Any]:
    """One run at the shipped values, and what is shown of it."""
    tell(desk.single(what_if), 0, WITHOUT_RIVAL)
    return show(desk, what_if, State(), language, False)


def run_single(desk: Desk, what_if: WhatIf, roles: tuple[Role, ...]) -> None:
    """One run of each of these arms at the shipped values."""
    tell(desk.single(what_if), 0, roles)


def run_draw(desk: Desk, what_if: WhatIf, draw: int) -> None:
    """All arms under one set of assumptions."""
    layout = desk.drawn(what_if)
    for pair in pairs_of(layout, draw):
        tell(layout, pair, ALL_ROLES)
    mark = _mark(desk, what_if)
    mark.parent.mkdir(parents=True, exist_ok=True)
    mark.touch()


def ends_missing(desk: Desk, preset: WhatIf) -> list[tuple[WhatIf, int | None]]:
    """Runs that first answers lean on: every decision alone at its ends, draw by draw.

    None if they have been put together.
    """
    if known_ends(preset, LEVERS, desk.pairs, desk.folder):
        return []
    draws = (None, *range(desk.draws))
    return [(end, draw) for end in end_what_ifs(preset, LEVERS) for draw in draws]


def run_end(desk: Desk, end: WhatIf, draw: int | None) -> None:
    """One of these runs."""
    tell_end(end, desk.pairs, draw, desk.folder)


def gather(desk: Desk, preset: WhatIf) -> None:
    """Put them together, once all are told."""
    if not known_ends(preset, LEVERS, desk.pairs, desk.folder):
        gather_ends(preset, LEVERS, desk.pairs, desk.folder)


def pairs_of(layout: Layout, draw: int) -> list[int]:
    """The matched pairs of a set of assumptions."""
    first = draw * layout.seeds
    return list(range(first, min(first + layout.seeds, layout.pairs)))


def draws_told(desk: Desk, what_if: WhatIf) -> list[int]:
    """Sets of assumptions under which nothing need be run any more.

    Those that were told elsewhere are found when they are asked for.
    """
    if not _mark(desk, what_if).exists():
        return []  # to look for every draw takes longer than a run
    layout = desk.drawn(what_if)
    return [
        draw
        for draw in range(layout.draws)
        if all(is_told(layout, pair, ALL_ROLES) for pair in pairs_of(layout, draw))
    ]


def _mark(desk: Desk, what_if: WhatIf) -> Path:
    """A file that is there once a draw of a what-if has been told."""
    return desk.folder / "told" / what_if.key


@dataclass(frozen=True)
class State:
    """How far an answer is: draws that are done or have failed, whether the rival has been run.

    waiting: whether draws have to wait for others; estimated: whether nothing has been run yet.
    """

    done: tuple[int, ...] = ()
    failed: tuple[tuple[int, str], ...] = ()
    rival: bool = False
    stopped: bool = False
    waiting: bool = False
    estimated: bool = False

    @property
    def ended(self) -> int:
        """Draws that need no more waiting."""
        return len(self.done) + len(self.failed)


def show(
    desk: Desk, what_if: WhatIf, state: State, language: Language, with_views: bool
) -> dict[str, Any]:
    """What the page shows now: pieces of HTML by the place they go to, and numbers."""
    found = material(desk, what_if, state, language)
    return _shown(found, state, desk.draws, with_views=with_views)


def _shown(
    found: Material, state: State, draws: int, *, with_views: bool = False
) -> dict[str, Any]:
    language = found.language
    content, say = shown(found), PAGE.spoken(language)
    final = state.ended >= draws
    status = status_of(state, draws, language)
    pieces = {
        "status": template("status.html").render(
            status=status,
            done=len(state.done),
            all=draws,
            w=say,
            final=final,
        ),
        "headline": template("headline.html").render(**content),
        "answer": template("answer.html").render(
            m=found,
            w=say,
            base=content["cards"][0].base,
            result=result_of(found.now),
            origin=origin_of(found.now, language),
            **content,
        ),
    }
    pieces["limits"] = template("limits.html").render(cautions=cautions(found), w=say)
    if with_views:
        for one in views(found):
            pieces[f"view-{one.name}"] = as_html(one, found.now, status, language)
    return {
        "html": pieces,
        "numbers": content["numbers"],
        "final": final,
        "say": " ".join([status, content["headline"], *content["more"]]) if final else "",
    }


def status_of(state: State, all_of_them: int, language: Language) -> str:
    """How far an answer is, in words."""
    say = PAGE.spoken(language)
    if state.ended >= all_of_them:
        return say("final", done=len(state.done), all=state.ended)
    key = "estimated" if state.estimated else "preliminary" if state.done else "single"
    told = say(key, done=len(state.done), all=all_of_them)
    return f"{told} {say('others_first')}" if state.waiting else told


def material(desk: Desk, what_if: WhatIf, state: State, language: Language) -> Material:
    """Everything calculated so far, put together."""
    own = "mine" if what_if.changed else "preset"
    ended = state.ended >= desk.draws
    few = own == "mine" and len(state.done) < FEWEST_SHIFTED and not ended
    single = few or not state.done
    if single:
        layout = desk.single(what_if)
        roles = ALL_ROLES if state.rival else WITHOUT_RIVAL
        now = compared(layout, [0], roles, estimated=state.estimated)
    else:
        layout, roles = desk.drawn(what_if), ALL_ROLES
        failed = {pair: why for draw, why in state.failed for pair in pairs_of(layout, draw)}
        now = compared(layout, [p for d in state.done for p in pairs_of(layout, d)], roles, failed)
    return Material(
        now=now,
        stored=_stored(desk, what_if),
        roles={role: layout.arm(role) for role in layout.roles},
        own=own,
        single=single,
        done=1 if single else len(state.done),
        ended=ended,
        language=language,
        ends=known_ends(preset_of(what_if), LEVERS, desk.pairs, desk.folder),
        levers={} if what_if.scoped else dict(what_if.levers),
        estimated=state.estimated,
    )


def _stored(desk: Desk, what_if: WhatIf) -> Comparison | None:
    """The preset under all draws that have been told; None if they are too few for a range."""
    layout = desk.drawn(preset_of(what_if))
    pairs = tuple(pair for pair in range(layout.pairs) if is_told(layout, pair, ("preset",)))
    enough = min(FEWEST_OWN, desk.draws) * layout.seeds
    return _put_together(layout, pairs) if len(pairs) >= enough else None


@lru_cache(maxsize=4)
def _put_together(layout: Layout, pairs: tuple[int, ...]) -> Comparison:
    """Kept with all that has been worked out of it: every first answer rests on it."""
    return compared(layout, pairs, ("preset",))
