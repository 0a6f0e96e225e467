"""The patterns of a place: what is published about its status quo, and how near is near enough.

Read from `patterns.toml` in the folder of a place. A pattern has a title, a definition that makes
simulated and published numbers comparable, and one or more values; a value names the simulated
measure, the target, the band (fixed before fitting) and the reason for its width. It says its use,
fixed before fitting too: "fit" for calibration, "kept-out" of it and only judged, or "reported",
as its target is itself assumed or goes into the model: never fitted, never judged.
"""

from collections.abc import Container, Iterator
from functools import partial
from pathlib import Path
from typing import Annotated, Any, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from experiments.faults import Wrong
from experiments.pattern_measures import MEASURES, MONTHS_NEEDED
from model.errors import Fault, Faults, InputError, listed, nearest, raise_if
from model.parameters import load_sources, read_topic
from model.parameters.complaints import complaint
from model.parameters.reading import quoted, read_toml, shown
from model.scenario.places import PLACE_FILE
from model.scenario.privacy import PRIVACY
from model.words import Message

FILE_NAME = "patterns.toml"
STOCK = "stock_mean"
Finite = Annotated[float, Field(allow_inf_nan=False)]
Text = Annotated[str, Field(min_length=1)]
Use = Literal["fit", "kept-out", "reported"]
FIT, KEPT_OUT, REPORTED = get_args(Use)


class _Record(BaseModel):
    # strict: a target in quotation marks or a switch in place of a number is a mistake.
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Names(_Record):
    """A name for people to read, in German and English."""

    de: Text
    en: Text


class Naive(_Record):
    """What one would guess without the model, to see what the model adds."""

    guess: Finite
    why: Text


class PatternValue(_Record):
    """One published number of a pattern and the simulated measure it is compared with.

    target, low, high: in `unit`, low ≤ target ≤ high; all three are None where nothing is published
    and the measure is only reported. use, with its reason: that of the pattern unless said.
    not_measured: why no run can say it yet; such a value is neither fitted nor judged.
    mechanism: what a miss most likely comes from. may_miss: why a fit is taken although it
    misses this value; the miss is named.
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
    use: Use | None = None
    use_reason: Text | None = None
    not_measured: Names | None = None
    may_miss: Text | None = None
    mechanism: Names | None = None
    naive: Naive | None = None

    @property
    def fits(self) -> bool:
        """Whether calibration aims at it."""
        return self.use == FIT and self.not_measured is None

    @property
    def must(self) -> bool:
        """True for what holds or does not (an order): there is no distance to fit."""
        return self.low is not None and self.low == self.high


class Pattern(_Record):
    """A pattern P… with definition and values; its `use` and the reason are their default."""

    title: Names
    definition: Text
    use: Use
    use_reason: Text
    value: Annotated[list[PatternValue], Field(min_length=1)]

    def filled(self) -> "Pattern":
        """The same with the use, and its reason, of every value said."""
        values = [
            value.model_copy(
                update={
                    "use": value.use or self.use,
                    "use_reason": value.use_reason or self.use_reason,
                }
            )
            for value in self.value
        ]
        return self.model_copy(update={"value": values})


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
        """Values that calibration aims at, by measure."""
        return {value.measure: value for _, _, value in self.values() if value.fits}


def load_patterns(folder: Path, sources: Container[str] | None = None) -> Patterns:
    """The patterns of the place in `folder`, judged against what exists and against its stock.

    sources: known source keys, by default those of the model. Raises InputError with every fault.
    """
    path, faults = folder / FILE_NAME, Faults()
    content = read_toml(path, faults) or {}
    raise_if(faults)
    if not content.keys() - {"place", "ceiling"}:
        problem = Message("there is no pattern: nothing says whether a run is like the place")
        raise InputError.of(shown(path), "", problem, Message("[P1] with [[P1.value]] and so on"))
    beside = ("place", "ceiling")
    shaped: dict[str, Any] = {key: content.pop(key) for key in beside if key in content}
    shaped["patterns"] = content
    try:
        found = Patterns.model_validate(shaped)
    except ValidationError as error:
        faults.extend(_fault(path, problem) for problem in error.errors())
        raise InputError(faults) from None
    known = load_sources() if sources is None else sources
    faults.extend(_contradictions(path, found, known))
    faults.extend(_against_stock(path, found, folder / PLACE_FILE))
    raise_if(faults)
    filled = {key: pattern.filled() for key, pattern in found.patterns.items()}
    return found.model_copy(update={"patterns": filled})


def too_short(patterns: Patterns, months: int) -> list[PatternValue]:
    """Values to be fitted or judged whose measure needs more months than a run has."""
    return [
        value
        for _, _, value in patterns.values()
        if value.use != REPORTED
        and value.not_measured is None
        and MONTHS_NEEDED.get(value.measure, 1) > months
    ]


def unmeasurable(patterns: Patterns, months: int, *, fitted: bool = False) -> list[Fault]:
    """Values (or those fitted) that no run of so many months can tell: found before any run."""
    wrong = Wrong(FILE_NAME)
    for value in (one for one in too_short(patterns, months) if one.fits or not fitted):
        needed = MONTHS_NEEDED[value.measure]
        problem = Message(
            "needs runs of {months_needed} months, these have {months}",
            months_needed=needed,
            months=months,
        )
        wrong(value.measure, problem, Message('longer runs, or use = "reported"'))
    return wrong.faults


def _against_stock(path: Path, found: Patterns, place: Path) -> list[Fault]:
    """A fault if the stock of the place lies outside the band it is judged by."""
    topic = read_topic(place, [], "place", (PRIVACY,)) if place.exists() else None
    stock = topic.parameters.get("place.stock") if topic else None
    return [
        Fault(
            shown(path),
            f"{key}.{value.measure}",
            Message(
                "the band {low:g} to {high:g} does not hold the stock of the place",
                low=value.low,
                high=value.high,
            ),
            Message(
                "a band around {value:g} ({place_file}: stock)",
                value=stock.value,
                place_file=PLACE_FILE,
            ),
        )
        for key, _, value in found.values()
        if stock and value.measure == STOCK and value.low is not None and value.high is not None
        if not value.low <= stock.value <= value.high
    ]


_KNOWN = sorted(
    {
        *PatternValue.model_fields,
        *Pattern.model_fields,
        *Ceiling.model_fields,
        *Names.model_fields,
        *Naive.model_fields,
        "place",
    }
)


def _fault(path: Path, problem: Any) -> Fault:
    """One pydantic complaint as a fault with the key as the file has it."""
    steps = [str(step) for step in problem["loc"] if step not in {"patterns", "[key]"}]
    key, last = ".".join(steps), steps[-1] if steps else ""
    if problem["type"] == "extra_forbidden":
        return Fault(
            shown(path), key, Message("unknown key"), listed(_KNOWN, 30), nearest(last, _KNOWN)
        )
    if problem["type"] == "missing":
        return Fault(shown(path), key, Message("missing key"))
    if last == "use":
        uses = listed(f'"{use}"' for use in get_args(Use))
        return Fault(
            shown(path), key, Message("no such use: {input!r}", input=problem["input"]), uses
        )
    return Fault(shown(path), key, complaint(problem))


def _contradictions(path: Path, found: Patterns, sources: Container[str]) -> list[Fault]:
    """Faults that only several keys together show."""
    faults, seen = list[Fault](), set[str]()
    for key, pattern, value in found.values():
        wrong = partial(Wrong(shown(path), faults), f"{key}.{value.measure}")
        band, use = (value.low, value.target, value.high), value.use or pattern.use
        if value.measure not in MEASURES and value.not_measured is None:
            near = nearest(value.measure, MEASURES)
            problem = Message("there is no measure {measure}", measure=quoted(value.measure))
            wrong(problem, listed(MEASURES, 100), near)
        if value.measure in seen:
            wrong(Message("a measure is used twice"), Message("one value a measure"))
        seen.add(value.measure)
        if None in band and band != (None, None, None):
            wrong(Message("target, low and high belong together"), Message("all three, or none"))
        elif value.low is not None and not value.low <= value.target <= value.high:  # type: ignore[operator]
            wrong(Message("the target lies outside its band"), Message("low ≤ target ≤ high"))
        if use != REPORTED and value.target is None:
            problem = Message("use is {use} without a target", use=use)
            wrong(problem, Message('a target, or use = "reported"'))
        if use != REPORTED and value.status == "assumed":
            problem = Message("an assumed target is neither fitted nor judged")
            wrong(problem, Message('use = "reported"'))
        if value.use not in {None, pattern.use} and value.use_reason is None:
            problem = Message("its use differs from its pattern's, without a reason")
            wrong(problem, Message("use_reason"))
        if value.source not in sources:
            problem = Message("unknown source {source}", source=quoted(value.source))
            wrong(problem, Message("a key of sources.toml"))
    return faults
