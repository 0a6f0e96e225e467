"""Results as plain data: tables by name, rows for machines."""

from typing import Any, ClassVar

import numpy as np
import pandas as pd

from analysis.results.showing import Shown


class Tabled(Shown):
    """A result that is a set of tables, each an attribute of its name."""

    TABLES: ClassVar[tuple[str, ...]]

    def tables(self) -> dict[str, pd.DataFrame]:
        """Every table by name."""
        return {name: getattr(self, name) for name in self.TABLES}


def rows_of(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Rows of a frame as plain data; NaN and infinity become null."""
    rows = frame.to_dict(orient="records")
    return [{str(key): plain(value) for key, value in row.items()} for row in rows]


def plain(value: Any) -> Any:
    """A value as plain data; NaN and infinity become null."""
    if isinstance(value, np.generic):
        value = value.item()
    return None if isinstance(value, float) and not np.isfinite(value) else value
