"""Which points are run: the methods of SALib with what each costs and needs.

All designs live on 0–1 (see `factors`). SALib drops a seed of 0 (`if seed:`): `library_seed` never
hands it one, so that seed 0 is a seed like any other.
"""

import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from importlib import import_module
from typing import Any

import numpy as np

from analysis.sensitivity.factors import Space
from analysis.sensitivity.topics import OTHERS
from experiments.faults import Wrong
from model.errors import COMMAND_LINE, Fault, InputError, SozialraumError, listed, nearest, raise_if
from model.streams import Decision, stream_key_python
from model.words import Message

_SEED_BITS = 31


@dataclass(frozen=True)
class Method:
    """A method of analysis.

    points: points it needs for a base sample of n and k inputs; fewest, usual: base samples;
    grouped: knows groups of parameters; sampler, options: of SALib; power_of_two: the base sample
    must be one.
    """

    name: str
    points: Callable[[int, int], int]
    fewest: int
    usual: int
    grouped: bool
    sampler: str
    options: Mapping[str, object] = field(default_factory=dict)
    power_of_two: bool = False

    def base_for(self, points: int, inputs: int) -> int:
        """Largest base sample that needs no more than so many points; 0 if none does."""
        per_one = self.points(1, inputs)
        base = points // per_one
        return (1 << base.bit_length()) >> 1 if self.power_of_two else base


@dataclass(frozen=True)
class Design:
    """Points to be run, in the order the method needs.

    inputs: what gets an index, groups or single parameters; members: group of every factor; base:
    size of the base sample; unit: (points, factors) on 0–1.
    """

    method: Method
    space: Space
    inputs: tuple[str, ...]
    members: tuple[str, ...]
    base: int
    seed: int
    unit: np.ndarray

    @property
    def grouped(self) -> bool:
        """True if at least one input stands for more than one factor."""
        return len(self.inputs) < len(self.members)

    @property
    def problem(self) -> dict[str, Any]:
        """The design as SALib describes it."""
        names = self.space.names
        problem = {"num_vars": len(names), "names": names, "bounds": [[0.0, 1.0]] * len(names)}
        return problem | ({"groups": list(self.members)} if self.grouped else {})


def library_seed(seed: int) -> int:
    """A seed for SALib that depends on ours and is never 0, which SALib would drop."""
    return (stream_key_python(seed, Decision.PARAMETER, 0) >> (64 - _SEED_BITS)) or 1


METHODS: Mapping[str, Method] = {
    method.name: method
    for method in (
        Method("sobol", lambda n, k: n * (k + 2), 16, 512, True, "sobol",
               {"calc_second_order": False}, power_of_two=True),
        Method("morris", lambda n, k: n * (k + 1), 4, 20, True, "morris", {"num_levels": 4}),
        Method("fast", lambda n, k: n * k, 65, 257, False, "fast_sampler"),
        Method("pawn", lambda n, _: n, 100, 1000, False, "latin"),
        Method("delta", lambda n, _: n, 100, 1000, False, "latin"),
    )
}  # fmt: skip


def method_named(name: str) -> Method:
    """A method by name. Raises InputError with the nearest one."""
    if name not in METHODS:
        known = listed(METHODS, 20)
        problem = Message("there is no method {name!r}", name=name)
        raise InputError.of(COMMAND_LINE, "--method", problem, known, nearest(name, METHODS))
    return METHODS[name]


def inputs_of(space: Space, *, grouped: bool, alone: frozenset[str] = frozenset()) -> list[str]:
    """What each factor is analysed under: itself, its group, or `rest` beside those kept alone.

    alone: factors that screening has kept; all others then share one group.
    """
    if alone:
        return [factor.name if factor.name in alone else OTHERS for factor in space.factors]
    if grouped:
        return [factor.group or factor.name for factor in space.factors]
    return space.names


def make_design(
    space: Space, method: Method, base: int, seed: int, members: list[str] | None = None
) -> Design:
    """The points of a method.

    members: what each factor is analysed under (default: itself).

    Raises:
        InputError: too few runs (says how many it takes), groups with a method that has none.
    """
    try:
        sampler = import_module(f"SALib.sample.{method.sampler}")
    except ImportError:
        raise SozialraumError(
            Message(
                "Sensitivity analysis needs the extra `sensitivity`: install "
                "sozialraum[sensitivity]."
            )
        ) from None
    members = members or space.names
    inputs = list(dict.fromkeys(members))  # the order in which SALib counts groups
    raise_if(_too_few(method, base, members, inputs))
    nothing = np.empty((0, len(members)))
    design = Design(method, space, tuple(inputs), tuple(members), base, seed, nothing)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # SALib's hints about its own defaults
        own = {**method.options, "seed": library_seed(seed)}
        return replace(design, unit=np.asarray(sampler.sample(design.problem, base, **own)))


def _too_few(method: Method, base: int, members: list[str], inputs: list[str]) -> list[Fault]:
    """Why a method cannot do with so many runs or inputs."""
    wrong, name, count = Wrong(), method.name, len(inputs)
    if count < len(members) and not method.grouped:
        able = ", ".join(m.name for m in METHODS.values() if m.grouped)
        problem = Message("{name} analyses single parameters only", name=name)
        wrong("--groups", problem, Message("--no-groups, or one of {able}", able=able))
    if base < method.fewest:
        numbers = {"fewest": method.fewest, "usual": method.usual}
        wrong(
            "--runs",
            Message(
                "{base} is too few for {name} with {count} inputs",
                base=base,
                name=name,
                count=count,
            ),
            Message(
                "at least {fewest}, which is {needed} points; usual: {usual}",
                needed=method.points(method.fewest, count),
                **numbers,
            ),
        )
    if method.power_of_two and base >= method.fewest and base & (base - 1):
        low = 1 << (base.bit_length() - 1)
        allowed = Message("a power of two, such as {low} or {value}", low=low, value=2 * low)
        wrong("--runs", Message("{base} is no power of two", base=base), allowed)
    if method.name != "pawn" and method.name != "delta" and len(inputs) < 2:
        problem = Message("a single input leaves nothing to compare it with")
        wrong("--parameter", problem, Message("two parameters or groups"))
    return wrong.faults
