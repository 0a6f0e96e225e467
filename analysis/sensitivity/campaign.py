"""Points of the space of assumptions as a study: run what is missing, read the table of runs."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

import pandas as pd

from analysis.measures.outcomes import OUTCOME
from analysis.measures.pairs import located
from analysis.measures.run_tables import keeper
from analysis.sensitivity.factors import POSTERIOR
from experiments.faults import with_reasons
from experiments.record import code_version, environment, timestamp
from experiments.study.definition import Factor, Study, StudyArm
from experiments.study.frames import Results
from experiments.study.resolving import MIX
from experiments.study.running import Means, run_study
from experiments.study.starts import RESETTLING
from model.errors import SozialraumError
from model.words import Message

type Settling = Literal["own", "resettled", "drawn", "none"]
# How a point comes to rest → what studies call it. Draws settle as those of a comparison do.
SETTLINGS: Mapping[str, str] = {
    "own": "own",
    "resettled": "short",
    "drawn": "resettled",
    "none": "shipped",
}
NAN = float("nan")
LEVERS = ("levers.", MIX)  # what the base has none of


@dataclass(frozen=True)
class Campaign:
    """What is run: arms at points under seeds, and what it is called.

    command: the command that takes it up again; arms: (name, arrangement), the base first; points:
    a row each, a column per factor, NaN where it is not set; seeds: of every point, or of each;
    changes: set in every arm at every point; arguments: of the command; identity: what the record
    says beside them.
    """

    command: str
    arms: tuple[tuple[str, str], ...]
    points: pd.DataFrame
    seeds: int | tuple[int, ...]
    seed: int
    months: int
    place: str | None = None
    changes: Mapping[str, Any] = field(default_factory=dict)
    settling: Settling = "none"
    arguments: Mapping[str, Any] = field(default_factory=dict)
    identity: Mapping[str, Any] = field(default_factory=dict)
    draws: bool = False

    def study(self) -> Study:
        """The same as a study: parameters hold in every arm, levers in every arm but the first."""
        base, *others = (name for name, _ in self.arms)
        names = [str(name) for name in self.points.columns if name not in ("point", POSTERIOR)]
        factors = tuple(
            Factor(name, NAN, NAN, arms=tuple(others) if name.startswith(LEVERS) else ())
            for name in names
        )
        counts = (self.seeds,) * len(self.points) if isinstance(self.seeds, int) else self.seeds
        firsts = [sum(counts[:point]) if self.draws else 0 for point in range(len(counts))]
        study = Study(
            name=self.command,
            title={},
            place=None if self.place is None else located(self.place),
            arms=tuple(StudyArm(name, located(reference)) for name, reference in self.arms),
            months=self.months,
            seed=self.seed,
            pairs=max(counts),
            every="end",
            outcomes=tuple(self.arguments.get("outcomes") or self.arguments.get("aims") or ()),
            settings=dict(self.changes),
            kind="points",
            factors=factors,
            points=tuple(map(tuple, self.points[names].to_numpy(dtype=float).tolist())),
            start=SETTLINGS[self.settling],
            resettling=RESETTLING if self.settling == "drawn" else 0,
            drawn=self.draws,
            spans=tuple(zip(firsts, counts, strict=True)),
            asked={"command": self.command, "arguments": dict(self.arguments)},
        )
        words = dict.fromkeys([base, *others])
        return study.named(list(words), [self.identity, study.months, study.seed, study.points])


@dataclass(frozen=True)
class Collected:
    """Runs and failures of a campaign: point, seed, arm, outcome, value; point, seed, message.

    seconds: of a run with its share of the burn-in, as far as the store knows.
    """

    study: Study
    runs: pd.DataFrame
    failures: pd.DataFrame
    began: str
    ended: str
    seconds: float | None = None


def collect(campaign: Campaign, means: Means) -> Collected:
    """Run what is not in the store yet.

    Raises:
        InterruptedRun: Ctrl-C; says how to go on.
        SozialraumError: not one point could be run; says why.
    """
    began, study = timestamp(), campaign.study()
    results = run_study(study, keeper(), means)
    failures = failures_frame(results)
    runs = runs_frame(results, failures)
    if runs.empty:
        counts = failures["message"].value_counts().head(10)
        raise nothing_run(Message("No point could be run:"), counts.to_dict())
    return Collected(study, runs, failures, began, timestamp(), results.seconds_of_run())


def nothing_run(head: Message, reasons: Mapping[Any, int]) -> SozialraumError:
    """Why nothing could be run, and how often for which reason."""
    return SozialraumError(with_reasons(head, reasons.items()))


def runs_frame(results: Results, failures: pd.DataFrame) -> pd.DataFrame:
    """Point, seed, arm, outcome, value of everything that is computed, where no arm has failed."""
    names = tuple(name for name in results.keeper.names if name in OUTCOME)
    long = results.long(names=names, seed=True)
    if len(failures):
        gone = pd.MultiIndex.from_frame(failures[["point", "seed"]])
        long = long[~pd.MultiIndex.from_frame(long[["point", "seed"]]).isin(gone)]
    return long[["point", "seed", "arm", "outcome", "value"]].reset_index(drop=True)


def failures_frame(results: Results) -> pd.DataFrame:
    """Points and seeds at which an arm has failed: point, seed, message, detail."""
    states: pd.DataFrame = results.states().to_pandas()
    failed = states[states["status"] == "failed"].drop_duplicates(["point", "pair"])
    seeds = [
        results.study.seed_of(int(pair), int(point))
        for point, pair in zip(failed["point"], failed["pair"], strict=True)
    ]
    found = failed.assign(seed=pd.Series(seeds, index=failed.index, dtype="int64"))
    return found[["point", "seed", "message", "detail"]].reset_index(drop=True)


def record_of(campaign: Campaign, collected: Collected) -> dict[str, Any]:
    """What was run, when, by which code: plain data for JSON."""
    reasons = collected.failures["message"].value_counts()
    study = collected.study
    return {
        "command": campaign.command,
        "study": study.name,
        "content": study.fingerprint,
        "arguments": dict(campaign.arguments),
        **dict(campaign.identity),
        "points": len(campaign.points),
        "seeds": [
            study.seed_of(pair)
            for pair in range(sum(study.counts) if campaign.draws else study.pairs)
        ],
        "failed": len(collected.failures),
        "reasons": {str(text): int(count) for text, count in reasons.items()},
        "began": collected.began,
        "ended": collected.ended,
        "code": code_version(),
        "environment": environment(),
    }
