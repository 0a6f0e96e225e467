"""Effects of kinds of jobs on participation: a rule, and how its values are looked up.

The table of all values is worked out once (model.lookup); loops over everybody have what differs at
hand. Part of the process participation.
"""

from model.compiled import rule
from model.vocabulary import (
    APPRENTICESHIP,
    CONTRACTS,
    FIXED_TERM,
    FULL_TIME,
    MINI_JOB,
    NO_JOB,
    PERMANENT,
    SELF_EMPLOYED,
    SUBSIDISED,
    TEMP,
)

N_CONTRACTS = len(CONTRACTS)


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
    training,
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
        return max(training, fixed_term)
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
def kind_of_job(employment, contract, receipt, young):
    """Row of a kind of job in the table of job effects (model.lookup)."""
    return ((employment * N_CONTRACTS + contract) * 2 + receipt) * 2 + young


@rule
def jobs_at_hand(table):
    """What differs in the table of job effects: insured jobs by contract, then all other kinds."""
    return (
        table[kind_of_job(FULL_TIME, PERMANENT, 0, 0)],
        table[kind_of_job(FULL_TIME, PERMANENT, 1, 0)],
        table[kind_of_job(FULL_TIME, FIXED_TERM, 0, 0)],
        table[kind_of_job(FULL_TIME, FIXED_TERM, 1, 0)],
        table[kind_of_job(FULL_TIME, TEMP, 0, 0)],
        table[kind_of_job(FULL_TIME, TEMP, 1, 0)],
        table[kind_of_job(MINI_JOB, PERMANENT, 0, 0)],
        table[kind_of_job(MINI_JOB, PERMANENT, 0, 1)],
        table[kind_of_job(APPRENTICESHIP, PERMANENT, 0, 0)],
        table[kind_of_job(SELF_EMPLOYED, PERMANENT, 0, 0)],
        table[kind_of_job(SUBSIDISED, PERMANENT, 0, 0)],
    )


@rule
def effect_of_job(employment, contract, receipt, young, jobs):
    """A look into the table of job effects by comparisons, see `few`; `jobs`: what is at hand."""
    lasting_, lasting_paid, limited, limited_paid, lent, lent_paid = jobs[:6]
    mini_job, young_mini_job, apprentice, self_employed, subsidised = jobs[6:]
    effect = lasting_paid if receipt else lasting_
    limited = limited_paid if receipt else limited
    lent = lent_paid if receipt else lent
    effect = limited if contract == FIXED_TERM else effect
    effect = lent if contract == TEMP else effect
    mini_job = young_mini_job if young else mini_job
    effect = mini_job if employment == MINI_JOB else effect
    effect = apprentice if employment == APPRENTICESHIP else effect
    effect = self_employed if employment == SELF_EMPLOYED else effect
    effect = subsidised if employment == SUBSIDISED else effect
    return 0.0 if employment == NO_JOB else effect
