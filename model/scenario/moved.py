"""Names whose meaning has moved: old files are refused, with the new name and what to write."""

from model.words import Message

MOVED = {
    "levers.coordination_share": Message(
        "levers.coordination_limit, the most that conferences and cases "
        "may take (what is not spent stays with people); for a share that is always spent: "
        "levers.everyday_coordination"
    ),
    "levers.coordination_share_ramp": Message(
        "levers.setup_share, what setting up takes at the start "
        "*besides* conferences and cases: the old value less the old coordination_share"
    ),
    "levers.cost_as_casework": Message(
        "levers.spend_as_casework = true in a scenario that extends the "
        "network: the rival gets what that network really spends"
    ),
    "casework.conference_minutes": Message(
        "casework.case_conference for a complex case, "
        "casework.route_minutes for a case on a standing route, both for all who take part"
    ),
}
