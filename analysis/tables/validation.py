"""The validation as text: the table, definitions and reasons, and what it says in sentences."""

from collections.abc import Iterator

from analysis.measures.patterns import FAILS, REPORTED
from analysis.results.validation import Validation
from analysis.tables.text_table import TextTable, pattern_number, verdict_in
from model.words import Texts, from_file, number_in, signed_in

_HEADS = Texts(
    (
        "pattern",
        "name",
        "target",
        "band",
        "simulated",
        "95 % of runs",
        "verdict",
    ),
    context="patterns",
)
_WORDS = Texts(
    {
        "title": "{place} · {runs} runs of {months} months · seed {seed} · {drawn}",
        "shipped": "with the shipped parameters (no posterior)",
        "posterior": "parameters from the posterior",
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


def validation_table(done: Validation) -> TextTable:
    """The table of all pattern values."""
    language = done.language
    drawn = "shipped" if done.posterior is None else "posterior"
    title = _WORDS.say(
        language,
        "title",
        place=done.shipped.place,
        runs=len(done.measures),
        months=done.months,
        seed=done.seed,
        drawn=_WORDS.say(language, drawn),
    )
    rows: list[tuple[str, ...]] = []
    for row in done.rows:
        low, high = (pattern_number(language, value) for value in (row.low, row.high))
        ends = done.interval(row.measure)
        known = ends[0] == ends[0]
        span = " … ".join(pattern_number(language, end) for end in ends) if known else "–"
        rows.append(
            (
                row.id,
                row.name,
                pattern_number(language, row.target),
                f"{low} … {high}" if row.low is not None else "–",
                pattern_number(language, row.simulated),
                span,
                verdict_in(language, row.verdict),
            )
        )
    failing = tuple(number for number, row in enumerate(done.rows) if row.verdict == FAILS)
    return TextTable(title, _HEADS.all(language), rows, (2, 3, 4, 5), failing)


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
