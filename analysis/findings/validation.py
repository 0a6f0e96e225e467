"""What a validation says, in plain sentences."""

from collections.abc import Iterator

from analysis.measures.patterns import FAILS, REPORTED
from analysis.results.validation import Validation
from model.words import Texts, from_file, number_in, signed_in

_WORDS = Texts(
    {
        "definition": "What is counted: ",
        "reason": "Why this band, ",
        "all": (
            "All {count} values of the patterns {first} to {last} that count lie in their bands."
        ),
        "fails": "Outside their bands: {count} of {all} values that count: {names}.",
        "reported": (
            "Reported without a verdict, as the target is assumed or weakly known: {count} values."
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
        rows = [row for row in done.rows if row.id == key]
        reasons = [f"{words('reason')}{row.name}: {row.reason}" for row in rows]
        yield f"{key}  {title}", [words("definition") + pattern.definition, *reasons]


def sentences(done: Validation) -> Iterator[str]:
    """What the validation says, in plain words."""
    language, words = done.language, _WORDS.spoken(done.language)
    counted = [row for row in done.rows if row.verdict != REPORTED]
    failing = [row for row in counted if row.verdict == FAILS]
    if failing:
        names = "; ".join(f"{row.id} {row.name}" for row in failing)
        yield words("fails", count=len(failing), all=len(counted), names=names)
    elif counted:
        yield words("all", count=len(counted), first=counted[0].id, last=counted[-1].id)
    yield words("reported", count=len(done.rows) - len(counted))
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
