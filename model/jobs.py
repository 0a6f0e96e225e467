"""What kinds of jobs count as, for several processes."""

from model.compiled import rule
from model.vocabulary import APPRENTICESHIP, FULL_TIME, PART_TIME


@rule
def insured(employment):
    """True for insured work and apprenticeships, without subsidised jobs."""
    work = (employment == PART_TIME) | (employment == FULL_TIME)
    return work | (employment == APPRENTICESHIP)
