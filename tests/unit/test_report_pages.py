"""Brief, report and draft: pages, tags, language, title; what is missing is said by name."""

import io
from pathlib import Path
from typing import Any

import docx
import pikepdf
import pytest
from testkit.planted import planted, spread

from analysis.report import fit
from analysis.report.build import document
from analysis.report.columns import column_widths
from analysis.report.document import Document, Table
from analysis.report.files import checked, write_report
from analysis.report.typeset import BRIEF_PAGES, brief, full_report, nutshell
from analysis.report.word import agenda_paper
from model.errors import InputError, SozialraumError
from model.words import LANGUAGES, Language

NETWORK, RIVAL = "production-network", "case-management-only"


def made(language: Language = "de", **more: Any) -> Document:
    effects = {RIVAL: spread(0.0, 0.1), NETWORK: spread(-3.6, 0.2)}
    return document(planted(effects, formed=3, **more), language)


@pytest.fixture(scope="module")
def german() -> Document:
    return made()


@pytest.mark.parametrize("pages", [brief, full_report])
@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_can_be_read_by_everybody(pages: Any, language: Language) -> None:
    one = made(language)
    with pikepdf.open(io.BytesIO(pages(one))) as pdf:
        root = pdf.Root
        assert str(root.Lang).startswith(language)
        assert bool(root.MarkInfo.Marked)
        assert bool(root.ViewerPreferences.DisplayDocTitle)
        with pdf.open_metadata() as metadata:
            assert one.title in str(metadata["dc:title"])
            assert metadata["pdfuaid:part"] == "1"
            assert metadata["pdfaid:part"] == "2"
        figures = [node for node in _nodes(root.StructTreeRoot) if node.get("/S") == "/Figure"]
        assert figures
        assert all(str(node.get("/Alt", "")) for node in figures)
        heads = [node for node in _nodes(root.StructTreeRoot) if node.get("/S") == "/TH"]
        assert heads


def _nodes(node: Any) -> Any:
    if isinstance(node, pikepdf.Array):
        for child in node:
            yield from _nodes(child)
    elif isinstance(node, pikepdf.Dictionary):
        yield node
        if "/K" in node:
            yield from _nodes(node.K)


def test_fonts_are_in_the_file_and_no_others_are_used(german: Document) -> None:
    with pikepdf.open(io.BytesIO(brief(german))) as pdf:
        names = {
            str(font.BaseFont)
            for page in pdf.pages
            for font in page.Resources.get("/Font", {}).values()
        }
    assert names
    assert all("LiberationSans" in name for name in names)


def test_the_brief_has_two_pages(german: Document) -> None:
    with pikepdf.open(io.BytesIO(brief(german))) as pdf:
        assert len(pdf.pages) == BRIEF_PAGES


def test_the_nutshell_does_not_repeat_the_title_above_it(german: Document) -> None:
    said = nutshell(german)
    assert f"{german.title}." not in said
    assert any("entsteht nur in 3 von 24" in text for text in said)


def test_a_short_text_beside_a_long_one_is_not_a_word_a_line() -> None:
    cells = ("Der Regelfall. So ist es bei 896 von 1.000 Menschen.", "Beide Leben laufen " * 20)
    table = Table(("Fall", "Verlauf"), (cells,), ("one",))
    short, long = column_widths(table, 6.0, 12.0)
    assert short + long == pytest.approx(6.0)
    assert 6.0 / 6 < short < long


def test_a_brief_that_does_not_fit_is_refused() -> None:
    long = ("Ein sehr langer Name einer Variante, der niemals passen kann. " * 40,) * 2
    titles = {"siloed": ("Nebeneinander", "Siloed"), NETWORK: long, RIVAL: ("Fall", "Case")}
    with pytest.raises(SozialraumError, match="does not fit"):
        brief(made(titles=titles))


def test_fonts_that_are_missing_are_named(
    german: Document, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(fit, "BOLD", tmp_path / "LiberationSans-Bold.ttf")
    with pytest.raises(SozialraumError, match=r"missing: LiberationSans-Bold\.ttf"):
        brief(german)


def test_the_draft_leaves_the_resolution_open(german: Document) -> None:
    file = docx.Document(io.BytesIO(agenda_paper(german)))
    heads = [p.text for p in file.paragraphs if p.style.name == "Heading 1"]
    assert heads == ["Anlass", "Gegenstand", "Ergebnis", "Kosten", "Grenzen", "Beschlussvorschlag"]
    texts = [p.text for p in file.paragraphs]
    after = texts[texts.index("Beschlussvorschlag") + 1 :]
    assert after[:2] == ["(von der Verwaltung auszufüllen)", ""]
    assert german.source == after[-1]
    assert f"{german.title}." in texts
    assert all(table.rows[0]._tr.trPr is not None for table in file.tables)


def test_a_document_of_the_house_is_used_or_refused_by_name(
    german: Document, tmp_path: Path
) -> None:
    house = docx.Document()
    house.add_paragraph("an example")
    house.core_properties.keywords = "house"
    path = tmp_path / "house.docx"
    house.save(str(path))
    file = docx.Document(io.BytesIO(agenda_paper(german, path)))
    assert file.core_properties.keywords == "house"
    assert "an example" not in [p.text for p in file.paragraphs]
    house.styles["List Bullet"].name = "Something else"
    house.save(str(path))
    with pytest.raises(InputError, match="lacks the style List Bullet"):
        agenda_paper(german, path)


def test_formats_and_templates_are_checked_together(tmp_path: Path) -> None:
    assert checked(["pdf,html"], None) == ["pdf", "html"]
    assert checked([], None) == checked(["all"], None) == ["pptx", "pdf", "html", "docx"]
    with pytest.raises(InputError, match=r"(?s)'pdx'.*did you mean: pdf.*does not exist"):
        checked(["pdx"], tmp_path / "none.pptx")
    house = tmp_path / "house.docx"
    house.write_bytes(b"")
    with pytest.raises(InputError, match="is for no docx here"):
        checked(["pdf"], house)


def test_files_say_place_and_day_and_are_kept_with_their_numbers(
    german: Document, tmp_path: Path
) -> None:
    about = {"day": "2026-11-28", "study": "compare-x", "content": "abc"}
    files = write_report(german, ["html", "docx"], None, tmp_path, about)
    names = [path.name for path in files]
    assert names == [
        "oberhausen-2015-2026-11-28-page-de.html",
        "oberhausen-2015-2026-11-28-agenda-de.docx",
        "numbers.json",
    ]
    assert all(path.stat().st_size for path in files)
