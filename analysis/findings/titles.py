"""A title for every part of a report: a sentence by rule about the arm that the report is about."""

from collections.abc import Sequence

from analysis.findings.answer import UNDECIDED, Answer
from analysis.findings.answer_words import CLAUSES
from analysis.findings.groups import GroupFinding
from analysis.findings.measured import Finding, finding, headline
from analysis.findings.rules import CLEAR, Judgement
from analysis.findings.verdict import FAIR_RIVAL
from analysis.measures.headlines import HEADLINES_OF, PARTICIPATION, WORK
from model.parameters import Parameter
from model.words import Texts, signed_in

COORDINATION = "minutes_coordination"
SOURCED = ("seen", "derived")  # status of a number that somebody else can look up
SERVICES = (
    "recognised", "referrals", "admitted", "completed", "mitigated", "without_gap", "no_shows",
    "dropped", "misallocated",
)  # fmt: skip

_WORK = Texts(
    {
        Judgement.SAME: (
            "{arm} leaves starts of work, under these assumptions, practically the same"
        ),
        Judgement.LITTLE_MORE: (
            "{arm} brings, under these assumptions, slightly more starts of work"
        ),
        Judgement.LITTLE_LESS: (
            "{arm} brings, under these assumptions, slightly fewer starts of work"
        ),
        Judgement.MORE: "{arm} brings, under these assumptions, more starts of work",
        Judgement.LESS: "{arm} brings, under these assumptions, fewer starts of work",
        Judgement.PROBABLY_MORE: (
            "{arm} probably brings, under these assumptions, slightly more starts of work"
        ),
        Judgement.PROBABLY_LESS: (
            "{arm} probably brings, under these assumptions, slightly fewer starts of work"
        ),
        Judgement.UNKNOWN: (
            "Whether {arm} brings more or fewer starts of work cannot be told under these "
            "assumptions"
        ),
        Judgement.UNDEFINED: "Nothing can be said about starts of work with {arm}",
    }
)
_RIVAL = Texts(
    {
        "more": "{arm} brings more starts of work than the same hours as {rival}",
        "probably more": (
            "{arm} probably brings more starts of work than the same hours as {rival}"
        ),
        "same": "{arm} brings practically as many starts of work as the same hours as {rival}",
        "probably less": (
            "{arm} probably brings fewer starts of work than the same hours as {rival}"
        ),
        "less": "{arm} brings fewer starts of work than the same hours as {rival}",
        "unknown": (
            "Whether {arm} brings more starts of work than the same hours as {rival} cannot be told"
        ),
    }
)
_FORMS = Texts(
    {
        "drawn": "The network of {arm} forms in {formed} of {all} sets of assumptions",
        "chance": "The network of {arm} forms in {formed} of {all} matched pairs",
    }
)
_TITLES = Texts(
    {
        "question": "What changes if {base} becomes {arm}?",
        "compared": (
            "{count} options are compared, with the same staff, the same places and the same luck"
        ),
        "no_group": "None of {count} groups clearly gains or loses starts of work with {arm}",
        "groups": (
            "With {arm}: clearly fewer starts of work in {less}, clearly more in {more} of {count} "
            "groups"
        ),
        "no_service": (
            "On the way to a service none of {count} figures clearly changes with {arm}"
        ),
        "services": (
            "On the way to a service, clear changes with {arm}: {clear} of {count} figures"
        ),
        "effort": "Coordination with {arm} takes {hours} hours a month: {posts} full-time posts",
        "effort_hours": "Coordination with {arm} takes {hours} hours a month",
        "no_effort": "{arm} takes practically no more time for coordination",
        "assumptions": (
            "{share}% of the uncertainty about starts of work comes from assumptions, not from "
            "chance"
        ),
        "chance": "The range holds chance only: what the assumptions do is not in it",
        "limits": "No forecast: the effect of a network has never been measured",
        "board": "Which of these assumptions can you check?",
        "creaming": (
            "Preference of people near the labour market by steering changes by {difference} with "
            "{arm}"
        ),
        "method": "Everybody lives through every option with the same luck",
        "provenance": "The result can be repeated number by number",
    }
)


def about(answer: Answer) -> str:
    """The arm that a report is about: the first that means to be a network, else the first."""
    return answer.formed[0].arm if answer.formed else answer.arms[0]


class Titles:
    """The titles of a report about one arm."""

    def __init__(self, answer: Answer) -> None:
        self.answer, self.arm = answer, about(answer)
        self.language, self.number = answer.language, answer.number
        self.named = answer.named(self.arm)

    def say(self, key: str, **values: object) -> str:
        """A title without numbers of its own."""
        return _TITLES.say(self.language, key, **{"arm": self.named, **values})

    def question(self) -> str:
        """What was asked."""
        return self.say("question", base=self.answer.base)

    def goals(self, arm: str = "") -> str:
        """Both goals of an arm."""
        mine = arm or self.arm
        work = self.answer.findings[WORK, mine]
        people = self.answer.findings[PARTICIPATION, mine]
        first = _WORK.say(self.language, work.judgement, arm=self.answer.named(mine))
        key = (PARTICIPATION, people.judgement)
        return f"{first}; {CLAUSES.say(self.language, key, mean='', share='')}"

    def network(self) -> str:
        """Whether a network forms."""
        seldom = self.answer.seldom()
        if seldom:
            return seldom[0].rstrip(".")
        one = self.answer.formed[0]
        values = {"arm": self.named, "formed": one.formed, "all": one.draws}
        return _FORMS.say(self.language, self.answer.kind, **values)

    def groups(self, found: Sequence[GroupFinding]) -> str:
        """How many groups clearly gain or lose."""
        sides = [CLEAR.get(one.judgement) for one in found]
        more, less = sides.count("more"), sides.count("less")
        key = "groups" if more + less else "no_group"
        return self.say(key, count=len(found), more=more, less=less)

    def rival(self) -> str:
        """The arm against the same hours spent otherwise."""
        found = headline(self.answer.comparison, HEADLINES_OF[WORK], self.arm, FAIR_RIVAL)
        key = _direction(found)
        values = {"arm": self.named, "rival": self.answer.named(FAIR_RIVAL)}
        return _RIVAL.say(self.language, key, **values)

    def services(self) -> str:
        """How much clearly changes on the way to a service."""
        found = [finding(self.answer.comparison, name, self.arm) for name in SERVICES]
        known = [one for one in found if one.draws]
        clear = sum(one.judgement in CLEAR for one in known)
        return self.say("services" if clear else "no_service", clear=clear, count=len(known))

    def effort(self) -> str:
        """What coordination takes."""
        found = finding(self.answer.comparison, COORDINATION, self.arm)
        if CLEAR.get(found.judgement) != "more":
            return self.say("no_effort")
        hours, posts = self.number(found.difference), posts_of(self.answer, found.difference)
        if posts != posts:
            return self.say("effort_hours", hours=hours)
        return self.say("effort", hours=hours, posts=self.number(posts, 1))

    def hinges(self) -> str:
        """Whether assumptions or chance make it uncertain."""
        share = self.answer.from_assumptions()
        if share != share:
            return self.say("chance")
        return self.say("assumptions", share=self.number(share))

    def creaming(self, difference: float) -> str:
        """Whether steering prefers people near the labour market."""
        return self.say("creaming", difference=signed_in(self.language, difference, 2))


def posts_of(answer: Answer, hours: float) -> float:
    """Full-time posts that so many hours a month are, as the place has them; NaN if unknown."""
    found = answer.comparison.plan.base.scenario.parameters.get("place.minutes_per_post")
    return float("nan") if found is None else 60.0 * hours / found.value


def rate_of(answer: Answer) -> Parameter | None:
    """What an hour of work costs, if the place has it from a source."""
    found = answer.comparison.plan.base.scenario.parameters.get("place.euro_per_hour")
    return found if found is not None and found.source and found.status in SOURCED else None


def _direction(found: Finding) -> str:
    if found.judgement in UNDECIDED:
        return "unknown"
    if found.judgement is Judgement.SAME:
        return "same"
    sure = "" if found.judgement in CLEAR else "probably "
    return sure + ("more" if found.difference > 0 else "less")
