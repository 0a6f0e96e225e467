"""Tables of the model's description, generated from the code so that they cannot drift from it."""

from collections.abc import Iterable, Mapping, Sequence
from importlib import import_module
from typing import Any

from model.columns import FAST_ONLY, HOUSEHOLD_COLUMNS, INSTITUTIONS, PEOPLE, TIES
from model.describe.mechanisms import LEVER, drawn, mechanisms, reads
from model.describe.sources import scheduled
from model.errors import Fault, raise_if
from model.parameters import Parameter, load, load_topics
from model.parameters.reading import read_toml
from model.parameters.record import STATUSES
from model.scenario.places import DEFAULT_PLACE, data_root
from model.scenario.region import declared_in
from model.schedule import SCHEDULE
from model.state import MARKET, SPACES
from model.tables import Column
from model.tally import MEASURES

NONE = "–"
NOTE = " (a note of the fast engine: no `of_one` may use it)"


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table."""
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines)


def processes() -> str:
    """The month: processes in their order, what they are, their steps, switches and decisions."""
    rows, steps, decisions = [], dict(scheduled()), drawn()
    for process in SCHEDULE:
        module = import_module(f"model.processes.{process.name}")
        first = (module.__doc__ or "").strip().splitlines()[0]
        luck = ", ".join(name.lower() for name in decisions[process.name])
        switched = [
            name
            for (topic, name), found in reads().items()
            if topic == "switches" and process.name in {one.process for one in found}
        ]
        order = ", ".join(f"{file}.{loop}" for file, loop in steps[process.name])
        rows.append((f"`{process.name}`", first, order, ", ".join(switched) or NONE, luck or NONE))
    return table(("process", "what happens", "steps", "switches read", "decisions drawn"), rows)


def columns(of: Sequence[Column]) -> str:
    """Columns of one table."""
    rows = [
        (
            f"`{c.name}`" + (f" × {c.width}" if c.width else ""),
            c.unit,
            c.meaning + (NOTE if c.name in FAST_ONLY else ""),
        )
        for c in of
    ]
    return table(("column", "unit", "meaning"), rows)


def measures() -> str:
    """What is counted each month."""
    return table(
        ("measure", "unit", "meaning"), [(f"`{m.name}`", m.unit, m.meaning) for m in MEASURES]
    )


def parameters() -> str:
    """How many values each topic holds, by status, and which processes read them."""
    found = load()
    drives = mechanisms(found)
    topics: dict[str, list[Parameter]] = {}
    for parameter in found.values():
        topics.setdefault(parameter.topic, []).append(parameter)
    rows = []
    for topic, members in topics.items():
        counts = [sum(one.status == status for one in members) for status in STATUSES]
        read_by = {one.process: "" for member in members for one in drives[member.name]}
        order = [process.name for process in SCHEDULE if process.name in read_by]
        rest = [name for name in read_by if name not in order]
        cells = [f"`{topic}`", str(len(members)), *(str(count or NONE) for count in counts)]
        rows.append([*cells, ", ".join([*order, *rest])])
    return table(("topic", "values", *STATUSES, "read by"), rows)


def levers() -> str:
    """Every lever: use, range, what it is, where it acts. Success factors have their own table."""
    found = load()
    drives = mechanisms(found)
    rows = [
        (
            f"`{_short(lever)}`",
            lever.used_as,
            _span(lever),
            lever.meaning,
            _where(drives[lever.name]),
        )
        for lever in found.values()
        if lever.topic == "levers" and f"factors.{_short(lever)}" not in found
    ]
    return table(("lever", "used as", "range", "meaning", "read by (rule)"), rows)


def factors() -> str:
    """Success factors and obstacles: the one coefficient each acts on, and where that works."""
    found = load()
    drives = mechanisms(found)
    rows = [
        (
            f"`{_short(factor)}`",
            found[f"levers.{_short(factor)}"].meaning.partition(": ")[2],
            f"`{factor.coefficient}`",
            f"{factor.value:g} ({_span(factor)})",
            _where(drives[factor.name]),
        )
        for factor in found.values()
        if factor.coefficient
    ]
    return table(("factor or obstacle", "what", "acts on", "e (range)", "read by (rule)"), rows)


def switches() -> str:
    """Every mechanism that can be turned off."""
    found = load()
    drives = mechanisms(found)
    rows = [
        (f"`{_short(switch)}`", switch.meaning, _where(drives[switch.name]))
        for switch in found.values()
        if switch.topic == "switches"
    ]
    return table(("switch", "while it is on", "read by (rule)"), rows)


def computed() -> str:
    """Columns of the lever table that are made before the month begins, and who reads them."""
    rows = [
        (f"`{name}`", _where(where))
        for (topic, name), where in reads().items()
        if topic == LEVER and f"levers.{name}" not in load() and f"cooperation.{name}" not in load()
    ]
    return table(("computed from levers and parameters", "read by (rule)"), rows)


def patterns() -> str:
    """The patterns of the first place: what, how defined, what is fitted and what kept out."""
    faults: list[Fault] = []
    content = read_toml(data_root() / "places" / DEFAULT_PLACE / "patterns.toml", faults) or {}
    raise_if(faults)
    rows = []
    for key, pattern in content.items():
        if not isinstance(pattern, Mapping) or "definition" not in pattern:
            continue
        uses = [str(value.get("use", pattern["use"])) for value in pattern["value"]]
        counts = [str(uses.count(use)) for use in ("fit", "kept-out", "reported")]
        rows.append((key, str(pattern["title"]["en"]), str(pattern["definition"]), *counts))
    return table(("pattern", "what", "definition", "fit", "kept out", "reported"), rows)


def _short(parameter: Parameter) -> str:
    return parameter.name.partition(".")[2]


def _span(parameter: Parameter) -> str:
    low, high = parameter.legal if parameter.range is None else parameter.range
    return f"{low:g} … {high:g}"


def _where(found: Iterable[Any]) -> str:
    """Processes, and in each the rules that receive a value."""
    rules: dict[str, list[str]] = {}
    for one in found:
        rules.setdefault(one.process, []).append(one.rule)
    return "; ".join(f"{process} ({', '.join(names)})" for process, names in rules.items()) or NONE


def of_the_place() -> str:
    """What the model leaves to the place: name, unit, meaning."""
    rows = [
        (f"`{name}`", one.unit, one.meaning) for name, one in declared_in(load_topics()).items()
    ]
    return table(("number of the place", "unit", "what"), rows)


TABLES = {
    "of_the_place": of_the_place,
    "patterns": patterns,
    "processes": processes,
    "people": lambda: columns(PEOPLE),
    "households": lambda: columns(HOUSEHOLD_COLUMNS),
    "institutions": lambda: columns(INSTITUTIONS),
    "ties": lambda: columns(TIES),
    "spaces": lambda: columns(SPACES),
    "market": lambda: columns(MARKET),
    "measures": measures,
    "parameters": parameters,
    "levers": levers,
    "computed": computed,
    "factors": factors,
    "switches": switches,
}
