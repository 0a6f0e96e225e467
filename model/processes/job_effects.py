"""Effects of kinds of jobs on participation. Part of the process participation."""

from model.compiled import rule
from model.vocabulary import (
    APPRENTICESHIP,
    FIXED_TERM,
    MINI_JOB,
    NO_JOB,
    SELF_EMPLOYED,
    SUBSIDISED,
    TEMP,
)


@rule
def job_effect(
    employment,
    contract,
    receipt,
    young,
    insecure,
    permanent,
    fixed_term,
    temp,
    self_employed,
    subsidised,
    mini_job,
    in_receipt,
):
    """Published gap of a kind of job to unemployment, before the causal share.

    With `insecure` off every insured job counts like a permanent one.
    """
    if employment == NO_JOB:
        return 0.0
    if employment == MINI_JOB:
        return 0.0 if young else mini_job
    if employment == SELF_EMPLOYED:
        return self_employed
    if employment == SUBSIDISED:
        return subsidised
    if employment == APPRENTICESHIP:
        return fixed_term
    effect = permanent
    if insecure:
        if contract == TEMP:
            effect = temp
        elif contract == FIXED_TERM:
            effect = fixed_term
        if receipt:
            effect += in_receipt
    return effect


@rule
def effect_of_job(person, young, par, insecure):
    """`job_effect` of the job that a person has, or of none."""
    return job_effect(
        person.employment,
        person.contract,
        person.receipt,
        young,
        insecure,
        par.permanent,
        par.fixed_term,
        par.temp,
        par.self_employed,
        par.subsidised,
        par.mini_job,
        par.in_receipt,
    )
