"""The controls of the page: decisions as sentences, and every other lever as a row."""

import json
from dataclasses import dataclass

from analysis.findings.register import STATUSES
from analysis.requests.what_if import EVERYBODY, WhatIf, shown_levers
from analysis.wording import meaning_in, unit_in
from model.parameters import Parameter
from model.parameters.record import SHARE
from model.scenario import Scenario
from model.scenario.rival import SPENDS
from model.words import Language, from_file, say
from sozialraum.page.decisions import DECISIONS, GROUPS, HIGH, LOW, SENTENCES, VALUES, Decision
from sozialraum.page.saying import BY_LEVER, said, written
from sozialraum.page.words import PAGE, TARGETS, UNITS

_BLANK = "{value}"
PERCENT = 100.0


@dataclass(frozen=True)
class Control:
    """A lever as a control. Numbers are texts as HTML wants them; written: as people do."""

    lever: str
    kind: str
    label: str
    before: str
    after: str
    low: str
    high: str
    step: str
    value: str
    preset: str
    written: str
    said: str
    was: str
    low_word: str
    high_word: str
    changed: bool
    options: tuple[tuple[str, str], ...] = ()
    words: str = "[]"
    scale: str = "1"
    one: str = ""
    many: str = ""
    unit: str = ""
    range: str = ""
    status: str = ""
    grade: str = ""
    source: str = ""
    meaning: str = ""


@dataclass(frozen=True)
class Group:
    """Decisions under one heading."""

    title: str
    controls: tuple[Control, ...]


def decisions(what_if: WhatIf, preset: Scenario, language: Language) -> tuple[Group, ...]:
    """The decisions of the first view."""
    return tuple(
        Group(
            GROUPS.say(language, group),
            tuple(
                _decision(one, what_if, preset, language) for one in DECISIONS if one.group == group
            ),
        )
        for group in GROUPS.texts
    )


def others(what_if: WhatIf, preset: Scenario, language: Language) -> tuple[Control, ...]:
    """All other levers, in the order of the model."""
    return tuple(
        _row(record, what_if, preset, language)
        for name, record in preset.parameters.items()
        if record.topic == "levers" and _lever(name) not in (*BY_LEVER, SPENDS)
    )


def changes(what_if: WhatIf, preset: Scenario, language: Language) -> list[str]:
    """What was changed, in words."""
    found = []
    for name, value in what_if.levers:
        record = preset.parameters[f"levers.{name}"]
        if name in BY_LEVER:
            value_said = said(language, BY_LEVER[name], value)
            found.append(SENTENCES.say(language, name).replace(_BLANK, value_said))
        else:
            found.append(f"{label_of(record, language)}: {written(language, value)}")
    return found


def scope_said(what_if: WhatIf, language: Language) -> list[str]:
    """For whom, where and from when it holds, in words; nothing if everywhere for everybody."""
    words, found = PAGE.spoken(language), []
    if what_if.group != EVERYBODY:
        found.append(f"{words('scope_group')} {TARGETS.say(language, what_if.group)}")
    if what_if.spaces:
        found.append(f"{words('scope_space')} {', '.join(what_if.spaces)}")
    if what_if.from_month:
        found.append(f"{words('scope_from')} {what_if.from_month}")
    return found


def _decision(one: Decision, what_if: WhatIf, preset: Scenario, language: Language) -> Control:
    record = preset.parameters[f"levers.{one.lever}"]
    now = dict(what_if.levers).get(one.lever, shown_levers(preset)[one.lever])
    was = shown_levers(preset)[one.lever]
    before, _, after = SENTENCES.say(language, one.lever).partition(_BLANK)
    low, high = record.legal
    scale = PERCENT if one.kind == "percent" else 1.0
    named = [(bound, VALUES.say(language, word)) for bound, word in one.words]
    return Control(
        lever=one.lever,
        kind=one.kind,
        label=label_of(record, language),
        before=before,
        after=after,
        low=f"{low:g}",
        high=f"{high:g}",
        step=f"{one.step:g}",
        value=f"{now:.10g}",
        preset=f"{was:.10g}",
        written=written(language, scale * now),
        scale=f"{scale:g}",
        said=said(language, one, now),
        was=said(language, one, was),
        low_word=LOW.named(language, one.lever) if one.lever in LOW else "",
        high_word=HIGH.named(language, one.lever) if one.lever in HIGH else "",
        changed=now != was,
        options=tuple((f"{bound:g}", word) for bound, word in named)
        if one.kind == "choice"
        else (),
        words=json.dumps(named, ensure_ascii=False),
        one=UNITS.say(language, "services_1") if one.kind == "count" else "",
        many=_pattern(one, language),
    )


def _pattern(one: Decision, language: Language) -> str:
    """How a number of this kind is said, with # for it: the script says it while it moves."""
    if one.kind == "percent":
        return UNITS.say(language, "percent", value="#")
    kinds = {"count": "services", "months": "months"}
    return UNITS.say(language, kinds[one.kind], count="#") if one.kind in kinds else ""


def _row(record: Parameter, what_if: WhatIf, preset: Scenario, language: Language) -> Control:
    name = _lever(record.name)
    was = shown_levers(preset)[name]
    now = dict(what_if.levers).get(name, was)
    low, high = record.legal
    whole = record.used_as != SHARE
    return Control(
        lever=name,
        kind="number",
        label=label_of(record, language),
        before="",
        after="",
        low=f"{low:g}",
        high=f"{high:g}",
        step="1" if whole else f"{(high - low) / 100:g}",
        value=f"{now:.10g}",
        preset=f"{was:.10g}",
        written=written(language, now),
        said=written(language, now),
        was=written(language, was),
        low_word=written(language, low),
        high_word=written(language, high),
        changed=now != was,
        unit=unit_in(language, record.unit),
        range=f"{written(language, low)} – {written(language, high)}",
        status=STATUSES.say(language, record.status),
        grade=record.grade or "–",
        source=record.source or "–",
        meaning=meaning_in(language, record),
    )


def _lever(name: str) -> str:
    return name.partition(".")[2]


def works_in(preset: Scenario, language: Language) -> dict[str, str]:
    """The parts of a month that read a lever, in words, by lever; found in the code itself."""
    from model.describe.mechanisms import mechanisms

    return {
        _lever(name): ", ".join(
            dict.fromkeys(say(language, one.english, "process") for one in found)
        )
        for name, found in mechanisms(preset.parameters).items()
        if preset.parameters[name].topic == "levers"
    }


def label_of(record: Parameter, language: Language) -> str:
    """What a lever is called."""
    english = _lever(record.name).replace("_", " ")
    return from_file(language, de=record.german or meaning_in(language, record), en=english)
