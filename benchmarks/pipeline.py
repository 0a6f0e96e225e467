"""The service of the workload: referral, a queue for finite places, the service itself."""

from benchmarks.contract import HALF, NEED
from model import vocabulary as code
from model.compiled import kernel, rule
from model.processes.appointments import arrival_chance
from model.processes.service import drop_chance, faded
from model.skipping.spans import listed
from model.streams import Decision, stream_key, uniform

D_REFERRAL = int(Decision.REFERRAL)
D_ARRIVE = int(Decision.ARRIVE)
D_DROP = int(Decision.DROP_OUT)
D_MITIGATE = int(Decision.MITIGATION)


@kernel
def refer(state, month, first, end):  # type: ignore[no-untyped-def]
    """Recognised needs lead to the queue, after a pause if a service came to nothing."""
    people, par = state.people, state.par[0]
    key = stream_key(state.seed[0], D_REFERRAL, month)
    for i in range(first, end):
        state.marks[i] = people[i].stage == code.RECOGNISED
    for position in range(first, listed(state, first, end)):
        person = people[state.active[position]]
        if person.clock < 0:
            person.clock += 1
        elif uniform(key, person.id, NEED) < par.referral:
            person.stage = code.WAITING
            person.clock = 0


@kernel
def admit(state, month):  # type: ignore[no-untyped-def]
    """Places go to who has waited longest, of these to the lowest id: two passes make the line."""
    people, par, starts, line = state.people, state.par[0], state.starts, state.line
    totals, last = state.totals[month], int(par.give_up)
    for wait in range(last + 2):
        starts[wait] = 0
    used = 0
    for i in range(people.shape[0]):
        state.marks[i] = people[i].stage == code.WAITING
        used += people[i].stage == code.IN_SERVICE
    n = listed(state, 0, people.shape[0])
    for position in range(n):
        starts[last - people[state.active[position]].clock + 1] += 1
    for wait in range(1, last + 2):
        starts[wait] += starts[wait - 1]
    for position in range(n):
        i = state.active[position]
        wait = last - people[i].clock
        line[starts[wait]] = i
        starts[wait] += 1
    key = stream_key(state.seed[0], D_ARRIVE, month)
    for position in range(n):
        person = people[line[position]]
        if used < state.places[0]:
            used += offered(person, par, totals, key)
        else:
            wait_on(person, par, totals)


@rule
def offered(person, par, totals, key):  # type: ignore[no-untyped-def]
    """A place is offered: 1 if the person takes it."""
    weeks = person.clock * par.weeks_per_month
    chance = arrival_chance(
        par.arrival, 1.0, weeks, par.week_odds, person.trust, par.trust_log_odds, 0.0
    )
    if uniform(key, person.id, NEED) >= chance:
        totals.no_shows += 1
        give_back(person, par)
        return 0
    totals.admitted += 1
    totals.waited_months += person.clock
    person.stage = code.IN_SERVICE
    person.clock = 0
    person.lock_in = -par.lock_in
    return 1


@rule
def wait_on(person, par, totals):  # type: ignore[no-untyped-def]
    """A month longer in the queue, or out of it."""
    person.clock += 1
    if person.clock > par.give_up:
        give_back(person, par)
    else:
        totals.waiting += 1


@rule
def give_back(person, par):  # type: ignore[no-untyped-def]
    """The service came to nothing; after a pause the need may be taken up again."""
    person.stage = code.RECOGNISED
    person.clock = -int(par.cooldown)
    person.lock_in = 0.0


@kernel
def serve(state, month, first, end):  # type: ignore[no-untyped-def]
    """Services go on, break off or end; what was mitigated fades."""
    people, par, totals = state.people, state.par[0], state.totals[month]
    seed = state.seed[0]
    key_drop, key_mitigate = stream_key(seed, D_DROP, month), stream_key(seed, D_MITIGATE, month)
    for i in range(first, end):
        state.marks[i] = (people[i].stage == code.IN_SERVICE) | (people[i].eased != 0)
    for position in range(first, listed(state, first, end)):
        person = people[state.active[position]]
        if person.eased:
            person.mitigated = faded(person.mitigated, par.fade)
            if person.stage == code.DONE and person.mitigated < HALF:
                person.stage = code.NOT_RECOGNISED
        if person.stage == code.IN_SERVICE:
            u = uniform(key_drop, person.id, NEED)
            if u < drop_chance(par.drop_out, person.trust, par.drop_trust, False, 1.0):
                totals.dropped += 1
                give_back(person, par)
            else:
                go_on(person, par, totals, uniform(key_mitigate, person.id, NEED))


@rule
def go_on(person, par, totals, u):  # type: ignore[no-untyped-def]
    """A month of service; the last one mitigates by chance."""
    person.clock += 1
    if person.clock < par.duration:
        totals.in_service += 1
        return
    totals.completed += 1
    if u < par.mitigation:
        person.mitigated = 1.0
        person.eased = 1
        person.stage = code.DONE
        person.lock_in = 0.0
    else:
        give_back(person, par)
