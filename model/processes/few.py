"""A few rows of a small table at hand: found by comparisons.

A look into a table for each of all people costs several times as much as some comparisons, which
are made for many people at once. What is at hand is read before the loop over people.
"""

from model.compiled import rule

FEW = 8  # rows that are held at hand; larger tables are looked up


@rule
def at_hand(table):
    """The rows of a table of at most FEW rows; the last one again for those that are missing."""
    last = table.shape[0] - 1
    return (
        table[0],
        table[min(1, last)],
        table[min(2, last)],
        table[min(3, last)],
        table[min(4, last)],
        table[min(5, last)],
        table[min(6, last)],
        table[min(7, last)],
    )


@rule
def of_few(row, numbers):
    """The number of a row, of FEW numbers that are at hand."""
    found, second, third, fourth, fifth, sixth, seventh, eighth = numbers
    found = second if row == 1 else found
    found = third if row == 2 else found
    found = fourth if row == 3 else found
    found = fifth if row == 4 else found
    found = sixth if row == 5 else found
    found = seventh if row == 6 else found
    return eighth if row == 7 else found
