"""How much room a text takes, in the letters it is drawn in, so that no word is cut."""

from functools import lru_cache
from pathlib import Path

from matplotlib import font_manager
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path

POINTS = 72.0  # an inch
FILLED = 0.97  # of a width, at most
FONTS = ["Liberation Sans", "Arial", "DejaVu Sans"]
# Ours, so that a figure looks the same on any machine.
for _file in (Path(__file__).resolve().parents[1] / "report" / "fonts").glob("*.ttf"):
    font_manager.fontManager.addfont(_file)


@lru_cache(maxsize=20_000)
def inches(text: str, size: float, bold: bool = False) -> float:
    """Width of a line of text in this size of letters (points)."""
    letters = FontProperties(family=FONTS[0], size=size, weight="bold" if bold else "normal")
    width, _, _ = text_to_path.get_text_width_height_descent(text, letters, ismath=False)
    return float(width) / POINTS


def wrapped(text: str, width: float, size: float, bold: bool = False) -> str:
    """A text in lines of at most so many inches, broken at spaces (not at no-break spaces)."""
    lines: list[str] = []
    for word in text.replace("\n", " ").split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and inches(longer, size, bold) <= FILLED * width:
            lines[-1] = longer
        elif word:
            lines.append(word)
    return "\n".join(lines)
