"""The list of arrivals: who enters receipt in which month, fixed by the seed alone.

Condition secured: arrivals depend on nothing but the seed and the place, neither on the arrangement
nor on the stock. The engine draws by the same rule; this list is for people who want to read it.
"""

import math
from typing import NamedTuple

import numpy as np

from model.population.place import Place
from model.population.sample import MONTHS
from model.streams import Decision, stream_key_python, uniform_python
from model.vocabulary import BARRIERS, HOUSEHOLDS, SEXES


class Arrival(NamedTuple):
    """One person who enters. slot: household of the month; template: row of place.arrivals."""

    month: int
    slot: int
    template: int
    household: str
    sozialraum: str
    sex: str
    age_years: int
    pupil: bool
    features: tuple[str, ...]


def arrival_count(seed: int, month: int, mean: float) -> int:
    """Households that enter in a month: λ + sqrt(λ) z rounded to the nearest, at least 0."""
    key = stream_key_python(seed, Decision.ARRIVAL_COUNT, month)
    first, second = uniform_python(key, 0, 0), uniform_python(key, 0, 1)
    normal = math.sqrt(-2 * math.log(first)) * math.cos(2 * math.pi * second)
    return max(0, math.floor(mean + math.sqrt(mean) * normal + 0.5))


def template_of(seed: int, month: int, slot: int, templates: int) -> int:
    """Row of the template household of one slot: floor(u · templates)."""
    key = stream_key_python(seed, Decision.ARRIVAL_TEMPLATE, month)
    return int(uniform_python(key, slot, 0) * templates)


def arrivals_list(
    place: Place, seed: int, months: int, mean: float | None = None, first: int = 0
) -> list[Arrival]:
    """Everybody who enters in `months` months from month `first` on, in order of entry.

    mean: households a month, by default arrivals_per_month of the place.
    """
    rate = place.records["arrivals_per_month"].value if mean is None else mean
    homes, people = place.arrivals.households, place.arrivals.people
    found = []
    for month in range(first, first + months):
        for slot in range(arrival_count(seed, month, rate)):
            template = template_of(seed, month, slot, homes.kind.size)
            start = int(homes.first[template])
            for person in range(start, start + int(homes.size[template])):
                has = np.flatnonzero(people.has[person])
                found.append(
                    Arrival(
                        month,
                        slot,
                        template,
                        HOUSEHOLDS[homes.kind[template]],
                        place.spaces[homes.sozialraum[template]],
                        SEXES[people.sex[person]],
                        int(people.age[person]) // MONTHS,
                        bool(people.pupil[person]),
                        tuple(BARRIERS[feature] for feature in has),
                    )
                )
    return found
