"""Planning: case reflection yields knowledge, and only that knowledge moves places.

    K' = K + g · [conference] · reflection · attendance · (1 − K) − loss · K
Once a year members of a purse whose queues are shorter than the mean of all these members give up a
share of their places (with staff minutes), and members with longer queues get them, in proportion
to who stands there beyond the mean:
    share = planning_shift · planning · K · reach of the member's tie
Places and minutes are conserved within the purse; who is not tied neither gives nor gets. Between
the Jobcenter's own contracted providers this is its mix of measures (Maßnahmeplanung). The talk:
casework and planning are interlocked; decision by bolland_wilson, that coordination is lowest at
the level of planning.
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


@rule
def planned_share(lever, knowledge, reach):
    """Share of its places that an institution may give up in a year."""
    return lever.planning_shift * lever.planning * knowledge * reach


@kernel
def apply(state, month):
    """Reflection every month; once a year places move."""
    spaces, par = state.spaces, state.par[0].cooperation
    for s in range(spaces.shape[0]):
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
    if (month + 1) % MONTHS == 0 and state.par[0].switches.planning > 0.0:
        for purse in range(N_PURSES):
            move_places(state, purse)


@rule
def share_of(state, j):
    """Share of its places that institution j may give up; city-wide, the mean over all spaces."""
    institution, spaces, total, parts = state.institutions[j], state.spaces, 0.0, 0
    pair = state.place.pair_of[0, institution.kind]
    for s in range(spaces.shape[0]):
        if institution.sozialraum < 0 or institution.sozialraum == s:
            lever, reach = state.levers[spaces[s].lever], state.ties[s, pair].reach
            total += planned_share(lever, spaces[s].reflection, reach)
            parts += 1
    return total / max(1, parts)


@rule
def plans(institution, purse, share):
    """True if an institution of this purse has places to plan and a tie that carries planning."""
    return (institution.purse == purse) & (institution.planned_places >= 1.0) & (share > 0.0)


@rule
def move_places(state, purse):
    """Move places of a purse from members with short queues to members with long ones."""
    institutions = state.institutions
    queue, places = 0.0, 0.0
    for j in range(1, institutions.shape[0]):
        if plans(institutions[j], purse, share_of(state, j)):
            queue += institutions[j].queue
            places += institutions[j].planned_places
    mean, given, minutes, beyond = load(queue, places), 0.0, 0.0, 0.0
    for j in range(1, institutions.shape[0]):
        share = share_of(state, j)
        if plans(institutions[j], purse, share):
            excess = institutions[j].queue - mean * institutions[j].planned_places
            beyond += max(0.0, excess)
            if excess < 0.0:
                given += institutions[j].planned_places * share
                minutes += institutions[j].minutes * share
    if given <= 0.0 or beyond <= 0.0:
        return
    for j in range(1, institutions.shape[0]):
        share = share_of(state, j)
        if plans(institutions[j], purse, share):
            excess = institutions[j].queue - mean * institutions[j].planned_places
            part = max(0.0, excess) / beyond
            kept = 1.0 - share if excess < 0.0 else 1.0
            institutions[j].planned_places = institutions[j].planned_places * kept + given * part
            institutions[j].minutes = institutions[j].minutes * kept + minutes * part
