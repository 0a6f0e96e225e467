"""A finished calibration as text: how it fits, what it has taught, and what to beware of."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from analysis.measures.contraction import INFORMED, fitted
from analysis.tables.text_table import TextTable, pattern_number
from model.words import Language, Texts, number_in, say, short_in

if TYPE_CHECKING:
    from experiments.calibration.calibrate import Calibrated

_FIT = Texts(
    (
        "pattern",
        "measure",
        "target",
        "band",
        "fitted",
        "95 % of draws",
        "emulator R²",
    ),
    context="patterns",
)
_PARAMETERS = Texts(
    (
        "parameter",
        "status",
        "range",
        "shipped",
        "posterior",
        "±",
        "contraction",
    ),
    context="calibration",
)
_STATUS = Texts(("calibrated", "assumed"), context="calibration")
_WORDS = Texts(
    {
        "size": (
            "{draws} draws, worth {effective} equally weighted ones; each was run in the model "
            "itself."
        ),
        "informed": (
            "The patterns have narrowed {informed} of {all} parameters noticeably (contraction "
            "from {limit}); about the others they say little, these stay as uncertain as assumed."
        ),
        "nuisance": (
            "Assumed values that move the status quo and were therefore fitted along: {names}."
        ),
        "burn_in": (
            "The short burn-in instead of the full one shifts no pattern by more than {most} half "
            "bands ({measure})."
        ),
        "all_drawn": (
            "Drawing all other assumed values too shifts no pattern by more than {most} half bands "
            "({measure})."
        ),
        "network": (
            "No pattern informs the coefficients of the network: their posterior is their prior."
        ),
    }
)


def fit_table(done: "Calibrated", language: Language) -> TextTable:
    """Every fitted pattern value: target, band, and the draws' own runs."""
    record = done.posterior.record
    explained = record["emulator"][-1]["explained"]
    rows: list[tuple[str, ...]] = [
        (
            one["id"],
            one["measure"],
            pattern_number(language, one["target"]),
            _span(language, one["low"], one["high"]),
            pattern_number(language, one["posterior_mean"]),
            _span(language, one["posterior_low"], one["posterior_high"]),
            number_in(language, explained[one["measure"]], 2),
        )
        for one in record["patterns"]
    ]
    return TextTable(
        say(language, "patterns after the fit"), _FIT.all(language), rows, (2, 3, 4, 5, 6), ()
    )


def contraction_table(done: "Calibrated", language: Language) -> TextTable:
    """Every fitted parameter: range, value so far, posterior, and how far it is narrowed."""
    rows: list[tuple[str, ...]] = [
        (
            str(row["name"]),
            _STATUS.say(language, row["status"]),
            f"{_short(language, row['low'])} … {_short(language, row['high'])}",
            _short(language, row["shipped"]),
            _short(language, row["mean"]),
            _short(language, row["deviation"]),
            number_in(language, row["contraction"], 2),
        )
        for row in fitted(done.posterior).to_dict(orient="records")
    ]
    return TextTable(
        say(language, "from prior to posterior"),
        _PARAMETERS.all(language),
        rows,
        (2, 3, 4, 5, 6),
        (),
    )


def sentences(done: "Calibrated", language: Language) -> Iterator[str]:
    """What the calibration says, in plain words."""
    record, words = done.posterior.record, _WORDS.spoken(language)

    table = fitted(done.posterior)
    yield words(
        "size",
        draws=record["draws"],
        effective=number_in(language, record["effective_draws"], 0),
    )
    yield words(
        "informed",
        informed=int((table["contraction"] >= INFORMED).sum()),
        all=len(table),
        limit=number_in(language, INFORMED, 2),
    )
    along = [name for name, one in record["parameters"].items() if one["status"] == "assumed"]
    if along:
        yield words("nuisance", names=", ".join(along))
    for key, check in (("burn_in", "full_burn_in"), ("all_drawn", "all_assumed_drawn")):
        moved: dict[str, Any] = record["drift"].get(check, {})
        if moved:
            measure = max(moved, key=lambda name: abs(moved[name]))
            yield words(key, most=number_in(language, abs(moved[measure]), 2), measure=measure)
    yield words("network")


def _span(language: Language, low: float, high: float) -> str:
    return f"{pattern_number(language, low)} … {pattern_number(language, high)}"


def _short(language: Language, value: float) -> str:
    """Three significant digits, in the language's notation."""
    return short_in(language, value, 3)
