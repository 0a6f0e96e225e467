"""Where the other arrangement loses, from a finished study: boxes, regret, words and figures."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.findings.tipping import boxes_in_words, regret_in_words
from analysis.measures.outcomes import OUTCOME
from analysis.requests.comparison import COMMAND_LINE
from analysis.results.sensitivity import Sensitivity, rows_of
from analysis.results.sweeps import losing_boxes, regret_table
from analysis.sensitivity.boxes import Box
from analysis.wording import Language
from model.errors import Fault, InputError, nearest

FIGURES = "figures"


@dataclass(frozen=True)
class Lost:
    """Boxes by outcome, regret of all arrangements, sentences, and the folder of the figures."""

    boxes: dict[str, list[Box]]
    regret: pd.DataFrame
    lines: list[str]
    folder: Path

    def as_json(self) -> dict[str, Any]:
        """Plain data for machines; a side without a bound is null."""
        return {
            "boxes": {
                outcome: [_box(box) for box in found] for outcome, found in self.boxes.items()
            },
            "regret": rows_of(self.regret),
        }


def _box(box: Box) -> dict[str, Any]:
    bounds = pd.DataFrame(
        [(name, b.low, b.high, b.chance) for name, b in box.bounds.items()],
        columns=["input", "low", "high", "chance"],
    )
    shares = {"coverage": box.coverage, "density": box.density, "mass": box.mass}
    return {"method": box.method, **shares, "bounds": rows_of(bounds)}


def boxes_and_regret(
    study: Sensitivity, outcomes: Sequence[str], language: Language, out: Path | None = None
) -> Lost:
    """Boxes in which the other arrangement loses, and regret between all that were run.

    Raises:
        InputError: an outcome that does not exist; OutputError: figures cannot be written.
    """
    from analysis.figures.style import save
    from analysis.figures.tipping import box_figure

    unknown = [name for name in outcomes if name not in OUTCOME]
    if unknown:
        allowed = "`sozialraum list outcomes`"
        raise InputError(
            Fault(COMMAND_LINE, "--outcome", f"there is no outcome {name!r}", allowed,
                  nearest(name, OUTCOME))
            for name in unknown
        )  # fmt: skip
    folder = out or (study.folder or Path()) / FIGURES
    base, other = study.request.base, study.request.other
    boxes, lines, regrets = {}, [], []
    for outcome in outcomes:
        found, loses, x = losing_boxes(study, outcome)
        boxes[outcome] = found
        lines += boxes_in_words(found, loses, outcome, base, other, language)
        regrets.append(regret_table(study, outcome))
        lines += regret_in_words(regrets[-1], language)
        if found and found[0].bounds:
            save(box_figure(found[0], x, loses, outcome, other, language), folder)
    return Lost(boxes, pd.concat(regrets, ignore_index=True), lines, folder)
