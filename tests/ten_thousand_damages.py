"""10,000 damaged inputs, by hand: `python tests/ten_thousand_damages.py [COUNT]`.

Counts tracebacks, reads of more than five seconds, and what was accepted though it is known to be
wrong; prints each of them. Exit status 1 if there is any.
"""

import sys
import tempfile
from collections import Counter
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[1])]

from testkit.damage import Bench
from testkit.known_wrong import known_wrong

# Places are built anew for every case and take longest: fewer of them.
SHARES = {"scenario": 30, "study": 18, "design": 18, "parameters": 14, "study.json": 14}
DEFAULT = 10_000


def main(count: int) -> int:
    """Run so many cases; returns the exit status."""
    bad = 0
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Path(folder))
        kinds = [kind for kind, share in SHARES.items() for _ in range(share)]
        kinds += [kind for kind in bench.kinds() if kind.startswith("place/")]
        found: Counter[tuple[str, str]] = Counter()
        slowest = 0.0
        for seed in range(count):
            outcome = bench.outcome(kinds[seed % len(kinds)], seed)
            found[outcome.kind, outcome.what] += 1
            slowest = max(slowest, outcome.seconds)
            if outcome.what in ("failed", "slow"):
                bad += 1
                print(outcome, flush=True)
        wrong = known_wrong(Path(folder) / "wrong")
        accepted = [outcome for outcome in wrong if outcome.what != "refused"]
    for (kind, what), number in sorted(found.items()):
        print(f"{kind:20} {what:9} {number}")
    print(
        f"{sum(found.values())} damaged: {bad} tracebacks or hangs, slowest {slowest:.2f} s of CPU"
    )
    print(f"{len(wrong)} known to be wrong: {len(accepted)} not refused")
    for outcome in accepted:
        print(outcome)
    return 1 if bad or accepted else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT))
