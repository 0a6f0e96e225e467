"""At full size and with the shipped values every mechanism and every parameter moves a result.

Nothing here can fail by chance: with common random numbers a run without a mechanism is the same
run, unless the mechanism did something to somebody.
"""

from functools import cache

import pytest
from testkit.full_size import full_run, scenario_of
from testkit.mechanisms import LEVERS, NETWORK, SWITCHES, Setting, other_end
from testkit.model_worlds import Values, changed, same_run, small_run

from model.simulate import RunResult
from model.units import WHOLE_UNITS

pytestmark = pytest.mark.slow

SEED, MONTHS = 1, 24
KNOWN = scenario_of("siloed").parameters
NUMBERS = [
    name
    for name, found in KNOWN.items()
    if found.topic not in ("switches", "levers", "factors", "place")
]
# Parameters that need a certain world to be seen; everything else is seen in the extended network.
PARAMETERS: dict[str, Setting] = {
    "casework.capacity_needed": Setting(NETWORK, {"levers.attendance_benefits": 0.0,
                                                  "levers.coordinator": 0.8,
                                                  "levers.teams_by_sozialraum": 0.0}),
    "cooperation.knowledge_spread": Setting("information-network"),
    "cooperation.strain_from": Setting(NETWORK, {"levers.governance": 0.0}),
    "cooperation.strain": Setting(NETWORK, {"levers.governance": 0.0}),
    "participation.milieu": Setting("milieu-building-network"),
    "participation.milieu_norms": Setting("milieu-building-network"),
    "participation.agh_months": Setting("siloed", {"needs.agh.duration": 12.0}),
    "pipeline.distance_log_odds": Setting("closed-district-offices"),
    "pipeline.specialist_loss": Setting("merged-organisation"),
    "cooperation.autonomy_commitment": Setting("merged-organisation"),
    "casework.weight_floor": Setting("siloed"),
    "casework.perception_needed": Setting(NETWORK, {"levers.report_communicated": 0.3}),
    "casework.coordination_most": Setting(NETWORK, {"levers.setup_share": 0.9}),
    "casework.participation_gain": Setting("double-goal"),
    "casework.clerks_rate": Setting("case-management-only"),
    "casework.clerks_training": Setting("case-management-only"),
    # Where several services run at once anyway, nobody has to ask for the next one early.
    "pipeline.chain_lead": Setting(NETWORK, {"levers.max_parallel": 1.0,
                                             "levers.ramp_months": 0.0}),
    "cooperation.stage_formality.kooperation": Setting("status-quo"),
    "demography.disengage_most": Setting("siloed", {"demography.disengage": 0.02}),
    "pipeline.give_up": Setting("siloed", {"pipeline.give_up": 3.0}),
    "cooperation.slot_refusal": Setting(NETWORK, {"levers.chain_mode": 2.0}),
}  # fmt: skip
FULLY_ALIGNED = Setting("merged-organisation", {"cooperation.starting_trust": 0.9,
                                                "cooperation.trust_decay": 0.0})  # fmt: skip
PARAMETERS |= {n: FULLY_ALIGNED for n in KNOWN if n.endswith(".full_alignment")}
PARAMETERS |= {n: Setting("siloed") for n in KNOWN if n.endswith((".own_pillar", ".assessment"))}
# Parameters that cannot move a run from month 0 on.
BEFORE = {
    "search.frailty_shape": "drawn when a world is built",
    "pipeline.known_start": "knowledge at the beginning of the burn-in",
}
# Elements of vectors that stand for completeness; nothing reads them.
UNUSED_ELEMENTS = {
    "employment.full_time.training": "apprentices have their own hours, wage and contract",
    "employment.net_wage.training": "the same",
    "employment.permanent.training": "the same",
    "employment.temp.training": "the same",
    "employment.hours_mini": "hours of a mini-job are recorded, nothing depends on them",
    "needs.agh.mitigation": "no barrier",
    "casework.gap_start": "who has had no contact yet has nothing that could be followed up",
}


@cache
def plain(arrangement: str, values: tuple[tuple[str, float], ...]) -> RunResult:
    return full_run(arrangement, SEED, MONTHS, dict(values))


def moved(setting: Setting, change: Values) -> list[str]:
    before = plain(setting.arrangement, tuple(sorted(setting.values.items())))
    changed = full_run(setting.arrangement, SEED, MONTHS, {**setting.values, **change})
    return same_run(before, changed)


@cache
def plain_small(arrangement: str, values: tuple[tuple[str, float], ...]) -> RunResult:
    return small_run(arrangement, dict(values), months=MONTHS)


def moved_in_small(setting: Setting, change: Values) -> list[str]:
    before = plain_small(setting.arrangement, tuple(sorted(setting.values.items())))
    after = small_run(setting.arrangement, {**setting.values, **change}, months=MONTHS)
    return same_run(before, after)


def elsewhere(name: str) -> list[float]:
    """Other values: the farther end of what is drawn; else of what is legal, and a fifth more."""
    now = KNOWN[name].value
    drawn, legal = KNOWN[name].range or (now, now), KNOWN[name].limits or (now, now)
    ends = drawn if drawn[0] < drawn[1] else legal
    others = [max(ends, key=lambda end: abs(end - now))]
    if drawn[0] == drawn[1]:  # a meaning or a grade, which nobody draws
        whole = KNOWN[name].unit in {*WHOLE_UNITS, "months", "calendar month"}
        others.append(now + 1.0 if whole else now * 1.2 + 0.2 * (now == 0))
    return [other for other in others if other != now]


@pytest.mark.parametrize("switch", [n for n, p in KNOWN.items() if p.topic == "switches"])
def test_every_switch(switch: str) -> None:
    setting = SWITCHES.get(switch.partition(".")[2], Setting())
    now = scenario_of(setting.arrangement).parameters[switch].value
    assert moved(setting, {switch: 1.0 - now})


@pytest.mark.parametrize("lever", [n for n, p in KNOWN.items() if p.topic == "levers"])
def test_every_lever(lever: str) -> None:
    setting = LEVERS.get(lever.partition(".")[2], Setting())
    if lever == "levers.moderation_months":
        setting = Setting(NETWORK, {lever: 6.0})
    scenario = changed(scenario_of(setting.arrangement), setting.values)
    assert moved(setting, {lever: other_end(scenario, lever.partition(".")[2])})


@pytest.mark.parametrize("name", [n for n in NUMBERS if n not in {**BEFORE, **UNUSED_ELEMENTS}])
def test_every_parameter(name: str) -> None:
    """Looked for in the small place first, which is quick; rare mechanisms need the whole city."""
    setting = PARAMETERS.get(name, Setting())
    changes = [{name: other} for other in elsewhere(name)]
    assert any(seen(setting, change) for seen in (moved_in_small, moved) for change in changes)


def test_exceptions_exist() -> None:
    assert {*PARAMETERS, *BEFORE, *UNUSED_ELEMENTS} <= set(KNOWN)
