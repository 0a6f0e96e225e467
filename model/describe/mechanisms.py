"""Which mechanism a parameter drives: found in the code of the processes, not written by hand.

A process starts at its steps (model/schedule.py names them), loops over the whole state. From there
every function they call is followed with what is known about its arguments: that `state.par[0]`
holds the parameters, that `par.search` is one topic of them and `state.levers[row]` a row of
levers. A name read from a topic or a row of levers is a parameter at work, and the rule that
receives it says what for. Bounds (model/skipping) move nothing and are left out. The source is read
as text: nothing is imported or compiled.
"""

import ast
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from model.describe.sources import MODEL, PROCESSES, first_line, module_of, scheduled
from model.laid_out import HINDERS, MAKES
from model.parameters import Parameter

# What is known about a value while code is followed; "topic:search" stands for one topic, "text:x"
# for the text "x".
STATE, PARAMETERS, LEVERS, LEVER, TOPIC = "state", "parameters", "levers", "lever", "topic:"
TEXT = "text:"
STEPS = {(STATE, "par"): PARAMETERS, (STATE, "levers"): LEVERS}
# Columns of the lever table that a function of model/build.py computes from other parameters.
COMPUTED = ("bindingness",)
# What makes the world before the first month; a parameter that no process reads works there.
BEGINNINGS = ("population", "build", "stationary", "simulate")
BEGINNING, BEGINNING_TITLE = "beginning", "The world at the beginning of a run."
COOPERATION, FACTORS, LEVER_TOPIC = "cooperation", "factors", "levers"


class Mechanism(NamedTuple):
    """Where a parameter works: process, file and rule that receives it, and what they say.

    title: of the process; says: of the rule, first sentence of its docstring.
    """

    process: str
    title: str
    file: str
    rule: str
    says: str

    @property
    def english(self) -> str:
        """What users read: the name of the process in words; German in `model.words`."""
        return self.process.replace("_", " ")


@dataclass
class _Walk:
    """One process followed from its loop: what it reads, as (topic or "lever", name, function)."""

    reads: dict[tuple[str, str, tuple[str, str]], None] = field(default_factory=dict)
    seen: dict[tuple[str, str, tuple[str, ...]], None] = field(default_factory=dict)

    def call(self, module: str, name: str, known: tuple[str, ...]) -> None:
        """Follow one function, given what is known about its arguments in their order."""
        if (module, name, known) in self.seen:
            return
        self.seen[module, name, known] = None
        function = module_of(module).functions[name]
        names = [argument.arg for argument in function.args.args]
        _Body(self, module, name, dict(zip(names, known, strict=False))).run(function.body)


@dataclass
class _Body:
    """The body of one function: names and what is known about them."""

    walk: _Walk
    module: str
    name: str
    known: dict[str, str]

    def run(self, statements: Iterable[ast.stmt]) -> None:
        """Statements in order; every branch is taken."""
        for statement in statements:
            if isinstance(statement, ast.Assign):
                for target in statement.targets:
                    self.assign(target, statement.value)
            for child in ast.iter_child_nodes(statement):
                if isinstance(child, ast.expr):
                    self.value(child, (self.module, self.name))
                elif isinstance(child, ast.stmt):
                    self.run([child])

    def assign(self, target: ast.expr, value: ast.expr) -> None:
        """Remember what a name stands for; tuples part by part."""
        if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
            for one, other in zip(target.elts, value.elts, strict=True):
                self.assign(one, other)
        elif isinstance(target, ast.Name):
            self.known[target.id] = self.value(value, (self.module, self.name))

    def value(self, node: ast.expr, receiver: tuple[str, str]) -> str:
        """What is known about an expression; parameters read in it go to `receiver`."""
        if isinstance(node, ast.Name):
            return self.known.get(node.id, "")
        if isinstance(node, ast.Constant):
            return TEXT + node.value if isinstance(node.value, str) else ""
        if isinstance(node, ast.Subscript):
            key, inside = self.value(node.slice, receiver), self.value(node.value, receiver)
            if key.startswith(TEXT):
                return self.attribute(inside, key.removeprefix(TEXT), receiver)
            return LEVER if inside == LEVERS else inside
        if isinstance(node, ast.Attribute):
            return self.attribute(self.value(node.value, receiver), node.attr, receiver)
        if isinstance(node, ast.Call):
            return self.called(node, receiver)
        found = [
            self.value(child, receiver)
            for child in ast.iter_child_nodes(node)
            if isinstance(child, ast.expr)
        ]
        return next(filter(None, found), "") if isinstance(node, ast.IfExp) else ""

    def attribute(self, owner: str, name: str, receiver: tuple[str, str]) -> str:
        """A step from state to parameters to topic; a further step is a parameter that is read."""
        if owner == PARAMETERS:
            return TOPIC + name
        if owner == LEVER or owner.startswith(TOPIC):
            self.walk.reads[owner.removeprefix(TOPIC), name, receiver] = None
        return STEPS.get((owner, name), "")

    def called(self, node: ast.Call, receiver: tuple[str, str]) -> str:
        """Follow a call into another function of the processes; it receives what is read."""
        callee = self.resolved(node.func)
        known = tuple(self.value(argument, callee or receiver) for argument in node.args)
        if callee is not None:
            self.walk.call(*callee, known)
        else:
            self.value(node.func, receiver)
        return ""

    def resolved(self, node: ast.expr) -> tuple[str, str] | None:
        """(module, function) of a name, if it is a function of the processes."""
        if not isinstance(node, ast.Name):
            return None
        module = module_of(self.module)
        if node.id in module.functions:
            return self.module, node.id
        return module.imported.get(node.id)


@cache
def _walks() -> tuple[tuple[str, _Walk], ...]:
    """Every process with what was found in its code, in the order of the month."""
    found = []
    for process, steps in scheduled():
        walk = _Walk()
        for file, loop in steps:
            walk.call(file, loop, (STATE,))
        found.append((process, walk))
    return tuple(found)


def drawn() -> dict[str, tuple[str, ...]]:
    """Process → the decisions that it draws, in the order of their numbers' names in the code."""
    found: dict[str, tuple[str, ...]] = {}
    for process, walk in _walks():
        names: dict[str, None] = {}
        for file, function, _ in walk.seen:
            module = module_of(file)
            for node in ast.walk(module.functions[function]):
                if isinstance(node, ast.Name) and node.id in module.decisions:
                    names[module.decisions[node.id]] = None
        found[process] = tuple(names)
    return found


@cache
def reads() -> Mapping[tuple[str, str], tuple[Mechanism, ...]]:
    """(topic or "lever", name) → where it is read, in the order of the month."""
    found: dict[tuple[str, str], dict[Mechanism, None]] = {}
    for process, walk in _walks():
        title = module_of(process).title
        for topic, name, (module, rule) in walk.reads:
            says = first_line(module_of(module).functions[rule])
            where = Mechanism(process, title, module, rule, says)
            found.setdefault((topic, name), {})[where] = None
    return {key: tuple(mechanisms) for key, mechanisms in found.items()}


def mechanisms(parameters: Mapping[str, Parameter]) -> dict[str, tuple[Mechanism, ...]]:
    """Mechanisms of every parameter, by its dotted name; none for what only describes the place."""
    return {name: _of(found, parameters) for name, found in parameters.items()}


def _of(found: Parameter, parameters: Mapping[str, Parameter]) -> tuple[Mechanism, ...]:
    at_work = reads()
    short = found.field or found.name.partition(".")[2]
    where = list(at_work.get((found.topic, short), ()))
    for made in MAKES.get(f"{found.topic}.{short}", ()):
        where += at_work.get(made, ())
    for column in _columns(found, short, parameters):
        where += at_work.get((LEVER, column), ())
    return tuple(dict.fromkeys(where)) or _beginnings().get(short, ())


def _columns(found: Parameter, short: str, parameters: Mapping[str, Parameter]) -> Iterator[str]:
    """Columns of the lever table that a parameter enters: as lever, coefficient, factor, part."""
    factor = parameters.get(f"{FACTORS}.{short}")
    if found.topic == FACTORS and not found.coefficient:  # a strength: of all of its sign
        kind = "obstacle_" if f"{FACTORS}.{short}" == HINDERS else "factor_"
        of_all = (
            p.coefficient for p in parameters.values() if p.name.startswith(f"{FACTORS}.{kind}")
        )
        yield from dict.fromkeys(of_all)
        return
    if found.topic in (FACTORS, LEVER_TOPIC) and factor is not None:
        yield factor.coefficient
        short = factor.coefficient
    elif found.topic in (LEVER_TOPIC, COOPERATION):
        yield short
    yield from (column for column in COMPUTED if short in _parts(column))


@cache
def _parts(column: str) -> frozenset[str]:
    """Names of the parameters that a computed column of the lever table is made of."""
    tree = ast.parse((MODEL / "build.py").read_text(encoding="utf-8"))
    made = next(n for n in tree.body if isinstance(n, ast.FunctionDef) and n.name == column)
    words = [n.value for n in ast.walk(made) if isinstance(n, ast.Constant)]
    return frozenset(word.rpartition(".")[2] for word in words if isinstance(word, str))


@cache
def _beginnings() -> Mapping[str, tuple[Mechanism, ...]]:
    """Names that the code which makes a world looks up (`records["stock"]`) → where it does so."""
    found: dict[str, dict[Mechanism, None]] = {}
    for name in BEGINNINGS:
        path = MODEL / name
        files = sorted(path.glob("*.py")) if path.is_dir() else [path.with_suffix(".py")]
        for file in files:
            tree = ast.parse(file.read_text(encoding="utf-8"))
            where = Mechanism(BEGINNING, BEGINNING_TITLE, file.stem, file.stem, first_line(tree))
            for node in ast.walk(tree):
                if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant):
                    found.setdefault(str(node.slice.value), {})[where] = None
    return {word: tuple(where) for word, where in found.items()}


def anchors(known: Iterable[str]) -> dict[str, list[str]]:
    """Source → process files that name it in their docstring. known: keys of sources.toml."""
    found: dict[str, list[str]] = {}
    keys = set(known)
    for path in sorted(PROCESSES.glob("*.py")):
        words = re.findall(r"\w+", ast.get_docstring(ast.parse(path.read_text("utf-8"))) or "")
        for key in dict.fromkeys(word for word in words if word in keys):
            found.setdefault(key, []).append(path.stem)
    return found
