"""What was to be decided, beside the answer: the question, what it is judged by, and since when."""

from dataclasses import replace

from analysis.findings.answer import Answer
from analysis.findings.measured import Finding, finding, headline
from analysis.findings.rules import Judgement
from analysis.measures.headlines import HEADLINES_OF
from analysis.measures.outcomes import OUTCOME
from analysis.requests.decision import Decision
from analysis.wording import digits_for, unit_in
from model.words import Language, Texts, date_in, number_in, say

JUDGED = Texts(
    {
        Judgement.SAME: "practically the same",
        Judgement.LITTLE_MORE: "slightly more",
        Judgement.LITTLE_LESS: "slightly less",
        Judgement.MORE: "more",
        Judgement.LESS: "less",
        Judgement.PROBABLY_MORE: "probably more",
        Judgement.PROBABLY_LESS: "probably less",
        Judgement.UNKNOWN: "cannot be told",
        Judgement.UNDEFINED: "not defined",
    },
    context="judged",
)
_SENTENCES = Texts(
    {
        "asked": (
            "{question} Judged by: {outcome}, from ±{matters} {unit}; settled on {date}, {when}."
        ),
        "told": "{arm}: {judgement}",
        "before": "before the run",
        "after": "but after the run",
        "edited": "then changed by hand",
        "again": "changed since {date}",
    }
)


def decided(answer: Answer) -> str:
    """What the decision record asks, and the judgement by its own measure; empty without one."""
    kept = answer.comparison.record.get("decision")
    if kept is None:
        return ""
    asked, language = Decision.from_json(kept), answer.language
    each = [
        _SENTENCES.say(
            language,
            "told",
            arm=answer.named(arm),
            judgement=JUDGED.say(language, _found(answer, asked, arm).judgement),
        )
        for arm in answer.arms
    ]
    return f"{asked_in(asked, language)} {', '.join(each)}."


def asked_in(asked: Decision, language: Language) -> str:
    """The record in a sentence: question, measure, since when."""
    goal = HEADLINES_OF.get(asked.outcome)
    outcome = OUTCOME[asked.outcome if goal is None else goal.name]
    when = [_SENTENCES.say(language, "after" if asked.after else "before")]
    if asked.earlier:
        date = date_in(language, asked.earlier[0])
        when.append(_SENTENCES.say(language, "again", date=date))
    if asked.edited:
        when.append(_SENTENCES.say(language, "edited"))
    return _SENTENCES.say(
        language,
        "asked",
        question=asked.question,
        outcome=(outcome if goal is None else goal).title(language),
        matters=number_in(language, asked.matters, digits_for(asked.matters)),
        unit=unit_in(language, outcome.unit) if goal is None else say(language, "per 1,000 people"),
        date=date_in(language, asked.written),
        when=", ".join(when),
    )


def _found(answer: Answer, asked: Decision, arm: str) -> Finding:
    goal = HEADLINES_OF.get(asked.outcome)
    if goal is None:
        return finding(answer.comparison, asked.outcome, arm, matters=asked.matters)
    return headline(answer.comparison, replace(goal, matters=asked.matters), arm)
