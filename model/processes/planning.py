"""Planning: case reflection yields knowledge, and only that knowledge moves places.

    K' = K + g · [conference] · reflection · attendance · (1 − K) − loss · K
Once a year a share `planning_shift` · K of the places (with their staff minutes) of the institution
with the shortest queue of a purse moves to the one with the longest queue of the same purse; places
and minutes are conserved within the purse. Planning is joint as far as ties carry it: K times their
mean reach counts. The talk: casework and planning are interlocked; decision by bolland_wilson, that
coordination is lowest at the level of planning.
"""

from model.compiled import kernel, rule
from model.processes.cooperation import conference_held
from model.vocabulary import PURSES

N_PURSES = len(PURSES)
MONTHS = 12


@rule
def next_reflection(knowledge, held, reflection, attendance, gain, loss):
    """Knowledge from case reflection after a month."""
    value = knowledge + gain * held * reflection * attendance * (1.0 - knowledge)
    return min(1.0, max(0.0, value - loss * knowledge))


@rule
def load(queue, places):
    """Persons waiting per place."""
    return queue / max(1.0, places)


@kernel
def apply(state, month):
    """Reflection every month; once a year places move."""
    spaces, par = state.spaces, state.par[0].cooperation
    knowledge, planning, shift = 0.0, 0.0, 0.0
    n = spaces.shape[0]
    for s in range(n):
        lever = state.levers[spaces[s].lever]
        attendance = max(
            lever.attendance_placement,
            lever.attendance_benefits,
            lever.attendance_case_management,
        )
        spaces[s].reflection = next_reflection(
            spaces[s].reflection,
            conference_held(month, lever.conference_frequency) * spaces[s].held,
            lever.case_reflection,
            attendance,
            par.reflection_gain,
            par.reflection_loss,
        )
        knowledge += spaces[s].reflection * spaces[s].reach / n
        planning += lever.planning / n
        shift += lever.planning_shift / n
    if (month + 1) % MONTHS == 0 and planning * state.par[0].switches.planning > 0.0:
        for purse in range(N_PURSES):
            move_places(state, purse, shift * knowledge * planning)


@rule
def move_places(state, purse, share):
    """Move a share of the places of the least loaded institution of a purse to the most loaded."""
    institutions = state.institutions
    longest, shortest = -1, -1
    for j in range(1, institutions.shape[0]):
        if institutions[j].purse != purse or institutions[j].planned_places < 1.0:
            continue
        pressure = load(institutions[j].queue, institutions[j].planned_places)
        if longest < 0 or pressure > load(
            institutions[longest].queue, institutions[longest].planned_places
        ):
            longest = j
        if shortest < 0 or pressure < load(
            institutions[shortest].queue, institutions[shortest].planned_places
        ):
            shortest = j
    if longest < 0 or longest == shortest:
        return
    places = institutions[shortest].planned_places * share
    minutes = institutions[shortest].minutes * share
    institutions[shortest].planned_places -= places
    institutions[longest].planned_places += places
    institutions[shortest].minutes -= minutes
    institutions[longest].minutes += minutes
