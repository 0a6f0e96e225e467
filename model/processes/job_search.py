"""Job search: the chance of an offer.

    h = v · exp(α + Σ β_k f_k (1 − c·m_k) + β_a ln(1 + a/a₀) + β_motivation (μ − ½)
                + β_p (P − P̄) + information · (E − ½) − lock-in
                + joint + season),     p = 1 − e^(−h)
v gamma frailty, f_k barriers, m_k mitigated share, c the causal share of a feature's gap, a
Jobcenter minutes, P participation, E own engagement, joint what joint treatment adds (process
service). β are direct effects: the ladder of exits by
number of features (iab_forum_2017) is measured again from the output. People with a
vocational degree look on the market for helpers in a share of months, as many take such jobs.
β_a = e (1 + a₀/ā): e is the elasticity of the hazard to minutes at the mean minutes ā, one for
people near the market, one for those far from it, told apart by the features present, never by the
profile assigned and not by what services took away (ams_esteplatz, france_intensive, maibom_2017;
koning_2006, vienna_youth, amsterdam_rct). People under 25 without a
degree, and pupils at the end of school, search on the market for apprenticeships. Signs and
anchors: personaldienstleister_2016, sozial_de_2016, krug_2019, bip_dk, hainmueller_2016.
"""

import math

from model.barriers import features_present, has_small_child
from model.compiled import kernel, rule
from model.processes.labour_demand import calendar_month, seasonal
from model.skipping.early import ask_for_feelings
from model.skipping.offers import anybodys_offer_at_most, joint_at_most, offer_at_most
from model.skipping.spans import listed, people_of
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
HALF = 0.5  # from here on a mitigated lack of a degree counts as a degree


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
def retrained(has, mitigated, gain):
    """What further training adds once it is finished, beyond the lack of a degree it takes away."""
    return gain * has * mitigated


@rule
def attention_slope(features, par):
    """β_a of a person: who has few features is near the market, services done or not."""
    return par.attention_near if features <= par.near_features else par.attention_far


@rule
def attention_effect(minutes, slope, par):
    """What the Jobcenter's minutes add to the log hazard, β_a ln(1 + a/a₀)."""
    return slope * math.log(1.0 + minutes / par.attention_scale)


@rule
def offer_chance(frailty, log_hazard_):
    """Chance of an offer this month."""
    return 1.0 - math.exp(-frailty * math.exp(log_hazard_))


@rule
def search_level(u, pupil, age, unskilled, young_until, below_degree):
    """Demand level at which a person looks for work in a month. `unskilled`: no degree."""
    if pupil or (age < young_until and unskilled):
        return TRAINING
    return HELPER if unskilled or u < below_degree else SKILLED


@rule
def level_of(u, person, par):
    """Demand level at which a person looks for work this month."""
    lacks = person.has[VOCATIONAL] and not (person.eased and person.mitigated[VOCATIONAL] >= HALF)
    return search_level(u, person.pupil, person.age, lacks, par.young_until, par.below_degree)


@rule
def searches(absence, employment, pupil, age, pupil_from):
    """True if a person looks for insured work or an apprenticeship."""
    free = (employment == NO_JOB) | (employment == MINI_JOB) | (employment == SUBSIDISED)
    return free & (absence == PRESENT) & ((pupil == 0) | (age >= pupil_from))


@kernel
def begin_search(state, month):
    """No offers yet this month."""
    for level in range(state.market.shape[0]):
        state.market[level].candidates = 0
        state.market[level].kept = 0


@kernel
def search(state, month, h0, h1):
    """Offers of the month to everybody who searches, of households h0 … h1 − 1."""
    key = stream_key(state.seed[0], D_OFFER, month)
    par, people, households = state.par[0], state.people, state.households
    market, tally = state.market, state.tally[0]
    calendar = calendar_month(month, int(par.market.first_calendar_month))
    season = seasonal(par.search.season, calendar, par.search.season_peak)
    first, end = people_of(state, h0, h1)
    mark_who_may_find(state, first, end, key, season)
    last = listed(state, first, end)
    for position in range(first, last):
        ask_for_feelings(state, position, last)
        i = state.active[position]
        person = people[i]
        level = level_of(uniform(key, person.id, 1), person, par.search)
        home = households[person.household]
        log_hazard_ = personal_log_hazard(person, home, level, season, par)
        if uniform(key, person.id, 0) < offer_chance(person.frailty, log_hazard_):
            person.offer = 1
            person.level = level
            market[level].candidates += 1
            tally.offers += 1


@kernel
def mark_who_may_find(state, first, end, key, season):
    """Mark who looks for work and may get an offer; nobody has one yet."""
    par, lookup = state.par[0].search, state.lookup
    anybodys = anybodys_offer_at_most(season, lookup) * joint_at_most(state)
    for i in range(first, end):
        person = state.people[i]
        person.offer = 0
        looks = searches(
            person.absence, person.employment, person.pupil, person.age, par.pupil_from
        )
        most = offer_at_most(anybodys, person, lookup)
        state.marks[i] = looks & (uniform(key, person.id, 0) < most)


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
def personal_log_hazard(person, household, level, season, parameters):
    """Log hazard of a person on the market of a demand level."""
    par = parameters.search
    base = base_of(
        person.pupil, level, person.employment, person.age, parameters.casework.older_from, par
    )
    if person.sex == FEMALE and person.has[MOTHER] and has_small_child(household):
        base += par.small_child * (1.0 - person.mitigated[MOTHER])
    rest = log_hazard(
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
    placing = person.attention * (1.0 - person.purpose)  # minutes that are meant for search
    if person.eased:
        rest += retrained(person.has[VOCATIONAL], person.mitigated[VOCATIONAL], par.retraining)
    slope = attention_slope(features_present(person.has), par)
    return rest + attention_effect(placing, slope, par) + person.joint
