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

from model.errors import NOTHING, Fault, listed, nearest
from model.parameters.complaints import reason_of
from model.words import Message, as_is

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
_PLAIN: tuple[tuple[str, Message], ...] = (
    ("Cannot overwrite a value", Message("this key stands here twice")),
    ("Cannot declare", Message("this table stands here twice")),
    ("Cannot mutate immutable", Message("this key was already given as a whole")),
    ("Cannot redefine", Message("this key was already given as a whole")),
    ("Expected '='", Message("'=' is missing after a key")),
    ("Unclosed array", Message("a list is not closed with ]")),
    ("Unclosed inline table", Message("an inline table is not closed with }")),
    ("Duplicate inline table key", Message("this key stands twice in one inline table")),
    ("Unterminated string", Message("a text is not closed with a quotation mark")),
    ("Illegal character '\\n'", Message("a text is not closed with a quotation mark")),
    ("Expected newline or end of document", Message("something follows where the line should end")),
    ("Expected ']'", Message("a table heading is not closed with ]")),
    (
        "Invalid initial character",
        Message("a key must start with a letter, a digit, _ or a quotation mark"),
    ),
    ("Invalid statement", Message("neither key = value nor a table heading")),
    (
        "Invalid value",
        Message("not a value: a number, true, false, a list or a text in quotation marks"),
    ),
)
_TOML, _TEXT = Message("a TOML file"), Message("a text file")
_TOO_DEEP = Message("tables or lists are nested too deeply")


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


def named_in(file: Path, reference: str, ending: str = "") -> Path | Message:
    """The path that a file names, or what is wrong with it.

    What a file names lies in its folder or in a folder beside it, as scenarios and places do; it is
    given from there, and ends as what it should be.
    """
    if not reference or Path(reference).is_absolute() or not reference.endswith(ending):
        if ending:
            return Message("is no path from this file on to a {ending} file", ending=ending)
        return Message("is no path from this file on")
    root = resolved(file.parent)
    path = root / reference
    around = root.parent if root.parent != root.parent.parent else root
    if inside(path, around):
        return resolved(path)
    return Message("leads out of the folders beside this one")


def read_bytes(
    path: Path, faults: list[Fault], what: Message = _TOML, most: int = MOST_BYTES
) -> bytes | None:
    """What a regular file of at most so many bytes says, or None after adding the fault."""
    problem, allowed, near = NOTHING, what, ""
    try:
        kind = path.stat().st_mode
        if stat.S_ISDIR(kind):
            problem = Message("this is a folder")
        elif not stat.S_ISREG(kind):
            problem = Message("this is not an ordinary file")
        else:
            raw = _at_most(path, most)
            if raw is not None:
                return raw
            problem, allowed = Message("is too large"), Message("at most {most:,} bytes", most=most)
    except FileNotFoundError:
        faults.append(_missing(path, what))
        return None
    except (OSError, ValueError) as error:  # ValueError: a path with a zero byte
        reason = (
            reason_of(error)
            if isinstance(error, OSError)
            else Message("the name is not a file name")
        )
        problem, allowed = (
            Message("cannot be read: {reason}", reason=reason),
            Message("{what} that can be read", what=what),
        )
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
    path: Path, faults: list[Fault], what: Message = _TEXT, most: int = MOST_BYTES
) -> str | None:
    """A file as text in UTF-8, or None after adding the fault that prevents reading it."""
    raw = read_bytes(path, faults, what, most)
    text, problem = (None, NOTHING) if raw is None else _decoded(raw)
    if problem:
        faults.append(Fault(shown(path), "", problem, Message("{what} in UTF-8", what=what)))
    return text


def read_toml(path: Path, faults: list[Fault]) -> Table | None:
    """Tables of a TOML file, or None after adding the fault that prevents reading it."""
    raw = read_bytes(path, faults)
    if raw is None:
        return None
    tables, problem = _parsed(raw)
    if tables is None:
        faults.append(Fault(shown(path), "", problem, Message("TOML text in UTF-8")))
        return None
    # A copy: callers may take tables apart, the kept ones must stay as they were read.
    return copy.deepcopy(tables)


def read_json(path: Path, faults: list[Fault], most: int = MOST_KEPT_BYTES) -> Any:
    """What a JSON file says; None after adding the fault that prevents reading it (null as well).

    NaN and Infinity are no JSON, though Python would take them.
    """
    text = read_text(path, faults, Message("a JSON file"), most)
    if text is None:
        return None
    problem = _TOO_DEEP
    try:
        found = json.loads(text, parse_constant=_no_number)
        if found is not None and not _too_deep(found):
            return found
        problem = Message("says nothing") if found is None else _TOO_DEEP
    except RecursionError:
        pass
    except ValueError as error:  # JSONDecodeError, and numbers with thousands of digits
        line = getattr(error, "lineno", 0)
        problem = (
            Message("line {line}: this is no JSON", line=line)
            if line
            else Message("a number that is none")
        )
    faults.append(Fault(shown(path), "", problem, Message("JSON text")))
    return None


def _no_number(name: str) -> float:
    raise ValueError(name)


def _missing(path: Path, what: Message) -> Fault:
    """The fault of a file that does not exist, with the files that stand beside it."""
    try:
        present = sorted(found.name for found in path.parent.glob(f"*{path.suffix or '.toml'}"))
    except (OSError, ValueError):
        present = []
    allowed = (
        Message("one of {names}", names=listed(present))
        if present
        else Message("{what} that exists", what=what)
    )
    return Fault(
        shown(path), "", Message("there is no such file"), allowed, nearest(path.name, present)
    )


def _decoded(raw: bytes) -> tuple[str | None, Message]:
    """Text of a file, or None and what is wrong with it."""
    try:
        # Some Windows editors put an invisible mark in front; the text is fine without it.
        return raw.decode("utf-8-sig"), NOTHING
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        return None, Message(
            "line {line}: the text is not UTF-8 (save the file with encoding UTF-8)", line=line
        )


@lru_cache(maxsize=256)
def _parsed(raw: bytes) -> tuple[Table | None, Message]:
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
    return (None, _TOO_DEEP) if _too_deep(tables) else (tables, NOTHING)


def _too_deep(content: object) -> bool:
    """True if tables and lists lie in each other more than so often."""
    layer = [content]
    for _ in range(DEEPEST):
        inner = [part for part in layer if isinstance(part, dict | list)]
        layer = [v for part in inner for v in (part.values() if isinstance(part, dict) else part)]
        if not layer:
            return False
    return True


def _in_plain_words(message: str, text: str) -> Message:
    """Line, column and cause of a syntax error, from the TOML reader's message."""
    position = _POSITION.search(message)
    where: str = position.group(1) if position else ""
    if where == "end of document":
        last = len(text.splitlines())
        return Message(
            "line {last}: the file ends before a list, table or text is closed", last=last
        )
    cause: str = _POSITION.sub("", message)
    for technical, plain in _PLAIN:
        if technical in cause:
            cause = plain
            break
    return Message("{where}: {cause}", where=where, cause=cause) if where else as_is(cause)
