"""What every question that runs many points is asked, and how that is checked."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import ClassVar

from analysis.measures.outcomes import HEADLINES
from analysis.options import (
    LONGEST,
    MONTHS,
    SEED,
    Kept,
    no_language,
    resolved,
    unknown_outcomes,
    whole_number,
)
from model.errors import Fault, InputError, raise_if
from model.scenario import Scenario, resolve
from model.words import Language

MOST_SEEDS = 1000


@dataclass(frozen=True, kw_only=True)
class OfPoints(Kept):
    """Where and how long; seeds: of every point; seed: of the whole; changes: set everywhere."""

    FEWEST_SEEDS: ClassVar = 2

    place: str | None = None
    months: int = MONTHS
    seeds: int = 2
    seed: int = SEED
    changes: Mapping[str, object] = field(default_factory=dict)
    language: Language = "de"

    def faults(self) -> list[Fault]:
        """Everything wrong with the options themselves."""
        return [
            *whole_number("months", self.months, 1, LONGEST),
            *whole_number("seeds", self.seeds, self.FEWEST_SEEDS, MOST_SEEDS),
            *whole_number("seed", self.seed, 0),
            *no_language(self.language),
        ]


@dataclass(frozen=True)
class OfTwoArms(OfPoints):
    """Two arrangements, and outcomes whose difference is asked about."""

    base: str
    other: str
    outcomes: tuple[str, ...] = field(default=(HEADLINES[0].name, "integrations"), kw_only=True)

    def faults(self) -> list[Fault]:
        """Everything wrong with the options themselves."""
        return [*super().faults(), *unknown_outcomes(self.outcomes)]

    def faults_in(self, scenario: Scenario) -> list[Fault]:
        """What does not go together with the base."""
        return []

    @property
    def titles(self) -> dict[str, str]:
        """What base and other are called in the language asked for: for the blanks of sentences."""
        names = {"base": self.base, "other": self.other}
        return {key: arm_title(name, self.language) for key, name in names.items()}

    def check(self) -> list[Scenario]:
        """Resolve both arms. Raises InputError with every fault."""
        faults = self.faults()
        scenarios = resolved((self.base, self.other), self.place, self.changes, faults)
        raise_if([*faults, *(fault for one in scenarios[:1] for fault in self.faults_in(one))])
        return scenarios


@lru_cache
def arm_title(reference: str, language: Language) -> str:
    """What a scenario is called in German or English; its name if it has no title."""
    try:
        return resolve(reference).title.get(language, reference)
    except InputError:
        return reference
