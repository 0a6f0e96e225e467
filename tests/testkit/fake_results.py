"""Run results made up by formula: the shape of `RunResult` without the engine.

Levels look like Oberhausen's, so that tables and figures built on them can be looked at. `effect`
moves participation and starts of work; `seed` moves everything a little, the same in every arm.
"""

import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from types import SimpleNamespace

import numpy as np

from analysis.goal import Goal
from analysis.measures.pair_tables import summarise
from analysis.measures.pairs import PairResult
from analysis.results.comparison import Comparison
from experiments.plan import Plan, name_arms
from model.streams import uniforms
from model.tally import MEASURES
from model.words import Language
from testkit.places import OBERHAUSEN

N_SPACES, N_STAGES = 6, 5
SPACES = ("Mitte", "Styrum", "Alstaden", "Osterfeld", "Sterkrade", "Nord")
_LEVELS = {
    "stock": 19967.0, "integrations": 300.0, "integrations_near": 182.0, "integrations_far": 69.0,
    "integrations_others": 49.0, "due_12": 290.0, "employed_12": 163.0, "due_3": 295.0,
    "secured_3": 140.0, "due_6": 293.0, "secured_6": 118.0, "participation": 124000.0,
    "participation_low": 4100.0, "cohort": 30000.0, "cohort_receipt": 15000.0,
    "cohort_employed": 5000.0, "cohort_covered": 3900.0, "cohort_participation": 196000.0,
    "cohort_low": 5600.0, "waiting": 1800.0, "waiting_months": 640.0, "admitted": 330.0,
    "no_shows": 190.0, "referrals": 640.0, "recognised": 700.0, "completed": 170.0,
    "mitigated": 60.0, "completed_without_gap": 8.0, "dropped": 60.0, "misallocated": 90.0,
    "out_covered": 180.0, "long_receipt": 13900.0, "adults": 18900.0, "but_households": 2000.0,
    "family_households": 4700.0, "benefit_federal": 9.1e6, "benefit_municipal": 5.4e6,
    "minutes_contact": 2.4e6, "minutes_benefits": 8.6e5, "minutes_coordination": 1.1e5,
    "minutes_total": 8.0e6, "offers": 420.0, "offers_lost": 60.0, "children": 8000.0,
    "children_reached": 3000.0,
    "tie_trust": 0.32,
}  # fmt: skip
_MORE = {"integrations", "integrations_far", "cohort_participation", "participation", "recognised"}
_LESS = {"waiting", "waiting_months", "participation_low", "cohort_low"}


@dataclass
class FakeRun:
    """A run result; see the module docstring."""

    scenario: str
    hash: str
    seed: int
    months: int
    monthly: dict[str, np.ndarray]
    groups: np.ndarray
    people: dict[str, np.ndarray]
    ties: np.ndarray
    group_names: tuple[str, ...]


def noise(seed: int, name: str, count: int) -> np.ndarray:
    """Numbers in −1 … 1 that depend on seed and name alone; shape (count,)."""
    key = zlib.crc32(name.encode())
    return 2.0 * uniforms(seed, 99, key % 9973, np.arange(count, dtype=np.uint64), 0) - 1.0


def fake_run(name: str = "siloed", seed: int = 1, months: int = 96, effect: float = 0.0,
             persons: int = 600, luck: float = 0.0) -> FakeRun:  # fmt: skip
    """One made-up run. `luck` is noise that arms do not share."""
    ramp = np.minimum(1.0, np.arange(1, months + 1) / 24.0)
    monthly = {}
    for measure in MEASURES:
        level = _LEVELS.get(measure.name, 40.0)
        shared = 1.0 + 0.01 * noise(seed, measure.name, months)
        own = 1.0 + luck * noise(seed, measure.name + name, months)
        sign = (measure.name in _MORE) - (measure.name in _LESS)
        monthly[measure.name] = level * shared * own * (1.0 + sign * effect * ramp)
    ties = np.zeros((months, N_SPACES, N_STAGES))
    high = np.minimum(0.9, 8.0 * effect) * ramp[:, None] * np.linspace(0.6, 1.0, N_SPACES)
    ties[:, :, 3] = high * 0.4
    ties[:, :, 2] = high * 0.6
    ties[:, :, 1] = (1.0 - high) * 0.6
    ties[:, :, 0] = (1.0 - high) * 0.4
    years = max(1, months // 12)
    return FakeRun(
        name, f"hash-{name}", seed, months, monthly,
        np.abs(noise(seed, "groups", years * 29 * 7)).reshape(years, 29, 7),
        fake_people(name, seed, months, effect, persons, luck), ties,
        ("all", *(f"group_{number}" for number in range(1, 23)), *SPACES),
    )  # fmt: skip


def fake_people(name: str, seed: int, months: int, effect: float, persons: int,
                luck: float) -> dict[str, np.ndarray]:  # fmt: skip
    """The made-up cohort: `effect` lifts people far from the market, near ones lose a little."""

    def code(column: str, most: int) -> np.ndarray:
        return ((noise(seed, column, persons) + 1.0) / 2.0 * most).astype(np.uint8)

    profile = code("profile", 7)
    own = luck * noise(seed, "own" + name, persons)
    moved = effect * np.where(profile >= 4, 3.0, np.where(profile >= 1, -0.8, 1.0)) + own
    mean = np.clip(6.2 + 1.5 * noise(seed, "mean", persons) + moved, 1.0, 10.0)
    followed = np.full(persons, months, dtype=np.int32)
    employed = (code("employed", 40) + (moved > 0.1)).astype(np.int32)
    return {
        "id": np.arange(1, persons + 1, dtype=np.uint64),
        "sozialraum": code("sozialraum", N_SPACES),
        "sex": code("sex", 2),
        "age": (190 + 500 * (noise(seed, "age", persons) + 1.0) / 2.0).astype(np.int16),
        "household_kind": code("household", 4),
        "profile_start": profile,
        "features_start": code("features", 6),
        "months_followed": followed,
        "months_receipt": (followed * 0.6).astype(np.int32),
        "months_employed": employed,
        "months_covered": employed // 2,
        "integrations": (employed // 20).astype(np.int32),
        "chains": code("chains", 3),
        "participation_sum": mean * followed,
        "participation": mean,
        "receipt": (noise(seed, "receipt", persons) + moved < 0.4).astype(np.uint8),
        "employment": code("employment", 7),
        "absence": np.zeros(persons, dtype=np.uint8),
    }


def fake_scenario(name: str = "siloed", effect: float = 0.0, world: str = "w") -> SimpleNamespace:
    """What plans and stores read of a scenario."""
    return SimpleNamespace(
        name=name, place="oberhausen-2015", hash=f"hash-{name}-{effect}", world_hash=world,
        spaces=SPACES, effect=effect, forms=(), parameters={}, labels={}, table=list,
        defaults={}, place_folder=OBERHAUSEN,
        title={"de": name, "en": name},
    )  # fmt: skip


def fake_burn_in(scenario: SimpleNamespace, seed: int) -> tuple[str, int]:
    """Stands for the state after the burn-in."""
    return scenario.world_hash, seed


def fake_simulate(scenario: SimpleNamespace, seed: int, months: int = 96, start: object = None,
                  engine: str = "fast", checks: bool = False) -> FakeRun:  # fmt: skip
    """Stands for `model.simulate.simulate`."""
    assert start is not None
    return fake_run(scenario.name, seed, months, scenario.effect, luck=0.004)


def fake_plan(months: int = 24, seed: int = 0, effects: Mapping[str, float] | None = None) -> Plan:
    """A plan of made-up scenarios: name → effect, the first is the base."""
    chosen = effects or {"siloed": 0.0, "case-management-only": 0.01, "production-network": 0.05}
    scenarios = [fake_scenario(name, effect) for name, effect in chosen.items()]
    return Plan(name_arms(scenarios), months, seed)  # type: ignore[arg-type]


def fake_comparison(pairs: int = 6, months: int = 24, language: Language = "de",
                    effects: Mapping[str, float] | None = None, goal: Goal | None = None,
                    luck: float = 0.004) -> Comparison:  # fmt: skip
    """A comparison of made-up runs."""
    plan = fake_plan(months, 0, effects)
    names = tuple(arm.name for arm in plan.arms)
    results = []
    for number in range(pairs):
        pair = plan.pair(number)
        runs = [
            fake_run(arm.name, pair.seed, months, arm.scenario.effect, luck=luck)
            for arm in plan.arms
        ]
        results.append(PairResult(pair, summarise(runs, names=names, spaces=SPACES)))
    return Comparison(plan, results, {"command": "compare"}, goal or Goal(), language)
