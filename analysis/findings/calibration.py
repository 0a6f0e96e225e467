"""What a calibration says, in plain sentences."""

from collections.abc import Iterator
from string import Template
from typing import TYPE_CHECKING, Any

from analysis.measures.contraction import INFORMED, fitted
from analysis.wording import Language, number_in

if TYPE_CHECKING:
    from experiments.calibration.calibrate import Calibrated


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
