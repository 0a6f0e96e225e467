"""Types of the attributes of reference agents, out of the tables of columns."""

from collections.abc import Collection, Sequence

import numpy as np

from model.columns import INSTITUTIONS, PEOPLE, TIES
from model.state import SPACES
from model.tables import Column

HEAD = '''"""Columns as attributes of agents: generated from the tables (make docs), not edited."""
'''
# Columns that are objects in the reference engine.
OBJECTS = {
    "OfPerson": ("household", "sozialraum", "provider", "family"),
    "OfInstitution": ("sozialraum",),
}
TABLES = {"OfPerson": PEOPLE, "OfInstitution": INSTITUTIONS, "OfTie": TIES, "OfSpace": SPACES}


def annotations() -> str:
    """The source of `model/reference/attributes.py`."""
    classes = [_of(name, columns, OBJECTS.get(name, ())) for name, columns in TABLES.items()]
    return "\n\n".join([HEAD, *classes])


def _of(name: str, columns: Sequence[Column], leave_out: Collection[str]) -> str:
    lines = [f"class {name}:", f'    """Columns of {name.removeprefix("Of").lower()}."""', ""]
    for column in columns:
        if column.name not in leave_out:
            kind = "float" if np.dtype(column.dtype).kind == "f" else "int"
            lines.append(f"    {column.name}: {f'list[{kind}]' if column.width else kind}")
    return "\n".join(lines) + "\n"
