"""Every mechanism, lever, success factor and obstacle moves some result; nothing is decoration.

Seen in a small busy network; tests/statistical asks the same at full size with the shipped values.
"""

from collections.abc import Mapping
from functools import cache

import pytest
from testkit.mechanisms import BUSY, LEVERS, SWITCHES, Setting, other_end
from testkit.model_worlds import Values, same_run, small_run, small_scenario

from model.build import effective_coefficients, factor_coefficients, lever_table
from model.errors import Fault
from model.parameters import load
from model.parameters.record import SHARE, SWITCH, WHOLE
from model.parameters.setting import setting
from model.processes import minutes
from model.simulate import RunResult

MONTHS, SEEDS = 36, (1, 0, 2, 3, 4, 5, 6, 7)
# Where the whole range says more than there is to do: ends between which half is seen.
HALVED = {"coordination_limit": (0.0, 0.04)}
KNOWN = load()


def names(topic: str) -> list[str]:
    return [n.partition(".")[2] for n in KNOWN if n.partition(".")[0] == topic]


@cache
def _plain_run(arrangement: str, values: tuple[tuple[str, float], ...], seed: int) -> RunResult:
    return small_run(arrangement, dict(values), months=MONTHS, seed=seed)


def moved(where: Setting, change: Values) -> list[str]:
    """Results that differ when something is changed in a setting.

    In a few hundred people a rare mechanism may happen to touch nobody: other seeds are tried then.
    """
    values = {**BUSY, **where.values}
    for seed in SEEDS:
        before = _plain_run(where.arrangement, tuple(sorted(values.items())), seed)
        after = small_run(where.arrangement, {**values, **change}, months=MONTHS, seed=seed)
        if differing := same_run(before, after):
            return differing
    return []


@pytest.mark.parametrize("switch", names("switches"))
def test_every_switch_moves_a_result(switch: str) -> None:
    where = SWITCHES.get(switch, Setting())
    now = small_scenario(where.arrangement).parameters[f"switches.{switch}"].value
    assert moved(where, {f"switches.{switch}": 1.0 - now})


@pytest.mark.parametrize("lever", names("levers"))
def test_every_lever_moves_a_result(lever: str) -> None:
    where = LEVERS.get(lever, Setting())
    scenario = small_scenario(where.arrangement, {**BUSY, **where.values})
    assert moved(where, {f"levers.{lever}": other_end(scenario, lever)})


SHARES = [lever for lever in names("levers") if KNOWN[f"levers.{lever}"].used_as == SHARE]


# Factors of perception and of capacity to act, which are held against a gate.
GATED = ("coordinator", "boundaries_agreed", "report_on_people", "report_communicated")


def gate_of(levers: Mapping[str, float]) -> dict[str, float]:
    """How high the gates may be for a Jobcenter with these levers."""
    seen = (levers[n] for n in ("boundaries_agreed", "report_on_people", "report_on_services"))
    there = (levers[f"attendance_{n}"] for n in ("placement", "benefits", "case_management"))
    able = (levers["teams_by_sozialraum"], levers["coordinator"], *there)
    return {
        "casework.perception_needed": minutes.perception.py_func(
            *seen, levers["report_communicated"]
        ),
        "casework.capacity_needed": minutes.capacity_to_act.py_func(
            *able, levers["district_offices"]
        ),
    }


@pytest.mark.parametrize("lever", GATED)
@pytest.mark.parametrize("other", [0.0, 1.0])
def test_half_of_a_gated_share_lies_between(lever: str, other: float) -> None:
    """Half opens a gate that none does not, and does not open one that all of it does."""
    where = LEVERS.get(lever, Setting())
    scenario = small_scenario(where.arrangement, {**BUSY, **where.values})
    levers = scenario.forms[0].levers
    half, end = (gate_of({**levers, lever: level}) for level in (0.5, other))
    gates = {name: (half[name] + end[name]) / 2.0 for name in half if half[name] != end[name]}
    assert len(gates) == 1
    at = where._replace(values={**where.values, **gates, f"levers.{lever}": 0.5})
    assert moved(at, {f"levers.{lever}": other})


@pytest.mark.parametrize("lever", [lever for lever in SHARES if lever not in GATED])
def test_half_of_a_share_is_neither_none_nor_all(lever: str) -> None:
    name, where = f"levers.{lever}", LEVERS.get(lever, Setting())
    low, high = HALVED.get(lever, KNOWN[name].legal)
    half = where._replace(values={**where.values, name: (low + high) / 2.0})
    assert moved(half, {name: low})
    assert moved(half, {name: high})


def test_every_lever_is_a_share_a_whole_number_or_a_switch() -> None:
    uses = {lever: KNOWN[f"levers.{lever}"].used_as for lever in names("levers")}
    assert set(uses.values()) == {SHARE, WHOLE, SWITCH}
    assert uses["teams_by_sozialraum"] == uses["measure_planning"] == SWITCH
    assert uses["membership"] == uses["ramp_months"] == uses["conference_frequency"] == WHOLE
    assert len(SHARES) > 50


@pytest.mark.parametrize(
    ("lever", "raw", "problem", "allowed"),
    [
        ("teams_by_sozialraum", 0.7, "a number, and this is a switch", "true or false; write true"),
        ("measure_planning", 0, "a number, and this is a switch", "true or false; write false"),
        ("ramp_months", 12.5, "not a whole number", "a whole number from 0 to 60 (months)"),
    ],
)
def test_a_lever_is_used_as_labelled(lever: str, raw: object, problem: str, allowed: str) -> None:
    fault = setting(KNOWN[f"levers.{lever}"], raw, "old.toml", f"levers.{lever}")
    assert isinstance(fault, Fault)
    assert problem in fault.problem
    assert fault.allowed == allowed


def test_changing_nothing_moves_nothing() -> None:
    """The tests above can fail."""
    assert moved(Setting(), {}) == []


def test_mechanisms_named_in_the_table_exist() -> None:
    assert set(SWITCHES) <= set(names("switches"))
    assert set(LEVERS) <= set(names("levers"))


def test_every_factor_and_obstacle_acts_on_one_coefficient() -> None:
    """Thirteen success factors, eight obstacles, double ones twice: x = x₀ (1 + e · level)."""
    acting = factor_coefficients(small_scenario("siloed"))
    assert sorted(lever for lever, _, _ in acting) == sorted(
        n for n in names("levers") if n.startswith(("factor_", "obstacle_"))
    )
    levers = dict(small_scenario("siloed").forms[0].levers)
    levers |= {n: 0.0 for n in levers if n.startswith(("factor_", "obstacle_"))}
    plain = effective_coefficients(small_scenario("siloed"), levers)
    for lever, coefficient, effect in acting:
        changed = effective_coefficients(small_scenario("siloed"), {**levers, lever: 0.5})
        differing = [name for name in plain if plain[name] != changed[name]]
        assert differing == [coefficient]
        assert changed[coefficient] == pytest.approx(plain[coefficient] * (1.0 + 0.5 * effect))


def test_no_effect_of_a_factor_is_certain() -> None:
    """How much factors matter is nowhere measured: 0 lies in every range."""
    for name, found in KNOWN.items():
        if found.topic == "factors" and found.unit != "sign":  # signs are the talk's
            low, high = found.range or (1.0, 1.0)
            assert low <= 0.0 <= high, name


def test_levers_and_coefficients_reach_the_compiled_table() -> None:
    table = lever_table(small_scenario("production-network"))
    assert set(names("levers")) <= set(table.dtype.names or ())
    assert {c for _, c, _ in factor_coefficients(small_scenario("siloed"))} <= set(
        table.dtype.names or ()
    )
