"""A town of some hundred people made of the shipped place: whole runs take parts of a second."""

from pathlib import Path

from model.errors import Fault
from model.population.scaling import scaled_files
from model.scenario.places import find_place

FACTOR = 0.02


def small_town(folder: Path, factor: float = FACTOR) -> Path:
    """The folder of a town, made below `folder`."""
    shipped = find_place("oberhausen-2015", None, Fault("", "", ""))
    assert isinstance(shipped, Path)
    town = folder / "town"
    town.mkdir()
    for name, text in scaled_files(shipped, factor, "town").items():
        (town / name).write_text(text, encoding="utf-8")
    return town
