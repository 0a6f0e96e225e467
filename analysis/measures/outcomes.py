"""The outcomes of the model, each defined once: what is reported of a run, and how it is computed.

`OUTCOMES` is the only place that knows an outcome's name, unit, formula and words. The headline
looks at the fixed cohort (everyone in receipt at month 0 and every listed arrival, followed in and
out of receipt), because a mean over the stock moves when people leave it; the stock's view stands
beside it.

`matters` is the smallest difference that would interest a planner; it only says how many pairs a
comparison needs, and never enters a result.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from analysis.measures.formulas import (
    Formula,
    Run,
    cohort_starts,
    concentration,
    hours,
    integration_rate,
    mean,
    mean_stage,
    members_share,
    network_forms,
    ratio,
    stage_share,
    wait_percentile,
    waiting_outside,
    yearly,
)
from model.words import Language, Texts, say

CREAMING = "creaming"  # needs a twin run under neutral steering: see `values`
MORE_IS_BETTER, LESS_IS_BETTER, NEITHER = 1, -1, 0


@dataclass(frozen=True)
class Outcome:
    """One outcome: names, unit, formula in words, direction, smallest difference that matters."""

    name: str
    unit: str
    english: str
    formula: str
    value: Formula
    direction: int = NEITHER
    matters: float = 1.0
    headline: bool = False

    @property
    def bounds(self) -> tuple[float, float]:
        """Smallest and largest value it can have."""
        return BOUNDS.get(self.unit, (0.0, math.inf))

    def title(self, language: Language) -> str:
        """Its name in German or English."""
        return say(language, self.english)


BOUNDS: Mapping[str, tuple[float, float]] = {
    "points": (1.0, 10.0),
    "%": (0.0, 100.0),
    "0–1": (0.0, 1.0),
    "stage": (0.0, 4.0),
    "ratio": (-math.inf, math.inf),  # creaming is a difference of two ratios
}


# fmt: off
# Outcomes that look at the fixed cohort.
_COHORT = (
    Outcome("participation", "points", "participation of the cohort, 1–10",
            "fixed cohort: participation summed over persons and months / person-months followed",
            ratio("cohort_participation", "cohort", 1.0), MORE_IS_BETTER, 0.02, headline=True),
    Outcome("integrations", "starts per 100 person-years", "integrations of the cohort",
            "fixed cohort: starts of insured work or apprenticeship / years followed × 100",
            cohort_starts, MORE_IS_BETTER, 0.05, headline=True),
    Outcome("participation_low", "%", "cohort with participation below 5",
            "fixed cohort: person-months with participation below 5 / person-months followed",
            ratio("cohort_low", "cohort"), LESS_IS_BETTER, 0.5),
    Outcome("employed", "%", "cohort in insured work",
            "fixed cohort: person-months in insured work / person-months followed",
            ratio("cohort_employed", "cohort"), MORE_IS_BETTER, 0.1),
    Outcome("needs_covering", "%", "cohort in work that covers the need",
            "fixed cohort: person-months in work with the household off receipt / person-months",
            ratio("cohort_covered", "cohort"), MORE_IS_BETTER, 0.1),
    Outcome("receipt", "%", "cohort in receipt",
            "fixed cohort: person-months in receipt / person-months followed",
            ratio("cohort_receipt", "cohort"), LESS_IS_BETTER, 0.1),
)

# Work: the stock's view.
_WORK = (
    Outcome("stock", "persons", "people in receipt (eLb)",
            "persons in receipt, mean over the months", mean("stock"), NEITHER, 50.0),
    Outcome("integrations_yearly", "starts per year", "integrations a year",
            "starts of insured work or apprenticeship per year",
            yearly("integrations"), MORE_IS_BETTER, 30.0),
    Outcome("integration_rate", "% per year", "integration rate",
            "starts in 12 months / mean stock", integration_rate, MORE_IS_BETTER, 0.1),
    Outcome("integrations_near", "%", "integrations near the market",
            "starts of near profiles / all starts",
            ratio("integrations_near", "integrations"), NEITHER, 1.0),
    Outcome("integrations_far", "%", "integrations far from the market",
            "starts of far profiles / all starts",
            ratio("integrations_far", "integrations"), NEITHER, 1.0),
    Outcome("concentration", "ratio", "concentration on people near the market",
            "share of starts near the market / share of the stock near the market",
            concentration, NEITHER, 0.05),
    Outcome(CREAMING, "ratio", "creaming: concentration by steering alone",
            "concentration − concentration of the same people and seed under neutral steering",
            lambda _: float("nan"), LESS_IS_BETTER, 0.05),
    Outcome("employed_12", "%", "employed 12 months after the start",
            "in insured work 12 months after a start / starts due",
            ratio("employed_12", "due_12"), MORE_IS_BETTER, 1.0),
    Outcome("secured_3", "%", "off receipt 3 months after the start",
            "household off receipt 3 months after a start / starts due",
            ratio("secured_3", "due_3"), MORE_IS_BETTER, 1.0),
    Outcome("secured_6", "%", "employed and off receipt after 6 months",
            "in insured work and household off receipt 6 months after a start / starts due",
            ratio("secured_6", "due_6"), MORE_IS_BETTER, 1.0),
    Outcome("secured_yearly", "starts per year", "starts that cover the need, a year",
            "starts with the household off receipt 3 months later, per year",
            yearly("secured_3"), MORE_IS_BETTER, 15.0),
    Outcome("exits_covered", "persons per year", "exits with the need covered",
            "persons who leave with their household as its income, from new or older jobs, or"
            " unemployment insurance covers the need, per year",
            yearly("out_covered"), MORE_IS_BETTER, 30.0),
    Outcome("employed_in_receipt", "%", "in receipt and employed",
            "in receipt and employed, mini-jobs included / stock",
            ratio("employed_in_receipt", "stock"), NEITHER, 0.5),
    Outcome("long_receipt", "%", "long receipt",
            "in receipt in 21 of the last 24 months, 17 and older / stock 17 and older",
            ratio("long_receipt", "adults"), LESS_IS_BETTER, 0.5),
    Outcome("disengaged", "persons per year", "gave up the claim without a job (harm)",
            "exits by disengagement, per year",
            yearly("disengaged"), LESS_IS_BETTER, 20.0),
    Outcome("offers_lost_share", "%", "share of offers lost to others",
            "offers lost for want of vacancies / offers before matching",
            ratio("offers_lost", "offers"), LESS_IS_BETTER, 0.5),
    Outcome("offers_lost", "offers per year", "offers lost to others",
            "offers lost for want of vacancies, per year",
            yearly("offers_lost"), LESS_IS_BETTER, 30.0),
)

# Participation of the stock, and education-and-participation benefits.
_PARTICIPATION = (
    Outcome("stock_participation", "points", "participation of the stock, 1–10",
            "participation summed over the stock and the months / person-months of the stock",
            ratio("participation", "stock", 1.0), MORE_IS_BETTER, 0.02),
    Outcome("stock_participation_low", "%", "stock with participation below 5",
            "stock with participation below 5 / stock",
            ratio("participation_low", "stock"), LESS_IS_BETTER, 0.5),
    Outcome("but_take_up", "%", "education-and-participation benefits (BuT), take-up",
            "households using BuT / households in receipt with children",
            ratio("but_households", "family_households"), MORE_IS_BETTER, 1.0),
    Outcome("children_reached", "%", "children in receipt who are reached",
            "children under 15 reached by BuT, day care, early help or school social work / "
            "children under 15 of households in receipt (older ones are eLb)",
            ratio("children_reached", "children"), MORE_IS_BETTER, 1.0),
    Outcome("child_months_reached", "months per year", "months in which children are reached",
            "months × children under 15 reached by BuT, day care, early help or school social "
            "work, per year", yearly("children_reached"), MORE_IS_BETTER, 500.0),
)

# Services: the way from a need to its treatment.
_SERVICES = (
    Outcome("recognised", "needs per year", "needs recognised",
            "needs newly recognised, per year", yearly("recognised"), MORE_IS_BETTER, 100.0),
    Outcome("referrals", "referrals per year", "referrals",
            "referrals to a service, per year", yearly("referrals"), NEITHER, 100.0),
    Outcome("admitted", "services per year", "services begun",
            "services begun, per year", yearly("admitted"), MORE_IS_BETTER, 100.0),
    Outcome("completed", "services per year", "services completed",
            "services completed, per year", yearly("completed"), MORE_IS_BETTER, 50.0),
    Outcome("mitigated", "barriers per year", "barriers mitigated",
            "barriers mitigated by a completed service, per year",
            yearly("mitigated"), MORE_IS_BETTER, 50.0),
    Outcome("without_gap", "services per year", "chains without a gap",
            "services completed in a chain without a gap, per year",
            yearly("completed_without_gap"), MORE_IS_BETTER, 50.0),
    Outcome("waiting", "services", "people × services waiting",
            "persons × services waiting, mean over the months",
            mean("waiting"), LESS_IS_BETTER, 50.0),
    Outcome("waiting_months", "months", "waiting time",
            "months waited by those who begin / services begun",
            ratio("waiting_months", "admitted", 1.0), LESS_IS_BETTER, 0.1),
    Outcome("waiting_months_90", "months", "waiting time, longest tenth",
            "months after which nine in ten of those who begin have begun",
            wait_percentile(0.9), LESS_IS_BETTER, 0.5),
    Outcome("no_shows", "%", "places offered and not taken up",
            "no-shows / (no-shows + services begun)",
            ratio("no_shows", ("no_shows", "admitted")), LESS_IS_BETTER, 0.5),
    Outcome("refusals", "events per year", "places promised and not given",
            "refusals, per year",
            yearly("refusals"), LESS_IS_BETTER, 20.0),
    Outcome("dropped", "%", "services broken off",
            "services broken off / (broken off + completed)",
            ratio("dropped", ("dropped", "completed")), LESS_IS_BETTER, 0.5),
    Outcome("misallocated", "%", "referrals that do not fit",
            "referrals to a service that does not fit / referrals",
            ratio("misallocated", "referrals"), LESS_IS_BETTER, 0.5),
)

# Effort: minutes and money, by purse.
_EFFORT = (
    Outcome("minutes_contact", "hours per month", "time for people (Jobcenter)",
            "Jobcenter minutes for people / 60",
            hours("minutes_contact"), NEITHER, 100.0),
    Outcome("minutes_coordination", "hours per month", "time for coordination",
            "minutes of all institutions for coordination / 60",
            hours("minutes_coordination"), NEITHER, 100.0),
    Outcome("coordination_spent", "%", "time spent on coordination",
            "minutes of all institutions for coordination / minutes of all institutions",
            ratio("minutes_coordination", "minutes_total"), NEITHER, 0.1),
    Outcome("minutes_federal", "hours per month", "time paid by the federal purse",
            "minutes paid by the federal purse / 60",
            hours("minutes_federal"), NEITHER, 100.0),
    Outcome("minutes_municipal", "hours per month", "time paid by the municipal purse",
            "minutes paid by the municipal purse / 60",
            hours("minutes_municipal"), NEITHER, 100.0),
    Outcome("minutes_health", "hours per month", "time paid by health insurance",
            "minutes paid by health insurance / 60",
            hours("minutes_health"), NEITHER, 100.0),
    Outcome("benefit_federal", "million euro per year", "benefit paid, federal purse",
            "benefit paid by the federal purse, per year; net benefit saved = −difference",
            yearly("benefit_federal", 1e-6), LESS_IS_BETTER, 0.5),
    Outcome("benefit_municipal", "million euro per year", "benefit paid, municipal purse",
            "benefit paid by the municipal purse (housing), per year; saved = −difference",
            yearly("benefit_municipal", 1e-6), LESS_IS_BETTER, 0.5),
    Outcome("missed", "events per year", "appointments missed",
            "contacts missed, per year", yearly("missed"), LESS_IS_BETTER, 200.0),
    Outcome("sanctions", "events per year", "sanctions",
            "sanctions, per year", yearly("sanctions"), LESS_IS_BETTER, 50.0),
)

# Cooperation: the Jobcenter's ties in the last year, and who waits at members.
TIES_FROM = Texts((
    "ties at stage 1 or above", "ties at stage 2 or above",
    "ties at stage 3 or above", "ties at stage 4 or above",
))
MEMBERS_FROM = Texts((
    "members' ties at stage 1 or above", "members' ties at stage 2 or above",
    "members' ties at stage 3 or above", "members' ties at stage 4 or above",
))
_COOPERATION = (
    Outcome("tie_stage", "stage", "mean stage of the ties, 0–4",
            "mean stage of the Jobcenter's ties over all Sozialräume, last 12 months",
            mean_stage, NEITHER, 0.1),
    *(
        Outcome(f"ties_from_{stage}", "%", english,
                f"share of the Jobcenter's ties at stage {stage} or above, last 12 months",
                stage_share(stage), NEITHER, 2.0)
        for stage, english in enumerate(TIES_FROM.texts, 1)
    ),
    *(
        Outcome(f"members_from_{stage}", "%", english,
                f"Jobcenter's ties with named members at stage {stage} or above / all of these "
                "ties, last 12 months; 0 without members", members_share(stage), NEITHER, 2.0)
        for stage, english in enumerate(MEMBERS_FROM.texts, 1)
    ),
    Outcome("network_forms", "0–1", "a network comes about",
            "1 if at least half of the members' ties are at stage 2 or above in the last 12 months,"
            " else 0", network_forms, NEITHER, 0.1),
    Outcome("waiting_outside", "%", "of those waiting: at non-members",
            "persons × services waiting at institutions that no form names / all who wait when "
            "places are offered", waiting_outside, NEITHER, 2.0),
    Outcome("tie_trust", "0–1", "trust in the ties",
            "mean trust of the Jobcenter's ties, mean over the months",
            mean("tie_trust"), NEITHER, 0.02),
    Outcome("joint_cases", "cases per year", "cases handled together",
            "cases handled together by tied institutions, per year",
            yearly("joint_cases"), NEITHER, 50.0),
)

OUTCOMES: tuple[Outcome, ...] = (
    *_COHORT, *_WORK, *_PARTICIPATION, *_SERVICES, *_EFFORT, *_COOPERATION,
)
OUTCOME: Mapping[str, Outcome] = {outcome.name: outcome for outcome in OUTCOMES}
HEADLINES: tuple[Outcome, ...] = tuple(outcome for outcome in OUTCOMES if outcome.headline)


def outcomes_of(run: Run, neutral: Run | None = None) -> dict[str, float]:
    """Every outcome of one run, in the order of the table; NaN where it is not defined.

    neutral: the same people and seed under neutral steering, which creaming is measured against.
    """
    found = {outcome.name: outcome.value(run) for outcome in OUTCOMES}
    if neutral is not None:
        found[CREAMING] = concentration(run) - concentration(neutral)
    return found
