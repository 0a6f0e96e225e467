"""What a study is: arms, points, pairs, what is kept, and when it is enough."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from experiments.plan import pair_seed
from experiments.study.stopping import Stop


@dataclass(frozen=True)
class StudyArm:
    """One arm: its name in results, the scenario (name or path), settings of its own."""

    name: str
    scenario: str
    settings: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Factor:
    """One dimension of a design.

    name: dotted parameter name, as for `--set`; low and high: span of the values (NaN where the
    values are listed); scale: "linear" or "log"; arms: names of the arms it is set in, () for all.
    """

    name: str
    low: float
    high: float
    scale: str = "linear"
    arms: tuple[str, ...] = ()


@dataclass(frozen=True)
class Study:
    """A study with all points spelled out; everything that decides its results is in here.

    points: per point a value for every factor, in the order of `factors`; kind: of the design;
    outcomes: names of what is reported (all are kept); every: how often runs are kept; pairs: per
    point, or with `stop` the pairs to begin with.
    """

    name: str
    title: Mapping[str, str]
    place: str | None
    arms: tuple[StudyArm, ...]
    months: int
    seed: int
    pairs: int
    every: str
    outcomes: tuple[str, ...]
    settings: Mapping[str, float]
    kind: str
    factors: tuple[Factor, ...]
    points: tuple[tuple[float, ...], ...]
    stop: Stop | None = None
    checks: bool = False
    design_seed: int = 1
    source: str = ""

    @property
    def base(self) -> StudyArm:
        """The arm that the others are compared with."""
        return self.arms[0]

    def seed_of(self, pair: int) -> int:
        """Seed of a pair, the same at every point: points share their luck as arms do."""
        return pair_seed(self.seed, pair)

    def settings_of(self, point: int, arm: StudyArm) -> dict[str, float]:
        """What is set in an arm at a point; a factor wins over the study's own settings."""
        found = {**self.settings, **arm.settings}
        for factor, value in zip(self.factors, self.points[point], strict=True):
            if not factor.arms or arm.name in factor.arms:
                found[factor.name] = value
        return found

    def as_json(self) -> dict[str, Any]:
        """Plain data, from which the same study can be made again."""
        content = asdict(self)
        for factor in content["factors"]:
            for end in ("low", "high"):
                factor[end] = None if factor[end] != factor[end] else factor[end]
        plain: dict[str, Any] = json.loads(json.dumps(content))
        return plain

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "Study":
        """The study that `as_json` has kept; KeyError or TypeError if it is damaged."""
        nan = float("nan")
        factors = tuple(
            Factor(
                f["name"],
                nan if f["low"] is None else f["low"],
                nan if f["high"] is None else f["high"],
                f["scale"],
                tuple(f["arms"]),
            )
            for f in kept["factors"]
        )
        changed = {
            "arms": tuple(StudyArm(**arm) for arm in kept["arms"]),
            "factors": factors,
            "points": tuple(tuple(point) for point in kept["points"]),
            "outcomes": tuple(kept["outcomes"]),
            "stop": None if kept["stop"] is None else Stop(**kept["stop"]),
        }
        return cls(**{**kept, **changed})

    @property
    def fingerprint(self) -> str:
        """Hash of what decides the results: all but title and the file it was read from."""
        content = {k: v for k, v in self.as_json().items() if k not in ("title", "source")}
        text = json.dumps(content, sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()
