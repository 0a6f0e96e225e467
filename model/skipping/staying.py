"""Staying: whose household surely stays in receipt, and who surely stays in it or away alone.

Covers `exits.exit_chance`, `exits.individual_exit`, `exits.return_chance` and `exits.return_alone`.
"""

from model.compiled import kernel, rule
from model.skipping.leading import bound_at, bound_of, bounds, leading
from model.vocabulary import MOVED, OTHER_INCOME, PRESENT

SPELLS = 128  # months of receipt, up to which the hazard of an exit is looked up


@kernel
def mark_who_may_move(state, first, end, key_exit, key_return):
    """Mark who may leave receipt without a job this month, or come back: a draw is below its bound.

    Exits together are judged on the head, who may be away while others are in receipt. Nobody in
    receipt is away, so one more draw is enough: of leaving alone, or of coming back.
    """
    people, par = state.people, state.par[0].demography
    together, alone = bounds(state.lookup.exit, 1.0), bound_of(exit_alone_at_most(par))
    back, back_alone = bound_of(return_at_most(par)), bound_of(return_alone_at_most(par))
    for i in range(first, end):
        identity, absence = people[i].id, people[i].absence
        away, served = absence != PRESENT, people[i].receipt != 0
        key, most = key_return if away else key_exit, back_alone if away else alone
        together_away = (absence == OTHER_INCOME) | (absence == MOVED)
        most = back if together_away else most
        moves = leading(key, identity, not together_away) < most
        leaves = leading(key_exit, identity, 0) < bound_at(people[i].spell, together)
        state.marks[i] = (served | away) & (moves | leaves)


@rule
def exit_at_most(spell, lookup):
    """Bound of the chance that a household leaves without a job, whatever its features are."""
    return lookup.exit[min(int(spell), SPELLS - 1)]


@rule
def exit_alone_at_most(par):
    """Bound of the chance that a person leaves alone, for any reason."""
    return par.disengage_most + par.incapacity + par.study


@rule
def return_at_most(par):
    """Bound of the chance that a household comes back: it fades."""
    return max(par.return_other_income, par.return_moved)


@rule
def return_alone_at_most(par):
    """Bound of the chance that a person who left alone comes back, for any reason."""
    return max(par.return_disengaged, par.return_incapacity, par.return_study)
