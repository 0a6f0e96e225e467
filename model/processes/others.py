"""Other clients: who else asks for the places, and how they share them with the Jobcenter's.

Most clients of debt, addiction and health services come by themselves or are sent by somebody else,
in receipt or not (addiction_referrals, addiction_unemployed); so there is a queue before the
Jobcenter adds to it. They are counted, not followed: per institution how many are served and how
many wait.

    demand     λ = share · places / (stay · p₀): so many ask in a month, a Poisson number, the same
               under every arrangement; without any wait and alone they would fill the share
    stay       mean months of a service, with drop-out, and months that the place is held afterwards
    wait       w = waiting / λ − 1 (Little, without those who asked this month)
    admission  free places go first to people who are ahead of w in the queue (longest waiting, the
               guided with their advance); the others are shared in proportion to numbers waiting,
               so that equal waits are served equally
    kept       logit p = logit p₀ − weeks: an appointment not kept frees the place

Without a class of place, or with the switch off, nobody else comes. Part of the process
admission.
"""

import math

from model.compiled import kernel, rule
from model.processes.appointments import arrival_chance
from model.processes.arrivals import arrivals_count
from model.processes.queues import LAST_ORDER
from model.skipping.turns import order_of_key
from model.streams import OwnDecision, stream_key, uniform
from model.vocabulary import N_NEEDS

OTHER_CLIENTS = OwnDecision("OTHER_CLIENTS")
D_OTHERS = int(OTHER_CLIENTS)
NO_CLASS = -1
FEW = 32  # below it a Poisson number is drawn exactly, above as arrivals are
# Slots of draws.
COME, COME_AGAIN, END, LEAVE_HELD, BEGIN, MISS = range(6)


@rule
def mean_stay(duration, drop_out):
    """Mean months of a service that lasts so long and is broken off by chance."""
    if drop_out <= 0.0:
        return duration
    return (1.0 - (1.0 - drop_out) ** duration) / drop_out


@rule
def stay_at(serves, needs):
    """Mean months that a place is taken at an institution, over the needs (bits) it serves."""
    total, served = 0.0, 0
    for k in range(N_NEEDS):
        if serves >> k & 1:
            completed = (1.0 - needs.drop_out[k]) ** needs.duration[k]
            total += mean_stay(needs.duration[k], needs.drop_out[k]) + completed * needs.held[k]
            served += 1
    return max(1.0, total / max(1, served))


@rule
def longest_held(serves, needs):
    """Months that a place is held after completion, 0 if it is free at once."""
    longest = 0.0
    for k in range(N_NEEDS):
        if serves >> k & 1:
            longest = max(longest, needs.held[k])
    return longest


@rule
def poisson(expected, u_first, u_second):
    """A Poisson number from uniform ones: by inversion, or for many as arrivals are drawn."""
    if expected > FEW:
        return arrivals_count(expected, u_first, u_second)
    number, chance = 0, math.exp(-expected)
    below = chance
    while u_first > below and number < 4 * FEW:
        number += 1
        chance *= expected / number
        below += chance
    return number


@rule
def rounded(value, u):
    """A whole number that is `value` in the mean."""
    return int(math.floor(value + u))


@rule
def places_for_others(free, ahead, waiting, people):
    """Of the free places those that are offered to other clients; `people`: waiting, not ahead."""
    if waiting <= 0:
        return 0.0
    return max(0.0, free - ahead) * waiting / (waiting + people)


@rule
def free_places(institution):
    """Places that nobody has and that are kept for nobody."""
    taken = institution.used + institution.others + institution.held
    regular = taken - institution.used_guided
    free = min(
        institution.open_places - taken, institution.open_places - institution.reserved - regular
    )
    return max(0, free)


@kernel
def come(state, month):
    """Other clients end their services and ask for places, at all institutions."""
    institutions, par = state.institutions, state.par[0]
    key, tally = stream_key(state.seed[0], D_OTHERS, month), state.tally[0]
    for j in range(1, institutions.shape[0]):
        held = longest_held(institutions[j].serves, par.needs)
        if institutions[j].held > 0:
            leave = rounded(institutions[j].held / max(1.0, held), uniform(key, j, LEAVE_HELD))
            institutions[j].held -= leave
        code = institutions[j].place_class
        if code <= NO_CLASS or par.switches.other_clients <= 0.0:
            continue
        stay = stay_at(institutions[j].serves, par.needs)
        end = rounded(institutions[j].others / stay, uniform(key, j, END))
        institutions[j].others -= end
        demand = par.demand.others[code] * institutions[j].places / stay / par.pipeline.kept
        institutions[j].demand = demand
        asked = poisson(demand, uniform(key, j, COME), uniform(key, j, COME_AGAIN))
        institutions[j].others_waiting += asked
        tally.others_asked += asked
        tally.others_ended += end


@rule
def wait_of_others(waiting, demand):
    """Months that other clients have waited, by Little's law: who asked this month has not."""
    return max(0.0, waiting / demand - 1.0) if demand > 0.0 else 0.0


@rule
def begin_others(institution, tally, ahead, people, chance, u_begin, u_miss):
    """Other clients take their part of the free places; who does not come frees the place."""
    waiting = institution.others_waiting
    if waiting <= 0:
        return
    free = free_places(institution)
    part = min(places_for_others(free, ahead, waiting, people), waiting * chance)
    begun = min(rounded(part, u_begin), free, waiting)
    offered = min(waiting, max(begun, rounded(begun / chance, u_miss)))
    institution.others += begun
    institution.others_waiting -= offered
    tally.others_begun += begun
    tally.others_missed += offered - begun


@rule
def is_taken(institution):
    """True if every open place is in use, or held."""
    taken = institution.used + institution.others + institution.held
    return taken >= institution.open_places


@kernel
def share_with_others(state, j, keys, key):
    """Other clients take their part of the free places of institution j."""
    institution, par = state.institutions[j], state.par[0]
    if institution.others_waiting > 0:
        wait = wait_of_others(institution.others_waiting, institution.demand)
        ahead = 0
        while ahead < keys.shape[0] and order_of_key(keys[ahead]) < LAST_ORDER - wait:
            ahead += 1
        chance = arrival_chance(
            par.pipeline.kept,
            1.0,
            wait * par.pipeline.weeks_per_month * par.switches.wait_decay,
            par.pipeline.week_odds,
            0.5,
            0.0,
            0.0,
        )
        begin_others(
            institution,
            state.tally[0],
            ahead,
            keys.shape[0] - ahead,
            chance,
            uniform(key, j, BEGIN),
            uniform(key, j, MISS),
        )
    state.tally[0].others_waiting += institution.others_waiting
