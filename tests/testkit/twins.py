"""Both engines side by side on one world, and every difference between them."""

from typing import Any

import numpy as np

from model.build import arranged
from model.columns import FAST_ONLY, HOUSEHOLD_COLUMNS, INSTITUTIONS, PEOPLE, TIES
from model.reference import ReferenceModel
from model.reference.reading import write_world
from model.scenario import Scenario
from model.schedule import month_of
from model.simulate import join_cohort
from model.state import MARKET, SPACES, State, copy_state, forget
from testkit.tiny_place import counts, empty_tally

MOST = 8  # differences that a message names


class Twins:
    """The fast engine and the reference, begun from the same world."""

    def __init__(self, scenario: Scenario, seed: int, start: State, month: int) -> None:
        self.state = arranged(copy_state(start), scenario)
        self.month = month
        self.run_month = month_of(self.state)
        self.model = ReferenceModel(scenario, seed, start=self.state, month=month)
        self.seen: set[str] = set()

    def step(self) -> list[str]:
        """One month in both; what differs. Counts are then emptied in both."""
        self.run_month(self.state, self.month)
        self.model.step()
        self.month += 1
        found = self.differences()
        self.seen |= {name for name, value in counts(self.state).items() if value}
        empty_tally(self.state)
        self.model.tally.clear()
        return [f"month {self.month - 1}: {text}" for text in found]

    def run(self, months: int) -> list[str]:
        """Months until the first difference; what differs then."""
        for _ in range(months):
            found = self.step()
            if found:
                return found[:MOST]
        return []

    def differences(self) -> list[str]:
        """Everything in which the two worlds differ now, bit by bit."""
        written = write_world(self.model, self.state)
        people, households = (int(n) for n in self.state.size[:2])
        if len(written.people) != people or len(written.households) != households:
            return [f"size {people}, {households} and {written.size}"]
        found = []
        for name, columns, fast, reference in (
            ("people", PEOPLE, self.state.people[:people], written.people),
            (
                "households",
                HOUSEHOLD_COLUMNS,
                self.state.households[:households],
                written.households,
            ),
            ("institutions", INSTITUTIONS, self.state.institutions, written.institutions),
            ("ties", TIES, self.state.ties, written.ties),
            ("market", MARKET, self.state.market, written.market),
            ("spaces", SPACES, self.state.spaces, written.spaces),
        ):
            for column in columns:
                if column.name in FAST_ONLY:
                    continue
                label = f"{name}.{column.name}"
                found += _differs(label, fast[column.name], reference[column.name])
        fast_counts, reference_counts = counts(self.state), counts(written)
        for name, value in fast_counts.items():
            if value != reference_counts[name]:
                found.append(f"tally.{name}: {value} and {reference_counts[name]}")
        return found

    def forget(self, months_out: int) -> None:
        """Drop households that have been out of receipt for so long, in both."""
        self.state = forget(self.state, months_out)
        self.model.forget(months_out)

    def join_cohort(self) -> None:
        """Month 0 begins: everybody in receipt belongs to the cohort, in both."""
        join_cohort(self.state)
        self.model.join_cohort()


def _differs(name: str, fast: np.ndarray, reference: np.ndarray) -> list[str]:
    """Where two columns are not the same, at the first place."""
    different = np.argwhere(_bits(fast) != _bits(reference))
    if not len(different):
        return []
    at = tuple(int(k) for k in different[0])
    return [f"{name}{list(at)}: {fast[at]!r} and {reference[at]!r} ({len(different)} places)"]


def _bits(column: Any) -> np.ndarray:
    """Bits of a column: 0.0 is not −0.0, and a NaN is itself."""
    values = np.ascontiguousarray(column)
    return values.view(f"u{values.itemsize}")
