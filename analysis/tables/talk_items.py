"""The items of the talk by the arm of the study `talk`: group, words, why one moves little."""

from collections.abc import Mapping
from typing import NamedTuple


class Item(NamedTuple):
    """An arm of the study: its group in the table, its words, why it moves little (if so)."""

    group: str
    words: str
    why: str = ""


# fmt: off
_GROUPS: Mapping[str, Mapping[str, str]] = {
    "Five functions of a network (against the silo)": {
        "information-network": "information network",
        "milieu-building-network": "milieu-building network",
        "project-network": "project network",
        "informal-production-network": "informal production network",
        "production-network": "production network",
    },
    "Thirteen success factors (absent)": {
        "factor-01-binding-and-reliable": "binding and reliable",
        "factor-02-visible-benefit": "visible benefit",
        "factor-03-structure-and-rules": "clear structure, network rules",
        "factor-04-target-focus": "focus on a target group",
        "factor-05-common-goals": "common goals",
        "factor-06-strategy": "joint strategic orientation",
        "factor-07-cooperation-model": "a model of cooperation",
        "factor-08-autonomy": "autonomy is kept",
        "factor-09-adapted-processes": "own processes are adapted",
        "factor-10-cross-training": "training together",
        "factor-11-decision-makers": "decision makers are involved",
        "factor-12-inner-persuasion": "persuasion inside",
        "factor-13-existing-networks": "tied to existing networks",
    },
    "Eight obstacles (absent)": {
        "obstacle-1-personal-reservations": "personal reservations",
        "obstacle-2-institutional-reservations": "reservations between institutions",
        "obstacle-3-unknown-tasks-and-offers": "unknown tasks and offers (present)",
        "obstacle-4-unknown-or-ignored-agreements": "agreements unknown or ignored",
        "obstacle-5-time": "time for alignment",
        "obstacle-6-money-first": "money comes first",
        "obstacle-7-routines-and-networks": "routines and networks are kept",
        "obstacle-8-competition-and-tenders": "competition, tenders",
    },
    "Four stages (highest that can be reached, for 3 Zusammenarbeit)": {
        "stage-cap-0": "0 none",
        "stage-cap-1": "1 Kooperation",
        "stage-cap-2": "2 Koordination",
        "stage-cap-4": "4 Integration (full alignment)",
    },
    "Perception and capacity to act (absent)": {
        "perception-boundaries": "agreed Sozialräume",
        "perception-reports": "reports by Sozialraum",
        "perception-communication": "reports are discussed",
        "capacity-teams-and-coordinator": "teams by Sozialraum, coordinator",
        "capacity-conferences": "the Jobcenter at conferences",
    },
    "Iceberg": {
        "iceberg-formal-rules": "formal side: nothing is written down",
        "iceberg-formal-processes": "formal side: own processes win",
        "iceberg-formal-purses": "formal side: purses do not count",
        "iceberg-culture": "informal side: profiles (culture, values, power …) cause no friction",
        "iceberg-persons": "informal side: ties do not hang on persons",
    },
    "Who of the Jobcenter is in the core (absent)": {
        "leistung-at-the-table": "Leistung (benefits)",
        "massnahmeplanung-at-the-table": "planning of measures (own contracted providers)",
    },
    "Production and planning (absent)": {
        "chain": "chain: parallel, without gap",
        "handover": "handover in person, co-location",
        "recognition-across-pillars": "recognition across pillars",
        "case-reflection": "case reflection",
        "planning": "planning from cases",
        "shared-capacity": "shared capacity",
        "reserved-places": "reserved places",
    },
    "Institutions (not there)": {
        "school-social-work": "school social work",
        "early-help": "early help",
    },
}
_WHY: Mapping[str, str] = {
    "iceberg-formal-processes": "acts where places are promised on call; the preset reserves them. "
    "That processes are changed acts by *own processes are adapted*",
}
# fmt: on

ITEMS: Mapping[str, Item] = {
    arm: Item(group, words, _WHY.get(arm, ""))
    for group, rows in _GROUPS.items()
    for arm, words in rows.items()
}
FUNCTIONS = next(iter(_GROUPS))  # compared with the silo, all others with the production network
