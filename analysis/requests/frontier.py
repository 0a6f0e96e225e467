"""How many more posts are to be shared out, among which options, on how fine a grid."""

from dataclasses import KW_ONLY, dataclass

from analysis.options import COMMAND_LINE, resolved, unknown_outcomes, whole_number
from analysis.requests.points import OfPoints
from analysis.sensitivity.fronts import shares
from analysis.sensitivity.staffing import Option, options_of
from model.errors import Fault, raise_if

COMMAND = "frontier"
MOST_WAYS = 2000


@dataclass(frozen=True)
class Request(OfPoints):
    """Posts to share out, among which options, on how fine a grid, and under how many seeds.

    seeds: of every way; more: seeds of the promising ones; aims: two outcomes.
    """

    arrangement: str
    _: KW_ONLY
    posts: float = 10.0
    options: tuple[str, ...] = ()
    parts: int = 4
    aims: tuple[str, ...] = ("integrations", "participation")
    seeds: int = 3
    more: int = 12
    promising: int = 20

    def check(self) -> tuple[Option, ...]:
        """The options of a request. Raises InputError with every fault."""
        faults = [*self.faults(), *whole_number("grid", self.parts, 1, 100)]
        if not 0.0 < self.posts < float("inf"):
            faults.append(Fault(COMMAND_LINE, "--posts", f"is {self.posts:g}", "above 0"))
        if len(self.aims) != 2:
            faults.append(Fault(COMMAND_LINE, "--outcome", f"{len(self.aims)} given", "two aims"))
        faults += unknown_outcomes(self.aims)
        options: list[Option] = []
        for scenario in resolved((self.arrangement,), self.place, self.changes, faults):
            options = options_of(scenario, self.options, faults)
        if len(options) == 1:
            problem = "a single option leaves nothing to share out"
            faults.append(Fault(COMMAND_LINE, "--option", problem, "two or more"))
        elif options and len(shares(len(options), self.parts)) > MOST_WAYS:
            problem = f"{len(options)} options on a grid of {self.parts} are too many ways"
            faults.append(Fault(COMMAND_LINE, "--grid", problem, f"at most {MOST_WAYS} ways"))
        raise_if(faults)
        return tuple(options)
