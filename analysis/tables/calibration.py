"""A finished calibration as rows of text: how it fits, and what it has taught."""

from typing import TYPE_CHECKING

from analysis.measures.contraction import fitted
from analysis.tables.text_table import TextTable, pattern_number
from analysis.wording import Language, number_in

if TYPE_CHECKING:
    from experiments.calibration.calibrate import Calibrated

_FIT: dict[Language, tuple[str, ...]] = {
    "de": ("Muster", "Messgröße", "Ziel", "Band", "angepasst", "95 % der Ziehungen", "Emulator R²"),
    "en": ("pattern", "measure", "target", "band", "fitted", "95 % of draws", "emulator R²"),
}
_PARAMETERS: dict[Language, tuple[str, ...]] = {
    "de": ("Parameter", "Status", "Bereich", "bisher", "Posterior", "±", "Kontraktion"),
    "en": ("parameter", "status", "range", "shipped", "posterior", "±", "contraction"),
}
_TITLES: dict[Language, tuple[str, str]] = {
    "de": ("Muster nach der Anpassung", "Von der Annahme zum Posterior"),
    "en": ("patterns after the fit", "from prior to posterior"),
}
_STATUS = {"calibrated": "angepasst", "assumed": "angenommen"}


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
    return TextTable(_TITLES[language][0], _FIT[language], rows, (2, 3, 4, 5, 6), ())


def contraction_table(done: "Calibrated", language: Language) -> TextTable:
    """Every fitted parameter: range, value so far, posterior, and how far it is narrowed."""
    rows: list[tuple[str, ...]] = [
        (
            str(row["name"]),
            _STATUS[row["status"]] if language == "de" else str(row["status"]),
            f"{_short(language, row['low'])} … {_short(language, row['high'])}",
            _short(language, row["shipped"]),
            _short(language, row["mean"]),
            _short(language, row["deviation"]),
            number_in(language, row["contraction"], 2),
        )
        for row in fitted(done.posterior).to_dict(orient="records")
    ]
    return TextTable(_TITLES[language][1], _PARAMETERS[language], rows, (2, 3, 4, 5, 6), ())


def _span(language: Language, low: float, high: float) -> str:
    return f"{pattern_number(language, low)} … {pattern_number(language, high)}"


def _short(language: Language, value: float) -> str:
    """Three significant digits, in the language's notation."""
    text = f"{value:.3g}".replace("-", "−")
    return text.replace(".", ",") if language == "de" else text
