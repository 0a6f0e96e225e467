"""Decomposition of a difference by mechanism: which switches, run how, and the table of shares.

Switches change from month 0 on, in every arm, on the shipped settled population: the question is
what the arrangement gains and loses by, not what the city would have been without it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.measures.outcomes import OUTCOME
from analysis.requests.comparison import COMMAND_LINE, LONGEST, whole_number
from analysis.sensitivity.arms import Arms
from analysis.sensitivity.campaign import (
    Campaign,
    collect,
    record_of,
    seeds_of,
    write_folder,
)
from analysis.sensitivity.frames import difference
from analysis.sensitivity.shapley import (
    REMAINDER,
    TOTAL,
    Coalition,
    Orders,
    decomposition,
    orders_of,
)
from analysis.wording import Language, digits_for, number_in, signed_in, unit_in
from experiments.parts import read_plan, target_of
from experiments.plan import name_arms
from model.errors import Fault, InputError, listed, nearest, raise_if
from model.scenario import Scenario, resolve

COMMAND = "decompose"
SWITCHES = "switches."


@dataclass(frozen=True)
class Mechanism:
    """A mechanism by its switch; gains: the network is meant to gain by it."""

    switch: str
    german: str
    english: str
    gains: bool

    def title(self, language: Language) -> str:
        """Its name in German or English."""
        return self.german if language == "de" else self.english


MECHANISMS: tuple[Mechanism, ...] = (
    Mechanism("recognition", "Bedarfe erkennen und weitergeben", "recognising needs", True),
    Mechanism("handover", "persönliche Übergabe", "handover in person", True),
    Mechanism("parallel", "parallele Ketten", "parallel chains", True),
    Mechanism("shared_capacity", "gemeinsam genutzte Plätze", "shared capacity", True),
    Mechanism("planning", "Planung aus Fallwissen", "planning from cases", True),
    Mechanism("milieu", "Arbeit mit dem Stadtteil", "work with the milieu", True),
    Mechanism("fixed_minutes", "Abstimmung kostet Zeit", "coordination takes time", False),
    Mechanism("transition_dip", "Reibung im Aufbau", "loss in the ramp-up", False),
    Mechanism("finite_places", "Verdrängung um Plätze", "crowding for places", False),
    Mechanism("lock_in", "Einsperreffekt", "lock-in", False),
    Mechanism("vacancy_limit", "Verdrängung um Stellen", "displacement for jobs", False),
)
BY_SWITCH: Mapping[str, Mechanism] = {mechanism.switch: mechanism for mechanism in MECHANISMS}


def mechanism_title(part: str, language: Language) -> str:
    """A part of a decomposition in German or English."""
    if part in BY_SWITCH:
        return BY_SWITCH[part].title(language)
    german = {REMAINDER: "alles übrige", TOTAL: "Unterschied insgesamt"}
    english = {REMAINDER: "everything else", TOTAL: "difference in all"}
    return (german if language == "de" else english).get(part, part)


@dataclass(frozen=True)
class Request:
    """What is to be decomposed; drawn: orders, if there are too many mechanisms for all subsets."""

    base: str
    other: str
    place: str | None = None
    months: int = 96
    outcomes: tuple[str, ...] = ("participation", "integrations")
    mechanisms: tuple[str, ...] = ()
    drawn: int = 8
    seeds: int = 4
    seed: int = 1
    changes: Mapping[str, object] = field(default_factory=dict)
    language: Language = "de"

    def as_json(self) -> dict[str, Any]:
        """Plain data, from which the same request can be made again."""
        return asdict(self)

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "Request":
        """The request that `as_json` has kept."""
        lists = ("outcomes", "mechanisms")
        return cls(**{**kept, **{name: tuple(kept[name]) for name in lists}})

    @property
    def players(self) -> tuple[str, ...]:
        """Mechanisms asked for, or all of the table."""
        return self.mechanisms or tuple(BY_SWITCH)


@dataclass(frozen=True)
class Decomposed:
    """A decomposition. parts: outcome, part, value, low, high; runs and points as everywhere."""

    request: Request
    parts: pd.DataFrame
    points: pd.DataFrame
    runs: pd.DataFrame
    failures: pd.DataFrame
    record: Mapping[str, Any]
    exact: bool
    folder: Path | None = None

    def of(self, outcome: str) -> pd.DataFrame:
        """The parts of one outcome."""
        mine = self.parts[self.parts["outcome"] == outcome]
        return mine.drop(columns="outcome").reset_index(drop=True)


def points_of(coalitions: Sequence[Coalition], players: Sequence[str]) -> pd.DataFrame:
    """A point per set of mechanisms: 1 where the switch is on."""
    frame = pd.DataFrame({f"{SWITCHES}{p}": [float(p in c) for c in coalitions] for p in players})
    frame.insert(0, "point", range(len(frame)))
    return frame


def parts_of(
    runs: pd.DataFrame,
    coalitions: Sequence[Coalition],
    orders: Orders,
    outcomes: Sequence[str],
    names: Sequence[str],
) -> pd.DataFrame:
    """Shares of every outcome: outcome, part, value, low, high."""
    frames = []
    for outcome in outcomes:
        view = difference(runs, len(coalitions), outcome, names[0], names[1])
        table = decomposition(pd.DataFrame(view.values), coalitions, orders)
        table.insert(0, "outcome", outcome)
        frames.append(table)
    return pd.concat(frames, ignore_index=True)


def check(request: Request) -> list[Scenario]:
    """Resolve both arms. Raises InputError with every fault."""
    faults = [
        *whole_number("months", request.months, 1, LONGEST),
        *whole_number("seeds", request.seeds, 2, 1000),
        *whole_number("seed", request.seed, 0),
        *whole_number("orders", request.drawn, 2, 10_000),
    ]
    for outcome in request.outcomes:
        if outcome not in OUTCOME:
            close = nearest(outcome, OUTCOME)
            problem, allowed = f"there is no outcome {outcome!r}", "`sozialraum list outcomes`"
            faults.append(Fault(COMMAND_LINE, "--outcome", problem, allowed, close))
    scenarios = []
    for reference in (request.base, request.other):
        try:
            scenarios.append(resolve(reference, request.place, request.changes))
        except InputError as error:
            faults += error.faults
    if scenarios:
        known = [
            name.removeprefix(SWITCHES)
            for name in scenarios[0].parameters
            if name.startswith(SWITCHES)
        ]
        for name in request.players:
            if name not in known:
                problem = f"there is no switch {name!r}"
                close = nearest(name, known)
                faults.append(Fault(COMMAND_LINE, "--mechanism", problem, listed(known, 40), close))
    raise_if(faults)
    return scenarios


def decompose(
    request: Request, *, jobs: int | None = None, out: Path | None = None, quiet: bool = False,
    say: Any = None,
) -> Decomposed:  # fmt: skip
    """Run all sets of mechanisms that are needed and share the difference out.

    Raises:
        InputError, OutputError, InterruptedRun: as for a sensitivity study.
    """
    scenarios = check(request)
    arms = name_arms(scenarios)
    names = [arm.name for arm in arms]
    given = (request.base, request.other)
    evaluate = Arms(
        tuple(zip(names, given, strict=True)),
        request.place, request.months, dict(request.changes), "none",
    )  # fmt: skip
    orders = orders_of(request.players, request.drawn, request.seed)
    coalitions = orders.coalitions()
    points = points_of(coalitions, request.players)
    identity = {arm.name: arm.scenario.hash for arm in arms} | {"months": request.months}
    campaign = Campaign(COMMAND, evaluate, points, seeds_of(request.seed, request.seeds),
                        request.as_json(), identity)  # fmt: skip
    if say is not None:
        say(len(points), request.seeds, orders.exact)
    kept = None if out is None else campaign.kept(out)
    collected = collect(campaign, kept, jobs, quiet=quiet)
    parts = parts_of(collected.runs, coalitions, orders, request.outcomes, names)
    done = Decomposed(request, parts, points, collected.runs, collected.failures,
                      record_of(campaign, collected), orders.exact)  # fmt: skip
    if kept is None:
        return done
    tables = {"parts": parts, "points": points, "runs": done.runs, "failures": done.failures}

    def fill(folder: Path) -> None:
        from analysis.figures.mechanisms import draw_all

        draw_all(done, folder / "figures", request.language)

    folder = write_folder(kept, tables, done.record, fill)
    return Decomposed(**{**vars(done), "folder": folder})


def resume(folder: Path, *, jobs: int | None = None) -> Decomposed:
    """Go on with an interrupted decomposition."""
    target = target_of(folder)
    return decompose(Request.from_json(read_plan(target)["arguments"]), jobs=jobs, out=target)


def table_heads(language: Language) -> tuple[str, ...]:
    """Heads of the table of parts."""
    if language == "de":
        return ("Ergebnis", "Mechanismus", "Anteil", "95-%-Intervall")
    return ("outcome", "mechanism", "share", "95 % interval")


def table_rows(done: Decomposed, language: Language) -> list[tuple[str, ...]]:
    """Parts as text: mechanisms from the largest gain to the largest loss, then rest and total."""
    rows: list[tuple[str, ...]] = []
    for outcome in done.request.outcomes:
        found = OUTCOME[outcome]
        parts = done.of(outcome)
        last = parts["part"].isin([REMAINDER, TOTAL])
        ordered = pd.concat([parts[~last].sort_values("value", ascending=False), parts[last]])
        digits = digits_for(found.matters) + 1
        for place, row in enumerate(ordered.to_dict(orient="records")):
            low, high = (number_in(language, row[key], digits) for key in ("low", "high"))
            name = f"{found.title(language)} ({unit_in(language, found.unit)})"
            rows.append((
                name if place == 0 else "", mechanism_title(row["part"], language),
                signed_in(language, row["value"], digits), f"{low} … {high}",
            ))  # fmt: skip
    return rows
