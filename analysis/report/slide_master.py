"""The master of the slides: our own in 16:9, or that of a city."""

from pathlib import Path
from typing import Any

from pptx import Presentation
from pptx.oxml.ns import qn
from pptx.util import Inches, Pt

from model.errors import InputError
from model.words import Message

WIDTH, HEIGHT = 13.333, 7.5  # inches
MARGIN = 0.6
FONT = "Arial"  # of the same widths as Liberation Sans, which the layout is measured with
LAYOUT = ("Title Only", "Nur Titel")  # of all slides, by its name in office programs


def opened(template: Path | None) -> tuple[Any, Any]:
    """A presentation without slides, and the layout of its slides.

    Raises:
        InputError: the template cannot be read, or lacks a layout; it is named.
    """
    if template is None:
        return _own()
    try:
        made = Presentation(str(template))
    except Exception as error:  # noqa: BLE001  (whatever a damaged file makes python-pptx raise)
        problem = Message("cannot be read as slides ({name})", name=type(error).__name__)
        raise InputError.of(str(template), "--template", problem, Message("a .pptx file")) from None
    layout: Any = next((one for one in made.slide_layouts if one.name in LAYOUT), None)
    missing = "" if layout is not None else " / ".join(LAYOUT)
    if layout is not None and not any(h.placeholder_format.idx == 0 for h in layout.placeholders):
        missing = f"{layout.name} (it has no title)"
    if missing:
        known = ", ".join(one.name for one in made.slide_layouts) or "none"
        raise InputError.of(
            str(template),
            "--template",
            Message("lacks the layout {names}", names=missing),
            Message("a master with it; this one has: {known}", known=known),
        )
    _emptied(made)
    return made, layout


def _emptied(made: Any) -> None:
    """Slides that a template has as examples are left out."""
    listed = made.slides._sldIdLst  # noqa: SLF001
    for one in list(listed):
        made.part.drop_rel(one.rId)
        listed.remove(one)


def _own() -> tuple[Any, Any]:
    made = Presentation()
    made.slide_width, made.slide_height = Inches(WIDTH), Inches(HEIGHT)
    layouts = made.slide_layouts
    mine = next(one for one in layouts if one.name == "Title Only")
    for layout in list(layouts):
        if layout is not mine:
            layouts.remove(layout)
    for holders in (made.slide_master.placeholders, mine.placeholders):
        for holder in list(holders):
            if holder.placeholder_format.idx == 0:
                _placed(holder)
            else:
                holder._element.getparent().remove(holder._element)  # noqa: SLF001
    _titles(made.slide_master)
    _fonts(made.slide_master)
    return made, mine


def _placed(holder: Any) -> None:
    holder.left, holder.top = Inches(MARGIN), Inches(0.35)
    holder.width, holder.height = Inches(WIDTH - 2 * MARGIN), Inches(1.2)
    body = holder.text_frame._txBody.find(qn("a:bodyPr"))  # noqa: SLF001
    for side in ("lIns", "rIns", "tIns", "bIns"):
        body.set(side, "0")
    body.set("anchor", "t")


def _titles(master: Any) -> None:
    """Titles are bold, dark and to the left."""
    style = master._element.find(qn("p:txStyles")).find(qn("p:titleStyle"))  # noqa: SLF001
    level = style.find(qn("a:lvl1pPr"))
    level.set("algn", "l")
    run = level.find(qn("a:defRPr"))
    run.set("b", "1")
    run.set("sz", str(Pt(30).centipoints))


def _fonts(master: Any) -> None:
    """Fonts of the theme, so that a city can change them in one place."""
    part = next(
        rel.target_part for rel in master.part.rels.values() if rel.reltype.endswith("/theme")
    )
    text = part.blob.decode("utf-8")
    for name in ("Calibri Light", "Calibri"):
        text = text.replace(f'<a:latin typeface="{name}"', f'<a:latin typeface="{FONT}"')
    part._blob = text.encode("utf-8")  # noqa: SLF001
