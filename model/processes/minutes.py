"""Minutes: what holds in a Sozialraum this month, and how many minutes it has for people.

Minutes are fixed and coordination is paid first (file spending); the rest is attention. During a
form's ramp-up a minute is worth less. Caseloads: strotmann_2007, waz_jc_staffing.

*Perception* = boundaries × report on people × report on services × communicated; *capacity to act*
= (teams or coordinator) × mean attendance × open district offices. Both are a gate for the
Jobcenter's ties (process cooperation). The benefits department (Leistung) pays its part of the
coordination; what it then lacks for claims and BuT makes both slower, and what its clerks settle at
the table with partners makes both faster, as far as ties carry it. Part of the process casework.
"""

from model.compiled import kernel, rule
from model.processes.reach import carry
from model.processes.spending import settle
from model.tally import FIXED


@rule
def ramp_progress(month, start, ramp_months):
    """Progress of a form's ramp-up, 0 at its start to 1 when established."""
    if ramp_months <= 0.0:
        return 1.0
    return min(1.0, max(0.0, (month - start) / ramp_months))


@rule
def perception(boundaries, people, services, communicated):
    """The Jobcenter's perception of a Sozialraum, 0–1: all four elements are needed."""
    return boundaries * people * services * communicated


@rule
def capacity_to_act(teams, coordinator, placement, benefits, case_management, offices):
    """The Jobcenter's capacity to act in a Sozialraum, 0–1."""
    return max(teams, coordinator) * (placement + benefits + case_management) / 3.0 * offices


@kernel
def frame(state, month):
    """What holds in each Sozialraum this month: form, ramp-up, gates, ties, stock."""
    spaces, forms = state.spaces, state.forms
    for s in range(spaces.shape[0]):
        row = 0
        for f in range(forms.shape[0]):
            if forms[f].spaces[s] and forms[f].start <= month < forms[f].end:
                row = f
        lever = state.levers[row]
        progress = ramp_progress(
            month, max(0, forms[row].start), lever.ramp_months * lever.ramp_length
        )
        spaces[s].lever = row
        spaces[s].ramp = progress
        loss = max(lever.transition_loss, lever.merger_disruption) * (1.0 - progress)
        loss *= lever.resistance
        spaces[s].effectiveness = 1.0 - loss * state.par[0].switches.transition_dip
        spaces[s].perception = perception(
            lever.boundaries_agreed,
            lever.report_on_people,
            lever.report_on_services,
            lever.report_communicated,
        )
        spaces[s].capacity = capacity_to_act(
            lever.teams_by_sozialraum,
            lever.coordinator,
            lever.attendance_placement,
            lever.attendance_benefits,
            lever.attendance_case_management,
            lever.district_offices,
        )
        spaces[s].stock = 0
        spaces[s].far = 0
        spaces[s].weight = 0
    carry(state)


@rule
def pace_of_claims(minutes, claimants, per_claimant, at_the_table):
    """Pace of claims and BuT: the benefits department's minutes against what is needed.

    At most 1, and more by what is settled at the table with partners.
    """
    needed = claimants * per_claimant
    return (minutes / needed if minutes < needed else 1.0) * (1.0 + at_the_table)


@kernel
def share_minutes(state, month):
    """Minutes per Sozialraum: coordination is paid first, the rest is for people.

    Without teams by Sozialraum one city-wide pool follows the steering weights; with teams each
    Sozialraum has its share of the stock.
    """
    spaces, place, tally = state.spaces, state.par[0].place, state.tally[0]
    n = spaces.shape[0]
    stock = 0
    for s in range(n):
        stock += spaces[s].stock
    per_head = 1.0 / max(1, stock)
    pool, pool_weight = 0.0, 0.0
    for s in range(n):
        lever = state.levers[spaces[s].lever]
        officers = place.officers * place.minutes_per_officer * spaces[s].stock * per_head
        managers = place.case_managers * place.minutes_per_case_manager * spaces[s].stock * per_head
        benefits = place.benefits_staff * place.minutes_per_benefits_staff
        benefits *= spaces[s].stock * per_head
        from_clerks = settle(state, month, s, officers + managers, benefits)
        coordination = (officers + managers) * spaces[s].coordination
        with_benefits = coordination + benefits * spaces[s].clerks
        spaces[s].officer_minutes = officers * (1.0 - spaces[s].coordination)
        spaces[s].manager_minutes = managers * (1.0 - spaces[s].coordination) + from_clerks
        tally.minutes_contact += int(
            (spaces[s].officer_minutes + spaces[s].manager_minutes) * FIXED
        )
        tally.minutes_coordination += int((with_benefits - from_clerks) * FIXED)
        claims = benefits * (1.0 - spaces[s].clerks)
        tally.minutes_benefits += int(claims * FIXED)
        spaces[s].pace = pace_of_claims(
            claims,
            spaces[s].stock,
            state.par[0].casework.minutes_per_claimant,
            state.par[0].casework.table_pace * lever.attendance_benefits * spaces[s].reach,
        )
        if lever.teams_by_sozialraum < 0.5:
            pool += spaces[s].officer_minutes
            pool_weight += spaces[s].weight
    for s in range(n):
        if state.levers[spaces[s].lever].teams_by_sozialraum < 0.5:
            spaces[s].officer_minutes = pool * spaces[s].weight / max(1.0, pool_weight)
        spaces[s].minutes_per_weight = spaces[s].officer_minutes * FIXED / max(1, spaces[s].weight)
        cases = spaces[s].manager_minutes / state.par[0].casework.minutes_per_managed_case
        spaces[s].coverage = cases / max(1, spaces[s].far)
