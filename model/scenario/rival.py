"""The fair rival of a form: the same form, paid and not tied (`levers.spend_as_casework`)."""

from dataclasses import replace

from model.scenario.resolve import Scenario

SPENDS = "spend_as_casework"


def is_rival(scenario: Scenario) -> bool:
    """True if some form of a scenario spends on people what the network would spend."""
    return any(form.levers.get(SPENDS, 0.0) > 0.0 for form in scenario.forms)


def paired(scenario: Scenario) -> Scenario:
    """The network whose spending a rival gets: the same scenario, tied. Equal hash, equal run."""
    forms = tuple(
        replace(form, levers={**form.levers, SPENDS: 0.0}) if SPENDS in form.levers else form
        for form in scenario.forms
    )
    return replace(scenario, forms=forms)
