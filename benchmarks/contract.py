"""The contract workload: parameters, population and measures that every implementation shares.

CONTRACT.md says in full what a month is. Everything here is worked out once, before any clock runs.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from scipy.special import gammaincinv, ndtri

from model.parameters import load, record
from model.processes.job_effects import job_effect
from model.processes.labour_demand import calendar_month, seasonal
from model.streams import Decision, uniforms
from model.tables import Column, Table
from model.vocabulary import CONTRACTS, FULL_TIME, HEALTH, N_BARRIERS, NO_JOB

NEED = HEALTH  # the barrier whose service the workload runs
POINT = 1 << 20  # fixed point: sums of fractions are whole numbers of 1/POINT
TENURES = 64  # months up to which the ceiling of losing a job is tabled

# Sizes of the workload itself, which no parameter file has.
MINUTES_PER_PERSON = 10.0  # minutes a month that the Jobcenter has, per person
PLACES_PER_PERSON = 0.006  # places of the service, per person
# Steps at which the exponential is looked up, and the row for everything above.
EXP_FROM, EXP_UNTIL, EXP_STEPS = -16, 4, 16
EXP_LAST = (EXP_UNTIL - EXP_FROM) * EXP_STEPS
SHARE_AT_START = 0.3  # of barriers that never appear: who has them from the start

COLUMNS: tuple[Column, ...] = (
    Column("id", "u8", "id", "identity, ascending with the row: part of every draw"),
    Column("has", "u1", "0/1", "barriers: nine features, three burdens", N_BARRIERS, by_item=True),
    Column("mitigated", "f8", "0–1", "share of the health limitation that is mitigated"),
    Column("eased", "u1", "0/1", "anything is or was mitigated"),
    Column("stage", "u1", "code", "pipeline stage of the one service"),
    Column("clock", "i4", "months", "months in the stage; below 0: pause"),
    Column("lock_in", "f8", "log hazard", "what a service under way takes from job search"),
    Column("trust", "f8", "0–1", "trust in the Jobcenter"),
    Column("motivation", "f8", "0–1", "motivation to work"),
    Column("frailty", "f8", "factor", "unobserved search success, gamma with mean 1"),
    Column("employment", "u1", "code", "no job, or full-time"),
    Column("contract", "u1", "code", "contract of the job"),
    Column("tenure", "i4", "months", "months in the job"),
    Column("job_lost", "u1", "0/1", "job lost this month"),
    Column("person_effect", "f8", "points", "lasting level of participation"),
    Column("relationships", "f8", "0–1", "close relationships"),
    Column("scar", "f8", "points", "scar of unemployment"),
    Column("participation", "f8", "points", "felt participation, 1 to 10"),
)

MEASURES = (
    "features",
    "missed",
    "contacts",
    "recognised",
    "admitted",
    "waited_months",
    "no_shows",
    "waiting",
    "in_service",
    "dropped",
    "completed",
    "separations",
    "integrations",
    "employed",
    "trust",
    "scar",
    "participation",
)
FIXED_POINT = ("trust", "scar", "participation")


# What an implementation gives back: measures (months, n_measures), and people at the end unless
# their draws are others.
type Result = tuple[np.ndarray, Table | None]


class Begun(NamedTuple):
    """A prepared run: `live` is what the clock sees, `result` reads what came of it."""

    live: Callable[[], object]
    result: Callable[[], Result]


class Taken(NamedTuple):
    """A parameter of the workload: its name here, and where the parameter files have it."""

    name: str
    topic: str
    field: str
    item: int | None = None
    width: int = 0


TAKEN: tuple[Taken, ...] = (
    Taken("appear", "demography", "appear", width=N_BARRIERS),
    Taken("vanish", "demography", "vanish", width=N_BARRIERS),
    Taken("unactivated", "casework", "unactivated"),
    Taken("minutes_per_contact", "casework", "minutes_per_contact"),
    Taken("missed", "casework", "missed"),
    Taken("missed_trust", "casework", "missed_trust"),
    Taken("trust_contact", "casework", "trust_contact"),
    Taken("trust_rest", "casework", "trust_rest"),
    Taken("trust_drift", "casework", "trust_drift"),
    Taken("motivation_contact", "casework", "motivation_contact"),
    Taken("motivation_rest", "casework", "motivation_rest"),
    Taken("motivation_drift", "casework", "motivation_drift"),
    Taken("motivation_participation", "casework", "motivation_participation"),
    Taken("participation_middle", "casework", "participation_middle"),
    Taken("foreign_pillar", "casework", "foreign_pillar"),
    Taken("recognition", "needs", "recognition", NEED),
    Taken("own_pillar", "needs", "own_pillar", NEED),
    Taken("referral", "pipeline", "referral"),
    Taken("arrival", "needs", "arrival", NEED),
    Taken("weeks_per_month", "pipeline", "weeks_per_month"),
    Taken("week_odds", "pipeline", "week_odds"),
    Taken("trust_log_odds", "pipeline", "trust_log_odds"),
    Taken("cooldown", "pipeline", "cooldown"),
    Taken("give_up", "pipeline", "give_up"),
    Taken("drop_out", "needs", "drop_out", NEED),
    Taken("drop_trust", "pipeline", "drop_trust"),
    Taken("duration", "needs", "duration", NEED),
    Taken("mitigation", "needs", "mitigation", NEED),
    Taken("fade", "needs", "fade", NEED),
    Taken("lock_in", "needs", "lock_in", NEED),
    Taken("base", "search", "base"),
    Taken("effect", "search", "effect", width=N_BARRIERS),
    Taken("search_share", "search", "causal_share"),
    Taken("search_motivation", "search", "motivation"),
    Taken("search_participation", "search", "participation"),
    Taken("participation_mean", "search", "participation_mean"),
    Taken("information", "search", "information"),
    Taken("engagement", "participation", "engagement_rest"),
    Taken("attention", "search", "attention"),
    Taken("attention_scale", "search", "attention_scale"),
    Taken("permanent", "employment", "permanent", width=3),
    Taken("temp", "employment", "temp", width=3),
    Taken("separation", "employment", "separation"),
    Taken("separation_early", "employment", "separation_early"),
    Taken("separation_decay", "employment", "separation_decay"),
    Taken("separation_per_barrier", "employment", "separation_per_barrier"),
    Taken("contract_factor", "employment", "contract_factor", width=len(CONTRACTS)),
    Taken("participation_base", "participation", "base"),
    Taken("participation_share", "participation", "causal_share"),
    Taken("health", "participation", "health"),
    Taken("burden", "participation", "burden"),
    Taken("relationships", "participation", "relationships"),
    Taken("relationships_rest", "participation", "relationships_rest"),
    Taken("relationships_job", "participation", "relationships_job"),
    Taken("relationships_speed", "participation", "relationships_speed"),
    Taken("scar_gain", "participation", "scar_gain"),
    Taken("scar_max", "participation", "scar_max"),
    Taken("scar_decay", "participation", "scar_decay"),
    Taken("scar_buffer", "participation", "scar_buffer"),
    Taken("speed", "participation", "speed"),
    Taken("loss", "participation", "loss"),
)
# Worked out from parameters: points of participation a job is worth, by contract.
WORKED_OUT = (("job_effect", len(CONTRACTS)),)
SAFE = 1.0 + 1.0e-9  # rounding never lets a ceiling fall below what it covers


@dataclass(frozen=True)
class Contract:
    """What is given: people at the start, parameters, places, seasons, ceilings."""

    seed: int
    months: int
    people: Table
    par: np.ndarray  # one record, float64 throughout: the C twin reads it as a struct
    season: np.ndarray  # (months,) log hazard
    places: int
    minutes: float
    exp: np.ndarray  # ceilings of the exponential, see model.lookup
    hazard: np.ndarray  # (TENURES,) ceilings of losing a job, by months in it


def contract(people: int, months: int, seed: int = 1) -> Contract:
    """The workload with so many people and months."""
    parameters = load()
    topics = {taken.topic: record(parameters, taken.topic) for taken in TAKEN}
    market = record(parameters, "market")
    search = topics["search"]
    par = _values(topics)
    first = int(market["first_calendar_month"])
    season = [
        seasonal.py_func(search["season"], calendar_month.py_func(m, first), search["season_peak"])  # type: ignore[attr-defined]
        for m in range(months)
    ]
    steps = np.arange(EXP_FROM, EXP_UNTIL, 1.0 / EXP_STEPS) + 1.0 / EXP_STEPS
    return Contract(
        seed=seed,
        months=months,
        people=population(people, seed, par, topics),
        par=par,
        season=np.array(season, np.float64),
        places=int(people * PLACES_PER_PERSON),
        minutes=people * MINUTES_PER_PERSON,
        exp=np.append(np.exp(steps) * SAFE, np.inf),
        hazard=_hazards(par[0]),
    )


def _values(topics: Mapping[str, Any]) -> np.ndarray:
    shapes: list[Any] = [
        (taken.name, np.float64, (taken.width,)) if taken.width else (taken.name, np.float64)
        for taken in TAKEN
    ]
    shapes += [(name, np.float64, (width,)) for name, width in WORKED_OUT]
    par = np.zeros(1, shapes)
    for taken in TAKEN:
        value = topics[taken.topic][taken.field]
        par[taken.name] = value if taken.item is None else value[taken.item]
    own = topics["participation"]
    sizes = [
        own[name]
        for name in (
            "permanent",
            "fixed_term",
            "temp",
            "self_employed",
            "subsidised",
            "mini_job",
            "training",
            "in_receipt",
        )
    ]
    rule = job_effect.py_func  # type: ignore[attr-defined]
    par["job_effect"] = [
        rule(FULL_TIME if contract else NO_JOB, contract, False, False, True, *sizes)
        for contract in range(len(CONTRACTS))
    ]
    return par


def _hazards(par: Any) -> np.ndarray:
    """Largest hazard of losing a job, by months in it, whatever barriers and contract."""
    fading = par["separation_early"] * np.exp(-np.arange(TENURES) / par["separation_decay"])
    most: np.ndarray = (par["separation"] + fading) * max(1.0, par["separation_per_barrier"]) ** (
        N_BARRIERS
    )
    most *= par["contract_factor"].max() * SAFE
    return most


def population(n: int, seed: int, par: np.ndarray, topics: Mapping[str, Any]) -> Table:
    """People at the start: nobody has a job or a service; barriers and lasting traits are drawn."""
    people = Table.zeros(COLUMNS, n)
    ids = np.arange(1, n + 1, dtype=np.uint64)
    people["id"] = ids

    def drawn(slot: int) -> np.ndarray:
        return uniforms(seed, Decision.POPULATION, 0, ids, slot)

    appear, vanish = par[0]["appear"], par[0]["vanish"]
    for k in range(N_BARRIERS):
        share = appear[k] / (appear[k] + vanish[k]) if appear[k] > 0.0 else SHARE_AT_START
        people["has"][:, k] = drawn(k) < share
    shape = topics["search"]["frailty_shape"]
    people["frailty"] = gammaincinv(shape, drawn(N_BARRIERS)) / shape
    own, casework = topics["participation"], topics["casework"]
    people["person_effect"] = own["person_spread"] * ndtri(drawn(N_BARRIERS + 1))
    people["participation"] = own["start"]
    people["relationships"] = own["relationships_rest"]
    people["trust"] = casework["trust_start"]
    people["motivation"] = casework["motivation_start"]
    return people
