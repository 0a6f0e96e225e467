"""Where each mechanism can be seen: the arrangement, and what must hold there for it to matter."""

from collections.abc import Mapping
from typing import NamedTuple

from model.scenario import Scenario

NETWORK = "production-network-extended"
MERGED = "merged-organisation"

# In a fiftieth of the city a network handles one case a month: too few to see rare mechanisms. With
# cheap conferences, and ties that begin with trust and keep it, its chains are busy.
BUSY: Mapping[str, float] = {
    "levers.coordination_limit": 0.15,
    "cooperation.starting_trust": 0.6,
    "cooperation.trust_decay": 0.02,
    "casework.case_conference": 20.0,
    "casework.route_minutes": 2.0,
    "pipeline.diffusion": 0.9,
    "pipeline.site_spread": 1.0,
}


class Setting(NamedTuple):
    """Where to look: arrangement, and further values that hold with and without the mechanism."""

    arrangement: str = NETWORK
    values: Mapping[str, float] = {}


# A form that is established at once, with special skill that matters.
ESTABLISHED: Mapping[str, float] = {
    "cooperation.ramp_length": 0.0,
    "pipeline.specialist_loss": 0.9,
}

# A mechanism that is not named here is seen in the extended production network.
SWITCHES: Mapping[str, Setting] = {
    "specialisation": Setting(MERGED, {"levers.specialisation_loss": 1.0, **ESTABLISHED}),
    # Minutes must be scarce for somebody to be picked, and an effect large to be seen in so few.
    "creaming_slots": Setting(
        NETWORK, {"casework.case_conference": 2_000.0, "casework.route_minutes": 400.0}
    ),
    "joint_treatment": Setting(NETWORK, {"cooperation.joint_job": 5.0, **ESTABLISHED}),
    # Cases that nobody holds are few: a form that is established at once shares more of them.
    "diffusion": Setting(NETWORK, {"cooperation.ramp_length": 0.0}),
    "wait_decay": Setting("siloed"),
    "milieu": Setting("milieu-building-network"),
    "unrecognised_needs": Setting("siloed"),
    "sequential": Setting("siloed"),
    "repeated_assessment": Setting("siloed"),
    "misallocation": Setting("siloed"),
    "sanctions": Setting("siloed"),
    "cost_shifting": Setting("siloed"),
}

# Slots are promised and often not delivered, and few feel bound.
UNRELIABLE = {
    "levers.bindingness_management": 0.2,
    "cooperation.slot_failure": 0.4,
    "levers.chain_mode": 2.0,
    "factors.helps": 0.8,
    "factors.hinders": 0.8,
}
LEVERS: Mapping[str, Setting] = {
    "factor_binding": Setting(NETWORK, UNRELIABLE),
    "factor_reliable": Setting(NETWORK, UNRELIABLE),
    "obstacle_ignored_agreements": Setting(NETWORK, UNRELIABLE),
    # Either teams or a coordinator make the Jobcenter able to act: without teams it is the latter.
    "coordinator": Setting(NETWORK, {"levers.teams_by_sozialraum": 0.0}),
    "agh_voluntary": Setting("siloed"),
    "milieu_relationships": Setting("milieu-building-network"),
    "milieu_engagement": Setting("milieu-building-network"),
    "resources_from_places": Setting(NETWORK, {"levers.reserved_share": 0.0}),
    "own_process_priority": Setting(NETWORK, {"levers.chain_mode": 2.0}),
    "factor_decision_makers": Setting(NETWORK, {"levers.bindingness_management": 0.2}),
    "specialisation_loss": Setting(MERGED, ESTABLISHED),
    "obstacle_money_first": Setting(NETWORK, {"pipeline.selection_far": 0.4, **ESTABLISHED}),
    # At twice the busy network's limit nobody spends more: the other end is nothing at all.
    "coordination_limit": Setting(NETWORK, {"levers.coordination_limit": 0.3}),
}


def other_end(scenario: Scenario, lever: str) -> float:
    """The end of a lever's range that is farther from its value in the first form."""
    now = scenario.forms[0].levers[lever]
    low, high = scenario.parameters[f"levers.{lever}"].legal
    return high if abs(high - now) >= abs(low - now) else low
