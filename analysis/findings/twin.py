"""Twin lives in words: how often such a case is, where two lives part, and what happens in each."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from analysis.findings.answer import Answer, answer
from analysis.results.twin import Twin, Twins
from experiments.lives import Lives
from model.describe.mechanisms import Mechanism
from model.vocabulary import (
    DONE,
    EMPLOYMENTS,
    IN_SERVICE,
    NEEDS,
    NO_JOB,
    NOT_RECOGNISED,
    RECOGNISED,
    WAITING,
)
from model.words import Language, Texts, counted, number_in, say, signed_in

AFTER = 8  # events told after two lives have parted

_SENTENCES = Texts(
    {
        "title": (
            "The usual case: hardly anything changes; {gains} of 1,000 people gain noticeably, "
            "{loses} lose"
        ),
        "title_few": "The usual case: hardly anything changes; few gain or lose noticeably",
        "stamp": "Single case: chance is not taken out.",
        "median": "The usual case. So it is for {count} of 1,000 people.",
        "median_few": "The usual case. So it is for most people.",
        "gains": "Somebody who gains participation, like {count} of 1,000 people.",
        "loses": "Somebody who loses participation, like {count} of 1,000 people.",
        "": "A person asked for by number. Hardly any difference is the rule: {count} of 1,000.",
        "same": "In all {months} months every decision is the same in both lives.",
        "part": "In month {month} they part: {process}.",
        "first": "They part in the first month: {process}.",
        "differs": "What differs first: {what}.",
        "with": "With {arm}: {events}.",
        "change": "Participation in the mean of all months: {change} points with {arm}.",
        "nothing": "nothing is decided",
        "world": (
            "The same luck in both lives: of the world whose assumptions are nearest to the mean "
            "of all."
        ),
    },
    context="twin",
)
_EVENTS = Texts(
    {
        "work": "begins work ({kind})",
        "no_work": "loses work",
        "left": "leaves receipt",
        "back": "receives benefit again",
        "offer": "has an offer of work",
        RECOGNISED: "need recognised ({need})",
        WAITING: "waits for a service ({need})",
        IN_SERVICE: "a service begins ({need})",
        DONE: "a service is completed ({need})",
        NOT_RECOGNISED: "a need is no longer looked at ({need})",
        "profile": "is assessed anew",
        "holder": "somebody else takes the case",
        "contact": "speaks with the Jobcenter",
    },
    context="twin",
)
_ASPECTS = Texts(
    {
        "receipt": "receipt of benefit",
        "absence": "absence from the labour market",
        "employment": "work",
        "profile": "the assessment",
        "holder": "who is in charge of the case",
        "contact_gap": "the appointment",
        "offer": "an offer of work",
        "stage": "the way of a need to its service",
    },
    context="twin",
)
_NEEDS = Texts(
    {
        "school": "leaving certificate",
        "vocational": "vocational training",
        "health": "health",
        "long_receipt": "long receipt",
        "age_50": "age",
        "migrated": "migration",
        "language": "language",
        "care": "care of children",
        "mother": "young mother",
        "debt": "debt",
        "addiction": "addiction",
        "crisis": "crisis",
        "isolation": "isolation",
        "agh": "work opportunity",
    },
    context="needs",
)
_JOBS = Texts(
    {
        "none": "none",
        "mini_job": "mini-job",
        "part_time": "part-time",
        "full_time": "full-time",
        "apprenticeship": "apprenticeship",
        "self_employed": "self-employed",
        "subsidised": "subsidised",
    },
    context="jobs",
)


@dataclass(frozen=True)
class Told:
    """Twin lives in one language."""

    twins: Twins
    language: Language

    @cached_property
    def answer(self) -> Answer:
        """For the names of arms."""
        return answer(self.twins.comparison, self.language, titled=True)

    def say(self, key: str, **values: object) -> str:
        """One sentence."""
        return _SENTENCES.say(self.language, key, **values)

    def title(self) -> str:
        """How often people gain and lose, if that may be told."""
        if any(share != share for share in self.twins.shares.values()):
            return self.say("title_few")
        return self.say("title", gains=self.often("gains"), loses=self.often("loses"))

    def often(self, rule: str) -> str:
        """Of 1,000 people, how many are so."""
        return number_in(self.language, 10.0 * self.twins.shares[rule or "median"], 0)

    def case(self, one: Twin) -> str:
        """What case it is, and how often that is.

        Of the usual case it is not told where it would tell how few the others are.
        """
        if one.rule == "median" and self.twins.shares["median"] != self.twins.shares["median"]:
            return self.say("median_few")
        return self.say(one.rule, count=self.often(one.rule))

    def parts(self, one: Twin) -> str:
        """When and where both lives part."""
        months = self.twins.comparison.plan.months
        if one.parting is None:
            return self.say("same", months=months)
        process = Mechanism(one.parting.process, "", "", "", "")
        name = say(self.language, process.english, "process")
        if not one.parting.month:
            return self.say("first", process=name)
        before = counted(
            self.language,
            "Both lives are the same for {count} month.",
            "Both lives are the same for {count} months.",
            one.parting.month,
        )
        return f"{before} {self.say('part', month=one.parting.month + 1, process=name)}"

    def there(self, one: Twin) -> Iterator[str]:
        """What happens in each life in the month of parting."""
        if one.parting is None:
            return
        month, told = one.parting.month, []
        for arm, lives in self.lives():
            events = list(self.events(lives, one, month))
            told.append((arm, events or self._contact(lives, one, month)))
        if told[0][1] == told[1][1]:  # it comes to light later
            what = (_ASPECTS.say(self.language, name) for name in one.parting.columns)
            yield self.say("differs", what=", ".join(what))
            return
        for arm, events in told:
            said = "; ".join(events) if events else self.say("nothing")
            yield self.say("with", arm=self.answer.named(arm), events=said)

    def _contact(self, lives: Lives, one: Twin, month: int) -> list[str]:
        """A talk, which happens too often to be told of every month."""
        gaps = lives.columns["contact_gap"][:, -1, one.place]
        talks = month > 0 and gaps[month] <= gaps[month - 1] and not gaps[month]
        return [_EVENTS.say(self.language, "contact")] if talks else []

    def change(self, one: Twin) -> str:
        """What it comes to."""
        change = signed_in(self.language, one.change, 2)
        return self.say("change", change=change, arm=self.answer.named(self.twins.arm))

    def lives(self) -> tuple[tuple[str, Lives], tuple[str, Lives]]:
        """The names of both arms, and the lives under them."""
        base = self.twins.comparison.plan.base.name
        return ((base, self.twins.base), (self.twins.arm, self.twins.other))

    def months(self, one: Twin) -> Iterator[tuple[int, str, str]]:
        """Months (from 1) in which anything happens, to some while after the parting."""
        after = 0
        for month in range(self.twins.comparison.plan.months):
            told = ["; ".join(self.events(lives, one, month)) for _, lives in self.lives()]
            if not any(told):
                continue
            yield month + 1, told[0], told[1]
            parted = one.parting is not None and month >= one.parting.month
            after += parted
            if after > AFTER:
                return

    def events(self, lives: Lives, one: Twin, month: int) -> Iterator[str]:
        """What happens in a month of a life."""
        if not lives.present[month, one.place] or not month:
            return
        said = _EVENTS.spoken(self.language)
        now, before = (
            {name: values[at, -1, one.place] for name, values in lives.columns.items()}
            for at in (month, month - 1)
        )
        if not lives.present[month - 1, one.place]:
            return
        if now["receipt"] != before["receipt"]:
            yield said("back" if now["receipt"] else "left")
        if now["employment"] != before["employment"]:
            kind = _JOBS.say(self.language, EMPLOYMENTS[int(now["employment"])])
            yield said("no_work") if now["employment"] == NO_JOB else said("work", kind=kind)
        if now["holder"] != before["holder"]:
            yield said("holder")
        if now["profile"] != before["profile"]:
            yield said("profile")
        for need in np.flatnonzero(now["stage"] != before["stage"]):
            name = _NEEDS.say(self.language, NEEDS[int(need)])
            yield said(int(now["stage"][need]), need=name)
        if now["offer"] and not before["offer"]:
            yield said("offer")
