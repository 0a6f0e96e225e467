"""The one way to open a file that somebody else wrote: bytes in, text or tables out.

Whatever can be wrong with a file as a file is found here and nowhere else: missing, a folder, a
pipe or a device, a link that leads nowhere or out of its folder, too large, not UTF-8, not TOML or
JSON, nested too deeply. It becomes a `Fault`, never an exception, in bounded time and memory, and
nothing of what a refused file says is repeated. Parsed texts are kept by what they say, since a
worker resolves many scenarios: the time of change is too coarse to tell two edits apart.
"""

import copy
import json
import os
import re
import stat
import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any

from model.errors import Fault, listed, nearest

Table = dict[str, Any]

MOST_BYTES = 400_000  # of a file that people write: the largest of ours has 40,000
MOST_KEPT_BYTES = 500_000_000  # of a file that the program has written: a study of 1,000,000 points
DEEPEST = 30  # tables and lists inside each other
ROOM_QUOTED = 40  # signs of a cell or name that a message repeats
_REPOSITORY = Path(__file__).resolve().parents[2]
_POSITION = re.compile(r"\s*\(at (line \d+, column \d+|end of document)\)$")
# A key of so many parts takes the TOML reader time that grows with their square.
_PART = r"""(?:[\w-]++|"(?:[^"\\\n]|\\.){0,99}+"|'[^'\n]{0,99}+')"""
_LONG_KEY = re.compile(rf"""(?<![\w"'-])(?:{_PART}[ \t]*+\.[ \t]*+){{{DEEPEST}}}""")
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
_TOO_DEEP = "tables or lists are nested too deeply"


def resolved(path: Path) -> Path:
    """A path without links and dots; of links in a circle as far as it leads."""
    return Path(os.path.realpath(path))


def shown(path: Path) -> str:
    """A path as users know it: inside the project without the folders above it."""
    for base in (_REPOSITORY, Path.cwd()):
        try:
            return resolved(path).relative_to(base).as_posix()
        except (ValueError, OSError):
            continue
    return path.as_posix()


def quoted(text: object) -> str:
    """A name or cell as messages repeat it: short, and without signs that steer a terminal."""
    plain = "".join(sign if sign.isprintable() else "·" for sign in str(text))
    return repr(plain if len(plain) <= ROOM_QUOTED else f"{plain[:ROOM_QUOTED]}…")


def inside(path: Path, folder: Path) -> bool:
    """True if a path, links followed, lies in a folder or below it."""
    try:
        return resolved(path).is_relative_to(resolved(folder))
    except (OSError, ValueError):
        return False


def named_in(file: Path, reference: str, ending: str = "") -> Path | str:
    """The path that a file names, or what is wrong with it.

    What a file names lies in its folder or in a folder beside it, as scenarios and places do; it is
    given from there, and ends as what it should be.
    """
    if not reference or Path(reference).is_absolute() or not reference.endswith(ending):
        return f"is no path from this file on{f' to a {ending} file' if ending else ''}"
    root = resolved(file.parent)
    path = root / reference
    around = root.parent if root.parent != root.parent.parent else root
    return resolved(path) if inside(path, around) else "leads out of the folders beside this one"


def read_bytes(
    path: Path, faults: list[Fault], what: str = "a TOML file", most: int = MOST_BYTES
) -> bytes | None:
    """What a regular file of at most so many bytes says, or None after adding the fault."""
    problem, allowed, near = "", what, ""
    try:
        kind = path.stat().st_mode
        if stat.S_ISDIR(kind):
            problem = "this is a folder"
        elif not stat.S_ISREG(kind):
            problem = "this is not an ordinary file"
        else:
            raw = _at_most(path, most)
            if raw is not None:
                return raw
            problem, allowed = "is too large", f"at most {most:,} bytes"
    except FileNotFoundError:
        faults.append(_missing(path, what))
        return None
    except (OSError, ValueError) as error:  # ValueError: a path with a zero byte
        reason = error.strerror if isinstance(error, OSError) else "the name is not a file name"
        problem, allowed = f"cannot be read: {reason}", what.replace("a ", "a readable ", 1)
    faults.append(Fault(shown(path), "", problem, allowed, near))
    return None


def _at_most(path: Path, most: int) -> bytes | None:
    """Bytes of a file, None if there are more; a pipe put in its place is not waited for."""
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    with os.fdopen(handle, "rb") as file:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            return None
        raw = file.read(most + 1)
    return raw if len(raw) <= most else None


def read_text(
    path: Path, faults: list[Fault], what: str = "a text file", most: int = MOST_BYTES
) -> str | None:
    """A file as text in UTF-8, or None after adding the fault that prevents reading it."""
    raw = read_bytes(path, faults, what, most)
    text, problem = (None, "") if raw is None else _decoded(raw)
    if problem:
        faults.append(Fault(shown(path), "", problem, f"{what} in UTF-8"))
    return text


def read_toml(path: Path, faults: list[Fault]) -> Table | None:
    """Tables of a TOML file, or None after adding the fault that prevents reading it."""
    raw = read_bytes(path, faults)
    if raw is None:
        return None
    tables, problem = _parsed(raw)
    if tables is None:
        faults.append(Fault(shown(path), "", problem, "TOML text in UTF-8"))
        return None
    # A copy: callers may take tables apart, the kept ones must stay as they were read.
    return copy.deepcopy(tables)


def read_json(path: Path, faults: list[Fault], most: int = MOST_KEPT_BYTES) -> Any:
    """What a JSON file says; None after adding the fault that prevents reading it (null as well).

    NaN and Infinity are no JSON, though Python would take them.
    """
    text = read_text(path, faults, "a JSON file", most)
    if text is None:
        return None
    problem = _TOO_DEEP
    try:
        found = json.loads(text, parse_constant=_no_number)
        if found is not None and not _too_deep(found):
            return found
        problem = "says nothing" if found is None else _TOO_DEEP
    except RecursionError:
        pass
    except ValueError as error:  # JSONDecodeError, and numbers with thousands of digits
        line = getattr(error, "lineno", 0)
        problem = f"line {line}: this is no JSON" if line else "a number that is none"
    faults.append(Fault(shown(path), "", problem, "JSON text"))
    return None


def _no_number(name: str) -> float:
    raise ValueError(name)


def _missing(path: Path, what: str) -> Fault:
    """The fault of a file that does not exist, with the files that stand beside it."""
    try:
        present = sorted(found.name for found in path.parent.glob(f"*{path.suffix or '.toml'}"))
    except (OSError, ValueError):
        present = []
    allowed = f"one of {listed(present)}" if present else what.replace("a ", "an existing ", 1)
    return Fault(shown(path), "", "there is no such file", allowed, nearest(path.name, present))


def _decoded(raw: bytes) -> tuple[str | None, str]:
    """Text of a file, or None and what is wrong with it."""
    try:
        # Some Windows editors put an invisible mark in front; the text is fine without it.
        return raw.decode("utf-8-sig"), ""
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        return None, f"line {line}: the text is not UTF-8 (save the file with encoding UTF-8)"


@lru_cache(maxsize=256)
def _parsed(raw: bytes) -> tuple[Table | None, str]:
    """Tables of a file's text, or None and what is wrong with it."""
    text, problem = _decoded(raw)
    if text is None:
        return None, problem
    if _LONG_KEY.search(text):
        return None, _TOO_DEEP
    try:
        # One more line end: a mistake on the last line then has a position too.
        tables = tomllib.loads(text + "\n")
    except RecursionError:
        return None, _TOO_DEEP
    except ValueError as error:  # TOMLDecodeError, and numbers with thousands of digits
        return None, _in_plain_words(str(error), text)
    return (None, _TOO_DEEP) if _too_deep(tables) else (tables, "")


def _too_deep(content: object) -> bool:
    """True if tables and lists lie in each other more than so often."""
    layer = [content]
    for _ in range(DEEPEST):
        inner = [part for part in layer if isinstance(part, dict | list)]
        layer = [v for part in inner for v in (part.values() if isinstance(part, dict) else part)]
        if not layer:
            return False
    return True


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
