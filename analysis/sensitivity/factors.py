"""Uncertain factors and the space they span: what a sensitivity study varies, and how far.

A factor lives on 0–1; `at` turns that into its value. So one design serves numbers, whole numbers,
categories, switches and draws of a posterior alike.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np
import pandas as pd

from analysis.sensitivity.topics import BY_NAME, group_of
from experiments.faults import Wrong
from model.errors import NOTHING, Fault, listed, nearest, raise_if
from model.parameters import Parameter
from model.parameters.record import WHOLE
from model.words import Message

type Kind = Literal["number", "whole", "category", "switch", "draw"]

POSTERIOR = "posterior"  # name of the factor that picks a joint draw, and of its file and group
WEIGHT = "weight"
PARAMETER = "--parameter"
UNCERTAIN = ("assumed", "calibrated")
# Set by an arrangement or by the place: not uncertain, but they may be asked for by name.
_NOT_BY_DEFAULT = ("levers", "switches", "place")
_WHOLE = {"months", "calendar month"}


@dataclass(frozen=True)
class Factor:
    """One thing that is varied.

    low, high: bounds, both included; kind: number, whole number, category (one of `levels`), switch
    (0 or 1) or draw (a row of the posterior, 0 … high); group: topic it is analysed under.
    """

    name: str
    low: float
    high: float
    kind: Kind = "number"
    group: str = ""
    levels: tuple[float, ...] = ()

    def at(self, unit: np.ndarray) -> np.ndarray:
        """Values at places 0–1 of the range; any shape."""
        if self.kind == "number":
            # Rounding must not carry a value out of its range: it would be refused.
            return np.clip(self.low + unit * (self.high - self.low), self.low, self.high)
        choices = self.choices
        return choices[np.minimum((unit * len(choices)).astype(np.int64), len(choices) - 1)]

    @cached_property
    def choices(self) -> np.ndarray:
        """Values a factor that is no plain number can take."""
        if self.kind == "category":
            return np.array(self.levels, dtype=np.float64)
        return np.arange(math.ceil(self.low), math.floor(self.high) + 1, dtype=np.float64)

    def fault(self) -> Fault | None:
        """What is wrong with its range, if anything."""
        given = Message("{low:g} to {high:g}", low=self.low, high=self.high)
        if not (math.isfinite(self.low) and math.isfinite(self.high)):
            problem = Message("the range {given} has no end", given=given)
            allowed = Message("two numbers")
        elif self.low > self.high:
            problem = Message("the range {given} is reversed", given=given)
            ends = {"high": self.high, "low": self.low}
            allowed = Message("{name}={high:g}:{low:g}", name=self.name, **ends)
        elif self.low == self.high or (self.kind != "number" and len(self.choices) < 2):
            problem = Message("the range {given} is empty: nothing can vary", given=given)
            allowed = Message("{name}=LOW:HIGH with LOW < HIGH", name=self.name)
        else:
            return None
        return Fault(PARAMETER, self.name, problem, allowed)


@dataclass(frozen=True)
class Space:
    """All factors of a study.

    draws: the posterior, a row per draw and a column per parameter, if one factor picks a draw.
    """

    factors: tuple[Factor, ...]
    draws: pd.DataFrame | None = None

    @property
    def names(self) -> list[str]:
        """Names of the factors, in order."""
        return [factor.name for factor in self.factors]

    def points(self, unit: np.ndarray) -> pd.DataFrame:
        """The points of a design on 0–1; shape (points, factors) → frame with the column `point`.

        A drawn row of the posterior adds a column per parameter it holds.
        """
        columns = {
            factor.name: factor.at(unit[:, place]) for place, factor in enumerate(self.factors)
        }
        frame = pd.DataFrame(columns)
        if self.draws is not None:
            rows = self.draws.iloc[frame[POSTERIOR].to_numpy().astype(np.int64)]
            frame = pd.concat([frame, rows.reset_index(drop=True)], axis=1)
        frame.insert(0, "point", np.arange(len(frame)))
        return frame


def uncertain_space(
    parameters: Mapping[str, Parameter],
    asked: Sequence[str] = (),
    draws: pd.DataFrame | None = None,
    fixed: Sequence[str] = (),
    statuses: Sequence[str] = UNCERTAIN,
) -> Space:
    """The space that a study of a place varies.

    Args:
        parameters: every parameter of the resolved scenario.
        asked: names of parameters or groups, each with or without a range of its own
            (`search.base=-3:-2`); nothing: every parameter that is assumed or calibrated with a
            range, levers and switches excepted.
        draws: posterior of the place; its parameters vary jointly, as one factor, unless others
            are asked for by name.
        fixed: parameters the user has set: they do not vary.
        statuses: which parameters vary if none is asked for.

    Raises:
        InputError: unknown names, ranges that are empty or reversed; lists every fault.
    """
    drawn = _posterior(parameters, draws)
    with_draws = drawn is not None and (not asked or POSTERIOR in asked)
    jointly = set(drawn.columns) if drawn is not None and with_draws else set()
    faults: list[Fault] = []
    found: dict[str, Factor] = {}
    if asked:
        for text in asked:
            for factor in _asked(text, parameters, faults):
                found[factor.name] = factor
    else:
        found = {
            name: of_parameter(p) for name, p in parameters.items() if is_uncertain(p, statuses)
        }
    for name in {*jointly, *fixed}:
        found.pop(name, None)
    if drawn is not None and with_draws:
        last = float(len(drawn) - 1)
        found[POSTERIOR] = Factor(POSTERIOR, 0.0, last, "draw", POSTERIOR)
    faults += [fault for factor in found.values() if (fault := factor.fault())]
    if not found and not faults:
        allowed = Message("a parameter that is not set")
        faults.append(Fault(PARAMETER, "", Message("nothing varies"), allowed))
    raise_if(faults)
    return Space(tuple(found.values()), drawn if POSTERIOR in found else None)


def is_uncertain(parameter: Parameter, statuses: Sequence[str] = UNCERTAIN) -> bool:
    """True if its value is assumed or calibrated and the range leaves room for another one."""
    if parameter.status not in statuses or parameter.topic in _NOT_BY_DEFAULT:
        return False
    return parameter.range is not None and of_parameter(parameter).fault() is None


def of_parameter(parameter: Parameter, bounds: tuple[float, float] | None = None) -> Factor:
    """The factor of a parameter; `bounds` instead of its own range."""
    low, high = bounds or parameter.range or parameter.legal
    group = group_of(parameter.name)
    if parameter.is_switch:
        return Factor(parameter.name, 0.0, 1.0, "switch", group)
    whole = parameter.used_as == WHOLE or parameter.unit in _WHOLE
    return Factor(parameter.name, low, high, "whole" if whole else "number", group)


def _asked(text: str, parameters: Mapping[str, Parameter], faults: list[Fault]) -> list[Factor]:
    """Factors that one name of a parameter or group, with or without a range, stands for."""
    name, equals, written = (part.strip() for part in text.partition("="))
    wrong = Wrong(PARAMETER, faults)
    if name == POSTERIOR:
        return []
    if name in BY_NAME:
        members = [p for p in parameters.values() if p.topic in BY_NAME[name].topics and p.range]
        if equals or not members:
            problem = (
                Message("a group has no range of its own")
                if equals
                else Message("nothing varies in this group")
            )
            wrong(text, problem, Message("names of parameters"))
            return []
        return [f for p in members if (f := of_parameter(p)).fault() is None]
    if name not in parameters:
        known = [*BY_NAME, *parameters]
        allowed = Message(
            "a parameter (`sozialraum show SCENARIO`) or a group: {names}",
            names=listed(BY_NAME, 20),
        )
        problem = Message("there is no parameter or group {name!r}", name=name)
        wrong(name, problem, allowed, nearest(name, known))
        return []
    if not equals:
        return [of_parameter(parameters[name])]
    bounds = _bounds(written)
    if bounds is None:
        wrong(text, Message("not a range"), Message("{name}=LOW:HIGH, two numbers", name=name))
        return []
    factor = of_parameter(parameters[name], bounds)
    low, high = parameters[name].legal
    if factor.low <= factor.high and not (low <= factor.low and factor.high <= high):
        problem = Message(
            "the range {low:g} to {high:g} leaves what may be set", low=factor.low, high=factor.high
        )
        wrong(name, problem, parameters[name].allowed)
        return []
    return [factor]


def _bounds(written: str) -> tuple[float, float] | None:
    low, _, high = written.partition(":")
    try:
        return float(low), float(high)
    except ValueError:
        return None


def _posterior(
    parameters: Mapping[str, Parameter], draws: pd.DataFrame | None
) -> pd.DataFrame | None:
    """The draws of parameters; rows are repeated by weight, if they carry one."""
    if draws is None:
        return None
    known = [name for name in draws.columns if name in parameters]
    wrong = Wrong(f"{POSTERIOR}.parquet")
    for name in draws.columns.difference([*known, WEIGHT, "draw", "distance", "chain"], sort=False):
        wrong(str(name), Message("is no parameter"), NOTHING, nearest(str(name), parameters))
    raise_if(wrong.faults)
    if WEIGHT not in draws.columns:
        return draws[known].reset_index(drop=True)
    share = draws[WEIGHT].to_numpy(dtype=np.float64)
    places = (np.arange(len(draws)) + 0.5) / len(draws)
    rows = np.searchsorted(np.cumsum(share / share.sum()), places).clip(max=len(draws) - 1)
    return draws[known].iloc[rows].reset_index(drop=True)
