"""What is behind an answer: which path the difference takes, what it hangs on, what it costs.

The path is counted and not explained away: per 1,000 people and year, what an arm has more or less
of on the way from a case to a treated barrier; a number that could as well be none is called
uncertain. What pays for it is told in posts and in the time for people.
"""

from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

from analysis.findings.answer import Answer
from analysis.findings.decisive import assumption
from analysis.findings.measured import Cost, cost, finding, total_posts, where_formed
from analysis.findings.rules import Judgement
from analysis.measures.headlines import HEADLINES_OF, PARTICIPATION, WORK
from analysis.results.comparison import Comparison
from model.scenario.rival import is_rival, paired
from model.words import Texts, number_in, signed_in

# On the way to the goals, in their order: outcomes a year, told per 1,000 people.
PATH = ("joint_cases", "admitted", "mitigated")
FEWEST_APART = 5  # draws with a network, and without, that are compared with each other
TIME = "minutes_contact"  # told in percent of the base's

_PATH = Texts(
    {
        "joint_cases": "cases handled jointly {number}",
        "admitted": "services begun {number}",
        "mitigated": "barriers mitigated {number}",
    },
    context="why",
)
_SENTENCES = Texts(
    {
        "first": "{arm} changes per 1,000 people and year: {list}.",
        "further": "{arm}: {list}.",
        "unmoved": "{arm} changes nothing on the way to services.",
        "same": "Starts of work hardly follow from that.",
        "people_same": "Too little for participation.",
        "both_same": "Too little for starts of work and participation.",
        "doubt": "{step} (uncertain)",
        "unknown": "Whether starts of work follow from that hangs on the assumptions.",
        "unknown_leans": (
            "Whether starts of work follow from that hangs above all on “{name}” (assumption high: "
            "{high} starts; low: {low})."
        ),
        "clear": "Together that makes {mean} starts of work.",
        "clear_leans": (
            "Together that makes {mean} starts of work; it hangs above all on “{name}” (assumption "
            "high: {high} starts; low: {low})."
        ),
        "apart": (
            "Much hangs on whether the network forms: if so {with_} starts of work, if not "
            "{without}."
        ),
        "alike": "Whether the network forms changes little ({with_} or {without}).",
        "formed": "“Forms” means: at least half of the partners plan together (stage 2 of 4).",
    },
    context="why",
)
_COSTS = Texts(
    {
        "costs": "Lost of {all} full-time posts, yearly mean: {list}. None is added.",
        "costs_brief": "Lost of {all} full-time posts, yearly mean: {list}.",
        "network": "{arm} {posts} (set-up, coordination{time})",
        "rival": "{arm} {posts} (set-up, training{time})",
        "network_taken": "{arm} {posts} (set-up, coordination: {taken}{time})",
        "rival_taken": "{arm} {posts} (set-up, training: {taken}{time})",
        "time": "; counselling {number}%",
        "no_cost": "{arm} none",
    },
    context="costs",
)
# Whose time coordination takes.
TAKEN = Texts(
    {"contact": "counselling", "benefits": "benefits", "partners": "partners"}, context="taken"
)


class Why(NamedTuple):
    """What moves the goals with the weightiest arm, what that hangs on, and the other arms."""

    path: list[str]
    hinges: list[str]
    others: list[str]


def why(answer: Answer) -> Why:
    """What moves the goals and what it hangs on; networks come first. Empty if nothing counted."""
    if "monthly" not in answer.comparison.tables:
        return Why([], [], [])
    networks = [one.arm for one in answer.formed]
    first, *rest = [*networks, *(arm for arm in answer.arms if arm not in networks)]
    path = [_path(answer, first, "first"), *_outcome(answer, first)]
    return Why(path, list(_hinges(answer)), [_path(answer, arm, "further") for arm in rest])


def meaning(answer: Answer) -> list[str]:
    """What it means that a network forms, if some arm means to be one."""
    return [_SENTENCES.say(answer.language, "formed")] if answer.formed else []


def network_of(comparison: Comparison, arm: str) -> str | None:
    """The network among the arms whose spending a rival gets; None for other arms."""
    scenarios = {one.name: one.scenario for one in comparison.plan.others}
    if not is_rival(scenarios[arm]):
        return None
    known = paired(scenarios[arm]).hash
    return next((name for name, other in scenarios.items() if other.hash == known), None)


def _path(answer: Answer, arm: str, key: str) -> str:
    """What an arm has more or less of on the way."""
    told = list(_steps(answer, arm))
    key, listed = (key, ", ".join(told)) if told else ("unmoved", "")
    return _SENTENCES.say(answer.language, key, arm=answer.named(arm), list=listed)


def _outcome(answer: Answer, arm: str) -> Iterator[str]:
    """What becomes of it: the judgements of both goals in other words."""
    found = answer.findings[WORK, arm]
    if found.judgement is Judgement.UNDEFINED:
        return
    still = answer.findings[PARTICIPATION, arm].judgement is Judgement.SAME
    if still and found.judgement is Judgement.SAME:
        yield _SENTENCES.say(answer.language, "both_same")
        return
    if still:
        yield _SENTENCES.say(answer.language, "people_same")
    named = {Judgement.SAME: "same", Judgement.UNKNOWN: "unknown"}
    signed = partial(signed_in, answer.language, digits=1)
    key, blanks = named.get(found.judgement, "clear"), {"mean": signed(found.difference)}
    leans = None if key == "same" else answer.decisive[arm]
    if leans is not None:
        name = assumption(answer.comparison, leans.name, answer.language)
        key = f"{key}_leans"
        blanks |= {"name": name, "high": signed(leans.high), "low": signed(leans.low)}
    yield _SENTENCES.say(answer.language, key, **blanks)


def _steps(answer: Answer, arm: str) -> Iterator[str]:
    """Every step that is not none when it is rounded."""
    comparison, language = answer.comparison, answer.language
    people = float(comparison.monthly["cohort"].mean())
    for name in PATH:
        found = finding(comparison, name, arm)
        number = signed_in(language, 1000.0 / people * found.difference, 1)
        if number != signed_in(language, 0.0, 1):
            step = _PATH.say(language, name, number=number)
            told = found.low > 0.0 or found.high < 0.0 or found.low == found.high
            yield step if told else _SENTENCES.say(language, "doubt", step=step)


def _hinges(answer: Answer) -> Iterator[str]:
    """Whether it matters that the network forms: by what matters in starts of work."""
    work, several = HEADLINES_OF[WORK], len(answer.formed) > 1
    signed = partial(signed_in, answer.language, digits=1)
    for one in answer.formed:
        of = partial(where_formed, answer.comparison, work, one.arm)
        (with_, formed), (without, rest) = of(), of(formed=False)
        if min(formed, rest) < FEWEST_APART:
            continue
        key = "apart" if abs(with_ - without) > work.matters else "alike"
        means = {"with_": signed(with_), "without": signed(without)}
        said = _SENTENCES.say(answer.language, key, **means)
        yield f"{answer.named(one.arm)}: {said}" if several else said


def costs(answer: Answer, *, brief: bool = False) -> str:
    """Full-time posts that coordinate, of how many, and whose time that takes; empty if not known.

    brief: without whose time it is.
    """
    comparison = answer.comparison
    found = [one for arm in answer.arms if (one := cost(comparison, arm))]
    if not found:
        return ""
    posts = number_in(answer.language, total_posts(comparison), 0)
    each = ", ".join(_cost(answer, one, brief) for one in found)
    key = "costs_brief" if brief else "costs"
    return _COSTS.say(answer.language, key, all=posts, list=each)


def _cost(answer: Answer, one: Cost, brief: bool) -> str:
    number, arm = partial(number_in, answer.language, digits=1), answer.named(one.arm)
    if number(one.posts) == number(0.0):
        return _COSTS.say(answer.language, "no_cost", arm=arm)
    scenario = next(a.scenario for a in answer.comparison.plan.others if a.name == one.arm)
    key = "rival" if is_rival(scenario) else "network"
    known = {"arm": arm, "posts": number(one.posts), "time": _time(answer, one.arm)}
    if brief:
        return _COSTS.say(answer.language, key, **known)
    taken = ", ".join(
        f"{TAKEN.say(answer.language, part)} {number(posts)}" for part, posts in one.taken.items()
    )
    return _COSTS.say(answer.language, f"{key}_taken", taken=taken, **known)


def _time(answer: Answer, arm: str) -> str:
    """The time for people more or less, in percent of the base's; nothing if it is the same."""
    found = finding(answer.comparison, TIME, arm)
    number = signed_in(answer.language, 100.0 * found.difference / found.base, 1)
    none = number == signed_in(answer.language, 0.0, 1)
    return "" if none else _COSTS.say(answer.language, "time", number=number)
