"""Brief and report as PDF by Typst: tagged (PDF/UA-1), for the archive (PDF/A-2a), own fonts.

Typst refuses a figure without a text for who cannot see it, so that accessibility is not a matter
of care. Fonts of the system are not looked at: the pages are the same everywhere.
"""

import json
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, replace
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
type _Size = tuple[float, float]
# Sizes of text (points) and widths of figures (per cent), from the largest to the smallest.
BRIEF = (
    (11.0, 100), (10.5, 96), (10.0, 92), (9.75, 90), (9.5, 88), (9.25, 86), (9.0, 84), (8.75, 82),
    (8.5, 80), (8.25, 75), (8.0, 70), (7.5, 60),
)  # fmt: skip
REPORT = (10.5, 84)
# Sections whose titles are the answer in a nutshell.
NUTSHELL = ("answer", "network", "people", "rival", "effort", "limits")


def brief(document: Document) -> bytes:
    """Exactly two pages, in the largest text at which they are full: the networks on the first.

    Raises:
        SozialraumError: what must be said does not fit, or a font is missing.
    """
    with _prepared(document) as root:
        second: _Size | None = None
        for one in BRIEF:
            pages, network = _query(root, one)
            if pages == BRIEF_PAGES and network == 1:
                return _compiled(root, "brief", one)
            second = one if second is None and pages == BRIEF_PAGES else second
        if second is not None:
            return _compiled(root, "brief", second)
    raise SozialraumError(
        Message(
            "The {name} does not fit: titles or descriptions of the options are too long "
            "for {brief_pages} pages. Shorten them in their scenario files.",
            name="brief",
            brief_pages=BRIEF_PAGES,
        )
    )


def full_report(document: Document) -> bytes:
    """All sections and the answers to likely questions."""
    with _prepared(document) as root:
        return _compiled(root, "report", REPORT)


def _query(root: Path, size: _Size) -> tuple[int, int]:
    """How many pages the brief has in a size, and on which of them the networks are."""
    import typst

    found = typst.query(
        str(root / "brief.typ"), "<pages>", field="value", one=True, **_given(root, size)
    )
    pages, network = json.loads(found)
    return int(pages), int(network)


def _compiled(root: Path, name: str, size: _Size) -> bytes:
    import typst

    main = str(root / f"{name}.typ")
    made: bytes = typst.compile(main, format="pdf", pdf_standards=STANDARDS, **_given(root, size))
    return made


def _given(root: Path, size: _Size) -> dict[str, Any]:
    letters, wide = size
    return {
        "font_paths": [str(FONTS)],
        "ignore_system_fonts": True,
        "root": str(root),
        "sys_inputs": {"size": str(letters), "wide": str(wide)},
    }


@contextmanager
def _prepared(document: Document) -> Iterator[Path]:
    """Templates, data and figures in one folder, which is all that Typst sees."""
    refuse_without_fonts()
    with tempfile.TemporaryDirectory() as folder:
        root, sections = Path(folder), []
        for template in TEMPLATES.glob("*.typ"):
            (root / template.name).write_text(template.read_text("utf-8"), encoding="utf-8")
        for section in (*document.sections, *document.backup):
            sections.append(_plain(section))
            if section.figure is not None:
                _draw(section.figure, document.language, root / _file(section))
        content = {
            **{key: getattr(document, key) for key in ("language", "title", "place", "source")},
            "date": [int(document.stamp[at:end]) for at, end in ((0, 4), (4, 6), (6, 8))],
            "words": dict(document.words),
            "nutshell": list(nutshell(document)),
            "sections": sections,
        }
        text = json.dumps(content, ensure_ascii=False)
        (root / "data.json").write_text(text, encoding="utf-8")
        yield root


def _file(section: Section) -> str:
    """A picture of Matplotlib is set as it was drawn: its texts are measured in its own font."""
    return f"{section.name}.{'png' if isinstance(section.figure, Picture) else 'svg'}"


def _draw(figure: Figure, language: Language, path: Path) -> None:
    if isinstance(figure, Picture):
        path.write_bytes(figure.png)
    else:
        path.write_text(svg(figure, language, path.stem), encoding="utf-8")


def nutshell(document: Document) -> tuple[str, ...]:
    """What is found, a sentence each, but for the title above them."""
    found = (document.section(name) for name in NUTSHELL)
    titles = (section.title for section in found if section is not None)
    return tuple(f"{one.rstrip('.')}." for one in titles if one != document.title)


def _plain(section: Section) -> Mapping[str, Any]:
    figure = section.figure
    shown = {"figure": figure and _file(section), "alt": figure.alt if figure else ""}
    return asdict(replace(section, figure=None)) | shown
