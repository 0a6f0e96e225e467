"""Tables of the model's description, generated from the code so that they cannot drift from it."""

from collections.abc import Sequence
from importlib import import_module

from model.columns import HOUSEHOLD_COLUMNS, INSTITUTIONS, PEOPLE, TIES, Column
from model.schedule import SCHEDULE
from model.tally import MEASURES

BEGIN, END = "<!-- generated: {} -->", "<!-- end -->"


def table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table."""
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines)


def processes() -> str:
    """The month: processes in their order, what they are, and the decisions they draw."""
    rows = []
    for process in SCHEDULE:
        module = import_module(f"model.processes.{process.name}")
        first = (module.__doc__ or "").strip().splitlines()[0]
        drawn = ", ".join(decision.name.lower() for decision in process.decisions)
        rows.append((f"`{process.name}`", first, drawn or "–"))
    return table(("process", "what happens", "decisions drawn"), rows)


def columns(of: Sequence[Column]) -> str:
    """Columns of one table."""
    rows = [(f"`{c.name}`" + (f" × {c.width}" if c.width else ""), c.unit, c.meaning) for c in of]
    return table(("column", "unit", "meaning"), rows)


def measures() -> str:
    """What is counted each month."""
    return table(
        ("measure", "unit", "meaning"), [(f"`{m.name}`", m.unit, m.meaning) for m in MEASURES]
    )


SECTIONS = {
    "processes": processes,
    "people": lambda: columns(PEOPLE),
    "households": lambda: columns(HOUSEHOLD_COLUMNS),
    "institutions": lambda: columns(INSTITUTIONS),
    "ties": lambda: columns(TIES),
    "measures": measures,
}


def renewed(text: str) -> str:
    """The description with every generated section made anew. Raises KeyError if one is missing."""
    for name, make in SECTIONS.items():
        begin = BEGIN.format(name)
        head, found, rest = text.partition(begin)
        if not found:
            raise KeyError(name)
        text = f"{head}{begin}\n{make()}\n{END}{rest.partition(END)[2]}"
    return text
