"""What every question that runs many points is told alike: options, and what follows of them."""

import functools
import inspect
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from sozialraum import screen
from sozialraum.options import (
    Everything,
    Jobs,
    Json,
    Language,
    Months,
    Out,
    Place,
    Resume,
    Seed,
    Settings,
    Store,
    Tongue,
    folder_for,
)

if TYPE_CHECKING:
    from analysis.options import Kept


@dataclass(frozen=True)
class Asked:
    """Options that are the same for every question of many points, in the order of `--help`."""

    place: Place = None
    months: Months = 96
    seed: Seed = 1
    jobs: Jobs = None
    out: Out = None
    resume: Resume = None
    settings: Settings = None
    language: Language = Tongue.GERMAN
    store: Store = None
    everything: Everything = False
    json: Json = False

    @property
    def common(self) -> dict[str, Any]:
        """What is the same in all requests.

        Raises:
            InputError: settings that cannot be read.
        """
        from model.scenario import parse_changes

        return {
            "place": self.place,
            "months": self.months,
            "seed": self.seed,
            "changes": dict(parse_changes(self.settings or [])),
            "language": self.language.value,
        }

    def again[Request: "Kept"](self, command: str, kind: type[Request]) -> Request | None:
        """What was asked when that began which is to be gone on with; None without --resume.

        Raises:
            InputError: nothing is known by that name, or it is damaged.
        """
        from analysis.ask.campaigns import taken_up

        return None if self.resume is None else taken_up(self.resume, command, kind, self.store)

    def means(self, command: str, words: Sequence[str]) -> dict[str, Any]:
        """How it is run, and the folder of its result, which these words name if none is given."""
        names = words if self.resume is None else [self.resume]
        return {"jobs": self.jobs, "out": folder_for(command, names, self.out), "store": self.store}

    def show(
        self,
        done: Any,
        lines: Callable[[Any], Sequence[str]],
        more: Callable[[], None] = lambda: None,
    ) -> None:
        """A result as JSON or in short lines, with --all everything; then where it lies."""
        if self.json:
            screen.write_json(done.as_json())
        else:
            screen.brief(lines(done))
            if self.everything:
                more()
        screen.ended(done.folder, len(done.failures))


def asked_with(**fixed: Any) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """For a command whose own options are followed by those of `Asked`: it gets them as `asked`.

    fixed: values of those that it does not have.
    """
    shared = [one for one in fields(Asked) if one.name not in fixed]
    either = inspect.Parameter.POSITIONAL_OR_KEYWORD

    def decorate(command: Callable[..., None]) -> Callable[..., None]:
        @functools.wraps(command)
        def told(**given: Any) -> None:
            alike: dict[str, Any] = {one.name: given.pop(one.name) for one in shared}
            command(asked=Asked(**alike, **fixed), **given)

        own = [
            one for name, one in inspect.signature(command).parameters.items() if name != "asked"
        ]
        parameters = own + [
            inspect.Parameter(one.name, either, default=one.default, annotation=one.type)
            for one in shared
        ]
        told.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
        told.__annotations__ = {one.name: one.annotation for one in parameters}
        return told

    return decorate
