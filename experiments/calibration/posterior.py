"""A posterior on disk: weighted draws beside the place, and the record of how they were made.

`posterior.parquet` has a row per draw: `weight`, the `seed` of its run, the parameters by dotted
name, and the pattern measures of the run as `pattern.<measure>`. `posterior.json` says with which
code, place and settings it was fitted; so it is seen whether it belongs to the model of today.
"""

import ast
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from experiments import result_folder
from experiments.calibration.sampling import effective_size
from experiments.digests import digest_of_file, is_as_written, with_digest
from experiments.record import git_version, package_version
from experiments.study.starts import RESETTLING
from experiments.writing import write_json
from model.errors import InputError
from model.scenario import Scenario, resolve
from model.words import Language, Message, Texts

NAME = "posterior"
TABLE, RECORD = f"{NAME}.parquet", f"{NAME}.json"
_DIGEST_OF_TABLE = "table_sha256"
PATTERN = "pattern."
SEED = "seed"
# What has changed since a posterior was fitted.
_REMARKS = Texts(
    {
        "place": "it was fitted to {fitted}, not to {place}",
        "world": "parameters or files of the place have changed since it was fitted",
        "model": "it was fitted with other code of the model ({code})",
    }
)
_MODEL = Path(__file__).resolve().parents[2] / "model"
# Parts of the model that look at a run and do not make it.
_LOOKING_ON = (
    "caching.py",
    "reference/",
    "agents.py",
    "audit.py",
    "bench.py",
    "describe.py",
    "checks.py",
)


@dataclass(frozen=True)
class Posterior:
    """Weighted draws of parameters: names (d,), values (n, d), weights (n,) summing to 1.

    measures: of the run of each draw, (n,) by name; record: how it was made; seeds: of these runs.
    """

    names: tuple[str, ...]
    values: np.ndarray
    weights: np.ndarray
    measures: Mapping[str, np.ndarray]
    record: Mapping[str, Any]
    seeds: np.ndarray = field(default_factory=lambda: np.zeros(0, dtype=np.int64))

    @property
    def effective(self) -> float:
        """How many equally weighted draws it is worth."""
        return effective_size(self.weights)

    @property
    def resettling(self) -> int:
        """Months that its runs settled anew: what is drawn from it is run in the same way."""
        return int(self.record.get("settings", {}).get("resettling", RESETTLING))

    @property
    def fitted(self) -> frozenset[str]:
        """Measures of the patterns that it was fitted to."""
        return frozenset(str(row["measure"]) for row in self.record.get("patterns", ()))

    def row(self, chance: float) -> dict[str, float]:
        """One draw by weight; chance in 0 … 1."""
        at = min(int(np.searchsorted(np.cumsum(self.weights), chance)), len(self.weights) - 1)
        return self.named(at)

    def named(self, row: int) -> dict[str, float]:
        """The parameters of one draw by name."""
        return dict(zip(self.names, self.values[row].tolist(), strict=True))

    def moments(self) -> tuple[np.ndarray, np.ndarray]:
        """Mean and variance of every parameter, (d,) each."""
        mean = self.weights @ self.values
        return mean, self.weights @ (self.values - mean) ** 2

    def remarks(self, shipped: Scenario, language: Language = "en") -> list[str]:
        """How the model and place of today differ from those it was fitted with, in words.

        language: "de" or "en". Empty if nothing differs.
        """
        found = []
        known = {
            "fitted": str(self.record.get("place")),
            "place": shipped.place,
            "code": str(self.record.get("commit") or self.record.get("version")),
        }
        if self.record.get("place") != shipped.place:
            found.append("place")
        elif self.record.get("world") != shipped.world_hash:
            found.append("world")
        if self.record.get("model") != model_hash():
            found.append("model")
        return [_REMARKS.say(language, key, **known) for key in found]


@cache
def model_hash() -> str:
    """Hash of what the code of the model says (hex, 16 digits): layout and comments aside."""
    digest = hashlib.sha256()
    for path in sorted(_MODEL.rglob("*.py")):
        name = path.relative_to(_MODEL).as_posix()
        if not name.startswith(_LOOKING_ON):
            digest.update(name.encode())
            digest.update(_said(path).encode())
    return digest.hexdigest()[:16]


def _said(path: Path) -> str:
    """A file's code without docstrings, comments and layout."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if isinstance(body, list) and body and isinstance(body[0], ast.Expr):
            text = body[0].value
            if isinstance(text, ast.Constant) and isinstance(text.value, str):
                body[0] = ast.Pass()
    return ast.dump(tree)


def load_posterior(folder: Path) -> Posterior | None:
    """The posterior beside a place; None if there is none.

    Raises:
        InputError: there is one that cannot be read.
    """
    if not (folder / TABLE).exists() and not (folder / RECORD).exists():
        return None
    try:
        record = json.loads((folder / RECORD).read_text(encoding="utf-8"))
        if not is_as_written(record):
            raise ValueError(f"{RECORD} does not have its digest")
        if record[_DIGEST_OF_TABLE] != digest_of_file(folder / TABLE):
            raise ValueError(f"{TABLE} does not have the digest that {RECORD} tells")
        columns = result_folder.read_columns(folder / TABLE)
        names = tuple(record["parameters"])
        values = np.column_stack([columns[name] for name in names])
        weights = np.asarray(columns["weight"], dtype=np.float64)
        if not len(weights) or not np.isfinite(values).all() or not weights.sum() > 0:
            raise ValueError("no draws with a weight")
    except (OSError, ValueError, KeyError, TypeError) as error:
        problem = Message(
            "the posterior cannot be read ({name}: {error})", name=type(error).__name__, error=error
        )
        allowed = Message(
            "{table} and {record} as `sozialraum calibrate` has written them",
            table=TABLE,
            record=RECORD,
        )
        raise InputError.of(str(folder / TABLE), "", problem, allowed) from None
    measures = {
        name.removeprefix(PATTERN): column
        for name, column in columns.items()
        if name.startswith(PATTERN)
    }
    seeds = np.asarray(columns.get(SEED, np.zeros(0)), dtype=np.int64)
    return Posterior(names, values, weights / weights.sum(), measures, record, seeds)


def posterior_of(place: str | Path) -> Posterior:
    """The posterior of a place.

    Raises:
        InputError: no such place, or it has none, or one that cannot be read.
    """
    found = load_posterior(resolve("status-quo", place=place).place_folder)
    if found is None:
        problem, allowed = Message("has no posterior"), Message("`sozialraum calibrate` makes one")
        raise InputError.of(str(place), "", problem, allowed)
    return found


def write_posterior(folder: Path, posterior: Posterior) -> None:
    """Write both files, each whole or not at all, with digests by which damage is seen.

    Raises:
        OutputError: the folder cannot be written.
    """
    columns = {
        "weight": posterior.weights,
        **({SEED: posterior.seeds} if len(posterior.seeds) else {}),
        **{name: posterior.values[:, i] for i, name in enumerate(posterior.names)},
        **{f"{PATTERN}{name}": column for name, column in posterior.measures.items()},
    }
    result_folder.write_columns(folder, NAME, columns)
    record = {**posterior.record, _DIGEST_OF_TABLE: digest_of_file(folder / TABLE)}
    write_json(folder / RECORD, with_digest(record))


def made_with(shipped: Scenario) -> dict[str, object]:
    """What identifies the place and the code a posterior is fitted with."""
    return {
        "place": shipped.place,
        "world": shipped.world_hash,
        "model": model_hash(),
        "version": package_version(),
        "commit": git_version(),
    }
