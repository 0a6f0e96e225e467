"""Early: ask memory for what a loop over a list of rows needs some rows later.

It pays where those who are visited lie far apart and much is looked up of each: the loops of
steering, admission, service, referral, recognition, job search and arrivals would take up to half
as long again.
"""

from model.compiled import rule
from model.lowering import fetch_early, fetch_number

AHEAD = 16  # rows of a list: how early its loop asks for what a row holds of needs


@rule
def ask_for_needs(state, position, last):
    """Ask memory for stages and clocks of a row some places on in a list that ends at `last`.

    They lie in the first line of a person's needs, providers in the second (model.columns).
    """
    person = state.people[state.active[min(position + AHEAD, last - 1)]]
    fetch_early(person.stage)
    fetch_number(person, "id")


@rule
def ask_for_pipeline(state, position, last):
    """The same for what is known of services waited for or under way."""
    ask_for_needs(state, position, last)
    fetch_early(state.people[state.active[min(position + AHEAD, last - 1)]].provider)


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
def ask_for_feelings(state, position, last):
    """The same for what a person feels."""
    person = state.people[state.active[min(position + AHEAD, last - 1)]]
    fetch_number(person, "motivation")
    fetch_number(person, "participation")
    fetch_number(person, "engagement")
    fetch_number(person, "lock_in")


@rule
def ask_for_arrival(state, nearer, farther):
    """The same for who arrives: a listed household, and when it is nearer, its head."""
    arriving = state.arriving
    fetch_number(arriving.households[farther], "first")
    head = arriving.people[arriving.households[nearer].first]
    fetch_early(head.has)
    fetch_number(head, "hours")
