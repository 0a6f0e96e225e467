"""Reading a study file: everything that is wrong with it in one report."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from experiments.faults import Wrong
from experiments.study.complaints import faults_of, flat
from experiments.study.definition import Factor, Study, StudyArm
from experiments.study.design import Points, Reading
from experiments.study.keeper import Keeper
from experiments.study.resolving import resolve_arm
from experiments.study.spec import ArmSpec, FactorSpec, StudySpec
from experiments.study.stopping import FEWEST, Stop
from model.errors import COMMAND_LINE, Fault, Faults, InputError, listed, nearest, raise_if
from model.parameters.reading import named_in, quoted, read_toml, shown
from model.scenario import Scenario, data_root, list_scenarios, name_of_scenario
from model.words import Message

_FIRST_PAIRS = 8  # where a study has a stopping rule and does not say how many to begin with


def studies_folder() -> Path:
    """Folder of the shipped studies."""
    return data_root() / "studies"


def list_studies() -> list[str]:
    """Names of the shipped studies, sorted; each is the stem of its file."""
    return sorted(path.stem for path in studies_folder().glob("*.toml"))


def find_study(reference: str | Path) -> Path | None:
    """The file of a study given by path or by the name of a shipped one; None if there is none."""
    text = str(reference)
    path = Path(text)
    if path.suffix == ".toml" or path.is_file():
        return path
    shipped = studies_folder() / f"{text}.toml"
    return shipped if shipped.is_file() else None


def load_study(reference: str | Path, keeper: Keeper) -> Study:
    """A study by name or path, with all points spelled out and every arm resolved once.

    Raises:
        InputError: every fault of the file, of its design and of the scenarios it names.
    """
    path = find_study(reference)
    if path is None:
        known = list_studies()
        problem = Message("there is no study {reference!r}", reference=str(reference))
        allowed = Message("one of {names}, or the path of a study file", names=listed(known))
        near = nearest(str(reference), known)
        raise InputError.of(COMMAND_LINE, "STUDY", problem, allowed, near)
    wrong = Wrong(shown(path), Faults())
    tables = read_toml(path, wrong.faults)
    spec = None if tables is None else _parsed(tables, wrong)
    if spec is None:
        raise InputError(wrong.faults)
    study = _assembled(spec, path, keeper, wrong)
    raise_if(wrong.faults)
    return study


def _parsed(tables: Mapping[str, Any], wrong: Wrong) -> StudySpec | None:
    tables = dict(tables)
    if isinstance(tables.get("settings"), dict):
        tables["settings"] = flat(tables["settings"], ())
    design = tables.get("design")
    if isinstance(design, dict) and isinstance(design.get("factors"), dict):
        factors = flat(design["factors"], tuple(FactorSpec.model_fields))
        tables["design"] = {**design, "factors": factors}
    try:
        return StudySpec.model_validate(tables)
    except ValidationError as error:
        wrong.faults += faults_of(error, wrong.file)
        return None


def _assembled(spec: StudySpec, path: Path, keeper: Keeper, wrong: Wrong) -> Study:
    """The study; its last points may add faults. Raises InputError if it cannot be put together."""
    arms = _arms(spec, path, wrong)
    place = _beside(path, spec.place, "place", "", wrong) if spec.place else None
    raise_if(wrong.faults)
    first = _resolved(arms, place, spec.settings, wrong)
    factors: tuple[Factor, ...] = ()
    points: Points = ((),)
    if spec.design is not None:
        design = Reading(spec.design, wrong.file, path.parent, first.parameters, wrong.faults)
        factors, points = design.read()
    known = [arm.name for arm in arms]
    for factor in factors:
        for arm in (name for name in factor.arms if name not in known):
            none = Message("there is no arm {arm!r}", arm=arm)
            wrong(f"design.factors.{factor.name}", none, listed(known))
    outcomes = _outcomes(spec, keeper, wrong)
    stop = _stop(spec, keeper, wrong)
    wrong.faults.extend(stop.complaints(len(points), len(arms), wrong.file) if stop else ())
    raise_if(wrong.faults)
    study = Study(
        name=spec.name or path.stem,
        title={} if spec.title is None else spec.title.model_dump(),
        place=place,
        arms=arms,
        months=spec.months,
        seed=spec.seed,
        pairs=stop.first if stop else spec.pairs,
        every=spec.keep.every,
        outcomes=tuple(dict.fromkeys([*outcomes, *(stop.within if stop else ())])),
        settings={name: float(value) for name, value in spec.settings.items()},
        kind=spec.design.kind if spec.design else "one point",
        factors=factors,
        points=points,
        stop=stop,
        checks=spec.checks,
        design_seed=spec.design.seed if spec.design else 1,
        source=str(path),
    )
    _check_ends(study, wrong)
    return study


def _arms(spec: StudySpec, path: Path, wrong: Wrong) -> tuple[StudyArm, ...]:
    arms = []
    for row, entry in enumerate(spec.arms, start=1):
        arm = ArmSpec(scenario=entry) if isinstance(entry, str) else entry
        scenario = _beside(path, arm.scenario, f"arms[{row}]", ".toml", wrong)
        name = arm.name or name_of_scenario(scenario)
        settings = {key: float(value) for key, value in arm.settings.items()}
        arms.append(StudyArm(name, scenario, settings, arm.begins_as or ""))
    names = [arm.name for arm in arms]
    for one in arms:
        if one.begins_as:
            none = Message("no arm is called {name!r}", name=one.begins_as)
            wrong.unless_among(f"arms.{one.name}.begins_as", one.begins_as, names, none, most=20)
    for name in sorted({name for name in names if names.count(name) > 1}):
        two = Message("two arms are called {name!r}", name=name)
        wrong("arms", two, Message('a name = "…" of its own for each'))
    return tuple(arms)


def _beside(file: Path, reference: str, key: str, ending: str, wrong: Wrong) -> str:
    """A reference as it holds anywhere: names stay, paths are taken from the study's folder."""
    if reference in list_scenarios() or not ("/" in reference or reference.endswith(".toml")):
        return reference
    path = named_in(file, reference, ending)
    if isinstance(path, str):
        allowed = Message(
            "a name, or a path{value} here or beside here",
            value=f" of a {ending} file" if ending else "",
        )
        wrong(key, Message("{reference} {path}", reference=quoted(reference), path=path), allowed)
        return reference.rsplit("/", 1)[-1] or reference
    return str(path)


def _resolved(
    arms: tuple[StudyArm, ...], place: str | None, settings: Mapping[str, float], wrong: Wrong
) -> Scenario:
    """Every arm resolved once, without a design; the first scenario.

    Raises:
        InputError: no arm can be resolved.
    """
    first: Scenario | None = None
    for arm in arms:
        try:
            scenario = resolve_arm(arm, place, {**settings, **arm.settings}, wrong.file)
        except InputError as error:
            wrong.faults.extend(error.faults)
            continue
        if first is not None and scenario.place != first.place:
            problem = Message(
                "{name} is about {place}, the base about {place2}",
                name=arm.name,
                place=scenario.place,
                place2=first.place,
            )
            wrong("arms", problem, Message("arms on one place: place = …"))
        first = first or scenario
    if first is None:
        raise InputError(wrong.faults)
    return first


def _outcomes(spec: StudySpec, keeper: Keeper, wrong: Wrong) -> tuple[str, ...]:
    if spec.keep.outcomes == "headline":
        return keeper.headlines
    if spec.keep.outcomes == "all":
        return tuple(name for name in keeper.names if name not in keeper.without_values)
    wrong.faults.extend(unknown_outcomes(spec.keep.outcomes, keeper, wrong.file, "keep.outcomes"))
    if not spec.keep.outcomes:
        wrong("keep.outcomes", Message("is empty"), Message('"headline", "all" or names'))
    return tuple(spec.keep.outcomes)


def unknown_outcomes(
    names: "list[str] | tuple[str, ...]", keeper: Keeper, file: str, key: str
) -> list[Fault]:
    """A fault for every name that is no outcome a run can have."""
    wrong, allowed = Wrong(file), Message("a name from `sozialraum list outcomes`")
    for name in names:
        none = Message("there is no outcome {name!r}", name=name)
        wrong.unless_among(key, name, keeper.names, none, allowed)
        why = keeper.without_values.get(name)
        if why is not None:
            without = Message("{name}: {without_values}", name=name, without_values=why)
            wrong(key, without, Message("another one"))
    return wrong.faults


def _stop(spec: StudySpec, keeper: Keeper, wrong: Wrong) -> Stop | None:
    if spec.stop is None:
        return None
    rule = spec.stop
    wrong.faults.extend(unknown_outcomes(list(rule.within), keeper, wrong.file, "stop.within"))
    for name, within in rule.within.items():
        unit = Message("above 0, in the outcome's unit")
        wrong.unless_above_0(f"stop.within.{name}", within, allowed=unit)
    if len(spec.arms) < FEWEST:
        wrong("stop", Message("there is nothing to compare with"), Message("two arms or more"))
    first = spec.pairs if "pairs" in spec.model_fields_set else _FIRST_PAIRS
    if not FEWEST <= first <= rule.most_pairs:
        allowed = Message(
            "from {fewest} to most_pairs ({most_pairs})", fewest=FEWEST, most_pairs=rule.most_pairs
        )
        wrong("pairs", Message("is {first}", first=first), allowed)
    return Stop(
        dict(rule.within), first, rule.most_pairs, rule.most_runs, rule.level, rule.correction
    )


def _check_ends(study: Study, wrong: Wrong) -> None:
    """Points at both ends of every factor resolve in every arm, so that all between them do."""
    ends = {0, len(study.points) - 1}
    for column in range(len(study.factors)):
        values = [point[column] for point in study.points]
        ends |= {values.index(min(values)), values.index(max(values))}
    for arm in study.arms:
        for point in sorted(ends):
            try:
                resolve_arm(arm, study.place, study.settings_of(point, arm), wrong.file)
            except InputError as error:
                wrong.faults += [fault for fault in error.faults if fault not in wrong.faults]
