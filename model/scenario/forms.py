"""Forms of cooperation: which levers hold for whom, where and when."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from model.errors import Fault, listed, nearest
from model.parameters import Parameter
from model.parameters.reading import shown
from model.parameters.setting import setting
from model.scenario.compose import FormSource, Setting, compose, find_scenario
from model.scenario.moved import MOVED
from model.vocabulary import EVERYONE, TARGET_GROUPS
from model.words import Message

# End of a form without an end: later than any month of a run.
NO_END = 1_000_000
LEVERS = "levers"


@dataclass(frozen=True)
class Form:
    """Levers for one target group in some Sozialräume from `start` up to but not including `end`.

    levers: lever name → value, in the order of levers.toml; start, end: months since month 0;
    target_group: code of vocabulary.TARGET_GROUPS; spaces: names, in the order of the place.
    """

    name: str
    levers: Mapping[str, float]
    start: int
    end: int
    target_group: int
    spaces: tuple[str, ...]

    def content(self) -> dict[str, object]:
        """What the form does, without its name: this is hashed."""
        return {
            "levers": self.levers,
            "start": self.start,
            "end": self.end,
            "target_group": TARGET_GROUPS[self.target_group],
            "spaces": sorted(self.spaces),
        }


class Rules(NamedTuple):
    """What forms are checked against: parameters (with levers) and names of the Sozialräume.

    No names (the place cannot be read): Sozialräume are not checked.
    """

    parameters: Mapping[str, Parameter]
    spaces: tuple[str, ...]


def lever_defaults(parameters: Mapping[str, Parameter]) -> dict[str, float]:
    """Lever name → default, in the order of levers.toml."""
    return {
        name.partition(".")[2]: found.value
        for name, found in parameters.items()
        if found.topic == LEVERS
    }


def unknown_name(name: str, known: Mapping[str, Parameter], at: Setting) -> Fault:
    """Fault of a name that no parameter has: lists what stands beside it, or the topics."""
    topic = name.split(".", 1)[0]
    if name in MOVED:
        return Fault(
            at.file, at.key, Message("{name} means something else now", name=name), MOVED[name]
        )
    inside = [found for found in known if found.split(".", 1)[0] == topic]
    below = [found for found in known if found.startswith(f"{name}.")]
    if below:
        return Fault(
            at.file,
            at.key,
            Message("{name} is a group, not a value", name=name),
            Message("one of {names}", names=listed(below)),
        )
    topics = list(dict.fromkeys(found.split(".", 1)[0] for found in known))
    allowed = (
        listed(f.partition(".")[2] for f in inside)
        if inside
        else Message("topics {names}", names=listed(topics))
    )
    near = nearest(name, inside or known)
    if not near:
        ends = {found.rsplit(".", 1)[-1]: found for found in known}
        near = ends.get(nearest(name.rsplit(".", 1)[-1], ends), "")
    kind = Message("lever") if topic == LEVERS else Message("parameter")
    return Fault(
        at.file, at.key, Message("unknown {kind} {name}", kind=kind, name=name), allowed, near
    )


def checked(
    settings: Mapping[str, Setting], known: Mapping[str, Parameter], faults: list[Fault]
) -> dict[str, float]:
    """Values of settings by dotted name; unknown names and illegal values become faults."""
    values: dict[str, float] = {}
    for name, at in settings.items():
        if name not in known:
            faults.append(unknown_name(name, known, at))
            continue
        value = setting(known[name], at.raw, at.file, at.key)
        if isinstance(value, Fault):
            faults.append(value)
        else:
            values[name] = value
    return values


def form_from(
    source: FormSource, base: Mapping[str, float], rules: Rules, faults: list[Fault]
) -> Form:
    """A form as it will be used. Faults are added; the form is then not to be used."""
    spec, file, key = source.spec, shown(source.path), source.key
    if spec.until_month is not None and spec.until_month <= spec.from_month:
        problem = Message(
            "the form ends (month {until_month}) before it begins", until_month=spec.until_month
        )
        allowed = Message("a month after from_month = {from_month}", from_month=spec.from_month)
        faults.append(Fault(file, f"{key}.until_month", problem, allowed))
    levers = _form_levers(source, base, rules.parameters, (), faults)
    return Form(
        name=spec.name,
        levers=levers,
        start=spec.from_month,
        end=NO_END if spec.until_month is None else spec.until_month,
        target_group=_target_group(spec.target_group, file, key, faults),
        spaces=_spaces(spec.sozialraum, rules.spaces, file, key, faults),
    )


def _target_group(name: str, file: str, key: str, faults: list[Fault]) -> int:
    if name in TARGET_GROUPS:
        return TARGET_GROUPS.index(name)
    problem = Message("unknown target group {name!r}", name=name)
    near = nearest(name, TARGET_GROUPS)
    faults.append(Fault(file, f"{key}.target_group", problem, listed(TARGET_GROUPS), near))
    return EVERYONE


def _spaces(
    names: list[str] | None, known: tuple[str, ...], file: str, key: str, faults: list[Fault]
) -> tuple[str, ...]:
    """Sozialräume of a form in the order of the place; none named means all."""
    if names is None:
        return known
    names = [unicodedata.normalize("NFC", name) for name in names]
    where = f"{key}.sozialraum"
    for name in dict.fromkeys(names):
        if known and name not in known:
            problem = Message("unknown Sozialraum {name!r}", name=name)
            faults.append(Fault(file, where, problem, listed(known), nearest(name, known)))
        if names.count(name) > 1:
            faults.append(
                Fault(
                    file,
                    where,
                    Message("{name!r} stands here twice", name=name),
                    Message("each name once"),
                )
            )
    return tuple(name for name in known if name in names)


def _form_levers(
    source: FormSource,
    base: Mapping[str, float],
    parameters: Mapping[str, Parameter],
    trail: tuple[tuple[Path, str], ...],
    faults: list[Fault],
) -> dict[str, float]:
    """Levers of a form: those it starts from, then its own."""
    spec, file = source.spec, shown(source.path)
    levers = dict(base)
    if spec.extends is not None:
        step = (source.path, spec.name)
        if step in trail:
            names = [f"{path.stem}:{name}" for path, name in [*trail[trail.index(step) :], step]]
            problem = Message(
                "forms extend each other in a circle: {names}", names=" → ".join(names)
            )
            faults.append(
                Fault(file, f"{source.key}.extends", problem, Message("a chain that ends"))
            )
            return levers
        levers = _borrowed(source, parameters, (*trail, step), faults) or levers
    own = {
        f"{LEVERS}.{name}": Setting(raw, file, f"{source.key}.levers.{name}")
        for name, raw in spec.levers.items()
    }
    return with_levers(levers, checked(own, _levers(parameters), faults))


def _levers(parameters: Mapping[str, Parameter]) -> dict[str, Parameter]:
    return {name: found for name, found in parameters.items() if found.topic == LEVERS}


def _borrowed(
    source: FormSource,
    parameters: Mapping[str, Parameter],
    trail: tuple[tuple[Path, str], ...],
    faults: list[Fault],
) -> dict[str, float] | None:
    """Levers of the arrangement (or of its form, arrangement:form) that a form extends."""
    reference, _, form_name = str(source.spec.extends).partition(":")
    where = Fault(shown(source.path), f"{source.key}.extends")
    path = find_scenario(reference.strip(), source.path, where)
    if isinstance(path, Fault):
        faults.append(path)
        return None
    composition = compose(path, faults)
    if composition is None:
        return None
    forms = {form.spec.name: form for form in composition.forms}
    if form_name.strip() not in ("", *forms) or (forms and not form_name):
        choices = [f"{composition.name}:{name}" for name in forms] or [composition.name]
        problem = Message(
            "{name} has no form {strip!r}", name=composition.name, strip=form_name.strip()
        )
        if not form_name:
            problem = Message("{name} is made of forms: name one of them", name=composition.name)
        near = nearest(str(source.spec.extends), choices) or choices[0]
        faults.append(Fault(where.file, where.key, problem, listed(choices), near))
        return None
    own = {n: at for n, at in composition.settings.items() if n.split(".", 1)[0] == LEVERS}
    levers = with_levers(lever_defaults(parameters), checked(own, _levers(parameters), faults))
    if form_name:
        return _form_levers(forms[form_name.strip()], levers, parameters, trail, faults)
    return levers


def with_levers(levers: Mapping[str, float], values: Mapping[str, float]) -> dict[str, float]:
    """Levers after setting those among the values (dotted names)."""
    own = {
        name.partition(".")[2]: value
        for name, value in values.items()
        if name.split(".", 1)[0] == LEVERS
    }
    return {**levers, **own}
