"""What a result hangs on, from a sensitivity study of the same two options."""

from collections.abc import Iterator

from analysis.measures.headlines import HEADLINES_OF
from analysis.measures.outcomes import OUTCOME
from analysis.results.sensitivity import Sensitivity
from analysis.sensitivity.frames import DIFFERENCE
from analysis.sensitivity.topics import title_of
from model.words import Language, Texts, number_in

GOALS = tuple(one.name for one in HEADLINES_OF.values())
LEADING = 3  # inputs that are named
MOST = 3  # outcomes of which it is told
OF_VARIANCE = ("sobol", "fast")  # methods whose index is a share of the spread
_SENTENCES = Texts(
    {
        "study": (
            "A sensitivity study of the same two options has varied the assumptions one by one and "
            "together, at {points} points."
        ),
        "leading": "{outcome}: the difference hangs above all on {list}.",
        "share": "{input} ({share}% of the spread)",
        "withheld": "{outcome}: what the difference hangs on cannot be told, the runs are too few.",
        "nothing": "{outcome}: no assumption stands out from the noise.",
        "same": "{outcome}: the difference is the same, whatever is assumed.",
        "missing": (
            "Which single assumption matters most, only a sensitivity study of these two options "
            "can tell; none is stored."
        ),
    },
    context="driven",
)


def leading(study: Sensitivity, outcome: str, language: Language) -> list[str]:
    """The inputs on which the difference hangs most, those that stand out, by their titles."""
    if not study.is_ranked(outcome):
        return []
    ranked = study.ranked(outcome)
    rows = ranked[ranked["low"] > 0.0].head(LEADING).to_dict(orient="records")
    shares = study.design.method.name in OF_VARIANCE
    found = []
    for row in rows:
        title, share = title_of(str(row["input"]), language), 100.0 * min(1.0, float(row["value"]))
        said = {"input": title, "share": number_in(language, share, 0)}
        found.append(_SENTENCES.say(language, "share", **said) if shares else title)
    return found


def driven(study: Sensitivity | None, language: Language) -> Iterator[str]:
    """What both goals hang on, as far as the study has asked for them; or that there is none."""
    say = _SENTENCES.spoken(language)
    if study is None:
        yield say("missing")
        return
    yield say("study", points=number_in(language, len(study.points), 0))
    for name in [*GOALS, *(n for n in study.request.outcomes if n not in GOALS)][:MOST]:
        if name not in study.request.outcomes:
            continue
        title = OUTCOME[name].title(language)
        outcome = f"{title[0].upper()}{title[1:]}"
        inputs = leading(study, name, language)
        if _constant(study, name):
            yield say("same", outcome=outcome)
        elif inputs:
            yield say("leading", outcome=outcome, list="; ".join(inputs))
        else:
            yield say("nothing" if study.is_ranked(name) else "withheld", outcome=outcome)


def _constant(study: Sensitivity, outcome: str) -> bool:
    """Whether nothing moved the difference: then a study that is read has no row of it."""
    rows = study.convergence
    known = set(rows.loc[rows["on"] == DIFFERENCE, "outcome"]) if len(rows) else set()
    return outcome not in known
