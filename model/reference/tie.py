"""A tie between two institutions of a Sozialraum, tended or neglected month by month."""

from model.processes import cooperation, reach
from model.reference.around import House, Space
from model.reference.attributes import OfTie
from model.reference.rules import uncompiled
from model.streams import Decision
from model.vocabulary import KOOPERATION

RULES, REACH = map(uncompiled, (cooperation, reach))


class Tie(OfTie):
    """What two institutions are to each other in one Sozialraum (columns.TIES).

    `row` numbers the pairs of kinds; `sides` are the two institutions, None where one is missing.
    """

    def __init__(
        self,
        sozialraum: Space,
        row: int,
        sides: tuple[House | None, House | None],
    ) -> None:
        self.sozialraum = sozialraum
        self.row = row
        self.exists = None not in sides
        self.sides: tuple[House, ...] = tuple(side for side in sides if side is not None)

    def draw(self, decision: Decision) -> float:
        """The tie's luck with a decision this month."""
        luck: float = self.sozialraum.model.draw(decision, self.sozialraum.index, self.row)
        return luck

    @property
    def with_jobcenter(self) -> bool:
        """True if the Jobcenter is one side."""
        return bool(self.sides[0].is_jobcenter)

    def carry(self, partner: House) -> None:
        """How far the tie of the Jobcenter with a partner carries what is done together."""
        self.reach = 0.0
        if partner.is_member(self.sozialraum.levers):
            self.reach = self.strength() * self.sozialraum.ramp

    def strength(self) -> float:
        """Strength of the stage that counts: what a tie carries, ramp-up aside."""
        par, levers = self.sozialraum.model.par, self.sozialraum.levers
        on_paper = par.switches.paper_agreements < 0.5
        stage = REACH.carrying_stage(self.stage, levers.stage_cap, on_paper)
        value: float = REACH.strength(stage, par.cooperation.reach_shape)
        return value

    def contact(self) -> float:
        """Contact of the month: a meeting, or less if people were only referred."""
        everyday = self.sozialraum.model.par.cooperation.everyday_contact
        value: float = RULES.contact_of(self.in_contact(), self.referred, everyday)
        return value

    def in_contact(self) -> bool:
        """True if the two meet this month: over a joint case, or at the conference."""
        model, levers = self.sozialraum.model, self.sozialraum.levers
        if self.joint > 0:
            return True
        if not RULES.conference_held(model.month, levers.conference_frequency):
            return False
        chance: float = self.sozialraum.held
        for institution in self.sides:
            chance *= institution.attendance(levers)
        return self.draw(Decision.CONFERENCE) < chance

    def pass_a_month(self) -> None:
        """Contact, success, trust, knowledge, formality, reliability, stage; counters to 0."""
        space, par = self.sozialraum, self.sozialraum.model.par.cooperation
        levers = space.levers
        if levers.stage_cap < KOOPERATION:
            RULES.sever(self, par)
            return
        contact = self.contact()
        both = all(side.takes_part(levers) for side in self.sides)
        success = self.success * (1.0 - par.success_decay)
        self.success = min(1.0, success + par.success_gain * self.completed)
        self.trust = self.trust_after(contact, both)
        self.knowledge = RULES.next_knowledge(
            self.knowledge,
            levers.knowledge_gain,
            contact,
            par.knowledge_spread,
            levers.knowledge_growth,
            levers.knowledge_loss,
            par.knowledge_floor,
        )
        meant = levers.formality if both or self.with_jobcenter else 0.0
        self.formality += levers.formality_gain * (meant - self.formality)
        self.reliability = 1.0 - levers.slot_failure * (1.0 - levers.bindingness)
        self.stage = RULES.tie_stage(
            self.trust,
            self.knowledge,
            self.formality,
            par.stage_trust,
            par.stage_knowledge,
            par.stage_formality,
            self.cap(),
        )
        self.joint = 0
        self.completed = 0
        self.referred = 0

    def cap(self) -> float:
        """Highest stage the form allows; the gate for the Jobcenter's ties."""
        space, par = self.sozialraum, self.sozialraum.model.par.casework
        cap: float = space.levers.stage_cap
        if self.with_jobcenter and not RULES.gate_open(
            space.perception, space.capacity, par.perception_needed, par.capacity_needed
        ):
            return min(cap, KOOPERATION)
        return cap

    def gain(self, both: bool) -> float:
        """Trust gained at full impulse: governance and moderation act on it."""
        model, space = self.sozialraum.model, self.sozialraum
        par, levers = model.par.cooperation, space.levers
        gain: float = levers.trust_gain
        if model.par.switches.governance_strain > 0.0 and both:
            gain *= RULES.governance_gain(
                levers.governance, space.members, par.strain_from, par.strain, par.lead_trust_gain
            )
        if levers.moderation > 0.0 and model.month - max(0, space.start) < levers.moderation_months:
            gain *= 1.0 + (par.moderation_gain - 1.0) * levers.moderation
        return gain

    def trust_after(self, contact: float, both: bool) -> float:
        """Trust at the end of the month."""
        model, space = self.sozialraum.model, self.sozialraum
        par, levers = model.par.cooperation, space.levers
        impulse = par.contact_value * contact + levers.success_weight * self.success
        trust = self.trust
        more_than_informing = levers.stage_cap > KOOPERATION
        if both and more_than_informing and model.month == max(0, space.start):
            trust = max(trust, levers.starting_trust)
        trust = RULES.next_trust(
            trust,
            self.gain(both),
            impulse,
            levers.friction_weight,
            self.friction,
            RULES.trust_decay(levers.trust_decay, self.formality, par.decay_formal),
            contact,
        )
        someone_left = any(side.left for side in self.sides)
        if model.par.switches.person_dependence > 0.0 and someone_left:
            trust *= 1.0 - levers.person_based
        tender = model.calendar_month == par.tender_month
        if tender and self.draw(Decision.TENDER) < par.tender_share:
            trust *= 1.0 - levers.tender_loss
        return float(trust)
