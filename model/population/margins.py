"""Margins: shares a population must have, read from margins.toml and arrivals.toml."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from model.errors import Fault, listed, nearest
from model.parameters.kinds import tables_in, unknown_keys
from model.parameters.record import Parameter
from model.population.features import DRAWN, EMPLOYED_KINDS
from model.population.measures import MEASURES
from model.population.records import record_of
from model.population.sample import Array, Sample
from model.words import Message

USES = ("fit", "check")
# Shares the sample is drawn with; without them there is no population.
NEEDED = (*DRAWN, "employed", *EMPLOYED_KINDS, "but", "households")


@dataclass(frozen=True)
class Margin:
    """One margin: Σ count / Σ of should be `target.value`.

    count, of: names in MEASURES; fitted: raked to, otherwise only compared.
    """

    name: str
    german: str
    count: str
    of: str
    fitted: bool
    target: Parameter

    def result(self, sample: Sample, weights: Array | None = None) -> float:
        """The share in a sample, weighted by household if weights are given."""
        ones = np.ones(sample.households["kind"].size) if weights is None else weights
        total = float(ones @ MEASURES[self.of](sample))
        return float(ones @ MEASURES[self.count](sample)) / total if total else 0.0


def margins_from(tables: Mapping[str, Any], file: str, faults: list[Fault]) -> tuple[Margin, ...]:
    """Margins of one file in file order."""
    unknown_keys(tables, ("margin",), "", file, faults)
    found = []
    for name, table in tables_in(tables.get("margin", {}), file, faults):
        unknown_keys(table, ("use", "count", "of", "german", "share"), name, file, faults)
        for key, known in (("count", MEASURES), ("of", MEASURES), ("use", USES)):
            word = str(table.get(key, ""))
            if word not in known:
                near = nearest(word, known)
                problem = (
                    Message("unknown measure {word!r}", word=word)
                    if known is MEASURES
                    else Message("unknown use")
                )
                faults.append(Fault(file, f"{name}.{key}", problem, listed(known, 60), near))
        record = record_of(table, "share", name, file, faults)
        if record is not None:
            count, of = str(table.get("count", "")), str(table.get("of", ""))
            german = str(table.get("german", name))
            found.append(Margin(name, german, count, of, table.get("use") == "fit", record))
    have = {margin.name for margin in found}
    faults.extend(
        Fault(
            file, f"margin.{name}", Message("is missing"), Message("a margin"), nearest(name, have)
        )
        for name in NEEDED
        if name not in have
    )
    _jobs_add_up(found, file, faults)
    return tuple(found)


def _jobs_add_up(margins: list[Margin], file: str, faults: list[Fault]) -> None:
    total = sum(margin.target.value for margin in margins if margin.name in EMPLOYED_KINDS)
    if total > 1:
        problem = Message(
            "{names} add up to {total:g} of the employed",
            names=", ".join(EMPLOYED_KINDS),
            total=total,
        )
        faults.append(Fault(file, "margin", problem, Message("at most 1")))
