"""The Bedarfsgemeinschaft: children, exits together, BuT, what the neighbourhood offers."""

from typing import Any

from model import vocabulary
from model.columns import HOUSEHOLD_COLUMNS
from model.processes import but, demography, exits, neighbourhood
from model.reference.around import Space, World
from model.reference.claimant import NO_CHILD, Claimant
from model.reference.four_bytes import keeping_four_bytes
from model.reference.rules import uncompiled
from model.streams import Decision
from model.vocabulary import (
    COUPLE,
    COUPLE_WITH_CHILDREN,
    LONE_PARENT,
    MEETING_PLACES,
    MOTHER,
    MOVED,
    N_NEARBY,
    OTHER_INCOME,
    PARTED,
    PRESENT,
    SINGLE,
)

DEMOGRAPHY, EXITS = uncompiled(demography), uncompiled(exits)
BUT, NEARBY = uncompiled(but), uncompiled(neighbourhood)


@keeping_four_bytes(HOUSEHOLD_COLUMNS)
class Bedarfsgemeinschaft(Claimant):
    """A household: the unit whose need and income decide about receipt."""

    def __init__(self, model: World, sozialraum: Space) -> None:
        super().__init__(model, sozialraum)
        self.but = 0
        self.nearby = 0

    def enter(self, listed: Any) -> None:
        """Begin as the household of a list."""
        self.kind = listed.kind
        self.child_age = list(listed.child_age)
        self.rent = listed.rent

    @property
    def couple(self) -> bool:
        """True if two partners live here."""
        return self.kind in (COUPLE, COUPLE_WITH_CHILDREN)

    @property
    def family(self) -> bool:
        """True if children live here."""
        return self.kind in (LONE_PARENT, COUPLE_WITH_CHILDREN)

    def pass_a_month(self) -> None:
        """Demography of the household and its members."""
        self.raise_children()
        for member in self.members:
            member.age_a_month()
            member.reach_age_limit()
        reason = self.reason_to_leave()
        together = self.head.absence if self.comes_back_together() else PRESENT
        for member in self.members:
            if reason == PRESENT:
                member.leave_alone()
            else:
                member.leave_with_household(reason)
            member.come_back(together)

    def raise_children(self) -> None:
        """Children grow and leave, children are born, the household type follows."""
        leaves_at = self.model.par.demography.child_leaves_at
        for c, age in enumerate(self.child_age):
            if age >= 0:
                self.child_age[c] = age + 1 if age + 1 < leaves_at else NO_CHILD
        if self.receipt and NO_CHILD in self.child_age:
            self.bear_child()
        if self.receipt:
            self.meet_or_part()
        children = sum(age >= 0 for age in self.child_age)
        self.kind = DEMOGRAPHY.household_kind(children, self.couple)

    def meet_or_part(self) -> None:
        """A couple parts, or somebody without a partner finds one."""
        par, u = self.model.par.demography, self.head.draw(Decision.BIRTH)
        if not DEMOGRAPHY.meets_or_parts(u, self.couple, par.birth, par.pair, par.part):
            return
        parts = self.couple
        self.kind = SINGLE if parts else COUPLE
        for other in self.members[1:2]:
            if not DEMOGRAPHY.is_partner(self.head.age, other.age, par.birth_from):
                continue
            if parts and other.absence == PRESENT:
                other.leave(PARTED)
            elif not parts and other.absence == PARTED:
                other.absence = PRESENT

    def bear_child(self) -> None:
        """One chance a month, for the first member who may give birth."""
        if self.head.draw(Decision.BIRTH) >= self.model.par.demography.birth:
            return
        mother = next((m for m in self.members if m.may_give_birth()), None)
        if mother is not None:
            last_free = max(c for c, age in enumerate(self.child_age) if age < 0)
            self.child_age[last_free] = 0
            mother.mitigated[MOTHER] = 0.0

    def reason_to_leave(self) -> int:
        """Leave receipt together without a job: the reason, PRESENT if the household stays."""
        if not self.receipt:
            return PRESENT
        par = self.model.par.demography
        chance = EXITS.exit_chance(
            self.head.spell,
            self.head.open_barriers(),
            par.exit_base,
            par.exit_early,
            par.exit_decay,
            par.exit_per_feature,
        )
        if self.head.draw(Decision.EXIT) >= chance:
            return PRESENT
        self.end_receipt()
        moves = self.head.draw(Decision.EXIT_REASON) < par.exit_moved_share
        return MOVED if moves else OTHER_INCOME

    def comes_back_together(self) -> bool:
        """True if a household that left for other income or moved away comes back this month."""
        par, reason = self.model.par.demography, self.head.absence
        if reason not in (OTHER_INCOME, MOVED):
            return False
        base = par.return_moved if reason == MOVED else par.return_other_income
        chance = EXITS.return_chance(self.head.months_out, base, par.return_fade)
        return bool(self.head.draw(Decision.RETURN) < chance)

    def but_eligible(self) -> bool:
        """True if a child is old enough for BuT."""
        par = self.model.par
        old_enough = any(age >= par.participation.but_from for age in self.child_age)
        return old_enough and par.switches.but > 0.0

    def stop_but_if_not_eligible(self) -> None:
        """BuT ends with receipt or with the last child of an age for it."""
        if not (self.receipt and self.but_eligible()):
            self.but = 0

    def use_but(self, free_share: float) -> None:
        """Begin or stop to use BuT. `free_share`: places free among all."""
        par = self.model.par.participation
        if not self.receipt:
            return
        if self.but:
            self.but = int(self.head.draw(Decision.BUT, 1) >= par.but_end)
        elif self.but_eligible():
            tie = self.sozialraum.tie_with_jobcenter(self.model.but_kind)
            school = tie.reach * self.model.par.switches.school_social_work
            opened = max(school, BUT.told(self.head))
            chance = BUT.but_chance(par.but_take_up, par.but_school, opened, free_share)
            self.but = int(self.head.draw(Decision.BUT) < self.sozialraum.pace * chance)

    def may_use_nearby(self) -> int:
        """Services of the neighbourhood that are open to the household, as bits."""
        bits: int = NEARBY.may_use(self, self.model.par.participation.but_from)
        return bits

    def keep_using(self) -> None:
        """What is used as long as it is open to the household; who may begin is counted."""
        may, tally = self.may_use_nearby(), self.model.tally
        self.nearby &= may
        if not self.receipt:
            return
        for b, name in enumerate(vocabulary.NEARBY):
            tally[f"nearby_{name}"] += self.nearby >> b & 1
            tally[f"open_to_{name}"] += (may & ~self.nearby) >> b & 1

    def use_nearby(self) -> None:
        """Begin or stop to use one service of the neighbourhood; children reached are counted."""
        if not self.receipt:
            return
        par, space = self.model.par.participation, self.sozialraum
        burdened = NEARBY.is_burdened(self.head, self.model.par.casework.isolation_below)
        service = NEARBY.change_of_use(
            self.head.draw(neighbourhood.D_NEARBY),
            self.nearby,
            self.may_use_nearby(),
            self.chances_to_use(space) if burdened else space.nearby_usual,
            par.but_end,
        )
        if service < N_NEARBY:
            self.nearby ^= 1 << service
        for age in self.child_age:
            reached = NEARBY.is_reached(age, self.nearby, self.but, par.but_from)
            self.model.tally["children"] += age >= 0
            self.model.tally["children_reached"] += age >= 0 and reached

    def chances_to_use(self, space: Space) -> list[float]:
        """Chances of burdened people: a contact for participation tells them, or ties do."""
        told = self.head.draw(neighbourhood.D_NEARBY, neighbourhood.TOLD) < BUT.told(self.head)
        chances: list[float] = space.nearby_told if told else space.nearby_tied
        return chances

    def half_grades(self) -> int:
        """What the household uses by itself, in halves of a grade."""
        but = self.but * (self.model.par.switches.but > 0.0)
        halves: int = NEARBY.half_grades(self.nearby, but)
        return halves

    @property
    def meets(self) -> bool:
        """True if somebody uses a meeting place."""
        return self.nearby & MEETING_PLACES != 0
