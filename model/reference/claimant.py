"""The Bedarfsgemeinschaft before the office: who is a member, need and income, receipt."""

import mesa

from model.processes import own_need, receipt
from model.reference.around import Someone, Space, World
from model.reference.person import NEVER
from model.reference.rules import uncompiled
from model.streams import Decision
from model.tally import FIXED
from model.vocabulary import MAX_CHILDREN, NO_JOB, PRESENT

OWN, RECEIPT = uncompiled(own_need), uncompiled(receipt)
NO_CHILD = -1


class Claimant(mesa.Agent):  # type: ignore[misc]
    """A household's jobs, need and income of a month."""

    model: World

    def __init__(self, model: World, sozialraum: Space) -> None:
        super().__init__(model)
        self.sozialraum = sozialraum
        self.members: list[Someone] = []
        self.kind = 0
        self.child_age = [NO_CHILD] * MAX_CHILDREN
        self.rent = 0.0
        self.receipt = 1
        self.months_out = 0
        self.claim_pause = 0
        self.stirred = 0
        self.income = 0.0

    @property
    def head(self) -> Someone:
        """The member on whom exits together, claims and BuT are judged."""
        return self.members[0]

    def work_and_claim(self) -> None:
        """Jobs of all members, then the household's receipt, then each member's counters."""
        pay = [member.work() for member in self.members]
        insurance = max(0.0 if m.apart else p for m, p in zip(self.members, pay, strict=True))
        if insurance > 0.0 and insurance >= self.need():
            self.claim_pause = int(self.model.par.employment.alg1_months)
        self.see_who_is_apart()
        self.judge_receipt()
        for member in self.members:
            member.keep_counters()

    @property
    def adults(self) -> int:
        """Members who are there."""
        return sum(member.absence == PRESENT for member in self.members)

    def need(self) -> float:
        """Monthly need, euro."""
        value: float = RECEIPT.need_of(self, self.model.par.employment)
        return value

    def creditable_income(self) -> float:
        """Creditable monthly income, euro."""
        par = self.model.par.employment
        total = 0.0
        for member in self.members:
            if member.absence == PRESENT and not member.apart:
                total += RECEIPT.creditable_of(member.employment, member.wage, par)
        return total

    @property
    def apart(self) -> int:
        """Members who are children and cover their own need."""
        return sum(member.apart for member in self.members)

    def see_who_is_apart(self) -> None:
        """Children who cover their own need are no members this month."""
        par = self.model.par
        for place, member in enumerate(self.members):
            income = RECEIPT.creditable_of(member.employment, member.wage, par.employment)
            covers = OWN.covers_own_need(place, income, self, par.employment)
            works = member.absence == PRESENT and member.employment != NO_JOB
            member.apart = int(par.switches.own_need > 0.0 and works and covers)

    def judge_receipt(self) -> None:
        """Off receipt when income covers the need; back when it does not and they claim."""
        if self.claim_pause > 0:
            self.claim_pause -= 1
        if not OWN.members_of(self):
            self.end_receipt()
            self.months_out = min(self.months_out + 1, NEVER)
            return
        need, income = self.need(), self.creditable_income()
        covered = income >= need or self.claim_pause > 0
        if covered:
            self.end_receipt()
        elif not self.receipt and self.claims():
            self.receipt = 1
            self.claim_pause = 0
        if self.receipt:
            self.draw_benefit(max(0.0, need - income))
        else:
            self.months_out = min(self.months_out + 1, NEVER)

    def claims(self) -> bool:
        """True if a household in need claims benefit this month; after years away, none does."""
        if self.months_out >= self.model.par.demography.forget_after:
            return False
        chance = self.model.par.employment.claim * self.sozialraum.pace
        return bool(self.head.draw(Decision.BENEFIT_CLAIM) < chance)

    def end_receipt(self) -> None:
        """Off receipt, if in receipt at all."""
        if self.receipt:
            self.receipt = 0
            self.months_out = 0

    def draw_benefit(self, paid: float) -> None:
        """Benefit of the month, by purse."""
        federal = self.model.par.employment.federal_share
        tally = self.model.tally
        tally["households"] += 1
        tally["benefit_federal"] += int(paid * federal * FIXED)
        tally["benefit_municipal"] += int(paid * (1.0 - federal) * FIXED)
