"""What an arm is, in a few words by its levers: for somebody who has never heard of it."""

from analysis.findings.answer import Answer
from analysis.findings.behind import network_of
from analysis.findings.measured import is_network
from model.scenario import Scenario
from model.scenario.rival import is_rival
from model.words import Texts

LOOSE = 1  # stage of ties that nobody has to keep
_GLOSSES = Texts(
    {
        "silo": "every institution works on its own",
        "loose": "institutions are in touch loosely",
        "network": "Jobcenter and partners agree on help bindingly",
        "rival": "{letter}'s running cost in time goes to casework",
        "rival_alone": "a network's running cost in time goes to casework",
    },
    context="gloss",
)


def gloss(answer: Answer, arm: str) -> str:
    """What an arm is; empty for a form that no rule describes."""
    plan = answer.comparison.plan
    scenario = next(one.scenario for one in plan.arms if one.name == arm)
    kind = _kind(scenario)
    letter = ""
    if kind == "rival":
        network = network_of(answer.comparison, arm)
        kind, letter = ("rival_alone", "") if network is None else (kind, answer.letters[network])
    return _GLOSSES.say(answer.language, kind, letter=letter) if kind else ""


def _kind(scenario: Scenario) -> str:
    levers = [form.levers for form in scenario.forms]
    if is_rival(scenario):
        return "rival"
    if is_network(scenario):
        return "network"
    if not levers or any(one["membership"] > 0 for one in levers):
        return ""
    caps = max(one["stage_cap"] for one in levers)
    return "silo" if caps == 0 else "loose" if caps <= LOOSE else ""
