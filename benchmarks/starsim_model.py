"""The contract workload in Starsim: states over agents, draws by its distributions.

Starsim draws its own numbers (one stream per decision, common random numbers on, as it comes), so
histories agree within chance only. People start as in every other version.
"""

import os
from typing import Any

import numpy as np

os.environ.setdefault("STARSIM_INSTALL_FONTS", "0")  # Starsim downloads and installs none here

import starsim as ss

from benchmarks.contract import MEASURES, NEED, POINT, Begun, Contract
from benchmarks.numpy_columns import ALONE, HALF, HIGHEST, LONG_AGO, LOWEST, PAIRS
from model.barriers import CHANGING
from model.vocabulary import (
    DONE,
    FIXED_TERM,
    FULL_TIME,
    HELPER,
    IN_SERVICE,
    N_BARRIERS,
    N_FEATURES,
    NO_CONTRACT,
    NO_JOB,
    NOT_RECOGNISED,
    PERMANENT,
    RECOGNISED,
    SKILLED,
    TEMP,
    VOCATIONAL,
    WAITING,
)

DRAWS = (
    "feature",
    "contact",
    "missing",
    "recognition",
    "referral",
    "arrive",
    "drop",
    "mitigate",
    "offer",
    "kind",
    "separation",
)
NUMBERS = (
    "mitigated",
    "lock_in",
    "trust",
    "motivation",
    "frailty",
    "person_effect",
    "relationships",
    "scar",
    "participation",
)
CODES = ("eased", "stage", "clock", "employment", "contract", "tenure", "job_lost")


class Workload(ss.Module):  # type: ignore[misc]
    """The workload as a module of a Starsim simulation."""

    def __init__(self, given: Contract) -> None:
        super().__init__(name="workload")
        self.given, self.par, self.per_weight = given, given.par[0], 0.0
        self.total: dict[str, Any] = {}
        self.history: list[list[int]] = []
        self.has = [ss.BoolArr(f"has_{k}") for k in range(N_BARRIERS)]
        self.define_states(
            *self.has, *(ss.FloatArr(n) for n in NUMBERS), *(ss.IntArr(n) for n in CODES)
        )
        for name in DRAWS:
            setattr(self, name, ss.random(name=name))

    def init_post(self) -> None:
        """Everybody as in the other versions."""
        super().init_post()
        uids = self.sim.people.auids
        for k in range(N_BARRIERS):
            self.has[k][uids] = self.given.people["has"][:, k] != 0
        for name in (*NUMBERS, *CODES):
            getattr(self, name)[uids] = self.given.people[name]

    def step(self) -> None:
        """One month."""
        self.total = {}
        uids = self.sim.people.auids
        free = np.count_nonzero(self.employment[uids] == NO_JOB)
        weights = free + self.par["unactivated"] * (len(uids) - free)
        self.per_weight = self.given.minutes / weights
        self.change(uids)
        self.meet(uids)
        self.drift(uids)
        self.refer((self.stage == RECOGNISED).uids)
        self.admit((self.stage == WAITING).uids)
        self.serve(uids)
        self.keep_jobs((self.employment != NO_JOB).uids)
        self.search(uids)
        self.take_part(uids)
        self.add_up(uids)

    def change(self, uids: Any) -> None:
        """Barriers come and go."""
        left = np.array(self.feature.rvs(uids))
        open_ = np.ones(len(uids), bool)
        for k in CHANGING:
            there = self.has[k][uids]
            left = left - np.where(there, self.par["vanish"][k], self.par["appear"][k])
            hit = open_ & (left < 0.0)
            open_ &= ~hit
            self.has[k][uids[hit]] = ~there[hit]
            if k == NEED:
                fresh = uids[hit & ~there]
                self.mitigated[fresh] = 0.0
                self.stage[fresh[self.stage[fresh] == DONE]] = NOT_RECOGNISED

    def meet(self, uids: Any) -> None:
        """Contacts, missed or held; needs may come to light."""
        par = self.par
        weight = np.where(self.employment[uids] == NO_JOB, 1.0, par["unactivated"])
        chance = 1.0 - np.exp(-(self.per_weight * weight) / par["minutes_per_contact"])
        met = uids[self.contact.rvs(uids) < chance]
        odds = par["missed"] / (1.0 - par["missed"])
        odds = odds * np.exp(-par["missed_trust"] * (self.trust[met] - 0.5))
        held = met[self.missing.rvs(met) >= odds / (1.0 + odds)]
        self.total["missed"], self.total["contacts"] = len(met) - len(held), len(held)
        self.trust[held] = self.trust[held] + par["trust_contact"] * (1.0 - self.trust[held])
        wished = self.motivation[held]
        self.motivation[held] = wished + par["motivation_contact"] * (1.0 - wished)
        hidden = held[self.has[NEED][held] & (self.stage[held] == NOT_RECOGNISED)]
        chance = par["recognition"] * (1.0 if par["own_pillar"] >= HALF else par["foreign_pillar"])
        seen = hidden[self.recognition.rvs(hidden) < chance]
        self.stage[seen] = RECOGNISED
        self.clock[seen] = 0
        self.total["recognised"] = len(seen)

    def drift(self, uids: Any) -> None:
        """Trust and motivation drift."""
        par, trust, wished = self.par, self.trust[uids], self.motivation[uids]
        self.trust[uids] = trust + par["trust_drift"] * (par["trust_rest"] - trust)
        rest = par["motivation_rest"] + par["motivation_participation"] * (
            self.participation[uids] - par["participation_middle"]
        )
        moved = wished + par["motivation_drift"] * (rest - wished)
        self.motivation[uids] = np.clip(moved, 0.0, 1.0)

    def give_back(self, uids: Any) -> None:
        """The service came to nothing."""
        self.stage[uids] = RECOGNISED
        self.clock[uids] = -int(self.par["cooldown"])
        self.lock_in[uids] = 0.0

    def refer(self, known: Any) -> None:
        """Recognised needs lead to the queue."""
        ready = self.clock[known] >= 0
        pausing, ready = known[~ready], known[ready]
        self.clock[pausing] = self.clock[pausing] + 1
        sent = ready[self.referral.rvs(ready) < self.par["referral"]]
        self.stage[sent] = WAITING
        self.clock[sent] = 0

    def admit(self, queue: Any) -> None:
        """Places go to who has waited longest, of these to the lowest id."""
        par = self.par
        free = self.given.places - np.count_nonzero(self.stage == IN_SERVICE)
        queue = queue[np.argsort(-self.clock[queue], kind="stable")]
        weeks = self.clock[queue] * par["weeks_per_month"]
        logit = np.log(par["arrival"] / (1.0 - par["arrival"])) + weeks * np.log(par["week_odds"])
        logit += par["trust_log_odds"] * (self.trust[queue] - 0.5)
        arrives = self.arrive.rvs(queue) < 1.0 / (1.0 + np.exp(-logit))
        offered = np.cumsum(arrives) - arrives < free
        served, away, late = queue[offered & arrives], queue[offered & ~arrives], queue[~offered]
        self.total["admitted"], self.total["no_shows"] = len(served), len(away)
        self.total["waited_months"] = self.clock[served].sum()
        self.stage[served] = IN_SERVICE
        self.clock[served] = 0
        self.lock_in[served] = -par["lock_in"]
        self.give_back(away)
        self.clock[late] = self.clock[late] + 1
        leaves = self.clock[late] > par["give_up"]
        self.give_back(late[leaves])
        self.total["waiting"] = len(late) - np.count_nonzero(leaves)

    def serve(self, uids: Any) -> None:
        """Services go on, break off or end; what was mitigated fades."""
        par = self.par
        self.mitigated[uids] = self.mitigated[uids] * (1.0 - par["fade"])
        done = uids[self.stage[uids] == DONE]
        self.stage[done[self.mitigated[done] < HALF]] = NOT_RECOGNISED
        served = uids[self.stage[uids] == IN_SERVICE]
        chance = par["drop_out"] * np.exp(-par["drop_trust"] * (self.trust[served] - 0.5))
        drops = self.drop.rvs(served) < chance
        self.give_back(served[drops])
        self.total["dropped"] = np.count_nonzero(drops)
        served = served[~drops]
        self.clock[served] = self.clock[served] + 1
        over = served[self.clock[served] >= par["duration"]]
        self.total["completed"] = len(over)
        self.total["in_service"] = len(served) - len(over)
        helped = self.mitigate.rvs(over) < par["mitigation"]
        self.give_back(over[~helped])
        over = over[helped]
        self.mitigated[over], self.eased[over] = 1.0, 1
        self.stage[over], self.lock_in[over] = DONE, 0.0

    def keep_jobs(self, working: Any) -> None:
        """Jobs last or are lost."""
        par, tenure = self.par, self.tenure[working]
        open_ = sum(self.has[k][working].astype(float) for k in range(N_BARRIERS))
        open_ = open_ - self.has[NEED][working] * self.mitigated[working]
        early = par["separation_early"] * np.exp(-tenure / par["separation_decay"])
        hazard = (par["separation"] + early) * par["separation_per_barrier"] ** open_
        hazard = hazard * par["contract_factor"][self.contract[working].astype(int)]
        lost = self.separation.rvs(working) < 1.0 - np.exp(-hazard)
        self.tenure[working] = np.where(lost, 0, np.minimum(tenure + 1, LONG_AGO))
        self.job_lost[:] = 0
        gone = working[lost]
        self.employment[gone], self.contract[gone] = NO_JOB, NO_CONTRACT
        self.job_lost[gone] = 1
        self.total["separations"] = len(gone)

    def search(self, uids: Any) -> None:
        """Who has no job and lost none this month may find one."""
        par = self.par
        uids = uids[(self.employment[uids] == NO_JOB) & (self.job_lost[uids] == 0)]
        hazard = sum(par["effect"][k] * self.has[k][uids] for k in range(N_BARRIERS))
        relief = self.has[NEED][uids] * self.mitigated[uids]
        hazard = hazard - par["effect"][NEED] * par["search_share"] * relief
        hazard += par["search_motivation"] * (self.motivation[uids] - 0.5)
        points = self.participation[uids] - par["participation_mean"]
        hazard += par["search_participation"] * points - self.lock_in[uids]
        hazard += par["base"] + par["information"] * (par["engagement"] - 0.5)
        hazard += par["attention"] * np.log(1.0 + self.per_weight / par["attention_scale"])
        hazard += self.given.season[len(self.history)]
        chance = 1.0 - np.exp(-self.frailty[uids] * np.exp(hazard))
        uids = uids[self.offer.rvs(uids) < chance]
        level = np.where(self.has[VOCATIONAL][uids], HELPER, SKILLED)
        u, lasting = self.kind.rvs(uids), par["permanent"][level]
        temp = np.where(u < lasting + par["temp"][level], TEMP, FIXED_TERM)
        self.contract[uids] = np.where(u < lasting, PERMANENT, temp)
        self.employment[uids], self.tenure[uids] = FULL_TIME, 0
        self.total["integrations"] = len(uids)

    def take_part(self, uids: Any) -> None:
        """Relationships, scar and participation of everybody."""
        par, working = self.par, self.employment[uids] != NO_JOB
        close, scar, now = self.relationships[uids], self.scar[uids], self.participation[uids]
        rest = par["relationships_rest"] + par["relationships_job"] * working
        close = close + par["relationships_speed"] * (rest - close)
        gain = par["scar_gain"] * (1.0 - par["scar_buffer"] * close)
        deeper = np.minimum(par["scar_max"], scar + gain)
        scar = np.where(working, scar * (1.0 - par["scar_decay"]), deeper)
        burdens = sum(self.has[k][uids].astype(float) for k in range(N_FEATURES, N_BARRIERS))
        target = par["participation_base"] + self.person_effect[uids] + par["burden"] * burdens
        jobs = par["job_effect"][self.contract[uids].astype(int)]
        target += par["participation_share"] * jobs - scar
        target += par["health"] * self.has[NEED][uids] * (1.0 - self.mitigated[uids])
        target += par["relationships"] * (close - par["relationships_rest"])
        level = now + par["speed"] * (target - now) - par["loss"] * self.job_lost[uids]
        self.relationships[uids], self.scar[uids] = close, scar
        self.participation[uids] = np.clip(level, LOWEST, HIGHEST)

    def add_up(self, uids: Any) -> None:
        """Totals of the month."""
        once = sum(np.count_nonzero(self.has[a][uids] | self.has[b][uids]) for a, b in PAIRS)
        self.total["features"] = once + sum(np.count_nonzero(self.has[k][uids]) for k in ALONE)
        self.total["employed"] = np.count_nonzero(self.employment[uids] != NO_JOB)
        for name in ("trust", "scar", "participation"):
            self.total[name] = (getattr(self, name)[uids] * POINT).astype(np.int64).sum()
        self.history.append([int(self.total[name]) for name in MEASURES])


def begin(given: Contract) -> Begun:
    """A run that starts with the people given; no people come back, as their draws are others."""
    workload = Workload(given)
    simulation = ss.Sim(
        n_agents=len(given.people),
        modules=[workload],
        dt=ss.months(1),
        start=0,
        dur=ss.months(given.months - 1),  # Starsim steps at both ends
        rand_seed=given.seed,
        verbose=0,
        copy_inputs=False,
    )
    simulation.init()
    return Begun(simulation.run, lambda: (np.array(workload.history), None))
