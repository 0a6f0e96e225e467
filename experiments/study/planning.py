"""Which runs a study consists of, and which of them are missing in the store."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from experiments.store.index import Held
from experiments.store.keys import run_key
from experiments.study.blocks import Cell, Place
from experiments.study.definition import Study
from experiments.study.resolving import Identities


class StudyRun(NamedTuple):
    """A run of a study: where it stands, and its key in the store."""

    point: int
    pair: int
    arm: int
    run: str


def study_runs(
    study: Study, found: Identities, code: str, counts: Sequence[int]
) -> Iterator[StudyRun]:
    """All runs in canonical order: point, pair, arm. counts: pairs of every point."""
    for point, count in enumerate(counts):
        for pair in range(count):
            seed = study.seed_of(pair, point)
            for arm, one in enumerate(found[point]):
                key = run_key(code, one.scenario, seed, study.months, one.start)
                yield StudyRun(point, pair, arm, key)


def missing_cells(
    study: Study,
    found: Identities,
    code: str,
    counts: Sequence[int],
    held: Mapping[str, Held],
    *,
    again: bool = False,
) -> list[Cell]:
    """What must be run, by world, then pair. What stands at several points is run once.

    again: failures that would only happen again are tried all the same.
    """
    worlds: dict[str, dict[tuple[int, int], list[Place]]] = {}
    seen: set[str] = set()
    for point, pair, arm, run in study_runs(study, found, code, counts):
        if run in seen:
            continue
        seen.add(run)
        if run not in held or not held[run].serves(study.every, again):
            cells = worlds.setdefault(found[point][arm].begun, {})
            cells.setdefault((pair, study.seed_of(pair, point)), []).append(Place(point, arm))
    return [
        Cell(world, pair, seed, tuple(runs))
        for world, cells in worlds.items()
        for (pair, seed), runs in sorted(cells.items())
    ]
