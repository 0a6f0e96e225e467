"""A scenario file that somebody hands over, as a what-if: checked like any, no path in it."""

import tempfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from analysis.requests.what_if import EVERYBODY, WhatIf, shown_levers
from model.errors import Fault, InputError, listed, raise_if
from model.parameters.reading import read_toml
from model.scenario import list_scenarios, resolve
from model.scenario.rival import SPENDS
from model.words import Message

FILE = "scenario.toml"
MORE = Message("is more than the page can show")
ALLOWED = Message("only extends, levers and one form; run others with: sozialraum compare")
TOP = ("name", "title", "description", "extends", "levers", "form")
OF_FORM = ("name", "description", "extends", "levers", "sozialraum", "target_group", "from_month",
           "until_month")  # fmt: skip


def what_if_from(text: str, standard: WhatIf) -> WhatIf:
    """The what-if that a scenario file says; all else as in `standard`.

    Raises:
        InputError: every fault; a scenario that has more than a what-if is one.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / FILE
        path.write_text(text, encoding="utf-8")
        faults: list[Fault] = []
        tables = read_toml(path, faults)
        if tables is not None:
            faults += _more_than_a_what_if(tables)
        raise_if(replace(fault, file=FILE) for fault in faults)
        assert tables is not None
        try:
            handed = resolve(path, standard.place)
        except InputError as error:
            raise InputError(replace(fault, file=FILE) for fault in error.faults) from None
        found = _understood(tables, standard)
        mine, _ = found.files(Path(folder))
        if resolve(mine, standard.place) != handed:  # nothing may get lost without a word
            raise InputError.of(FILE, "form", MORE, ALLOWED)
    return found


def _more_than_a_what_if(tables: Mapping[str, Any]) -> list[Fault]:
    forms = tables.get("form", [])
    rows = [row for row in forms if isinstance(row, Mapping)] if isinstance(forms, list) else []
    more = [key for key in tables if key not in TOP]
    more += [f"form.{key}" for row in rows for key in row if key not in OF_FORM]
    faults = [Fault(FILE, key, MORE, ALLOWED) for key in more]
    presets = list_scenarios()
    bases = [("extends", tables.get("extends"))]
    bases += [("form.extends", str(row.get("extends", "")).partition(":")[0]) for row in rows]
    for key, name in bases:
        if name not in presets:
            problem = Message("is not a shipped arrangement")
            faults.append(Fault(FILE, key, problem, listed(presets, 30)))
    return faults


def _understood(tables: Mapping[str, Any], standard: WhatIf) -> WhatIf:
    extends, rows = str(tables["extends"]), tables.get("form", [])
    if rows and ":" not in str(rows[0]["extends"]):
        row = rows[0]
        one = replace(
            standard,
            base=extends,
            preset=str(row["extends"]),
            spaces=tuple(row.get("sozialraum", ())),
            group=str(row.get("target_group", EVERYBODY)),
            from_month=int(row.get("from_month", 0)),
        )
        levers = row.get("levers", {})
    else:
        one = replace(standard, preset=extends, spaces=(), group=EVERYBODY, from_month=0)
        levers = rows[0].get("levers", {}) if rows else tables.get("levers", {})
    now = shown_levers(one.scenario())
    own = {
        name: float(value["value"] if isinstance(value, Mapping) else value)
        for name, value in levers.items()
        if name != SPENDS
    }
    changed = {name: value for name, value in own.items() if value != now[name]}
    return replace(one, levers=tuple(sorted(changed.items())))
