"""Values that many share, laid out for every element that has them: once, before a world is built.

What is assumed once stands once in the parameter files. Loops read one value per need, feature or
stage; here they are made:

- needs: `services.toml` has a value per class of service (assigned, treatment, advice, group), or
  for *any* class; an own record of the need wins. The hazard of breaking off while in service
  follows from the share that completes, 1 − completion^(1/duration); a course can be misallocated
  if it is assigned; needs are taken up in the order the file names.
- search: β_a = e · (1 + a₀/ā) from the elasticity e of starts to minutes at the mean minutes ā, for
  people near the market and far from it; one scale for the effects of features that no pattern
  tells apart.
- casework: what caseworkers predict is λ × the true effect, and an error (`outlook_noise`).
- cooperation: one height of the ladder of stages × its fixed steps.
- factors: two strengths, of what helps and of what hinders; the sign is the talk's.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from model.parameters import Parameter, labels
from model.vocabulary import BARRIERS, TIE_STAGES

ANY = "any"
SERVICES = ("arrival", "mitigation", "fade", "lock_in", "recognition", "assessment")
COMPLETION, DURATION, DROP_OUT = "completion", "duration", "drop_out"
COURSE, PRIORITY, ASSIGNED = "course", "priority", "assigned"
LADDERS = ("stage_trust", "stage_knowledge", "stage_formality")
SCALED = ("school", "vocational", "language", "care", "mother")
NEAR_AND_FAR = ("near", "far")
HELPS, HINDERS = "factors.helps", "factors.hinders"
# Parameter (or topic and field of many) → what it is laid out as, topic and field.
MAKES: Mapping[str, tuple[tuple[str, str], ...]] = {
    **{f"services.{field}": (("needs", field),) for field in SERVICES},
    f"services.{COMPLETION}": (("needs", DROP_OUT),),
    f"needs.{COMPLETION}": (("needs", DROP_OUT),),
    f"needs.{DURATION}": (("needs", DROP_OUT),),
    "search.elasticity_near": (("search", "attention_near"),),
    "search.elasticity_far": (("search", "attention_far"),),
    "search.minutes_near": (("search", "attention_near"),),
    "search.minutes_far": (("search", "attention_far"),),
    "search.feature_scale": (("search", "effect"),),
    "search.effect": (("casework", "observed"),),
    "casework.foresight": (("casework", "observed"),),
    "cooperation.stage_height": tuple(("cooperation", ladder) for ladder in LADDERS),
}


def laid_out(parameters: Mapping[str, Parameter]) -> dict[str, Parameter]:
    """All parameters, and for every element what it shares with others."""
    found = dict(parameters)
    if "services.any.completion" in found:
        found |= {made.name: made for made in _needs(parameters)}
    if "search.elasticity_near" in found:
        found |= {made.name: made for made in _search(parameters)}
    if "cooperation.stage_height" in found:
        found |= {made.name: made for made in _ladders(parameters)}
    if HELPS in found:
        found |= {made.name: made for made in _factors(parameters)}
    return found


def drop_out(completion: float, duration: float) -> float:
    """Monthly hazard of breaking off that leaves this share at the end of the service."""
    return 1.0 - float(completion ** (1.0 / max(1.0, duration)))


def _needs(parameters: Mapping[str, Parameter]) -> Iterator[Parameter]:
    """Of every need with a service: its own record, else its class's, else that of any class."""
    about = labels("needs")
    order = list(about[""]["order"])
    for need in order:
        kind = str(about[need]["class"])

        def value(field: str, need: str = need, kind: str = kind) -> float:
            names = (f"needs.{need}.{field}", f"services.{kind}.{field}", f"services.{ANY}.{field}")
            return next((parameters[name].value for name in names if name in parameters), 0.0)

        made = {field: value(field) for field in SERVICES}
        made[DROP_OUT] = drop_out(value(COMPLETION), value(DURATION))
        made[COURSE] = float(kind == ASSIGNED)
        made[PRIORITY] = order.index(need) + 1.0
        for field, number in made.items():
            yield _made(f"needs.{need}.{field}", number, field, "need", need)


def _search(parameters: Mapping[str, Parameter]) -> Iterator[Parameter]:
    """Slopes of attention; effects of features, and what caseworkers take them for."""
    scale = parameters["search.attention_scale"].value
    for group in NEAR_AND_FAR:
        elasticity = parameters[f"search.elasticity_{group}"].value
        mean = parameters[f"search.minutes_{group}"].value
        name = f"attention_{group}"
        yield _made(f"search.{name}", elasticity * (1.0 + scale / mean), name)
    common = parameters["search.feature_scale"].value
    foresight = parameters["casework.foresight"].value
    for barrier in BARRIERS:
        own = parameters.get(f"search.effect.{barrier}")
        if own is None:
            continue
        effect = own.value * (common if barrier in SCALED else 1.0)
        yield replace(own, value=effect)
        name = f"casework.observed.{barrier}"
        yield _made(name, foresight * effect, "observed", "barrier", barrier)


def _ladders(parameters: Mapping[str, Parameter]) -> Iterator[Parameter]:
    """Thresholds of the stages of a tie, as high as assumed and in their order."""
    height = parameters["cooperation.stage_height"].value
    for ladder in LADDERS:
        for stage in TIE_STAGES:
            own = parameters.get(f"cooperation.{ladder}.{stage}")
            if own is not None:
                yield replace(own, value=own.value * height)


def _factors(parameters: Mapping[str, Parameter]) -> Iterator[Parameter]:
    """Success factors and obstacles: strength × sign."""
    for name, own in parameters.items():
        if own.topic == "factors" and own.coefficient:
            strength = HINDERS if ".obstacle_" in name else HELPS
            yield replace(own, value=own.value * parameters[strength].value)


def _made(name: str, value: float, field: str, index: str = "", element: str = "") -> Parameter:
    return Parameter(name, value, "", status="derived", field=field, index=index, element=element)
