"""What institutions and ties cost: the share of a run by process, with more and more institutions.

    python -m benchmarks.institutions            # 110 and 200 institutions, the same people

The place is Oberhausen with every Sozialraum divided, so that each local kind of institution is
there more often: 110 institutions and 3,570 pairs of kinds in 6 Sozialräume, 200 and 7,140 in 12.
Queues: admission is divided by the services waited for or under way, which are what it handles.
"""

import argparse
import re
import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter

import numpy as np

from benchmarks.measuring import NANO
from model.build import arranged
from model.observe import read_tally
from model.population import load_place
from model.scenario import resolve
from model.schedule import SCHEDULE, loops_of
from model.state import State, grown
from model.stationary import begin, rows_for, run_months

OBERHAUSEN = Path(__file__).resolve().parents[1] / "scenarios" / "places" / "oberhausen-2015"
ARRANGEMENT = "production-network"
TIES = ("cooperation", "planning")  # what institutions do by themselves, and their ties
MONTHS = 24
ROUNDS = 5
SETTLE = 60  # months: queues are long enough for a share of time
PARTS = (1, 2)


def divided(folder: Path, parts: int) -> Path:
    """A copy of Oberhausen with every Sozialraum in so many parts; people and places stay."""
    target = folder / f"town-{parts}"
    shutil.copytree(OBERHAUSEN, target)
    file = target / "sozialraeume.toml"
    head, *spaces = file.read_text(encoding="utf-8").split("[[sozialraum]]\n")
    found = [_part(space, number, parts) for space in spaces for number in range(parts)]
    file.write_text(head + "".join("[[sozialraum]]\n" + text for text in found), encoding="utf-8")
    file = target / "institutions.toml"
    text = re.sub(
        r"^spread = \[(.*)\]",
        lambda match: f"spread = [{_spread(match[1], parts)}]",
        file.read_text(encoding="utf-8"),
        flags=re.MULTILINE,
    )
    file.write_text(text, encoding="utf-8")
    return target


def _part(space: str, number: int, parts: int) -> str:
    """One part of a Sozialraum: its name with a number, its share of people; they add up."""
    text = re.sub(r'^name = "(.*)"', rf'name = "\1 {number + 1}"', space, flags=re.MULTILINE)

    def share(match: re.Match[str]) -> str:
        whole = int(match[2])
        part = whole * (number + 1) // parts - whole * number // parts
        return f"{match[1]} = {{ value = {part}, unit = {match[3]}, range = [0, {whole}]"

    pattern = r"^(population|elb) = \{ value = (\d+), unit = (\"[^\"]+\"), range = \[[^]]+\]"
    return re.sub(pattern, share, text, flags=re.MULTILINE)


def _spread(shares: str, parts: int) -> str:
    each = [float(share) / parts for share in shares.split(",") for _ in range(parts)]
    each[-1] += 1.0 - sum(each)
    return ", ".join(f"{share!r}" for share in each)


def world_of(folder: Path) -> State:
    """The world of a place after some years, with room for the months to come."""
    scenario = resolve(ARRANGEMENT, place=folder)
    settled = run_months(begin(scenario, 1, -SETTLE), -SETTLE, 0)
    return arranged(grown(settled, *rows_for(settled, MONTHS * ROUNDS)), scenario)


def profile(world: State) -> dict[str, np.ndarray]:
    """Seconds by process, (rounds,); and under `waiting` services waited for or under way."""
    loops = loops_of(world)
    names = [process.name for process in SCHEDULE]
    spent = {name: np.zeros(ROUNDS) for name in names}
    spent["waiting"] = np.zeros(ROUNDS)
    for month in range(MONTHS * ROUNDS):
        for name, loop in zip(names, loops, strict=True):
            began = perf_counter()
            loop(world, month)
            spent[name][month // MONTHS] += perf_counter() - began
        spent["waiting"][month // MONTHS] += world.people["busy"][: world.size[0]].sum()
        read_tally(world)
    return spent


def main(words: Sequence[str]) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.institutions", description=__doc__.partition("\n")[0]
    )
    parser.add_argument("--parts", type=int, nargs="+", default=list(PARTS), help="per Sozialraum")
    chosen = parser.parse_args(words)
    print("| institutions | pairs | cooperation and planning | admission | ns per service | all |")
    print("| ---: | ---: | ---: | ---: | ---: | ---: |")
    with tempfile.TemporaryDirectory(prefix="institutions-") as folder:
        for parts in chosen.parts:
            place = divided(Path(folder), parts)
            world = world_of(place)
            spent = profile(world)
            waiting = np.median(spent.pop("waiting"))
            whole = sum(spent.values())
            medians = {name: float(np.median(each / whole)) for name, each in spent.items()}
            queue = np.median(spent["admission"]) / waiting * NANO
            print(
                f"| {len(load_place(place).institution_names)} | {world.ties.size:,} "
                f"| {sum(medians[name] for name in TIES):.1%} | {medians['admission']:.1%} "
                f"| {queue:.0f} "
                f"| {', '.join(f'{name} {share:.0%}' for name, share in medians.items())} |",
                flush=True,
            )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
