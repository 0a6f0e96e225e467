"""The first compilation is shared by processes, and never depends on them."""

import subprocess
import sys
from typing import Any

import pytest

from model import compiling
from model.schedule import SCHEDULE

LOOPS = [step.loop for process in SCHEDULE for step in process.steps]
WORK = [(loop.__module__, loop.__name__, ("types",)) for loop in LOOPS]


class Cache:
    """Stands for the cache folder: what was compiled here, and whether all is there."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *, claimed_by_others: bool = False) -> None:
        self.compiled: list[str] = []
        self.warm = False
        self.kept: list[Any] = []
        self.claims = 0
        self.others = claimed_by_others
        monkeypatch.setattr(compiling, "cache_is_warm", lambda: self.warm)
        monkeypatch.setattr(compiling, "is_kept", lambda loop, types: loop in self.kept)
        monkeypatch.setattr(compiling, "mark_as_warm", lambda: setattr(self, "warm", True))
        monkeypatch.setattr(compiling, "claim", self.claim)
        monkeypatch.setattr(compiling, "_cores", lambda: 4)
        monkeypatch.setattr(
            compiling, "_compile", lambda work: self.compiled.extend(name for _, name, _ in work)
        )

    def claim(self) -> Any:
        return None if self.others else self

    def rmdir(self) -> None:
        self.claims -= 1


@pytest.mark.parametrize("parts", [1, 2, 4])
def test_every_loop_is_in_one_share_and_modules_stay_together(parts: int) -> None:
    shares = compiling.shares(WORK, parts)
    assert sorted(entry for share in shares for entry in share) == sorted(WORK)
    modules = [{module for module, _, _ in share} for share in shares]
    assert sum(len(found) for found in modules) == len({module for module, _, _ in WORK})


def test_four_processes_have_work_of_about_the_same_size() -> None:
    sizes = [len(share) for share in compiling.shares(WORK, 4)]
    assert min(sizes) >= 2


def test_a_helper_that_fails_leaves_its_work_to_the_caller(monkeypatch: pytest.MonkeyPatch) -> None:
    cache = Cache(monkeypatch)

    def failing(work: Any) -> "subprocess.Popen[bytes]":
        return subprocess.Popen([sys.executable, "-c", "raise SystemExit(1)"])

    monkeypatch.setattr(compiling, "_helper", failing)
    compiling.prepare([(loop, ("types",)) for loop in LOOPS])
    assert set(cache.compiled) == {loop.__name__ for loop in LOOPS}
    assert cache.warm
    assert cache.claims == -1, "the claim is given back"


def test_who_comes_second_compiles_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    cache = Cache(monkeypatch, claimed_by_others=True)
    monkeypatch.setattr(compiling, "_helper", lambda work: pytest.fail("a helper was started"))
    compiling.prepare([(loop, ("types",)) for loop in LOOPS])
    assert len(cache.compiled) == len(LOOPS)


def test_what_is_kept_is_not_compiled_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """One loop is left: no helper is started for it."""
    cache = Cache(monkeypatch)
    cache.kept = LOOPS[1:]
    monkeypatch.setattr(compiling, "_helper", lambda work: pytest.fail("a helper was started"))
    compiling.prepare([(loop, ("types",)) for loop in LOOPS])
    assert cache.compiled == [LOOPS[0].__name__]
    assert cache.warm


def test_a_full_cache_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    cache = Cache(monkeypatch)
    cache.warm = True
    compiling.prepare([(loop, ("types",)) for loop in LOOPS])
    assert cache.compiled == []
