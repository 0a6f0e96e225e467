"""Labour demand: hires open this month, by demand level, with season.

    V = hires · demand · (1 + season · cos(2π (calendar month − peak) / 12))
All hires count, not only the vacancies reported to the employment agency (waz_11232848). Season:
hammer_seasonality.
"""

import math

from model.compiled import kernel, rule
from model.vocabulary import LEVELS

N_LEVELS = len(LEVELS)


@rule
def calendar_month(month, first):
    """Calendar month 1–12 of a month of the simulation (month 0 is `first`)."""
    return (month + first - 1) % 12 + 1


@rule
def seasonal(amplitude, calendar, peak):
    """Seasonal deviation, largest in the peak month."""
    return amplitude * math.cos(2.0 * math.pi * (calendar - peak) / 12.0)


@rule
def hires_open(hires, demand, season):
    """Hires open this month at one level."""
    return hires * demand * (1.0 + season)


@kernel
def apply(state, month):
    """Hires of the month at every level."""
    par = state.par[0].market
    calendar = calendar_month(month, int(par.first_calendar_month))
    season = seasonal(par.season, calendar, par.season_peak)
    for level in range(N_LEVELS):
        state.market[level].vacancies = hires_open(par.hires[level], par.demand, season)
