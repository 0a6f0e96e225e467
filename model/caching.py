"""Files that can be made again: in folders that nobody else can write to, and verified when read.

Compiled code is run and settled populations are counted, so neither may come from somebody else,
nor from a damaged disk. Every file carries a digest of its name and content; what does not have its
digest is removed, said, and made anew. A cache folder belongs to the user and is closed to others;
where there is none, a private one is made for the time of the program.
"""

import atexit
import hashlib
import os
import shutil
import stat
import sys
import tempfile
import time
import uuid
from collections.abc import Iterable
from contextlib import suppress
from datetime import timedelta
from functools import cache
from pathlib import Path

from model.words import Message, heard, joined

VARIABLE = "SOZIALRAUM_CACHE"
UNFINISHED = ".unfinished"
_DIGEST = 32  # bytes in front of the content
# A file that has been in writing for longer was left by a process that is dead.
_OLD = timedelta(hours=1).total_seconds()
_OTHERS = stat.S_IRWXG | stat.S_IRWXO
_OTHERS_WRITE = stat.S_IWGRP | stat.S_IWOTH


class Damaged(OSError):
    """A kept file that is not as it was written; it has been removed."""


def keep(path: Path, content: bytes | memoryview) -> None:
    """Write a file whole or not at all, in front of it the digest that `kept` looks at.

    Raises:
        OSError: the folder cannot be written; no part of the file is left behind.
    """
    beside = path.with_name(f".{path.name}.{uuid.uuid4().hex[:16]}{UNFINISHED}")
    try:
        with beside.open("xb") as stream:
            stream.write(_digest(path, content))
            stream.write(content)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def kept(path: Path) -> bytes:
    """The content of a file written by `keep`.

    Raises:
        FileNotFoundError: there is none. Damaged: it was not as it was written (and is removed).
    """
    whole = memoryview(path.read_bytes())
    content = whole[_DIGEST:]
    if whole[:_DIGEST] != _digest(path, content):
        discard(path)
        raise Damaged(f"{path} does not have its digest")
    return bytes(content)


def discard(path: Path) -> None:
    """Remove a file that cannot be used, and say so."""
    with suppress(OSError):
        path.unlink(missing_ok=True)
    remark(Message("Damaged, so it is made anew: {path}", path=path))


def _digest(path: Path, content: bytes | memoryview) -> bytes:
    """Digest of a file; the name counts, so that no file is taken for another."""
    digest = hashlib.blake2b(path.name.encode() + b"\0", digest_size=_DIGEST)
    digest.update(content)
    return digest.digest()


def sweep(folder: Path) -> None:
    """Remove what processes that were killed have left half written, here and in its folders."""
    now = time.time()
    for pattern in (f".*{UNFINISHED}", f"*/.*{UNFINISHED}"):
        for path in folder.glob(pattern):
            with suppress(OSError):
                if now - path.stat().st_mtime > _OLD:
                    path.unlink()


def remark(text: str) -> None:
    """A line to the error stream, if there is one."""
    if sys.stderr is not None:
        with suppress(OSError, ValueError):
            sys.stderr.write(f"{heard(text)}\n")
            sys.stderr.flush()


@cache
def private_folder(name: str) -> Path:
    """The folder <root>/sozialraum/<name> in the first usual root where it is the user's own.

    Whatever was refused for safety is said once: processes that this one starts find the choice in
    their environment.
    """
    refused = []
    for root in _roots():
        folder = root / "sozialraum" / name
        try:
            root.mkdir(parents=True, exist_ok=True)
            problem = _unsafe_root(root)
            for part in (folder.parent, folder):
                problem = problem or _not_private(part)
        except OSError:
            continue
        if problem:
            refused.append(Message("Not used for the cache: {problem}.", problem=problem))
        elif os.access(folder, os.W_OK):
            if refused:
                os.environ[VARIABLE] = str(root)
                remark(joined([*refused, Message("Used instead: {folder}.", folder=folder.parent)]))
            return folder
    root = Path(tempfile.mkdtemp(prefix="sozialraum-"))  # 0700, under a name nobody could foresee
    atexit.register(_remove, root, os.getpid())
    os.environ[VARIABLE] = str(root)
    why = refused or [Message("No folder for the cache can be written to.")]
    private = Message("A private folder is used until the program ends: {root}.", root=root)
    remark(joined([*why, private]))
    folder = root / "sozialraum" / name
    folder.mkdir(parents=True, mode=0o700)
    return folder


def _roots() -> Iterable[Path]:
    for variable in (VARIABLE, "XDG_CACHE_HOME"):
        if os.environ.get(variable):
            yield Path(os.environ[variable])
    with suppress(RuntimeError):  # no home
        yield Path.home() / ".cache"
    yield Path(tempfile.gettempdir())


def _unsafe_root(root: Path) -> str | Message:
    """Why somebody else could exchange folders inside a root; "" if nobody can."""
    if os.name != "posix":
        return ""
    found = root.stat()
    if found.st_uid not in (0, os.geteuid()):
        return Message("{root} belongs to another user", root=root)
    if found.st_mode & _OTHERS_WRITE and not found.st_mode & stat.S_ISVTX:
        return Message("others may rename folders in {root}", root=root)
    return ""


def _not_private(folder: Path) -> str | Message:
    """Make a folder if need be and close it to others; why it is not private, "" if it is."""
    with suppress(FileExistsError):
        folder.mkdir(mode=0o700)
    if os.name != "posix":
        return ""
    found = folder.stat()
    if {folder.lstat().st_uid, found.st_uid} != {os.geteuid()}:  # a link counts like its target
        return Message("{folder} belongs to another user", folder=folder)
    if found.st_mode & _OTHERS_WRITE:
        return f"others may write into {folder}"
    if found.st_mode & _OTHERS:
        folder.chmod(0o700)
    return ""


def _remove(folder: Path, process: int) -> None:
    """Remove a private folder at the end of the process that made it, not of its children."""
    if os.getpid() == process:
        shutil.rmtree(folder, ignore_errors=True)
