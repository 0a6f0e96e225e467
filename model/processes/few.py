"""A few rows of a small table at hand: found by comparisons.

A look into a table for each of all people costs several times as much as some comparisons, which
are made for many people at once. What is at hand is read before the loop over people.
"""

from model.compiled import rule

FEW = 8  # rows that are held at hand; larger tables are looked up
SECOND, THIRD, FOURTH, FIFTH, SIXTH, SEVENTH, EIGHTH = range(1, FEW)


@rule
def at_hand(table):
    """The rows of a table of at most FEW rows; the last one again for those that are missing."""
    last = table.shape[0] - 1
    return (
        table[0],
        table[min(SECOND, last)],
        table[min(THIRD, last)],
        table[min(FOURTH, last)],
        table[min(FIFTH, last)],
        table[min(SIXTH, last)],
        table[min(SEVENTH, last)],
        table[min(EIGHTH, last)],
    )


@rule
def of_few(row, numbers):
    """The number of a row, of FEW numbers that are at hand."""
    found, second, third, fourth, fifth, sixth, seventh, eighth = numbers
    found = second if row == SECOND else found
    found = third if row == THIRD else found
    found = fourth if row == FOURTH else found
    found = fifth if row == FIFTH else found
    found = sixth if row == SIXTH else found
    found = seventh if row == SEVENTH else found
    return eighth if row == EIGHTH else found


@rule
def none_of_few():
    """FEW sums that begin at 0."""
    return 0, 0, 0, 0, 0, 0, 0, 0


@rule
def add_to_few(row, number, sums):
    """FEW sums with a number added to that of a row; rows that are not among them add nothing."""
    first, second, third, fourth, fifth, sixth, seventh, eighth = sums
    return (
        first + number * (row == 0),
        second + number * (row == SECOND),
        third + number * (row == THIRD),
        fourth + number * (row == FOURTH),
        fifth + number * (row == FIFTH),
        sixth + number * (row == SIXTH),
        seventh + number * (row == SEVENTH),
        eighth + number * (row == EIGHTH),
    )
