"""Looking at the planner's page in a browser: waiting until something is there to be seen."""

from collections.abc import Iterator

from playwright.sync_api import Page

MOVED = "levers.coordination_limit=0.02&levers.handover=0.4"
PATIENCE = 300_000  # milliseconds: a cold or busy machine compiles and settles first


def settled(page: Page) -> None:
    """Wait until all sets of assumptions are told."""
    page.wait_for_selector("body[data-final=yes]", state="attached", timeout=PATIENCE)


def opened_views(page: Page) -> Iterator[str]:
    """The names of all views, each opened and with its content there."""
    for tab in page.get_by_role("tab").all():
        tab.click()
        name = (tab.get_attribute("id") or "").removeprefix("tab-")
        if page.locator(f"#panel-{name} [data-later]").count():
            page.wait_for_selector(f"#panel-{name} [data-query] .ways", timeout=PATIENCE)
        yield name
