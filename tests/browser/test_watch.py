"""Watching a run in a browser: the network is there, and a step is a month."""

from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, expect
from testkit.page_server import Server
from testkit.small_town import small_town

pytestmark = pytest.mark.browser

PATIENCE = 300_000  # milliseconds: a cold or busy machine compiles and settles first


def test_it_shows_the_network_and_steps_a_month(context: BrowserContext, tmp_path: Path) -> None:
    with Server("watch", "--place", str(small_town(tmp_path)), "--lang", "de") as server:
        page = context.new_page()
        elsewhere: list[str] = []
        page.on(
            "request",
            lambda asked: (
                None
                if asked.url.startswith((server.address, server.address.replace("http", "ws")))
                or asked.url.startswith(("data:", "blob:"))
                else elsewhere.append(asked.url)
            ),
        )
        page.goto(server.address)
        network = page.get_by_role("img", name="Monat 0")
        expect(network.first).to_be_visible(timeout=PATIENCE)
        expect(page.locator("svg text", has_text="Jobcenter").first).to_be_visible()
        page.get_by_role("button", name="Step").click()
        expect(page.get_by_role("img", name="Monat 1:").first).to_be_visible(timeout=PATIENCE)
        assert not elsewhere
