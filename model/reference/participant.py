"""What a person feels (Teilhabe), and what is observed of the person."""

from model import barriers
from model.processes import joint, neighbourhood, observation, participation
from model.reference.person import NOT_ON_LADDER
from model.reference.rules import uncompiled
from model.reference.worker import Worker
from model.tally import FIXED
from model.vocabulary import (
    AGE_50,
    APPRENTICESHIP,
    BARRIERS,
    CARE,
    FIXED_TERM,
    HEALTH,
    MINI_JOB,
    N_FEATURES,
    NO_JOB,
    PERMANENT,
    TEMP,
)

RULES, OBSERVATION = uncompiled(participation), uncompiled(observation)
JOINT = uncompiled(joint)
COUNTED_FEATURES = uncompiled(barriers).counted_features
BY_CONTRACT = {PERMANENT: "permanent", FIXED_TERM: "fixed_term", TEMP: "temp"}
MOST = 3  # features: the last step means three or more


class Participant(Worker):
    """Participation and observation of one person."""

    def feel(self) -> None:
        """A month of relationships, engagement, scar and participation."""
        self.stigma *= 1.0 - self.par.casework.stigma_decay
        par, switches = self.par.participation, self.par.switches
        working = self.employment not in (NO_JOB, MINI_JOB)
        self.live_in_milieu(working)
        self.lift *= JOINT.half_left(par.service_half_life)
        if switches.scarring > 0.0:
            self.scar = RULES.next_scar(
                self.scar,
                working,
                par.scar_gain,
                par.scar_max,
                par.scar_decay,
                par.scar_buffer,
                self.relationships,
            )
        self.participation = RULES.next_participation(
            self.participation, self.level_felt(), par.speed, par.loss * self.job_lost
        )

    def live_in_milieu(self, working: bool) -> None:
        """Relationships and engagement drift; the milieu lifts them and moves trust."""
        par, switches, levers = self.par.participation, self.par.switches, self.levers
        full = switches.milieu * par.milieu
        met = self.household.meets * self.sozialraum.milieu[neighbourhood.CONTACTS] * full
        ramp = full * self.sozialraum.ramp
        rest = self.circle + par.relationships_job * working
        self.relationships = RULES.drifted(
            self.relationships,
            rest + (met + ramp * levers.milieu_relationships),
            par.relationships_speed,
        )
        self.engagement = RULES.drifted(
            self.engagement,
            par.engagement_rest + (met + ramp * levers.milieu_engagement),
            par.engagement_speed,
        )
        if self.receipt and levers.milieu_relationships > 0.0:
            lift = self.sozialraum.milieu[neighbourhood.NORMS] * levers.milieu_relationships
            shift = par.milieu_norms * lift * switches.milieu
            self.trust = min(1.0, max(0.0, self.trust + shift))

    def level_felt(self) -> float:
        """Level P* to which participation moves."""
        par, household = self.par.participation, self.household
        if self.eased:
            self.relief = RULES.relief(self.has, self.mitigated, par.health, par.burden)
        services = RULES.gain_of_services(self, self.levers.agh_voluntary, self.par)
        halves = household.half_grades()
        level: float = RULES.mood(self, household.kind, halves, services, self.par)
        return level

    def features(self) -> int:
        """Features counted as published (seven)."""
        count: int = COUNTED_FEATURES(self.has, self.mitigated)
        return count

    def join_cohort(self) -> None:
        """Belong to the fixed cohort if in receipt; the person's own sums begin."""
        self.cohort = self.receipt
        self.months_followed = self.months_receipt = self.months_employed = 0
        self.months_covered = self.integrations = self.chains = 0
        self.participation_sum = 0.0
        self.profile_start = self.profile
        self.features_start = self.features()

    def be_observed(self, year_ends: bool) -> None:
        """Be counted this month."""
        covered = OBSERVATION.needs_covering(
            self.employment,
            self.wage,
            self.receipt,
            self.absence,
            self.par.employment.needs_covering_from,
        )
        if covered:
            self.ladder_hit = 1
        if self.receipt:
            self.count_in_stock()
        self.count_in_state()
        if self.cohort:
            self.count_in_cohort(covered)
        if year_ends:
            self.begin_the_next_year()

    def begin_the_next_year(self) -> None:
        """The year's result on the ladder of exits, and the step to begin the next one on."""
        if self.ladder != NOT_ON_LADDER:
            self.tally[f"ladder_{self.ladder}"] += 1
            self.tally[f"ladder_{self.ladder}_hit"] += self.ladder_hit
        self.ladder = OBSERVATION.ladder_step(
            self.receipt, self.age, self.pupil, self.employment, self.features()
        )
        self.ladder_hit = 0

    def count_in_stock(self) -> None:
        """A person in receipt."""
        tally, par = self.tally, self.par
        tally["stock"] += 1
        tally["participation"] += int(self.participation * FIXED)
        tally["participation_low"] += self.participation < par.participation.low
        tally["employed_in_receipt"] += self.employment != NO_JOB
        if self.age >= par.demography.adult_from:
            tally["adults"] += 1
            tally["long_receipt"] += self.window_count >= par.demography.long_receipt_months
        tally[f"profile_{self.profile}"] += 1
        tally[f"count_{min(MOST, self.features())}"] += 1
        tally["features_nine"] += sum(self.has[:N_FEATURES])
        tally["aged_50"] += self.has[AGE_50]
        tally["ill"] += bool(self.has[HEALTH] and self.mitigated[HEALTH] < 0.5)
        tally["unskilled"] += self.unskilled
        tally["carers"] += self.has[CARE]
        for name, present in zip(BARRIERS, self.has, strict=True):
            tally[f"with_{name}"] += present

    def count_in_state(self) -> None:
        """Participation by state on the labour market."""
        if self.employment == NO_JOB:
            state = "unemployed" if self.receipt and not self.pupil else None
        elif self.insured and self.employment != APPRENTICESHIP:
            state = BY_CONTRACT.get(self.contract)
        else:
            state = None
        if state is not None:
            self.tally[state] += 1
            self.tally[f"participation_{state}"] += int(self.participation * FIXED)

    def count_in_cohort(self, covered: bool) -> None:
        """A person of the fixed cohort: this month and the person's own sums."""
        tally = self.tally
        tally["cohort"] += 1
        tally["cohort_receipt"] += self.receipt
        tally["cohort_employed"] += self.insured
        tally["cohort_covered"] += covered
        tally["cohort_participation"] += int(self.participation * FIXED)
        tally["cohort_low"] += self.participation < self.par.participation.low
        self.months_followed += 1
        self.months_receipt += self.receipt
        self.months_employed += self.insured
        self.months_covered += covered
        self.participation_sum += self.participation
