"""Uses: which households surely neither begin nor stop to use a service of the neighbourhood.

Covers `neighbourhood.change_of_use`, which takes one chance after the other off a draw.
"""

from model.compiled import rule
from model.lowering import ones
from model.skipping import SAFE
from model.vocabulary import N_NEARBY


@rule
def beginning_at_most(usual, tied):
    """Bound of the chance to begin anything, whoever it is, by chances of a Sozialraum."""
    total = 0.0
    for b in range(N_NEARBY):
        total += max(usual[b], tied[b])
    return total * SAFE


@rule
def change_of_use_at_most(uses, begins, ends):
    """Bound of the chance that a household changes what it uses; `begins` as above."""
    return (begins + ones(uses) * ends) * SAFE
