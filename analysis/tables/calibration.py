"""A finished calibration as text: how it fits, what it has taught, and what to beware of."""

from collections.abc import Iterator
from string import Template
from typing import TYPE_CHECKING, Any

from analysis.measures.contraction import INFORMED, fitted
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
_WORDS: dict[Language, dict[str, str]] = {
    "de": {
        "size": "$draws Ziehungen, so viel wert wie $effective gleich gewichtete; jede ist im "
        "Modell selbst gerechnet.",
        "informed": "$informed von $all Parametern haben die Muster merklich eingegrenzt "
        "(Kontraktion ab $limit); über die anderen sagen sie wenig, sie bleiben so unsicher wie "
        "angenommen.",
        "nuisance": "Angenommene Werte, die den Status quo bewegen und deshalb mit angepasst "
        "wurden: $names.",
        "burn_in": "Kurze statt voller Einschwingzeit verschiebt kein Muster um mehr als $most "
        "halbe Bandbreiten ($measure).",
        "all_drawn": "Zieht man auch alle übrigen angenommenen Werte, verschiebt sich kein Muster "
        "um mehr als $most halbe Bandbreiten ($measure).",
        "network": "Kein Muster informiert die Koeffizienten des Netzwerks: Ihr Posterior ist ihr "
        "Prior.",
    },
    "en": {
        "size": "$draws draws, worth $effective equally weighted ones; each was run in the model "
        "itself.",
        "informed": "The patterns have narrowed $informed of $all parameters noticeably "
        "(contraction from $limit); about the others they say little, these stay as uncertain as "
        "assumed.",
        "nuisance": "Assumed values that move the status quo and were therefore fitted along: "
        "$names.",
        "burn_in": "The short burn-in instead of the full one shifts no pattern by more than $most "
        "half bands ($measure).",
        "all_drawn": "Drawing all other assumed values too shifts no pattern by more than $most "
        "half bands ($measure).",
        "network": "No pattern informs the coefficients of the network: their posterior is their "
        "prior.",
    },
}


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


def sentences(done: "Calibrated", language: Language) -> Iterator[str]:
    """What the calibration says, in plain words."""
    record, words = done.posterior.record, _WORDS[language]

    def say(key: str, **values: object) -> str:
        return Template(words[key]).substitute({k: str(v) for k, v in values.items()})

    table = fitted(done.posterior)
    yield say(
        "size",
        draws=record["draws"],
        effective=number_in(language, record["effective_draws"], 0),
    )
    yield say(
        "informed",
        informed=int((table["contraction"] >= INFORMED).sum()),
        all=len(table),
        limit=number_in(language, INFORMED, 2),
    )
    along = [name for name, one in record["parameters"].items() if one["status"] == "assumed"]
    if along:
        yield say("nuisance", names=", ".join(along))
    for key, check in (("burn_in", "full_burn_in"), ("all_drawn", "all_assumed_drawn")):
        moved: dict[str, Any] = record["drift"].get(check, {})
        if moved:
            measure = max(moved, key=lambda name: abs(moved[name]))
            yield say(key, most=number_in(language, abs(moved[measure]), 2), measure=measure)
    yield say("network")


def _span(language: Language, low: float, high: float) -> str:
    return f"{pattern_number(language, low)} … {pattern_number(language, high)}"


def _short(language: Language, value: float) -> str:
    """Three significant digits, in the language's notation."""
    text = f"{value:.3g}".replace("-", "−")
    return text.replace(".", ",") if language == "de" else text
