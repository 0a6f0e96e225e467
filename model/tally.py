"""What is counted each month: one table, one integer record.

Counts are integers; sums of continuous values are kept in fixed point (`FIXED` parts to the unit),
so that totals do not depend on the order in which people are visited.
"""

from typing import NamedTuple

import numpy as np

from model.vocabulary import BARRIERS, NEARBY, NEEDS, PROFILES, TIE_STAGES

FIXED = float(2**20)  # parts to the unit
WAITS = (1, 2, 3, 4, 6, 9, 12, 18)  # months: steps at which the distribution of waits is counted


class Measure(NamedTuple):
    """One monthly measure. `scale` turns the stored integer into the unit."""

    name: str
    unit: str
    meaning: str
    scale: float = 1.0


def _count(name: str, meaning: str, unit: str = "persons") -> Measure:
    return Measure(name, unit, meaning)


def _sum(name: str, unit: str, meaning: str) -> Measure:
    return Measure(name, unit, meaning, 1.0 / FIXED)


# Counted in the last month of every second year (model.census); 0 in all other months.
YEAR_END: tuple[Measure, ...] = (
    _count("year_stock", "census: persons in receipt"),
    _count("year_households", "census: Bedarfsgemeinschaften in receipt", "households"),
    _count("women", "census: women in receipt"),
    _count("children_under_15", "census: children under 15 of households in receipt"),
    _count("in_mini_job", "census: in receipt with a mini-job"),
    _count("in_part_time", "census: in receipt in insured part-time work"),
    _count("in_full_time", "census: in receipt in insured full-time work"),
    _count("in_self_employment", "census: in receipt and self-employed"),
    _count("registered", "census: in receipt and, as far as can be told, registered jobless"),
    _count("registered_young", "of these: under 25"),
    _count("registered_young_unqualified", "of these: without a vocational or a school degree"),
    _count("lone_households", "census: lone parents' households in receipt", "households"),
    _count("lone_households_small", "of these: with a child under three", "households"),
    _count("lone_parents", "census: lone parents in receipt"),
    _count("lone_employed", "of these: with any job"),
    _count("lone_idle", "of these: without a job"),
    _count("lone_idle_unskilled", "of these without a job: without a vocational degree"),
    _count("lone_idle_school", "of these without a job: without a school degree"),
    _count("starts_men", "integrations of the year by men", "events"),
    _count("starts_women", "integrations of the year by women", "events"),
    _count("starts_seen", "integrations of the last eight months", "events"),
    _count("starts_long", "of these: in long receipt the month before", "events"),
    _count("secured_seen", "of these: household off receipt three months after", "events"),
    _count("secured_long", "of these off receipt: in long receipt the month before", "events"),
    _count("entrants", "entered 12 to 19 months ago, after a year without receipt"),
    _count("entrants_left", "of these: off receipt in some month of the first twelve"),
    _count("entrants_7", "arrived 84 to 95 months ago"),
    _count("entrants_7_gone", "of these: left once and never came back"),
    _count("entrants_7_long", "of these: in receipt for three quarters of the months since"),
)

MEASURES: tuple[Measure, ...] = (
    _count("stock", "persons in receipt at the end of the month"),
    _count("households", "Bedarfsgemeinschaften in receipt", "households"),
    _count("in_new", "entries into receipt: arrivals"),
    _count("in_from_work", "entries after work that covered the need"),
    _count("in_from_elsewhere", "entries after an exit without a job"),
    _count(
        "out_covered",
        "exits: persons whose household's income or unemployment insurance covers its need",
    ),
    _count("out_other_income", "exits: partner or other income"),
    _count("out_age_limit", "exits: age limit"),
    _count("out_moved", "exits: moved away"),
    _count("out_parted", "exits: partner who moved out"),
    _count("out_incapacity", "exits: not able to work any more"),
    _count("out_study", "exits: study"),
    _count("disengaged", "exits: gave up the claim without a job (harm)"),
    _count(
        "integrations",
        "starts of insured work or apprenticeship, in receipt the month before",
        "events",
    ),
    _count("integrations_near", "of these: near-market profile the month before", "events"),
    _count("integrations_far", "of these: far profile the month before", "events"),
    _count("integrations_others", "of these: not profiled", "events"),
    _count("due_12", "integrations twelve months ago", "events"),
    _count("employed_12", "of these: in insured work now", "events"),
    _count("due_3", "integrations three months ago", "events"),
    _count("secured_3", "of these: household off receipt now", "events"),
    _count("due_6", "integrations six months ago", "events"),
    _count("secured_6", "of these: in insured work and household off receipt now", "events"),
    _count("offers", "job offers before matching", "offers"),
    _count("offers_lost", "offers lost to others for want of vacancies", "offers"),
    _count("rationed", "demand levels at which offers were rationed", "levels"),
    _count("contacts", "contacts held with the Jobcenter", "contacts"),
    _count("missed", "contacts missed", "contacts"),
    _count("sanctions", "sanctions", "events"),
    _sum("minutes_contact", "minutes", "Jobcenter minutes for people"),
    _sum("minutes_coordination", "minutes", "minutes of all institutions for coordination"),
    _sum("minutes_benefits", "minutes", "minutes of the benefits department for claims and BuT"),
    _sum("minutes_partners", "minutes", "partners' minutes for services"),
    _sum("minutes_total", "minutes", "all minutes: equal in every arm"),
    _sum("minutes_federal", "minutes", "minutes paid by the federal purse"),
    _sum("minutes_municipal", "minutes", "minutes paid by the municipal purse"),
    _sum("minutes_health", "minutes", "minutes paid by health insurance"),
    _count("recognised", "needs newly recognised", "needs"),
    _count("referrals", "referrals to a service", "referrals"),
    _count(
        "unknown_offers", "recognised needs without a provider known to the caseworker", "needs"
    ),
    _count("admitted", "services begun", "services"),
    _count("not_asked", "referrals after which no appointment was asked for", "referrals"),
    _count("no_shows", "appointments given and not kept", "events"),
    _count("full_offers", "recognised needs not sent, as the provider is full", "needs"),
    _count("given_debt_short", "debt advice: appointments given after 1–2 months", "appointments"),
    _sum("missed_debt_short", "appointments", "of these: expected not to be kept"),
    _count("given_debt_long", "debt advice: appointments given after 4–6 months", "appointments"),
    _sum("missed_debt_long", "appointments", "of these: expected not to be kept"),
    _count("others_asked", "other clients who asked for a place"),
    _count("others_begun", "other clients whose service began"),
    _count("others_missed", "other clients who did not keep an appointment"),
    _count("others_waiting", "other clients waiting"),
    _count("others_ended", "other clients whose service ended"),
    _count("refusals", "places promised and not given", "events"),
    _count("dropped", "services broken off", "services"),
    _count("completed", "services completed", "services"),
    _count("mitigated", "barriers mitigated by a completed service", "barriers"),
    _count("completed_without_gap", "services completed in a chain without a gap", "services"),
    _count("misallocated", "referrals to a service that does not fit", "referrals"),
    _count("overtreated", "services begun by people without the need", "services"),
    _count("waiting", "persons × services waiting", "services"),
    _count("waiting_months", "months waited by those who begin this month", "months"),
    *(
        _count(f"waited_{months}", f"begun after a wait of at least {months} months", "services")
        for months in WAITS
    ),
    *(_count(f"begun_{need}", f"services begun for the need {need}", "services") for need in NEEDS),
    *(
        _count(f"waited_for_{need}", f"months waited by those who begin for {need}", "months")
        for need in NEEDS
    ),
    *(_count(f"with_{name}", f"in receipt, barrier present: {name}") for name in BARRIERS),
    _count("in_service", "persons × services under way", "services"),
    _count("cold_due", "cold referrals decided after a wait of at most eight weeks", "referrals"),
    _count("cold_arrived", "of these: arrived", "referrals"),
    _count("employed_in_receipt", "in receipt and employed, mini-jobs included"),
    _count("long_receipt", "in receipt in 21 of the last 24 months, 17 and older"),
    _count("adults", "in receipt, 17 and older"),
    _sum("participation", "points", "participation summed over the stock"),
    _count("participation_low", "in receipt with participation below 5"),
    _count("cohort", "fixed cohort: persons followed"),
    _count("cohort_receipt", "fixed cohort: in receipt"),
    _count("cohort_employed", "fixed cohort: in insured work"),
    _count("cohort_covered", "fixed cohort: in work, household off receipt"),
    _sum("cohort_participation", "points", "fixed cohort: participation summed"),
    _count("cohort_low", "fixed cohort: participation below 5"),
    _sum("benefit_federal", "euro", "benefit paid by the federal purse"),
    _sum("benefit_municipal", "euro", "benefit paid by the municipal purse (housing)"),
    _count("but_households", "households using education-and-participation benefits", "households"),
    _count("family_households", "households in receipt with children", "households"),
    *(_count(f"nearby_{name}", f"households using {name} unsent", "households") for name in NEARBY),
    *(_count(f"open_to_{name}", f"others who may use {name}", "households") for name in NEARBY),
    _count("children", "children under 15 of households in receipt", "children"),
    _count("children_reached", "of these: by BuT, day care, early help, school social work"),
    _count("joint_cases", "cases handled together by tied institutions", "cases"),
    *(
        _count(f"members_at_{stage}", f"ties of the Jobcenter with members at stage {name}", "ties")
        for stage, name in enumerate(TIE_STAGES)
    ),
    _count("queued", "persons × services waiting when places are offered", "services"),
    _sum("queued_members", "services", "of these: at members that a form names"),
    _sum("tie_trust", "0–1", "mean trust of the Jobcenter's ties"),
    _count("ladder_0", "year's start: no feature counted, of working age, at most a mini-job"),
    _count("ladder_1", "the same with one feature"),
    _count("ladder_2", "the same with two features"),
    _count("ladder_3", "the same with three or more features"),
    _count("ladder_0_hit", "of these: needs-covering work within the year"),
    _count("ladder_1_hit", "of these: needs-covering work within the year"),
    _count("ladder_2_hit", "of these: needs-covering work within the year"),
    _count("ladder_3_hit", "of these: needs-covering work within the year"),
    *(_count(f"profile_{i}", f"in receipt, profile {name}") for i, name in enumerate(PROFILES)),
    _count("count_0", "in receipt with no feature counted"),
    _count("count_1", "in receipt with one feature counted"),
    _count("count_2", "in receipt with two features counted"),
    _count("count_3", "in receipt with three or more features counted"),
    _count("features_nine", "features of the nine, summed over the stock", "features"),
    _count("aged_50", "in receipt, 50 and older"),
    _count("ill", "in receipt with a health limitation not mitigated"),
    _count("unskilled", "in receipt without vocational degree"),
    _count("carers", "in receipt and caring for relatives"),
    _count("unemployed", "in receipt, no job, no pupil"),
    _sum("participation_unemployed", "points", "participation summed over these"),
    _count("permanent", "followed, insured job with a permanent contract"),
    _sum("participation_permanent", "points", "participation summed over these"),
    _count("fixed_term", "followed, insured job with a fixed-term contract"),
    _sum("participation_fixed_term", "points", "participation summed over these"),
    _count("temp", "followed, temporary agency work"),
    _sum("participation_temp", "points", "participation summed over these"),
    *YEAR_END,
)


NAMES = tuple(measure.name for measure in MEASURES)
# Measures that stand side by side under numbers, which loops add to by number.
NUMBERED = {
    "profile": ("profile_0", len(PROFILES)),
    "nearby": (f"nearby_{NEARBY[0]}", len(NEARBY)),
    "open_to": (f"open_to_{NEARBY[0]}", len(NEARBY)),
    "begun": (f"begun_{NEEDS[0]}", len(NEEDS)),
    "waited_for": (f"waited_for_{NEEDS[0]}", len(NEEDS)),
    "barrier": (f"with_{BARRIERS[0]}", len(BARRIERS)),
    "ladder": ("ladder_0", 4),
    "ladder_hit": ("ladder_0_hit", 4),
}


SCALES = np.array([measure.scale for measure in MEASURES])


def counts_of(tally: np.ndarray) -> np.ndarray:
    """The counts of a tally in the order of MEASURES, (n_measures,) int64: a view, not a copy."""
    return np.ndarray(len(MEASURES), np.int64, buffer=tally)


def empty_tally() -> np.ndarray:
    """One record of zero counts: a field per measure, and `NUMBERED` fields over some of them."""
    fields: dict[str, tuple[str, int]] = {name: ("i8", 8 * i) for i, name in enumerate(NAMES)}
    for name, (first, width) in NUMBERED.items():
        fields[name] = (f"({width},)i8", 8 * NAMES.index(first))
    return np.zeros(
        1,
        np.dtype(
            {
                "names": list(fields),
                "formats": [found[0] for found in fields.values()],
                "offsets": [found[1] for found in fields.values()],
            }
        ),
    )
