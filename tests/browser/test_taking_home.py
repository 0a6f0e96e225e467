"""What a planner takes home: workbook, figures, pack, shelf; and undo over presets."""

import io
import zipfile
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect
from testkit.axe import axe_findings
from testkit.page_looks import MOVED, settled

pytestmark = pytest.mark.browser


def taken(page: Page, button: str) -> tuple[str, bytes]:
    """Name and content of a download."""
    page.get_by_role("tab", name="Mitnehmen").click()
    with page.expect_download() as caught:
        page.locator(f"button[data-make={button}]").click()
    expect(page.locator("#making-bar")).to_be_hidden()
    return caught.value.suggested_filename, Path(caught.value.path()).read_bytes()


def test_workbook_figures_and_pack_are_downloaded(page: Page, address: str) -> None:
    page.goto(f"{address}?{MOVED}")
    settled(page)
    name, content = taken(page, "excel")
    assert name.endswith(".xlsx")
    book = load_workbook(io.BytesIO(content), read_only=True)
    assert any("Ihre Variante" in str(row) for sheet in book for row in sheet.values)
    name, content = taken(page, "figures")
    assert name.endswith("-figures-de.zip")
    kinds = {Path(one).suffix for one in zipfile.ZipFile(io.BytesIO(content)).namelist()}
    assert {".svg", ".png", ".toml"} <= kinds
    name, content = taken(page, "pack")
    assert name.endswith("-pack-de.zip")
    inside = zipfile.ZipFile(io.BytesIO(content)).namelist()
    assert {".pptx", ".docx", ".pdf", ".html", ".xlsx", ".toml"} <= {Path(f).suffix for f in inside}


def test_the_shelf_has_what_ifs_side_by_side_and_travels_by_link(page: Page, address: str) -> None:
    kept = {"Weniger & mehr": MOVED, "<b>Übergabe</b>": "levers.handover=0.4"}
    for name, query in kept.items():
        page.goto(f"{address}?{query}")
        settled(page)
        page.locator("#tab-shelf").click()
        page.locator("#shelf-name").fill(name)
        page.locator("#shelf-form button[type=submit]").click()
        expect(page.locator("#shelf-table tbody th a").filter(has_text=name)).to_have_count(1)
    rows = page.locator("#shelf-table tbody tr:not(.axis)")
    expect(rows).to_have_count(2)
    for row in rows.all():
        expect(row.locator("svg")).to_have_count(2)
    assert not page.locator("#shelf-table b", has_text="Übergabe").count()
    assert not axe_findings(page)
    page.locator("#shelf-copy").click()
    expect(page.locator("#shelf-link")).to_contain_text("#shelf=")
    link = page.locator("#shelf-link").inner_text()
    page.get_by_role("button", name="Weniger").click()
    expect(rows).to_have_count(1)
    page.evaluate("localStorage.clear()")
    page.goto("about:blank")
    page.goto(link)
    expect(rows).to_have_count(2)
    rows.first.locator("a").click()
    expect(page.locator("#changed-list li")).to_have_count(2)


def test_undo_and_redo_go_back_over_presets_too(page: Page, address: str) -> None:
    page.goto(address)
    settled(page)
    number = page.locator("[data-lever=handover] input.number")
    number.fill("0,4")
    number.press("Tab")
    page.wait_for_url("**levers.handover=0.4**")
    page.locator("input[name=preset][value=information-network] + span").click()
    page.wait_for_url("**preset=information-network**")
    expect(page.locator("#changed-list li")).to_have_count(0)
    page.locator("#undo").click()
    page.wait_for_url("**levers.handover=0.4**")
    expect(page.locator("#changed-list li")).to_have_count(1)
    page.locator("#undo").click()
    expect(page.locator("#changed-list li")).to_have_count(0)
    expect(page.locator("#undo")).to_be_disabled()
    page.locator("#redo").click()
    expect(number).to_have_value("0,4")
    page.locator("#redo").click()
    page.wait_for_url("**preset=information-network**")
    expect(page.locator("#redo")).to_be_disabled()
