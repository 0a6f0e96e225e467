"""Job search: the chance of an offer.

    h = v · exp(α + Σ β_k f_k (1 − c·m_k) + β_a ln(1 + a/a₀) + β_motivation (μ − ½)
                + β_p (P − P̄) + information · (E − ½) − lock-in + season),     p = 1 − e^(−h)
v gamma frailty, f_k barriers, m_k mitigated share, c the causal share of a feature's gap, a
Jobcenter minutes, P participation, E own engagement. β are direct effects: the ladder of exits by
number of features (iab_forum_2017) is measured again from the output. People under 25 without a
degree, and pupils at the end of school, search on the market for apprenticeships. Signs and
anchors: personaldienstleister_2016, sozial_de_2016, krug_2019, bip_dk, hainmueller_2016.
"""

import math

from model.compiled import kernel, rule
from model.processes.barriers import has_small_child
from model.processes.labour_demand import calendar_month, seasonal
from model.streams import Decision, stream_key, uniform
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
# Steps of what is looked up: the exponential between two logarithms, and the effect of minutes.
EXP_FROM, EXP_UNTIL, EXP_STEPS = -16, 4, 16
EXP_LAST = (EXP_UNTIL - EXP_FROM) * EXP_STEPS
MINUTES = 255


@rule
def barrier_sum(has, mitigated, effect, causal_share):
    """Σ β_k f_k (1 − c·m_k): what open barriers take from the log hazard."""
    total = 0.0
    for k in range(N_BARRIERS):
        if has[k]:
            total += effect[k] * (1.0 - causal_share * mitigated[k])
    return total


@rule
def barriers_of(person, effect, causal_share):
    """`barrier_sum` of a person; most people need no look at `mitigated`."""
    if person.eased:
        return barrier_sum(person.has, person.mitigated, effect, causal_share)
    total = 0.0
    for k in range(N_BARRIERS):
        total += effect[k] * person.has[k]
    return total


@rule
def log_hazard(
    base,
    barriers,
    motivation,
    per_motivation,
    participation,
    participation_mean,
    per_participation,
    engagement,
    information,
    lock_in,
    season,
):
    """Log hazard of an offer without frailty and attention; see the module docstring."""
    return (
        base
        + barriers
        + per_motivation * (motivation - 0.5)
        + per_participation * (participation - participation_mean)
        + information * (engagement - 0.5)
        - lock_in
        + season
    )


@rule
def attention_effect(minutes, par):
    """What the Jobcenter's minutes add to the log hazard."""
    return par.attention * math.log(1.0 + minutes / par.attention_scale)


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
    """Offers of the month to everybody who searches, counted per demand level."""
    key = stream_key(state.seed[0], D_OFFER, month)
    par, people, households = state.par[0], state.people, state.households
    market, tally = state.market, state.tally[0]
    calendar = calendar_month(month, int(par.market.first_calendar_month))
    season = seasonal(par.search.season, calendar, par.search.season_peak)
    for level in range(market.shape[0]):
        market[level].candidates = 0
        market[level].kept = 0
    for i in range(state.size[0]):
        person = people[i]
        person.offer = 0
        if not searches(
            person.absence, person.employment, person.pupil, person.age, par.search.pupil_from
        ):
            continue
        unskilled = person.has[VOCATIONAL] and not (
            person.eased and person.mitigated[VOCATIONAL] >= 0.5
        )
        level = search_level(person.pupil, person.age, unskilled, par.search.young_until)
        u = uniform(key, person.id, 0)
        rest = rest_of_log_hazard(person, households[person.household], level, season, par)
        if u >= chance_ceiling(person.frailty, rest, person.attention, state.lookup):
            continue  # above the ceiling: no need to work out the chance
        chance = offer_chance(
            person.frailty, rest + attention_effect(person.attention, par.search)
        )
        if u < chance:
            person.offer = 1
            person.level = level
            market[level].candidates += 1
            tally.offers += 1


@rule
def chance_ceiling(frailty, rest, attention, lookup):
    """A number that the chance of an offer does not exceed; see `model.lookup`."""
    minutes = min(attention, float(MINUTES))
    if minutes < attention:
        return 1.0
    step = (rest + lookup.attention[int(minutes)] - EXP_FROM) * EXP_STEPS
    if step >= EXP_LAST:
        return 1.0
    return frailty * lookup.exp[int(max(0.0, step))]


@rule
def base_of(pupil, level, employment, age, older_from, par):
    """Base of the log hazard: the market searched on, the present job, age."""
    base = par.base
    if pupil:
        base = par.base_pupil
    elif level == TRAINING:
        base = par.base_training
    if employment == MINI_JOB:
        base += par.mini_job
    elif employment == SUBSIDISED:
        base += par.subsidised
    return base + par.older if age >= older_from else base


@rule
def rest_of_log_hazard(person, household, level, season, parameters):
    """Log hazard of a person on the market of a demand level, all but the Jobcenter's attention."""
    par = parameters.search
    base = base_of(
        person.pupil, level, person.employment, person.age, parameters.casework.older_from, par
    )
    if person.sex == FEMALE and person.has[MOTHER] and has_small_child(household):
        base += par.small_child * (1.0 - person.mitigated[MOTHER])
    return log_hazard(
        base,
        barriers_of(person, par.effect, par.causal_share),
        person.motivation,
        par.motivation,
        person.participation,
        par.participation_mean,
        par.participation * parameters.switches.participation_feedback,
        person.engagement,
        par.information,
        person.lock_in,
        season,
    )
