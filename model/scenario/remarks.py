"""What a scenario's answer should not be read without: forms that never begin, borrowed numbers."""

from collections.abc import Iterator

from model.errors import listed
from model.scenario.resolve import Scenario
from model.words import Message


def remarks(scenario: Scenario, months: int | None = None) -> list[Message]:
    """Sentences about a scenario, of which `months` months are looked at (None: not known)."""
    return [*_late(scenario, months), *_borrowed(scenario)]


def _late(scenario: Scenario, months: int | None) -> Iterator[Message]:
    for form in scenario.forms:
        if months is not None and form.start >= months:
            yield Message(
                "{scenario}: the form {form!r} begins in month {start}, and only {months} months "
                "are run: it never begins.",
                scenario=scenario.name,
                form=form.name,
                start=form.start,
                months=months,
            )


def _borrowed(scenario: Scenario) -> Iterator[Message]:
    for place in sorted(set(scenario.taken_over.values())):
        names = [name for name, origin in scenario.taken_over.items() if origin == place]
        yield Message(
            "{place}: {count} numbers of the place are taken over from {origin}: {names}.",
            place=scenario.place,
            count=len(names),
            origin=place,
            names=listed(names),
        )
