"""Copies of Oberhausen: whole, broken on purpose, or small enough for slow engines."""

import re
import shutil
import tomllib
from functools import lru_cache
from pathlib import Path

from model.population import Place, load_place

ROOT = Path(__file__).resolve().parents[2]
OBERHAUSEN = ROOT / "scenarios" / "places" / "oberhausen-2015"
NEEDS = ROOT / "model" / "parameters" / "needs.toml"


@lru_cache(maxsize=1)
def oberhausen() -> Place:
    """The place as it stands in the repository."""
    return load_place(OBERHAUSEN)


def copied(folder: Path) -> Path:
    """A copy of the place that a test may break."""
    target = folder / "town"
    shutil.copytree(OBERHAUSEN, target)
    return target


def changed(folder: Path, file: str, old: str, new: str) -> None:
    """Replace a text in one file of a copy; the text must be there once at least."""
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{old!r} is not in {file}"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def small(folder: Path, share: float) -> Path:
    """A copy of the place with `share` of its people, places, posts and arrivals."""
    target = copied(folder)
    people = [
        max(1, round(space.records["elb"].value * share)) for space in oberhausen().space_records
    ]
    for number in people:
        _set(target / "sozialraeume.toml", "elb", number)
    for key, value in {
        "stock": sum(people),
        "arrivals_per_month": oberhausen().records["arrivals_per_month"].value * share,
        "sample_households": 3000,
        "arrival_templates": 500,
        "officers": oberhausen().records["officers"].value * share,
        "case_managers": oberhausen().records["case_managers"].value * share,
        "benefits_staff": oberhausen().records["benefits_staff"].value * share,
        "but_places": oberhausen().records["but_places"].value * share,
    }.items():
        _set(target / "place.toml", key, value)
    for kind in oberhausen().kinds:
        _set(target / "institutions.toml", "places", kind.places.value * share)
        if "staff" in kind.own and kind.staff is not None:
            _set(target / "institutions.toml", "staff", kind.staff.value * share)
    text = (OBERHAUSEN / "institutions.toml").read_text(encoding="utf-8")
    posts = tomllib.loads(text)["types"]["posts"]["value"]
    _set(target / "institutions.toml", "posts", posts * share)
    for overlap in oberhausen().overlaps:
        _set(target / "overlap.toml", "users", overlap.records["users"].value * share)
    known = target / "patterns.toml"
    if known.exists():  # the stock's target is that of the place
        stock = {"target": 19967, "low": 19568, "high": 20366}
        text = known.read_text(encoding="utf-8")
        for key, value in stock.items():
            text = text.replace(f"{key} = {value}\n", f"{key} = {value / 19967 * sum(people)}\n")
        known.write_text(text, encoding="utf-8")
    return target


def _set(path: Path, key: str, value: float) -> None:
    """Give the next untouched record of this key a value, and a range wide enough for it."""
    text = path.read_text(encoding="utf-8")
    new, count = re.subn(
        rf"^{key} = {{ value = [^,]+, unit = \"([^\"]+)\", range = \[[^]]+\]",
        # A cut-out of the town, with parts of places and posts: the unit says so.
        f'{key} = {{ range = [0, 1e9], value = {value:g}, unit = "part of \\1"',
        text,
        count=1,
        flags=re.MULTILINE,
    )
    assert count == 1, f"no record of {key} left in {path.name}"
    path.write_text(new, encoding="utf-8")
