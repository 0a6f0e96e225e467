"""A what-if as the query of a link, and back: what cannot be used is said and left out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from analysis.requests.what_if import BASE, EVERYBODY, PRESET, WhatIf
from experiments.study.resolving import typed
from model.errors import InputError
from model.parameters.setting import setting
from model.scenario import Scenario, list_scenarios, resolve
from model.scenario.rival import SPENDS
from model.vocabulary import TARGET_GROUPS
from model.words import LANGUAGES, Language
from sozialraum.page.controls import label_of
from sozialraum.page.saying import written
from sozialraum.page.words import PAGE

LONGEST = 2000  # letters of a link
LEVER = "levers."
_MOST_MONTH = 1200
_KEYS = ("preset", "base", "spaces", "group", "from", "lang", "version", "place", "draws")


@dataclass(frozen=True)
class Settings:
    """What a server was started with."""

    place: str | None = None
    months: int = 96
    seed: int = 1
    draws: int = 24
    version: str = ""


@dataclass
class Read:
    """A query as it was understood; remarks: what was left out, in words."""

    what_if: WhatIf
    preset: Scenario
    language: Language
    remarks: list[str] = field(default_factory=list)


def read_query(query: Mapping[str, str], settings: Settings) -> Read:
    """The what-if of a query; whatever cannot be used is left out and said."""
    asked = query.get("lang", "")
    language: Language = next((code for code in LANGUAGES if code == asked), LANGUAGES[0])
    say, remarks = PAGE.spoken(language), []
    names = {}
    for key, standard in (("preset", PRESET), ("base", BASE)):
        names[key] = query.get(key, standard)
        if names[key] not in list_scenarios():
            remarks.append(say("unknown", name=_short(names[key])))
            names[key] = standard
    preset = _preset(names["preset"], settings.place)
    spaces = tuple(name for name in query.get("spaces", "").split("|") if name)
    unknown = [name for name in spaces if name not in preset.spaces]
    group = query.get("group", EVERYBODY)
    unknown += [] if group in TARGET_GROUPS else [group]
    month = query.get("from", "0")
    right = month.isascii() and month.isdigit() and int(month[:5]) <= _MOST_MONTH
    unknown += [] if right else [f"from = {month}"]
    levers = _levers(query, preset, language, remarks, unknown)
    remarks += [say("unknown", name=_short(name)) for name in unknown]
    theirs = query.get("version", settings.version)
    if theirs != settings.version:
        remarks.append(say("other_version", theirs=_short(theirs), mine=settings.version))
    if query.get("place", preset.place) != preset.place:
        theirs = _short(query["place"])
        remarks.append(say("other_place", theirs=theirs, mine=preset.place))
    made_of_forms = len(preset.forms) > 1
    what_if = WhatIf(
        names["preset"],
        names["base"],
        tuple(sorted(levers.items())),
        settings.place,
        settings.months,
        settings.seed,
        () if made_of_forms else tuple(name for name in preset.spaces if name in spaces),
        group if group in TARGET_GROUPS and not made_of_forms else EVERYBODY,
        int(month) if right and not made_of_forms else 0,
    )
    return Read(what_if, preset, language, remarks)


@lru_cache(maxsize=32)
def _preset(name: str, place: str | None) -> Scenario:
    return resolve(name, place)


def _levers(
    query: Mapping[str, str],
    preset: Scenario,
    language: Language,
    remarks: list[str],
    unknown: list[str],
) -> dict[str, float]:
    from analysis.requests.what_if import shown_levers

    now, found = shown_levers(preset), {}
    for key, text in query.items():
        if not key.startswith(LEVER):
            unknown += [] if key in _KEYS else [key]
            continue
        record = preset.parameters.get(key)
        name = key.removeprefix(LEVER)
        if record is None or name == SPENDS:
            unknown.append(key)
            continue
        number = number_of(text)
        raw: Any = typed({key: number})[key] if number is not None else None
        value = setting(record, raw, "", key) if raw is not None else None
        if isinstance(value, float):
            if value != now[name]:
                found[name] = value
            continue
        low, high = (written(language, bound) for bound in record.legal)
        said = PAGE.say(
            language,
            "refused",
            name=label_of(record, language),
            value=_short(text),
            low=low,
            high=high,
        )
        remarks.append(said)
    return found


def number_of(text: str) -> float | None:
    """A number written with comma or point; None if it is none."""
    try:
        return float(text.strip().replace("−", "-").replace(",", "."))
    except ValueError:
        return None


def query_of(what_if: WhatIf, settings: Settings, language: Language, place: str) -> str:
    """The query that restores a what-if: everything that decides its numbers."""
    parts: dict[str, object] = {"preset": what_if.preset, "base": what_if.base}
    parts |= {f"{LEVER}{name}": f"{value:.10g}" for name, value in what_if.levers}
    parts |= {"spaces": "|".join(what_if.spaces)} if what_if.spaces else {}
    parts |= {"group": what_if.group} if what_if.group != EVERYBODY else {}
    parts |= {"from": what_if.from_month} if what_if.from_month else {}
    parts |= {"lang": language, "place": place, "draws": settings.draws}
    return urlencode(parts | {"version": settings.version})


def usable(what_if: WhatIf) -> list[str]:
    """Why the model refuses a what-if; empty if it can be run. The model's own words."""
    import tempfile
    from pathlib import Path

    try:
        with tempfile.TemporaryDirectory() as folder:
            for path in what_if.files(Path(folder)):
                resolve(path, what_if.place)
    except InputError as error:
        return [f"{fault.key}: {fault.problem} ({fault.allowed})" for fault in error.faults]
    return []


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"
