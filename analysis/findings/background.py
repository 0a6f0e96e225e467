"""What stands around a result in a report: method, what is assumed, what was not examined.

Which of it is said depends on the comparison: what was measured is no longer among the gaps.
"""

from collections.abc import Iterator
from functools import partial

from analysis.findings.answer import Answer
from analysis.findings.behind import costs
from analysis.findings.measured import finding, where_formed
from analysis.findings.titles import COORDINATION, about, posts_of, rate_of
from analysis.findings.verdict import FAIR_RIVAL
from analysis.measures.headlines import HEADLINES_OF, PARTICIPATION, WORK
from analysis.measures.outcomes import CREAMING
from analysis.measures.persons import NOTICEABLE, SMALLEST_GROUP
from model.parameters import load_sources
from model.parameters.sources import cited
from model.words import Texts, counted, signed_in

_METHOD = Texts(
    {
        "people": (
            "The model follows {stock} people in receipt and everybody who joins later, month by "
            "month for {months} months. They are made up so that together they fit the published "
            "numbers; none of them is a real person."
        ),
        "real": (
            "The model follows {stock} people in receipt and everybody who joins later, month by "
            "month for {months} months. The data of this place are those of real people: groups of "
            "fewer than {fewest} people are shown nowhere, nor any from which they would follow."
        ),
        "luck": (
            "Everybody lives through every option with the same luck, so a difference comes from "
            "the option."
        ),
        "drawn": (
            "This is done under {draws} sets of assumptions, {pairs} matched pairs in all. What is "
            "not known is different in every set."
        ),
        "chance": (
            "This is done in {pairs} matched pairs under one set of assumptions. The range shows "
            "chance only."
        ),
        "same": (
            "Practically the same means: at most {work} starts of work per 1,000 people and year, "
            "or {people} of 1,000 people. That was settled before any result was looked at."
        ),
        "counted": (
            "Starts of work are counted, not people: one person may have several. Per 1,000 people "
            "means everybody in receipt at the start or later, also after leaving receipt."
        ),
        "participation": (
            "Participation is a scale from 1 to 10; at least medium is 5 and more. It is a share "
            "of the months lived."
        ),
        "groups": (
            "Groups of fewer than {smallest} people are left out. The ranges of all groups hold "
            "together in 95 of 100 cases, so each is wider than that of a single group."
        ),
        "year": "Law and labour market stand as in the year of the place; other rules hold today.",
    }
)
_LIMITS = Texts(
    {
        "waits": "Waiting times: set with the known values in sight, hence not shown.",
        "creaming": (
            "Whether steering prefers people near the labour market: not measured in this "
            "comparison."
        ),
        "euro": "Cost in euro: no sourced rate for a working hour is known for this place.",
        "rival": "Whether the same hours would bring more as casework: not compared here.",
        "cities": "Other cities: the result holds for this place only.",
        "left_out": "What the model leaves out is in no range.",
        "never_measured": (
            "What a network does has never been measured causally: its strengths are assumed."
        ),
        "chance_only": "What the assumptions do: this comparison shows chance only.",
        "driver": "Which single assumption matters most: that takes a sensitivity study.",
    }
)
_HINGES = Texts(
    {
        "apart": (
            "Where the network of {arm} forms ({formed}), the difference is {with_} starts of work "
            "and {people} people with at least medium participation on average; where it does not "
            "({rest}), {without} and {people_without}."
        ),
        "assumed": (
            "{count} assumed values are at work in these options; no run can confirm them."
        ),
        "drawn": "{drawn} of {count} values were chosen anew for every set of assumptions.",
    }
)
_EFFORT = Texts(
    {
        "range": (
            "With {arm}, {hours} hours a month go into coordination ({low} to {high}); with {base} "
            "it is {before}."
        ),
        "posts": "That is {posts} full-time posts of {hours} hours of work with people a month.",
        "same": "Staff and places stay the same: time for coordination is missing elsewhere.",
        "paid": (
            "At {rate} euro an hour ({source}) the difference is {euro} euro a month; it is work "
            "that is missing elsewhere, not extra money."
        ),
        "euro": (
            "No amount in euro is given: no sourced rate for a working hour is known for this "
            "place."
        ),
    }
)
_BOARD = Texts(
    {
        "now": "How many hours does coordination take today, and whose?",
        "partners": "Which partners would take part with binding agreements?",
        "trust": "What speaks for trust growing between institutions, and what against it?",
        "staff": "Who would have time at the start, before relief is felt?",
        "places": "Are there free places that a better chain could fill?",
        "numbers": "Which numbers of this city are known better than the model knows them?",
    }
)
_GROUPS = Texts(
    {
        "noticeable": (
            "Noticeable is a difference of more than {limit} points of the scale in the mean of "
            "all months. In a single case that is mostly chance."
        ),
    }
)


class Background:
    """Sentences around one result."""

    def __init__(self, answer: Answer) -> None:
        self.answer, self.comparison = answer, answer.comparison
        self.language, self.arm, self.number = answer.language, about(answer), answer.number

    def method(self) -> Iterator[str]:
        """How it was computed."""
        say, plan = _METHOD.spoken(self.language), self.comparison.plan
        stock = finding(self.comparison, "stock", self.arm).base
        fewest = self.comparison.fewest_people
        values = {"stock": self.number(stock), "months": plan.months}
        yield say("real", fewest=fewest, **values) if fewest else say("people", **values)
        yield say("luck")
        yield say(self.answer.kind, draws=self.answer.draws, pairs=self.comparison.pairs)
        limits = [one.matters for one in HEADLINES_OF.values()]
        work, people = self.number(limits[0], 1), self.number(limits[1])
        yield say("same", work=work, people=people)
        yield say("counted")
        yield say("participation")
        yield say("groups", smallest=max(SMALLEST_GROUP, fewest))
        yield say("year")

    def limits(self) -> Iterator[str]:
        """What was not examined, and what cannot be told."""
        say, arms = _LIMITS.spoken(self.language), self.answer.arms
        yield say("never_measured")
        if self.answer.kind == "chance":
            yield say("chance_only")
        yield self.waits()
        if not self.creaming_known:
            yield say("creaming")
        if rate_of(self.answer) is None:
            yield say("euro")
        if FAIR_RIVAL not in arms and self.answer.formed:
            yield say("rival")
        if not self.answer.drives:
            yield say("driver")
        yield say("cities")
        yield say("left_out")

    def waits(self) -> str:
        """Why there are no waiting times."""
        return _LIMITS.say(self.language, "waits")

    @property
    def creaming_known(self) -> bool:
        """Whether creaming was measured."""
        return finding(self.comparison, CREAMING, self.arm).draws > 0

    def hinges(self) -> Iterator[str]:
        """What the result hangs on."""
        if any(one.arm == self.arm for one in self.answer.formed):
            yield from self._formed_or_not()
        yield from self.assumed()

    def assumed(self) -> Iterator[str]:
        """How much is assumed."""
        say, draws = _HINGES.spoken(self.language), self.comparison.plan.draws
        yield say("assumed", count=len(self.comparison.assumed))
        if draws is not None and not self.comparison.contraction.empty:
            every = len(self.comparison.plan.base.scenario.parameters)
            yield say("drawn", drawn=len(self.comparison.contraction), count=every)

    def _formed_or_not(self) -> Iterator[str]:
        of = partial(where_formed, self.comparison, arm=self.arm)
        work, people = HEADLINES_OF[WORK], HEADLINES_OF[PARTICIPATION]
        (with_, formed), (without, rest) = of(work), of(work, formed=False)
        if not formed or not rest:
            return

        def sets(count: int) -> str:
            return counted(
                self.language, "{count} set of assumptions", "{count} sets of assumptions", count
            )

        yield _HINGES.say(
            self.language,
            "apart",
            arm=self.answer.named(self.arm),
            formed=sets(formed),
            rest=sets(rest),
            with_=signed_in(self.language, with_, 1),
            without=signed_in(self.language, without, 1),
            people=signed_in(self.language, of(people)[0], 1),
            people_without=signed_in(self.language, of(people, formed=False)[0], 1),
        )

    def effort(self) -> Iterator[str]:
        """Hours and posts of the arm that the report is about."""
        say = _EFFORT.spoken(self.language)
        found = finding(self.comparison, COORDINATION, self.arm)
        low, high = (self.number(bound) for bound in (found.low, found.high))
        named = {"arm": self.answer.named(self.arm), "base": self.answer.base}
        if found.low == found.low:
            before, hours = self.number(found.base), self.number(found.level)
            yield say("range", hours=hours, low=low, high=high, before=before, **named)
        posts = posts_of(self.answer, found.difference)
        if posts == posts:
            one = found.difference / posts if posts else 0.0
            yield say("posts", posts=self.number(posts, 1), hours=self.number(one, 1))
        told = costs(self.answer)
        if told:
            yield told
        yield say("same")
        rate = rate_of(self.answer)
        if rate is None:
            yield say("euro")
        else:
            sources = "; ".join(load_sources()[key].title for key in cited(rate))
            euro = self.number(round(found.difference * rate.value, -2))
            yield say("paid", rate=self.number(rate.value, 2), source=sources, euro=euro)

    def board(self) -> tuple[str, ...]:
        """What the board can check."""
        return _BOARD.all(self.language)

    def noticeable(self) -> str:
        """What is noticeable."""
        return _GROUPS.say(self.language, "noticeable", limit=self.number(NOTICEABLE, 1))
