"""The offline copy: one file with an answer, its views and an estimate, that asks nobody anything.

It opens from a stick. Everything in it was made here, in both languages; whatever is moved there is
estimated from coefficients in the file, or it is said that nothing can be said.
"""

import base64
import hashlib
import json
import re
from collections.abc import Sequence
from concurrent.futures import as_completed
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analysis.ask.estimate import Effort, Estimating, box_of
from analysis.measures.estimate import Estimate
from analysis.measures.headlines import HEADLINES_OF, PARTICIPATION, WORK
from analysis.requests.what_if import WhatIf
from experiments.executors import InterruptedRun, close_executor, open_executor
from experiments.progress import Progress
from experiments.study.running import Means
from experiments.writing import write_bytes
from model.words import LANGUAGES, Language, Message, Texts, date_in, number_in, short_in, signed_in
from sozialraum.page import charts, controls, tasks
from sozialraum.page.decisions import DECISIONS, ESTIMATED
from sozialraum.page.looking import look
from sozialraum.page.query import Settings
from sozialraum.page.rendering import template
from sozialraum.page.saying import BY_LEVER, said
from sozialraum.page.showing import spoken_range
from sozialraum.page.tasks import Desk, State
from sozialraum.page.words import PAGE

STATIC = Path(__file__).resolve().parent / "static"
STYLES = ("page.css", "offline.css")
SCRIPTS = (
    "decisions.js",
    "tabs.js",
    "ways.js",
    "estimate.js",
    "offline.js",
)  # whoever is used comes first
IN_HUNDRED = 100
GO_ON = Message("Finished runs are kept: the same command goes on with the others.")
DEFAULT = Effort()
OFFLINE = Texts(
    {
        "copy": (
            "Offline copy of {day}. It holds what was calculated for “{title}”. Moved decisions "
            "are estimated; this file cannot calculate."
        ),
        "title": "Estimate for your changes (not calculated)",
        "within": "± {error}, estimated",
        "range": "range of the assumptions, moved along: {range}",
        "error": (
            "Dashed: a surface fitted to {fitted} what-ifs, tried at {tried} others that move one "
            "to all of these decisions, each under {draws} sets of assumptions. In {share} of 100 "
            "such what-ifs the mean lies within ± {work} starts of work and ± {people} people."
        ),
        "outside": (
            "No estimate: {name} = {value} lies outside what was tried ({low} to {high}). This "
            "file does not guess."
        ),
        "below": "Answer and views below are those of “{title}”, unchanged.",
        "exactly": "To calculate it, with the program:",
        "no_script": "Without JavaScript this file shows the answer, but cannot estimate.",
    },
    context="offline",
)


@dataclass(frozen=True)
class Copying:
    """An offline copy to make: of a preset, with what the page of these settings would show."""

    settings: Settings
    folder: Path
    what_if: WhatIf
    effort: Effort = DEFAULT

    @property
    def desk(self) -> Desk:
        """Where its runs are kept."""
        return Desk(self.folder, self.settings.draws)

    @property
    def estimating(self) -> Estimating:
        """The estimate of its decisions."""
        box = box_of(self.what_if, [one.lever for one in DECISIONS]) | ESTIMATED
        return Estimating(self.what_if, box, self.settings.draws, self.folder, self.effort)

    def answer(self, jobs: int, *, quiet: bool = False) -> None:
        """Run the preset and its rival under all sets of assumptions."""
        executor, draws = open_executor(jobs), self.settings.draws
        done = False
        try:
            tasks.prepare(self.desk, self.what_if)
            waiting = [
                executor.submit(tasks.run_draw, self.desk, self.what_if, draw)
                for draw in range(draws)
            ]
            with Progress(Message("sets of assumptions"), draws, silent=quiet) as progress:
                for one in as_completed(waiting):
                    one.result()
                    progress.advance()
            done = True
        finally:
            close_executor(executor, at_once=not done)

    def html(self, estimate: Estimate, day: str) -> str:
        """The file. day: when its runs were made, as in ISO 8601."""
        shown = {language: self._shown(language) for language in LANGUAGES}
        numbers = shown[LANGUAGES[0]]["numbers"]
        goals = {goal: numbers[f"preset.{goal}"] for goal in HEADLINES_OF}
        scales = {goal: _scale(goal, goals[goal], estimate) for goal in HEADLINES_OF}
        texts = [self._text(x, shown[x]["html"], estimate, goals, scales, day) for x in LANGUAGES]
        script = bundled(SCRIPTS)
        digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
        found: str = template("offline.html").render(
            first=texts[0],
            second=texts[1],
            policy=(
                f"default-src 'none'; script-src 'sha256-{digest}'; style-src 'unsafe-inline'; "
                "img-src data:; base-uri 'none'; form-action 'none'"
            ),
            style="".join((STATIC / name).read_text(encoding="utf-8") for name in STYLES),
            script=script,
            model=self._model(estimate, goals, scales),
        )
        return found

    def _shown(self, language: Language) -> dict[str, Any]:
        state = State(done=tuple(range(self.settings.draws)), rival=True)
        shown = tasks.show(self.desk, self.what_if, state, language, True)
        for name in ("waits", "hours", "ties", "lives"):
            looked = look(self.desk, self.what_if, name, language)
            shown["html"][f"view-{name}"] = looked["html"]
        return shown

    def _model(
        self, estimate: Estimate, goals: dict[str, Any], scales: dict[str, charts.Scale]
    ) -> dict[str, Any]:
        """What the script needs: the surface, and the preset's finding that it moves."""
        model, one = estimate.as_json(), self.what_if
        for goal, found in goals.items():
            kept = {name: found[name] for name in ("difference", "low", "high")}
            kept |= {"matters": HEADLINES_OF[goal].matters}
            model["goals"][goal] |= kept | {"axis": [scales[goal].low, scales[goal].high]}
        command = ["sozialraum what-if", one.preset, "--base", one.base]
        command += ["--months", str(one.months), "--draws", str(self.settings.draws)]
        return model | {"command": " ".join([*command, "--seed", str(one.seed)])}

    def _text(
        self,
        language: Language,
        pieces: dict[str, str],
        estimate: Estimate,
        goals: dict[str, Any],
        scales: dict[str, charts.Scale],
        day: str,
    ) -> dict[str, Any]:
        """The copy in one language."""
        one, preset, say = self.what_if, self.what_if.scenario(), PAGE.spoken(language)
        title = preset.title[language]
        base = WhatIf(one.base, place=one.place).scenario().title[language]
        place: Any = preset.labels.get("place", {}).get("", {})
        place_title = str(place.get("title", preset.place))
        errors = {
            goal: short_in(language, float(f"{error:.2g}"), 2)
            for goal, error in zip(estimate.goals, estimate.error, strict=True)
        }
        views = [name.removeprefix("view-") for name in pieces if name.startswith("view-")]
        body = template("offline_body.html").render(
            w=say,
            o=OFFLINE.spoken(language),
            other=next(code for code in LANGUAGES if code != language),
            place_title=place_title,
            preset_title=title,
            base_title=base,
            day=date_in(language, day),
            pieces=pieces,
            tabs=["answer", *views],
            groups=controls.decisions(one, preset, language),
            spans=json.dumps(self._spans(language, estimate), ensure_ascii=False),
            goals=[_row(language, g, goals[g], scales[g], errors[g], base) for g in goals],
            error=OFFLINE.say(
                language, "error", fitted=estimate.fitted, tried=estimate.tried,
                draws=estimate.draws, share=round(IN_HUNDRED * estimate.level),
                work=errors[WORK], people=errors[PARTICIPATION],
            ),
            origin=say(
                "origin_text", place=place_title, months=one.months, seed=one.seed,
                draws=self.settings.draws, version=self.settings.version,
            ),
        )  # fmt: skip
        words = {
            "language": language,
            "title": f"{say('title', place=place_title)} – {say('product')}",
            "changed": say("changed_count", count="#"),
            "unchanged": say("nothing_changed"),
        }
        return {"language": language, "title": words["title"], "words": words, "body": body}

    def _spans(self, language: Language, estimate: Estimate) -> dict[str, dict[str, str]]:
        """Levers and the ends of their spans, in words."""
        parameters = self.what_if.scenario().parameters
        return {
            span.lever: {
                "name": controls.label_of(parameters[f"levers.{span.lever}"], language),
                "low": said(language, BY_LEVER[span.lever], span.low),
                "high": said(language, BY_LEVER[span.lever], span.high),
            }
            for span in estimate.spans
        }


def _scale(goal: str, found: dict[str, Any], estimate: Estimate) -> charts.Scale:
    """An axis that holds the preset's range and whatever moving one lever to its end comes to."""
    at, values = estimate.goals.index(goal), [found["difference"], found["low"], found["high"]]
    for span in estimate.spans:
        for end in (span.low, span.high):
            value = found["difference"] + estimate.shift({span.lever: end})[goal]
            values += [value - estimate.error[at], value + estimate.error[at]]
    return charts.scale_for([x for x in values if x is not None], HEADLINES_OF[goal].matters)


def _row(
    language: Language, goal: str, found: dict[str, Any], scale: charts.Scale, error: str, base: str
) -> dict[str, Any]:
    say, one = PAGE.spoken(language), HEADLINES_OF[goal]
    low, high = (float("nan") if found[end] is None else found[end] for end in ("low", "high"))
    ticks = [signed_in(language, tick, 0 if tick == int(tick) else 1) for tick in scale.ticks()]
    name = f"{say('preset_as_is')}: {spoken_range(language, low, high)}"
    return {
        "goal": goal,
        "title": f"{say(goal)} ({say(f'{goal}_unit')})",
        "within": OFFLINE.say(language, "within", error=error),
        "range": OFFLINE.say(language, "range", range=say("from_to", low="{low}", high="{high}")),
        "picture": charts.interval(
            scale, one.matters, found["difference"], low, high, "preset", name
        ),
        "axis": charts.axis(scale, one.matters, ticks, say("fewer"), say("more")),
        "zone": say("practically", matters=number_in(language, one.matters, one.digits and 1)),
        "zero": say("zero_is", base=base),
    }


def bundled(names: Sequence[str]) -> str:
    """Modules of the page as one script: a file from a stick may load no other."""
    text = "\n".join((STATIC / name).read_text(encoding="utf-8") for name in names)
    text = re.sub(r"^import .*;$\n", "", text, flags=re.MULTILINE)
    return re.sub(r"^export ", "", text, flags=re.MULTILINE).replace("</", r"<\/")


def write_copy(file: Path, copying: Copying, means: Means, jobs: int, day: str) -> Estimate:
    """Make what is missing and write the file.

    Raises:
        OutputError: it cannot be written; InterruptedRun: Ctrl-C, runs are kept; SozialraumError:
            runs have failed.
    """
    copying.answer(jobs, quiet=means.quiet)
    try:
        estimate = copying.estimating.made(means)
    except InterruptedRun as stop:
        raise InterruptedRun(stop.finished, stop.asked, GO_ON, stop.what) from None
    write_bytes(file, copying.html(estimate, day).encode())
    return estimate
