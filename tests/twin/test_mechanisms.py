"""The table of mechanisms, found by reading code, against what the reference really reads.

The reference engine repeats the rules in classes of its own; here it notes every parameter it looks
up and the process that is going on. Nothing it reads may be missing from the table, and the table
must be wrong if it is shifted.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from testkit.tiny_place import TIED_AT_ONCE, tie_up, tiny, tiny_world

from model.build import arranged
from model.describe.mechanisms import LEVER, Mechanism, reads
from model.reference import ReferenceModel
from model.reference.model import Keys
from model.scenario import resolve
from model.schedule import SCHEDULE

SEED, ONE_IN, MONTHS = 5, 80, 12
type Read = tuple[str, str, str]


class Recorder:
    """Parameters that note (process, topic, name) when they are looked up."""

    def __init__(self, inside: Any, topic: str, seen: set[Read], now: list[str]) -> None:
        self.__dict__.update(_inside=inside, _topic=topic, _seen=seen, _now=now)

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._inside, name)
        if not self._topic:
            return Recorder(found, name, self._seen, self._now)
        self._seen.add((self._now[0], self._topic, name))
        return found


def noted() -> set[Read]:
    """Everything that a year of a tiny, tied town reads, in three arrangements."""
    seen: set[Read] = set()
    for name in ("siloed", "case-management-only", "production-network-extended"):
        scenario = tiny(resolve(name), ONE_IN, pipeline__referral=0.9, **TIED_AT_ONCE)
        start = arranged(tiny_world(SEED, 0, ONE_IN, MONTHS), scenario)
        tie_up(start)
        model, now = ReferenceModel(scenario, SEED, start=start), ["outside"]
        model.par = Recorder(model.par, "", seen, now)
        for form, row in enumerate(model.levers):
            model.levers[form] = Recorder(row, LEVER, seen, now)
        for _ in range(MONTHS):
            model.keys = Keys(SEED, model.month)
            for process in SCHEDULE:
                now[0] = process.name
                model.live(process)
            model.month += 1
    return seen


@pytest.fixture(scope="module")
def seen() -> set[Read]:
    return noted()


def missing(seen: set[Read], table: dict[tuple[str, str], tuple[Mechanism, ...]]) -> list[Read]:
    """What was read without standing in the table."""

    def stands(read: Read) -> bool:
        process, topic, name = read
        return process in {mechanism.process for mechanism in table.get((topic, name), ())}

    return sorted(read for read in seen if not stands(read))


def shifted(table: dict[tuple[str, str], tuple[Mechanism, ...]]) -> Iterator[Any]:
    """The same table with every parameter given to the process after its own."""
    order = [process.name for process in SCHEDULE]
    after = dict(zip(order, [*order[1:], order[0]], strict=True))
    for key, found in table.items():
        yield key, tuple(one._replace(process=after[one.process]) for one in found)


def test_the_reference_reads_nothing_that_the_table_does_not_name(seen: set[Read]) -> None:
    assert len(seen) > 250
    assert missing(seen, dict(reads())) == []


def test_the_table_names_next_to_nothing_that_the_reference_does_not_read(seen: set[Read]) -> None:
    """Rare events (insurance after a year's job, agreements taken at their word) may be left."""
    claimed = {(one.process, *key) for key, found in reads().items() for one in found}
    assert len(claimed - seen) < 0.03 * len(claimed)


def test_a_wrong_table_is_noticed(seen: set[Read]) -> None:
    assert len(missing(seen, dict(shifted(dict(reads()))))) > 200
