"""What a user takes home: the file, the link, the command and the line of Python, all the same."""

import json
import shlex
from dataclasses import dataclass

from analysis.requests.what_if import WhatIf, drawn_from
from model.scenario import Scenario
from model.words import Language
from sozialraum.page.query import Settings, query_of

FILE_NAME = "what-if.toml"


@dataclass(frozen=True)
class Taken:
    """Texts to take home."""

    query: str
    toml: str
    command: str
    python: str


def taken(what_if: WhatIf, preset: Scenario, settings: Settings, language: Language) -> Taken:
    """The what-if in every form in which it can be taken away."""
    drawn = drawn_from(preset)
    option = FILE_NAME if what_if.changed else what_if.preset
    pairs, place = 2 * settings.draws, what_if.place
    words = ["sozialraum", "compare", what_if.base, option]
    words += ["--place", str(place)] if place else []
    words += ["--months", str(what_if.months), "--pairs", str(pairs), "--seed", str(what_if.seed)]
    words += ["--uncertainty", drawn]
    given = [_quoted(what_if.base), _quoted(option)]
    given += [f"place={_quoted(place)}"] if place else []
    given += [f"months={what_if.months}", f"pairs={pairs}", f"seed={what_if.seed}"]
    given += [f"uncertainty={_quoted(drawn)}"]
    python = f"import sozialraum as sr\n\nsr.compare({', '.join(given)})"
    query = query_of(what_if, settings, language, preset.place)
    return Taken(query, what_if.toml(), shlex.join(words), python)


def _quoted(text: str) -> str:
    """A text as Python has it: a folder of Windows too."""
    return json.dumps(text, ensure_ascii=False)
