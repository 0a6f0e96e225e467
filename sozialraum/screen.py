"""How commands print: tables and text to the output, remarks to the error stream."""

import json
import shutil
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from typer import Exit

from model.words import Message, heard

# Width of tables that go to a file or pipe, where there is no screen to fit.
PIPE_WIDTH = 220
TEXT_WIDTH = 80  # of sentences and of the short answers


def write(text: str = "") -> None:
    """A line to the output."""
    sys.stdout.write(f"{heard(text)}\n")


def remark(text: str) -> None:
    """A line to the error stream: for people, never part of the result."""
    sys.stderr.write(f"{heard(text)}\n")
    sys.stderr.flush()


def write_json(content: object) -> None:
    """JSON to the output."""
    write(json.dumps(content, ensure_ascii=False, indent=2, allow_nan=False))


def width() -> int:
    """Columns of the screen; wide where the output goes to a file or pipe."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else PIPE_WIDTH


def table(
    heads: Sequence[str],
    rows: Iterable[Sequence[str]],
    *,
    title: str = "",
    numeric: Sequence[int] = (),
    bold: Sequence[int] = (),
    whole: Sequence[int] = (),
) -> None:
    """A table to the output; `numeric` columns are aligned right, `bold` rows stand out.

    Numeric columns and those in `whole` are never wrapped: a name or number stays in one piece.
    """
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    shown = Table(
        title=heard(title) or None,
        box=box.SIMPLE_HEAD,
        title_justify="left",
        pad_edge=False,
        collapse_padding=True,
    )
    for number, head in enumerate(heads):
        right = number in numeric
        shown.add_column(
            Text(heard(head)),
            justify="right" if right else "left",
            no_wrap=right or number in whole,
            overflow="fold",
        )
    for number, row in enumerate(rows):
        style = "bold" if number in bold else None
        shown.add_row(*(Text(heard(cell)) for cell in row), style=style)
    Console(width=width()).print(shown)


def wrapped(lines: Iterable[str], mark: str = "– ") -> None:
    """Sentences as a list, wrapped to the screen; an indented sentence belongs to the one above."""
    import textwrap

    columns = min(TEXT_WIDTH, width())
    for line in map(heard, lines):
        inner = len(line) - len(line.lstrip())
        head = " " * inner + mark
        write(
            textwrap.fill(
                line.strip(),
                columns,
                initial_indent=head,
                subsequent_indent=" " * len(head),
                break_long_words=False,  # addresses and commands stay whole, to be copied
                break_on_hyphens=False,
            )
        )


def brief(lines: Iterable[str]) -> None:
    """The lines of a short answer."""
    for line in lines:
        write(line)


def say_if_compiling() -> None:
    """On the first start after a change of the code: say why nothing seems to happen."""
    from model.compiled import cache_is_warm

    if not cache_is_warm():
        remark(Message("First run: the model is compiled once, which takes up to half a minute."))


def ended(folder: Path | None, failed: int) -> None:
    """Say where a result lies; runs that failed make the exit status 1."""
    if folder is not None:
        remark(Message("\nwritten to {path}", path=shown_path(folder)))
    if failed:
        raise Exit(code=1)


def shown_path(path: Path) -> str:
    """A path relative to the working folder where possible."""
    try:
        return str(path.resolve().relative_to(Path.cwd()))
    except ValueError:
        return str(path)
