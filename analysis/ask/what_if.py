"""Answer a what-if piece by piece: one run at the shipped values first, then draw by draw.

The runs, their seeds and draws, and what is told of them are those of `compare`; only the order is
another, and what was told before is kept by content: equal moves are run once, whoever makes them.
"""

import hashlib
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from analysis.ask.what_if_layout import Layout, Role
from analysis.goal import Goal
from analysis.measures.arm_tables import (
    Tables,
    keep_tables,
    keep_whole,
    kept_tables,
    kept_whole,
    piece_of,
)
from analysis.measures.pair_tables import put_together
from analysis.measures.pairs import Failure, PairResult
from analysis.requests.what_if import NAME
from analysis.results.comparison import Comparison
from experiments.study.kept_starts import KeptStarts
from model.errors import SozialraumError
from model.scenario import Scenario
from model.scenario.rival import is_rival, paired
from model.words import Message

IN_MEMORY = 600  # pieces of a process
FOLDER = ".what-if"  # in the store


@lru_cache(maxsize=1)
def _starts(folder: Path) -> KeptStarts:
    return KeptStarts(folder / "starts")


_pieces: OrderedDict[Path, Tables] = OrderedDict()
_spent: OrderedDict[str, np.ndarray] = OrderedDict()  # what networks have spent, for their rivals
_SPENT_KEPT = 8
_last_base: dict[Path, Any] = {}


def is_told(layout: Layout, pair: int, roles: Sequence[Role]) -> bool:
    """Whether nothing need be run for these arms in a pair."""
    return all(_known(layout.piece(pair, arm)) for arm in layout.arms(roles))


def _known(file: Path) -> bool:
    return file in _pieces or file.exists()


def tell(layout: Layout, pair: int, roles: Sequence[Role]) -> None:
    """Run what is missing of these arms in a pair, and keep what is told of it.

    Raises:
        SozialraumError: a run has failed.
    """
    missing = [arm for arm in layout.arms(roles) if not _known(layout.piece(pair, arm))]
    if not missing:
        return
    runs = _Runs(layout, pair)
    spaces = tuple(layout.plan.base.scenario.spaces)
    for arm in sorted(missing, key=lambda arm: is_rival(runs.scenario(arm))):
        told = piece_of(runs.base, None if arm == 0 else runs.run(arm), spaces)
        file = layout.piece(pair, arm)
        keep_tables(file, told)
        _remember(file, told)


class _Runs:
    """The runs of one pair: they begin in one world."""

    def __init__(self, layout: Layout, pair: int) -> None:
        self._layout, self._pair = layout, pair
        self._point, number = layout.place_of(pair)
        self._seed = layout.study.seed_of(number, self._point)

    def scenario(self, arm: int) -> Scenario:
        """An arm under the assumptions of the pair."""
        return self._layout.scenarios.get(self._point, arm)

    @cached_property
    def base(self) -> Any:
        """The run of the base, kept whole."""
        layout = self._layout
        file = layout.folder / "runs" / f"{layout.run(self._pair, 0)}.npz"
        found = _last_base.get(file) or kept_whole(file)
        if found is None:
            found = self._simulated(0)
            keep_whole(file, found)
        _last_base.clear()
        _last_base[file] = found
        return found

    def run(self, arm: int) -> Any:
        """The run of an arm; the base itself if it is the same."""
        layout = self._layout
        same = layout.run(self._pair, arm) == layout.run(self._pair, 0)
        return self.base if same else self._simulated(arm)

    def _simulated(self, arm: int) -> Any:
        from model.simulate import simulate

        layout, scenario = self._layout, self.scenario(arm)
        begins, _ = layout.scenarios.start(self._point, arm)
        start = start_of(layout, self._pair, arm)
        months, world = layout.study.months, f"{begins.name}|{self._seed}|{layout.study.months}|"
        given = _spent.get(world + paired(scenario).hash) if is_rival(scenario) else None
        run = simulate(scenario, self._seed, months=months, start=start, spent=given)
        _spent[world + scenario.hash] = run.spent
        while len(_spent) > _SPENT_KEPT:
            _spent.popitem(last=False)
        return run


def start_of(layout: Layout, pair: int, arm: int) -> Any:
    """The world at month 0 in which an arm of a pair begins: made where it is not kept."""
    point, number = layout.place_of(pair)
    begins, frame = layout.scenarios.start(point, arm)
    return _starts(layout.folder).begun(begins, frame, layout.study.seed_of(number, point))


def _remember(file: Path, told: Tables) -> None:
    _pieces[file] = told
    while len(_pieces) > IN_MEMORY:
        _pieces.popitem(last=False)


def _piece(file: Path) -> Tables:
    if file not in _pieces:
        found = kept_tables(file)
        if found is None:
            raise SozialraumError(Message("What was told is not kept any more: {file}", file=file))
        _remember(file, found)
    _pieces.move_to_end(file)
    return _pieces[file]


def compared(
    layout: Layout,
    pairs: Sequence[int],
    roles: Sequence[Role],
    failed: Mapping[int, str] | None = None,
    *,
    estimated: bool = False,
) -> Comparison:
    """The comparison of these arms over pairs that have been told; failed: pair → why.

    It is the one that `compare` makes of the same files, seed and draws. estimated: the option has
    not been run, and its preset stands in for it.
    """
    arms = layout.arms(roles)
    names = [layout.plan.arms[arm].name for arm in arms]
    stand_in = {layout.roles["mine"]: layout.roles["preset"]} if estimated else {}
    told = [stand_in.get(arm, arm) for arm in arms]
    results = []
    for pair in pairs:
        pieces = [
            (name, _piece(layout.piece(pair, arm))) for name, arm in zip(names, told, strict=True)
        ]
        results.append(PairResult(layout.plan.pair(pair), put_together("arm", pieces)))
    for pair, why in (failed or {}).items():
        results.append(PairResult(layout.plan.pair(pair), failure=Failure("run", why)))
    results.sort(key=lambda result: result.pair.number)
    plan = replace(layout.plan, arms=tuple(layout.plan.arms[arm] for arm in arms))
    record = {"arguments": _arguments(layout), "content": _content(layout, pairs, told)}
    return Comparison(plan, results, record, Goal())


def _arguments(layout: Layout) -> dict[str, Any]:
    """What was asked, without where this program keeps its files: the file as it is taken home.

    The rival rests on the assumptions of the others.
    """
    arguments = layout.request.as_json()
    rival, mine = layout.roles["rival"] - 1, layout.roles.get("mine", 0) - 1
    others = [f"{NAME}.toml" if at == mine else name for at, name in enumerate(arguments["others"])]
    return {**arguments, "others": [name for at, name in enumerate(others) if at != rival]}


def _content(layout: Layout, pairs: Sequence[int], arms: Sequence[int]) -> str:
    """What a result is known by: the same runs, told by the same code, have the same."""
    pieces = sorted(layout.piece(pair, arm).stem for pair in pairs for arm in arms)
    return hashlib.sha256("|".join(pieces).encode()).hexdigest()[:16]
