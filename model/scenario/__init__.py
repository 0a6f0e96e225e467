"""Scenarios: files of levers on a place, composed, resolved, checked and hashed.

- resolve(scenario, place, changes): a name or path → frozen Scenario, or InputError with all faults
- list_scenarios(), list_places(): what is shipped
- check(*paths): faults of any TOML file of ours
- parse_changes(texts): `--set name=value` as changes for resolve
"""

from model.scenario.check import check, doubtful
from model.scenario.compose import name_of_scenario
from model.scenario.forms import NO_END, Form
from model.scenario.places import data_root, list_places, list_scenarios
from model.scenario.remarks import remarks
from model.scenario.resolve import Row, Scenario, parse_changes, resolve

__all__ = [
    "NO_END",
    "Form",
    "Row",
    "Scenario",
    "check",
    "data_root",
    "doubtful",
    "list_places",
    "list_scenarios",
    "name_of_scenario",
    "parse_changes",
    "remarks",
    "resolve",
]
