"""How a person enters, grows older, leaves receipt without a job, and comes back."""

import math
from typing import Any

from model import barriers
from model.processes import demography, exits
from model.reference.person import NOT_ON_LADDER, Person
from model.reference.rules import uncompiled
from model.streams import Decision
from model.vocabulary import (
    AGE_50,
    AGE_LIMIT,
    COUPLE_WITH_CHILDREN,
    DISENGAGED,
    FEMALE,
    HEALTH,
    IN_SERVICE,
    INCAPACITY,
    LONE_PARENT,
    LONG_RECEIPT,
    MOTHER,
    MOVED,
    N_NEEDS,
    NO_JOB,
    NOT_RECOGNISED,
    OTHER_INCOME,
    PARTED,
    PRESENT,
    SCHOOL,
    STUDY,
    VOCATIONAL,
    WAITING,
)

RULES, BARRIERS, EXITS = uncompiled(demography), uncompiled(barriers), uncompiled(exits)
COPIED = (
    "sex",
    "age",
    "employment",
    "contract",
    "level",
    "hours",
    "wage",
    "tenure",
    "pupil",
    "relationships",
    "engagement",
    "spell",
)
EXIT_MEASURES = {
    OTHER_INCOME: "out_other_income",
    AGE_LIMIT: "out_age_limit",
    MOVED: "out_moved",
    PARTED: "out_parted",
    INCAPACITY: "out_incapacity",
    STUDY: "out_study",
    DISENGAGED: "disengaged",
}


class Ageing(Person):
    """Demography of one person."""

    def enter(self, listed: Any, identity: int) -> None:
        """Begin as the person of a list: what is listed is copied, the rest begins."""
        par = self.par
        self.id = identity
        for name in COPIED:
            setattr(self, name, getattr(listed, name))
        self.circle = listed.relationships
        self.has = list(listed.has)
        self.receipt_window = listed.receipt_window >> 1  # before this month
        self.window_count = listed.window_count - (listed.receipt_window & 1)
        self.receipt = 1
        self.entered = self.model.month
        self.cohort = int(self.model.month >= 0)
        self.ladder = NOT_ON_LADDER
        self.trust = par.casework.trust_start
        self.motivation = par.casework.motivation_start
        self.contact_gap = int(par.casework.gap_start)
        self.participation = par.participation.start
        quantiles = self.model.frailty
        self.frailty = quantiles[int(self.draw_for_life(Decision.FRAILTY) * len(quantiles))]
        first = self.draw_for_life(Decision.INITIAL, 0)
        second = self.draw_for_life(Decision.INITIAL, 1)
        spread = par.participation.person_spread
        self.person_effect = (
            spread * math.sqrt(-2.0 * math.log(first)) * math.cos(2.0 * math.pi * second)
        )
        self.tally["in_new"] += 1

    def age_a_month(self) -> None:
        """Grow older; features appear and vanish; pupils leave school."""
        par = self.par.demography
        self.age += 1
        kind = self.household.kind
        children = kind in (LONE_PARENT, COUPLE_WITH_CHILDREN)
        grown_up = self.age >= par.adult_from
        long_receipt = self.window_count >= par.long_receipt_months
        self.has[AGE_50] = int(self.age >= par.age_50_from)
        self.has[LONG_RECEIPT] = int(long_receipt and grown_up)
        mother = self.sex == FEMALE and children and not self.pupil
        self.has[MOTHER] = int(mother and self.age >= par.birth_from)
        changed = BARRIERS.change_of_features(
            self.draw(Decision.FEATURE_CHANGE), self.has, par.appear, par.vanish
        )
        if changed >= 0:
            self.has[changed] = 1 - self.has[changed]
            self.mitigated[changed] = 0.0
        if self.pupil and RULES.leaves_school(
            self.draw(Decision.LEAVE_SCHOOL),
            self.age,
            par.leave_school,
            par.school_from,
            par.school_until,
        ):
            self.finish_school()

    def finish_school(self) -> None:
        """Leave general school, with or without a degree; a vocational one is still to come."""
        self.pupil = 0
        self.tenure = 0
        self.has[VOCATIONAL] = 1
        without = self.draw(Decision.LEAVE_SCHOOL, 1) < self.par.demography.no_degree
        self.has[SCHOOL] = int(without)

    def may_give_birth(self) -> bool:
        """True for women of an age to have children who have left school."""
        able: bool = RULES.may_give_birth(self.sex, self.pupil, self.age, self.par.demography)
        return able

    def reach_age_limit(self) -> None:
        """Leave at the age limit."""
        if self.age >= self.par.demography.age_limit and self.absence != AGE_LIMIT:
            self.leave(AGE_LIMIT)

    def leave_with_household(self, reason: int) -> None:
        """Leave with everybody else of the household who is there."""
        if self.absence == PRESENT:
            self.leave(reason)

    def leave_alone(self) -> None:
        """Leave receipt alone: give up the claim, fall ill for long, or study."""
        if not self.receipt or self.employment != NO_JOB or self.pupil:
            return
        par = self.par.demography
        chance = EXITS.disengagement_chance(
            self.trust,
            self.attention,
            par.disengage,
            par.disengage_trust,
            par.disengage_attention,
        )
        gives_up = self.par.switches.disengagement * min(par.disengage_most, chance)
        reason = EXITS.individual_exit(
            self.draw(Decision.EXIT, 1),
            self.age,
            self.has[HEALTH],
            self.has[SCHOOL],
            gives_up,
            par.incapacity,
            par.study,
            par.study_until,
        )
        if reason != PRESENT:
            self.leave(reason)

    def leave(self, reason: int) -> None:
        """Out of receipt without a job."""
        self.absence = reason
        self.end_pipelines()
        if self.receipt:
            self.tally[EXIT_MEASURES[reason]] += 1
        self.receipt = 0
        self.months_out = 0
        self.attention = 0.0

    def end_pipelines(self) -> None:
        """Leave every queue and every service."""
        for need in range(N_NEEDS):
            if self.stage[need] in (WAITING, IN_SERVICE):
                self.stage[need] = NOT_RECOGNISED
                self.clock[need] = 0
                self.provider[need] = None
        self.busy = 0
        self.lock_in = 0.0

    def come_back(self, household_back: int) -> None:
        """Be there again for the household after a time without job and without receipt.

        household_back: the reason for which the household that comes back had left, else PRESENT.
        """
        par = self.par.demography
        chances = {
            DISENGAGED: par.return_disengaged,
            INCAPACITY: par.return_incapacity,
            STUDY: par.return_study,
        }
        back = self.absence == household_back != PRESENT
        if self.absence in chances:
            back = self.draw(Decision.RETURN, 1) < chances[self.absence]
        if back:
            self.absence = PRESENT
