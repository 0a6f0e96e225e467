"""A finished calibration as rows of text: how it fits, and what it has taught."""

from typing import TYPE_CHECKING

from analysis.measures.contraction import fitted
from analysis.measures.diagnostics import parameter_table, prediction_table
from analysis.measures.patterns import pattern_number
from analysis.tables.text_table import TextTable
from model.words import Language, Texts, number_in, say, short_in

if TYPE_CHECKING:
    from experiments.calibration.calibrate import Calibrated
    from experiments.calibration.posterior import Posterior

_FIT = Texts(
    (
        "pattern",
        "measure",
        "target",
        "band",
        "fitted",
        "95% of draws",
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
_WORTH = Texts(
    (
        "parameter",
        "posterior",
        "±",
        "90% of the density",
        "effective draws",
        "in the tails",
        "error of the mean",
        "contraction",
    ),
    context="calibration",
)
_FORETOLD = Texts(
    (
        "pattern",
        "measure",
        "target",
        "draws",
        "90% of draws",
        "predicted above",
        "shipped",
        "draws below it",
    ),
    context="calibration",
)
_STATUS = Texts(("calibrated", "assumed"), context="calibration")


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


def worth_table(posterior: "Posterior", language: Language) -> TextTable:
    """Every fitted parameter: what its draws are worth, by ArviZ."""
    rows: list[tuple[str, ...]] = [
        (
            str(row["name"]),
            _short(language, row["mean"]),
            _short(language, row["deviation"]),
            f"{_short(language, row['low'])} … {_short(language, row['high'])}",
            number_in(language, row["ess"], 0),
            number_in(language, row["ess_tail"], 0),
            _short(language, row["error"]),
            number_in(language, row["contraction"], 2),
        )
        for row in parameter_table(posterior).to_dict(orient="records")
    ]
    title = say(language, "what the draws are worth (ArviZ)")
    return TextTable(title, _WORTH.all(language), rows, (1, 2, 3, 4, 5, 6, 7), ())


def foretold_table(posterior: "Posterior", language: Language) -> TextTable:
    """Every fitted pattern value: what draws foretell, and where the shipped draw lies."""
    rows: list[tuple[str, ...]] = [
        (
            str(row["id"]),
            str(row["measure"]),
            pattern_number(language, row["target"]),
            pattern_number(language, row["mean"]),
            _span(language, row["low"], row["high"]),
            number_in(language, row["above"], 2),
            pattern_number(language, row["shipped"]),
            number_in(language, row["below"], 2),
        )
        for row in prediction_table(posterior).to_dict(orient="records")
    ]
    title = say(language, "posterior predictions of the patterns")
    return TextTable(title, _FORETOLD.all(language), rows, (2, 3, 4, 5, 6, 7), ())


def _span(language: Language, low: float, high: float) -> str:
    return f"{pattern_number(language, low)} … {pattern_number(language, high)}"


def _short(language: Language, value: float) -> str:
    """Three significant digits, in the language's notation."""
    return short_in(language, value, 3)
