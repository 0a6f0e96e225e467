"""What a sensitivity study says, in plain German or English sentences."""

import numpy as np

from analysis.measures.outcomes import OUTCOME
from analysis.results.sensitivity import Sensitivity
from analysis.sensitivity.frames import DIFFERENCE, difference, level
from analysis.sensitivity.indices import independent_rows
from analysis.sensitivity.rounding import significant
from analysis.sensitivity.topics import title_of
from analysis.wording import digits_of, unit_in
from model.words import Language, Texts, number_in, say, signed_in

LEADING = 3  # inputs named in a sentence
FAR_OFF = 0.2  # of the stock: beyond any year the city has seen
INDICES = Texts(
    {
        "S1": "alone",
        "ST": "alone and in interplay",
        "strength": "strength (freed from noise)",
        "mu_star": "mean size",
        "PAWN": "PAWN (above chance)",
        "delta": "delta (above chance)",
    }
)
_SENTENCES = Texts(
    {
        "mean": (
            "{outcome}: over the whole range of assumptions “{other}” differs from “{base}” by "
            "{mean} {unit} on average; it is worse in {lose}% of the sets of assumptions."
        ),
        "leading": "That depends above all on: {list}.",
        "withheld": (
            "What it depends on most cannot be told: the runs are too few, and a ranking would "
            "mislead."
        ),
        "nothing": "None of the assumptions stands out from the noise.",
        "shares": (
            "Differences between single runs come to {parameters}% from assumptions, to "
            "{chance}% from chance and to {interaction}% from both together."
        ),
        "one_seed": (
            "With a single seed assumptions and chance cannot be told apart: the indices hold the "
            "noise. Use --seeds 2."
        ),
        "enough": "The runs are enough: widest interval ±{width} (aim ±{tolerance}).",
        "more": (
            "The runs are not enough: widest interval ±{width}, aim ±{tolerance}. About --runs "
            "{needed} ({points} points) would do; the order of the largest may be settled even so."
        ),
        "constant": "{outcome} ({on}) is the same at all points: there is nothing to explain.",
        "failed": (
            "{failed} runs have failed and are left out, and with them {lost} of {base} rows of "
            "the base sample; the record says why."
        ),
        "fast": "Intervals of FAST are a rough guide only, and noise is not taken off.",
        "far_off": (
            "At {share}% of the points the stock is more than {limit}% off today's: there the "
            "assumptions together do not fit the city. --no-calibrated leaves calibrated values "
            "alone."
        ),
        "ranges": (
            "An index measures the width of the assumed range too: whoever can justify a narrower "
            "range lowers it."
        ),
    }
)


def sentences(study: Sensitivity, language: Language) -> list[str]:
    """What the study tells, and what it does not."""
    told: list[str] = []
    for outcome in study.request.outcomes:
        if (outcome, DIFFERENCE) in study.constant:
            title = OUTCOME[outcome].title(language)
            on = say(language, "difference")
            told.append(_SENTENCES.say(language, "constant", outcome=title, on=on))
            continue
        told += _of_outcome(study, outcome, language)
    if len(study.failures):
        left = int(study.convergence["base"].min()) if len(study.convergence) else 0
        told.append(
            _SENTENCES.say(language, "failed", failed=str(len(study.failures)),
                   lost=str(study.design.base - left), base=str(study.design.base))
        )  # fmt: skip
    if study.request.seeds < 2:
        told.append(_SENTENCES.say(language, "one_seed"))
    if study.design.method.name == "fast":
        told.append(_SENTENCES.say(language, "fast"))
    told += _far_off(study, language)
    told.append(_SENTENCES.say(language, "ranges"))
    return told


def _far_off(study: Sensitivity, language: Language) -> list[str]:
    """How many points describe another city: the stock of the base arm is far from today's."""
    today = study.record.get("stock")
    base = str(study.runs["arm"].iloc[0])
    if not today or "stock" not in set(study.runs["outcome"]):
        return []
    stock = level(study.runs, len(study.points), "stock", base).mean
    stock = stock[independent_rows(study.design)]
    stock = stock[np.isfinite(stock)]
    share = float((np.abs(stock / float(today) - 1.0) > FAR_OFF).mean())
    percent = {"share": number_in(language, 100.0 * share, 0),
               "limit": number_in(language, 100.0 * FAR_OFF, 0)}  # fmt: skip
    return [_SENTENCES.say(language, "far_off", **percent)] if share > 0.0 else []


def of_outcome(study: Sensitivity, outcome: str, language: Language) -> str:
    """The mean difference and what it depends on, as the title of a figure."""
    return " ".join(line.strip() for line in _of_outcome(study, outcome, language)[:2])


def _of_outcome(study: Sensitivity, outcome: str, language: Language) -> list[str]:
    found = OUTCOME[outcome]
    arms = list(dict.fromkeys(study.runs["arm"]))[:2]
    view = difference(study.runs, len(study.points), outcome, arms[0], arms[1])
    values = view.mean[independent_rows(study.design)]
    values = values[np.isfinite(values)]
    worse = float((values * (found.direction or 1) < 0.0).mean()) * 100.0
    digits = digits_of(float(values.mean()), float("nan"), found.matters)
    told = [
        _SENTENCES.say(
            language,
            "mean",
            outcome=found.title(language),
            **study.request.titles,
            mean=signed_in(language, float(values.mean()), digits),
            unit=unit_in(language, found.unit),
            lose=number_in(language, worse, 0),
        )
    ]
    if not study.is_ranked(outcome):
        told.append("  " + _SENTENCES.say(language, "withheld"))
        return [*told, *_trust(study, outcome, language)]
    ranked = study.ranked(outcome)
    out = ranked[ranked["low"] > 0.0].head(LEADING)
    names = [
        f"{title_of(str(row.input), language)} ({significant(language, float(str(row.value)))})"
        for row in out.itertuples()
    ]
    told.append("  " + (_SENTENCES.say(language, "leading", list="; ".join(names)) if names
                        else _SENTENCES.say(language, "nothing")))  # fmt: skip
    return [*told, *_trust(study, outcome, language)]


def _trust(study: Sensitivity, outcome: str, language: Language) -> list[str]:
    """How far these indices can be relied on."""
    told = []
    parts = study.shares
    mine = parts[(parts["outcome"] == outcome) & (parts["on"] == DIFFERENCE)]
    share = mine.set_index("part")["share"]
    if share.notna().all():
        share = share.clip(lower=0.0)  # estimates may lie a little below 0
        share = share / share.sum()
        percent = {n: number_in(language, 100.0 * v, 0) for n, v in share.items()}
        told.append(
            "  " + _SENTENCES.say(language, "shares", **{str(k): v for k, v in percent.items()})
        )
    rows = study.convergence
    row = rows[(rows["outcome"] == outcome) & (rows["on"] == DIFFERENCE)].iloc[0]
    key = "enough" if row["enough"] else "more"
    said = _SENTENCES.say(
        language,
        key,
        width=significant(language, float(row["widest"])),
        tolerance=significant(language, float(row["tolerance"])),
        needed=row["needed"],
        points=number_in(language, float(row["points"]), 0),
    )
    told.append(f"  {said}")
    return told
