"""Reading one TOML file of ours: text in, nested tables out, faults instead of exceptions.

What can be wrong with a file as a file (missing, a folder, not UTF-8, not TOML) is found here and
nowhere else. Parsed texts are kept by what they say, since a worker resolves many scenarios: the
time of change is too coarse to tell two edits apart.
"""

import copy
import re
import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any

from model.errors import Fault, listed, nearest

Table = dict[str, Any]

_REPOSITORY = Path(__file__).resolve().parents[2]
_POSITION = re.compile(r"\s*\(at (line \d+, column \d+|end of document)\)$")
# What the TOML reader says, and what it means for somebody who does not write programs.
_PLAIN: tuple[tuple[str, str], ...] = (
    ("Cannot overwrite a value", "this key stands here twice"),
    ("Cannot declare", "this table stands here twice"),
    ("Cannot mutate immutable", "this key was already given as a whole"),
    ("Cannot redefine", "this key was already given as a whole"),
    ("Expected '='", "'=' is missing after a key"),
    ("Unclosed array", "a list is not closed with ]"),
    ("Unclosed inline table", "an inline table is not closed with }"),
    ("Duplicate inline table key", "this key stands twice in one inline table"),
    ("Unterminated string", "a text is not closed with a quotation mark"),
    ("Illegal character '\\n'", "a text is not closed with a quotation mark"),
    ("Expected newline or end of document", "something follows where the line should end"),
    ("Expected ']'", "a table heading is not closed with ]"),
    ("Invalid initial character", "a key must start with a letter, a digit, _ or a quotation mark"),
    ("Invalid statement", "neither key = value nor a table heading"),
    ("Invalid value", "not a value: a number, true, false, a list or a text in quotation marks"),
)


def shown(path: Path) -> str:
    """A path as users know it: inside the project without the folders above it."""
    for base in (_REPOSITORY, Path.cwd()):
        try:
            return path.resolve().relative_to(base).as_posix()
        except (ValueError, OSError):
            continue
    return path.as_posix()


def read_toml(path: Path, faults: list[Fault]) -> Table | None:
    """Tables of a TOML file, or None after adding the fault that prevents reading it."""
    name = shown(path)
    try:
        if path.is_dir():
            faults.append(Fault(name, "", "this is a folder", "a TOML file"))
            return None
        if not path.exists():
            faults.append(_missing(path))
            return None
        if not path.is_file():
            faults.append(Fault(name, "", "this is not an ordinary file", "a TOML file"))
            return None
        tables, problem = _parsed(path.read_bytes())
    except (OSError, ValueError) as error:  # ValueError: a path with a zero byte
        reason = error.strerror if isinstance(error, OSError) else "the name is not a file name"
        faults.append(Fault(name, "", f"cannot be read: {reason}", "a readable TOML file"))
        return None
    if tables is None:
        faults.append(Fault(name, "", problem, "TOML text in UTF-8"))
        return None
    # A copy: callers may take tables apart, the kept ones must stay as they were read.
    return copy.deepcopy(tables)


def _missing(path: Path) -> Fault:
    """The fault of a file that does not exist, with the files that stand beside it."""
    try:
        present = sorted(found.name for found in path.parent.glob("*.toml"))
    except OSError:
        present = []
    allowed = f"one of {listed(present)}" if present else "an existing TOML file"
    return Fault(shown(path), "", "there is no such file", allowed, nearest(path.name, present))


@lru_cache(maxsize=256)
def _parsed(raw: bytes) -> tuple[Table | None, str]:
    """Tables of a file's text, or None and what is wrong with it."""
    try:
        # Some Windows editors put an invisible mark in front; the text is fine without it.
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        return None, f"line {line}: the text is not UTF-8 (save the file with encoding UTF-8)"
    try:
        # One more line end: a mistake on the last line then has a position too.
        return tomllib.loads(text + "\n"), ""
    except RecursionError:
        return None, "tables or lists are nested too deeply"
    except ValueError as error:  # TOMLDecodeError, and numbers with thousands of digits
        return None, _in_plain_words(str(error), text)


def _in_plain_words(message: str, text: str) -> str:
    """Line, column and cause of a syntax error, from the TOML reader's message."""
    position = _POSITION.search(message)
    where = position.group(1) if position else ""
    if where == "end of document":
        last = len(text.splitlines())
        return f"line {last}: the file ends before a list, table or text is closed"
    cause = _POSITION.sub("", message)
    for technical, plain in _PLAIN:
        if technical in cause:
            cause = plain
            break
    return f"{where}: {cause}" if where else cause
