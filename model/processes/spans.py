"""Spans: the people of a run of households, so that a month can be lived block by block.

What a process does for each person or household is a step over households h0 … h1 − 1 and their
members. Blocks that fit the processor's own memory make a month several times faster, and since
nothing in such a step depends on another household, blocks can be run in any order and on several
cores.
"""

from model.compiled import rule
from model.lowering import MARKS, fetch_early, fetch_number, put_marked

SPARSE = 5  # rows per person: if fewer than one of so many is concerned, a list is faster
AHEAD = 16  # rows of a list: how early its loop asks for what a row holds of needs


@rule
def people_of(state, h0, h1):
    """First row of the members of households h0 … h1 − 1, and the row after the last."""
    if h1 <= h0:
        return 0, 0
    last = state.households[h1 - 1]
    return int(state.households[h0].first), int(last.first + last.size)


@rule
def list_marked(rows, marks, first, end):
    """List the marked of rows first … end − 1 in `rows`; returns the position after the last.

    The list stands from position `first` on. A loop over a list of rows is far cheaper than one
    over all rows that passes most of them by: the compiler would carry the address of every column
    along, row by row.
    """
    position = first
    whole = end - (end - first) % MARKS
    for start in range(first, whole, MARKS):
        position = put_marked(rows, position, start, marks)
    for row in range(whole, end):
        rows[position] = row
        position += marks[row] != 0
    return position


@rule
def listed(state, first, end):
    """List the marked people among rows first … end − 1 in `active`; see `list_marked`."""
    return list_marked(state.active, state.marks, first, end)


@rule
def listed_homes(state, h0, h1):
    """List the marked of households h0 … h1 − 1 in `home_list`; see `list_marked`."""
    return list_marked(state.home_list, state.home_marks, h0, h1)


@rule
def in_receipt(state, first, end):
    """List those in receipt among rows first … end − 1 in `active`; see `list_marked`."""
    for i in range(first, end):
        state.marks[i] = state.people[i].receipt
    return listed(state, first, end)


@rule
def few_in_receipt(state, first, end):
    """True if a loop over a list of those in receipt is faster than one over all rows.

    Households in receipt stand side by side after the burn-in, so that blocks differ much.
    """
    count = 0
    for i in range(first, end):
        count += state.people[i].receipt
    return count * SPARSE < end - first


@rule
def ahead(state, position, last):
    """The person some places on in a list that ends at `last`: to ask memory for."""
    return state.people[state.active[min(position + AHEAD, last - 1)]]


@rule
def ask_for_needs(state, position, last):
    """Ask memory for stages and clocks of a row some places on in a list that ends at `last`.

    They lie in the first line of a person's needs, providers in the second (model.columns).
    """
    person = ahead(state, position, last)
    fetch_early(person.stage)
    fetch_number(person, "id")


@rule
def ask_for_relief(state, position, last):
    """The same for what services have mitigated."""
    fetch_early(ahead(state, position, last).mitigated)


@rule
def ask_for_contact(state, position, last):
    """The same for what a contact moves."""
    person = ahead(state, position, last)
    fetch_number(person, "trust")
    fetch_number(person, "motivation")
    fetch_number(person, "stigma")


@rule
def ask_for_pipeline(state, position, last):
    """The same for what is known of services waited for or under way."""
    ask_for_needs(state, position, last)
    fetch_early(ahead(state, position, last).provider)


@rule
def ask_for_feelings(state, position, last):
    """The same for what a person feels."""
    person = ahead(state, position, last)
    fetch_number(person, "motivation")
    fetch_number(person, "participation")
    fetch_number(person, "engagement")
    fetch_number(person, "lock_in")


@rule
def ask_for_turn(state, row):
    """The same for what an offer of a place asks of the person of a row."""
    person = state.people[row]
    fetch_early(person.stage)
    fetch_early(person.provider)
    fetch_number(person, "id")
    fetch_number(person, "trust")
    fetch_number(person, "lever")
    fetch_number(person, "holder")
    fetch_number(person, "profile")
    fetch_number(person, "pending")


@rule
def ask_for_home(state, position, last):
    """The same for the household: first of which it is, some places later of what it holds."""
    fetch_number(state.people[state.active[min(position + 2 * AHEAD, last - 1)]], "household")
    person = state.people[state.active[min(position + AHEAD, last - 1)]]
    household = state.households[person.household]
    fetch_number(household, "first")
    fetch_number(household, "size")
    fetch_number(household, "receipt")
