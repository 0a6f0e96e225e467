"""Matching: offers are thinned to the matches the labour market makes.

    M = μ S^η V^(1−η)  per demand level,  S = offers to eLb and to seekers outside SGB II
If offers exceed M, each demand level keeps the share M / S; which of the eLb keep theirs is decided
by rank among unique keys, so exactly the quota stands: one person's job can be another's loss
(crepon_2013). Accounting identity: kept + lost = offers, and kept ≤ M · (offers to eLb) / S,
rounded.
"""

import math

import numpy as np

from model.compiled import allocating_kernel, rule
from model.skipping.spans import listed
from model.streams import Decision, stream_key, uniform

D_THIN = int(Decision.THIN)
D_ROUND = int(Decision.THIN_ROUNDING)


@rule
def matches(efficiency, seekers, vacancies, elasticity):
    """M = μ S^η V^(1−η)."""
    return efficiency * seekers**elasticity * vacancies ** (1.0 - elasticity)


@rule
def kept_share(matches_, seekers):
    """Share of offers that stand."""
    return min(1.0, matches_ / seekers) if seekers > 0.0 else 1.0


@rule
def quota(candidates, share, u):
    """Offers that stand, rounded by chance so that the mean is exact."""
    return int(math.floor(candidates * share + u))


@allocating_kernel
def apply(state, month):
    """Thin the offers of every demand level."""
    par, people, market = state.par[0].market, state.people, state.market
    key = stream_key(state.seed[0], D_THIN, month)
    size = state.size[0]
    for i in range(size):
        state.marks[i] = people[i].offer
    last = listed(state, 0, size)
    key_round = stream_key(state.seed[0], D_ROUND, month)
    for level in range(market.shape[0]):
        candidates = market[level].candidates
        seekers = candidates + par.outside[level]
        possible = matches(par.efficiency[level], seekers, market[level].vacancies, par.elasticity)
        share = kept_share(possible, seekers)
        if state.par[0].switches.vacancy_limit < 0.5:
            share = 1.0
        keep = min(candidates, quota(candidates, share, uniform(key_round, level, 0)))
        market[level].kept = keep
        if share < 1.0:
            state.tally[0].rationed += 1
        if keep < candidates:
            state.tally[0].offers_lost += candidates - keep
            rows = np.empty(candidates, np.int32)
            ranks = np.empty(candidates, np.float64)
            n = 0
            for position in range(last):
                i = state.active[position]
                if people[i].level == level:
                    rows[n] = i
                    ranks[n] = uniform(key, people[i].id, 0)
                    n += 1
            order = np.argsort(ranks)
            for position in range(keep, candidates):
                people[rows[order[position]]].offer = 0
