"""Brief and report as PDF by Typst: tagged (PDF/UA-1), for the archive (PDF/A-2a), own fonts.

Typst refuses a figure without a text for who cannot see it, so that accessibility is not a matter
of care. Fonts of the system are not looked at: the pages are the same everywhere.
"""

import json
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from analysis.report.document import Document, Figure, Picture, Section
from analysis.report.fit import FONTS, refuse_without_fonts
from analysis.report.svg import svg
from model.errors import SozialraumError
from model.words import Language, Message

TEMPLATES = Path(__file__).resolve().parent / "templates"
STANDARDS: Any = ["ua-1", "a-2a"]
BRIEF_PAGES = 2
# Sizes of text (points) and widths of figures (per cent), from the largest to the smallest.
BRIEF = ((10.0, 96), (9.5, 92), (9.0, 88), (8.5, 80), (8.0, 70), (7.5, 60))
REPORT = ((10.5, 100),)
# Sections whose titles are the answer in a nutshell.
NUTSHELL = ("answer", "network", "people", "rival", "effort", "limits")


def brief(document: Document) -> bytes:
    """Exactly two pages.

    Raises:
        SozialraumError: what must be said does not fit, or a font is missing.
    """
    return _set(document, "brief", BRIEF, lambda pages: pages == BRIEF_PAGES)


def full_report(document: Document) -> bytes:
    """All sections and the answers to likely questions."""
    return _set(document, "report", REPORT, lambda pages: True)


def _set(
    document: Document,
    name: str,
    sizes: tuple[tuple[float, int], ...],
    fits: Callable[[int], bool],
) -> bytes:
    import typst

    refuse_without_fonts()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        _prepare(document, root)
        for size, wide in sizes:
            given: dict[str, Any] = {
                "font_paths": [str(FONTS)],
                "ignore_system_fonts": True,
                "root": str(root),
                "sys_inputs": {"size": str(size), "wide": str(wide)},
            }
            main = str(root / f"{name}.typ")
            found = typst.query(main, "<pages>", field="value", one=True, **given)
            if fits(int(json.loads(found))):
                made: bytes = typst.compile(main, format="pdf", pdf_standards=STANDARDS, **given)
                return made
    raise SozialraumError(
        Message(
            "The {name} does not fit: titles or descriptions of the options are too long "
            "for {brief_pages} pages. Shorten them in their scenario files.",
            name=name,
            brief_pages=BRIEF_PAGES,
        )
    )


def _prepare(document: Document, root: Path) -> None:
    """Templates, data and figures in one folder, which is all that Typst sees."""
    for template in TEMPLATES.glob("*.typ"):
        (root / template.name).write_text(template.read_text("utf-8"), encoding="utf-8")
    sections = []
    for section in (*document.sections, *document.backup):
        sections.append(_plain(section))
        if section.figure is not None:
            _draw(section.figure, document.language, root / _file(section))
    content = {
        "language": document.language,
        "title": document.title,
        "subtitle": document.subtitle,
        "place": document.place,
        "source": document.source,
        "date": [int(document.stamp[at:end]) for at, end in ((0, 4), (4, 6), (6, 8))],
        "words": dict(document.words),
        "nutshell": list(nutshell(document)),
        "sections": sections,
    }
    (root / "data.json").write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")


def _file(section: Section) -> str:
    """A picture of Matplotlib is set as it was drawn: its texts are measured in its own font."""
    return f"{section.name}.{'png' if isinstance(section.figure, Picture) else 'svg'}"


def _draw(figure: Figure, language: Language, path: Path) -> None:
    if isinstance(figure, Picture):
        path.write_bytes(figure.png)
    else:
        path.write_text(svg(figure, language, path.stem), encoding="utf-8")


def nutshell(document: Document) -> tuple[str, ...]:
    """What is found, a sentence each."""
    found = (document.section(name) for name in NUTSHELL)
    return tuple(f"{section.title.rstrip('.')}." for section in found if section is not None)


def _plain(section: Section) -> Mapping[str, Any]:
    table, figure = section.table, section.figure
    return {
        "name": section.name,
        "topic": section.topic,
        "title": section.title,
        "lead": section.lead,
        "sentences": list(section.sentences),
        "code": list(section.code),
        "table": None if table is None else asdict(table),
        "figure": None if figure is None else _file(section),
        "alt": "" if figure is None else figure.alt,
    }
