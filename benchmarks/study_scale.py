"""How a study scales: memory over many runs, overhead of store and scheduling, efficiency.

    PYTHONPATH=.:tests python benchmarks/study_scale.py memory --runs 20000
    PYTHONPATH=.:tests python benchmarks/study_scale.py overhead
    PYTHONPATH=.:tests python benchmarks/study_scale.py efficiency

Run the last two on a machine that does nothing else. `--town` takes a hundredth of Oberhausen.
"""

import argparse
import os
import sys
import tempfile
import threading
import time
from pathlib import Path

from testkit.places import small

from analysis.measures.run_tables import keep_run, keeper
from experiments.executors import available_cores
from experiments.run_store.upkeep import size_of
from experiments.study import Means, Study
from experiments.study.load import load_study
from experiments.study.resolving import Scenarios
from experiments.study.running import Runner

MEGABYTE = 2**20
ARMS = ("siloed", "production-network")
STUDY = """
name = "scale"
{place}
arms = ["siloed", "production-network"]
months = {months}
pairs = {pairs}
"""


# Points that share the burn-in of a seed, so that many runs take little time.
POINTS = (0, 1, 2, 3, 4)
DESIGN = f"""[design]
kind = "grid"
[design.factors]
"levers.stage_cap" = {list(POINTS)}
"""


def study_of(folder: Path, months: int, pairs: int, *, town: bool, design: str = "") -> Study:
    """A study of two arms, in Oberhausen or in a hundredth of it."""
    place = f'place = "{small(folder, 0.01)}"' if town else ""
    path = folder / "scale.toml"
    text = STUDY.format(place=place, months=months, pairs=pairs) + design
    path.write_text(text, encoding="utf-8")
    return load_study(path, keeper())


def timed(study: Study, store: Path, jobs: int) -> tuple[float, Runner]:
    """Seconds to run a study into an empty store."""
    runner = Runner(study, keeper(), Means(store=store, jobs=jobs, quiet=True))
    began = time.perf_counter()
    runner.run()
    seconds = time.perf_counter() - began
    if runner.tally.failed:
        sys.exit(f"{runner.tally.failed} runs failed")
    return seconds, runner


def resident(process: int | str) -> float:
    """Memory of a process now, in megabytes; 0 if it has ended."""
    try:
        pages = int(Path(f"/proc/{process}/statm").read_text().split()[1])
    except (OSError, IndexError):
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / MEGABYTE


def workers() -> list[str]:
    """Worker processes of this one that have loaded the model (more than 100 MB)."""
    found = []
    for entry in Path("/proc").iterdir():
        try:
            parent = (entry / "stat").read_text().rpartition(")")[2].split()[1]
        except (OSError, IndexError):
            continue
        if parent == str(os.getpid()) and resident(entry.name) > 100:
            found.append(entry.name)
    return found


def memory(runs: int, jobs: int, months: int) -> None:
    """Memory of the main process and of the workers while many short runs are done."""
    with tempfile.TemporaryDirectory(prefix="study-memory-") as name:
        folder = Path(name)
        pairs = runs // (len(ARMS) * len(POINTS))
        study = study_of(folder, months, pairs, town=True, design=DESIGN)
        runner = Runner(study, keeper(), Means(store=folder / "store", jobs=jobs, quiet=True))
        seen: list[tuple[int, float, float]] = []
        over = threading.Event()

        def look() -> None:
            while not over.wait(1.0):
                most = max((resident(worker) for worker in workers()), default=0.0)
                seen.append((runner.tally.finished, resident(os.getpid()), most))

        watch = threading.Thread(target=look)
        watch.start()
        began = time.perf_counter()
        try:
            runner.run()
        finally:
            over.set()
            watch.join()
        seconds = time.perf_counter() - began
        print(f"{runner.tally.finished} runs of {months} months, {jobs} workers: {seconds:.0f} s")
        print(f"store: {size_of(folder / 'store') / MEGABYTE:.1f} MB in "
              f"{len(list((folder / 'store').glob('*/*/manifest.json')))} batches")  # fmt: skip
        print("   runs   main process MB   largest worker MB")
        done = [row for row in seen if row[0]]
        for share in (0.05, 0.25, 0.5, 0.75, 1.0):
            row = done[min(len(done) - 1, int(share * len(done)))]
            print(f"{row[0]:7d}   {row[1]:15.1f}   {row[2]:17.1f}")


def overhead(pairs: int, months: int, *, town: bool, rounds: int) -> None:
    """Seconds of a study with one worker against the bare runs, alternating.

    Processor time is what counts where others use the machine too.
    """
    from model.simulate import burn_in, simulate

    with tempfile.TemporaryDirectory(prefix="study-overhead-") as name:
        folder = Path(name)
        study = study_of(folder, months, pairs, town=town)
        scenarios = Scenarios(study)
        arms = [scenarios.get(0, arm) for arm in range(len(ARMS))]
        keep_run(simulate(arms[0], 1, months=12, start=burn_in(arms[0], 1)), "end")  # compiled
        for number in range(rounds):
            began, spent = time.perf_counter(), time.process_time()
            for pair in range(pairs):
                seed = study.seed_of(pair)
                start = burn_in(arms[0], seed)
                for scenario in arms:
                    keep_run(simulate(scenario, seed, months=months, start=start), "end")
            bare, bare_cpu = time.perf_counter() - began, time.process_time() - spent
            spent = time.process_time()
            seconds, _ = timed(study, folder / f"store-{number}", 1)
            cpu = time.process_time() - spent
            print(
                f"{pairs * len(ARMS)} runs: bare {bare:.2f} s, study {seconds:.2f} s: overhead "
                f"{100.0 * (seconds / bare - 1.0):+.1f} %; in processor time {bare_cpu:.2f} s and "
                f"{cpu:.2f} s: {100.0 * (cpu / bare_cpu - 1.0):+.1f} %",
                flush=True,
            )


def efficiency(pairs: int, months: int, *, town: bool, jobs: int) -> None:
    """The same study with one worker and with a worker per core; start of workers included."""
    with tempfile.TemporaryDirectory(prefix="study-efficiency-") as name:
        folder = Path(name)
        study = study_of(folder, months, pairs, town=town)
        timed(study_of(folder, 1, 1, town=False) if not town else study, folder / "warm", 1)
        one, _ = timed(study, folder / "one", 1)
        many, runner = timed(study, folder / "many", jobs)
        share = 100.0 * one / (jobs * many)
        busy = 100.0 * runner.tally.seconds / (jobs * runner.seconds)
        print(
            f"{runner.tally.finished} runs: 1 worker {one:.1f} s, {jobs} workers {many:.1f} s: "
            f"efficiency {share:.0f} %; workers were busy {busy:.0f} % of the time"
        )


def main() -> None:
    """Read the options and measure."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("what", choices=("memory", "overhead", "efficiency"))
    options.add_argument("--runs", type=int, default=20_000)
    options.add_argument("--pairs", type=int, default=0)
    options.add_argument("--months", type=int, default=0)
    options.add_argument("--jobs", type=int, default=0)
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--town", action="store_true", help="a hundredth of Oberhausen")
    chosen = options.parse_args()
    jobs = chosen.jobs or available_cores()
    months = chosen.months or (3 if chosen.what == "memory" else 96)
    if chosen.what == "memory":
        memory(chosen.runs, jobs, months)
    elif chosen.what == "overhead":
        overhead(chosen.pairs or 3, months, town=chosen.town, rounds=chosen.rounds)
    else:
        efficiency(chosen.pairs or 20 * jobs, months, town=chosen.town, jobs=jobs)


if __name__ == "__main__":
    main()
