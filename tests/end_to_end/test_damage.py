"""Random damage to stored and cached files: healed or named, never a wrong number in silence.

Each case damages one file by chance, reads as a user would, and lets the program heal it. An answer
is right if it is that of before, or damage is named (by an error, or by a remark: its runs count
as missing). `make damage` does hundreds;
the quick suite a few of each kind.
"""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from testkit.damages import Luck, damage_one
from testkit.fake_draws import fake_posterior
from testkit.model_worlds import small_scenario
from testkit.studies import MONTHLY_STUDY, Engine, carried_out, study_of

from analysis.ask.studies import remembered, results
from experiments.calibration.posterior import load_posterior, write_posterior
from experiments.store import index
from experiments.study.status import status_of
from model import compiled, stationary
from model.errors import SozialraumError
from model.state import State

QUICK = 12
HUNDREDS = {"store": 300, "posterior": 80, "settled": 40, "code": 80}  # 500


def counted(kind: str) -> Any:
    """A quick case for every day, and the full number for `make damage`."""
    return pytest.mark.parametrize(
        "count", [QUICK, pytest.param(HUNDREDS[kind], marks=pytest.mark.slow)]
    )


def files_in(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def answers(store: Path) -> dict[str, object]:
    """What is read from the store in every way there is; an error stands for itself."""
    sql = "SELECT * FROM runs JOIN outcomes USING (run) ORDER BY run, year"
    found: dict[str, object] = {}
    ways: dict[str, Callable[[], object]] = {
        "status": lambda: status_of(remembered("study", store)),
        "content": lambda: remembered("study", store).content(),
        "results": lambda: results("study", store=store).to_csv(),
        "query": lambda: results(sql=sql, store=store).to_csv(),
        "monthly": lambda: results(
            sql="SELECT * FROM monthly ORDER BY run, month", store=store
        ).to_csv(),
        "timings": lambda: results(sql="SELECT * FROM timings ORDER BY run", store=store).to_csv(),
    }
    for name, ask in ways.items():
        remarks: list[str] = []
        with pytest.MonkeyPatch.context() as listening:
            listening.setattr(index, "remark", remarks.append)
            listening.setattr(index, "_told", set())
            try:
                found[name] = ask()
            except SozialraumError as error:
                found[name] = error
        if remarks and not isinstance(found[name], SozialraumError):
            found[name] = SozialraumError(*remarks)
    return found


@counted("store")
def test_a_damaged_store_never_gives_a_wrong_number(
    count: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Engine(monkeypatch)
    study, store, calm = study_of(tmp_path, MONTHLY_STUDY), tmp_path / "store", tmp_path / "calm"
    content = carried_out(study, calm).content()
    right = answers_of_copy(calm, store)
    luck, named = Luck(count), 0
    for _ in range(count):
        shutil.rmtree(store)
        shutil.copytree(calm, store)
        what = damage_one(files_in(store), luck)
        for name, answer in answers(store).items():
            if isinstance(answer, SozialraumError):
                named += 1
            else:
                assert answer == right[name], f"{what}: {name} is wrong in silence"
        try:
            healed = carried_out(study, store).content()
        except SozialraumError as error:
            assert "study.json" in str(error), f"{what}: {error}"  # noqa: PT017
            (store / "studies" / "study" / "study.json").unlink()
            healed = carried_out(study, store).content()
        assert healed == content, f"{what}: not healed"
    assert named > count, "most damages of a store must be met by several readers"


def answers_of_copy(calm: Path, store: Path) -> dict[str, object]:
    shutil.copytree(calm, store)
    right = answers(store)
    assert not [answer for answer in right.values() if isinstance(answer, SozialraumError)]
    return right


@counted("posterior")
def test_a_damaged_posterior_never_gives_a_wrong_number(count: int, tmp_path: Path) -> None:
    calm, place = tmp_path / "calm", tmp_path / "place"
    calm.mkdir()
    write_posterior(calm, fake_posterior())
    right = load_posterior(calm)
    assert right is not None
    luck = Luck(count)
    for _ in range(count):
        shutil.rmtree(place, ignore_errors=True)
        shutil.copytree(calm, place)
        what = damage_one(files_in(place), luck)
        try:
            found = load_posterior(place)
        except SozialraumError:
            continue
        assert found is not None
        assert np.array_equal(found.values, right.values), what
        assert np.array_equal(found.weights, right.weights), what
        assert found.record == right.record, what


def bits(state: State) -> dict[str, bytes]:
    return {
        f"{name}.{len(view)}": np.ascontiguousarray(view).tobytes()
        for name, view in stationary._views(state)
    }


@counted("settled")
def test_a_damaged_settled_population_is_made_anew(
    count: int,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    months = 3
    monkeypatch.setattr(stationary, "cache_folder", lambda: tmp_path)
    scenario = small_scenario("status-quo")
    stationary._settled.cache_clear()
    right = bits(stationary.settled(scenario, months))
    whole = {path: path.read_bytes() for path in files_in(tmp_path)}
    luck = Luck(count)
    for _ in range(count):
        what = damage_one(files_in(tmp_path), luck)
        capsys.readouterr()
        stationary._settled.cache_clear()
        assert bits(stationary.settled(scenario, months)) == right, what
        assert what.endswith("removed") or "made anew" in capsys.readouterr().err
        assert {path: path.read_bytes() for path in files_in(tmp_path)} == whole, what
    stationary._settled.cache_clear()


def twice(value: float) -> float:
    return value + value


def square(value: float) -> float:
    return value * value


@counted("code")
def test_damaged_compiled_code_is_never_run(
    count: int,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path))
    monkeypatch.setattr(compiled._CONFIG, "CACHE_DIR", str(tmp_path))

    def asked() -> tuple[float, float]:
        one: Any = compiled.kernel(twice)
        two: Any = compiled.kernel(square)
        return one(np.float64(3.0)), two(np.float64(3.0))

    assert asked() == (6.0, 9.0)
    assert len(files_in(tmp_path)) == 4
    luck = Luck(count)
    for _ in range(count):
        what = damage_one(files_in(tmp_path), luck)
        assert asked() == (6.0, 9.0), what
        assert asked() == (6.0, 9.0), what


def test_the_damages_change_what_they_damage(tmp_path: Path) -> None:
    """Else every test above would pass."""
    path, luck = tmp_path / "file.txt", Luck(1)
    other = tmp_path / "other.txt"
    said = set()
    for _ in range(60):
        path.write_bytes(bytes(range(1, 200)))
        other.write_bytes(b"other")
        what = damage_one([path, other], luck)
        said.add(what.split()[-1] if what.endswith("removed") else what.split()[2])
        now = [p.read_bytes() if p.exists() else b"" for p in (path, other)]
        assert now != [bytes(range(1, 200)), b"other"], what
    assert len(said) >= 5
