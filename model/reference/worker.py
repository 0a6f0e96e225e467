"""How a person looks for work, finds, keeps and loses it."""

from typing import Any

from model.processes import employment, job_search, receipt, side_jobs
from model.reference.ageing import Ageing
from model.reference.person import NEVER
from model.reference.rules import uncompiled
from model.reference.served import Served
from model.streams import Decision
from model.vocabulary import (
    APPRENTICESHIP,
    FIXED_TERM,
    FULL_TIME,
    MINI_JOB,
    MOTHER,
    NO_CONTRACT,
    NO_JOB,
    OTHERS,
    PART_TIME,
    PERMANENT,
    PRESENT,
    SELF_EMPLOYED,
    SKILLED,
    SUBSIDISED,
    TRAINING,
    VOCATIONAL,
)

SEARCH, EMPLOYMENT, RECEIPT, SIDE = map(uncompiled, (job_search, employment, receipt, side_jobs))
WORD = 0xFFFFFFFFFFFFFFFF  # starts are kept for 64 months


class Worker(Ageing, Served):
    """Job search and employment of one person."""

    @property
    def insured(self) -> bool:
        """True in insured work or an apprenticeship."""
        works: bool = RECEIPT.insured(self.employment)
        return works

    @property
    def unskilled(self) -> bool:
        """True without a vocational degree."""
        return bool(self.has[VOCATIONAL] and self.mitigated[VOCATIONAL] < 0.5)

    def search(self, season: float) -> None:
        """Look for work for a month: an offer, or none."""
        par = self.par.search
        self.offer = 0
        if not SEARCH.searches(self.absence, self.employment, self.pupil, self.age, par.pupil_from):
            return
        level = SEARCH.search_level(
            self.draw(Decision.OFFER, 1),
            self.pupil,
            self.age,
            self.unskilled,
            par.young_until,
            par.below_degree,
        )
        chance = SEARCH.offer_chance(self.frailty, self.log_hazard(level, season))
        market = self.model.market[level]
        if self.draw(Decision.OFFER) < chance:
            self.offer = 1
            self.level = level
            market.candidates.append(self)
            self.tally["offers"] += 1

    def log_hazard(self, level: int, season: float) -> float:
        """Log hazard of an offer on the market of a demand level."""
        value: float = SEARCH.personal_log_hazard(self, self.household, level, season, self.par)
        return value

    def work(self) -> float:
        """A month of work: begin, go on, change or end.

        Returns the unemployment insurance that a lost job brings a month, 0 if none.
        """
        self.job_lost = 0
        self.starts = (self.starts << 1) & WORD
        if self.offer:
            self.offer = 0
            self.begin_job()
        elif self.employment == NO_JOB:
            self.look_for_side_job()
        elif self.insured:
            return self.stay_or_lose()
        else:
            self.tenure += 1
            if self.absence != PRESENT or self.side_job_ends():
                self.end_job()
        return 0.0

    def begin_job(self) -> None:
        """An offer that stands becomes a job."""
        if self.level == TRAINING:
            self.begin_apprenticeship()
        else:
            self.begin_insured_job()
        self.tenure = 0
        if EMPLOYMENT.was_in_receipt(self.receipt, self.receipt_window):
            self.starts |= 1
            self.count_integration()

    def begin_apprenticeship(self) -> None:
        """From now on an apprentice."""
        par = self.par.employment
        self.employment = APPRENTICESHIP
        self.contract = FIXED_TERM
        self.pupil = 0
        self.wage = par.apprentice_wage
        self.hours = par.hours_full
        self.has[VOCATIONAL] = 1

    def begin_insured_job(self) -> None:
        """Hours, contract and wage of the new job."""
        par, level = self.par.employment, self.level
        full = 1.0 - par.part_time_mother if self.has[MOTHER] else par.full_time[level]
        part_time = self.draw(Decision.JOB_KIND) >= full
        self.employment = PART_TIME if part_time else FULL_TIME
        self.hours = par.hours_part if part_time else par.hours_full
        self.contract = EMPLOYMENT.drawn_contract(
            self.draw(Decision.CONTRACT), par.permanent[level], par.temp[level]
        )
        self.wage = EMPLOYMENT.drawn_wage(
            par.net_wage[level] * self.hours / par.hours_full,
            par.wage_spread,
            self.draw(Decision.WAGE, 0),
            self.draw(Decision.WAGE, 1),
        )

    def count_integration(self) -> None:
        """An integration, by profile group."""
        self.tally["integrations"] += 1
        if self.profile == OTHERS:
            self.tally["integrations_others"] += 1
        else:
            self.tally["integrations_far" if self.far else "integrations_near"] += 1
        self.integrations += self.cohort

    def end_job(self) -> None:
        """Back to no job."""
        self.employment = NO_JOB
        self.contract = NO_CONTRACT
        self.hours = self.wage = 0.0
        self.tenure = 0

    def look_for_side_job(self) -> None:
        """Mini-job, self-employment or subsidised work instead of none."""
        par = self.par.employment
        if self.pupil or not self.receipt:
            return
        chances = par.mini_job_in, par.self_employment_in, par.subsidised_in
        kind = SIDE.new_side_job(self.draw(Decision.MINI_JOB), self.far, *chances)
        if kind == MINI_JOB:
            self.begin_side_job(MINI_JOB, par.mini_job_wage, par.hours_mini)
        elif kind == SELF_EMPLOYED:
            self.begin_side_job(SELF_EMPLOYED, par.self_employed_wage, par.hours_part)
        elif kind == SUBSIDISED:
            self.begin_side_job(SUBSIDISED, par.subsidised_wage, par.hours_full)

    def begin_side_job(self, kind: int, wage: float, hours: float) -> None:
        """From now on in a job that is not insured work."""
        self.employment = kind
        self.wage, self.hours = wage, hours
        if kind == SUBSIDISED:
            self.contract = FIXED_TERM

    def side_job_ends(self) -> bool:
        """True if a job that is not insured work ends this month."""
        par = self.par.employment
        if self.employment == MINI_JOB:
            return self.draw(Decision.MINI_JOB, 1) < float(par.mini_job_out)
        if self.employment == SELF_EMPLOYED:
            return self.draw(Decision.SELF_EMPLOYMENT, 1) < float(par.self_employment_out)
        return bool(self.tenure >= par.subsidised_months)

    def stay_or_lose(self) -> float:
        """An insured job goes on, or is lost: returns the insurance it brings."""
        par = self.par.employment
        chance = EMPLOYMENT.separation_chance(
            self.tenure,
            self.open_barriers(),
            par.separation,
            par.separation_early,
            par.separation_decay,
            par.separation_per_barrier,
            par.contract_factor[self.contract],
        )
        if self.draw(Decision.SEPARATION) < chance:
            return self.lose_job(par)
        self.stay(par)
        return 0.0

    def lose_job(self, par: Any) -> float:
        """Lose an insured job; after some tenure unemployment insurance pays."""
        insurance = self.wage * par.alg1_rate if self.tenure >= par.alg1_tenure else 0.0
        self.end_job()
        self.job_lost = 1
        return float(insurance)

    def stay(self, par: Any) -> None:
        """The job goes on: the wage grows, hours grow, an apprenticeship ends in a degree."""
        self.tenure = min(self.tenure + 1, NEVER)
        self.wage *= 1.0 + par.wage_growth
        if self.employment == PART_TIME and self.draw(Decision.UPGRADE) < par.upgrade:
            self.employment = FULL_TIME
            self.wage *= par.hours_full / self.hours
            self.hours = par.hours_full
        elif self.employment == APPRENTICESHIP and self.tenure >= par.apprentice_months:
            self.employment = FULL_TIME
            self.contract = PERMANENT
            self.level = SKILLED
            self.mitigate(VOCATIONAL)
            self.wage = par.net_wage[SKILLED]

    def keep_counters(self) -> None:
        """Receipt of the month, its window and spell; what became of integrations."""
        stays = self.household.receipt and self.absence == PRESENT and not self.apart
        before, now = self.receipt, int(stays)
        if before and not now:
            self.leave_receipt()
        elif now and not before:
            self.enter_receipt()
        self.receipt = now
        if now:
            self.spell = min(self.spell + 1, NEVER)
        else:
            self.months_out = min(self.months_out + 1, NEVER)
        months = self.receipt_window << 1 | now
        self.window_count += now - (months >> receipt.WINDOW & 1)
        self.receipt_window = months & receipt.SEEN
        self.count_what_became()

    def leave_receipt(self) -> None:
        """Off receipt: all services end."""
        self.months_out = 0
        self.attention = 0.0
        self.end_pipelines()
        self.tally["out_covered"] += 1

    def enter_receipt(self) -> None:
        """Back in receipt: a new spell, to be profiled anew."""
        self.spell = 0
        self.outlook = 0.0
        from_work = RECEIPT.left_by_work(self.months_out, self.starts)
        self.tally["in_from_work" if from_work else "in_from_elsewhere"] += 1

    def count_what_became(self) -> None:
        """What became of an integration after 3, 6 and 12 months."""
        secured = not self.receipt
        for months, kept in ((3, secured), (6, self.insured and secured), (12, self.insured)):
            if self.starts >> months & 1:
                self.tally[f"due_{months}"] += 1
                self.tally[f"employed_{months}" if months == 12 else f"secured_{months}"] += kept
