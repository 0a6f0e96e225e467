"""Tables of CONTRACT.md, made from what the implementations share."""

from collections.abc import Callable, Mapping

from benchmarks.contract import COLUMNS, FIXED_POINT, MEASURES, TAKEN, Taken
from model.parameters import load
from model.vocabulary import BARRIERS


def state() -> str:
    """Columns of a person."""
    rows = [
        f"| `{c.name}` | {c.dtype}{f' × {c.width}' if c.width else ''} | {c.unit} | {c.meaning} |"
        for c in COLUMNS
    ]
    return "\n".join(["| column | type | unit | meaning |", "|---|---|---|---|", *rows])


def measures() -> str:
    """What is added up every month, in order."""
    return ", ".join(f"`{name}`{'*' if name in FIXED_POINT else ''}" for name in MEASURES)


def parameters() -> str:
    """Values taken from the parameter files."""
    rows = [f"| `{t.name}` | `{_source(t)}` | {_value(t)} |" for t in TAKEN]
    return "\n".join(["| name | parameter | value |", "|---|---|---|", *rows])


def _source(taken: Taken) -> str:
    named = f"{taken.topic}.{taken.field}"
    if taken.item is None:
        return named
    return f"{taken.topic}.{BARRIERS[taken.item]}.{taken.field}"


def _value(taken: Taken) -> str:
    known = load()
    if not taken.width:
        return f"{known[_source(taken)].value:g}"
    name = f"{taken.topic}.{taken.field}."
    values = {
        p.element: p.value for key, p in known.items() if key.startswith(name) and p.value != 0.0
    }
    return ", ".join(f"{element} {value:g}" for element, value in values.items())


SECTIONS: Mapping[str, Callable[[], str]] = {
    "state": state,
    "measures": measures,
    "parameters": parameters,
}
