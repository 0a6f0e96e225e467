"""What the files of a place say together: people, residents and stock must fit each other."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from model.errors import Fault
from model.parameters.record import Parameter
from model.words import Message

PLACE, SPACES = "place.toml", "sozialraeume.toml"
LEEWAY = 5  # the residents of all Sozialräume may lie a fifth outside the range of the place's


@dataclass(frozen=True)
class Space:
    """A Sozialraum: name, borough, records (population, rate, elb, migrated, lone_parents).

    milieu: contacts and associations, places of communication, norms, relative to the city.
    """

    name: str
    borough: str
    records: Mapping[str, Parameter]
    milieu: tuple[float, ...] = (1.0, 1.0, 1.0)


def agree(
    spaces: Sequence[Space], records: Mapping[str, Parameter], file: str, faults: list[Fault]
) -> None:
    """Faults of Sozialräume that contradict each other or the numbers of the place."""
    for space in spaces:
        found = space.records
        if {"elb", "population"} <= found.keys() and found["elb"].value > found["population"].value:
            elb, all_of_them = (found[key].value for key in ("elb", "population"))
            problem = Message(
                "{name}: {elb:g} persons in receipt of {all_of_them:g} residents",
                name=space.name,
                elb=elb,
                all_of_them=all_of_them,
            )
            faults.append(Fault(file, "elb", problem, Message("fewer than the residents")))
    total = _sum(spaces, "elb")
    stock = records.get("stock")
    if stock and total is not None and total != stock.value:
        problem = Message(
            "the Sozialräume add up to {total:g} persons, the stock is {value:g}",
            total=total,
            value=stock.value,
        )
        allowed = Message("a sum of {value:g} ({place}: stock)", value=stock.value, place=PLACE)
        faults.append(Fault(file, "elb", problem, allowed))
    residents = records.get("residents")
    total = _sum(spaces, "population")
    if residents and residents.range and total is not None:
        low, high = residents.range
        if not low - low / LEEWAY <= total <= high + high / LEEWAY:
            problem = Message(
                "the Sozialräume have {total:g} residents, the place {value:g}",
                total=total,
                value=residents.value,
            )
            allowed = Message(
                "a sum near {value:g} ({place}: residents)", value=residents.value, place=PLACE
            )
            faults.append(Fault(file, "population", problem, allowed))


def _sum(spaces: Sequence[Space], key: str) -> float | None:
    """Sum over all Sozialräume; None if one is missing, which is reported already."""
    values = [space.records[key].value for space in spaces if key in space.records]
    return sum(values) if spaces and len(values) == len(spaces) else None
