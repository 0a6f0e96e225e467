"""Receipt: the need of a household, the income that counts, and what becomes of an integration.

A household leaves receipt when creditable net income reaches its need, with all its members; in
need again it claims again, after unemployment insurance has run out. A child who covers the own
need is no member (file own_need). Needs and allowances: law of 2015 (law_2015). Part of the process
employment.
"""

import numpy as np

from model.barriers import children_of
from model.compiled import kernel, rule
from model.jobs import insured
from model.lowering import MARKS, lowest_bit, rows_with, until
from model.processes.exits import end_pipelines
from model.processes.own_need import covers_own_need, heads_of, members_of, stand_apart
from model.skipping.narrow import later, two_bytes
from model.skipping.spans import listed, listed_homes
from model.streams import uniform
from model.tally import FIXED
from model.vocabulary import (
    COUPLE,
    COUPLE_WITH_CHILDREN,
    LONE_PARENT,
    NO_JOB,
    PRESENT,
)

SOON, LATER, A_YEAR = 3, 6, 12  # months after which an integration is looked at again
WINDOW = 24  # months that long receipt is judged by
SEEN = 0xFFFF_FFFF  # months of receipt that are kept, as bits: 32
SEEN_BACK = 60  # months that the history of starts reaches back (64 bits)


@rule
def creditable(net, base, rate, largest, gross_per_net):
    """Net earnings that count against the need (§ 11b SGB II, simplified)."""
    if net <= 0.0:
        return 0.0
    allowance = base + rate * max(0.0, net * gross_per_net - base)
    return max(0.0, net - min(allowance, largest))


@rule
def household_need(
    adults, children, couple, lone_parent, rent, single, partner, youth, child, lone
):
    """Monthly need of a Bedarfsgemeinschaft (§§ 20–22 SGB II, simplified). `adults`: members."""
    of_two = 2.0 * partner + youth * (adults - 2)
    of_one = single + youth * (adults - 1)
    need = of_two if couple & (adults >= 2) else of_one
    return need + child * children + (lone if lone_parent else 0.0) + rent


@rule
def need_of(household, par):
    """Monthly need of a household's members: of those who are there, without who is apart."""
    kind, members = household.kind, members_of(household)
    return household_need(
        float(max(1, members)),
        children_of(household),
        (kind == COUPLE) | (kind == COUPLE_WITH_CHILDREN),
        kind == LONE_PARENT,
        household.rent * (1.0 - household.apart / heads_of(household)),
        par.need_single,
        par.need_partner,
        par.need_youth,
        par.need_child,
        par.need_lone_parent,
    )


@rule
def benefit(need, income, par):
    """What a household in receipt is paid, from the federal and from the municipal purse."""
    paid = max(0.0, need - income)
    federal = int(paid * par.federal_share * FIXED)
    return federal, int(paid * (1.0 - par.federal_share) * FIXED)


@rule
def creditable_of(employment, wage, par):
    """Creditable monthly income from a person's job."""
    if employment == NO_JOB:
        return 0.0
    return creditable(
        wage, par.allowance_base, par.allowance_rate, par.allowance_max, par.gross_per_net
    )


@kernel
def add_up_income(state, first, end):
    """Creditable income of who is there and has a job, summed by household without who is apart."""
    people, par = state.people, state.par[0].employment
    judged = state.par[0].switches.own_need != 0.0
    for start in range(first, end, MARKS):
        there = rows_with(people, start, "absence", PRESENT) & until(start, end)
        earners = there & ~rows_with(people, start, "employment", NO_JOB)
        before = ~rows_with(people, start, "apart", 0) & until(start, end)
        looked_at = earners | before
        while looked_at != 0:
            at = lowest_bit(looked_at)
            person = people[start + at]
            household = state.households[person.household]
            income = creditable_of(person.employment, person.wage, par)
            place = start + at - household.first
            earns = (earners >> at) & 1 != 0
            apart = judged and earns and covers_own_need(place, income, household, par)
            if earns and not apart:
                household.income += income
            stand_apart(person, household, apart)
            looked_at &= looked_at - 1  # without the lowest


@rule
def pause_claim(household, pay, par):
    """Unemployment insurance of a lost job: a household that it covers waits with its claim."""
    if pay > 0.0 and pay >= need_of(household, par):
        household.claim_pause = int(par.alg1_months)


@kernel
def judge(state, h0, h1, key_claim):
    """Need and income decide about receipt: off when covered or nobody is there, back on a claim.

    After `forget_after` months out of receipt nobody comes back: the burn-in forgets such
    households, and a run that follows them must have the same flows. Marked is where receipt
    changed, or a member came back.
    """
    par, tally = state.par[0].employment, state.tally[0]
    gone_after = state.par[0].demography.forget_after
    in_receipt, federal, municipal = 0, 0, 0
    for h in range(h0, h1):
        household = state.households[h]
        need = need_of(household, par)
        pause = two_bytes(household.claim_pause - (household.claim_pause > 0))
        covered = (household.income >= need) | (pause > 0)
        there, served = members_of(household) != 0, household.receipt != 0
        may_claim = there & (household.months_out < gone_after) & (not served) & (not covered)
        leaves = served & (covered | (not there))
        serves = served & (not leaves)
        household.months_out = later(0 if leaves else household.months_out, not serves)
        household.claim_pause = pause
        household.receipt = serves
        from_federal, from_municipal = benefit(need, household.income, par)
        in_receipt += serves
        federal += from_federal if serves else 0
        municipal += from_municipal if serves else 0
        state.home_marks[h] = may_claim
        household.stirred = leaves | (household.stirred != 0)
        household.income = household.income if may_claim else 0.0
    tally.households += in_receipt
    tally.benefit_federal += federal
    tally.benefit_municipal += municipal
    hear_claims(state, h0, h1, key_claim)
    for h in range(h0, h1):
        household = state.households[h]
        state.home_marks[h] = household.stirred
        household.stirred = 0


@kernel
def hear_claims(state, h0, h1, key_claim):
    """Of the marked, who are in need and out of receipt, some claim.

    Claims take longer where the benefits department lacks minutes (`pace`, file minutes).
    """
    par, tally = state.par[0].employment, state.tally[0]
    for position in range(h0, listed_homes(state, h0, h1)):
        household = state.households[state.home_list[position]]
        income = household.income
        household.income = 0.0
        claim = par.claim * state.spaces[household.sozialraum].pace
        if uniform(key_claim, state.people[household.first].id, 0) >= claim:
            continue
        household.receipt = 1
        household.stirred = 1
        household.months_out -= 1  # this month is none out of receipt
        need = need_of(household, par)
        from_federal, from_municipal = benefit(need, income, par)
        tally.households += 1
        tally.benefit_federal += from_federal
        tally.benefit_municipal += from_municipal


@rule
def follow_household(person, household_receipt, tally):
    """A person enters or leaves receipt with the household."""
    now = household_receipt & (person.absence == PRESENT) & (person.apart == 0)
    if person.receipt == now:
        return
    person.receipt = now
    if not now:
        person.months_out = 0
        person.attention = 0.0
        end_pipelines(person)
        tally.out_covered += 1
        return
    person.spell = 0
    person.outlook = 0.0
    if left_by_work(person.months_out, person.starts):
        tally.in_from_work += 1
    else:
        tally.in_from_elsewhere += 1


@kernel
def keep_counters(state, first, end):
    """Windows and spells of receipt."""
    people = state.people
    for i in range(first, end):
        person = people[i]
        now = person.receipt
        person.spell = later(person.spell, now != 0)
        person.months_out = later(person.months_out, now == 0)
        window = np.uint32(((person.receipt_window << 1) | now) & SEEN)
        person.window_count += now - int((window >> WINDOW) & 1)
        person.receipt_window = window


@rule
def left_by_work(months_out, starts):
    """True if the person left receipt by an integration (as far back as can be seen)."""
    return starts >> min(months_out, SEEN_BACK) != 0


@rule
def integration_due(starts):
    """1 if a start of some months ago is looked at again this month."""
    return ((starts >> SOON) | (starts >> LATER) | (starts >> A_YEAR)) & 1


@kernel
def follow_integrations(state, first, end):
    """What became of the integrations of some months ago."""
    for i in range(first, end):
        state.marks[i] = integration_due(state.people[i].starts)
    for position in range(first, listed(state, first, end)):
        person = state.people[state.active[position]]
        follow_integration(
            person.starts, insured(person.employment), person.receipt, state.tally[0]
        )


@rule
def follow_integration(starts, employed, receipt, tally):
    """What became of an integration after 3, 6 and 12 months."""
    if (starts >> SOON) & 1:
        tally.due_3 += 1
        tally.secured_3 += not receipt
    if (starts >> LATER) & 1:
        tally.due_6 += 1
        tally.secured_6 += employed and not receipt
    if (starts >> A_YEAR) & 1:
        tally.due_12 += 1
        tally.employed_12 += employed
