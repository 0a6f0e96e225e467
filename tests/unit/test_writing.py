"""Written whole or not at all, whatever the disk does."""

import errno
import os
from pathlib import Path

import pytest

from experiments import writing
from experiments.writing import new_folder, refuse_taken, write_bytes, write_json
from model.errors import OutputError


def left(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*"))


def fill(target: Path, error: BaseException | None = None) -> None:
    """Fill a folder with two files; an error may come between them."""
    with new_folder(target) as folder:
        (folder / "first").write_bytes(b"1")
        if error is not None:
            raise error
        write_bytes(folder / "second", b"2")


@pytest.fixture
def full_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every flush to disk finds it full."""

    def fsync(number: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(writing.os, "fsync", fsync)


def test_file_appears_whole(tmp_path: Path) -> None:
    write_bytes(tmp_path / "a.bin", b"abc")
    assert (tmp_path / "a.bin").read_bytes() == b"abc"
    assert left(tmp_path) == ["a.bin"]


@pytest.mark.usefixtures("full_disk")
def test_full_disk_leaves_no_file(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="disk is full"):
        write_bytes(tmp_path / "a.bin", b"abc")
    assert left(tmp_path) == []


@pytest.mark.usefixtures("full_disk")
def test_full_disk_leaves_the_old_file_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "a.bin").write_bytes(b"old")
    with pytest.raises(OutputError):
        write_bytes(tmp_path / "a.bin", b"new")
    assert (tmp_path / "a.bin").read_bytes() == b"old"
    assert left(tmp_path) == ["a.bin"]


@pytest.mark.usefixtures("full_disk")
def test_full_disk_leaves_no_folder(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="disk is full"):
        fill(tmp_path / "out")
    assert left(tmp_path) == []


def test_an_error_in_the_block_leaves_no_folder(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        fill(tmp_path / "out", KeyboardInterrupt())
    assert left(tmp_path) == []


def test_folder_takes_its_name_at_the_end(tmp_path: Path) -> None:
    with new_folder(tmp_path / "deep" / "out") as folder:
        (folder / "first").write_bytes(b"1")
        assert not (tmp_path / "deep" / "out").exists()
    assert left(tmp_path) == ["deep", "first", "out"]


def test_leftovers_of_a_killed_run_are_cleared(tmp_path: Path) -> None:
    stale = tmp_path / ".out.writing"
    stale.mkdir()
    (stale / "half").write_bytes(b"?")
    with new_folder(tmp_path / "out") as folder:
        (folder / "whole").write_bytes(b"!")
    assert left(tmp_path) == ["out", "whole"]


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "x").write_text("mine")
    (tmp_path / "empty").mkdir()
    for taken in ("file", "full"):
        with pytest.raises(OutputError, match="is there already"):
            refuse_taken(tmp_path / taken)
    refuse_taken(tmp_path / "empty")


def test_a_file_in_the_way_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    with pytest.raises(OutputError, match="is a file, not a folder"):
        write_bytes(tmp_path / "file" / "a.bin", b"abc")


def test_no_permission_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Root may write anywhere, so the refusal is made here."""

    def refused(*_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    monkeypatch.setattr(Path, "mkdir", refused)
    with pytest.raises(OutputError, match="you may not write there"), new_folder(tmp_path / "out"):
        pass


def test_not_a_number_is_never_written(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="JSON"):
        write_json(tmp_path / "a.json", {"x": float("nan")})
    assert left(tmp_path) == []
