"""The contract workload as a Mesa model is usually written: one agent per person, plain Python.

The rules are those of the engine, uncompiled (model.reference.rules), so histories are identical.
"""

from collections import Counter
from typing import Any

import mesa
import numpy as np

from benchmarks.contract import FIXED_POINT, MEASURES, NEED, POINT, Begun, Contract, Result
from model import barriers
from model.processes import admission, casework, employment, job_search, service
from model.processes import participation as taking_part
from model.processes import recognition as recognising
from model.reference.rules import plain, uncompiled
from model.streams import Decision, stream_key_python, uniform_python
from model.vocabulary import (
    DONE,
    FULL_TIME,
    HELPER,
    IN_SERVICE,
    NO_CONTRACT,
    NO_JOB,
    NOT_RECOGNISED,
    RECOGNISED,
    SKILLED,
    VOCATIONAL,
    WAITING,
)

ADMISSION, BARRIERS, CASEWORK = uncompiled(admission), uncompiled(barriers), uncompiled(casework)
RECOGNITION = uncompiled(recognising)
EMPLOYMENT, SEARCH = uncompiled(employment), uncompiled(job_search)
TAKING_PART, SERVICE = uncompiled(taking_part), uncompiled(service)
HALF = 0.5  # what is mitigated less than half may be recognised again
LONG_AGO = 10000  # months in a job are counted up to here


class Person(mesa.Agent):  # type: ignore[misc]
    """A person; attributes are the columns of benchmarks.contract."""

    id: int
    has: list[int]
    mitigated: float
    eased: int
    stage: int
    clock: int
    lock_in: float
    trust: float
    motivation: float
    frailty: float
    employment: int
    contract: int
    tenure: int
    job_lost: int
    person_effect: float
    relationships: float
    scar: float
    participation: float

    def __init__(self, model: "Workload", values: dict[str, Any]) -> None:
        super().__init__(model)
        self.__dict__.update(values)

    def draw(self, decision: Decision, slot: int = 0) -> float:
        """The person's number of this month for a decision."""
        return uniform_python(self.model.keys[decision], self.id, slot)

    def change(self) -> None:
        """Barriers come and go."""
        par = self.model.par
        u = self.draw(Decision.FEATURE_CHANGE)
        k = BARRIERS.change_of_features(u, self.has, par.appear, par.vanish)
        if k < 0:
            return
        self.has[k] = 1 - self.has[k]
        if k == NEED and self.has[k]:
            self.mitigated = 0.0
            if self.stage == DONE:
                self.stage = NOT_RECOGNISED

    def weight(self) -> float:
        """Weight by which minutes are shared."""
        return 1.0 if self.employment == NO_JOB else self.model.par.unactivated

    def meet(self) -> None:
        """An appointment with the Jobcenter, perhaps missed; a need may come to light."""
        par, tally = self.model.par, self.model.tally
        minutes = self.model.per_weight * self.weight()
        if self.draw(Decision.CONTACT) >= CASEWORK.contact_chance(minutes, par.minutes_per_contact):
            return
        missed = CASEWORK.missed_chance(self.trust, par.missed, par.missed_trust)
        if self.draw(Decision.MISSED) < missed:
            tally["missed"] += 1
            return
        tally["contacts"] += 1
        self.trust += par.trust_contact * (1.0 - self.trust)
        self.motivation += par.motivation_contact * (1.0 - self.motivation)
        if self.has[NEED] and self.stage == NOT_RECOGNISED:
            chance = RECOGNITION.recognition_chance(
                par.recognition, par.own_pillar, par.foreign_pillar, 0.0, 1.0
            )
            if self.draw(Decision.RECOGNITION, NEED) < chance:
                self.stage, self.clock = RECOGNISED, 0
                tally["recognised"] += 1

    def drift(self) -> None:
        """Trust and motivation drift."""
        par = self.model.par
        self.trust = CASEWORK.drifted(self.trust, par.trust_rest, par.trust_drift)
        rest = par.motivation_rest + par.motivation_participation * (
            self.participation - par.participation_middle
        )
        wished = CASEWORK.drifted(self.motivation, rest, par.motivation_drift)
        self.motivation = min(1.0, max(0.0, wished))

    def refer(self) -> None:
        """A recognised need leads to the queue, after a pause if a service came to nothing."""
        if self.stage != RECOGNISED:
            return
        if self.clock < 0:
            self.clock += 1
        elif self.draw(Decision.REFERRAL, NEED) < self.model.par.referral:
            self.stage, self.clock = WAITING, 0

    def give_back(self) -> None:
        """The service came to nothing."""
        self.stage, self.clock, self.lock_in = RECOGNISED, -int(self.model.par.cooldown), 0.0

    def accepts(self) -> bool:
        """A place is offered: True if the person takes it."""
        par, tally = self.model.par, self.model.tally
        weeks = self.clock * par.weeks_per_month
        chance = ADMISSION.arrival_chance(
            par.arrival, 1.0, weeks, par.week_odds, self.trust, par.trust_log_odds, 0.0
        )
        if self.draw(Decision.ARRIVE, NEED) >= chance:
            tally["no_shows"] += 1
            self.give_back()
            return False
        tally["admitted"] += 1
        tally["waited_months"] += self.clock
        self.stage, self.clock, self.lock_in = IN_SERVICE, 0, -par.lock_in
        return True

    def wait_on(self) -> None:
        """A month longer in the queue, or out of it."""
        self.clock += 1
        if self.clock > self.model.par.give_up:
            self.give_back()
        else:
            self.model.tally["waiting"] += 1

    def use_service(self) -> None:
        """A month of the service; what was mitigated fades."""
        par, tally = self.model.par, self.model.tally
        if self.eased:
            self.mitigated = SERVICE.faded(self.mitigated, par.fade)
            if self.stage == DONE and self.mitigated < HALF:
                self.stage = NOT_RECOGNISED
        if self.stage != IN_SERVICE:
            return
        chance = SERVICE.drop_chance(par.drop_out, self.trust, par.drop_trust, False, 1.0)
        if self.draw(Decision.DROP_OUT, NEED) < chance:
            tally["dropped"] += 1
            self.give_back()
            return
        self.clock += 1
        if self.clock < par.duration:
            tally["in_service"] += 1
            return
        tally["completed"] += 1
        if self.draw(Decision.MITIGATION, NEED) < par.mitigation:
            self.mitigated, self.eased, self.stage, self.lock_in = 1.0, 1, DONE, 0.0
        else:
            self.give_back()

    def keep_job(self) -> None:
        """A job lasts or is lost."""
        par = self.model.par
        self.job_lost = 0
        if self.employment == NO_JOB:
            return
        open_barriers = BARRIERS.barriers_present(self.has) - self.has[NEED] * self.mitigated
        fading = par.separation, par.separation_early, par.separation_decay
        factors = par.separation_per_barrier, par.contract_factor[self.contract]
        chance = EMPLOYMENT.separation_chance(self.tenure, open_barriers, *fading, *factors)
        if self.draw(Decision.SEPARATION) < chance:
            self.model.tally["separations"] += 1
            self.employment, self.contract, self.tenure = NO_JOB, NO_CONTRACT, 0
            self.job_lost = 1
        else:
            self.tenure = min(self.tenure + 1, LONG_AGO)

    def search(self) -> None:
        """Who has no job and lost none this month may find one."""
        par = self.model.par
        if self.employment != NO_JOB or self.job_lost:
            return
        hazard = self.log_hazard() + SEARCH.attention_effect(self.model.per_weight, par)
        if self.draw(Decision.OFFER) >= SEARCH.offer_chance(self.frailty, hazard):
            return
        self.model.tally["integrations"] += 1
        level = HELPER if self.has[VOCATIONAL] else SKILLED
        self.employment, self.tenure = FULL_TIME, 0
        self.contract = EMPLOYMENT.drawn_contract(
            self.draw(Decision.CONTRACT), par.permanent[level], par.temp[level]
        )

    def log_hazard(self) -> float:
        """Log hazard of an offer, without attention."""
        par, barriers = self.model.par, 0.0
        for effect, present in zip(par.effect, self.has, strict=True):
            barriers += effect * present
        barriers -= par.effect[NEED] * (par.search_share * (self.has[NEED] * self.mitigated))
        found: float = SEARCH.log_hazard(
            par.base,
            barriers,
            self.motivation,
            par.search_motivation,
            self.participation,
            par.participation_mean,
            par.search_participation,
            par.engagement,
            par.information,
            self.lock_in,
            self.model.season,
        )
        return found

    def take_part(self) -> None:
        """Relationships, scar and participation."""
        par = self.model.par
        working = self.employment != NO_JOB
        rest = par.relationships_rest + par.relationships_job * working
        close = CASEWORK.drifted(self.relationships, rest, par.relationships_speed)
        scarring = par.scar_gain, par.scar_max, par.scar_decay, par.scar_buffer
        self.scar = TAKING_PART.next_scar(self.scar, working, *scarring, close)
        target = par.participation_base + self.person_effect
        target += par.participation_share * par.job_effect[self.contract]
        target += TAKING_PART.health_and_burdens(self.has, par.health, par.burden)
        target -= par.health * (self.has[NEED] * self.mitigated)
        target += par.relationships * (close - par.relationships_rest)
        target -= self.scar
        self.relationships = close
        self.participation = TAKING_PART.next_participation(
            self.participation, target, par.speed, par.loss * self.job_lost
        )


class Workload(mesa.Model):  # type: ignore[misc]
    """The workload as a Mesa model: `step()` is a month, `history` the measures so far."""

    def __init__(self, given: Contract) -> None:
        super().__init__(rng=given.seed)
        self.given, self.month = given, 0
        self.par = plain(given.par)
        self.season, self.per_weight = 0.0, 0.0
        self.tally: Counter[str] = Counter()
        self.keys: dict[Decision, int] = {}
        self.history: list[list[int]] = []
        names = given.people.names
        for values in zip(*(given.people[name].tolist() for name in names), strict=True):
            Person(self, dict(zip(names, values, strict=True)))

    def step(self) -> None:
        """One month."""
        given, self.tally = self.given, Counter()
        self.keys = {d: stream_key_python(given.seed, d, self.month) for d in Decision}
        self.season = float(given.season[self.month])
        free = sum(1 for person in self.agents if person.employment == NO_JOB)
        weights = free + self.par.unactivated * (len(self.agents) - free)
        self.per_weight = given.minutes / weights
        for act in ("change", "meet", "drift", "refer"):
            self.agents.do(act)
        self.admit()
        for act in ("use_service", "keep_job", "search", "take_part"):
            self.agents.do(act)
        self.add_up()
        self.month += 1

    def admit(self) -> None:
        """Places go to who has waited longest, of these to the lowest id."""
        used = len(self.agents.select(lambda person: person.stage == IN_SERVICE))
        queue = self.agents.select(lambda person: person.stage == WAITING)
        for person in sorted(queue, key=lambda person: (-person.clock, person.id)):
            if used < self.given.places:
                used += person.accepts()
            else:
                person.wait_on()

    def add_up(self) -> None:
        """Totals of the month; fractions as whole numbers of 1/POINT each."""
        for person in self.agents:
            self.tally["features"] += BARRIERS.features_present(person.has)
            self.tally["employed"] += person.employment != NO_JOB
            for name in FIXED_POINT:
                self.tally[name] += int(getattr(person, name) * POINT)
        self.history.append([int(self.tally[name]) for name in MEASURES])


def begin(given: Contract) -> Begun:
    """A run on agents made from the people given."""
    model = Workload(given)

    def live() -> None:
        for _ in range(given.months):
            model.step()

    def result() -> Result:
        people = given.people.copy()
        for name in people.names:
            people[name] = np.array([getattr(person, name) for person in model.agents])
        return np.array(model.history), people

    return Begun(live, result)
