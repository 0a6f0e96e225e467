"""The contract workload with whole columns of NumPy: the same draws, hence the same history.

NumPy's own exponential may differ in the last digit from the C library's. It enters comparisons
with draws only, never a column, so a difference would need a draw within one part in 10¹⁵.
"""

from typing import Any

import numpy as np

from benchmarks.contract import MEASURES, NEED, POINT, Begun, Contract
from model.barriers import CHANGING
from model.streams import Decision, uniforms
from model.vocabulary import (
    DONE,
    FIXED_TERM,
    FULL_TIME,
    HELPER,
    IN_SERVICE,
    LANGUAGE,
    MIGRATED,
    N_BARRIERS,
    N_FEATURES,
    NO_CONTRACT,
    NO_JOB,
    NOT_RECOGNISED,
    PERMANENT,
    RECOGNISED,
    SCHOOL,
    SKILLED,
    TEMP,
    VOCATIONAL,
    WAITING,
)

HALF = 0.5  # what is mitigated less than half may be recognised again
LONG_AGO = 10000  # months in a job are counted up to here
LOWEST, HIGHEST = 1, 10  # ends of the scale of felt participation
PAIRS = (SCHOOL, VOCATIONAL), (MIGRATED, LANGUAGE)  # counted once
ALONE = [k for k in range(N_FEATURES) if k not in (*PAIRS[0], *PAIRS[1])]


class Columns:
    """The workload: one method per part of the month, each over whole columns."""

    def __init__(self, given: Contract) -> None:
        self.given, self.people, self.par = given, given.people.copy(), given.par[0]
        self.month, self.per_weight = 0, 0.0
        self.total: dict[str, Any] = {}

    def draw(self, decision: Decision, rows: Any = slice(None), slot: int = 0) -> np.ndarray:
        """Numbers of this month for a decision."""
        ids = self.people["id"][rows]
        return uniforms(self.given.seed, decision, self.month, ids, slot)

    def step(self) -> list[int]:
        """One month; returns its measures."""
        self.total = {}
        free = int(np.count_nonzero(self.people["employment"] == NO_JOB))
        weights = free + self.par["unactivated"] * (len(self.people) - free)
        self.per_weight = self.given.minutes / weights
        self.change()
        self.meet()
        self.drift()
        self.refer()
        self.admit()
        self.serve()
        self.keep_jobs()
        self.search()
        self.take_part()
        self.add_up()
        self.month += 1
        return [int(self.total[name]) for name in MEASURES]

    def change(self) -> None:
        """Barriers come and go."""
        people, par = self.people, self.par
        left = self.draw(Decision.FEATURE_CHANGE)
        changed = np.full(len(people), -1)
        for k in CHANGING:
            left -= np.where(people["has"][:, k], par["vanish"][k], par["appear"][k])
            changed[(left < 0.0) & (changed < 0)] = k
        for k in CHANGING:
            people["has"][changed == k, k] ^= 1
        fresh = (changed == NEED) & (people["has"][:, NEED] != 0)
        people["mitigated"][fresh] = 0.0
        people["stage"][fresh & (people["stage"] == DONE)] = NOT_RECOGNISED

    def meet(self) -> None:
        """Contacts, missed or held; needs may come to light."""
        people, par = self.people, self.par
        weight = np.where(people["employment"] == NO_JOB, 1.0, par["unactivated"])
        chance = 1.0 - np.exp(-(self.per_weight * weight) / par["minutes_per_contact"])
        rows = np.flatnonzero(self.draw(Decision.CONTACT) < chance)
        trust = people["trust"][rows]
        odds = par["missed"] / (1.0 - par["missed"]) * np.exp(-par["missed_trust"] * (trust - 0.5))
        held = self.draw(Decision.MISSED, rows) >= odds / (1.0 + odds)
        self.total["missed"] = len(rows) - np.count_nonzero(held)
        self.total["contacts"] = np.count_nonzero(held)
        rows, trust = rows[held], trust[held]
        people["trust"][rows] = trust + par["trust_contact"] * (1.0 - trust)
        wished = people["motivation"][rows]
        people["motivation"][rows] = wished + par["motivation_contact"] * (1.0 - wished)
        hidden = (people["has"][rows, NEED] != 0) & (people["stage"][rows] == NOT_RECOGNISED)
        rows = rows[hidden]
        foreign = 1.0 if par["own_pillar"] >= HALF else par["foreign_pillar"]
        rows = rows[self.draw(Decision.RECOGNITION, rows, NEED) < par["recognition"] * foreign]
        people["stage"][rows] = RECOGNISED
        people["clock"][rows] = 0
        self.total["recognised"] = len(rows)

    def drift(self) -> None:
        """Trust and motivation drift."""
        people, par = self.people, self.par
        people["trust"] += par["trust_drift"] * (par["trust_rest"] - people["trust"])
        rest = par["motivation_rest"] + par["motivation_participation"] * (
            people["participation"] - par["participation_middle"]
        )
        wished = people["motivation"] + par["motivation_drift"] * (rest - people["motivation"])
        people["motivation"] = np.clip(wished, 0.0, 1.0)

    def give_back(self, rows: np.ndarray) -> None:
        """The service came to nothing."""
        self.people["stage"][rows] = RECOGNISED
        self.people["clock"][rows] = -int(self.par["cooldown"])
        self.people["lock_in"][rows] = 0.0

    def refer(self) -> None:
        """Recognised needs lead to the queue."""
        people = self.people
        rows = np.flatnonzero(people["stage"] == RECOGNISED)
        ready = people["clock"][rows] >= 0
        people["clock"][rows[~ready]] += 1
        rows = rows[ready]
        rows = rows[self.draw(Decision.REFERRAL, rows, NEED) < self.par["referral"]]
        people["stage"][rows] = WAITING
        people["clock"][rows] = 0

    def admit(self) -> None:
        """Places go to who has waited longest, of these to the lowest id."""
        people, par = self.people, self.par
        free = self.given.places - np.count_nonzero(people["stage"] == IN_SERVICE)
        rows = np.flatnonzero(people["stage"] == WAITING)
        rows = rows[np.argsort(-people["clock"][rows], kind="stable")]
        weeks = people["clock"][rows] * par["weeks_per_month"]
        logit = np.log(par["arrival"] / (1.0 - par["arrival"])) + weeks * np.log(par["week_odds"])
        logit += par["trust_log_odds"] * (people["trust"][rows] - 0.5)
        arrives = self.draw(Decision.ARRIVE, rows, NEED) < 1.0 / (1.0 + np.exp(-logit))
        # Offered is a place to everybody before whom fewer have arrived than places are free.
        offered = np.cumsum(arrives) - arrives < free
        served, away, late = rows[offered & arrives], rows[offered & ~arrives], rows[~offered]
        self.total["admitted"] = len(served)
        self.total["waited_months"] = people["clock"][served].sum()
        self.total["no_shows"] = len(away)
        people["stage"][served] = IN_SERVICE
        people["clock"][served] = 0
        people["lock_in"][served] = -par["lock_in"]
        self.give_back(away)
        people["clock"][late] += 1
        leaves = people["clock"][late] > par["give_up"]
        self.give_back(late[leaves])
        self.total["waiting"] = len(late) - np.count_nonzero(leaves)

    def serve(self) -> None:
        """Services go on, break off or end; what was mitigated fades."""
        people, par = self.people, self.par
        people["mitigated"] *= 1.0 - par["fade"]
        again = (people["eased"] != 0) & (people["stage"] == DONE) & (people["mitigated"] < HALF)
        people["stage"][again] = NOT_RECOGNISED
        rows = np.flatnonzero(people["stage"] == IN_SERVICE)
        chance = par["drop_out"] * np.exp(-par["drop_trust"] * (people["trust"][rows] - 0.5))
        drops = self.draw(Decision.DROP_OUT, rows, NEED) < np.minimum(1.0, chance)
        self.total["dropped"] = np.count_nonzero(drops)
        self.give_back(rows[drops])
        rows = rows[~drops]
        people["clock"][rows] += 1
        done = people["clock"][rows] >= par["duration"]
        self.total["completed"] = np.count_nonzero(done)
        self.total["in_service"] = len(rows) - np.count_nonzero(done)
        rows = rows[done]
        helped = self.draw(Decision.MITIGATION, rows, NEED) < par["mitigation"]
        self.give_back(rows[~helped])
        rows = rows[helped]
        people["mitigated"][rows], people["eased"][rows] = 1.0, 1
        people["stage"][rows], people["lock_in"][rows] = DONE, 0.0

    def keep_jobs(self) -> None:
        """Jobs last or are lost."""
        people, par = self.people, self.par
        rows = np.flatnonzero(people["employment"] != NO_JOB)
        has, tenure = people["has"][rows], people["tenure"][rows]
        open_ = has.sum(1, dtype=np.int64) - has[:, NEED] * people["mitigated"][rows]
        hazard = par["separation"] + par["separation_early"] * np.exp(
            -tenure / par["separation_decay"]
        )
        hazard *= par["separation_per_barrier"] ** open_
        hazard *= par["contract_factor"][people["contract"][rows]]
        lost = self.draw(Decision.SEPARATION, rows) < 1.0 - np.exp(-hazard)
        people["tenure"][rows] = np.where(lost, 0, np.minimum(tenure + 1, LONG_AGO))
        people["job_lost"] = 0
        rows = rows[lost]
        people["employment"][rows], people["contract"][rows] = NO_JOB, NO_CONTRACT
        people["job_lost"][rows] = 1
        self.total["separations"] = len(rows)

    def search(self) -> None:
        """Who has no job and lost none this month may find one."""
        people, par = self.people, self.par
        rows = np.flatnonzero((people["employment"] == NO_JOB) & (people["job_lost"] == 0))
        has = people["has"][rows]
        sums = sum(par["effect"][k] * has[:, k] for k in range(N_BARRIERS))
        relief = par["search_share"] * (has[:, NEED] * people["mitigated"][rows])
        hazard = par["base"] + (sums - par["effect"][NEED] * relief)
        hazard += par["search_motivation"] * (people["motivation"][rows] - 0.5)
        points = people["participation"][rows] - par["participation_mean"]
        hazard += par["search_participation"] * points
        hazard += par["information"] * (par["engagement"] - 0.5)
        hazard += self.given.season[self.month] - people["lock_in"][rows]
        hazard += par["attention"] * np.log(1.0 + self.per_weight / par["attention_scale"])
        chance = 1.0 - np.exp(-people["frailty"][rows] * np.exp(hazard))
        rows = rows[self.draw(Decision.OFFER, rows) < chance]
        level = np.where(people["has"][rows, VOCATIONAL] != 0, HELPER, SKILLED)
        u, lasting = self.draw(Decision.CONTRACT, rows), par["permanent"][level]
        temp = np.where(u < lasting + par["temp"][level], TEMP, FIXED_TERM)
        people["contract"][rows] = np.where(u < lasting, PERMANENT, temp)
        people["employment"][rows], people["tenure"][rows] = FULL_TIME, 0
        self.total["integrations"] = len(rows)

    def take_part(self) -> None:
        """Relationships, scar and participation of everybody."""
        people, par = self.people, self.par
        working = people["employment"] != NO_JOB
        rest = par["relationships_rest"] + par["relationships_job"] * working
        people["relationships"] += par["relationships_speed"] * (rest - people["relationships"])
        close, scar = people["relationships"], people["scar"]
        gain = par["scar_gain"] * (1.0 - par["scar_buffer"] * close)
        deeper = np.minimum(par["scar_max"], scar + gain)
        people["scar"] = np.where(working, scar * (1.0 - par["scar_decay"]), deeper)
        ill = people["has"][:, NEED]
        burdens = people["has"][:, N_FEATURES:].sum(1, dtype=np.int64)
        target = par["participation_base"] + people["person_effect"]
        target += par["participation_share"] * par["job_effect"][people["contract"]]
        target += par["health"] * ill + par["burden"] * burdens
        target -= par["health"] * (ill * people["mitigated"])
        target += par["relationships"] * (close - par["relationships_rest"])
        target -= people["scar"]
        now = people["participation"]
        level = now + par["speed"] * (target - now) - par["loss"] * people["job_lost"]
        people["participation"] = np.clip(level, LOWEST, HIGHEST)

    def add_up(self) -> None:
        """Totals of the month; fractions as whole numbers of 1/POINT each."""
        people, has = self.people, self.people["has"]
        once = sum(np.count_nonzero(has[:, a] | has[:, b]) for a, b in PAIRS)
        self.total["features"] = once + int(has[:, ALONE].sum(dtype=np.int64))
        self.total["employed"] = np.count_nonzero(people["employment"] != NO_JOB)
        for name in ("trust", "scar", "participation"):
            self.total[name] = (people[name] * POINT).astype(np.int64).sum()


def begin(given: Contract) -> Begun:
    """A run on a copy of the people given."""
    made = Columns(given)
    history: list[list[int]] = []

    def live() -> None:
        history.extend(made.step() for _ in range(given.months))

    return Begun(live, lambda: (np.array(history), made.people))
