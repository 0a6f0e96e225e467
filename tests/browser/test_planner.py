"""What a planner does: move a decision, read, wait for own draws, take it home and come back."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from testkit.page_looks import MOVED, opened_views, settled
from testkit.page_server import PageServer
from testkit.source import ROOT

pytestmark = pytest.mark.browser

PATIENCE = 300_000  # milliseconds: a cold or busy machine compiles and settles first
PICTURES = ROOT / "results" / "page-pictures"
SIZES = {
    "desk": (1366, 768), "projector": (1920, 1080), "phone": (390, 844), "zoom": (683, 384),
}  # fmt: skip


def test_a_decision_is_moved_with_the_keyboard_and_answered(page: Page, address: str) -> None:
    page.goto(address)
    page.wait_for_selector("body[data-answered='1']", state="attached", timeout=PATIENCE)
    decision = page.locator("[data-lever=coordination_limit]")
    expect(decision.locator(".value")).to_have_text("5\u00a0%")
    slider = decision.locator("input[type=range]")
    slider.focus()
    for _ in range(4):
        page.keyboard.press("ArrowLeft")
    expect(decision.locator(".value")).to_have_text("3\u00a0%")
    expect(slider).to_have_attribute("aria-valuetext", "3\u00a0%")
    expect(decision.locator("input.number")).to_have_value("3")
    expect(decision.locator(".flag")).to_be_visible()
    expect(page.locator("#changed-list li")).to_have_count(1)
    # A slow machine answers a key in between as well: the second answer or a later one.
    page.wait_for_function("Number(document.body.dataset.answered) >= 2")
    headline = page.locator("#place-headline h1")
    expect(headline).to_contain_text("Ihre Variante")
    assert "coordination_limit=0.03" in page.url
    settled(page)
    expect(page.locator("#status")).to_contain_text("Fertig: aus 4 von 4 Annahmesätzen")
    expect(page.locator("#spoken")).to_contain_text("Fertig")
    page.get_by_role("button", name="Rückgängig").click()
    expect(decision.locator(".value")).to_have_text("5\u00a0%")
    expect(headline).not_to_contain_text("Ihre Variante")
    page.get_by_role("button", name="Wiederholen").click()
    expect(decision.locator(".value")).to_have_text("3\u00a0%")
    expect(headline).to_contain_text("Ihre Variante")


def test_numbers_are_refused_at_the_control(page: Page, address: str) -> None:
    page.goto(address)
    number = page.locator("[data-lever=handover] input.number")
    number.fill("7")
    number.press("Tab")
    expect(page.locator("#trouble")).to_contain_text("0 – 1")
    expect(number).to_have_value("0,9")
    number.fill("0,5")
    number.press("Tab")
    expect(page.locator("#trouble")).to_be_hidden()
    expect(page.locator("[data-lever=handover] .value")).to_have_text("oft")
    page.goto(f"{address}?levers.handover=7&preset=nonsense")
    expect(page.locator("#notices")).to_contain_text("Nicht angenommen")
    expect(page.locator("#notices")).to_contain_text("nonsense")


def test_it_is_taken_home_and_comes_back(page: Page, address: str, tmp_path: Path) -> None:
    page.goto(f"{address}?{MOVED}")
    settled(page)
    said = page.locator("#place-headline h1").inner_text()
    page.get_by_role("tab", name="Mitnehmen").click()
    link = page.locator("#link").inner_text()
    assert len(link) < 2000
    assert "uncertainty ranges" in page.locator("#command").inner_text()
    assert "sr.compare(" in page.locator("#python").inner_text()
    with page.expect_download() as caught:
        page.get_by_role("link", name="Als Datei speichern").click()
    file = tmp_path / "mine.toml"
    caught.value.save_as(file)
    assert "handover = 0.4" in file.read_text(encoding="utf-8")
    page.get_by_role("link", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    settled(page)
    expect(page.locator("#place-headline h1")).to_contain_text("Your option")
    page.goto(link)
    settled(page)
    assert page.locator("#place-headline h1").inner_text() == said
    page.goto(address)
    page.set_input_files("#file", file)
    page.wait_for_url("**levers.handover=0.4**")
    settled(page)
    assert page.locator("#place-headline h1").inner_text() == said
    file.write_text("extends = 'siloed'\n[levers]\nhandover = '<b>'", encoding="utf-8")
    page.set_input_files("#file", file)
    expect(page.locator("#trouble")).to_contain_text("handover")
    assert page.locator("#trouble b").count() == 0


def test_the_neutral_what_if_shows_zero_everywhere(page: Page, address: str) -> None:
    page.goto(f"{address}?preset=siloed")
    settled(page)
    for text in page.locator("#place-answer .numbers b").all_inner_texts():
        assert text == "0,0"
    for text in page.locator("#place-answer .big").all_inner_texts():
        assert "praktisch gleich" in text


def test_nothing_has_to_be_scrolled_sideways(page: Page, address: str) -> None:
    page.goto(f"{address}?{MOVED}")
    settled(page)
    PICTURES.mkdir(parents=True, exist_ok=True)
    for name in opened_views(page):
        for size, (width, height) in SIZES.items():
            page.set_viewport_size({"width": width, "height": height})
            wide = page.evaluate("document.documentElement.scrollWidth")
            assert wide <= width, (name, size)
            page.screenshot(path=PICTURES / f"{name}-{size}.png", full_page=name != "assumptions")


def test_a_view_that_is_chosen_on_a_small_screen_comes_into_sight(page: Page, address: str) -> None:
    width, height = SIZES["phone"]
    page.set_viewport_size({"width": width, "height": height})
    page.goto(f"{address}?{MOVED}")
    settled(page)
    page.get_by_role("tab", name="Mitnehmen").click()
    assert page.locator("#panel-take").bounding_box()["y"] < 0.7 * height  # type: ignore[index]


def test_tabs_are_moved_by_arrows_and_sliders_have_names(page: Page, address: str) -> None:
    page.goto(address)
    first = page.get_by_role("tab").first
    first.focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator("#panel-gains")).to_be_visible()
    expect(page.locator("#panel-answer")).to_be_hidden()
    page.keyboard.press("Home")
    expect(page.locator("#panel-answer")).to_be_visible()
    named = page.get_by_role("slider", name=re.compile("Wer an ein Angebot weitergeleitet wird"))
    expect(named).to_have_count(1)


def test_a_server_that_is_gone_is_said_and_the_what_if_stays(
    context: BrowserContext, stored: tuple[Path, Path]
) -> None:
    with PageServer(*stored) as server:
        page = context.new_page()
        page.goto(f"{server.address}?{MOVED}")
        page.wait_for_selector("#decisions .changed", timeout=PATIENCE)
        server.process.kill()
        expect(page.locator("#trouble")).to_contain_text("antwortet nicht mehr", timeout=30_000)
        slider = page.locator("[data-lever=max_parallel] input[type=range]")
        slider.focus()
        page.keyboard.press("ArrowLeft")
        expect(page.locator("#changed-list li")).to_have_count(3)
        expect(page.locator("#trouble")).to_be_visible()
        assert "max_parallel=2" in page.url
