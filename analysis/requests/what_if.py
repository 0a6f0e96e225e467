"""A what-if of a planner: a preset with some decisions moved, as a scenario file, link and arms.

The file is the whole what-if: page, command line and Python run it and find the same numbers.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import tomlkit

from analysis.options import MONTHS, SEED
from analysis.requests.comparison import Request
from experiments.calibration.draws import Uncertainty
from experiments.calibration.posterior import load_posterior
from experiments.writing import write_bytes
from model.scenario import Scenario, resolve
from model.scenario.forms import NO_END
from model.scenario.rival import SPENDS
from model.vocabulary import EVERYONE, TARGET_GROUPS
from model.words import LANGUAGES, Texts

NAME, RIVAL = "what-if", "what-if-rival"
BASE, PRESET = "siloed", "production-network"
EVERYBODY = TARGET_GROUPS[EVERYONE]
_TITLES = Texts({NAME: "Your option", RIVAL: "Casework instead of coordination"})


@dataclass(frozen=True)
class WhatIf:
    """A preset and what is changed in it.

    preset, base: arrangements by name; levers: (name, value), changed ones only, sorted; place:
    name or folder, None for the scenarios' own; spaces, group, from_month: for whom, where and
    from when the whole form holds (none, everyone, 0: everywhere from the first month on).
    """

    preset: str = PRESET
    base: str = BASE
    levers: tuple[tuple[str, float], ...] = ()
    place: str | None = None
    months: int = MONTHS
    seed: int = SEED
    spaces: tuple[str, ...] = ()
    group: str = EVERYBODY
    from_month: int = 0

    @property
    def scoped(self) -> bool:
        """Whether the form holds for a part only: some Sozialräume, a target group, from later."""
        return bool(self.spaces) or self.group != EVERYBODY or self.from_month > 0

    @property
    def changed(self) -> bool:
        """Whether anything differs from the preset."""
        return bool(self.levers) or self.scoped

    @property
    def key(self) -> str:
        """Equal what-ifs have equal keys (hex)."""
        parts = [self.preset, self.base, self.levers, self.place, self.months, self.seed]
        text = json.dumps([*parts, self.spaces, self.group, self.from_month])
        return hashlib.sha256(text.encode()).hexdigest()[:16]

    def scenario(self) -> Scenario:
        """The preset itself.

        Raises:
            InputError: there is none, or no such place.
        """
        return resolved_once(self.preset, self.place)

    def toml(self, *, rival: bool = False) -> str:
        """The scenario file; rival: its fair rival, paid the same and not tied.

        Raises:
            InputError: the preset is unknown.
        """
        known = self.scenario().parameters
        levers: dict[str, object] = {
            name: _written(value, switch=known[f"levers.{name}"].is_switch)
            for name, value in self.levers
        }
        if rival:
            levers[SPENDS] = True
        name = RIVAL if rival else NAME
        content: dict[str, object] = {
            "name": name,
            "extends": self.base if self.scoped else self.preset,
            "title": {code: _TITLES.say(code, name) for code in LANGUAGES},
        }
        return tomlkit.dumps(content | self._body({"levers": levers} if levers else {}))

    def _body(self, levers: Mapping[str, object]) -> dict[str, object]:
        if self.scoped:
            return {"form": [{**self._form(), **levers}]}
        forms = self.scenario().forms[1:] if levers else ()
        if not forms:
            return dict(levers)
        rows = []
        for form in forms:
            row: dict[str, object] = {"name": form.name, "extends": f"{self.preset}:{form.name}"}
            row["from_month"] = form.start
            if form.end < NO_END:
                row["until_month"] = form.end
            row["target_group"] = TARGET_GROUPS[form.target_group]
            rows.append({**row, "sozialraum": list(form.spaces), **levers})
        return {"form": rows}

    def _form(self) -> dict[str, object]:
        group = "" if self.group == EVERYBODY else self.group
        given = {"from_month": self.from_month, "target_group": group}
        given |= {"sozialraum": list(self.spaces)}
        said = {key: value for key, value in given.items() if value}
        return {"name": NAME, "extends": self.preset, **said}

    def files(self, folder: Path) -> tuple[Path, Path]:
        """The scenario file and its rival's, written to a folder under their content's name."""
        found = []
        for rival in (False, True):
            path = folder / f"{RIVAL if rival else NAME}-{self.key}.toml"
            content = self.toml(rival=rival).encode()
            if not path.is_file() or path.read_bytes() != content:
                folder.mkdir(parents=True, exist_ok=True)
                write_bytes(path, content)
            found.append(path)
        return found[0], found[1]

    def request(self, others: Sequence[str], uncertainty: Uncertainty, pairs: int) -> Request:
        """What `compare` is asked for these arms beside the base."""
        return Request(
            self.base,
            tuple(others),
            place=self.place,
            months=self.months,
            pairs=pairs,
            seed=self.seed,
            uncertainty=uncertainty,
        )


@lru_cache(maxsize=64)
def resolved_once(name: str, place: str | None) -> Scenario:
    """A shipped arrangement; the last few stay."""
    return resolve(name, place)


def drawn_from(scenario: Scenario) -> Uncertainty:
    """Where the sets of assumptions of a place come from: its own posterior, else the ranges."""
    return _drawn_from(scenario.place_folder, scenario.place)


@lru_cache(maxsize=4)
def _drawn_from(folder: Path, place: str) -> Uncertainty:
    posterior = load_posterior(folder)
    own = posterior is not None and posterior.record.get("place") == place
    return "posterior" if own else "ranges"


def shown_levers(scenario: Scenario) -> Mapping[str, float]:
    """The levers that an arrangement is known by: of its first form, if it is made of forms."""
    return scenario.forms[min(1, len(scenario.forms) - 1)].levers


def _written(value: float, *, switch: bool) -> bool | int | float:
    """The value of a lever as a file has it: switches and whole numbers as such."""
    return bool(value) if switch else int(value) if value == int(value) else float(value)
