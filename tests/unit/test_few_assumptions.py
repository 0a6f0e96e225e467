"""Few assumptions: how many numbers are assumed, and how many of them are drawn.

Levers and switches are design, not assumptions. A new number is one that no other can stand for.
"""

from analysis.register.assumptions import register
from experiments.calibration.space import can_be_drawn
from model.scenario import resolve

DESIGN = ("levers", "switches")
MOST_ASSUMED, MOST_DRAWN = 370, 150


def test_at_most_so_many_numbers_are_assumed() -> None:
    found = [
        entry.name
        for entry in register([resolve("production-network")])
        if entry.status == "assumed" and entry.topic not in DESIGN
    ]
    assert len(found) <= MOST_ASSUMED, f"{len(found)} assumed numbers"


def test_at_most_so_many_assumed_numbers_are_drawn() -> None:
    parameters = resolve("production-network").parameters.values()
    drawn = [p.name for p in parameters if can_be_drawn(p, ("assumed",))]
    assert len(drawn) <= MOST_DRAWN, f"{len(drawn)} drawn numbers: {drawn}"


def test_what_is_not_drawn_has_somebody_who_is() -> None:
    parameters = resolve("production-network").parameters
    held = {name: p.drawn_by for name, p in parameters.items() if p.drawn_by}
    wrong = [
        f"{name}: {other}"
        for name, other in held.items()
        if other not in parameters or not can_be_drawn(parameters[other], ("assumed", "calibrated"))
    ]
    assert held
    assert not wrong
