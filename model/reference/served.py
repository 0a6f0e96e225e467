"""How a person takes a place that is offered, and goes through a service."""

from model.processes import (
    admission,
    appointments,
    joint,
    participation,
    providers,
    queues,
    reach,
    service,
)
from model.reference.referred import Referred
from model.reference.rules import uncompiled
from model.streams import Decision
from model.tally import FIXED, WAITS
from model.vocabulary import (
    COLD,
    DEBT,
    IN_SERVICE,
    ISOLATION,
    N_BARRIERS,
    N_NEEDS,
    NEEDS,
    NOT_RECOGNISED,
    RECOGNISED,
    WAITING,
)

ADMISSION, QUEUES, SERVICE, PROVIDERS = map(uncompiled, (admission, queues, service, providers))
JOINT, REACH, APPOINTMENTS, PARTICIPATION = map(
    uncompiled, (joint, reach, appointments, participation)
)
PER_SERVICE = 16  # slots of draws for what one service notices


class Served(Referred):
    """Admission and service of one person."""

    def guided(self, need: int) -> bool:
        """True if not sent cold."""
        return self.form[need] != COLD

    def place_in_queue(self, need: int) -> int:
        """Position class in the queue, small first."""
        order: int = QUEUES.queue_order(
            self.clock[need], self.guided(need), self.par.pipeline.queue_bonus
        )
        return order

    def stand_in_line(self) -> None:
        """Be counted at the institutions of all queues and services; wait once assessed."""
        if not self.busy:
            return
        for need, institution in enumerate(self.provider):
            if institution is None:
                continue
            if self.stage[need] == IN_SERVICE:
                institution.used += 1
                institution.used_guided += self.guided(need)
            elif self.stage[need] == WAITING:
                institution.queue += 1
                if self.clock[need] >= 0:
                    institution.waiting.append((self, need))

    def is_refused(self, need: int) -> bool:
        """True if the institution does not give the place after all."""
        institution, levers = self.provider[need], self.levers
        assert institution is not None
        switches = self.par.switches
        tie = self.sozialraum.tie_with_jobcenter(institution.kind)
        base = self.par.cooperation.cost_shifting
        refused = switches.cost_shifting * ADMISSION.selection_chance(
            self.far,
            institution.purse,
            self.par.pipeline.selection_far,
            REACH.mixed_in(base, levers.cost_shifting, tie.reach),
        )
        if self.guided(need):
            promised = ADMISSION.refusal_chance(
                levers.chain_mode,
                self.par.cooperation.slot_refusal,
                levers.bindingness,
                levers.own_process_priority,
                tie.reliability,
            )
            refused = 1.0 - (1.0 - refused) * (1.0 - switches.refusals * promised)
        return bool(self.draw(Decision.REFUSAL, need) < refused)

    def chance_to_come(self, need: int) -> float:
        """Chance that the person takes the place that is offered."""
        par, switches = self.par.pipeline, self.par.switches
        if switches.imperfect_chain < 0.5:
            return 1.0
        found: float = APPOINTMENTS.arrival_chance(
            par.kept,
            APPOINTMENTS.odds_of_form(self.form[need], self.managed, par),
            self.clock[need] * par.weeks_per_month * switches.wait_decay,
            par.week_odds,
            self.trust,
            par.trust_log_odds * switches.trust_setting,
            -par.distance_log_odds * (1.0 - self.levers.district_offices),
        )
        return found

    def answer_offer(self, need: int) -> bool:
        """Come or not come; count it. True if the person comes."""
        chance = self.chance_to_come(need)
        arrives = bool(self.draw(Decision.ARRIVE, need) < chance)
        short = self.clock[need] <= self.par.pipeline.short_wait
        assigned = PROVIDERS.is_bought(self.provider[need])
        if not self.guided(need) and short and not self.managed and not assigned:
            self.tally["cold_due"] += 1
            self.tally["cold_arrived"] += arrives
        if need == DEBT:
            self.count_debt(1.0 - chance)
        if arrives:
            self.begin_service(need)
        else:
            self.tally["no_shows"] += 1
            self.give_back(need)
        return arrives

    def count_debt(self, missed: float) -> None:
        """An appointment of the debt advice and its chance to be missed, by months of waiting."""
        months = self.clock[DEBT]
        short = 1 <= months <= appointments.SHORT_WAIT
        if short or appointments.LONG_WAIT <= months <= appointments.HALF_YEAR:
            length = "short" if short else "long"
            self.tally[f"given_debt_{length}"] += 1
            self.tally[f"missed_debt_{length}"] += int(missed * FIXED)

    def begin_service(self, need: int) -> None:
        """The service begins."""
        self.tally["admitted"] += 1
        self.tally["waiting_months"] += self.clock[need]
        for months in WAITS:
            self.tally[f"waited_{months}"] += self.clock[need] >= months
        self.tally[f"begun_{NEEDS[need]}"] += 1
        self.tally[f"waited_for_{NEEDS[need]}"] += self.clock[need]
        self.tally["overtreated"] += need < N_BARRIERS and not self.has[need]
        self.stage[need] = IN_SERVICE
        self.clock[need] = 0

    def give_back(self, need: int) -> None:
        """The referral came to nothing; after a pause the need may be taken up again."""
        self.end_service(need, RECOGNISED)

    def wait_on(self) -> None:
        """A month more in every queue; after very long, give up."""
        if not self.busy:
            return
        for need in range(N_NEEDS):
            if self.stage[need] == WAITING:
                self.clock[need] += 1
                if self.clock[need] > self.par.pipeline.give_up:
                    self.give_back(need)
                else:
                    self.tally["waiting"] += 1

    def use_services(self) -> None:
        """A month of all services under way, and of mitigation without follow-up."""
        if self.model.hands_over:
            self.joint *= JOINT.half_left(self.par.cooperation.joint_half_life)
        if self.par.switches.fade_out > 0.0 and not self.is_followed_up():
            self.lose_what_was_gained()
        if not self.busy:
            return
        self.lock_in = 0.0
        for need in range(N_NEEDS):
            if self.stage[need] == IN_SERVICE:
                self.be_served(need)
            if self.stage[need] == IN_SERVICE:
                self.lock_in -= self.par.needs.lock_in[need] * self.par.switches.lock_in
                self.tally["in_service"] += 1
                if self.guided(need):
                    self.be_treated_jointly(need)
                self.be_noticed(need)

    def be_treated_jointly(self, need: int) -> None:
        """Joint treatment moves the chance of a job, if the tie is strong enough."""
        par, institution = self.par, self.provider[need]
        assert institution is not None
        effect = JOINT.joint_effect(
            self.sozialraum.tie_with_jobcenter(institution.kind).stage,
            self.open_barriers() <= par.pipeline.low_need_below,
            par.cooperation.joint_job,
            par.cooperation.joint_job_low_need,
        )
        if effect != 0.0 and par.switches.joint_treatment > 0.0:
            self.joint = effect

    def is_followed_up(self) -> bool:
        """True in receipt with a case manager or a contact not long ago."""
        recent = self.contact_gap <= self.par.casework.gap_follow_up
        return bool(self.receipt and (recent or self.managed))

    def lose_what_was_gained(self) -> None:
        """Mitigation fades."""
        for k in range(N_BARRIERS):
            if self.mitigated[k] > 0.0:
                self.mitigated[k] = SERVICE.faded(self.mitigated[k], self.par.needs.fade[k])

    def be_served(self, need: int) -> None:
        """A month of one service: break it off, go on, or complete it."""
        par, needs = self.par.pipeline, self.par.needs
        dropping = SERVICE.drop_chance(
            needs.drop_out[need], self.trust, par.drop_trust, self.managed, par.drop_manager
        )
        if self.draw(Decision.DROP_OUT, need) < dropping * self.par.switches.imperfect_chain:
            self.tally["dropped"] += 1
            self.end_service(need, RECOGNISED)
            return
        self.clock[need] += 1
        if self.clock[need] >= needs.duration[need]:
            self.complete(need)

    def end_service(self, need: int, stage: int) -> None:
        """Out of the queue or the service, with a pause before anything follows."""
        self.stage[need] = stage
        self.clock[need] = -int(self.par.pipeline.cooldown)
        self.provider[need] = None
        self.busy -= 1
        if not self.busy:
            self.lock_in = 0.0

    def quality_of_service(self, need: int) -> float:
        """Quality q: site, diffusion and specialisation."""
        par, switches, levers = self.par.pipeline, self.par.switches, self.levers
        institution = self.provider[need]
        assert institution is not None
        tie = self.sozialraum.tie_with_jobcenter(institution.kind)
        quality = 1.0
        if self.guided(need) and levers.chain > 0.0:
            if switches.site_quality > 0.0:
                spread = par.site_spread * levers.chain
                quality *= SERVICE.site_quality(institution.quality, spread)
            held = self.managed or switches.diffusion < 0.5
            quality *= SERVICE.diffusion(self.busy, held, par.diffusion * levers.chain)
        if switches.specialisation > 0.0:
            quality *= SERVICE.specialisation(
                self.open_barriers() <= par.low_need_below,
                self.guided(need),
                par.low_need_loss,
                levers.specialisation_loss * tie.reach,
                par.specialist_loss,
            )
        return quality

    def complete(self, need: int) -> None:
        """A completed service mitigates its barrier with chance r · q."""
        chance = self.par.needs.mitigation[need] * self.quality_of_service(need)
        success = self.draw(Decision.MITIGATION, need) < chance
        success = success or self.par.switches.imperfect_chain < 0.5
        success = success and not self.misfit[need]
        self.tally["completed"] += 1
        self.chains += self.cohort
        if self.guided(need) and self.levers.chain > 0.0 and self.busy > 1:
            self.tally["completed_without_gap"] += 1
        self.lift += PARTICIPATION.service_gain(self, need, self.levers.agh_voluntary, self.par)
        if need == ISOLATION:
            self.find_company(success)
        elif need < N_BARRIERS and success and self.has[need]:
            self.mitigate(need)
            self.tally["mitigated"] += 1
        if self.guided(need):
            institution = self.provider[need]
            assert institution is not None
            tie = self.sozialraum.tie_with_jobcenter(institution.kind)
            tie.completed += success
        if self.par.needs.held[need] > 0.0:
            place = self.provider[need]
            assert place is not None
            place.held += 1
            place.used -= 1
            place.used_guided -= self.guided(need)
        self.end_service(need, NOT_RECOGNISED)

    def find_company(self, success: bool) -> None:
        """Relationships and engagement grow, if the service succeeds."""
        par = self.par.pipeline
        self.relationships = min(1.0, self.relationships + success * par.isolation_gain)
        self.engagement = min(1.0, self.engagement + success * par.engagement_gain)

    def be_noticed(self, need: int) -> None:
        """A tied partner notices further needs during a service and passes them on."""
        share = self.levers.cross_recognition * self.par.switches.recognition
        institution = self.provider[need]
        assert institution is not None
        tie = self.sozialraum.tie_with_jobcenter(institution.kind)
        if share <= 0.0 or not self.consent:
            return
        for k in range(N_BARRIERS):
            if not self.barrier_can_be_noticed(k):
                continue
            slot = service.BY_SERVICE + need * PER_SERVICE + k
            if self.draw(Decision.RECOGNITION_ELSEWHERE, slot) < (
                self.par.pipeline.recognition_elsewhere * share * tie.reach
            ):
                self.recognise(k)
