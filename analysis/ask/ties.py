"""What goes through ties: the network under caps of their stage, at full size.

sozialraum study run ties           to take it up again: sozialraum study resume ties
python -m analysis.ask.ties         the table in model/TRACE.md, from these runs
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

import numpy as np
from scipy.stats import sem

from analysis.ask.studies import load_study, paired_values
from analysis.measures.headlines import HEADLINES_OF, PARTICIPATION, WORK
from model.describe.tables import table as markdown
from model.words import number_in, signed_in

STUDY = "ties"
TRACE = Path(__file__).resolve().parents[2] / "model" / "TRACE.md"
BEGIN, END = "<!-- ties -->\n", "\n<!-- end of ties -->"
NETWORK, REFORM, SILO = "production-network", "jobcenter-reform", "siloed"
ROWS: tuple[tuple[str, str, str, str], ...] = (  # what differs, arm, the other arm, what it is
    ("reform − siloed", REFORM, SILO, "what the Jobcenter does alone"),
    ("network − reform", NETWORK, REFORM, "the network"),
    ("the same, cap 0", "cap-0", REFORM, "what it spends, with nothing for it"),
    ("the same, cap 1", "cap-1", REFORM, ""),
    ("the same, cap 2", "cap-2", REFORM, ""),
    ("cap 3 − cap 0", NETWORK, "cap-0", "ties"),
    ("the same without the factor of joint treatment", "no-joint-effect", "cap-0",
     "ties, through services alone"),
    ("double goal − siloed", "double-goal", SILO, "a change of targets"),
    ("double goal with the network − double goal", "double-goal-network", "double-goal",
     "the network under these targets"),
)  # fmt: skip
HEADS = ("difference", "starts", "medium participation", "starts a year in the city",
         "services completed a year", "barriers mitigated a year", "what it is")  # fmt: skip

YEARLY = ("integrations_yearly", "completed", "mitigated")

type Values = Mapping[tuple[str, str], np.ndarray]


def table(values: Values) -> str:
    """The table of TRACE.md. values: (arm, outcome) → by pair."""
    rows = [[title, *_cells(values, arm, other), what] for title, arm, other, what in ROWS]
    return markdown(HEADS, rows)


def _cells(values: Values, arm: str, other: str) -> Iterator[str]:
    """Mean differences, with their standard errors where they are told per 1,000 people."""
    for head in (HEADLINES_OF[WORK], HEADLINES_OF[PARTICIPATION]):
        apart = head.factor * (values[arm, head.name] - values[other, head.name])
        error = number_in("en", float(sem(apart)), 2)
        yield f"{signed_in('en', float(apart.mean()), 2)} ± {error}"
    for name in YEARLY:
        yield signed_in("en", float(np.mean(values[arm, name] - values[other, name])), 0)


def main() -> None:
    """Write the table from the runs in the store."""
    values = paired_values(load_study(STUDY))
    head, _, rest = TRACE.read_text(encoding="utf-8").partition(BEGIN)
    text = f"{head}{BEGIN}{table(values)}{END}{rest.partition(END)[2]}"
    TRACE.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
