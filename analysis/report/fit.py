"""How much room a text takes in the font of the report, so that nothing runs over."""

import textwrap
from functools import lru_cache
from pathlib import Path
from typing import Any

from model.errors import SozialraumError
from model.words import Message

FONTS = Path(__file__).resolve().parent / "fonts"
REGULAR, BOLD = FONTS / "LiberationSans-Regular.ttf", FONTS / "LiberationSans-Bold.ttf"
LINE = 1.2  # of the size of the font
_MEASURED_AT = 100  # points


def refuse_without_fonts() -> None:
    """Refuse to set pages in another font than the one they are laid out for.

    Raises:
        SozialraumError: a font that is shipped is not there.
    """
    missing = [path.name for path in (REGULAR, BOLD) if not path.is_file()]
    if missing:
        raise SozialraumError(
            Message(
                "Fonts of the report are missing: {names} in {name}/ of the program. Install "
                "it again with its extra `report`.",
                names=", ".join(missing),
                name=FONTS.name,
            )
        )


@lru_cache(maxsize=2)
def _font(bold: bool) -> Any:
    from PIL import ImageFont

    return ImageFont.truetype(str(BOLD if bold else REGULAR), _MEASURED_AT)


@lru_cache(maxsize=20_000)
def width_of(text: str, size: float, bold: bool = False) -> float:
    """Width of a line in points."""
    return float(_font(bold).getlength(text)) * size / _MEASURED_AT


def lines_of(text: str, size: float, width: float, bold: bool = False) -> int:
    """Lines that a text takes in a width (points), broken between words."""
    lines, filled = 1, 0.0
    for word in text.split(" "):
        needed = width_of(word, size, bold)
        blank = width_of(" ", size, bold) if filled else 0.0
        if filled and filled + blank + needed > width:
            lines, filled = lines + 1, needed
        else:
            filled += blank + needed
    return lines


def wrapped(text: str, size: float, width: float, bold: bool = False) -> list[str]:
    """The lines of a text in a width (points)."""
    letters = max(1, int(width / max(width_of(text, size, bold) / max(1, len(text)), 0.1)))
    while letters > 1:
        lines = textwrap.wrap(text, letters, break_on_hyphens=False)
        if all(width_of(line, size, bold) <= width for line in lines):
            return lines
        letters -= 1
    return [text]


def size_for(
    texts: list[str], width: float, height: float, most: float, least: float, gap: float = 0.0
) -> float:
    """The largest size of font (points) at which paragraphs fit into a box, not below `least`.

    gap: between paragraphs, of the size of the font.
    """
    size = most
    while size > least:
        lines = sum(lines_of(text, size, width) for text in texts)
        if size * (lines * LINE + gap * len(texts)) <= height:
            break
        size -= 0.5
    return size
