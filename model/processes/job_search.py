"""Job search: the chance of an offer.

    h = v · exp(α + Σ β_k f_k (1 − c·m_k) + β_a ln(1 + a/a₀) + β_motivation (μ − ½)
                + β_p (P − P̄) + information · (E − ½) − lock-in + season),     p = 1 − e^(−h)
v gamma frailty, f_k barriers, m_k mitigated share, c the causal share of a feature's gap, a Jobcenter
minutes, P participation, E own engagement. β are direct effects: the ladder of exits by number of
features (iab_forum_2017) is measured again from the output. People under 25 without a degree, and
pupils at the end of school, search on the market for apprenticeships.
Signs and anchors: personaldienstleister_2016, sozial_de_2016, krug_2019, bip_dk, hainmueller_2016.
"""

import math

from model.columns import MAX_CHILDREN
from model.compiled import kernel, rule
from model.processes.labour_demand import calendar_month, seasonal
from model.streams import Decision, stream_key, uniform
from model.tally import FIXED
from model.vocabulary import (
    FEMALE,
    HELPER,
    MINI_JOB,
    MOTHER,
    N_BARRIERS,
    NO_JOB,
    PRESENT,
    SKILLED,
    SUBSIDISED,
    TRAINING,
    VOCATIONAL,
)

D_OFFER = int(Decision.OFFER)
SMALL_CHILD = 36  # months: § 10 SGB II, a child under three


@rule
def barrier_sum(has, mitigated, effect, causal_share):
    """Σ β_k f_k (1 − c·m_k): what open barriers take from the log hazard."""
    total = 0.0
    for k in range(N_BARRIERS):
        if has[k]:
            total += effect[k] * (1.0 - causal_share * mitigated[k])
    return total


@rule
def log_hazard(
    base, barriers, attention, attention_scale, per_attention, motivation, per_motivation,
    participation, participation_mean, per_participation, engagement, information, lock_in, season,
):
    """Log hazard of an offer without frailty; see the module docstring."""
    return (
        base
        + barriers
        + per_attention * math.log(1.0 + attention / attention_scale)
        + per_motivation * (motivation - 0.5)
        + per_participation * (participation - participation_mean)
        + information * (engagement - 0.5)
        - lock_in
        + season
    )


@rule
def offer_chance(frailty, log_hazard_):
    """Chance of an offer this month."""
    return 1.0 - math.exp(-frailty * math.exp(log_hazard_))


@rule
def search_level(pupil, age, unskilled, young_until):
    """Demand level at which a person looks for work. `unskilled`: no vocational degree."""
    if pupil or (age < young_until and unskilled):
        return TRAINING
    return HELPER if unskilled else SKILLED


@rule
def searches(absence, employment, pupil, age, pupil_from):
    """True if a person looks for insured work or an apprenticeship."""
    if absence != PRESENT or (pupil and age < pupil_from):
        return False
    return employment == NO_JOB or employment == MINI_JOB or employment == SUBSIDISED


@kernel
def apply(state, month):
    """Offers of the month to everybody who searches; effort summed per demand level."""
    key = stream_key(state.seed[0], D_OFFER, month)
    par = state.par.search
    people, market = state.people, state.market
    calendar = calendar_month(month, int(state.par.market.first_calendar_month))
    season = seasonal(par.season, calendar, par.season_peak)
    for level in range(market.shape[0]):
        market[level].effort = 0
        market[level].candidates = 0
        market[level].kept = 0
    for i in range(state.size[0]):
        people[i].offer = 0
        if not searches(
            people[i].absence, people[i].employment, people[i].pupil, people[i].age, par.pupil_from
        ):
            continue
        unskilled = people[i].has[VOCATIONAL] and people[i].mitigated[VOCATIONAL] < 0.5
        level = search_level(people[i].pupil, people[i].age, unskilled, par.young_until)
        chance = offer_chance(people[i].frailty, personal_log_hazard(state, i, level, season))
        market[level].effort += int(chance * FIXED)
        if uniform(key, people[i].id, 0) < chance:
            people[i].offer = 1
            people[i].level = level
            market[level].candidates += 1
            state.tally.offers += 1


@rule
def personal_log_hazard(state, i, level, season):
    """Log hazard of person i on the market of a demand level."""
    par, people = state.par.search, state.people
    base = par.base
    if people[i].pupil:
        base = par.base_pupil
    elif level == TRAINING:
        base = par.base_training
    if people[i].employment == MINI_JOB:
        base += par.mini_job
    elif people[i].employment == SUBSIDISED:
        base += par.subsidised
    if people[i].age >= state.par.casework.older_from:
        base += par.older
    if people[i].sex == FEMALE and people[i].has[MOTHER] and has_small_child(state, i):
        base += par.small_child * (1.0 - people[i].mitigated[MOTHER])
    return log_hazard(
        base,
        barrier_sum(people[i].has, people[i].mitigated, par.effect, par.causal_share),
        people[i].attention, par.attention_scale, par.attention,
        people[i].motivation, par.motivation,
        people[i].participation, par.participation_mean,
        par.participation * state.par.switches.participation_feedback,
        people[i].engagement, par.information, people[i].lock_in, season,
    )


@rule
def has_small_child(state, i):
    """True if a child under three lives in the household of person i."""
    households = state.households
    h = state.people[i].household
    for c in range(MAX_CHILDREN):
        if 0 <= households[h].child_age[c] < SMALL_CHILD:
            return True
    return False
