"""Providers: to which institution a caseworker sends somebody.

Known is an institution with chance P = knowledge of the tie, and always where the Jobcenter buys
the places itself. Nobody is sent into a queue known to be full: so many are sent in a month, by
chance, that nobody must expect to wait longer than a limit, judged by last month's numbers.
Score = chance + preference for a tie by its reach − dislike of a reported queue, and the best score
counts. With shared capacity a place elsewhere can be used, as far as the tie there carries it. Part
of the process referral.
"""

from model.compiled import kernel, rule
from model.streams import uniform
from model.vocabulary import CONTRACTED

KINDS, SCORES, SHARED, FULL = 128, 4096, 8192, 8320  # slots of draws


@rule
def provider_score(u, reach, queue, places, preference, dislike):
    """How much a caseworker likes a known provider."""
    return u - dislike * queue / max(1.0, places) + preference * reach


@rule
def is_bought(institution):
    """True if the Jobcenter buys the places: people are assigned, which is more than advice."""
    return institution.place_class == CONTRACTED


@rule
def knows(key, identity, k, kind, tie, place_class):
    """True if a person's caseworker knows what institutions of a kind offer for need k."""
    bought = place_class == CONTRACTED
    return bought | (uniform(key, identity, k * KINDS + kind) < tie.knowledge)


@rule
def share_sent(wait, limit, flow, wanted):
    """Share who can be sent, so that the wait stays below a limit; `flow`: places free a month."""
    return min(1.0, max(0.0, limit - wait) * flow / max(1.0, wanted))


@rule
def open_queue(institution, stay, par):
    """Wait that must be expected at an institution, and who can be sent there next month."""
    flow = max(1.0, institution.open_places) / (stay * par.kept)
    institution.wait = (institution.queue + institution.others_waiting) / flow
    limit = par.full_wait_own if institution.place_class == CONTRACTED else par.full_wait
    institution.openness = share_sent(institution.wait, limit, flow, institution.wanted)
    institution.wanted = 0


@rule
def is_full(institution, u):
    """True if one more is not sent to an institution; who would be is counted."""
    institution.wanted += 1
    return u >= institution.openness


@kernel
def who_has_offers(state, first, last, key):
    """Of those listed keep whose caseworker knows a provider; returns the position after the last.

    As many know none, this is asked before anything else is looked up.
    """
    people, place, ties, institutions = state.people, state.place, state.ties, state.institutions
    offered = first
    for position in range(first, last):
        i = state.active[position]
        k, s, known = int(state.marks[i]), people[i].sozialraum, False
        for choice in range(place.sees.shape[0]):
            kind = place.kinds_serving[k, choice]
            if kind == 0:
                break
            tie, j = ties[s, place.pair_of[0, kind]], place.institution_of[s, kind]
            if j < 0:
                continue
            known |= knows(key, people[i].id, k, kind, tie, institutions[j].place_class)
        state.active[offered] = i
        offered += known
    state.tally[0].unknown_offers += last - offered
    return offered


@kernel
def choose_provider(state, i, k, key):
    """Kind of the institution the caseworker sends the person to, −1 if none is known."""
    people, place, ties, par = state.people, state.place, state.ties, state.par[0].pipeline
    s = people[i].sozialraum
    lever = state.levers[people[i].lever]
    best, best_score = -1, -1.0e9
    shown = state.spaces[s].reflection * state.spaces[s].reach
    dislike = par.queue_dislike * max(lever.report_on_services, shown)
    for position in range(place.sees.shape[0]):
        kind = place.kinds_serving[k, position]
        if kind == 0:
            break
        j = place.institution_of[s, kind]
        if j < 0:
            continue
        tie = ties[s, place.pair_of[0, kind]]
        known = knows(key, people[i].id, k, kind, tie, state.institutions[j].place_class)
        score = provider_score(
            uniform(key, people[i].id, SCORES + k * KINDS + kind),
            tie.reach,
            state.institutions[j].queue,
            state.institutions[j].places,
            par.tie_preference,
            dislike,
        )
        better = known & (score > best_score)
        best, best_score = (kind, score) if better else (best, best_score)
    return best


@kernel
def shared_place(state, i, j, kind, u):
    """With shared capacity a place in another Sozialraum is used if its queue is shorter."""
    lever = state.levers[state.people[i].lever]
    shared = lever.shared_capacity * state.par[0].switches.shared_capacity
    if u >= shared:
        return j
    institutions, pair = state.institutions, state.place.pair_of[0, kind]
    best = j
    best_load = institutions[j].queue / max(1.0, institutions[j].places)
    for s in range(state.place.institution_of.shape[0]):
        other = state.place.institution_of[s, kind]
        if other >= 0 and other != j and u < shared * state.ties[s, pair].reach:
            load = institutions[other].queue / max(1.0, institutions[other].places)
            if load < best_load:
                best, best_load = other, load
    return best
