"""A page on a small town, and a browser that looks at it. Chromium is the system's own."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from testkit.page_server import PageServer
from testkit.small_town import small_town

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
expect.set_options(timeout=30_000)  # milliseconds: a busy machine takes its time
PATIENCE = 300_000  # milliseconds: a cold or busy machine compiles and settles first


@pytest.fixture(scope="session")
def stored(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A town, and the store of all servers that show it: what one has run, none runs again."""
    folder = tmp_path_factory.mktemp("page")
    return small_town(folder), folder / "store"


@pytest.fixture(scope="session")
def address(stored: tuple[Path, Path]) -> Iterator[str]:
    """The address of a server of its own."""
    with PageServer(*stored) as server:
        yield server.address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium; asked for by `make test-browser`, so that it must be there."""
    path = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    assert path, "no Chromium here: apt-get install chromium"
    as_root = ["--no-sandbox"] if getattr(os, "geteuid", lambda: 1)() == 0 else []
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=as_root)
        yield opened
        opened.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A German reader; requests to anywhere else are an error."""
    made = browser.new_context(
        locale="de-DE", viewport={"width": 1366, "height": 768}, bypass_csp=True
    )
    made.set_default_timeout(PATIENCE)
    yield made
    made.close()


@pytest.fixture
def page(context: BrowserContext, address: str) -> Iterator[Page]:
    """A page; whatever the script complains of fails the test."""
    opened = context.new_page()
    wrong: list[str] = []
    elsewhere: list[str] = []
    opened.on("pageerror", lambda error: wrong.append(str(error)))
    opened.on(
        "request",
        lambda asked: (
            None if asked.url.startswith((address, "data:")) else elsewhere.append(asked.url)
        ),
    )
    yield opened
    assert not wrong
    assert not elsewhere


def is_elsewhere(url: str, address: str) -> bool:
    """Whether something is asked of anybody but the server."""
    return not url.startswith((address, "data:", "blob:"))
