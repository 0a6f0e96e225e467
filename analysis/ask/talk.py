"""What every item of the talk moves in the production network, at full size.

    sozialraum study forecast talk      what it will cost
    sozialraum study run talk           to take it up again: sozialraum study resume talk
    python -m analysis.ask.talk         talk.csv and the table in model/TALK.md, from these runs

An item is switched off, or set to neutral, in the preset `production-network`; the five functions
of a network are compared with `siloed`. Same luck and same world in all arms.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

import numpy as np
from scipy.stats import sem

from analysis.ask.studies import load_study, paired_values
from analysis.measures.outcomes import OUTCOME
from analysis.tables.talk import Moved, most, read, talk_table, write
from analysis.tables.talk_items import FUNCTIONS, ITEMS
from experiments.study.load import studies_folder
from model.describe.document import renewed

STUDY, BASE, SILO = "talk", "production-network", "siloed"
ROOT = Path(__file__).resolve().parents[2]
DOCUMENT = ROOT / "model" / "TALK.md"
KEPT = 5  # outcomes of an arm that are kept: those that it moves most, and these
ALWAYS = ("integrations_yearly", "participation")
SECTION = "every item of the talk"


def numbers() -> Path:
    """The file of the differences, beside the study."""
    return studies_folder() / f"{STUDY}.csv"


def moved(values: Mapping[tuple[str, str], np.ndarray]) -> Iterator[Moved]:
    """What every item moves: those outcomes that are kept. values: (arm, outcome) → by pair."""
    for arm, item in ITEMS.items():
        other = SILO if item.group == FUNCTIONS else BASE
        apart = {
            name: values[arm, name] - values[other, name]
            for name in OUTCOME
            if (arm, name) in values and np.isfinite(values[arm, name]).all()
        }
        rows = [Moved(arm, name, d.mean(), float(sem(d))) for name, d in apart.items()]
        kept = {row.outcome for row in most(rows, KEPT)} | set(ALWAYS)
        yield from (row for row in rows if row.outcome in kept)


def document(text: str) -> str:
    """The document with its table made anew from the numbers that are kept."""
    return renewed(text, {SECTION: lambda: talk_table(ITEMS, read(numbers()))})


def main() -> None:
    """Write the numbers and the table from the runs in the store."""
    write(numbers(), moved(paired_values(load_study(STUDY))))
    DOCUMENT.write_text(document(DOCUMENT.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
