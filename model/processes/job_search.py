"""Job search: the chance of an offer.

    h = v · exp(α + Σ β_k f_k (1 − c·m_k) + β_a ln(1 + a/a₀) + β_motivation (μ − ½)
                + β_p (P − P̄) + information · (E − ½) − lock-in
                + joint + season),     p = 1 − e^(−h)
v gamma frailty, f_k barriers, m_k mitigated share, c the causal share of a feature's gap, a
Jobcenter minutes, P participation, E own engagement, joint what joint treatment adds (process
service). β are direct effects: the ladder of exits by
number of features (iab_forum_2017) is measured again from the output. People under 25 without a
degree, and pupils at the end of school, search on the market for apprenticeships. Signs and
anchors: personaldienstleister_2016, sozial_de_2016, krug_2019, bip_dk, hainmueller_2016.
"""

import math

from model.compiled import kernel, rule
from model.processes.barriers import SAFE, has_small_child
from model.processes.labour_demand import calendar_month, seasonal
from model.processes.spans import ask_for_feelings, listed, people_of
from model.streams import Decision, stream_key, uniform
from model.vocabulary import (
    AGE_50,
    FEMALE,
    HEALTH,
    HELPER,
    LONG_RECEIPT,
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
EXP_LAST = (EXP_UNTIL - EXP_FROM) * EXP_STEPS  # row for everything above
MINUTES = 255  # row for everything above
FEW_MINUTES, MORE_MINUTES = (8, 32), (8, 32, 128)  # a coarse ceiling: from … on, until …
WEIGHTY = (HEALTH, LONG_RECEIPT, AGE_50)  # barriers that are frequent and take much
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
def attention_effect(minutes, par):
    """What the Jobcenter's minutes add to the log hazard."""
    return par.attention * math.log(1.0 + minutes / par.attention_scale)


@rule
def offer_chance(frailty, log_hazard_):
    """Chance of an offer this month."""
    return 1.0 - math.exp(-frailty * math.exp(log_hazard_))


@rule
def attention_at_most(minutes, table):
    """Ceiling of what minutes add or multiply, in a few steps of a table by minutes."""
    ceiling = table[MORE_MINUTES[0] - 1]
    for k in range(len(FEW_MINUTES)):
        more = table[MORE_MINUTES[k + 1] - 1]
        ceiling = more if minutes >= FEW_MINUTES[k] else ceiling
    return ceiling


@rule
def search_level(pupil, age, unskilled, young_until):
    """Demand level at which a person looks for work. `unskilled`: no vocational degree."""
    if pupil or (age < young_until and unskilled):
        return TRAINING
    return HELPER if unskilled else SKILLED


@rule
def level_of(person, par):
    """Demand level at which a person looks for work."""
    lacks = person.has[VOCATIONAL] and not (person.eased and person.mitigated[VOCATIONAL] >= HALF)
    return search_level(person.pupil, person.age, lacks, par.young_until)


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
    last = who_may_find(state, first, listed(state, first, end), key, season)
    for position in range(first, last):
        i = state.active[position]
        person = people[i]
        level = level_of(person, par.search)
        home = households[person.household]
        log_hazard_ = personal_log_hazard(person, home, level, season, par)
        if uniform(key, person.id, 0) < offer_chance(person.frailty, log_hazard_):
            person.offer = 1
            person.level = level
            market[level].candidates += 1
            tally.offers += 1


@kernel
def mark_who_may_find(state, first, end, key, season):
    """Mark who looks for work and draws less than a ceiling of the chance.

    The ceiling is frailty · exp(top) · factors of minutes and of weighty barriers, with `top` the
    largest log hazard whatever a person feels: that takes more columns and moves the hazard little.
    """
    people, par, lookup = state.people, state.par[0].search, state.lookup
    longest = MORE_MINUTES[-1]
    at_top = math.exp(lookup.search_top[0] + joint_at_most(state) + season) * SAFE
    for i in range(first, end):
        person = people[i]
        person.offer = 0
        looks = searches(
            person.absence, person.employment, person.pupil, person.age, par.pupil_from
        )
        most_eased = lookup.search_eased[0]
        barriers = most_eased if person.eased else 1.0
        for k in WEIGHTY:
            factor = lookup.search_factors[k]
            barriers *= factor if person.has[k] > person.eased else 1.0  # there and unmitigated
        minutes = attention_at_most(person.attention, lookup.attention_factor)
        low = uniform(key, person.id, 0) < person.frailty * at_top * minutes * barriers
        state.marks[i] = looks & (low | (person.attention >= longest))


@kernel
def who_may_find(state, first, last, key, season):
    """Keep of a list who draws less than a closer ceiling: a look into a table of exponentials."""
    people, par, lookup = state.people, state.par[0].search, state.lookup
    feedback = par.participation * state.par[0].switches.participation_feedback
    older_from = state.par[0].casework.older_from
    kept = first
    for position in range(first, last):
        ask_for_feelings(state, position, last)
        i = state.active[position]
        person = people[i]
        barriers = 0.0
        for k in range(N_BARRIERS):
            barriers += par.effect[k] * person.has[k]
        barriers = lookup.search_barriers[0] if person.eased else barriers
        most = log_hazard(
            base_at_most(person, older_from, par),
            barriers,
            person.motivation,
            par.motivation,
            person.participation,
            par.participation_mean,
            feedback,
            person.engagement,
            par.information,
            person.lock_in,
            season,
        )
        most += lookup.attention[int(min(person.attention, MINUTES))] + person.joint
        step = int(min(max((most - EXP_FROM) * EXP_STEPS, 0.0), EXP_LAST))
        state.active[kept] = i
        kept += uniform(key, person.id, 0) < person.frailty * lookup.exp[step]
    return kept


@rule
def joint_at_most(state):
    """Most that joint treatment adds to anybody's log hazard, under any form of cooperation."""
    par, handed = state.par[0].cooperation, 0.0
    for row in range(state.levers.shape[0]):
        handed = max(handed, state.levers[row].handover, state.levers[row].co_location)
    most = max(1.0, par.joint_job, par.joint_job_low_need)
    return math.log(most) if handed > 0.0 else 0.0


@rule
def base_at_most(person, older_from, par):
    """Ceiling of `base_of`, without a branch: who is what, nobody can foresee."""
    lacks, young = person.has[VOCATIONAL] > person.eased, person.age < par.young_until
    base = max(par.base, par.base_training) if person.eased else par.base
    base = par.base_training if young & lacks else base
    base = par.base_pupil if person.pupil else base
    older = par.older if person.age >= older_from else 0.0
    return base + older + max(0.0, par.mini_job, par.subsidised) + max(0.0, par.small_child)


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
    return rest + attention_effect(person.attention, par) + person.joint
