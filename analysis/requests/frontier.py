"""How many more posts are to be shared out, among which options, on how fine a grid."""

from dataclasses import KW_ONLY, dataclass

from analysis.options import resolved, unknown_outcomes, whole_number
from analysis.requests.points import OfPoints
from analysis.sensitivity.fronts import shares
from analysis.sensitivity.staffing import Option, options_of
from experiments.faults import Wrong
from model.errors import raise_if
from model.words import Message

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
        wrong = Wrong(faults=faults)
        wrong.unless_above_0("--posts", self.posts, Message("is {posts:g}", posts=self.posts))
        if len(self.aims) != 2:
            wrong("--outcome", Message("{count} given", count=len(self.aims)), Message("two aims"))
        faults += unknown_outcomes(self.aims)
        options: list[Option] = []
        for scenario in resolved((self.arrangement,), self.place, self.changes, faults):
            options = options_of(scenario, self.options, faults)
        if len(options) == 1:
            problem = Message("a single option leaves nothing to share out")
            wrong("--option", problem, Message("two or more"))
        elif options and len(shares(len(options), self.parts)) > MOST_WAYS:
            problem = Message(
                "{count} options on a grid of {parts} are too many ways",
                count=len(options),
                parts=self.parts,
            )
            wrong("--grid", problem, Message("at most {most_ways} ways", most_ways=MOST_WAYS))
        raise_if(faults)
        return tuple(options)
