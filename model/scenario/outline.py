"""What a scenario must know of a place: its numbers and the names of its Sozialräume."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from model.errors import Fault
from model.parameters import Parameter, read_topic
from model.parameters.reading import shown
from model.scenario.places import PLACE_FILE, SPACES_FILE, read_spaces
from model.scenario.privacy import PRIVACY, privacy_faults
from model.scenario.region import Region, read_region


@dataclass(frozen=True)
class PlaceOutline:
    """What a scenario needs of a place: name, Sozialräume, numbers and labels.

    parameters: records of place.toml (topic `place`); region: what the model leaves to the place.
    People and institutions are built from the folder by `model.population`.
    """

    name: str
    folder: Path
    spaces: tuple[str, ...]
    parameters: Mapping[str, Parameter]
    labels: Mapping[str, Mapping[str, Any]]
    region: Region


def read_outline(
    folder: Path, declared: Mapping[str, Parameter], faults: list[Fault]
) -> PlaceOutline | None:
    """Outline of a place; None after adding every fault that prevents using it.

    declared: what every place must give, see `model.scenario.region`.
    """
    before = len(faults)
    topic = read_topic(folder / PLACE_FILE, faults, "place", (PRIVACY,))
    own = topic.labels.get("", {}) if topic else {}
    if PRIVACY in own:
        faults.extend(privacy_faults(own[PRIVACY], shown(folder / PLACE_FILE)))
    spaces = read_spaces(folder / SPACES_FILE, faults)
    region = read_region(folder, topic.parameters if topic else {}, declared, faults)
    if topic is None or len(faults) > before:
        return None
    return PlaceOutline(folder.name, folder, spaces, topic.parameters, topic.labels, region)
