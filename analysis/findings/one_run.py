"""What one run says: both goals, and how many known figures of the city it meets."""

from collections.abc import Iterator

from analysis.measures.headlines import HEADLINES_OF, PARTICIPATION, WORK
from analysis.measures.patterns import FAILS, HOLDS
from analysis.results.one_run import OneRun
from model.words import Language, Texts, number_in

MOST_NAMED = 4
_SENTENCES = Texts(
    {
        "goals": (
            "With “{title}” there are {work} starts of work per 1,000 people and year, and "
            "{people} of 1,000 people have at least medium participation."
        ),
        "known": "{hold} of {count} known figures of the city lie inside their band.",
        "outside": "Outside lie: {names}.",
        "more": "{names} and {count} more",
        "one": (
            "A single run holds chance, and no other assumptions than those shipped: what an "
            "option changes is told by `compare` only."
        ),
    }
)


def sentences(done: OneRun, language: Language) -> Iterator[str]:
    """The goals first, then the known figures, then what a single run cannot tell."""
    values = done.outcomes.set_index("name")["value"]
    goals = {
        goal: number_in(language, one.offset + one.factor * float(values[one.name]), one.digits)
        for goal, one in HEADLINES_OF.items()
    }
    title = done.scenario.title.get(language, done.scenario.name)
    yield _SENTENCES.say(
        language, "goals", title=title, work=goals[WORK], people=goals[PARTICIPATION]
    )
    judged = [row for row in done.patterns if row.verdict in (HOLDS, FAILS)]
    if judged:
        hold = sum(row.verdict == HOLDS for row in judged)
        yield _SENTENCES.say(language, "known", hold=hold, count=len(judged))
        failing = [f"{row.id} {row.name}" for row in judged if row.verdict == FAILS]
        if failing:
            names = ", ".join(failing[:MOST_NAMED])
            if len(failing) > MOST_NAMED:
                rest = len(failing) - MOST_NAMED
                names = _SENTENCES.say(language, "more", names=names, count=rest)
            yield _SENTENCES.say(language, "outside", names=names)
    yield _SENTENCES.say(language, "one")
