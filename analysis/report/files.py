"""The files of a report: which forms there are, how they are called, what stands beside them."""

import hashlib
from collections.abc import Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

from analysis.report.document import Document
from analysis.report.numbers import numbers
from experiments.faults import Wrong
from experiments.writing import write_bytes, write_json
from model.errors import SozialraumError, raise_if
from model.words import Message

BESIDE = "numbers.json"
FORMAT = 1


class Form(NamedTuple):
    """A form of a report, and the function of this room that makes it of a document.

    template: whether it takes one, as its second argument.
    """

    name: str
    ending: str
    module: str
    function: str
    template: bool = False

    def made(self, document: Document, template: Path | None) -> bytes:
        """The file.

        Raises:
            SozialraumError: a library that it needs is not installed.
        """
        try:
            make = getattr(import_module(f"analysis.report.{self.module}"), self.function)
            found: str | bytes = make(document, *([template] if self.template else []))
        except ModuleNotFoundError as error:
            raise SozialraumError(
                Message(
                    "A report needs the extra `report`, of which {name} is missing: pip install "
                    "sozialraum[report]",
                    name=error.name,
                )
            ) from None
        return found.encode() if isinstance(found, str) else found


FORMS: Mapping[str, tuple[Form, ...]] = {
    "pptx": (Form("slides", "pptx", "slides", "slides", template=True),),
    "pdf": (
        Form("brief", "pdf", "typeset", "brief"),
        Form("report", "pdf", "typeset", "full_report"),
    ),
    "html": (Form("page", "html", "page", "page"),),
    "docx": (Form("agenda", "docx", "word", "agenda_paper", template=True),),
}
TEMPLATES = ("pptx", "docx")


def checked(formats: Sequence[str], template: Path | None) -> list[str]:
    """The formats asked for, each once; `all` is every one.

    Raises:
        InputError: a format that is not known, or a template for none of them.
    """
    asked = [one.strip() for text in formats for one in text.split(",") if one.strip()]
    wrong = Wrong()
    for one in asked:
        if one != "all":
            wrong.unless_among("--format", one, FORMS)
    wanted = [one for one in FORMS if one in asked or "all" in asked or not asked]
    if template is not None:
        ending = template.suffix.removeprefix(".")
        house = Wrong(str(template), wrong.faults)
        if not template.is_file():
            house("--template", Message("does not exist"), Message("a file"))
        elif ending not in TEMPLATES or (ending not in wanted and not wrong.faults):
            allowed = Message("a .pptx file with --format pptx, a .docx file with --format docx")
            house("--template", Message("is for no {ending} here", ending=ending), allowed)
    raise_if(wrong.faults)
    return wanted


def write_report(
    document: Document,
    formats: Sequence[str],
    template: Path | None,
    folder: Path,
    about: Mapping[str, Any],
) -> list[Path]:
    """Write every file of a report into a folder that exists, and its numbers beside them.

    about: what names the result; kept with the numbers.
    """
    written: list[Path] = []
    for name in formats:
        for form in FORMS[name]:
            mine = template if template and template.suffix == f".{form.ending}" else None
            path = folder / file_name(document, form, str(about.get("day", "")))
            write_bytes(path, form.made(document, mine))
            written.append(path)
    beside = {
        "format": FORMAT,
        "language": document.language,
        **about,
        "files": {path.name: digest(path) for path in written},
        "numbers": [one._asdict() for one in numbers(document)],
    }
    write_json(folder / BESIDE, beside)
    return [*written, folder / BESIDE]


def file_name(document: Document, form: Form, day: str) -> str:
    """Place, day and form: what one looks for in a full folder."""
    place = "-".join("".join(c if c.isalnum() else " " for c in document.place.lower()).split())
    parts = [place, day, form.name, document.language]
    return "-".join(part for part in parts if part) + f".{form.ending}"


def digest(path: Path) -> str:
    """Hash of a file as it is."""
    return hashlib.sha256(path.read_bytes()).hexdigest()
