"""What is kept is verified when it is read, and lies where nobody else can write."""

import os
import stat
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from model import caching, compiled
from model.caching import Damaged, keep, kept, private_folder, sweep

needs_posix = pytest.mark.skipif(os.name != "posix", reason="owners and modes as on Unix")
CONTENT = bytes(range(256)) * 8


def test_what_is_kept_is_read_again(tmp_path: Path) -> None:
    keep(tmp_path / "file", CONTENT)
    assert kept(tmp_path / "file") == CONTENT
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


@pytest.mark.parametrize("at", [0, 31, 32, 900, -1])
def test_one_flipped_bit_anywhere_is_found_and_the_file_goes(
    at: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "file"
    keep(path, CONTENT)
    flip(path, at)
    with pytest.raises(Damaged):
        kept(path)
    assert not path.exists()
    assert str(path) in capsys.readouterr().err


def flip(path: Path, at: int) -> None:
    content = bytearray(path.read_bytes())
    content[at] ^= 1
    path.write_bytes(content)


@pytest.mark.parametrize("length", [0, 10, 32, 500])
def test_a_truncated_file_is_found(length: int, tmp_path: Path) -> None:
    path = tmp_path / "file"
    keep(path, CONTENT)
    path.write_bytes(path.read_bytes()[:length])
    with pytest.raises(Damaged):
        kept(path)


def test_a_file_under_another_name_is_not_taken_for_it(tmp_path: Path) -> None:
    keep(tmp_path / "one", CONTENT)
    (tmp_path / "one").rename(tmp_path / "two")
    with pytest.raises(Damaged):
        kept(tmp_path / "two")


def test_a_write_that_fails_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: Path, target: Path) -> Path:
        raise OSError("No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="No space"):
        keep(tmp_path / "file", CONTENT)
    assert list(tmp_path.iterdir()) == []


def test_what_killed_processes_left_goes_and_what_is_being_written_stays(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    left, deep, fresh = (
        tmp_path / name for name in (".a.1.unfinished", "deep/.b.2.unfinished", ".c.3.unfinished")
    )
    for path in (left, deep, fresh):
        path.touch()
    long_ago = time.time() - 2 * caching._OLD
    for path in (left, deep):
        os.utime(path, (long_ago, long_ago))
    sweep(tmp_path)
    assert [path.exists() for path in (left, deep, fresh)] == [False, False, True]


@pytest.fixture
def roots(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Path]:
    """A root that is asked for, one in the home folder, and folders of their own for temporaries.

    Nothing outside is looked at; the choice is not remembered from test to test.
    """
    found = {name: tmp_path / name for name in ("asked", "home", "temporary")}
    for folder in found.values():
        folder.mkdir()
    monkeypatch.setenv("SOZIALRAUM_CACHE", str(found["asked"]))
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.setattr(Path, "home", lambda: found["home"])
    monkeypatch.setattr(tempfile, "tempdir", str(found["temporary"]))
    return found


def chosen() -> Path:
    return private_folder.__wrapped__("compiled-x")


@needs_posix
def test_the_cache_is_closed_to_others(roots: dict[str, Path]) -> None:
    (roots["asked"] / "sozialraum").mkdir(mode=0o755)
    folder = chosen()
    assert folder == roots["asked"] / "sozialraum" / "compiled-x"
    assert [stat.S_IMODE(part.stat().st_mode) for part in (folder, folder.parent)] == [0o700, 0o700]


def writable_by_others(folder: Path) -> None:
    folder.chmod(0o777)


def of_another_user(folder: Path) -> None:
    if os.geteuid():
        pytest.skip("only root can give a folder away")
    os.chown(folder, 65534, 65534)


@needs_posix
@pytest.mark.parametrize("plant", [writable_by_others, of_another_user])
@pytest.mark.parametrize("part", ["", "sozialraum", "sozialraum/compiled-x"])
def test_a_folder_that_others_could_fill_is_never_used(
    part: str, plant: Any, roots: dict[str, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    folder = roots["asked"] / part
    folder.mkdir(parents=True, exist_ok=True)
    plant(folder)
    assert chosen() == roots["home"] / ".cache" / "sozialraum" / "compiled-x"
    assert str(folder) in capsys.readouterr().err
    assert chosen().is_relative_to(roots["home"])
    assert capsys.readouterr().err == "", "processes started from here do not say it again"


@needs_posix
def test_a_link_of_another_user_is_never_followed(roots: dict[str, Path]) -> None:
    if os.geteuid():
        pytest.skip("only root can give a link away")
    mine = roots["home"] / "mine"
    mine.mkdir()
    link = roots["asked"] / "sozialraum"
    link.symlink_to(mine)
    os.chown(link, 65534, 65534, follow_symlinks=False)
    assert chosen().is_relative_to(roots["home"] / ".cache")


@needs_posix
def test_where_no_folder_is_safe_a_private_one_is_made_and_said_once(
    roots: dict[str, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    (roots["home"] / ".cache").mkdir()
    for folder in (roots["asked"], roots["home"] / ".cache", roots["temporary"]):
        folder.chmod(0o777)
    roots["temporary"].chmod(0o1777)  # as /tmp is; but its folder is planted
    (roots["temporary"] / "sozialraum").mkdir()
    (roots["temporary"] / "sozialraum").chmod(0o777)
    folder = chosen()
    root = folder.parent.parent
    assert root.parent == roots["temporary"]
    assert stat.S_IMODE(root.stat().st_mode) == 0o700
    assert str(root) in capsys.readouterr().err
    assert chosen() == folder, "processes started from here use the same one"
    assert capsys.readouterr().err == ""


def twice(value: float) -> float:
    return value + value


@pytest.mark.parametrize("ending", ["nbi", "nbc"])
def test_damaged_compiled_code_is_never_run(
    ending: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """A pickle that was not written here is not even opened: it could run anything."""
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path))
    monkeypatch.setattr(compiled._CONFIG, "CACHE_DIR", str(tmp_path))
    first: Any = compiled.kernel(twice)
    assert first(np.float64(2.0)) == 4.0
    second: Any = compiled.kernel(twice)
    assert second(np.float64(2.0)) == 4.0
    assert sum(second.stats.cache_hits.values()) == 1
    (file,) = tmp_path.glob(f"*.{ending}")
    flip(file, 100)
    third: Any = compiled.kernel(twice)
    assert third(np.float64(2.0)) == 4.0
    assert sum(third.stats.cache_hits.values()) == 0
    assert str(file) in capsys.readouterr().err
    fourth: Any = compiled.kernel(twice)
    assert fourth(np.float64(2.0)) == 4.0
    assert sum(fourth.stats.cache_hits.values()) == 1, "it was kept anew"
