"""The people and institutions of a place at month 0, and the people who will enter.

- load_place(folder): Place with Sozialräume, institutions, initial population and arrivals
- fit_report(place): every margin with target and result; overlap_report(place): youth welfare
- arrivals_list(place, seed, months): who enters when, to read
"""

from model.population.arrivals import Arrival, arrivals_list
from model.population.fit import FitRow, OverlapRow, fit_report, overlap_report
from model.population.institutions import Kind
from model.population.measures import counted_features
from model.population.place import Place, Population, load_place

__all__ = [
    "Arrival",
    "FitRow",
    "Kind",
    "OverlapRow",
    "Place",
    "Population",
    "arrivals_list",
    "counted_features",
    "fit_report",
    "load_place",
    "overlap_report",
]
