"""Job changes: whose job surely goes on this month, and who surely begins none.

Covers `employment.separation_chance`, `side_jobs.new_side_job` and `side_jobs.side_job_ends`. Two
loops over everybody: bounds of chances, in two bytes each, then the draws, of which the leading
digits decide (file leading).
"""

import math

import numpy as np

from model.compiled import kernel, rule
from model.jobs import insured
from model.lowering import bits_of, ones
from model.skipping import SAFE
from model.skipping.leading import (
    ALL,
    NEVER,
    bound_at,
    bound_of,
    bounds,
    leading,
    part_of,
    share_of,
)
from model.vocabulary import (
    APPRENTICESHIP,
    FIXED_TERM,
    MINI_JOB,
    N_BARRIERS,
    NO_CONTRACT,
    NO_JOB,
    PART_TIME,
    PERMANENT,
    PRESENT,
    SELF_EMPLOYED,
    SUBSIDISED,
    TEMP,
)

TENURES = 64  # months in a job, up to which the hazard of losing it is looked up
FEW, SOME = 2, 4  # barriers up to which a closer bound is taken


@kernel
def mark_who_may_change(state, first, end, keys):
    """Mark whose job may begin, change or end this month.

    Nobody needs more than one of the draws that begin and end jobs: which one is chosen first.
    """
    bound_changes(state, first, end)
    upgrades = bound_of(state.par[0].employment.upgrade)
    for i in range(first, end):
        person = state.people[i]
        kind = person.employment
        mini_job, self_employed = kind == MINI_JOB, kind == SELF_EMPLOYED
        key = keys[4] if mini_job | (kind == NO_JOB) else keys[3]
        key = keys[5] if self_employed else key
        u = leading(key, person.id, 1 if mini_job | self_employed else 0)
        grows = (kind == PART_TIME) & (leading(keys[6], person.id, 0) < upgrades)
        state.marks[i] = (state.marks[i] != 0) | (u < state.seen[i]) | grows


@kernel
def bound_changes(state, first, end):
    """Mark whose job changes without a draw; bounds of the draws of all others, in `seen`."""
    people, par, hazards = state.people, state.par[0].employment, state.lookup.separation
    begins = bound_of(par.mini_job_in + par.self_employment_in + par.subsidised_in)
    mini_job_ends = bound_of(par.mini_job_out)
    self_employment_ends = bound_of(par.self_employment_out)
    ends = bounds(hazards, 1.0)
    permanent_ends = bounds(hazards, permanent_at_most(par.contract_factor))
    subsidised_until = np.int16(math.ceil(par.subsidised_months))
    apprentice_until = np.int16(math.ceil(par.apprentice_months))
    with_some = share_of(share_with(SOME, par.separation_per_barrier), hazards[0])
    with_few = share_of(share_with(FEW, par.separation_per_barrier), hazards[0])
    for i in range(first, end):
        person = people[i]
        kind, tenure = person.employment, np.int16(person.tenure + 1)
        idle = (kind == NO_JOB) & (person.receipt != 0) & (person.pupil == 0)
        most = bound_at(person.tenure, ends)
        permanent = bound_at(person.tenure, permanent_ends)
        most = permanent if person.contract == PERMANENT else most
        barriers = np.uint16(ones(bits_of(person.has)))
        share = with_some if barriers <= SOME else ALL
        share = with_few if barriers <= FEW else share
        most = part_of(most, share)
        most = most if insured(kind) else NEVER
        most = begins if idle else most
        most = mini_job_ends if kind == MINI_JOB else most
        state.seen[i] = self_employment_ends if kind == SELF_EMPLOYED else most
        over = (kind == MINI_JOB) | (kind == SELF_EMPLOYED) | (kind == SUBSIDISED)
        over &= person.absence != PRESENT
        over |= (kind == SUBSIDISED) & (tenure >= subsidised_until)
        over |= (kind == APPRENTICESHIP) & (tenure >= apprentice_until)
        state.marks[i] = (person.offer != 0) | over


@rule
def permanent_at_most(factors):
    """Hazard of losing a permanent job, as a share of that under the worst contract, rounded up."""
    worst = max(factors[NO_CONTRACT], factors[PERMANENT], factors[FIXED_TERM], factors[TEMP])
    return SAFE * factors[PERMANENT] / worst if worst > 0.0 else 1.0


@rule
def share_with(barriers, per_barrier):
    """Hazard of losing a job with so many barriers, as a share of that with all, rounded up."""
    return SAFE * max(1.0, per_barrier) ** float(barriers - N_BARRIERS)
