"""Which arrangements can be started from and compared with, in the order of the page."""

from functools import cache

from analysis.requests.what_if import BASE
from model.scenario import list_scenarios, resolve
from model.words import Language

FIRST = (
    "production-network",
    "information-network",
    "milieu-building-network",
    "merged-organisation",
    "siloed",
)
BASES = (BASE, "status-quo", "jobcenter-reform")
# Tests of the model, which no planner would choose.
CHECKS = ("network-costs-only", "network-gains-only", "siloed-no-losses")


@cache
def _titles() -> dict[str, dict[str, str]]:
    return {name: dict(resolve(name).title) for name in list_scenarios() if name not in CHECKS}


def _named(names: tuple[str, ...], language: Language) -> list[tuple[str, str]]:
    return [(name, _titles()[name][language]) for name in names]


def first_presets(language: Language) -> list[tuple[str, str]]:
    """Presets that stand on the first view: (name, title)."""
    return _named(FIRST, language)


def more_presets(language: Language) -> list[tuple[str, str]]:
    """All others."""
    return _named(tuple(name for name in _titles() if name not in FIRST), language)


def bases(language: Language) -> list[tuple[str, str]]:
    """What can be compared with."""
    return _named(BASES, language)
