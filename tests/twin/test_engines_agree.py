"""The fast engine and the readable reference give every person the same history, bit by bit."""

import numpy as np
import pytest
from testkit.tiny_place import TIED_AT_ONCE, tie_up, tiny, tiny_world
from testkit.twins import Twins

from model.membership import COUNTED
from model.reference import ReferenceModel
from model.reference.rules import of_one
from model.scenario import list_scenarios, resolve
from model.schedule import SCHEDULE, Process
from model.simulate import simulate
from model.state import State
from model.tally import MEASURES, YEAR_END
from model.vocabulary import NEEDS

SEED, ONE_IN = 7, 60
BURN_IN, MONTHS = 8, 12
FORGET_AFTER = 2  # months out of receipt: short, so that households are forgotten at all

# What is rare in a town of a few hundred is made frequent, so that every path is compared.
LIVELY = {
    "demography__incapacity": 0.02,
    "demography__study": 0.02,
    "demography__part": 0.02,
    "demography__pair": 0.02,
    "demography__forget_after": 6.0,
    "pipeline__referral": 0.9,
    "pipeline__referral_manager": 0.95,
    "pipeline__overtreatment": 0.3,
    "pipeline__low_need_below": 1.5,
    **TIED_AT_ONCE,
}
# Events that a tiny town does not see in two years.
RARE = {
    "waited_9", "waited_12", "waited_18", "completed_without_gap",
    "given_debt_long", "missed_debt_long", "missed_debt_short", "profile_1",
}  # fmt: skip


def burnt_in(seed: int, one_in: int, months: int) -> State:
    """A tiny world at the beginning of month 0; the engines must agree on the way there."""
    scenario = tiny(resolve("status-quo"), one_in, **LIVELY)
    twins = Twins(scenario, seed, tiny_world(seed, -BURN_IN, one_in, BURN_IN + months), -BURN_IN)
    assert twins.run(BURN_IN // 2) == []
    before = int(twins.state.size[0])
    twins.forget(FORGET_AFTER)
    assert twins.state.size[0] < before
    assert twins.differences() == []
    assert twins.run(BURN_IN // 2) == []
    twins.join_cohort()
    assert twins.differences() == []
    tie_up(twins.state)
    return twins.state


@pytest.fixture(scope="module")
def start() -> State:
    return burnt_in(SEED, ONE_IN, MONTHS)


def twins_of(arrangement: str, start: State, **changes: float) -> Twins:
    return Twins(tiny(resolve(arrangement), ONE_IN, **{**LIVELY, **changes}), SEED, start, 0)


@pytest.mark.parametrize("arrangement", list_scenarios())
def test_histories_are_identical(arrangement: str, start: State) -> None:
    assert twins_of(arrangement, start).run(MONTHS) == []


def test_histories_are_identical_as_forms_change(start: State) -> None:
    """The third form of this arrangement begins in month 48; the target group's is over."""
    twins = Twins(tiny(resolve("phased-rollout"), ONE_IN, **LIVELY), SEED, start, 46)
    before = set(twins.state.people["lever"])
    assert twins.run(4) == []
    assert set(twins.state.people["lever"]) - before


def test_a_run_of_either_engine_leaves_the_same_behind(start: State) -> None:
    scenario = tiny(resolve("milieu-building-network"), ONE_IN, **LIVELY)
    fast = simulate(scenario, SEED, MONTHS, start=start)
    slow = simulate(scenario, SEED, MONTHS, start=start, engine="reference", checks=True)
    assert fast.person_months == slow.person_months
    for name in ("monthly", "people"):
        one, other = getattr(fast, name), getattr(slow, name)
        assert one.keys() == other.keys()
        assert all(np.array_equal(one[key], other[key]) for key in one)
    assert np.array_equal(fast.groups, slow.groups)
    assert np.array_equal(fast.ties, slow.ties)


def test_both_follow_the_schedule() -> None:
    """By a method of its name, or by rules for one person."""
    for process in SCHEDULE:
        if not hasattr(ReferenceModel, process.name):
            assert all(of_one(step.loop) for step in process.steps)


def test_a_process_without_a_twin_is_refused() -> None:
    """The error says what to write, and where."""
    with pytest.raises(TypeError, match="declare `of_one` in its file"):
        of_one(SCHEDULE[-1].steps[0].loop)


@pytest.mark.parametrize("process", [process.name for process in SCHEDULE])
def test_a_process_left_out_is_noticed(
    process: str, start: State, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every process leaves a trace that the comparison sees."""
    live = ReferenceModel.live

    def live_the_others(model: ReferenceModel, one: Process) -> None:
        if one.name != process:
            live(model, one)

    monkeypatch.setattr(ReferenceModel, "live", live_the_others)
    found = twins_of("production-network", start).run(MONTHS)
    assert found


@pytest.mark.parametrize(
    ("topic", "name"),
    [
        ("demography", "birth"),
        ("casework", "trust_rest"),
        ("pipeline", "referral"),
        ("search", "base"),
        ("market", "demand"),
        ("employment", "separation"),
        ("participation", "speed"),
        ("cooperation", "contact_value"),
        ("place", "but_places"),
    ],
)
def test_another_parameter_in_one_engine_is_noticed(topic: str, name: str, start: State) -> None:
    twins = twins_of("production-network", start)
    values = getattr(twins.model.par, topic)
    setattr(values, name, getattr(values, name) * 1.5)
    assert twins.run(MONTHS)


def test_one_bit_is_noticed(start: State) -> None:
    twins = twins_of("siloed", start)
    assert twins.run(1) == []
    trust = twins.state.people["trust"]
    trust[3] = np.nextafter(trust[3], 1.0)
    assert len(twins.differences()) == 1


def test_the_runs_are_rich(start: State) -> None:
    """What is compared does happen: nearly every measure is above 0 at some time."""
    seen: set[str] = set()
    for arrangement in ("siloed", "production-network", "production-network-extended"):
        twins = twins_of(arrangement, start)
        assert twins.run(MONTHS) == []
        seen |= twins.seen
    # Census and members are no part of a month: both engines are counted by the same ones.
    beside = {*COUNTED, *(measure.name for measure in YEAR_END)}
    missing = {measure.name for measure in MEASURES} - beside - seen
    by_need = {name for name in missing if name.startswith(("begun_", "waited_for_"))}
    assert missing - by_need <= RARE
    assert len(by_need) < len(NEEDS), by_need  # in a tiny town some services begin for nobody
