"""What goes through ties: the network under caps of their stage, at full size.

sozialraum study run ties           to take it up again: sozialraum study resume ties
python -m analysis.ask.ties         the table in model/TRACE.md, from these runs
"""

from collections.abc import Mapping
from pathlib import Path

import numpy as np
from scipy.stats import sem

from analysis.ask.studies import load_study, results_frame, results_of
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
    rows = []
    for title, arm, other, what in ROWS:
        cells = [_headline(values, goal, arm, other) for goal in (WORK, PARTICIPATION)]
        cells += [_yearly(values, name, arm, other) for name in YEARLY]
        rows.append([title, *cells, what])
    return markdown(HEADS, rows)


def _headline(values: Values, goal: str, arm: str, other: str) -> str:
    """Mean of the pairs and its standard error, per 1,000 people."""
    head = HEADLINES_OF[goal]
    apart = head.factor * (values[arm, head.name] - values[other, head.name])
    return f"{signed_in('en', float(apart.mean()), 2)} ± {number_in('en', float(sem(apart)), 2)}"


def _yearly(values: Values, name: str, arm: str, other: str) -> str:
    """Mean difference of an outcome a year."""
    return signed_in("en", float(np.mean(values[arm, name] - values[other, name])), 0)


def main() -> None:
    """Write the table from the runs in the store."""
    frame = results_frame(results_of(load_study(STUDY)))
    groups = frame.sort_values("pair").groupby(["arm", "outcome"])["value"]
    values = {(str(arm), str(name)): found.to_numpy(float) for (arm, name), found in groups}
    head, _, rest = TRACE.read_text(encoding="utf-8").partition(BEGIN)
    text = f"{head}{BEGIN}{table(values)}{END}{rest.partition(END)[2]}"
    TRACE.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
