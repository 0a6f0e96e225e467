"""The report as a page: opened from a file without a network, checked by axe, printed on A4."""

import io
import json
import re
from pathlib import Path

import pikepdf
import pytest
from playwright.sync_api import Browser, Page
from testkit.planted import planted, spread

from analysis.report.build import document
from analysis.report.page import page as written
from model.words import LANGUAGES, Language

pytestmark = pytest.mark.browser
AXE = Path(__file__).parent / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
A4 = (595.0, 842.0)  # points
PAPER = 794  # pixels of a browser across A4


def opened(browser: Browser, folder: Path, language: Language) -> tuple[Page, list[str]]:
    """The page of a planted result, and whatever it asks of anybody but its own file."""
    effects = {"case-management-only": spread(0.0, 0.1), "production-network": spread(-3.6, 0.2)}
    groups = [
        {"dimension": "sex", "group": name, "persons": 27_000, "gain": 1.0, "lose": 2.0,
         "integrations": -20.0, "years": 5.0}
        for name in ("male", "female")
    ]  # fmt: skip
    made = document(planted(effects, formed=3, groups=groups), language)
    file = folder / "report.html"
    file.write_text(written(made), encoding="utf-8")
    context = browser.new_context(offline=True, bypass_csp=True)
    page, elsewhere = context.new_page(), list[str]()
    page.on("request", lambda asked: elsewhere.append(asked.url))
    page.goto(file.as_uri())
    elsewhere.remove(file.as_uri())
    return page, elsewhere


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_needs_no_network_and_axe_finds_nothing(
    browser: Browser, tmp_path: Path, language: Language
) -> None:
    page, elsewhere = opened(browser, tmp_path, language)
    for details in page.locator("details").all():
        details.evaluate("one => { one.open = true; }")
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate(f"axe.run(document, {json.dumps({'runOnly': RULES})})")
    assert [(one["id"], [node["html"][:120] for node in one["nodes"]]) for one in
            found["violations"]] == []  # fmt: skip
    assert found["passes"]
    assert page.locator("html").get_attribute("lang") == language
    assert page.locator("svg").count() > 0
    assert not [asked for asked in elsewhere if not asked.startswith("data:")]


def test_the_page_prints_on_a4_and_nothing_is_cut(browser: Browser, tmp_path: Path) -> None:
    page, _ = opened(browser, tmp_path, "de")
    page.set_viewport_size({"width": PAPER, "height": 1123})
    page.emulate_media(media="print")
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= PAPER, "something is wider than the paper"
    printed = page.pdf(format="A4", prefer_css_page_size=True)
    with pikepdf.open(io.BytesIO(printed)) as pdf:
        sizes = {tuple(round(float(x)) for x in sheet.mediabox[2:]) for sheet in pdf.pages}
        assert all(abs(a - b) < 2 for size in sizes for a, b in zip(size, A4, strict=True)), sizes
        assert 1 < len(pdf.pages) < 20
    headings = page.locator("h2").all_inner_texts()
    assert len(headings) == len({re.sub(r"\s+", " ", one) for one in headings})
