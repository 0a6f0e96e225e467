"""`python -m experiments.trials`: run virtual trials and renew their table in model/TRACE.md."""

import argparse
import sys
from pathlib import Path

from experiments.trials.table import SEEDS, markdown, results

TRACE = Path(__file__).parents[2] / "model" / "TRACE.md"
BEGIN, END = "<!-- trials -->\n", "\n<!-- end of trials -->"


def main() -> None:
    """Run all trials, print the table, and write it where it stands."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=len(SEEDS))
    parser.add_argument("--print-only", action="store_true")
    asked = parser.parse_args()
    table = markdown(results(range(1, asked.seeds + 1)))
    sys.stdout.write(table + "\n")
    if not asked.print_only:
        text = TRACE.read_text(encoding="utf-8")
        head, _, rest = text.partition(BEGIN)
        TRACE.write_text(f"{head}{BEGIN}{table}{END}{rest.partition(END)[2]}", encoding="utf-8")


if __name__ == "__main__":
    main()
