"""What an answer is made of: everything calculated so far, and the finding of each arm and goal."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from analysis.findings.answer import Answer
from analysis.findings.borrowed import FEWEST_OWN, BorrowedAnswer
from analysis.findings.measured import Finding, Formed, headline, networks
from analysis.measures.headlines import HEADLINES_OF
from analysis.measures.leaning import End
from analysis.results.comparison import Comparison
from model.words import Language

ROLES = ("mine", "preset", "rival")


@dataclass(frozen=True)
class Material:
    """What has been calculated so far.

    now: base, option, preset and rival (as far as they are there) under the draws of the option, or
    one run; stored: base and preset under all draws that are there; roles: role → name of the arm;
    own: the role that the answer is about; single: one run at shipped values; done: draws;
    ended: no more will come; ends: what decisions do alone in the preset; levers: those that the
    option moves in it, none if it changes something else, too; estimated: the option has not been
    run, its preset stands in for it.
    """

    now: Comparison
    stored: Comparison | None
    roles: dict[str, str]
    own: str
    single: bool
    done: int
    ended: bool
    language: Language
    ends: Sequence[End] = ()
    levers: Mapping[str, float] = field(default_factory=dict)
    estimated: bool = False
    answers: dict[tuple[str, ...], Answer] = field(default_factory=dict, compare=False)


def arms_of(material: Material) -> list[str]:
    """Roles of the arms that are there, in the order in which they are shown."""
    there = {arm.name for arm in material.now.plan.arms}
    return [role for role in ROLES if material.roles.get(role) in there]


def part_of(comparison: Comparison, arms: Sequence[str]) -> Comparison:
    """The comparison of the base with some arms only."""
    plan = comparison.plan
    kept = (plan.base, *(arm for arm in plan.others if arm.name in arms))
    return replace(comparison, plan=replace(plan, arms=kept))


def answer_of(material: Material, roles: Sequence[str]) -> Answer:
    """The answer about some arms; by its preset's draws as long as there are few of its own."""
    key = tuple(roles)
    if key not in material.answers:
        material.answers[key] = _made(material, key)
    return material.answers[key]


def _made(material: Material, roles: tuple[str, ...]) -> Answer:
    arms = [material.roles[role] for role in roles]
    count = 0 if material.single else material.done
    preset = material.roles.get("preset")
    if (
        preset is None
        or material.stored is None
        or count >= FEWEST_OWN
        or material.ended
        or preset in arms
    ):
        return Answer(part_of(material.now, arms), material.language)
    if material.stored.pairs == 0 or preset not in {a.name for a in material.now.plan.arms}:
        return Answer(part_of(material.now, arms), material.language)
    moved = part_of(material.now, [*arms, preset])
    return _Borrowed(
        moved,
        material.language,
        stored=material.stored,
        preset=preset,
        ends=material.ends,
        levers={material.roles["mine"]: material.levers} if "mine" in material.roles else {},
        estimated=material.estimated,
    )


def can_estimate(material: Material) -> bool:
    """Whether something can be said of an option before it is run."""
    own = answer_of(material, (material.own,))
    return isinstance(own, BorrowedAnswer) and own.leans(material.roles[material.own])


class _Borrowed(BorrowedAnswer):
    """The answer about the arms beside the preset, which only lends its draws."""

    @property
    def arms(self) -> list[str]:
        """All arms but the base and the preset."""
        return [arm.name for arm in self.comparison.plan.others if arm.name != self.preset]

    @cached_property
    def formed(self) -> list[Formed]:
        """In how many draws networks form; the preset is told elsewhere."""
        if self.estimated:
            return []
        return [one for one in networks(self.comparison) if one.arm != self.preset]


def finding_of(material: Material, role: str, goal: str) -> Finding:
    """What is found of a goal: of the preset under all its draws, if they are there."""
    arm = material.roles[role]
    if role == "preset" and material.stored is not None and material.stored.pairs:
        return headline(material.stored, HEADLINES_OF[goal], arm)
    return answer_of(material, (role,)).findings[goal, arm]
