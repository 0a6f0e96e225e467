"""Running the reference: behind `simulate(engine="reference")`, and how long it takes."""

from collections.abc import Callable

from model.reference.model import ReferenceModel
from model.reference.reading import write_world
from model.scenario import Scenario
from model.state import State


def reference_months(scenario: Scenario, start: State) -> Callable[[State, int], State]:
    """A function that runs the months from month 0 on and writes the world into tables."""
    model = ReferenceModel(scenario, int(start.seed[0]), start=start)

    def run(state: State, month: int) -> State:
        for space, row in zip(model.spaces, state.spaces, strict=True):
            space.granted_setup = float(row["granted_setup"])
            space.granted_clerks = float(row["granted_clerks"])
        model.step()
        written = write_world(model, state)
        model.tally.clear()
        return written

    return run
