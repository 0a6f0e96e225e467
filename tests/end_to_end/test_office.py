"""LibreOffice opens slides and Word draft as they are meant: every page, every title, our fonts."""

import shutil
import subprocess
from pathlib import Path

import pikepdf
import pytest
from testkit.planted import planted, spread

from analysis.report.build import document
from analysis.report.document import Document
from analysis.report.slides import slides
from analysis.report.word import agenda_paper
from model.words import LANGUAGES, Language

OFFICE, READER = shutil.which("soffice"), shutil.which("pdftotext")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not (OFFICE and READER), reason="needs libreoffice and poppler-utils"),
]
MOST_PAGES = 6


def made(language: Language) -> Document:
    effects = {"case-management-only": spread(0.0, 0.1), "production-network": spread(-3.6, 0.2)}
    return document(planted(effects, formed=3), language)


def converted(folder: Path, name: str, content: bytes) -> tuple[pikepdf.Pdf, list[str]]:
    """A file as LibreOffice shows it: the PDF, and the text of every page in one line each."""
    source = folder / name
    source.write_bytes(content)
    home = (folder / "home").as_uri()
    subprocess.run(
        [str(OFFICE), "--headless", f"-env:UserInstallation={home}", "--convert-to", "pdf",
         "--outdir", str(folder), str(source)],
        check=True, capture_output=True, timeout=300,
    )  # fmt: skip
    target = source.with_suffix(".pdf")
    said = subprocess.run(
        [str(READER), str(target), "-"], check=True, capture_output=True, text=True, timeout=60
    ).stdout
    return pikepdf.open(target), [" ".join(page.split()) for page in said.split("\f")[:-1]]


@pytest.mark.parametrize("language", LANGUAGES)
def test_slides_open_one_page_each_with_its_title(language: Language, tmp_path: Path) -> None:
    one = made(language)
    pdf, texts = converted(tmp_path, "slides.pptx", slides(one))
    sections = (*one.sections, *one.backup)
    assert len(pdf.pages) == len(sections)
    for text, section in zip(texts, sections, strict=True):
        assert " ".join(section.title.split()) in text
        assert "\ufffd" not in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_word_draft_opens_whole(language: Language, tmp_path: Path) -> None:
    one = made(language)
    pdf, texts = converted(tmp_path, "draft.docx", agenda_paper(one))
    assert 1 < len(pdf.pages) <= MOST_PAGES
    whole = " ".join(texts)
    assert one.title in whole
    assert " ".join(one.source.split()) in whole
    assert "\ufffd" not in whole
