"""Files to take home, made of the answer as it is: workbook, figures, and the board pack.

What makes them is loaded where it is needed: the page starts without it.
"""

import io
import zipfile
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from analysis.ask.what_if import compared
from analysis.report.document import Document
from analysis.report.files import FORMS, write_report
from analysis.requests.what_if import WhatIf
from analysis.results.comparison import Comparison
from experiments.record import package_version, source_hash, timestamp
from model.errors import SozialraumError
from model.words import Language, Message
from sozialraum.page.tasks import ALL_ROLES, Desk, draws_told, pairs_of

EXCEL, FIGURES = "excel", "figures"
# What a download is made of: parts are made one after the other, each as work of its own.
PARTS: dict[str, tuple[str, ...]] = {
    EXCEL: (EXCEL,),
    FIGURES: (FIGURES,),
    "pack": (*FORMS, EXCEL),
}
ZIP = "application/zip"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class Packed:
    """A download."""

    name: str
    type: str
    content: bytes


def make(desk: Desk, what_if: WhatIf, part: str, language: Language) -> None:
    """Make one part of a download, if it is not there.

    Raises:
        SozialraumError: the answer is not there yet, or a package is missing.
    """
    folder = _folder(desk, what_if, part, language)
    if folder.exists():
        return
    comparison = _answered(desk, what_if, language)
    room = folder.with_name(f"{folder.name}.part")
    room.mkdir(parents=True, exist_ok=True)
    if part == EXCEL:
        from analysis.publish.compared_files import sheets
        from analysis.publish.workbooks import workbook

        workbook(room / f"{_stem(what_if)}.xlsx", sheets(comparison, language))
    elif part == FIGURES:
        from analysis.ask.what_if_looks import with_institutions
        from analysis.publish.comparison import draw_comparison

        whole = with_institutions(desk.drawn(what_if), comparison)
        draw_comparison(whole, room, language)
    else:
        about = {"day": _day(comparison), "content": comparison.record["content"]}
        write_report(_document(desk, what_if, language), [part], None, room, about)
    if not folder.exists():
        room.rename(folder)


def packed(desk: Desk, what_if: WhatIf, kind: str, language: Language) -> Packed | None:
    """All parts of a download in one file; None if one has not been made."""
    folders = [_folder(desk, what_if, part, language) for part in PARTS[kind]]
    if not all(folder.is_dir() for folder in folders):
        return None
    files = [path for folder in folders for path in sorted(folder.iterdir()) if path.is_file()]
    if len(files) == 1:
        return Packed(files[0].name, XLSX, files[0].read_bytes())
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        seen = set()
        for path in files:
            name = path.name
            if name in seen:  # the numbers beside each form of a report
                name = f"{path.parent.name}-{name}"
            seen.add(name)
            archive.writestr(name, path.read_bytes())
        archive.writestr(f"{_stem(what_if)}.toml", what_if.toml())
    return Packed(f"{_stem(what_if)}-{kind}-{language}.zip", ZIP, buffer.getvalue())


def _folder(desk: Desk, what_if: WhatIf, part: str, language: Language) -> Path:
    """Where a part is kept: under what it follows from."""
    name = f"{what_if.key}-{desk.draws}-{source_hash()[:8]}-{part}-{language}"
    return desk.folder / "made" / name


def _stem(what_if: WhatIf) -> str:
    return f"what-if-{what_if.key[:8]}"


@lru_cache(maxsize=2)
def _answered(desk: Desk, what_if: WhatIf, language: Language) -> Comparison:
    """The whole answer, with what names it."""
    told = draws_told(desk, what_if)
    if len(told) < desk.draws:
        raise SozialraumError(
            Message(
                "The answer rests on {done} of {all} sets of assumptions so far; files are made "
                "when all are there.",
                done=len(told),
                all=desk.draws,
            )
        )
    layout = desk.drawn(what_if)
    pairs = [pair for draw in told for pair in pairs_of(layout, draw)]
    found = compared(layout, pairs, ALL_ROLES)
    code: dict[str, Any] = {"version": package_version()}
    return replace(found, record={**found.record, "ended": timestamp(), "code": code})


@lru_cache(maxsize=2)
def _document(desk: Desk, what_if: WhatIf, language: Language) -> Document:
    from analysis.ask.what_if_looks import twin_lives
    from analysis.report.build import document
    from analysis.report.lives import section_of

    comparison = _answered(desk, what_if, language)
    lives = section_of(twin_lives(desk.drawn(what_if), comparison), language)
    return document(comparison, language, lives)


def _day(comparison: Comparison) -> str:
    day = str(comparison.record["ended"])
    return f"{day[:4]}-{day[4:6]}-{day[6:8]}"
