"""Numbers of four bytes: rounded whenever they are set, as the tables of the fast engine keep them.

Both engines reckon in eight bytes; what they keep from month to month is rounded alike.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np

from model.tables import Column

FOUR_BYTES = np.dtype("f4")


def keeping_four_bytes[Kind: type](columns: Sequence[Column]) -> Callable[[Kind], Kind]:
    """For a class with these columns as attributes: those of four bytes are rounded when set."""

    def decorate(kind: Kind) -> Kind:
        for column in columns:
            if np.dtype(column.dtype) == FOUR_BYTES:
                setattr(kind, column.name, FourBytes(column))
        return kind

    return decorate


def rounded(number: float) -> float:
    """The nearest number of four bytes."""
    return float(np.float32(number))


class FourBytes:
    """An attribute that is a number of four bytes, or a list of such."""

    def __init__(self, column: Column) -> None:
        self.name, self.store = column.name, Singles if column.width else rounded

    def __set__(self, thing: Any, value: Any) -> None:
        thing.__dict__[self.name] = self.store(value)

    def __get__(self, thing: Any, owner: type | None = None) -> Any:
        return thing.__dict__[self.name]


class Singles(list[float]):
    """A list of numbers of four bytes."""

    def __init__(self, numbers: Iterable[float]) -> None:
        super().__init__(map(rounded, numbers))

    def __setitem__(self, place: Any, number: Any) -> None:
        super().__setitem__(place, rounded(number))
