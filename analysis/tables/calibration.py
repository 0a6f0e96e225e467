"""A finished calibration as rows of text: how it fits, and what it has taught."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from analysis.measures.contraction import fitted
from analysis.measures.diagnostics import parameter_table, prediction_table
from analysis.measures.patterns import pattern_number
from analysis.tables.text_table import TextTable
from model.words import Language, Texts, number_in, say, short_in

if TYPE_CHECKING:
    from experiments.calibration.calibrate import Calibrated
    from experiments.calibration.posterior import Posterior

# Heads by the column of the records that they stand over.
_FIT = Texts(
    {
        "id": "pattern",
        "measure": "measure",
        "target": "target",
        "range": "band",
        "posterior_mean": "fitted",
        "drawn": "95% of draws",
        "explained": "emulator R²",
    },
    context="patterns",
)
_PARAMETERS = Texts(
    {
        "name": "parameter",
        "status": "status",
        "range": "range",
        "shipped": "shipped",
        "mean": "posterior",
        "deviation": "±",
        "contraction": "contraction",
    },
    context="calibration",
)
_WORTH = Texts(
    {
        "name": "parameter",
        "mean": "posterior",
        "deviation": "±",
        "range": "90% of the density",
        "ess": "effective draws",
        "ess_tail": "in the tails",
        "error": "error of the mean",
        "contraction": "contraction",
    },
    context="calibration",
)
_FORETOLD = Texts(
    {
        "id": "pattern",
        "measure": "measure",
        "target": "target",
        "mean": "draws",
        "range": "90% of draws",
        "above": "predicted above",
        "shipped": "shipped",
        "below": "draws below it",
    },
    context="calibration",
)
_STATUS = Texts(("calibrated", "assumed"), context="calibration")
_TEXTS = ("id", "name", "measure", "status")
_DIGITS = {"ess": 0, "ess_tail": 0, "above": 2, "below": 2, "contraction": 2, "explained": 2}
_ENDS = {"range": ("low", "high"), "drawn": ("posterior_low", "posterior_high")}

type _Written = Callable[[Language, float], str]
"""How the numbers of a table are written that have no digits of their own."""


def fit_table(done: "Calibrated", language: Language) -> TextTable:
    """Every fitted pattern value: target, band, and the draws' own runs."""
    record = done.posterior.record
    explained = record["emulator"][-1]["explained"]
    rows = [{**one, "explained": explained[one["measure"]]} for one in record["patterns"]]
    return _table(say(language, "patterns after the fit"), _FIT, rows, pattern_number, language)


def contraction_table(done: "Calibrated", language: Language) -> TextTable:
    """Every fitted parameter: range, value so far, posterior, and how far it is narrowed."""
    title = say(language, "from prior to posterior")
    rows = fitted(done.posterior).to_dict(orient="records")
    return _table(title, _PARAMETERS, rows, _short, language)


def worth_table(posterior: "Posterior", language: Language) -> TextTable:
    """Every fitted parameter: what its draws are worth, by ArviZ."""
    title = say(language, "what the draws are worth (ArviZ)")
    rows = parameter_table(posterior).to_dict(orient="records")
    return _table(title, _WORTH, rows, _short, language)


def foretold_table(posterior: "Posterior", language: Language) -> TextTable:
    """Every fitted pattern value: what draws foretell, and where the shipped draw lies."""
    title = say(language, "posterior predictions of the patterns")
    rows = prediction_table(posterior).to_dict(orient="records")
    return _table(title, _FORETOLD, rows, pattern_number, language)


def _table(
    title: str,
    heads: Texts[str],
    rows: Sequence[Mapping[Any, Any]],
    written: _Written,
    language: Language,
) -> TextTable:
    """A row a record."""

    def cell(row: Mapping[Any, Any], key: str) -> str:
        if key in _ENDS:
            return " … ".join(written(language, row[end]) for end in _ENDS[key])
        if key in _TEXTS:
            return _STATUS.named(language, str(row[key]))
        if key in _DIGITS:
            return number_in(language, row[key], _DIGITS[key])
        return written(language, row[key])

    cells = [tuple(cell(row, key) for key in heads.texts) for row in rows]
    numeric = tuple(at for at, key in enumerate(heads.texts) if key not in _TEXTS)
    return TextTable(title, heads.all(language), cells, numeric, ())


def _short(language: Language, value: float) -> str:
    """Three significant digits, in the language's notation."""
    return short_in(language, value, 3)
