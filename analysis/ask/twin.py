"""Twin lives of a stored comparison: a few people are run again, everybody else is only there."""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np

from analysis.ask.comparison import stored
from analysis.ask.worlds import nearest_to_all, worlds_of
from analysis.findings.answer import answer
from analysis.findings.titles import about
from analysis.results.comparison import Comparison
from analysis.results.twin import RULES, Change, Rule, Twin, Twins, changes, chosen, shares
from experiments.lives import live_again, parting
from model.errors import COMMAND_LINE, CheckError, InputError, listed
from model.words import Message


def twin(
    result: str | Path,
    *,
    person: int | None = None,
    rule: Rule | None = None,
    store: str | Path | None = None,
) -> Twins:
    """The same people with the same luck in the base and in the arm that a report is about.

    person: an identity in the world of the medoid draw and its first pair; rule: one of RULES;
    neither: three people, by all rules.

    Raises:
        InputError: no such comparison, person or rule.
    """
    if person is not None and rule is not None:
        problem = Message("is given together with --rule")
        raise InputError.of(COMMAND_LINE, "--person", problem, Message("one of the two"))
    if rule is not None and rule not in RULES:
        raise InputError.of(
            COMMAND_LINE, "--rule", Message("is {rule!r}", rule=rule), listed(RULES)
        )
    comparison = stored(result, store=store)
    return twins_of(comparison, person=person, rule=rule, store=store)


def twins_of(
    comparison: Comparison,
    *,
    person: int | None = None,
    rule: Rule | None = None,
    store: str | Path | None = None,
) -> Twins:
    """As `twin`, of a comparison that is loaded already.

    Raises:
        InputError: a real person was picked out, or the arm cannot be followed alone.
    """
    if person is not None and comparison.fewest_people:
        problem = Message("the data of this place are those of real people: nobody is picked out")
        raise InputError.of(COMMAND_LINE, "--person", problem, Message("--rule, or neither"))
    arm = about(answer(comparison))
    at = nearest_to_all(comparison, arm)
    pair = comparison.finished[at].pair
    base, other, start = worlds_of(comparison, arm, pair.number, store)
    return twins_in(comparison, arm, at, (base, other), (start, start), person=person, rule=rule)


def twins_in(
    comparison: Comparison,
    arm: str,
    at: int,
    scenarios: tuple[Any, Any],
    starts: tuple[Any, Any],
    *,
    person: int | None = None,
    rule: Rule | None = None,
) -> Twins:
    """The same people in two scenarios (base, arm) of a finished pair, from worlds at month 0."""
    from model.simulate import simulate

    pair, months = comparison.finished[at].pair, comparison.plan.months
    both = list(zip(scenarios, starts, strict=True))
    runs = _side_by_side(lambda one, start: simulate(one, pair.seed, months, start), both)
    found = changes(runs[0].people, runs[1].people)
    often = shares(found.points, comparison.fewest_people)
    wanted = _wanted(found, often, person, rule)
    followed = [identity for _, identity in wanted]
    lives = _side_by_side(lambda one, start: live_again(one, start, months, followed), both)
    for run, mine in zip(runs, lives, strict=True):
        _same(run.people, mine.participation[-1], followed)
    of = dict(zip(found.people.tolist(), found.points.tolist(), strict=True))
    twins = tuple(
        Twin(identity, name, of[identity], parting(lives[0], lives[1], place), place)
        for place, (name, identity) in enumerate(wanted)
    )
    return Twins(comparison, arm, pair.draw, pair.number, pair.seed, often, twins, *lives)


def _side_by_side[Run](
    run: Callable[[Any, Any], Run], both: Sequence[tuple[Any, Any]]
) -> list[Run]:
    """What comes of both arms, each in a thread of its own: compiled loops let the other run.

    A run changes nothing but its own world, a copy of the start.
    """
    with ThreadPoolExecutor(len(both)) as threads:
        return list(threads.map(run, *zip(*both, strict=True)))


def _wanted(
    found: Change, often: Mapping[str, float], person: int | None, rule: Rule | None
) -> list[tuple[str, int]]:
    """Rule and identity of everybody who is to be followed.

    often: how many are so; NaN of a case that must not be told, but for the usual one.
    """
    if person is not None:
        if person not in found.people:
            examples = ", ".join(str(one) for one in found.people[:3])
            problem = Message("nobody has the identity {person} in this world", person=person)
            raise InputError.of(
                COMMAND_LINE, "--person", problem, Message("such as {examples}", examples=examples)
            )
        return [("", person)]
    rules = RULES if rule is None else (rule,)
    told = [name for name in rules if name == "median" or often[name] == often[name]]
    people = [(name, chosen(found, name)) for name in told]
    known: list[tuple[str, int]] = [
        (name, identity) for name, identity in people if identity is not None
    ]
    if not known:
        problem = Message("no case can be told: nobody is so, or too few real people are")
        raise InputError.of(COMMAND_LINE, "--rule", problem, listed(RULES))
    return known


def _same(people: Any, participation: np.ndarray, followed: list[int]) -> None:
    """A life run again must end as it did in the run of everybody."""
    rows = np.searchsorted(people["id"], np.array(followed, people["id"].dtype))
    if not np.array_equal(people["participation"][rows], participation):
        raise CheckError(
            Message("a person who is run again does not end as in the run of everybody")
        )
