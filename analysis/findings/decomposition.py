"""What a decomposition says: the difference, and what raises and lowers it most."""

from collections.abc import Iterator

from analysis.measures.outcomes import OUTCOME
from analysis.requests.decomposition import mechanism_title
from analysis.results.decomposition import Decomposed
from analysis.sensitivity.shapley import REMAINDER, TOTAL
from analysis.wording import digits_for, unit_in
from model.words import Language, Texts, signed_in

_SENTENCES = Texts(
    {
        "total": (
            "{outcome}: “{other}” differs from “{base}” by {size} {unit}. {raises} {lowers} What "
            "no mechanism explains: {rest}."
        ),
        "same": (
            "{outcome}: “{other}” and “{base}” are practically the same ({size} {unit}), so "
            "there is nothing to be shared out."
        ),
        "raises": "Most is added by {name} ({size}).",
        "lowers": "Most is taken by {name} ({size}).",
        "no_raise": "No mechanism clearly adds to it.",
        "no_lower": "No mechanism clearly takes from it.",
        "seeds": "From {seeds} seeds with the values as shipped: chance only, not the assumptions.",
    }
)


def sentences(done: Decomposed, language: Language) -> Iterator[str]:
    """One sentence an outcome, then what it rests on."""
    for outcome in done.request.outcomes:
        yield of_outcome(done, outcome, language)
    yield _SENTENCES.say(language, "seeds", seeds=done.request.seeds)


def of_outcome(done: Decomposed, outcome: str, language: Language) -> str:
    """The difference in one outcome; mechanisms are named where their interval excludes zero."""
    found, table = OUTCOME[outcome], done.of(outcome).set_index("part")
    digits = digits_for(found.matters) + 1
    values = table["value"].to_dict()
    total, rest = float(values[TOTAL]), float(values[REMAINDER])
    blanks = {
        "outcome": found.title(language),
        "unit": unit_in(language, found.unit),
        "size": signed_in(language, total, digits),
        **done.request.titles,
    }
    if abs(total) <= found.matters:
        return _SENTENCES.say(language, "same", **blanks)
    parts = table.drop(index=[REMAINDER, TOTAL])
    said = {}
    for key, none, clear in (
        ("raises", "no_raise", parts[parts["low"] > 0.0].nlargest(1, "value")),
        ("lowers", "no_lower", parts[parts["high"] < 0.0].nsmallest(1, "value")),
    ):
        said[key] = _SENTENCES.say(language, none)
        for row in clear.reset_index().to_dict(orient="records"):
            name = mechanism_title(str(row["part"]), language)
            size = signed_in(language, float(row["value"]), digits)
            said[key] = _SENTENCES.say(language, key, name=name, size=size)
    return _SENTENCES.say(
        language, "total", **blanks, **said, rest=signed_in(language, rest, digits)
    )
