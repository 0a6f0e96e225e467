"""Checking files of every kind without running anything: the one way for users, places included."""

from pathlib import Path

from experiments.patterns import load_patterns
from model.errors import Fault
from model.population import load_place
from model.scenario.check import check as check_files


def check(*paths: str | Path) -> list[Fault]:
    """All faults of scenarios, parameter files, places and their patterns; empty if all are right.

    A folder means the place in it, and so does one of its files: a place is read as a whole.
    """
    return check_files(*paths, readers=(load_place, load_patterns))
