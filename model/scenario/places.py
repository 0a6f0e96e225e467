"""Where the shipped data lies, which places there are, and what a scenario must know of a place."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from model.errors import Fault, nearest
from model.parameters import Parameter, read_topic
from model.parameters.reading import named_in, quoted, read_toml, resolved, shown
from model.scenario.region import Region, read_region

PLACE_FILE = "place.toml"
DEFAULT_PLACE = "oberhausen-2015"
SPACES_FILE = "sozialraeume.toml"


def data_root() -> Path:
    """Folder of the shipped scenarios: beside the packages, in a clone as in a wheel."""
    return Path(__file__).resolve().parents[2] / "scenarios"


def arrangements_folder() -> Path:
    """Folder of the shipped arrangements."""
    return data_root() / "arrangements"


def list_scenarios() -> list[str]:
    """Names of the shipped arrangements, sorted; each is the stem of its file."""
    return sorted(path.stem for path in arrangements_folder().glob("*.toml"))


def list_places() -> list[str]:
    """Names of the shipped places, sorted; each is the name of its folder."""
    return sorted(path.parent.name for path in (data_root() / "places").glob(f"*/{PLACE_FILE}"))


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


def find_place(reference: str | Path, origin: Path | None, where: Fault) -> Path | Fault:
    """Folder of a place given by name or as a path (relative to the file that names it).

    origin: the scenario file, or None for the command line; where: a fault with file and key of the
    reference, returned with the problem filled in if there is no such place.
    """
    text = str(reference)
    candidates = [data_root() / "places" / text]
    if _is_path(text):
        path = named_in(origin, text) if origin else Path(text)
        if isinstance(path, str):
            allowed = "a place by name, or the path of its folder, in this folder or beside it"
            return replace(where, problem=f"{quoted(text)} {path}", allowed=allowed)
        candidates = [path]
    for folder in candidates:
        try:
            if (folder / PLACE_FILE).is_file():
                return resolved(folder)
        except (OSError, ValueError):
            break
    known = list_places()
    problem = f"there is no place {quoted(text)}"
    allowed = ", ".join([*known, f"or the path of a folder with {PLACE_FILE}"])
    return Fault(where.file, where.key, problem, allowed, nearest(text, known))


def read_outline(
    folder: Path, declared: Mapping[str, Parameter], faults: list[Fault]
) -> PlaceOutline | None:
    """Outline of a place; None after adding every fault that prevents using it.

    declared: what every place must give, see `model.scenario.region`.
    """
    before = len(faults)
    topic = read_topic(folder / PLACE_FILE, faults, "place")
    spaces = read_spaces(folder / SPACES_FILE, faults)
    region = read_region(folder, topic.parameters if topic else {}, declared, faults)
    if topic is None or len(faults) > before:
        return None
    return PlaceOutline(folder.name, folder, spaces, topic.parameters, topic.labels, region)


def read_spaces(path: Path, faults: list[Fault]) -> tuple[str, ...]:
    """Names of the Sozialräume of a place, in the order of their codes: rows of [[sozialraum]]."""
    tables = read_toml(path, faults)
    if tables is None:
        return ()
    file = shown(path)
    rows = tables.get("sozialraum")
    if not isinstance(rows, list) or not rows:
        faults.append(Fault(file, "sozialraum", "no Sozialraum is named", "[[sozialraum]] tables"))
        return ()
    names = [row.get("name") if isinstance(row, dict) else None for row in rows]
    texts = [unicodedata.normalize("NFC", n) for n in names if isinstance(n, str) and n.strip()]
    if len(texts) < len(names):
        faults.append(Fault(file, "sozialraum.name", "a name is missing", 'name = "…" in each row'))
    faults.extend(
        Fault(file, "sozialraum.name", f"{name!r} stands here twice", "each name once")
        for name in sorted({name for name in texts if texts.count(name) > 1})
    )
    return tuple(texts)


def _is_path(text: str) -> bool:
    return "/" in text or "\\" in text or text in (".", "..")
