"""What a scenario's answer should not be read without: forms that never begin, borrowed numbers."""

from collections.abc import Iterator

from model.errors import listed
from model.scenario.resolve import Scenario


def remarks(scenario: Scenario, months: int | None = None) -> list[str]:
    """Sentences about a scenario, of which `months` months are looked at (None: not known)."""
    return [*_late(scenario, months), *_borrowed(scenario)]


def _late(scenario: Scenario, months: int | None) -> Iterator[str]:
    for form in scenario.forms:
        if months is not None and form.start >= months:
            yield (
                f"{scenario.name}: the form {form.name!r} begins in month {form.start}, and only "
                f"{months} months are run: it never begins."
            )


def _borrowed(scenario: Scenario) -> Iterator[str]:
    for place in sorted(set(scenario.taken_over.values())):
        names = [name for name, origin in scenario.taken_over.items() if origin == place]
        yield (
            f"{scenario.place}: {len(names)} numbers of the place are taken over from {place}: "
            f"{listed(names)}."
        )
