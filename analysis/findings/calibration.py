"""What a calibration says, in plain sentences."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from analysis.measures.contraction import INFORMED, fitted
from model.words import Language, Texts, number_in

if TYPE_CHECKING:
    from experiments.calibration.calibrate import Calibrated


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
