"""What a search has found, in plain sentences."""

from collections.abc import Iterator, Sequence
from typing import Any

import pandas as pd

from analysis.measures.outcomes import OUTCOME
from analysis.results.frontier import Searched
from analysis.sensitivity.staffing import EQUALLY, LIKE_NOW, Option
from analysis.wording import digits_for, unit_in
from model.words import Language, Texts, number_in, say, signed_in

_RULES = Texts(
    {
        EQUALLY: "in equal parts",
        LIKE_NOW: "as shared out now",
    }
)


def way_in_words(row: "pd.Series[Any]", options: Sequence[Option], language: Language) -> str:
    """A way in words: 7.5 placement, 2.5 debt advice; a rule of thumb by its name."""
    if row["rule"] in _RULES:
        return _RULES.say(language, str(row["rule"]))
    parts = []
    for option in options:
        posts = float(row[option.name])
        if posts > 0.0:
            digits = 0 if posts == round(posts) else 1
            parts.append(f"{number_in(language, posts, digits)} {option.title(language)}")
    return ", ".join(parts)


def sentences(done: Searched, language: Language) -> Iterator[str]:
    """Whether searching beats the rules of thumb, aim by aim."""
    for number, aim in enumerate(done.request.aims):
        found = OUTCOME[aim]
        best = done.front.nlargest(1, f"mean_{number}").iloc[0]
        thumb = done.rules.nlargest(1, f"mean_{number}").iloc[0]
        gain = float(best[f"mean_{number}"] - thumb[f"mean_{number}"])
        digits = digits_for(found.matters) + 1
        words = {
            "best": way_in_words(best, done.options, language),
            "thumb": way_in_words(thumb, done.options, language),
            "gain": signed_in(language, gain, digits),
            "unit": unit_in(language, found.unit),
            "title": found.title(language),
        }
        yield say(
            language,
            "{title}: most is brought by {best}; against the best rule of thumb ({thumb}) "
            "{gain} {unit}.",
            **words,
        )
