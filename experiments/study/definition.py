"""What a study is: arms, points, pairs, what is kept, and when it is enough."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from functools import cached_property
from typing import Annotated, Any

from pydantic import Field

from experiments.plan import pair_seed
from experiments.store.keys import Every
from experiments.study.spec import ArmName, Count, Kept, KeptOrNone, Months, Word
from experiments.study.stopping import Stop
from model.scenario.spec import Plain

# What decides no result.
BESIDE = ("title", "source", "asked")
KEY, LONGEST = 8, 80  # letters of a name that tell its content, and that tell its arms


@dataclass(frozen=True)
class StudyArm:
    """One arm: its name in results, the scenario (name or path), settings of its own.

    begins_as: name of the arm whose burn-in it shares ("": its own): the same people at the same
    moment, though parameters of the two differ.
    """

    name: ArmName
    scenario: Plain
    settings: Mapping[Word, Kept] = field(default_factory=dict)
    begins_as: str = ""


@dataclass(frozen=True)
class Factor:
    """One dimension of a design.

    name: dotted parameter name, as for `--set`; low and high: span of the values (NaN where the
    values are listed); scale: "linear" or "log"; arms: names of the arms it is set in, () for all.
    `mix` moves levers between the first arm (0) and another (1), `posts.x` adds posts to x.
    """

    name: Word
    low: KeptOrNone
    high: KeptOrNone
    scale: str = "linear"
    arms: tuple[ArmName, ...] = ()


@dataclass(frozen=True)
class Study:
    """A study with all points spelled out; everything that decides its results is in here.

    Types say what may stand in study.json (see `remembered`); nothing is checked in a new study.

    points: per point a value for every factor, in the order of `factors` (NaN: not set there);
    kind: of the design; outcomes: names of what is reported (all are kept); every: how much of a
    run is kept; pairs: per point, or with `stop` the pairs to begin with; start: how worlds come to
    month 0 (see `starts`), resettling: for so many months, if they do; drawn: points are draws of
    uncertain parameters, what an arm sets itself stays as it is; spans: per point the number of its
    first pair and how many it has (none: all have `pairs`, from 0 on); asked: the command that made
    the study, and its arguments.
    """

    name: str
    title: Mapping[str, Plain]
    place: Plain | None
    arms: Annotated[tuple[StudyArm, ...], Field(min_length=1)]
    months: Months
    seed: Annotated[int, Field(ge=0)]
    pairs: Count
    every: Every
    outcomes: tuple[Word, ...]
    settings: Mapping[Word, Kept]
    kind: str
    factors: tuple[Factor, ...]
    points: Annotated[tuple[tuple[KeptOrNone, ...], ...], Field(min_length=1, max_length=1_000_000)]
    stop: Stop | None = None
    checks: bool = False
    design_seed: Annotated[int, Field(ge=0)] = 1
    source: Plain = ""
    start: Word = "own"
    resettling: Annotated[int, Field(ge=0, le=1200)] = 0
    drawn: bool = False
    spans: tuple[tuple[Annotated[int, Field(ge=0)], Count], ...] = ()
    asked: Mapping[str, Any] = field(default_factory=dict)

    def named(self, words: Sequence[str], content: object) -> "Study":
        """The same under a name made of the command, these words and a hash of the content.

        content: what makes two studies of a command the same, however many pairs they have.
        """
        text = json.dumps([content, dict(self.settings), self.start], sort_keys=True, default=str)
        key = hashlib.sha256(text.encode()).hexdigest()[:KEY]
        return replace(self, name=f"{self.name}-{plain_name(words)}-{key}".replace("--", "-"))

    @property
    def base(self) -> StudyArm:
        """The arm that the others are compared with."""
        return self.arms[0]

    @property
    def counts(self) -> tuple[int, ...]:
        """Pairs of every point; with `stop` those to begin with."""
        if self.spans:
            return tuple(count for _, count in self.spans)
        return (self.pairs,) * len(self.points)

    def seed_of(self, pair: int, point: int = 0) -> int:
        """Seed of a pair: without `spans` the same at every point, which then share their luck."""
        first = self.spans[point][0] if self.spans else 0
        return pair_seed(self.seed, first + pair)

    def number_of(self, arm: str) -> int:
        """Place of an arm among all."""
        return [one.name for one in self.arms].index(arm)

    def settings_of(self, point: int, arm: StudyArm) -> dict[str, Any]:
        """What is set in an arm at a point; a factor wins over the study's own settings."""
        return {**self.settings, **arm.settings, **self.values_of(point, arm)}

    def values_of(self, point: int, arm: StudyArm) -> dict[str, float]:
        """What the factors set in an arm at a point."""
        return {
            factor.name: value
            for factor, value in zip(self.factors, self.points[point], strict=True)
            if value == value and (not factor.arms or arm.name in factor.arms)
        }

    def as_json(self) -> dict[str, Any]:
        """Plain data, from which the same study can be made again; NaN is null."""
        plain: dict[str, Any] = json.loads(json.dumps(asdict(self)), parse_constant=lambda _: None)
        return plain

    @cached_property
    def fingerprint(self) -> str:
        """Hash of what decides the results: all but title and where it comes from."""
        content = {k: v for k, v in self.as_json().items() if k not in BESIDE}
        text = json.dumps(content, sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()


def plain_name(words: Sequence[str]) -> str:
    """Words in the name of a study: letters, digits and hyphens, cut where it is too long."""
    plain = "-".join("".join(c if c.isalnum() else "-" for c in word) for word in words)
    return plain[:LONGEST]
