"""Parts of a search for designs: its table of decisions, its scores, its optimiser."""

from pathlib import Path

import numpy as np
import pytest

from analysis.findings.design import decision_in_words, outlook_in_words
from analysis.sensitivity.advantage import MATTERS, Standing, beaten, worst_tenth
from analysis.sensitivity.optimiser import Optimiser
from analysis.sensitivity.search_space import (
    SHIPPED,
    Decision,
    SearchSpace,
    read_space,
    table_of,
)
from model.errors import Fault
from model.scenario import list_scenarios, resolve

HEAD = 'base = "production-network"\npresets = []\n[decisions]\n'
TOY = SearchSpace(
    "production-network",
    (),
    (
        Decision("x", "share", tuple(round(0.1 * at, 9) for at in range(11)), ("x",)),
        Decision("code", "choice", (0.0, 1.0, 2.0), ("code",)),
        Decision("on", "switch", (0.0, 1.0), ("on",)),
    ),
)


def read(text: str, folder: Path) -> tuple[SearchSpace | None, list[Fault]]:
    file = folder / "space.toml"
    file.write_text(text, encoding="utf-8")
    faults: list[Fault] = []
    return read_space(file, resolve("siloed").parameters, list_scenarios(), faults), faults


def test_the_shipped_table_has_no_fault_and_words_for_all() -> None:
    faults: list[Fault] = []
    known = resolve("siloed").parameters
    space = read_space(table_of(SHIPPED), known, list_scenarios(), faults)
    assert not faults
    assert space is not None
    assert {one.kind for one in space.decisions} == {"share", "whole", "switch", "choice"}
    assert space.size > 10**9
    for one in space.decisions:
        for value in one.values:
            said = {decision_in_words(one.name, value, language) for language in ("de", "en")}
            assert len(said) == 2
            assert one.name not in decision_in_words(one.name, value, "de")  # it has words
    base = resolve(space.base).forms[0].levers
    for one in space.decisions:  # there is room on both sides of what ships, or it is an end
        assert min(one.values) <= space.of(base)[one.name] <= max(one.values)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ('handovr = { kind = "share", low = 0, high = 1, step = 0.5 }', "handover"),
        ('handover = { kind = "shar", low = 0, high = 1, step = 0.5 }', "share"),
        ('handover = { kind = "share", low = 0, high = 1, step = 0.3 }', "whole number of steps"),
        ('handover = { kind = "share", low = 1, high = 0, step = 0.5 }', "low below high"),
        ('handover = { kind = "share", low = 0, high = 2, step = 0.5 }', "out of range"),
        ('handover = { kind = "share", low = 0, high = 1 }', "step: is missing"),
        ('handover = { kind = "share", low = 0, high = 1, step = 0.5, to = 1 }', "unknown key"),
        ('max_parallel = { kind = "share", low = 1, high = 2, step = 0.5 }', "not a whole number"),
        ('max_parallel = { kind = "whole", low = 1, high = 2, step = 0.5 }', "are not whole"),
        ('chain_mode = { kind = "choice", values = [1] }', "two numbers or more"),
        ('handover = { kind = "share", low = "a", high = 1, step = 0.5 }', "three numbers"),
    ],
)
def test_a_wrong_row_is_refused(row: str, said: str, tmp_path: Path) -> None:
    space, faults = read(HEAD + row, tmp_path)
    assert space is None
    told = " ".join(map(str, faults))
    assert said in told


def test_wrong_arrangements_and_shapes_are_refused(tmp_path: Path) -> None:
    good = 'handover = { kind = "switch" }\n'
    for text in (
        HEAD.replace("production-network", "production-netwrk") + good,
        HEAD.replace("[]", '["nobody"]') + good,
        HEAD,
        "decisions = 3",
    ):
        space, faults = read(text, tmp_path)
        assert space is None
        assert faults


def test_one_decision_may_move_several_levers(tmp_path: Path) -> None:
    row = 'both = { kind = "share", low = 0, high = 1, step = 0.5, sets = ["handover", "chain"] }'
    space, faults = read(HEAD + row, tmp_path)
    assert not faults
    assert space is not None
    assert space.settings({"both": 0.5}) == {"levers.handover": 0.5, "levers.chain": 0.5}
    assert space.nearest({"handover": 0.9, "chain": 0.2}) == {"both": 0.0}  # the lowest binds


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("max_parallel", 1.0, "höchstens 1 Angebot zugleich"),
        ("max_parallel", 2.0, "höchstens 2 Angebote zugleich"),
        ("ramp_months", 0.0, "ohne Aufbauzeit"),
        ("ramp_months", 1.0, "Aufbau über 1 Monat"),
        ("ramp_months", 24.0, "Aufbau über 24 Monate"),
        ("conference_frequency", 1.0, "1 Konferenz im Jahr"),
        ("conference_frequency", 12.0, "12 Konferenzen im Jahr"),
        ("planning", 0.5, "Planung aus F\xe4llen 50\xa0%"),
    ],
)
def test_a_decision_is_said_as_it_is(name: str, value: float, said: str) -> None:
    assert decision_in_words(name, value, "de") == said


def test_an_outlook_counts_in_good_german() -> None:
    told = outlook_in_words("de", presets=1, trials=1, draws=4, report=60, runs=12, seconds=50.0)
    assert told.startswith("1 mitgelieferte Variante und 1 Entwurf in 4 Annahmesätzen")
    assert told.endswith("12 Läufe, rund 1 Minute.")


def test_somebody_is_beaten_in_one_goal_without_losing_the_other() -> None:
    work, people = MATTERS
    differences = np.array([
        [work * 1.1, 0.0],  # better in work
        [0.0, people * 1.1],  # better in participation
        [work, people],  # at the edge: practically the same
        [work * 9, -people],  # the other goal: practically the same
        [work * 9, -people * 1.01],  # the other goal is lost
        [0.0, 0.0],
    ])  # fmt: skip
    assert beaten(differences).tolist() == [True, True, False, True, False, False]


def test_the_worst_tenth() -> None:
    assert worst_tenth(np.arange(60.0)) == pytest.approx(2.5)
    assert worst_tenth(np.array([3.0, 1.0, 2.0])) == 1.0


def test_an_advantage_is_over_the_better_of_both() -> None:
    """Of 20 draws: 2 above the silo, 1 above the rival, but in two draws far below."""
    differences = np.zeros((20, 2, 2))
    differences[:, 0, 0], differences[:, 0, 1] = 2.0, 1.0
    differences[:2, 0, 1] = -9.0
    stood = Standing(differences)
    assert stood.advantage[:, 0].tolist() == [-9.0] * 2 + [1.0] * 18
    mean, worst = (18.0 - 18.0) / 20.0, -9.0
    assert stood.scores[0] == pytest.approx((mean + worst) / 2.0 / MATTERS[0])
    assert (stood.beats("silo"), stood.beats("rival"), stood.beats("silo", "rival")) == (20, 18, 18)
    found = stood.against("work", "rival")
    assert found.mean == pytest.approx(0.0)
    assert found.low < found.mean < found.high
    assert found.worst == -9.0


def proposals(seed: int, rounds: int = 5, size: int = 4) -> list[tuple[float, ...]]:
    """What is asked for; good is a small x, with the code 1 and the switch on."""
    optimiser = Optimiser(TOY, seed, 2)
    optimiser.learn({"x": 0.5, "code": 1.0, "on": 0.0}, (-0.5, 0.0))
    found = []
    for _ in range(rounds):
        designs = optimiser.ask(size)
        for one in designs:
            found.append(tuple(one.values()))
            good = (one["code"] == 1.0) + (one["on"] == 1.0)
            failed = one["code"] == 2.0
            optimiser.tell(one, None if failed else (-one["x"], good - one["x"]))
    return found


def test_the_optimiser_follows_from_its_seed_and_never_asks_twice() -> None:
    first = proposals(1)
    assert first == proposals(1)
    assert first != proposals(2)
    assert len(first) == len(set(first)) == 20
    late = [x for x, _, _ in first[12:]]
    early = [x for x, _, _ in first[:9]]
    assert np.mean(late) < np.mean(early)  # it learns


def test_a_small_space_is_exhausted_without_an_end() -> None:
    small = SearchSpace("b", (), (TOY.decisions[1], TOY.decisions[2]))
    optimiser = Optimiser(small, 1, 2)
    designs = optimiser.ask(50)
    assert len(designs) <= small.size
