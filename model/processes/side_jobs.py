"""Side jobs: mini-jobs, self-employment and subsidised work, competing kinds of job beside none.

They are no integrations. Chances a month are parameters of employment; one draw decides which kind
begins, so that no two begin at once. Part of the process employment.
"""

from model.compiled import rule
from model.streams import uniform
from model.vocabulary import (
    ENTWICKLUNG,
    FIXED_TERM,
    MINI_JOB,
    NO_JOB,
    PRESENT,
    SELF_EMPLOYED,
    SUBSIDISED,
)


@rule
def new_side_job(u, far, mini_job, self_employment, subsidised):
    """Kind of side job that begins this month, NO_JOB if none: one draw for competing kinds."""
    if u < mini_job:
        return MINI_JOB
    if u < mini_job + self_employment:
        return SELF_EMPLOYED
    return SUBSIDISED if far and u < mini_job + self_employment + subsidised else NO_JOB


@rule
def side_job(person, par, keys):
    """Mini-job, self-employment or subsidised work instead of none: competing kinds of job."""
    if person.pupil or person.receipt == 0:
        return
    kind = new_side_job(
        uniform(keys[4], person.id, 0),
        person.profile >= ENTWICKLUNG,
        par.mini_job_in,
        par.self_employment_in,
        par.subsidised_in,
    )
    if kind == NO_JOB:
        return
    person.employment = kind
    if kind == MINI_JOB:
        person.wage, person.hours = par.mini_job_wage, par.hours_mini
    elif kind == SELF_EMPLOYED:
        person.wage, person.hours = par.self_employed_wage, par.hours_part
    else:
        person.contract = FIXED_TERM
        person.wage, person.hours = par.subsidised_wage, par.hours_full


@rule
def side_job_ends(person, par, keys):
    """True if a mini-job, self-employment or subsidised work ends this month."""
    if person.absence != PRESENT:
        return True
    if person.employment == MINI_JOB:
        return uniform(keys[4], person.id, 1) < par.mini_job_out
    if person.employment == SELF_EMPLOYED:
        return uniform(keys[5], person.id, 1) < par.self_employment_out
    return person.tenure >= par.subsidised_months
