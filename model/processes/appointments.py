"""Appointments: asked for, given and kept are three events.

Given, an appointment is kept with
    logit P(kept) = logit p₀ + ln OR_form + weeks · ln OR_week + β · (trust − ½)
p₀ at zero wait: 27 % not kept after 1–2 months, 44 % after up to six (waz_4772609). It is asked for
with the chance that leaves, at zero wait, the arrival that was measured after a referral:
    P(asks) = P(arrive) / P(kept),    logit P(arrive) = logit a₀ + ln OR_form + β · (trust − ½)
so waiting counts once, and never asking is no missed appointment. Arrival and forms: rapp_trial,
artas_1, artas_2; waiting: wait_decay. Part of the process admission.
"""

import math

from model.compiled import rule
from model.tally import FIXED
from model.vocabulary import CO_LOCATED, HANDOVER

# Months of waiting by which appointments are counted: of recipients and of earners, as reported.
SHORT_WAIT, LONG_WAIT, HALF_YEAR = 2, 4, 6


@rule
def arrival_chance(p0, form_odds, weeks, week_odds, trust, per_trust, shift):
    """Chance that a person comes. `form_odds` and `shift`: see above."""
    logit = math.log(p0 / (1.0 - p0)) + math.log(form_odds) + weeks * math.log(week_odds)
    logit += per_trust * (trust - 0.5) + shift
    return 1.0 / (1.0 + math.exp(-logit))


@rule
def ask_chance(arrival, kept, form_odds, trust, per_trust, shift):
    """Chance that a person who is referred asks for an appointment."""
    arrives = arrival_chance(arrival, form_odds, 0.0, 1.0, trust, per_trust, shift)
    keeps = arrival_chance(kept, form_odds, 0.0, 1.0, trust, per_trust, shift)
    return min(1.0, arrives / keeps)


@rule
def odds_of_form(form, managed, par):
    """Odds ratio of coming by how the person was referred."""
    odds = 1.0
    if form == HANDOVER:
        odds = par.handover_odds
    elif form == CO_LOCATED:
        odds = par.co_location_odds
    return odds * par.manager_odds if managed else odds


@rule
def count_debt(tally, months, missed):
    """An appointment given by the debt advice, by months of waiting (pattern P16).

    `missed`: the chance that it is not kept. Long waits are few: counted by what was drawn, a run
    would tell little but chance.
    """
    short, long = 1 <= months <= SHORT_WAIT, LONG_WAIT <= months <= HALF_YEAR
    tally.given_debt_short += short
    tally.missed_debt_short += int(short * missed * FIXED)
    tally.given_debt_long += long
    tally.missed_debt_long += int(long * missed * FIXED)
