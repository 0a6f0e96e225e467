"""How many more posts are to be shared out, among which options, on how fine a grid."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from analysis.options import COMMAND_LINE, LONGEST, Kept, resolved, unknown_outcomes, whole_number
from analysis.sensitivity.fronts import shares
from analysis.sensitivity.staffing import Option, options_of
from analysis.wording import Language
from model.errors import Fault, raise_if

COMMAND = "frontier"
MOST_WAYS = 2000


@dataclass(frozen=True)
class Request(Kept):
    """Posts to share out, among which options, on how fine a grid, and under how many seeds.

    seeds: of every way; more: seeds of the promising ones; aims: two outcomes.
    """

    arrangement: str
    posts: float = 10.0
    options: tuple[str, ...] = ()
    parts: int = 4
    place: str | None = None
    months: int = 96
    aims: tuple[str, ...] = ("integrations", "participation")
    seeds: int = 3
    more: int = 12
    promising: int = 20
    seed: int = 1
    changes: Mapping[str, object] = field(default_factory=dict)
    language: Language = "de"

    def check(self) -> tuple[Option, ...]:
        """The options of a request. Raises InputError with every fault."""
        faults = [
            *whole_number("months", self.months, 1, LONGEST),
            *whole_number("seeds", self.seeds, 2, 1000),
            *whole_number("seed", self.seed, 0),
            *whole_number("grid", self.parts, 1, 100),
        ]
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
