"""Writing that leaves either the whole file or folder, or nothing: write beside, then rename."""

import csv
import errno
import io
import json
import os
import re
import shutil
import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from numbers import Integral, Real
from pathlib import Path
from typing import Any

from model.errors import OutputError
from model.words import Message, as_is

LONGEST_INTEGER = 10**15  # spreadsheets keep 15 digits: a longer one would come back as another
_BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_NUMBER = re.compile(r"[+-]?[\d.,]+([eE][+-]?\d+)?( ?%)?")


@contextmanager
def plain_words(target: Path, option: str = "--out") -> Iterator[None]:
    """Turn an OSError while writing `target` into an OutputError that says why and what to do.

    option: chooses another target.
    """
    try:
        yield
    except OSError as error:
        known = _reasons(option).get(error.errno or 0)
        reason = known or as_is(error.strerror or error)
        raise OutputError(
            Message("Cannot write {target}: {reason}.", target=target, reason=reason)
        ) from error


def _reasons(option: str) -> dict[int, Message]:
    """Why writing fails, and what to do about it."""
    forbidden = Message(
        "you may not write there. Choose another folder with {option}", option=option
    )
    taken = Message("it exists already. Choose another name with {option}", option=option)
    return {
        errno.ENOSPC: Message(
            "the disk is full, or can hold no more files. Free some space, or choose another "
            "folder with {option}",
            option=option,
        ),
        errno.EDQUOT: Message(
            "your disk quota is used up. Free space, or choose another folder with {option}",
            option=option,
        ),
        errno.EACCES: forbidden,
        errno.EPERM: forbidden,
        errno.EROFS: Message(
            "that disk is read-only. Choose another folder with {option}", option=option
        ),
        errno.ENOTDIR: Message(
            "part of that path is a file, not a folder. Choose another folder with {option}",
            option=option,
        ),
        errno.EEXIST: taken,
        errno.ENOTEMPTY: taken,
        errno.EISDIR: Message("it is a folder, not a file"),
        errno.ENAMETOOLONG: Message(
            "the name is too long. Choose a shorter one with {option}", option=option
        ),
        errno.EFBIG: Message("the file would be larger than this disk allows"),
    }


def write_bytes(path: Path, content: bytes) -> None:
    """Write a file whole or not at all.

    Raises:
        OutputError: folder not writable, disk full; no part of the file is left behind.
    """
    temporary = path.with_name(f".{path.name}.{uuid.uuid4().hex[:8]}")
    with plain_words(path):
        try:
            with temporary.open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)


def write_json(path: Path, content: object) -> None:
    """Write JSON (UTF-8, indented, no NaN), whole or not at all."""
    text = json.dumps(content, ensure_ascii=False, indent=2, allow_nan=False)
    write_bytes(path, (text + "\n").encode())


def refuse_taken(given: str | Path | None) -> None:
    """Refuse a target that has no name, is a file, or is a folder with something in it.

    None: nothing is to be written.

    Raises:
        OutputError: the target is taken (nothing is ever overwritten), or can be no folder's name.
    """
    if given is None:
        return
    target = Path(given)
    with plain_words(target):
        if target.name in ("", ".."):
            raise OutputError(
                Message(
                    "Cannot write {target}: a new folder needs a name. Give one with --out.",
                    target=target,
                )
            )
        if target.is_dir() and not any(target.iterdir()):
            return
        taken = target.exists()
    if taken:
        what = Message("a folder with something in it") if target.is_dir() else Message("a file")
        raise OutputError(
            Message(
                "Cannot write {target}: {what} of that name is there already. Choose another "
                "name with --out, or move it away.",
                target=target,
                what=what,
            )
        )


@contextmanager
def new_folder(target: Path) -> Iterator[Path]:
    """A folder to fill, which takes the name `target` only when the block ends without an error.

    Raises:
        OutputError: not writable, disk full, or `target` is taken; nothing is left behind.
    """
    refuse_taken(target)
    temporary = target.with_name(f".{target.name}.writing")
    with plain_words(target):
        try:
            shutil.rmtree(temporary, ignore_errors=True)  # left by a run that was killed
            temporary.mkdir(parents=True)
            yield temporary
            temporary.rename(target)
        finally:
            shutil.rmtree(temporary, ignore_errors=True)


def placed[Result](
    done: Result, out: str | Path | None, write: Callable[[Result, Path], object]
) -> Result:
    """The result as it is written into a new folder, if one is given."""
    if out is None:
        return done
    with new_folder(Path(out)) as folder:
        write(done, folder)
    return replace(done, folder=Path(out))  # type: ignore[type-var]


def as_text(value: Any) -> Any:
    """A text that a spreadsheet would take for a formula with an apostrophe before it.

    Numbers written as text, such as −0,5, stay as they are; so does what is no text.
    """
    if not isinstance(value, str) or not value.startswith(_BEGINS_A_FORMULA):
        return value
    return value if _NUMBER.fullmatch(value) else f"'{value}"


def as_csv(heads: Iterable[object], rows: Iterable[Sequence[object]]) -> bytes:
    """A table in the one dialect of every CSV that is written.

    UTF-8, commas, decimal points, the minus of the keyboard, a line feed after each row. Texts
    stand in quotes, numbers do not, what is not defined is empty. An integer that a spreadsheet
    would round, such as a seed, is a text.
    """
    text = io.StringIO()
    writer = csv.writer(text, quoting=csv.QUOTE_STRINGS, lineterminator="\n")
    writer.writerow([_cell(str(head)) for head in heads])
    writer.writerows([_cell(value) for value in row] for row in rows)
    return text.getvalue().encode()


def _cell(value: Any) -> object:
    if value is None or value != value:
        return None
    if isinstance(value, Integral) and abs(int(value)) >= LONGEST_INTEGER:
        return str(value)
    return value if isinstance(value, Real) else as_text(str(value).replace("−", "-"))


def frame_as_csv(frame: Any) -> bytes:
    """A table of pandas as CSV."""
    plain = frame.astype(object).where(frame.notna(), None)
    return as_csv(frame.columns, plain.itertuples(index=False, name=None))
