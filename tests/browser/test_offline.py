"""The offline copy in a browser without any network: it estimates as Python does, or refuses."""

import json
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from testkit.axe import axe_findings
from testkit.offline_copy import Copied, offline_copy
from testkit.source import ROOT

pytestmark = pytest.mark.browser

PICTURES = ROOT / "results" / "page-pictures"
GOALS = ("work", "participation")


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Copied:
    """A copy of a small town."""
    return offline_copy(tmp_path_factory.mktemp("offline"))


@pytest.fixture
def offline(browser: Browser) -> Iterator[BrowserContext]:
    """A German reader without a network, and with the policy of the file in force."""
    made = browser.new_context(
        locale="de-DE", viewport={"width": 1366, "height": 768}, offline=True
    )
    yield made
    made.close()


@pytest.fixture
def opened(offline: BrowserContext, copied: Copied) -> Iterator[Page]:
    """The file from the disk; whatever it asks for, or complains of, fails the test."""
    page = offline.new_page()
    wrong: list[str] = []
    asked: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
    page.on("request", lambda one: asked.append(one.url))
    page.goto(copied.file.as_uri())
    yield page
    assert not wrong
    assert [url for url in asked if not url.startswith("data:")] == [copied.file.as_uri()]


def moved(page: Page, lever: str, text: str) -> None:
    number = page.locator(f"[data-lever={lever}] input.number")
    number.fill(text)
    number.press("Tab")


def shown(page: Page) -> dict[str, float]:
    rows = page.locator("#estimated .row[data-goal]").all()
    return {
        str(row.get_attribute("data-goal")): float(str(row.get_attribute("data-value")))
        for row in rows
    }


def test_what_is_moved_is_estimated_as_in_python(opened: Page, copied: Copied) -> None:
    expect(opened.locator("#estimate")).to_be_hidden()
    expect(opened.locator("h1")).to_contain_text("Arbeitsaufnahmen")
    moved(opened, "handover", "0,4")
    moved(opened, "coordination_limit", "2,5")
    opened.locator("[data-lever=teams_by_sozialraum]").get_by_text("nach Aufgaben").click()
    expect(opened.locator("#changed-list li")).to_have_count(3)
    expect(opened.locator("#estimate h2")).to_contain_text("nicht gerechnet")
    levers = {"handover": 0.4, "coordination_limit": 0.025, "teams_by_sozialraum": 0.0}
    model = json.loads(str(opened.locator("#model").text_content()))
    shift, found = copied.estimate.shift(levers), shown(opened)
    for goal in GOALS:
        own = model["goals"][goal]["difference"] + shift[goal]
        assert found[goal] == pytest.approx(own, abs=1e-9)
        assert shift[goal] != 0.0
    said = opened.locator("#spoken").text_content() or ""
    assert "Arbeit" in said
    assert "geschätzt" in said
    command = opened.locator("#command").inner_text()
    assert "sozialraum what-if production-network" in command
    assert "--set levers.handover=0.4" in command
    assert opened.locator("#estimate .dashed").count() == 4  # a line and a dot for each goal


def test_every_lever_comes_to_the_same_as_in_python(opened: Page, copied: Copied) -> None:
    for span in copied.estimate.spans:
        control = opened.locator(f"[data-lever={span.lever}]")
        if control.locator("input.number").count():
            scale = float(control.get_attribute("data-scale") or 1)
            value = span.low if span.preset != span.low else span.high
            moved(opened, span.lever, f"{value * scale:g}".replace(".", ","))
        else:
            value = span.high if span.preset != span.high else span.low
            control.locator(f"input[value='{value:g}'] + span").click()
        shift, found = copied.estimate.shift({span.lever: value}), shown(opened)
        stored = json.loads(str(opened.locator("#model").text_content()))["goals"]
        for goal in GOALS:
            own = stored[goal]["difference"] + shift[goal]
            assert found[goal] == pytest.approx(own, abs=1e-9), span.lever
        opened.locator("#reset").click()
        expect(opened.locator("#estimate")).to_be_hidden()


def test_outside_the_box_it_refuses_in_words(opened: Page) -> None:
    opened.locator("[data-lever=membership]").get_by_text("niemand").click()
    expect(opened.locator("#refused")).to_contain_text("Keine Schätzung")
    expect(opened.locator("#refused")).to_contain_text("rät nicht")
    expect(opened.locator("#estimated")).to_be_hidden()
    assert "Keine Schätzung" in (opened.locator("#spoken").text_content() or "")
    opened.locator("[data-lever=membership]").get_by_role("button").click()
    expect(opened.locator("#estimate")).to_be_hidden()
    moved(opened, "handover", "7")
    expect(opened.locator("#trouble")).to_contain_text("0 – 1")
    expect(opened.locator("[data-lever=handover] input.number")).to_have_value("0,9")


def test_both_languages_are_in_it_and_the_estimate_is_kept(opened: Page) -> None:
    moved(opened, "handover", "0,4")
    before = shown(opened)
    PICTURES.mkdir(parents=True, exist_ok=True)
    for language, button in (("de", "English"), ("en", "Deutsch")):
        expect(opened.locator("html")).to_have_attribute("lang", language)
        assert shown(opened) == before
        tabs = opened.get_by_role("tab").all()
        assert len(tabs) >= 7
        for tab in tabs:
            tab.click()
            assert opened.evaluate("document.documentElement.scrollWidth") <= 1366
        tabs[0].click()
        opened.screenshot(path=PICTURES / f"offline-{language}.png", full_page=True)
        opened.get_by_role("button", name=button).click()
    expect(opened.locator("html")).to_have_attribute("lang", "de")
    expect(opened.locator("[data-lever=handover] input.number")).to_have_value("0,4")


@pytest.mark.parametrize("language", ["de", "en"])
def test_no_view_of_the_copy_has_a_finding_of_axe(
    browser: Browser, copied: Copied, language: str
) -> None:
    context = browser.new_context(locale="de-DE", offline=True, bypass_csp=True)
    page = context.new_page()
    page.goto(copied.file.as_uri())
    if language == "en":
        page.get_by_role("button", name="English").click()
    moved(page, "handover", "0,4" if language == "de" else "0.4")
    for tab in page.get_by_role("tab").all():
        tab.click()
        assert not axe_findings(page), tab.get_attribute("id")
    context.close()
