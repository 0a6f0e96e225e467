"""Shape of the sample before raking: the file composition.toml, checked and ready to use.

Raking moves shares to the margins; what goes with what (ages by household type, features through a
latent factor and through each other, jobs, spells) comes from here. Every number is assumed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from model.errors import Fault, listed, nearest
from model.parameters.kinds import kind_of, number
from model.vocabulary import CONTRACTS, HOUSEHOLDS
from model.words import Message

Table = dict[str, Any]

# What is true of a person and may raise or lower a score, besides the features themselves.
COVARIATES = (
    "female",
    "male",
    "under_25",
    "age_25_49",
    "age_50",
    "lone_parent",
    "couple_with_children",
    "small_child_mother",
    "migrated",
    "language",
    "vocational",
    "school",
    "health",
    "care",
    "debt",
    "addiction",
)
# Scores in the order they are drawn: a score may build on those before it.
SCORES = (
    "migrated",
    "language",
    "vocational",
    "school",
    "health",
    "care",
    "debt",
    "addiction",
    "crisis",
    "employed",
    "self_employed",
    "hours",
    "but",
)
JOBS = ("mini_job", "part_time", "full_time", "self_employed")
GROUPS = ("stock", "arrivals")
_AGES = (*HOUSEHOLDS, "youth")

# Layout of the file. A number stands for one number; ("list", n) for n numbers (0 = any);
# a tuple of names for a table with exactly these keys and a number each.
_GROUP: Table = {
    "kind": HOUSEHOLDS,
    "age": dict.fromkeys(_AGES, ("list", 7)),
    "spell": dict.fromkeys(HOUSEHOLDS, ("list", 7)),
    "earlier": {"share": 0, "gap": ("list", 7)},
}
LAYOUT: Table = {
    "status": "text",
    "quantiles": ("list", 7),
    "stock": _GROUP,
    "arrivals": _GROUP,
    "members": {
        "second_adult": 0,
        "lone_parent_youths": ("list", 0),
        "couple_youths": ("list", 0),
        "lone_parent_children": ("list", 4),
        "couple_children": ("list", 4),
        "partner_age_spread": 0,
        "parent_age_min": 0,
        "youth_max": 0,
        "age_max": 0,
        "youngest_child": ("list", 7),
        "child_gap": ("list", 7),
        "pupil_age": ("list", 0),
        "pupil_share": ("list", 0),
        "female_single": 0,
        "female_lone_parent": 0,
        "female_sole_adult": 0,
    },
    "factor": {"correlation": 0},
    "job": {
        job: {"hours": 0, "wage": 0, "tenure": ("list", 7), "contracts": CONTRACTS[1:]}
        for job in JOBS
    },
    "jobs": {"spread": 0, "skilled_with_degree": 0},
    "person": {
        "relationships": HOUSEHOLDS,
        "relationships_spread": 0,
        "engagement": HOUSEHOLDS,
        "engagement_spread": 0,
    },
    "rent": {"first": 0, "further": 0, "spread": 0},
}


@dataclass(frozen=True)
class Composition:
    """The checked tables. `group` is "stock" or "arrivals"; quantile lists stand at `quantiles`."""

    tables: Table

    def group(self, name: str) -> Table:
        """Household kinds, ages, spells and earlier receipt of the stock or of arrivals."""
        found: Table = self.tables[name]
        return found

    def __getitem__(self, name: str) -> Table:
        found: Table = self.tables[name]
        return found

    @property
    def quantiles(self) -> list[float]:
        """Levels at which quantile lists are given, from 0 to 1."""
        found: list[float] = self.tables["quantiles"]
        return found


def composition_from(tables: Mapping[str, Any], file: str, faults: list[Fault]) -> Composition:
    """Composition of a file; every departure from the layout is added to `faults`."""
    rest = {name: value for name, value in tables.items() if name != "score"}
    _compare(rest, LAYOUT, file, "", faults)
    _scores(tables.get("score"), file, faults)
    return Composition(dict(tables))


def _compare(found: object, layout: Any, file: str, key: str, faults: list[Fault]) -> None:
    """One level of the file against the layout."""
    if isinstance(layout, tuple) and layout[0] == "list":
        _numbers(found, layout[1], file, key, faults)
    elif isinstance(layout, tuple | dict):
        children = layout if isinstance(layout, dict) else dict.fromkeys(layout, 0)
        if not isinstance(found, dict):
            faults.append(
                Fault(file, key, Message("a table is needed, this is {kind}", kind=kind_of(found)))
            )
            return
        for name in found.keys() - children.keys():
            near = nearest(name, children)
            faults.append(
                Fault(file, _below(key, name), Message("unknown key"), listed(children), near)
            )
        for name, child in children.items():
            if name in found:
                _compare(found[name], child, file, _below(key, name), faults)
            else:
                faults.append(Fault(file, _below(key, name), Message("is missing")))
    elif layout == "text":
        if not isinstance(found, str):
            faults.append(
                Fault(file, key, Message("a text is needed, this is {kind}", kind=kind_of(found)))
            )
    else:
        value = number(found)
        if value is None or value < 0:
            faults.append(Fault(file, key, Message("a number of at least 0 is needed")))


def _numbers(found: object, length: int, file: str, key: str, faults: list[Fault]) -> None:
    """A list of numbers, of a given length unless that is 0."""
    good = isinstance(found, list) and all(number(item) is not None for item in found)
    if not good or not isinstance(found, list) or (length and len(found) != length):
        wanted = (
            Message("a list of {length} numbers", length=length)
            if length
            else Message("a list of numbers")
        )
        faults.append(Fault(file, key, Message("not such a list"), wanted))


def _scores(found: object, file: str, faults: list[Fault]) -> None:
    """The tables of scores: known names, known covariates, numbers."""
    tables = found if isinstance(found, dict) else {}
    faults.extend(
        Fault(file, f"score.{name}", Message("is missing")) for name in SCORES if name not in tables
    )
    for name, table in tables.items():
        if name not in SCORES:
            near = nearest(name, SCORES)
            faults.append(
                Fault(file, f"score.{name}", Message("unknown score"), listed(SCORES), near)
            )
        for key, raw in (table if isinstance(table, dict) else {}).items():
            known = ("household", "factor", *COVARIATES)
            if key not in known:
                dotted, near = f"score.{name}.{key}", nearest(key, known)
                faults.append(
                    Fault(file, dotted, Message("unknown covariate"), listed(known, 20), near)
                )
            elif key != "household" and number(raw) is None:
                faults.append(Fault(file, f"score.{name}.{key}", Message("a number is needed")))


def _below(key: str, name: str) -> str:
    return f"{key}.{name}" if key else name
