"""Every view of the page once its content is there: axe finds nothing, print has what was seen."""

import pytest
from playwright.sync_api import Page, expect
from testkit.axe import axe_findings
from testkit.page_looks import MOVED, opened_views, settled
from testkit.source import ROOT

pytestmark = pytest.mark.browser

PICTURES = ROOT / "results" / "page-pictures"
# Rows of a table, and levers, are all made alike: a few of them stand for hundreds.
SHORTER = """for (const many of document.querySelectorAll("tbody, .expert"))
    for (const row of [...many.children].slice(20)) row.remove();"""
LAZY = {"gains", "time", "spaces", "creaming", "all", "assumptions", "waits", "hours", "ties",
        "lives", "hangs"}  # fmt: skip


@pytest.mark.parametrize("language", ["de", "en"])
def test_no_view_has_a_finding_of_axe(page: Page, address: str, language: str) -> None:
    page.goto(f"{address}?{MOVED}&lang={language}")
    settled(page)
    PICTURES.mkdir(parents=True, exist_ok=True)
    seen = set()
    for name in opened_views(page):
        page.screenshot(path=PICTURES / f"{name}-{language}.png", full_page=True)
        page.evaluate(SHORTER)
        assert not axe_findings(page), name
        panel = page.locator(f"#panel-{name}")
        ways = [way.get_attribute("data-way") for way in panel.locator("[data-way]").all()]
        for way in ways[1:]:  # the first is shown
            panel.locator(f"[data-way={way}]").click()
            assert not axe_findings(page, f"#panel-{name}"), (name, way)
        seen |= {name} if ways else set()
    assert seen == LAZY
    page.locator("#expert summary").click()
    expect(page.locator("#expert .works-in").first).not_to_have_text("…")
    assert not axe_findings(page), "specialists' view"


def test_print_has_the_decisions_and_the_views_that_were_opened(page: Page, address: str) -> None:
    page.goto(f"{address}?{MOVED}")
    settled(page)
    page.get_by_role("tab", name="Wer gewinnt").click()
    page.wait_for_selector("#panel-gains .ways")
    page.get_by_role("tab").first.click()
    page.emulate_media(media="print")
    for shown in ("#changed-list li >> nth=0", "#panel-answer", "#panel-gains", "#place-limits"):
        expect(page.locator(shown)).to_be_visible()
    for hidden in (
        "#panel-time",
        "#panel-take",
        "#panel-shelf",
        ".tabs",
        "#save",
        ".decision >> nth=0",
    ):
        expect(page.locator(hidden)).to_be_hidden()
