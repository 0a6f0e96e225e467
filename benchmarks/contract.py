"""The contract workload: parameters, population and measures that every implementation shares.

CONTRACT.md says in full what a month is. Everything here is worked out once, before any clock runs.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from scipy.special import gammaincinv, ndtri

from model.laid_out import laid_out
from model.parameters import record
from model.processes.job_effects import job_effect
from model.processes.labour_demand import calendar_month, seasonal
from model.scenario import resolve
from model.stationary import STATUS_QUO
from model.streams import Decision, uniforms
from model.tables import Column, Table
from model.vocabulary import BARRIERS, CONTRACTS, FULL_TIME, HEALTH, N_BARRIERS, NO_JOB

NEED = HEALTH  # the barrier whose service the workload runs
POINT = 1 << 20  # fixed point: sums of fractions are whole numbers of 1/POINT
TENURES = 64  # months up to which the ceiling of losing a job is tabled
LONG_AGO = 10000  # months in a job are counted up to here
HALF = 0.5  # what is mitigated less than half may be recognised again
SAFE = 1.0 + 1.0e-9  # rounding never lets a ceiling fall below what it covers

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
FIXED_POINT = ("trust", "scar", "participation")
MEASURES = (
    *("features", "missed", "contacts", "recognised", "admitted", "waited_months", "no_shows"),
    *("waiting", "in_service", "dropped", "completed", "separations", "integrations", "employed"),
    *FIXED_POINT,
)

# Where the parameter files have what the workload takes: topic, then fields. name=field: it has
# another name here; field*3: a list of so many; topic "needs": the value of the one service.
_TAKEN = f"""
demography appear*{N_BARRIERS} vanish*{N_BARRIERS}
casework unactivated minutes_per_contact missed missed_trust trust_contact trust_rest trust_drift
casework motivation_contact motivation_rest motivation_drift motivation_participation
casework participation_middle foreign_pillar
needs recognition own_pillar
pipeline referral
needs arrival
pipeline weeks_per_month week_odds trust_log_odds cooldown give_up
needs drop_out
pipeline drop_trust
needs duration mitigation fade lock_in
search base effect*{N_BARRIERS} search_share=causal_share search_motivation=motivation
search search_participation=participation participation_mean information
participation engagement=engagement_rest
search attention=attention_far attention_scale
employment permanent*3 temp*3 separation separation_early separation_decay
employment separation_per_barrier contract_factor*{len(CONTRACTS)}
participation participation_base=base participation_share=causal_share health burden
participation relationships relationships_rest relationships_job relationships_speed scar_gain
participation scar_max scar_decay scar_buffer speed loss
"""


class Taken(NamedTuple):
    """A parameter of the workload: its name here, and where the parameter files have it."""

    name: str
    topic: str
    field: str
    width: int  # 0: one number

    @property
    def source(self) -> str:
        """Its name in the parameter files."""
        middle = f"{BARRIERS[NEED]}." if self.topic == "needs" else ""
        return f"{self.topic}.{middle}{self.field}"


def _taken(topic: str, word: str) -> Taken:
    word, _, width = word.partition("*")
    name, _, field = word.partition("=")
    return Taken(name, topic, field or name, int(width or 0))


_LINES = [line.split() for line in _TAKEN.strip().splitlines()]
TAKEN: tuple[Taken, ...] = tuple(_taken(topic, word) for topic, *words in _LINES for word in words)
# Worked out from parameters: points of participation a job is worth, by contract.
WORKED_OUT = Taken("job_effect", "", "", len(CONTRACTS))
JOBS = ("permanent", "fixed_term", "temp", "self_employed", "subsidised", "mini_job")

# What an implementation gives back: measures (months, n_measures), and people at the end unless
# their draws are others.
type Result = tuple[np.ndarray, Table | None]


class Begun(NamedTuple):
    """A prepared run: `live` is what the clock sees, `result` reads what came of it."""

    live: Callable[[], object]
    result: Callable[[], Result]


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
    exp: np.ndarray  # ceilings of the exponential
    hazard: np.ndarray  # (TENURES,) ceilings of losing a job, by months in it


def contract(people: int, months: int, seed: int = 1) -> Contract:
    """The workload with so many people and months."""
    parameters = laid_out(resolve(STATUS_QUO).parameters)
    topics = {name: record(parameters, name) for name in {t.topic for t in TAKEN} | {"market"}}
    search, first = topics["search"], int(topics["market"]["first_calendar_month"])
    par = _values(topics)
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
    par = np.zeros(
        1, [(t.name, np.float64, (t.width,) * bool(t.width)) for t in (*TAKEN, WORKED_OUT)]
    )
    for taken in TAKEN:
        value = topics[taken.topic][taken.field]
        par[taken.name] = value[NEED] if taken.topic == "needs" else value
    sizes = [topics["participation"][name] for name in (*JOBS, "in_receipt")]
    worth: Any = job_effect.py_func  # type: ignore[attr-defined]
    par["job_effect"] = [
        worth(FULL_TIME if contract else NO_JOB, contract, False, False, True, *sizes)
        for contract in range(len(CONTRACTS))
    ]
    return par


def _hazards(par: Any) -> np.ndarray:
    """Largest hazard of losing a job, by months in it, whatever barriers and contract."""
    fading = par["separation_early"] * np.exp(-np.arange(TENURES) / par["separation_decay"])
    barriers = max(1.0, par["separation_per_barrier"]) ** N_BARRIERS
    most: np.ndarray = (par["separation"] + fading) * barriers * par["contract_factor"].max() * SAFE
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


def _shown(taken: Taken) -> str:
    """The value of a parameter in the parameter files, by item where there are several."""
    known = laid_out(resolve(STATUS_QUO).parameters)
    if not taken.width:
        return f"{known[taken.source].value:g}"
    values = [p for key, p in known.items() if key.startswith(f"{taken.source}.") and p.value]
    return ", ".join(f"{p.element} {p.value:g}" for p in values)


# Generated tables of CONTRACT.md.
SECTIONS: Mapping[str, Callable[[], str]] = {
    "state": lambda: "\n".join([
        "| column | type | unit | meaning |",
        "|---|---|---|---|",
        *(f"| `{c.name}` | {c.dtype}{f' × {c.width}' if c.width else ''} | {c.unit} | {c.meaning} |"
          for c in COLUMNS),
    ]),
    "measures": lambda: ", ".join(f"`{m}`{'*' if m in FIXED_POINT else ''}" for m in MEASURES),
    "parameters": lambda: "\n".join([
        "| name | parameter | value |",
        "|---|---|---|",
        *(f"| `{t.name}` | `{t.source}` | {_shown(t)} |" for t in TAKEN),
    ]),
}  # fmt: skip
