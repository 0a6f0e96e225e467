"""What is searched over, under how many sets of assumptions, and within which time."""

from dataclasses import KW_ONLY, dataclass, field
from typing import Any

from analysis.options import (
    LONGEST,
    MONTHS,
    SEED,
    Kept,
    no_language,
    place_title,
    resolved,
    whole_number,
)
from analysis.requests.comparison import drawn_for
from analysis.requests.what_if import drawn_from
from analysis.sensitivity.candidates import BASE, MOST_DRAWS, PRESET, Candidate, Trials
from analysis.sensitivity.optimiser import needed
from analysis.sensitivity.search_space import SHIPPED, SearchSpace, read_space, table_of
from experiments.faults import Wrong
from model.errors import Fault, raise_if
from model.scenario import Scenario, list_scenarios, resolve
from model.words import Language, Message

COMMAND = "design"
FEWEST_REPORTED = 60  # sets of assumptions that a search has not seen: fewer prove nothing
FEWEST_SEARCHED = 4
MOST_TRIALS = 10_000


@dataclass(frozen=True)
class Request(Kept):
    """budget: seconds, or trials: designs to try; draws: of the search; report: held out from it.

    space: table of decisions (shipped, by name, or a file); levers: decisions of it to search over
    (none: all); finalists: designs that are reported, beside the best shipped option.
    """

    _: KW_ONLY
    budget: float | None = None
    trials: int | None = None
    draws: int = 12
    report: int = FEWEST_REPORTED
    finalists: int = 3
    space: str = SHIPPED
    levers: tuple[str, ...] = ()
    place: str | None = None
    months: int = MONTHS
    seed: int = SEED
    changes: dict[str, object] = field(default_factory=dict)
    language: Language = "de"

    def check(self) -> "Prepared":
        """Everything that is needed to begin. Raises InputError with every fault."""
        needed()
        faults = self._faults()
        scenarios = resolved((BASE,), self.place, self.changes, faults)
        file = table_of(self.space)
        known = resolve(BASE).parameters
        space = read_space(file, known, list_scenarios(), faults, self.levers)
        presets: list[Scenario] = []
        if space is not None:
            names = dict.fromkeys([*space.presets, space.base])
            presets = resolved(names, self.place, self.changes, faults)
            wrong = Wrong(str(file), faults)
            for one in presets:
                if len(one.forms) > 1:
                    problem = Message("{name} holds for a part only", name=one.name)
                    wrong("presets", problem, Message("without forms"))
        raise_if(faults)
        assert space is not None
        draws, _ = drawn_for(scenarios[0], drawn_from(scenarios[0]))
        assert draws is not None
        trials = Trials(draws, self.place, self.months, self.seed, self.changes, self.asked())
        return Prepared(self, space, tuple(presets[: len(space.presets)]), trials, scenarios[0])

    def asked(self) -> dict[str, Any]:
        """The command and its arguments, as they are kept with the runs."""
        return {"command": COMMAND, "arguments": self.as_json()}

    def _faults(self) -> list[Fault]:
        faults = [
            *whole_number("--months", self.months, 1, LONGEST),
            *whole_number("--seed", self.seed, 0),
            *whole_number("--draws", self.draws, FEWEST_SEARCHED, MOST_DRAWS),
            *whole_number("--report-draws", self.report, FEWEST_REPORTED, MOST_DRAWS),
            *whole_number("--finalists", self.finalists, 1, 20),
            *no_language(self.language),
        ]
        wrong = Wrong(faults=faults)
        if (self.budget is None) == (self.trials is None):
            problem = Message("one of the two says how long to search")
            wrong("--budget, --trials", problem, Message("--budget 30min"))
        if self.budget is not None:
            is_now = Message("is {budget:g} s", budget=self.budget)
            wrong.unless_above_0("--budget", self.budget, is_now)
        if self.trials is not None:
            faults += whole_number("--trials", self.trials, 1, MOST_TRIALS)
        return faults


@dataclass(frozen=True)
class Prepared:
    """A request that can be carried out."""

    request: Request
    space: SearchSpace
    presets: tuple[Scenario, ...]
    studies: Trials
    base: Scenario

    def shipped(self) -> list[Candidate]:
        """The shipped options, as they are."""
        return [Candidate(one.name, one.name, PRESET) for one in self.presets]

    def candidate(self, number: int, design: dict[str, float]) -> Candidate:
        """A design of the search, by its number from 1 on."""
        return Candidate(f"design-{number}", self.space.base, settings=self.space.settings(design))

    @property
    def place(self) -> str:
        """The place by its title."""
        return place_title(self.base)
