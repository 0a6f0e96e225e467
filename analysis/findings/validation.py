"""What a validation says, in plain sentences."""

from collections.abc import Iterator

from analysis.measures.patterns import (
    FAILS,
    FITTED,
    MOST_INSIDE,
    NOT_MEASURED,
    REPORTED,
    VALIDATION,
    PatternRow,
    pattern_number,
)
from analysis.results.validation import Validation
from analysis.wording import PATTERN, of_data
from model.words import Language, Texts, from_file, number_in, signed_in

_USES = Texts(("fit", "kept-out", "reported"), context="uses")
_WORDS = Texts(
    {
        "definition": "What is counted: ",
        "reason": "Why this band, ",
        "use": "Use ({use}), {name}: {reason}",
        "fitted": "{count} values fitted: {hold} hold",
        "kept_out": "validation: {hold} of {count} kept-out values inside",
        "none": "no value kept out",
        "verdict": (
            "A verdict is the mean of the runs and at least {share}% of the runs inside the band. "
            "Only what no fit has seen is validation; the rest is fit."
        ),
        "fit_fails": "The fit does not hold for {count}: {names}.",
        "miss": "Kept out and missed: {name}, {simulated} instead of {low} to {high}{often}{why}.",
        "often": " ({share}% of the runs inside)",
        "likely": "; likely mechanism: {why}",
        "failing": "Fit missed: {name}, {simulated} instead of {low} to {high}.",
        "missed": "Missed: {name}, {simulated} instead of {low} to {high}.",
        "not_measured": "Cannot be measured yet: {name}: {why}.",
        "too_short": "the run is too short for it",
        "reported": (
            "Reported without a verdict, as the target is assumed or goes into the model: {count} "
            "values."
        ),
        "concentration": (
            "Concentration: people near the market have {all} points ({all_low} to {all_high}) "
            "more of the integrations than of the stock. Under neutral steering (the same people, "
            "the same luck, κ = 0) {distance} points ({distance_low} to {distance_high}) remain: "
            "distance from the market. {attention} points ({attention_low} to {attention_high}) "
            "are attention."
        ),
        "creaming": (
            "Creaming (ratio of the shares {ratio}, minus the same under neutral steering): "
            "{creaming}, between {low} and {high} depending on parameters and chance. The "
            "published table hardly identifies it, so the range counts, not the mean."
        ),
        "no_posterior": (
            "The place has no posterior: ranges show chance only. `sozialraum calibrate` makes one."
        ),
        "remark": "Beware, the posterior does not belong to this state: {remark}.",
    }
)


def definitions(done: Validation) -> Iterator[tuple[str, list[str]]]:
    """Of every pattern: a heading, what is counted, and the reason of every band."""
    language, words = done.language, _WORDS.spoken(done.language)
    for key, pattern in done.patterns.patterns.items():
        title = from_file(language, de=pattern.title.de, en=pattern.title.en)
        lines = [words("definition") + of_data(language, PATTERN, pattern.definition)]
        for row in done.rows:
            if row.id == key:
                band, reason = (of_data(language, PATTERN, t) for t in (row.reason, row.use_reason))
                lines.append(f"{words('reason')}{row.name}: {band}")
                use = _USES.named(language, row.use)
                lines.append(words("use", use=use, name=row.name, reason=reason))
        yield f"{key}  {title}", lines


def sentences(done: Validation) -> Iterator[str]:
    """What the validation says, in plain words."""
    language, words = done.language, _WORDS.spoken(done.language)
    yield first_sentence(done, language)
    yield words("verdict", share=number_in(language, 100.0 * MOST_INSIDE, 0))
    failing = [row for row in done.of_kind(FITTED) if row.verdict == FAILS]
    if failing:
        names = "; ".join(f"{row.id} {row.name}" for row in failing)
        yield words("fit_fails", count=len(failing), names=names)
    for row in done.of_kind(VALIDATION):
        if row.verdict == FAILS:
            yield _miss(row, language)
    for row in done.rows:
        if row.verdict == NOT_MEASURED:
            why = row.why or words("too_short")
            yield words("not_measured", name=f"{row.id} {row.name}", why=why)
    yield words("reported", count=sum(row.verdict == REPORTED for row in done.rows))
    split = done.split
    blanks: dict[str, str] = {}
    for name in ("all", "distance", "attention"):
        mean, low, high = (100.0 * value for value in getattr(split, name))
        blanks |= {
            name: number_in(language, mean, 1),
            f"{name}_low": number_in(language, low, 1),
            f"{name}_high": number_in(language, high, 1),
        }
    yield words("concentration", **blanks)
    creaming, low, high = split.creaming
    yield words(
        "creaming",
        ratio=number_in(language, split.ratio[0], 2),
        creaming=signed_in(language, creaming, 2),
        low=signed_in(language, low, 2),
        high=signed_in(language, high, 2),
    )
    if done.posterior is None:
        yield words("no_posterior")
    for remark in done.remarks_in(language):
        yield words("remark", remark=remark)


def brief_sentences(done: Validation) -> Iterator[str]:
    """First whether the fit holds, then what was kept out and missed, a line each."""
    language, words = done.language, _WORDS.spoken(done.language)
    yield first_sentence(done, language)
    yield words("verdict", share=number_in(language, 100.0 * MOST_INSIDE, 0))
    for kind, key in ((FITTED, "failing"), (VALIDATION, "missed")):
        for row in done.of_kind(kind):
            if row.verdict == FAILS:
                yield words(key, **_ends(row, language))


def first_sentence(done: Validation, language: Language) -> str:
    """How many values were fitted and hold, and how many were kept out and lie inside."""
    words = _WORDS.spoken(language)
    hold, count = done.holding(FITTED)
    inside, kept_out = done.holding(VALIDATION)
    fit = words("fitted", count=count, hold=hold)
    validation = words("kept_out", count=kept_out, hold=inside) if kept_out else words("none")
    return f"{fit}; {validation}."


def _miss(row: PatternRow, language: Language) -> str:
    """A value that was kept out and missed, with what it most likely comes from."""
    words, often = _WORDS.spoken(language), ""
    if row.inside is not None:
        often = words("often", share=number_in(language, 100.0 * row.inside, 0))
    why = words("likely", why=row.why) if row.why else ""
    return words("miss", **_ends(row, language), often=often, why=why)


def _ends(row: PatternRow, language: Language) -> dict[str, str]:
    """Which value it is, what was simulated, and its band."""
    ends = {"simulated": row.simulated, "low": row.low, "high": row.high}
    written = {key: pattern_number(language, end) for key, end in ends.items()}
    return {"name": f"{row.id} {row.name}", **written}
