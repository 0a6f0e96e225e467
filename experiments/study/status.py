"""How far a study is: done, in hand, failed (with stage and message), missing."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from experiments.store.batches import batches, codes
from experiments.store.code import code_version
from experiments.store.index import held_runs
from experiments.study.frames import Results
from experiments.study.kept import running
from experiments.study.planning import study_runs


@dataclass(frozen=True)
class Failures:
    """Failures that are alike: how many, where, and one of them as an example."""

    count: int
    stage: str
    message: str
    example: str
    detail: str


@dataclass(frozen=True)
class Status:
    """How far a study is.

    asked, done, failed: runs; in_hand: with workers now; pairs: fewest and most of a point;
    elsewhere: code version → runs of this study made by it (not counted, never mixed);
    code: the version counted; program: the version of this program.
    """

    name: str
    asked: int
    done: int
    failed: int
    in_hand: int
    points: int
    pairs: tuple[int, int]
    failures: tuple[Failures, ...]
    processes: tuple[Mapping[str, Any], ...]
    elsewhere: Mapping[str, int]
    code: str
    program: str

    @property
    def missing(self) -> int:
        """Runs that are neither done nor failed."""
        return self.asked - self.done - self.failed

    @property
    def complete(self) -> bool:
        """True if every run is done."""
        return self.done == self.asked


def status_of(results: Results) -> Status:
    """How far a study is, read from the store."""
    study = results.study
    states = results.states()
    status = states.column("status").to_pylist()
    signs = tuple(running(results.store, study.name))
    return Status(
        study.name,
        len(status),
        status.count("done"),
        status.count("failed"),
        sum(int(sign["in_hand"]) for sign in signs if sign["alive"]),
        len(study.points),
        (min(results.counts), max(results.counts)),
        _grouped([row for row in states.to_pylist() if row["status"] == "failed"]),
        signs,
        _elsewhere(results),
        results.code,
        code_version(results.keeper.definition),
    )


def _grouped(failed: list[dict[str, Any]]) -> tuple[Failures, ...]:
    alike: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for row in failed:
        alike.setdefault((row["stage"], row["message"]), []).append(row)
    found = [
        Failures(
            len(rows),
            stage,
            message,
            f"point {rows[0]['point']}, pair {rows[0]['pair']}, {rows[0]['arm']}",
            rows[0]["detail"],
        )
        for (stage, message), rows in alike.items()
    ]
    return tuple(sorted(found, key=lambda one: -one.count))


def _elsewhere(results: Results) -> dict[str, int]:
    """Runs of the same study made by other code versions."""
    found = {}
    for code in codes(results.store):
        if code != results.code:
            held = held_runs(batches(results.store, code))
            runs = study_runs(results.study, results.identities, code, results.counts)
            count = sum(1 for run in runs if run.run in held and held[run.run].done)
            if count:
                found[code] = count
    return found
