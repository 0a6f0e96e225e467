"""Kill a study again and again at random moments; the result must be that of one calm run.

    PYTHONPATH=.:tests python benchmarks/study_kills.py --kills 200

A study of a tiny town is run once without disturbance. Then the same study is run into another
store, and killed with SIGKILL so many times: the whole group of processes, the main process alone,
or one worker. After each kill every file of the store must have its checksum. At the end the study
is resumed without disturbance, and all results must be equal, bit for bit.
"""

import argparse
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path

import numpy as np
from testkit.places import small
from testkit.program import START, environment

from experiments.run_store.upkeep import verify
from model.streams import uniforms

STUDY = """
name = "kills"
place = "{place}"
arms = ["siloed", "production-network"]
months = 13
pairs = {pairs}
[keep]
every = "monthly"
[design]
kind = "grid"
[design.factors]
"levers.stage_cap" = [0, 1, 2, 3]
"""
EARLIEST, LATEST = 0.2, 12.0  # seconds after the start at which a kill may come
# Of ten kills: five hit all processes, two the main one alone, three a worker.
WHOLE, MAIN = 0.5, 0.7


def command(study: Path, store: Path, jobs: int) -> list[str]:
    """The program, running the study into a store."""
    words = ["study", "run", str(study), "--store", str(store), "--jobs", str(jobs), "--json"]
    return [sys.executable, "-c", START, *words]


def finished(study: Path, store: Path, jobs: int) -> dict[str, object]:
    """Run to the end; what the program says."""
    done = subprocess.run(
        command(study, store, jobs), env=environment(), capture_output=True, text=True, check=False
    )
    if done.returncode:
        sys.exit(f"The study did not end well: {done.stderr}\n{done.stdout}")
    content: dict[str, object] = json.loads(done.stdout)
    return content


def children(process: int) -> list[int]:
    """Processes of the same session, the first one left out."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and int(entry.name) != process:
            try:
                session = (entry / "stat").read_text().rpartition(")")[2].split()[3]
            except (OSError, IndexError):
                continue
            if session == str(process):
                found.append(int(entry.name))
    return sorted(found)


def disturbed(study: Path, store: Path, jobs: int, moment: float, kind: float) -> str:
    """Start the study, kill at a moment, wait until all its processes are gone."""
    with subprocess.Popen(
        command(study, store, jobs),
        env=environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as process:
        time.sleep(moment)
        what = "all processes"
        workers = children(process.pid)
        if kind < WHOLE or (kind >= MAIN and not workers):
            os.killpg(process.pid, signal.SIGKILL)
        elif kind < MAIN:
            what = "the main process"
            process.kill()
        else:
            what = "a worker"
            os.kill(workers[-1], signal.SIGKILL)
            time.sleep(1.0)  # it goes on with new workers; then all of it ends
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)  # workers whose main process is gone
    return what


def main() -> None:
    """Read the options, kill, compare, say what came out."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--kills", type=int, default=200)
    options.add_argument("--pairs", type=int, default=400)
    options.add_argument("--jobs", type=int, default=2)
    options.add_argument("--seed", type=int, default=1)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="study-kills-") as name:
        folder = Path(name)
        place = small(folder, 0.01)
        study = folder / "kills.toml"
        study.write_text(STUDY.format(place=place, pairs=chosen.pairs), encoding="utf-8")
        began = time.monotonic()
        calm = finished(study, folder / "calm", chosen.jobs)
        print(f"undisturbed: {calm['done']} runs, {time.monotonic() - began:.0f} s", flush=True)
        numbers = np.arange(chosen.kills, dtype=np.uint64)
        moments = EARLIEST + (LATEST - EARLIEST) * uniforms(chosen.seed, 99, 0, numbers, 0)
        kinds = uniforms(chosen.seed, 99, 1, numbers, 0)
        counts: dict[str, int] = {}
        store = folder / "killed"
        began = time.monotonic()
        for number in range(chosen.kills):
            moment, kind = float(moments[number]), float(kinds[number])
            what = disturbed(study, store, chosen.jobs, moment, kind)
            counts[what] = counts.get(what, 0) + 1
            found = verify(store, move=False)
            if found.problems:
                sys.exit(f"kill {number + 1}: damaged: {found.problems}")
            if (number + 1) % 10 == 0:
                text = f"{number + 1} kills, {found.runs} runs in {found.batches} whole batches"
                print(f"{text}, {time.monotonic() - began:.0f} s", flush=True)
        end = finished(study, store, chosen.jobs)
        same = end["content"] == calm["content"]
        print(f"killed: {counts}; runs before the last resume: {found.runs}")
        print(f"calm {calm['content']}\nkilled {end['content']}\nequal: {same}")
        if not same or end["done"] != calm["done"]:
            sys.exit(1)


if __name__ == "__main__":
    main()
