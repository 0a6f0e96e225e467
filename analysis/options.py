"""Options of a question: checked so that all faults are reported at once, and kept to ask again."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Self

from analysis.measures.outcomes import OUTCOME
from experiments.faults import Wrong
from model.errors import COMMAND_LINE, NOTHING, Fault, InputError, listed
from model.scenario import Scenario, resolve
from model.words import LANGUAGES, Message

MONTHS, SEED = 96, 1
LONGEST, MOST_JOBS, MOST_PAIRS = 1200, 4096, 100_000
_MAX_SEED = 2**63 - 1
_MOST_NAMED = 40  # names listed in a fault


@dataclass(frozen=True)
class Kept:
    """A request that is kept as plain data with what was run for it, and made again from that."""

    def as_json(self) -> dict[str, Any]:
        """Plain data, from which the same request can be made again."""
        return asdict(self)

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Self:
        """The request that `as_json` has kept; KeyError or TypeError if it is damaged."""
        return cls(**{k: tuple(v) if isinstance(v, list) else v for k, v in kept.items()})


def whole_number(key: str, value: object, low: int, high: int = _MAX_SEED) -> list[Fault]:
    """A fault if the value of an option is not a whole number in the range."""
    right = isinstance(value, int) and not isinstance(value, bool) and low <= value <= high
    endless = high == _MAX_SEED and not (isinstance(value, int) and value > high)
    allowed = (
        Message("a whole number from {low} on", low=low)
        if endless
        else Message("a whole number from {low} to {high}", low=low, high=high)
    )
    problem = Message("is {value!r}", value=value)
    return [] if right else [Fault(COMMAND_LINE, key, problem, allowed)]


def no_others(others: Collection[str]) -> list[Fault]:
    """A fault if there is nothing to compare the base with."""
    problem, allowed = Message("nothing to compare with"), Message("at least one more scenario")
    return [] if others else [Fault(COMMAND_LINE, "OTHER", problem, allowed)]


def text_of(reference: str | Path | None) -> str | None:
    """A name or path as text."""
    return None if reference is None else str(reference)


def place_title(scenario: Scenario) -> str:
    """The place of a scenario by its title."""
    own: Any = scenario.labels.get("place", {}).get("", {})
    return str(own.get("title", scenario.place))


def unknown(
    option: str,
    names: Iterable[str],
    known: Collection[str],
    what: Message,
    allowed: Message = NOTHING,
) -> list[Fault]:
    """A fault for each name that is not among the known ones."""
    wrong = Wrong()
    for name in names:
        none = Message("there is no {what} {name!r}", what=what, name=name)
        wrong.unless_among(option, name, known, none, allowed, _MOST_NAMED)
    return wrong.faults


def unknown_outcomes(names: Iterable[str]) -> list[Fault]:
    """A fault for each name that is no outcome."""
    allowed = Message("a name from `sozialraum list outcomes`")
    return unknown("--outcome", names, OUTCOME, Message("outcome"), allowed)


def no_language(language: str) -> list[Fault]:
    """A fault if there are no words in a language."""
    if language in LANGUAGES:
        return []
    problem = Message("is {language!r}", language=language)
    return [Fault(COMMAND_LINE, "language", problem, listed(LANGUAGES))]


def resolved(
    references: Iterable[str | Path],
    place: str | Path | None,
    changes: Mapping[str, object],
    faults: list[Fault],
) -> list[Scenario]:
    """Scenarios of arrangements; what is wrong with those that cannot be resolved is added."""
    scenarios = []
    for reference in references:
        try:
            scenarios.append(resolve(reference, place, changes))
        except InputError as error:
            faults += error.faults
    return scenarios
