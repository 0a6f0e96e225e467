"""Studies survive: kills, dead workers, a full disk, a read-only store, a cluster."""

import json
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from testkit.dask_cluster import dask_cluster
from testkit.places import small
from testkit.program import program, started
from testkit.source import PACKAGES, ROOT
from testkit.studies import Deadly
from testkit.study_program import PAIRS, content, finished, study, text_for, written

import sozialraum as sr
from analysis.measures.run_tables import keeper
from experiments.store.upkeep import verify
from experiments.study import dispatch
from experiments.study.resolving import Scenarios
from experiments.study.running import Means, Runner
from experiments.study.status import status_of
from model.stationary import is_kept

needs_posix = pytest.mark.skipif(os.name != "posix", reason="signals and mounts as on Unix")


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A hundredth of Oberhausen."""
    return small(tmp_path_factory.mktemp("place"), 0.01)


@pytest.fixture(scope="module")
def calm(town: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which the study was run to its end, without disturbance, into `store`."""
    folder = tmp_path_factory.mktemp("calm")
    assert finished(folder, written(folder, town))["complete"]
    return folder


@needs_posix
@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_kills_at_random_moments_change_nothing(
    number: signal.Signals, town: Path, tmp_path: Path
) -> None:
    """Ten kills of the whole program, from its start to beyond the end of the study."""
    file = written(tmp_path, town, 40)
    for tenths in (3, 15, 30, 35, 40, 45, 50, 60, 70, 90):
        process = started(
            "study", "run", str(file), "--store", "store", "--jobs", "2", folder=tmp_path
        )
        time.sleep(tenths / 10)
        os.killpg(process.pid, number)
        _, errors = process.communicate(timeout=60)
        assert "Traceback" not in errors
        assert verify(tmp_path / "store", move=False).problems == []
    killed = finished(tmp_path, file)
    whole = tmp_path / "whole"
    whole.mkdir()
    assert finished(whole, file)["content"] == killed["content"]


@needs_posix
@pytest.mark.slow
def test_a_dead_worker_process_costs_nothing(town: Path, tmp_path: Path) -> None:
    file = written(tmp_path, town, 40)
    process = started(
        "study", "run", str(file), "--store", "store", "--jobs", "2", "--json", folder=tmp_path
    )
    while process.poll() is None and not list((tmp_path / "store").glob("*/*/manifest.json")):
        time.sleep(0.02)
    for worker in worker_processes(process.pid)[:1]:
        os.kill(worker, signal.SIGKILL)
    said, errors = process.communicate(timeout=300)
    assert process.returncode == 0, errors
    whole = tmp_path / "whole"
    whole.mkdir()
    assert json.loads(said)["content"] == finished(whole, written(whole, town, 40))["content"]


@needs_posix
@pytest.mark.slow
def test_workers_end_with_their_main_process(town: Path, tmp_path: Path) -> None:
    file = written(tmp_path, town, 400)
    process = started("study", "run", str(file), "--store", "store", "--jobs", "2", folder=tmp_path)
    while process.poll() is None and not list((tmp_path / "store").glob("*/*/manifest.json")):
        time.sleep(0.02)
    workers = worker_processes(process.pid)
    assert len(workers) == 2
    process.kill()
    process.communicate(timeout=60)
    deadline = time.monotonic() + 30
    while any(Path(f"/proc/{worker}").exists() for worker in workers):
        assert time.monotonic() < deadline, f"still there: {workers}"
        time.sleep(0.1)


def worker_processes(parent: int) -> list[int]:
    """Children of a process that run Python and are no helper of the process pool."""
    found = []
    for entry in Path("/proc").iterdir():
        with suppress(OSError, IndexError, ValueError):
            ours = (entry / "stat").read_text().rpartition(")")[2].split()[1] == str(parent)
            if ours and b"resource_tracker" not in (entry / "cmdline").read_bytes():
                found.append(int(entry.name))
    return sorted(found)


@pytest.mark.slow
def test_a_run_that_ends_its_process_is_a_row_and_all_others_are_done(
    town: Path, tmp_path: Path
) -> None:
    """Whoever ends the process is found by halving the block; nobody else fails with it."""
    loaded = sr.load_study(written(tmp_path, town))
    deadly = replace(keeper(), keep=Deadly(loaded.seed_of(2)))
    runner = Runner(loaded, deadly, Means(store=tmp_path / "store", jobs=2, quiet=True))
    found = status_of(runner.run())
    assert (found.done, found.failed, found.missing) == (12, 4, 0)
    assert {(one.stage, one.count) for one in found.failures} == {("process", 4)}
    # What came from outside is tried again, and may end otherwise.
    assert finished(tmp_path, tmp_path / "tiny.toml")["done"] == 16


@pytest.mark.slow
@pytest.mark.parametrize(
    ("most", "values", "kept"), [(0, "0.9, 1.1", False), (8, "0.8, 1.2", True)]
)
def test_settled_populations_of_many_worlds_do_not_stay(
    most: int, values: str, kept: bool, town: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = text_for(tmp_path, town, 1).replace('"levers.stage_cap"', '"market.demand"')
    file = tmp_path / "worlds.toml"
    file.write_text(text.replace("1, 3", values), encoding="utf-8")
    loaded = sr.load_study(file)
    monkeypatch.setattr(dispatch, "WORLDS_KEPT", most)
    runner = Runner(loaded, keeper(), Means(store=tmp_path / "store", jobs=1, quiet=True))
    assert status_of(runner.run()).complete
    assert [is_kept(Scenarios(loaded).get(point, 0)) for point in (0, 1)] == [kept, kept]


@pytest.fixture
def mounted(tmp_path: Path) -> Iterator[Path]:
    """A disk of half a megabyte."""
    folder = tmp_path / "disk"
    folder.mkdir()
    words = ["mount", "-t", "tmpfs", "-o", "size=512k", "tmpfs", str(folder)]
    try:
        subprocess.run(words, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("this user may not mount a disk")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


@needs_posix
@pytest.mark.slow
def test_a_full_disk_is_said_and_more_space_is_enough(
    town: Path, tmp_path: Path, mounted: Path
) -> None:
    file = written(tmp_path, town, 30)
    store = ("--store", str(mounted / "store"), "--jobs", "2")
    answer = program("study", "run", str(file), *store)
    assert answer.returncode == 1
    assert "the disk is full" in answer.stderr
    assert "--store" in answer.stderr
    assert "study resume tiny" in answer.stderr
    found = verify(mounted / "store", move=False)
    assert found.problems == []
    assert not list((mounted / "store").glob("*/.*"))
    words = ["mount", "-o", "remount,size=50m", str(mounted)]
    subprocess.run(words, check=True, capture_output=True)
    again = program("study", "resume", "tiny", *store, "--json")
    assert again.returncode == 0, again.stderr
    assert json.loads(again.stdout)["content"] == finished(tmp_path, file)["content"]


@needs_posix
@pytest.mark.slow
def test_a_read_only_store_can_be_read_and_nothing_else(
    calm: Path, town: Path, mounted: Path
) -> None:
    subprocess.run(["mount", "-o", "remount,size=50m", str(mounted)], check=True)
    shutil.copytree(calm / "store", mounted / "store")
    subprocess.run(["mount", "-o", "remount,ro", str(mounted)], check=True)
    store = ("--store", str(mounted / "store"))
    assert json.loads(program("study", "status", "tiny", *store, "--json").stdout)["complete"]
    assert program("query", "SELECT count(*) FROM runs", *store).returncode == 0
    # Nothing is missing: nothing is written.
    assert program("study", "resume", "tiny", *store).returncode == 0
    answer = program("study", "extend", "tiny", "--pairs", str(PAIRS + 1), *store)
    assert answer.returncode == 1
    assert "read-only" in answer.stderr
    assert "--store" in answer.stderr


@pytest.mark.slow
def test_a_cluster_gives_the_same_and_survives_a_worker(
    calm: Path, town: Path, tmp_path: Path
) -> None:
    """A real scheduler and two real workers; one is killed in the middle."""
    with dask_cluster(tmp_path) as cluster:
        file = written(tmp_path, town)
        where = ("--executor", "dask", "--scheduler", cluster.address)
        answer = study(tmp_path, "run", str(file), *where, "--json")
        assert answer.returncode == 0, answer.stderr
        assert json.loads(answer.stdout)["content"] == content(calm)
        process = started(
            "study", "extend", "tiny", "--pairs", "60", *where, "--store", "store", "--json",
            folder=tmp_path,
        )  # fmt: skip
        before = len(list((tmp_path / "store").glob("*/*/manifest.json")))
        while process.poll() is None:
            if len(list((tmp_path / "store").glob("*/*/manifest.json"))) > before:
                cluster.workers[0].kill()
                break
            time.sleep(0.02)
        said, errors = process.communicate(timeout=300)
        assert process.returncode == 0, errors
        assert cluster.workers[0].wait() != 0
        whole = tmp_path / "whole"
        whole.mkdir()
        local = finished(whole, written(whole, town, 60))
        assert json.loads(said)["content"] == local["content"]


@pytest.mark.slow
def test_a_lost_scheduler_is_one_sentence_and_costs_nothing(town: Path, tmp_path: Path) -> None:
    """The scheduler is killed in the middle; the study goes on from there on this machine."""
    file = written(tmp_path, town, 60)
    with dask_cluster(tmp_path) as cluster:
        process = started(
            "study", "run", str(file), "--executor", "dask", "--scheduler", cluster.address,
            "--store", "store", folder=tmp_path,
        )  # fmt: skip
        while process.poll() is None and not list((tmp_path / "store").glob("*/*/manifest.json")):
            time.sleep(0.02)
        cluster.scheduler.kill()
        _, errors = process.communicate(timeout=120)
    assert process.returncode == 1
    assert errors.count("The connection to the scheduler is lost") == 1, errors
    assert "Traceback" not in errors
    assert "study resume tiny" in errors
    assert verify(tmp_path / "store", move=False).problems == []
    again = study(tmp_path, "resume", "tiny", "--jobs", "2", "--json")
    assert again.returncode == 0, again.stderr
    whole = tmp_path / "whole"
    whole.mkdir()
    local = finished(whole, written(whole, town, 60))
    assert json.loads(again.stdout)["content"] == local["content"]


@pytest.mark.slow
def test_workers_with_other_code_are_refused(town: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    for package in (*PACKAGES, "scenarios"):
        shutil.copytree(ROOT / package, other / package)
    with (other / "model" / "units.py").open("a", encoding="utf-8") as source:
        source.write("# another version\n")
    with dask_cluster(tmp_path, workers=1) as cluster:
        worker = cluster.add_worker({"PYTHONPATH": str(other)})
        time.sleep(5)
        where = ("--executor", "dask", "--scheduler", cluster.address)
        answer = study(tmp_path, "run", str(written(tmp_path, town)), *where)
        assert worker.poll() is None
    assert answer.returncode == 1
    assert "Refused: workers with another code version" in answer.stderr
    assert answer.stderr.count("code version 0") + answer.stderr.count("(0") >= 1
