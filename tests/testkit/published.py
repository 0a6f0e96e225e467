"""How published figures give derived parameters, targets and bands: the second computation.

For tests/golden/test_published_figures.py; `f` gives a figure of published_figures.toml by name.
"""

from collections.abc import Callable

WEEKS_A_MONTH = 365.25 / 7 / 12
DAYS_A_MONTH = 365.25 / 12

Figures = Callable[[str], float]


def minutes_a_post(f: Figures) -> float:
    """Minutes a month of client work of a full-time post."""
    weekly = f("jobcenter.minutes_per_client_week") * f("jobcenter.caseload_of_minutes")
    return weekly * WEEKS_A_MONTH


def months_in_debt_advice(f: Figures) -> float:
    """Mean stay when a constant chance to break off leaves the published share to the end."""
    done = f("prior.completion_debt")
    return (1 - done) / (1 - done ** (1 / f("services.debt_duration_mean")))


def begun_in_debt_advice(f: Figures) -> float:
    """Clients a year who begin."""
    return f("partners.debt_clients_2013") / (1 + months_in_debt_advice(f) / 12)


def sent_to_debt_advice(f: Figures) -> float:
    """Clients a year sent by the Jobcenter: those reported, and half as many again at most."""
    reported = f("talk.elb") * f("reach.debt_need") / 100 * f("reach.debt_reached") / 100
    return 1.25 * reported


def kept_without_wait(f: Figures) -> float:
    """Chance to keep an appointment: odds of ALG II clients, the wait of 6.5 weeks taken out."""
    missed, given = f("kept_out.debt_missed_alg2"), f("kept_out.debt_given_alg2")
    odds = (given - missed) / missed / 0.95**6.5
    return odds / (1 + odds)


# Printed rounder than it was computed: by how much at most, in parts of itself.
ROUNDED = {"casework.need_gain": 0.03, "search.attention_scale": 0.03, "demand.debt.others": 0.02}
# Derived without arithmetic: what it follows from.
BY_DEFINITION = {
    "market.first_calendar_month": "the month after the talk of 29 April 2015",
    "demand.*.capacity": "a factor: 1 is what the place file says, the range is the evidence",
}

# parameter -> the same number computed again from the figures
COMPUTED: dict[str, Callable[[Figures], float]] = {
    "place.benefits_staff": lambda f: (
        f("talk.elb")
        * f("margins.stock_households_million")
        / f("margins.stock_elb_million")
        / f("jobcenter.benefits_actual_2014")
    ),
    **{
        f"place.minutes_per_{post}": lambda f: minutes_a_post(f)
        for post in ("post", "officer", "case_manager", "benefits_staff")
    },
    "casework.minutes_per_claimant": lambda f: (
        minutes_a_post(f)
        / f("jobcenter.benefits_actual_2014")
        * f("margins.stock_households_million")
        / f("margins.stock_elb_million")
    ),
    "margins.margin.households.share": lambda f: (
        f("margins.stock_households_million") / f("margins.stock_elb_million")
    ),
    "margins.margin.children.share": lambda f: (
        f("margins.children_under_15") / f("flows.stock_february_2015")
    ),
    **{
        f"margins.margin.{kind}.share": lambda f, kind=kind: (  # type: ignore[misc]
            f(f"employed.{kind}")
            / sum(
                f(f"employed.{each}")
                for each in ("mini_job", "part_time", "full_time", "self_employed")
            )
        )
        for kind in ("mini_job", "part_time", "full_time", "self_employed")
    },
    "casework.minutes_per_contact": lambda f: (
        f("jobcenter.talk_minutes") + f("jobcenter.record_minutes")
    ),
    "pipeline.low_need_loss": lambda f: 1 - f("cooperation.low_need_risk_ratio"),
    **{
        f"participation.{state}": lambda f, state=state: (  # type: ignore[misc]
            f(f"belonging.{state}") - f("belonging.unemployed")
        )
        for state in ("permanent", "fixed_term", "temp", "self_employed")
    },
    "cooperation.turnover": lambda f: 1 - (1 - f("prior.turnover")) ** (1 / 12),
    "needs.debt.completion": lambda f: f("prior.completion_debt"),
    "casework.need_gain": lambda f: (
        f("national.covering_rate_2014") / f("national.integration_rate_2014")
    ),
    "needs.language.mitigation": lambda f: (
        (f("services.language_b1") + f("services.language_b1_general")) / 200
    ),
    "pipeline.weeks_per_month": lambda f: WEEKS_A_MONTH,
    "casework.participation_middle": lambda f: (1 + 10) / 2,
    "search.attention_scale": lambda f: (
        f("jobcenter.placement_officers") * minutes_a_post(f) / f("talk.elb")
    ),
    "institutions.debt_advice.places": lambda f: (
        f("partners.debt_clients_2013") / (1 + 12 / months_in_debt_advice(f))
    ),
    "demand.debt.others": lambda f: 1.0 - sent_to_debt_advice(f) / begun_in_debt_advice(f),
    "demand.addiction.others": lambda f: 1.0 - f("reach.addiction_sent_by_jobcenters") / 100,
    # a mean stay of 8.9 months; more than a quarter of day care's users are in SGB II
    "institutions.addiction_advice.places": lambda f: (
        (f("partners.alcohol_clients") + f("partners.drugs_clients")) / (1 + 12 / 8.9)
    ),
    "institutions.day_care.places": lambda f: (
        0.26 * (f("partners.child_care_places") + f("partners.childminder_places"))
    ),
    "pipeline.kept": kept_without_wait,
    "institutions.school_social_work.staff": lambda f: f("partners.school_social_workers") / 3,
    "margins.margin.rent.share": lambda f: (
        f("margins.housing_costs")
        * 1e6
        / (f("talk.elb") * f("margins.stock_households_million") / f("margins.stock_elb_million"))
        / 12
    ),
    "overlap.kindertagesbetreuung.users": lambda f: (
        f("partners.child_care_places") + f("partners.childminder_places")
    ),
}


def of_kinds_of_job(kind: str) -> Callable[[Figures], float]:
    kinds = ("mini_job", "part_time", "full_time", "self_employed")
    return lambda f: f(f"employed.{kind}") / sum(f(f"employed.{each}") for each in kinds)


def ratio_of_exits(f: Figures) -> float:
    """Needs-covering exits a year, all others : long-term recipients."""
    exits, stock = f("kept_out.exits_2015"), f("kept_out.stock_2015")
    long, stock_long = f("kept_out.exits_long_2015"), f("kept_out.stock_long_2015")
    return ((exits - long) / (stock - stock_long)) / (long / stock_long)


# Measure of a pattern → its target computed again from the figures.
TARGETS: dict[str, Callable[[Figures], float]] = {
    "integration_rate_long": lambda f: (
        f("kept_out.integrations_long_2014")
        / f("national.integration_rate_2014")
        * f("talk.integrations")
        / f("talk.elb")
    ),
    "covering_ratio": ratio_of_exits,
    "missed_debt_short": lambda f: f("kept_out.debt_missed_alg2") / f("kept_out.debt_given_alg2"),
    "missed_debt_long": lambda f: (
        f("kept_out.debt_missed_earners") / f("kept_out.debt_given_earners")
    ),
    "mini_job_of_employed": of_kinds_of_job("mini_job"),
    "part_time_of_employed": of_kinds_of_job("part_time"),
    "full_time_of_employed": of_kinds_of_job("full_time"),
    "self_employment_of_employed": of_kinds_of_job("self_employed"),
    "registered_share": lambda f: f("margins.unemployed_sgb2") / f("flows.stock_february_2015"),
    "registered_foreign_share": lambda f: (
        f("kept_out.foreigners_in_jobcenter")
        / 100
        * f("margins.foreigners_unemployed")
        / f("margins.unemployed_sgb2")
    ),
    "men_to_women": lambda f: (
        f("kept_out.integrations_men_2014") / f("kept_out.integrations_women_2014")
    ),
    "contacts_a_year": lambda f: 52 / f("jobcenter.contact_interval"),
    "children_per_elb": lambda f: f("margins.children_under_15") / f("flows.stock_february_2015"),
    "households_per_elb": lambda f: (
        f("margins.stock_households_million") / f("margins.stock_elb_million")
    ),
}
# Measure → what transfer to Oberhausen 2015 may cost (t), and on how many persons a share rests.
SAME_CITY, OFFICIAL, PRESS = 0.05, 0.10, 0.15
ERRORS: dict[str, tuple[float, float]] = {
    **dict.fromkeys(("registered_share", "registered_young_unqualified_share"), (SAME_CITY, 0)),
    "entrants_left_share": (OFFICIAL, 0),
    "entrants_long_share": (OFFICIAL, 0),
    "men_to_women": (OFFICIAL, 0),
    "missed_debt_short": (OFFICIAL, 633),
    "missed_debt_long": (OFFICIAL, 443),
    **dict.fromkeys(
        (
            "covering_ratio",
            "entrants_gone_share",
            "mini_job_of_employed",
            "part_time_of_employed",
            "full_time_of_employed",
            "self_employment_of_employed",
            "lone_households_share",
            "lone_households_small_share",
            "lone_employed_share",
            "lone_idle_unskilled_share",
            "lone_idle_school_share",
            "registered_young_share",
            "registered_foreign_share",
            "contacts_a_year",
        ),
        (PRESS, 0),
    ),
}
OWN_BAND = {"integration_rate_long": "given with the pattern, from what else must hold"}
