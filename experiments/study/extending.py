"""Taking a study up again: as it began, or larger. Nothing that was run is run again."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import cast

from experiments.faults import Wrong
from experiments.store.code import code_version
from experiments.store.keys import EVERY, Every
from experiments.study.definition import BESIDE, Study
from experiments.study.design import sampled
from experiments.study.finding import study_named
from experiments.study.keeper import Keeper
from experiments.study.kept import Begun, recall, recalled
from experiments.study.load import load_study, unknown_outcomes
from experiments.study.resolving import Scenarios
from model.errors import Fault, InputError, raise_if
from model.words import Message

_WHERE = "command line"
# What may not differ between a study and its extension, and what it is called.
_SETTLED = ("place", "months", "seed", "settings", "checks")


def begun_before(store: Path, reference: str, keeper: Keeper) -> Begun:
    """A study as it began, to go on with it.

    Raises:
        InputError: never begun here, begun with another code version, or its scenarios changed.
    """
    begun = recalled(store, study_named(reference, store))
    study, mine = begun.study, code_version(keeper.definition)
    if begun.code != mine:
        problem = Message(
            "it began with code version {code}, this program is {mine}", code=begun.code, mine=mine
        )
        allowed = Message(
            "that version to go on; or `sozialraum study run FILE --anew`, which does all "
            "of it with this version (results of the two stay apart)"
        )
        raise InputError.of(study.name, "", problem, allowed)
    wrong = Wrong(study.name)
    for _, arm in Scenarios(study).changed(begun.identities):
        problem = Message("the scenario (or its place) has changed since the study began")
        allowed = Message("the files as they were, or `sozialraum study run FILE --anew`")
        wrong(f"arms.{study.arms[arm].name}", problem, allowed)
    raise_if(wrong.faults)
    return begun


def refuse_other(store: Path, study: Study, keeper: Keeper) -> None:
    """Refuse to begin a study whose name another definition has, with this code version.

    Raises:
        InputError: what differs.
    """
    begun = recall(store, study.name)
    if begun is None or begun.code != code_version(keeper.definition):
        return
    if begun.study.fingerprint == study.fingerprint:
        return
    allowed = Message("`sozialraum study extend FILE` to enlarge it, --anew, or another name")
    before, now = begun.study.as_json(), study.as_json()
    raise InputError(
        Fault(
            study.source or study.name,
            key,
            Message(
                "a study of this name began with {before}, now it is {now}",
                before=_short(before[key]),
                now=_short(now[key]),
            ),
            allowed,
        )
        for key in now
        if key not in BESIDE and before.get(key) != now[key]
    )


def extended(
    begun: Study,
    keeper: Keeper,
    *,
    reference: str | None = None,
    pairs: int | None = None,
    points: int | None = None,
    outcomes: Sequence[str] = (),
    every: str | None = None,
) -> Study:
    """A larger study: more pairs, points, outcomes or arms, or kept more often.

    reference: a study file that says how it should be now; the others change single things.

    Raises:
        InputError: something would be taken away or changed, not added.
    """
    study = begun if reference is None else load_study(reference, keeper)
    faults: list[Fault] = []
    if begun.asked:
        command = begun.asked["command"]
        problem, allowed = (
            Message("was made by {command}", command=command),
            Message(
                "`sozialraum {command}` with more pairs, seeds or arms: only those are run",
                command=command,
            ),
        )
        raise InputError.of(_WHERE, begun.name, problem, allowed)
    if pairs is not None:
        if study.stop is not None:
            problem = Message("the number of pairs follows from the stopping rule of this study")
            allowed = Message("most_pairs in [stop] of its file")
            faults.append(Fault(_WHERE, "--pairs", problem, allowed))
        study = replace(study, pairs=pairs)
    if points is not None:
        study = _more_points(study, points, faults)
    if outcomes:
        chosen = keeper.names if tuple(outcomes) == ("all",) else tuple(outcomes)
        chosen = tuple(n for n in chosen if outcomes != ("all",) or n not in keeper.without_values)
        faults += unknown_outcomes(chosen, keeper, _WHERE, "--outcome")
        study = replace(study, outcomes=tuple(dict.fromkeys([*study.outcomes, *chosen])))
    if every is not None:
        study = replace(study, every=cast("Every", every))
    raise_if(faults)
    raise_if(_taken_away(begun, study))
    return study


def _more_points(study: Study, points: int, faults: list[Fault]) -> Study:
    wrong = Wrong(_WHERE, faults)
    if study.kind != "sobol":
        problem = Message(
            "a design of the kind {kind!r} does not grow by a number", kind=study.kind
        )
        allowed = Message("a Sobol' design; grids and files grow by editing: `study extend FILE`")
        wrong("--points", problem, allowed)
        return study
    if points & (points - 1) or points < len(study.points):
        allowed = Message("a power of two above {count}", count=len(study.points))
        wrong("--points", Message("is {points}", points=points), allowed)
        return study
    more = sampled("sobol", study.factors, points, study.design_seed)
    if more[: len(study.points)] != study.points:
        problem = Message(
            "this version of scipy makes other points than the one the study began with"
        )
        wrong("--points", problem, Message("the version of scipy it began with"))
    return replace(study, points=more)


def _taken_away(before: Study, now: Study) -> list[Fault]:
    """What an extension lacks or has changed."""
    old, new = before.as_json(), now.as_json()
    wrong = Wrong(now.source or now.name)
    for key in _SETTLED:
        if old[key] != new[key]:
            values = {"old": _short(old[key]), "new": _short(new[key])}
            wrong(key, Message("was {old}, now it is {new}", **values), Message("as before"))
    if [factor.name for factor in before.factors] != [factor.name for factor in now.factors]:
        problem = Message("the factors are not the same in number and order")
        wrong("design.factors", problem, Message("another study for other factors"))
    elif not set(before.points) <= set(now.points):
        lost = len(set(before.points) - set(now.points))
        allowed = Message(
            "all points of before and new ones (a Latin hypercube cannot grow: use sobol)"
        )
        wrong("design", Message("{lost} points of before are missing", lost=lost), allowed)
    if now.stop is None and now.pairs < before.pairs:
        allowed = Message("at least {pairs}", pairs=before.pairs)
        wrong("pairs", Message("is {pairs}", pairs=now.pairs), allowed)
    if EVERY.index(now.every) < EVERY.index(before.every):
        allowed = Message("{every} or more often", every=before.every)
        wrong("keep.every", Message("is {every}", every=now.every), allowed)
    missing = [arm.name for arm in before.arms if arm not in now.arms]
    if missing or now.base != before.base:
        problem = Message(
            "arms of before are missing or changed: {value}",
            value=", ".join(missing) or now.base.name,
        )
        wrong("arms", problem, Message("the same base, all arms of before, new ones"))
    return wrong.faults


def _short(value: object) -> str:
    text = str(value)
    return text if len(text) < 100 else f"{text[:97]}…"
