"""The contract workload as this project writes it: scalar rules, loops over columns, compiled.

Whatever seldom happens is marked in a plain loop first; the marked are listed without a branch and
the list is visited. A draw above a ceiling of its chance decides without an exponential.
"""

from benchmarks.contract import (
    EXP_FROM,
    EXP_LAST,
    EXP_STEPS,
    LONG_AGO,
    NEED,
    POINT,
    SAFE,
    TENURES,
    Begun,
    Contract,
)
from benchmarks.pipeline import admit, refer, serve
from benchmarks.world import begun
from model import vocabulary as code
from model.barriers import (
    CHANGING,
    barriers_present,
    change_of_features,
    features_present,
)
from model.compiled import kernel, rule
from model.processes.casework import contact_chance, drifted, missed_chance
from model.processes.employment import drawn_contract, separation_chance
from model.processes.job_search import (
    attention_effect,
    log_hazard,
    offer_chance,
)
from model.processes.participation import health_and_burdens, next_participation, next_scar
from model.processes.recognition import recognition_chance
from model.skipping.spans import listed
from model.streams import Decision, stream_key, uniform

D_FEATURE = int(Decision.FEATURE_CHANGE)
D_CONTACT = int(Decision.CONTACT)
D_MISSED = int(Decision.MISSED)
D_RECOGNITION = int(Decision.RECOGNITION)
D_OFFER = int(Decision.OFFER)
D_CONTRACT = int(Decision.CONTRACT)
D_SEPARATION = int(Decision.SEPARATION)
BLOCK = 4096  # rows whose columns fit the processor's own memory


def begin(given: Contract) -> Begun:
    """A run on a copy of the people given."""
    return begun(given, live)


@kernel
def live(state):  # type: ignore[no-untyped-def]
    """All months of the workload; admission is one step over everybody, all others over blocks."""
    n = state.people.shape[0]
    for month in range(state.totals.shape[0]):
        per_weight = minutes_per_weight(state)
        for first in range(0, n, BLOCK):
            end = min(n, first + BLOCK)
            change(state, month, first, end)
            meet(state, month, first, end, per_weight)
            drift(state, first, end)
            refer(state, month, first, end)
        admit(state, month)
        for first in range(0, n, BLOCK):
            end = min(n, first + BLOCK)
            serve(state, month, first, end)
            keep_jobs(state, month, first, end)
            search(state, month, first, end, per_weight)
            take_part(state, first, end)
            add_up(state, month, first, end)


@kernel
def minutes_per_weight(state):  # type: ignore[no-untyped-def]
    """Minutes of a person of weight 1: of everybody without a job."""
    n, free = state.people.shape[0], 0
    for i in range(n):
        free += state.people[i].employment == code.NO_JOB
    return state.minutes[0] / (free + state.par[0].unactivated * (n - free))


@rule
def chance_of_change(present, appear, vanish):  # type: ignore[no-untyped-def]
    """Chance that some barrier changes this month: a draw above it changes none."""
    total = 0.0
    for k in CHANGING:
        goes, comes = vanish[k], appear[k]  # both read first: a choice, but no branch
        total += goes if present[k] else comes
    return total * SAFE


@kernel
def change(state, month, first, end):  # type: ignore[no-untyped-def]
    """Barriers come and go."""
    people, par = state.people, state.par[0]
    key = stream_key(state.seed[0], D_FEATURE, month)
    for i in range(first, end):
        chance = chance_of_change(people[i].has, par.appear, par.vanish)
        state.marks[i] = uniform(key, people[i].id, 0) < chance
    for position in range(first, listed(state, first, end)):
        person = people[state.active[position]]
        k = change_of_features(uniform(key, person.id, 0), person.has, par.appear, par.vanish)
        if k >= 0:
            appears = person.has[k] == 0
            person.has[k] = appears
            if k == NEED and appears:
                person.mitigated = 0.0
                person.stage = code.NOT_RECOGNISED if person.stage == code.DONE else person.stage


@kernel
def meet(state, month, first, end, per_weight):  # type: ignore[no-untyped-def]
    """Contacts: minutes are shared by weight, 1 without a job and less with one."""
    people, par, totals = state.people, state.par[0], state.totals[month]
    seed = state.seed[0]
    key = stream_key(seed, D_CONTACT, month)
    key_missed = stream_key(seed, D_MISSED, month)
    key_recognition = stream_key(seed, D_RECOGNITION, month)
    # Two groups have the same minutes each, so there are two chances.
    chance_free = contact_chance(per_weight, par.minutes_per_contact)
    chance_busy = contact_chance(per_weight * par.unactivated, par.minutes_per_contact)
    for i in range(first, end):
        person = people[i]
        chance = chance_free if person.employment == code.NO_JOB else chance_busy
        state.marks[i] = uniform(key, person.id, 0) < chance
    for position in range(first, listed(state, first, end)):
        person = people[state.active[position]]
        missed = missed_chance(person.trust, par.missed, par.missed_trust)
        if uniform(key_missed, person.id, 0) < missed:
            totals.missed += 1
            continue
        totals.contacts += 1
        person.trust += par.trust_contact * (1.0 - person.trust)
        person.motivation += par.motivation_contact * (1.0 - person.motivation)
        if person.has[NEED] and person.stage == code.NOT_RECOGNISED:
            chance = recognition_chance(
                par.recognition, par.own_pillar, par.foreign_pillar, 0.0, 1.0
            )
            if uniform(key_recognition, person.id, NEED) < chance:
                person.stage = code.RECOGNISED
                person.clock = 0
                totals.recognised += 1


@kernel
def drift(state, first, end):  # type: ignore[no-untyped-def]
    """Trust and motivation drift."""
    people, par = state.people, state.par[0]
    for i in range(first, end):
        person = people[i]
        person.trust = drifted(person.trust, par.trust_rest, par.trust_drift)
        rest = par.motivation_rest + par.motivation_participation * (
            person.participation - par.participation_middle
        )
        wished = drifted(person.motivation, rest, par.motivation_drift)
        person.motivation = min(1.0, max(0.0, wished))


@kernel
def keep_jobs(state, month, first, end):  # type: ignore[no-untyped-def]
    """Jobs last or are lost."""
    people, par, hazard = state.people, state.par[0], state.hazard
    totals = state.totals[month]
    key = stream_key(state.seed[0], D_SEPARATION, month)
    for i in range(first, end):
        person = people[i]
        works = person.employment != code.NO_JOB
        tenure = person.tenure
        ceiling = hazard[min(tenure, TENURES - 1)]
        state.marks[i] = works & (uniform(key, person.id, 0) < ceiling)
        person.tenure = min(tenure + works, LONG_AGO)
        person.job_lost = 0
    for position in range(first, listed(state, first, end)):
        person = people[state.active[position]]
        barriers = barriers_present(person.has) - person.has[NEED] * person.mitigated
        fading = par.separation, par.separation_early, par.separation_decay
        factors = par.separation_per_barrier, par.contract_factor[person.contract]
        chance = separation_chance(person.tenure - 1, barriers, *fading, *factors)
        if uniform(key, person.id, 0) < chance:
            totals.separations += 1
            person.employment = code.NO_JOB
            person.contract = code.NO_CONTRACT
            person.tenure = 0
            person.job_lost = 1


@rule
def hazard_of(person, par, season):  # type: ignore[no-untyped-def]
    """Log hazard of an offer, without attention."""
    barriers = 0.0
    for k in range(code.N_BARRIERS):
        barriers += par.effect[k] * person.has[k]
    barriers -= par.effect[NEED] * (par.search_share * (person.has[NEED] * person.mitigated))
    wish = person.motivation, par.search_motivation
    mood = person.participation, par.participation_mean, par.search_participation
    known = par.engagement, par.information
    return log_hazard(par.base, barriers, *wish, *mood, *known, person.lock_in, season)


@kernel
def search(state, month, first, end, per_weight):  # type: ignore[no-untyped-def]
    """Who has no job and lost none this month may find one."""
    people, par = state.people, state.par[0]
    season, totals, seed = state.season[month], state.totals[month], state.seed[0]
    key, key_contract = stream_key(seed, D_OFFER, month), stream_key(seed, D_CONTRACT, month)
    # All who search had no job when minutes were shared, so they have the same minutes.
    attention = attention_effect(per_weight, par.attention, par)
    for i in range(first, end):
        person = people[i]
        most = hazard_of(person, par, season) + attention
        step = int(min(max((most - EXP_FROM) * EXP_STEPS, 0.0), EXP_LAST))
        looks = (person.employment == code.NO_JOB) & (person.job_lost == 0)
        state.marks[i] = looks & (uniform(key, person.id, 0) < person.frailty * state.exp[step])
    for position in range(first, listed(state, first, end)):
        person = people[state.active[position]]
        hazard = hazard_of(person, par, season) + attention
        if uniform(key, person.id, 0) < offer_chance(person.frailty, hazard):
            totals.integrations += 1
            level = code.HELPER if person.has[code.VOCATIONAL] else code.SKILLED
            u = uniform(key_contract, person.id, 0)
            person.employment = code.FULL_TIME
            person.contract = drawn_contract(u, par.permanent[level], par.temp[level])
            person.tenure = 0


@kernel
def take_part(state, first, end):  # type: ignore[no-untyped-def]
    """Relationships, scar and participation of everybody."""
    people, par = state.people, state.par[0]
    for i in range(first, end):
        person = people[i]
        working = person.employment != code.NO_JOB
        rest = par.relationships_rest + par.relationships_job * working
        relationships = drifted(person.relationships, rest, par.relationships_speed)
        person.relationships = relationships
        scarring = par.scar_gain, par.scar_max, par.scar_decay, par.scar_buffer
        person.scar = next_scar(person.scar, working, *scarring, relationships)
    for i in range(first, end):
        person = people[i]
        target = par.participation_base + person.person_effect
        target += par.participation_share * par.job_effect[person.contract]
        target += health_and_burdens(person.has, par.health, par.burden)
        target -= par.health * (person.has[NEED] * person.mitigated)
        target += par.relationships * (person.relationships - par.relationships_rest)
        target -= person.scar
        person.participation = next_participation(
            person.participation, target, par.speed, par.loss * person.job_lost
        )


@kernel
def add_up(state, month, first, end):  # type: ignore[no-untyped-def]
    """Totals of the month; fractions as whole numbers of 1/POINT each."""
    people, totals = state.people, state.totals[month]
    features, employed, trust, scar, participation = 0, 0, 0, 0, 0
    for i in range(first, end):
        person = people[i]
        features += features_present(person.has)
        employed += person.employment != code.NO_JOB
        trust += int(person.trust * POINT)
        scar += int(person.scar * POINT)
        participation += int(person.participation * POINT)
    totals.features += features
    totals.employed += employed
    totals.trust += trust
    totals.scar += scar
    totals.participation += participation
