"""The patterns of a place: what is published about its status quo, and how near is near enough.

Read from `patterns.toml` in the folder of a place. A pattern has a title, a definition that makes
simulated and published numbers comparable, and one or more values; a value names the simulated
measure, the target, the band (fixed before fitting) and the reason for its width. A value whose
target is itself assumed, or whose evidence is too weak, is reported and never counted or fitted.
"""

from collections.abc import Container, Iterator
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from model.errors import Fault, InputError, listed, nearest, raise_if
from model.parameters.reading import read_toml, shown

FILE_NAME = "patterns.toml"
Finite = Annotated[float, Field(allow_inf_nan=False)]
Text = Annotated[str, Field(min_length=1)]


class _Record(BaseModel):
    # strict: a target in quotation marks or a switch in place of a number is a mistake.
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Names(_Record):
    """A name for people to read, in German and English."""

    de: Text
    en: Text


class PatternValue(_Record):
    """One published number of a pattern and the simulated measure it is compared with.

    target, low, high: in `unit`, low ≤ target ≤ high; all three are None where nothing is published
    and the measure is only reported. counts: whether it counts as validation and may be fitted.
    """

    name: Names
    measure: Text
    target: Finite | None = None
    low: Finite | None = None
    high: Finite | None = None
    unit: Text
    status: Literal["seen", "derived", "assumed"]
    source: Text
    reason: Text
    counts_as_validation: bool | None = None


class Pattern(_Record):
    """A pattern P… with definition and values; its `counts_as_validation` is their default."""

    title: Names
    definition: Text
    counts_as_validation: bool
    value: Annotated[list[PatternValue], Field(min_length=1)]

    def counts(self, value: PatternValue) -> bool:
        """Whether a value of this pattern counts as validation and may be fitted."""
        own = value.counts_as_validation
        return self.counts_as_validation if own is None else own


class Ceiling(_Record):
    """How many extra exits a network can bring in its first year at most.

    completed: services completed a year; mitigated: chance that one takes its barrier away;
    causal_share: causal part of the ladder's steps; gain: least and most gain in the
    yearly chance per barrier removed; exits: needs-covering exits a year today; error_from: extra
    exits from which the model, not the network, is to be doubted.
    """

    completed: Annotated[float, Field(ge=0)]
    mitigated: Annotated[float, Field(ge=0, le=1)]
    causal_share: Annotated[float, Field(ge=0, le=1)]
    gain: Annotated[list[Annotated[float, Field(ge=0, le=1)]], Field(min_length=2, max_length=2)]
    exits: Annotated[float, Field(gt=0)]
    error_from: Annotated[float, Field(gt=0)]
    unit: Text
    reason: Text

    def plausible(self) -> tuple[float, float]:
        """Least and most extra needs-covering exits of the first year that the evidence allows."""
        per_point = self.completed * self.mitigated * self.causal_share
        return per_point * self.gain[0], per_point * self.gain[1]


class Patterns(_Record):
    """All patterns of a place, in the order of its file."""

    place: Text
    patterns: dict[Annotated[str, Field(pattern=r"^P[1-9]\d*$")], Pattern]
    ceiling: Ceiling | None = None

    def values(self) -> Iterator[tuple[str, Pattern, PatternValue]]:
        """Every value with the id and the pattern it belongs to."""
        for key, pattern in self.patterns.items():
            for value in pattern.value:
                yield key, pattern, value

    def fitted(self) -> dict[str, PatternValue]:
        """Values that calibration may use, by measure: those that count as validation."""
        return {v.measure: v for _, pattern, v in self.values() if pattern.counts(v)}


def load_patterns(folder: Path, sources: Container[str] | None = None) -> Patterns:
    """The patterns of the place in `folder`.

    sources: known source keys; None = not checked. Raises InputError with every fault found.
    """
    path, faults = folder / FILE_NAME, list[Fault]()
    content = read_toml(path, faults) or {}
    raise_if(faults)
    shaped = {
        "patterns": {k: v for k, v in content.items() if k not in {"place", "ceiling"}},
        **{k: v for k, v in content.items() if k in {"place", "ceiling"}},
    }
    try:
        found = Patterns.model_validate(shaped)
    except ValidationError as error:
        raise InputError([_fault(path, problem) for problem in error.errors()]) from None
    raise_if(_contradictions(path, found, sources))
    return found


_KNOWN = sorted(
    {
        *PatternValue.model_fields,
        *Pattern.model_fields,
        *Ceiling.model_fields,
        *Names.model_fields,
        "place",
    }
)


def _fault(path: Path, problem: Any) -> Fault:
    """One pydantic complaint as a fault with the key as the file has it."""
    steps = [str(step) for step in problem["loc"] if step not in {"patterns", "[key]"}]
    key, last = ".".join(steps), steps[-1] if steps else ""
    if problem["type"] == "extra_forbidden":
        return Fault(shown(path), key, "unknown key", listed(_KNOWN, 30), nearest(last, _KNOWN))
    if problem["type"] == "missing":
        return Fault(shown(path), key, "missing key")
    return Fault(shown(path), key, problem["msg"])


def _contradictions(path: Path, found: Patterns, sources: Container[str] | None) -> list[Fault]:
    """Faults that only several keys together show."""
    faults, seen = [], set[str]()
    for key, pattern, value in found.values():
        where = f"{key}.{value.measure}"

        def complain(problem: str, allowed: str = "", where: str = where) -> None:
            faults.append(Fault(shown(path), where, problem, allowed))

        band = (value.low, value.target, value.high)
        if value.measure in seen:
            complain("a measure is used twice", "one value a measure")
        seen.add(value.measure)
        if None in band and band != (None, None, None):
            complain("target, low and high belong together", "all three, or none")
        elif value.low is not None and not value.low <= value.target <= value.high:  # type: ignore[operator]
            complain("the target lies outside its band", "low ≤ target ≤ high")
        if pattern.counts(value) and value.target is None:
            complain("counts as validation without a target", "counts_as_validation = false")
        if pattern.counts(value) and value.status == "assumed":
            complain("an assumed target cannot count", "counts_as_validation = false")
        if sources is not None and value.source not in sources:
            complain(f"unknown source '{value.source}'", "a key of sources.toml")
    return faults
