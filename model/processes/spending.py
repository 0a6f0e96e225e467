"""Spending: what coordination costs in a month is what is really done, and by whom.

    conferences  those held × those at the table × minutes a head
    cases        a conference for a complex case; else minutes of a call, route / g(stage): few on a
                 standing route (stage 3 and more), more on a weak tie
    set-up       a share of the minutes that fades with the ramp-up, whether ties form or not
    everyday     a share that is spent outside of any form
The Jobcenter's own staff (placement and case management), its benefits clerks and the members pay
for themselves. `coordination_limit` is the most that each may spend on conferences and cases; what
is not spent stays with people and places. Cases are paid in the month after, and what a month
cannot pay is owed. The fair rival (`spend_as_casework`) gets, month by month, what the same network
spent: own staff and partners keep their minutes, clerks' minutes become casework at a rate after
some months of training, and set-up is sunk as in the network.

Minutes of a case conference: mdt_sweden; of conferences nothing is published. Part of the process
casework.
"""

from model.compiled import kernel, rule
from model.processes.cooperation import conference_held, member_attendance
from model.processes.reach import is_member
from model.tally import FIXED


@rule
def setup_share(progress, share, time):
    """Share of minutes spent on setting up: all of it at the start, nothing once established."""
    return share * time * (1.0 - progress)


@rule
def affordable(needed, limit):
    """Part of what is needed that can be paid, 0–1."""
    return 1.0 if needed <= limit else limit / needed


@rule
def spent_share(everyday, setup, minutes, of, most):
    """Share of a group's minutes that is spent, `most` at most."""
    return min(most, max(0.0, everyday + setup + minutes / max(1.0, of)))


@rule
def is_complex(known, busy, complex_from):
    """True if a case needs a conference: several known needs, and nothing under way yet."""
    return (busy == 0) & (known >= complex_from)


@rule
def minutes_of_case(complex_case, strength_, conference, route):
    """Minutes of all who take part in handing over one case."""
    return conference if complex_case else route / strength_


@rule
def clerks_as_casework(minutes, rate, month, start, training):
    """Case-management minutes that the clerks' minutes become: none before they are trained."""
    return minutes * rate if month - start >= training else 0.0


@kernel
def settle(state, month, s, own, clerks):
    """What the groups spend in a Sozialraum this month, as shares of their minutes.

    own, clerks: minutes of placement and case management, and of benefits. Returns the case
    management that the rival makes of clerks' minutes.
    """
    spaces, par = state.spaces, state.par[0].casework
    lever = state.levers[spaces[s].lever]
    fixed = state.par[0].switches.fixed_minutes
    if lever.spend_as_casework >= 0.5:
        return grant(state, month, s, clerks)
    setup = setup_share(spaces[s].ramp, lever.setup_share, lever.setup_time)
    setup *= lever.membership > 0
    members, attending = members_of(state, s)
    table = par.conference_length * lever.case_minutes * conference_due(lever, month)
    heads = par.conference_heads
    own_table = table * heads * (lever.attendance_placement + lever.attendance_case_management)
    clerks_table, members_table = table * heads * lever.attendance_benefits, table * attending
    limit = lever.coordination_limit
    held = affordable(own_table, limit * own)
    held = min(held, affordable(clerks_table, limit * clerks))
    held = min(held, affordable(members_table, limit * members))
    held = held if fixed > 0.0 else 1.0
    spaces[s].held = held
    of_cases = spaces[s].on_cases / FIXED
    spaces[s].on_cases = 0
    own_left = max(0.0, limit * own - held * own_table)
    members_left = max(0.0, limit * members - held * members_table)
    owed = spaces[s].owed + of_cases * par.case_own
    owed_by_members = spaces[s].owed_by_members + of_cases * (1.0 - par.case_own)
    own_cases, members_cases = min(owed, own_left), min(owed_by_members, members_left)
    spaces[s].owed = owed - own_cases
    spaces[s].owed_by_members = owed_by_members - members_cases
    spaces[s].joint_share = max(
        0.0,
        min(
            (own_left - spaces[s].owed) / par.case_own,
            (members_left - spaces[s].owed_by_members) / (1.0 - par.case_own),
        ),
    )
    everyday, most = lever.everyday_coordination, par.coordination_most
    spaces[s].setup = fixed * setup
    spaces[s].coordination = fixed * spent_share(
        everyday, setup, held * own_table + own_cases, own, most
    )
    spaces[s].clerks = fixed * spent_share(everyday, setup, held * clerks_table, clerks, most)
    spaces[s].partners = fixed * spent_share(
        everyday, setup, held * members_table + members_cases, members, most
    )
    return 0.0


@kernel
def grant(state, month, s, clerks):
    """The rival: what the same network spent this month goes to people, set-up is sunk."""
    spaces, par = state.spaces, state.par[0].casework
    lever = state.levers[spaces[s].lever]
    setup = spaces[s].granted_setup
    spaces[s].setup = setup
    spaces[s].coordination = setup
    spaces[s].clerks = setup + spaces[s].granted_clerks
    spaces[s].partners = setup
    spaces[s].joint_share = 0.0
    start = max(0, state.forms[spaces[s].lever].start)
    minutes = clerks * spaces[s].granted_clerks * lever.spend_as_casework
    return clerks_as_casework(minutes, par.clerks_rate, month, start, par.clerks_training)


@rule
def conference_due(lever, month):
    """True if the members of a form confer this month; others do so in their everyday."""
    return (lever.membership > 0) & conference_held(month, lever.conference_frequency)


@kernel
def members_of(state, s):
    """Minutes of the members in a Sozialraum (city-wide ones by stock), and how many attend."""
    institutions, spaces = state.institutions, state.spaces
    stock = 0
    for other in range(spaces.shape[0]):
        stock += spaces[other].stock
    lever = state.levers[spaces[s].lever]
    minutes, attending = 0.0, 0.0
    for j in range(1, institutions.shape[0]):
        here = institutions[j].sozialraum == s
        if not is_member(institutions[j], lever) or not (here or institutions[j].sozialraum < 0):
            continue
        minutes += institutions[j].minutes * (1.0 if here else spaces[s].stock / max(1, stock))
        attending += member_attendance(lever.bindingness, institutions[j].cooperation_minutes)
    return minutes, attending
