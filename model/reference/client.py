"""What a person is to the Jobcenter: profile, attention, contact, recognised needs, trust."""

from typing import Any

from model.processes import casework, recognition, steering
from model.reference.person import NEVER, Person
from model.reference.rules import uncompiled
from model.streams import Decision
from model.vocabulary import (
    CASE_MANAGER,
    ENTWICKLUNG,
    N_NEEDS,
    NO_HOLDER,
    OFFICER,
    OTHERS,
    RECOGNISED,
)

RULES, STEERING = uncompiled(casework), uncompiled(steering)
RECOGNITION = uncompiled(recognition)


class Client(Person):
    """Casework with one person."""

    @property
    def far(self) -> bool:
        """True for the profiles far from the market."""
        return self.profile >= ENTWICKLUNG

    @property
    def managed(self) -> bool:
        """True if a case manager holds the case."""
        return self.holder == CASE_MANAGER

    def be_weighed(self) -> None:
        """Profile and weight in the Jobcenter's steering, revised every few months.

        The weight follows the profile, a new form for the person, and the start of an arrangement.
        """
        if not self.receipt:
            return
        par, month = self.par.casework, self.model.month
        form, before = self.form_that_holds(), self.lever
        due = STEERING.profile_is_due(month, self, par)
        if due:
            self.be_profiled(par)
        if due or month == 0 or form != before:
            self.lever = form
            STEERING.aim(self, self.levers, par, par.kappa * self.par.switches.attention)
        self.sozialraum.count(self.weight, self.far)

    def form_that_holds(self) -> int:
        """Row of the last form of cooperation that covers this person this month."""
        row = 0
        for f, form in enumerate(self.model.forms):
            if f and form.holds(self.model.month, self.sozialraum) and self.belongs_to(form.target):
                row = f
        return row

    def belongs_to(self, target: int) -> bool:
        """True if a member of a target group."""
        member: bool = STEERING.in_target_group(
            target, self.age, self.household.kind, self.profile, self.has
        )
        return member

    def be_profiled(self, par: Any) -> None:
        """Be assigned to a profile from what caseworkers see, with their error."""
        self.outlook = STEERING.predicted_outlook(
            self.has,
            self.stage,
            par.observed,
            par.outlook_level,
            par.outlook_noise,
            self.draw(Decision.PROFILE),
        )
        if STEERING.not_profiled(self, self.household, par, self.draw(Decision.PROFILE, 1)):
            self.profile = OTHERS
        else:
            self.profile = STEERING.assigned_profile(
                self.outlook,
                par.edge_markt,
                par.edge_aktivierung,
                par.edge_foerder,
                par.edge_entwicklung,
                par.edge_stabilisierung,
            )

    def meet_the_jobcenter(self) -> None:
        """A month of casework: attention, an appointment, and how trust drifts."""
        if not self.receipt:
            return
        self.receive_attention()
        kept = sum(self.keep_appointment(number) for number in range(self.appointments()))
        if kept:
            self.speak_of_needs(kept)
        self.drift()

    def receive_attention(self) -> None:
        """Minutes of the month, and who holds the case."""
        par, space = self.par.casework, self.sozialraum
        minutes, coverage = space.minutes_per_weight * self.weight, space.coverage
        if self.far and self.draw_for_life(Decision.HOLDER) < coverage:
            self.holder = CASE_MANAGER
            minutes += par.minutes_per_managed_case * max(1.0, coverage)
        else:
            self.holder = OFFICER if self.contact_gap <= par.gap_follow_up else NO_HOLDER
        self.attention = minutes * space.effectiveness

    def appointments(self) -> int:
        """Appointments made this month."""
        self.contact_gap = min(self.contact_gap + 1, NEVER)
        number: int = RULES.appointments(
            self.draw(Decision.CONTACT), self.attention, self.par.casework.minutes_per_contact
        )
        return number

    def keep_appointment(self, number: int) -> bool:
        """Be there, or miss an appointment of the month and perhaps be sanctioned."""
        par = self.par.casework
        missed = RULES.missed_chance(self.trust, par.missed, par.missed_trust)
        if self.draw(Decision.MISSED, number) < missed:
            self.tally["missed"] += 1
            rate = par.sanction_rate * self.levers.sanctions * self.par.switches.sanctions
            if self.draw(Decision.SANCTION, number) < rate:
                self.be_sanctioned()
            return False
        self.be_there()
        return True

    def be_sanctioned(self) -> None:
        """A sanction costs trust."""
        par = self.par.casework
        self.tally["sanctions"] += 1
        self.trust = max(0.0, self.trust - par.sanction_trust)
        self.stigma += par.stigma_contact

    def be_there(self) -> None:
        """A contact moves trust and motivation."""
        par = self.par.casework
        self.tally["contacts"] += 1
        self.contact_gap = 0
        gain = par.trust_manager if self.managed else par.trust_contact
        self.trust += gain * (1.0 - self.trust)
        self.motivation += par.motivation_contact * (1.0 - self.motivation)
        self.stigma += par.stigma_contact * (1.0 - self.trust)

    def speak_of_needs(self, contacts: int) -> None:
        """Needs that the contacts of this month bring to light."""
        par, switches = self.par.casework, self.par.switches
        factor = par.manager_recognition if self.managed else 1.0
        if switches.trust_setting > 0.0:
            factor *= 0.5 + self.trust
        close = factor if self.managed else factor * par.manager_recognition
        for_participation = self.draw(Decision.RECOGNITION, recognition.PURPOSE) < self.purpose
        for need in range(N_NEEDS):
            if not self.may_recognise(need) or not self.has_need(need):
                continue
            lifts = for_participation and self.par.needs.participation[need] > 0.0
            chance = self.chance_of_recognition(need, close if lifts else factor, lifts)
            if contacts > 1:
                chance = RECOGNITION.of_several(min(1.0, chance), contacts)
            if switches.unrecognised_needs < 0.5 or self.draw(Decision.RECOGNITION, need) < chance:
                self.recognise(need)

    def has_need(self, need: int) -> bool:
        """True if the need is there: a barrier, isolation, or the wish for an AGH."""
        par = self.par.casework
        there: bool = RECOGNITION.need_present(
            need,
            self.has,
            self.relationships,
            par.isolation_below,
            self.far,
            self.spell,
            par.agh_from,
        )
        return there

    def chance_of_recognition(self, need: int, factor: float, lifts: bool) -> float:
        """Chance that one contact brings a need to light; lower outside the Jobcenter's pillar.

        `lifts`: the contact is meant for participation, and a service for the need would lift it.
        """
        needs, foreign = self.par.needs, self.par.casework.foreign_pillar
        cross = self.levers.cross_recognition * self.par.switches.recognition
        chance: float = RECOGNITION.recognition_chance(
            needs.recognition[need],
            1.0 if lifts else needs.own_pillar[need],
            foreign,
            cross * self.sozialraum.carried[need],
            factor,
        )
        return chance

    def recognise(self, need: int) -> None:
        """From now on the need is known."""
        self.stage[need] = RECOGNISED
        self.clock[need] = 0
        self.tally["recognised"] += 1

    def drift(self) -> None:
        """Monthly rules of trust, motivation and consent."""
        par = self.par.casework
        self.trust = RULES.drifted(self.trust, par.trust_rest, par.trust_drift)
        rest = par.motivation_rest + par.motivation_participation * (
            self.participation - par.participation_middle
        )
        motivation = RULES.drifted(self.motivation, rest, par.motivation_drift)
        self.motivation = min(1.0, max(0.0, motivation))
        consents = RULES.consents(
            self.draw_for_life(Decision.CONSENT),
            self.trust,
            par.consent_level,
            par.consent_trust,
            self.levers.sanctions,
            par.consent_sanction,
        )
        self.consent = int(self.par.switches.trust_setting < 0.5 or consents)
