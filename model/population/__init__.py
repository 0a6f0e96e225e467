"""The people and institutions of a place at month 0, and the people who will enter.

load_place(folder): Place with Sozialräume, institutions, initial population and arrivals
"""

from model.population.institutions import Kind
from model.population.measures import counted_features
from model.population.place import Place, Population, load_place

__all__ = ["Kind", "Place", "Population", "counted_features", "load_place"]
