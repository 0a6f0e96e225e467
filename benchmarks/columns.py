"""The contract workload over whole columns, as NumPy and Starsim run it: the months are the same.

Who draws decides: NumPy the model's numbers, hence the same history; Starsim its own. NumPy's
exponential may differ in the last digit from the C library's. It enters comparisons with draws
only, never a column, so a difference would need a draw within one part in 10¹⁵.
"""

from typing import TYPE_CHECKING, Any

import numpy as np

from benchmarks.contract import FIXED_POINT, HALF, LONG_AGO, MEASURES, NEED, POINT, Begun, Contract
from model import vocabulary as code
from model.barriers import CHANGING
from model.streams import Decision, uniforms

LOWEST, HIGHEST = 1, 10  # ends of the scale of felt participation
PAIRS = (code.SCHOOL, code.VOCATIONAL), (code.MIGRATED, code.LANGUAGE)  # counted once
ALONE = [k for k in range(code.N_FEATURES) if k not in (*PAIRS[0], *PAIRS[1])]


class Months:
    """The workload: one method per part of the month; columns are attributes."""

    given: Contract
    has: list[Any]  # by barrier
    everybody: Any  # what selects all rows

    if TYPE_CHECKING:  # all other columns

        def __getattr__(self, name: str) -> Any: ...

    def prepare(self, given: Contract) -> None:
        """Set what a run begins with, people left out."""
        self.given, self.par, self.per_weight = given, given.par[0], 0.0
        self.total: dict[str, Any] = {}
        self.history: list[list[int]] = []

    def draw(self, decision: Decision, rows: Any, slot: int = 0) -> Any:
        """Numbers of this month for a decision."""
        raise NotImplementedError

    def where(self, mask: Any) -> Any:
        """The rows of everybody of whom something is true."""
        raise NotImplementedError

    def step(self) -> None:
        """One month."""
        free, n = (
            np.count_nonzero(self.employment[self.everybody] == code.NO_JOB),
            len(self.given.people),
        )
        self.per_weight = self.given.minutes / (free + self.par["unactivated"] * (n - free))
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

    def change(self) -> None:
        """Barriers come and go."""
        left = np.array(self.draw(Decision.FEATURE_CHANGE, self.everybody))
        waiting = np.ones(len(left), bool)
        for k in CHANGING:
            there = self.has[k][self.everybody] != 0
            left = left - np.where(there, self.par["vanish"][k], self.par["appear"][k])
            hit = waiting & (left < 0.0)
            waiting &= ~hit
            fresh = self.where(hit & ~there)
            self.has[k][self.where(hit & there)] = False
            self.has[k][fresh] = True
            if k == NEED:
                self.mitigated[fresh] = 0.0
                self.stage[fresh[self.stage[fresh] == code.DONE]] = code.NOT_RECOGNISED

    def meet(self) -> None:
        """Contacts, missed or held; needs may come to light."""
        par = self.par
        weight = np.where(self.employment[self.everybody] == code.NO_JOB, 1.0, par["unactivated"])
        chance = 1.0 - np.exp(-(self.per_weight * weight) / par["minutes_per_contact"])
        met = self.where(self.draw(Decision.CONTACT, self.everybody) < chance)
        odds = par["missed"] / (1.0 - par["missed"])
        odds = odds * np.exp(-par["missed_trust"] * (self.trust[met] - 0.5))
        held = met[self.draw(Decision.MISSED, met) >= odds / (1.0 + odds)]
        self.total["missed"], self.total["contacts"] = len(met) - len(held), len(held)
        trust, wished = self.trust[held], self.motivation[held]
        self.trust[held] = trust + par["trust_contact"] * (1.0 - trust)
        self.motivation[held] = wished + par["motivation_contact"] * (1.0 - wished)
        hidden = held[(self.has[NEED][held] != 0) & (self.stage[held] == code.NOT_RECOGNISED)]
        chance = par["recognition"] * (1.0 if par["own_pillar"] >= HALF else par["foreign_pillar"])
        seen = hidden[self.draw(Decision.RECOGNITION, hidden, NEED) < chance]
        self.stage[seen], self.clock[seen] = code.RECOGNISED, 0
        self.total["recognised"] = len(seen)

    def drift(self) -> None:
        """Trust and motivation drift."""
        par, all_ = self.par, self.everybody
        trust, wished, points = self.trust[all_], self.motivation[all_], self.participation[all_]
        self.trust[all_] = trust + par["trust_drift"] * (par["trust_rest"] - trust)
        points = par["motivation_participation"] * (points - par["participation_middle"])
        rest = par["motivation_rest"] + points
        moved = wished + par["motivation_drift"] * (rest - wished)
        self.motivation[all_] = np.clip(moved, 0.0, 1.0)

    def give_back(self, rows: Any) -> None:
        """The service came to nothing."""
        self.stage[rows], self.lock_in[rows] = code.RECOGNISED, 0.0
        self.clock[rows] = -int(self.par["cooldown"])

    def refer(self) -> None:
        """Recognised needs lead to the queue."""
        known = self.where(self.stage[self.everybody] == code.RECOGNISED)
        ready = self.clock[known] >= 0
        pausing, ready = known[~ready], known[ready]
        self.clock[pausing] = self.clock[pausing] + 1
        sent = ready[self.draw(Decision.REFERRAL, ready, NEED) < self.par["referral"]]
        self.stage[sent], self.clock[sent] = code.WAITING, 0

    def admit(self) -> None:
        """Places go to who has waited longest, of these to the lowest id."""
        par, stage = self.par, self.stage[self.everybody]
        free, queue = (
            self.given.places - np.count_nonzero(stage == code.IN_SERVICE),
            stage == code.WAITING,
        )
        queue = self.where(queue)
        queue = queue[np.argsort(-self.clock[queue], kind="stable")]
        weeks = self.clock[queue] * par["weeks_per_month"]
        logit = np.log(par["arrival"] / (1.0 - par["arrival"])) + weeks * np.log(par["week_odds"])
        logit += par["trust_log_odds"] * (self.trust[queue] - 0.5)
        arrives = self.draw(Decision.ARRIVE, queue, NEED) < 1.0 / (1.0 + np.exp(-logit))
        # Offered is a place to everybody before whom fewer have arrived than places are free.
        offered = np.cumsum(arrives) - arrives < free
        served, away, late = queue[offered & arrives], queue[offered & ~arrives], queue[~offered]
        self.total["admitted"], self.total["no_shows"] = len(served), len(away)
        self.total["waited_months"] = self.clock[served].sum()
        self.stage[served], self.clock[served] = code.IN_SERVICE, 0
        self.lock_in[served] = -par["lock_in"]
        self.give_back(away)
        self.clock[late] = self.clock[late] + 1
        leaves = self.clock[late] > par["give_up"]
        self.give_back(late[leaves])
        self.total["waiting"] = len(late) - np.count_nonzero(leaves)

    def serve(self) -> None:
        """Services go on, break off or end; what was mitigated fades."""
        par, stage = self.par, self.stage[self.everybody]
        self.mitigated[self.everybody] = self.mitigated[self.everybody] * (1.0 - par["fade"])
        done, served = self.where(stage == code.DONE), self.where(stage == code.IN_SERVICE)
        self.stage[done[self.mitigated[done] < HALF]] = code.NOT_RECOGNISED
        chance = par["drop_out"] * np.exp(-par["drop_trust"] * (self.trust[served] - 0.5))
        drops = self.draw(Decision.DROP_OUT, served, NEED) < np.minimum(1.0, chance)
        self.give_back(served[drops])
        self.total["dropped"] = np.count_nonzero(drops)
        served = served[~drops]
        self.clock[served] = self.clock[served] + 1
        over = served[self.clock[served] >= par["duration"]]
        self.total["completed"] = len(over)
        self.total["in_service"] = len(served) - len(over)
        helped = self.draw(Decision.MITIGATION, over, NEED) < par["mitigation"]
        self.give_back(over[~helped])
        over = over[helped]
        self.mitigated[over], self.eased[over] = 1.0, 1
        self.stage[over], self.lock_in[over] = code.DONE, 0.0

    def keep_jobs(self) -> None:
        """Jobs last or are lost."""
        par, working = self.par, self.where(self.employment[self.everybody] != code.NO_JOB)
        tenure = self.tenure[working]
        open_ = sum(column[working].astype(float) for column in self.has)
        open_ = open_ - self.has[NEED][working] * self.mitigated[working]
        early = par["separation_early"] * np.exp(-tenure / par["separation_decay"])
        hazard = (par["separation"] + early) * par["separation_per_barrier"] ** open_
        hazard = hazard * par["contract_factor"][self.contract[working].astype(int)]
        lost = self.draw(Decision.SEPARATION, working) < 1.0 - np.exp(-hazard)
        self.tenure[working] = np.where(lost, 0, np.minimum(tenure + 1, LONG_AGO))
        self.job_lost[self.everybody] = 0
        gone = working[lost]
        self.employment[gone], self.contract[gone], self.job_lost[gone] = (
            code.NO_JOB,
            code.NO_CONTRACT,
            1,
        )
        self.total["separations"] = len(gone)

    def search(self) -> None:
        """Who has no job and lost none this month may find one."""
        par, all_ = self.par, self.everybody
        rows = self.where((self.employment[all_] == code.NO_JOB) & (self.job_lost[all_] == 0))
        barriers = sum(par["effect"][k] * self.has[k][rows] for k in range(code.N_BARRIERS))
        relief = par["search_share"] * (self.has[NEED][rows] * self.mitigated[rows])
        hazard = par["base"] + (barriers - par["effect"][NEED] * relief)
        hazard += par["search_motivation"] * (self.motivation[rows] - 0.5)
        points = self.participation[rows] - par["participation_mean"]
        hazard += par["search_participation"] * points
        hazard += par["information"] * (par["engagement"] - 0.5)
        hazard += self.given.season[len(self.history)] - self.lock_in[rows]
        hazard += par["attention"] * np.log(1.0 + self.per_weight / par["attention_scale"])
        chance = 1.0 - np.exp(-self.frailty[rows] * np.exp(hazard))
        rows = rows[self.draw(Decision.OFFER, rows) < chance]
        level = np.where(self.has[code.VOCATIONAL][rows] != 0, code.HELPER, code.SKILLED)
        u, lasting = self.draw(Decision.CONTRACT, rows), par["permanent"][level]
        temp = np.where(u < lasting + par["temp"][level], code.TEMP, code.FIXED_TERM)
        self.contract[rows] = np.where(u < lasting, code.PERMANENT, temp)
        self.employment[rows], self.tenure[rows] = code.FULL_TIME, 0
        self.total["integrations"] = len(rows)

    def take_part(self) -> None:
        """Relationships, scar and participation of everybody."""
        par, all_ = self.par, self.everybody
        working = self.employment[all_] != code.NO_JOB
        close, scar, now = self.relationships[all_], self.scar[all_], self.participation[all_]
        rest = par["relationships_rest"] + par["relationships_job"] * working
        close = close + par["relationships_speed"] * (rest - close)
        gain = par["scar_gain"] * (1.0 - par["scar_buffer"] * close)
        deeper = np.minimum(par["scar_max"], scar + gain)
        scar = np.where(working, scar * (1.0 - par["scar_decay"]), deeper)
        ill = self.has[NEED][all_]
        burdens = sum(
            self.has[k][all_].astype(float) for k in range(code.N_FEATURES, code.N_BARRIERS)
        )
        target = par["participation_base"] + self.person_effect[all_]
        target += par["participation_share"] * par["job_effect"][self.contract[all_].astype(int)]
        target += par["health"] * ill + par["burden"] * burdens
        target -= par["health"] * (ill * self.mitigated[all_])
        target += par["relationships"] * (close - par["relationships_rest"])
        target -= scar
        level = now + par["speed"] * (target - now) - par["loss"] * self.job_lost[all_]
        self.relationships[all_], self.scar[all_] = close, scar
        self.participation[all_] = np.clip(level, LOWEST, HIGHEST)

    def add_up(self) -> None:
        """Totals of the month; fractions as whole numbers of 1/POINT each."""
        all_, total = self.everybody, self.total
        has = [column[all_] for column in self.has]
        once = sum(np.count_nonzero(has[a] | has[b]) for a, b in PAIRS)
        total["features"] = once + sum(np.count_nonzero(has[k]) for k in ALONE)
        total["employed"] = np.count_nonzero(self.employment[all_] != code.NO_JOB)
        for name in FIXED_POINT:
            total[name] = (getattr(self, name)[all_] * POINT).astype(np.int64).sum()
        self.history.append([int(total[name]) for name in MEASURES])


class Columns(Months):
    """With NumPy: columns are arrays, numbers those of the model."""

    everybody = slice(None)

    def __init__(self, given: Contract) -> None:
        self.prepare(given)
        self.people = given.people.copy()
        for name in self.people.names:
            setattr(self, name, self.people[name])
        self.has = list(self.people["has"].T)

    def draw(self, decision: Decision, rows: Any, slot: int = 0) -> Any:
        """Numbers of this month, of the model's streams."""
        ids = self.people["id"][rows]
        return uniforms(self.given.seed, decision, len(self.history), ids, slot)

    def where(self, mask: Any) -> Any:
        """Numbers of rows."""
        return np.flatnonzero(mask)


def begin(given: Contract) -> Begun:
    """A run on a copy of the people given."""
    made = Columns(given)

    def live() -> None:
        for _ in range(given.months):
            made.step()

    return Begun(live, lambda: (np.array(made.history), made.people))
