"""How a person with recognised needs is sent to services."""

from model.processes import appointments, brought_up, handing_over, providers, referral, spending
from model.reference.around import House
from model.reference.client import Client
from model.reference.person import NEVER
from model.reference.rules import uncompiled
from model.reference.tie import Tie
from model.streams import Decision
from model.tally import FIXED
from model.vocabulary import (
    COLD,
    CONTRACTED,
    CRISIS,
    ENTWICKLUNG,
    HEALTH,
    N_BARRIERS,
    N_NEEDS,
    NOT_RECOGNISED,
    OTHERS,
    RECOGNISED,
    WAITING,
)

RULES, BROUGHT_UP, PROVIDERS = map(uncompiled, (referral, brought_up, providers))
HANDING, SPENDING, APPOINTMENTS = map(uncompiled, (handing_over, spending, appointments))
# Slots of draws, so that every choice has luck of its own.
KINDS, SCORES, SHARED, FULL = 128, 4096, 8192, 8320
JOINT, HANDOVER_SLOT, CO_LOCATION_SLOT, CHAIN_SLOT, ASK_SLOT = 64, 128, 192, 256, 320
MISFIT = 64


class Referred(Client):
    """Referral of one person."""

    @property
    def near(self) -> bool:
        """True for the profiles near the market."""
        return OTHERS < self.profile < ENTWICKLUNG

    def be_referred(self) -> None:
        """A month: partners and chains may notice needs, one need may be sent to a service."""
        if not self.receipt:
            return
        self.be_seen_by_partners()
        if self.levers.chain > 0.0:
            self.be_overtreated()
        needs = self.par.needs
        ready = [
            self.stage[k] == RECOGNISED and self.clock[k] >= 0 and needs.duration[k] > 0.0
            for k in range(N_NEEDS)
        ]
        need = self.need_taken_up([k for k in range(N_NEEDS) if ready[k]])
        self.wait_for_referral()
        if need < 0 or not self.may_have_another():
            return
        par = self.par.pipeline
        chance = RULES.referral_chance(
            self.near,
            self.managed,
            par.referral,
            par.referral_manager,
            par.priority_delay * self.levers.placement_priority * (1.0 - self.purpose),
        )
        if self.draw(Decision.REFERRAL, need) < chance:
            self.be_sent(need)

    def need_taken_up(self, ready: list[int]) -> int:
        """The need taken up next, −1 none; in a month meant for participation one that lifts it."""
        needs = self.par.needs
        lifting = [need for need in ready if needs.participation[need] > 0.0]
        if lifting and self.draw(Decision.REFERRAL, referral.PURPOSE) < self.purpose:
            ready = lifting
        return min(ready, key=lambda need: needs.priority[need], default=-1)

    def be_seen_by_partners(self) -> None:
        """Partners recognise needs of families they see, and pass them on where ties carry it."""
        shared = self.levers.cross_recognition * self.par.switches.recognition
        if not self.household.family or not self.consent or shared <= 0.0:
            return
        for need in range(N_BARRIERS):
            if not self.barrier_can_be_noticed(need):
                continue
            unseen = self.sozialraum.chance_unseen(need)
            chance = (1.0 - unseen) * self.par.pipeline.family_recognition * shared
            if chance > 0.0 and self.draw(Decision.RECOGNITION_ELSEWHERE, need) < chance:
                self.recognise(need)

    def be_overtreated(self) -> None:
        """A chain recognises a need that is not there: psychosocial help, or health."""
        switches, par = self.par.switches, self.par.pipeline
        if switches.over_treatment < 0.5 or self.busy > 0:
            return
        low = self.open_barriers() <= par.low_need_below
        error = self.levers.triage_error if switches.wrong_triage > 0.0 else 1.0
        luck = self.draw(Decision.TRIAGE)
        chance = par.overtreatment * self.levers.chain * self.sozialraum.reach
        if BROUGHT_UP.treats_without_need(luck, low, chance, error):
            need = HEALTH if self.has[CRISIS] else CRISIS
            if not self.has[need] and self.stage[need] == NOT_RECOGNISED:
                self.stage[need] = RECOGNISED
                self.clock[need] = 0

    def wait_for_referral(self) -> None:
        """Pipelines that are held back, and needs that wait for a referral, grow older."""
        for need in range(N_NEEDS):
            held_back = self.stage[need] == NOT_RECOGNISED and self.clock[need] < 0
            if held_back or self.stage[need] == RECOGNISED:
                self.clock[need] = min(self.clock[need] + 1, NEVER)

    def services_at_once(self) -> float:
        """One service after the other, or several in a chain."""
        value: float = RULES.services_at_once(self.levers, self.par.switches)
        return value

    def may_have_another(self) -> bool:
        """True below the limit; in a chain also if a service ends soon."""
        limit = self.services_at_once()
        alone = self.busy > 0 and self.par.switches.sequential >= 0.5
        if alone and not HANDING.in_chain(self):
            return False
        if self.busy == limit and self.levers.chain * self.par.switches.parallel > 0.0:
            lead = self.par.pipeline.chain_lead
            return bool(HANDING.ends_soon(self, self.par.needs.duration, lead))
        return self.busy < limit

    def barrier_can_be_noticed(self, barrier: int) -> bool:
        """True if a barrier is there, can be mitigated, and nobody works on it yet."""
        duration = self.par.needs.duration[barrier]
        open_: bool = BROUGHT_UP.open_to_recognition(self, barrier, duration)
        return open_

    def be_sent(self, need: int) -> None:
        """Be sent with a need to the provider the caseworker likes best among the known."""
        kind = self.choose_provider(need)
        if kind is None:
            self.tally["unknown_offers"] += 1
            return
        here = institution = self.sozialraum.institutions[kind]
        assert here is not None
        assert institution is not None
        tie = self.sozialraum.tie_with_jobcenter(kind)
        form = self.form_of_referral(need, here, tie)
        if form != COLD:
            institution = self.place_elsewhere(need, kind, here)
        if PROVIDERS.is_full(institution, self.draw(Decision.PROVIDER, FULL + need)):
            self.tally["full_offers"] += 1
            return
        one_after_the_other = self.busy > 0 and self.par.switches.sequential >= 0.5
        if one_after_the_other and not self.is_chained(need, form):
            return
        if form != COLD and not self.is_joint(need, tie):
            form, institution = COLD, here
            if one_after_the_other:
                return
        if form != COLD:
            tie.joint += 1
            self.tally["joint_cases"] += 1
        tie.referred += 1
        self.tally["referrals"] += 1
        if not self.asks(need, form):
            self.clock[need] = -int(self.par.pipeline.cooldown)
            self.tally["not_asked"] += 1
            if form == COLD and not self.managed and not PROVIDERS.is_bought(institution):
                self.tally["cold_due"] += institution.wait <= self.par.pipeline.short_wait
            return
        self.clock[need] = -self.months_of_assessment(need, form)
        self.misfit[need] = int(self.does_not_fit(need, tie))
        self.tally["misallocated"] += self.misfit[need]
        self.stage[need] = WAITING
        self.provider[need] = institution
        self.form[need] = form
        self.busy += 1

    def asks(self, need: int, form: int) -> bool:
        """True if the person asks for an appointment."""
        par, switches = self.par.pipeline, self.par.switches
        if switches.imperfect_chain < 0.5:
            return True
        chance = APPOINTMENTS.ask_chance(
            self.par.needs.arrival[need],
            par.kept,
            APPOINTMENTS.odds_of_form(form, self.managed, par),
            self.trust,
            par.trust_log_odds * switches.trust_setting,
            -par.distance_log_odds * (1.0 - self.levers.district_offices),
        )
        return bool(self.draw(Decision.REFERRAL, ASK_SLOT + need) < chance)

    def knows(self, need: int, kind: int, institution: House) -> bool:
        """True if the caseworker knows what an institution offers."""
        tie = self.sozialraum.tie_with_jobcenter(kind)
        heard = self.draw(Decision.PROVIDER, need * KINDS + kind) < tie.knowledge
        return bool(heard or institution.place_class == CONTRACTED)

    def choose_provider(self, need: int) -> int | None:
        """Kind of the provider with the best score among those known, None if none is known."""
        par, space = self.par.pipeline, self.sozialraum
        shown = space.reflection * space.reach
        dislike = par.queue_dislike * max(self.levers.report_on_services, shown)
        best, best_score = None, -1.0e9
        for kind, institution in space.providers_of(need):
            slot = need * KINDS + kind
            tie = space.tie_with_jobcenter(kind)
            if not self.knows(need, kind, institution):
                continue
            score = PROVIDERS.provider_score(
                self.draw(Decision.PROVIDER, SCORES + slot),
                tie.reach,
                institution.queue,
                institution.places,
                par.tie_preference,
                dislike,
            )
            if score > best_score:
                best, best_score = kind, score
        return best

    def form_of_referral(self, need: int, institution: House, tie: Tie) -> int:
        """Cold, handed over in person or co-located, if there were minutes for everybody."""
        levers, switches = self.levers, self.par.switches
        if not institution.is_member(levers):
            return COLD
        form: int = HANDING.referral_form(
            self.consent,
            levers.handover * switches.handover * tie.reach,
            levers.co_location * switches.handover * tie.reach,
            self.draw(Decision.REFERRAL, HANDOVER_SLOT + need),
            self.draw(Decision.REFERRAL, CO_LOCATION_SLOT + need),
        )
        return form

    def is_chained(self, need: int, form: int) -> bool:
        """True if a further service belongs to the chain of those under way."""
        chained = self.draw(Decision.REFERRAL, CHAIN_SLOT + need) < self.levers.chain
        return bool(form != COLD and chained)

    def is_joint(self, need: int, tie: Tie) -> bool:
        """True if there are minutes to hand the person over along the tie; they are counted."""
        par, space = self.par.casework, self.sozialraum
        known = sum(stage != NOT_RECOGNISED for stage in self.stage)
        minutes = self.levers.case_minutes * SPENDING.minutes_of_case(
            SPENDING.is_complex(known, self.busy, par.complex_from),
            tie.strength(),
            par.case_conference,
            par.route_minutes,
        )
        space.wanted += int(minutes * FIXED)
        creaming = par.slot_creaming * self.par.switches.creaming_slots
        chance = HANDING.joint_chance(space.joint_share, self.near, creaming)
        joint = self.draw(Decision.REFERRAL, JOINT + need) < chance
        space.on_cases += int(minutes * joint * FIXED)
        return bool(joint)

    def place_elsewhere(self, need: int, kind: int, here: House) -> House:
        """With shared capacity, a place in the Sozialraum with the shortest queue."""
        shared = self.levers.shared_capacity * self.par.switches.shared_capacity
        luck = self.draw(Decision.PROVIDER, SHARED + need)
        if luck >= shared:
            return here
        best = here
        for space in self.model.spaces:
            other = space.institutions[kind]
            if other is None or other is here:
                continue
            within = luck < shared * space.tie_with_jobcenter(kind).reach
            if within and other.load() < best.load():
                best = other
        return best

    def months_of_assessment(self, need: int, form: int) -> int:
        """Months of assessment before the queue; repeated where knowledge is not shared."""
        repeated = self.levers.repeat_assessment if form != COLD else 1.0
        if self.draw(Decision.MISALLOCATION, need) >= repeated:
            return 0
        return int(self.par.needs.assessment[need] * self.par.switches.repeated_assessment)

    def does_not_fit(self, need: int, tie: "Tie") -> bool:
        """True if a course is misallocated; planning from case reflection helps."""
        par, switches = self.par.pipeline, self.par.switches
        fit = 1.0 - par.planning_fit * self.sozialraum.reflection * tie.reach
        wrong = par.misallocated * self.par.needs.course[need] * fit * switches.misallocation
        return bool(self.draw(Decision.MISALLOCATION, MISFIT + need) < wrong)
