"""What axe finds on a page: faults of accessibility, WCAG 2.2 A and AA and best practice."""

import json

from playwright.sync_api import Page

from testkit.source import ROOT

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_AXE = ROOT / "tests" / "browser" / "axe.min.js"


def axe_findings(page: Page, within: str = "html") -> list[tuple[str, list[str]]]:
    """Rule and a few places of every finding; the page must let scripts in (`bypass_csp`).

    within: a part of the page, where the rest is as it was when it was looked at.
    """
    if not page.evaluate("'axe' in window"):
        page.evaluate(_AXE.read_text(encoding="utf-8"))
    options = {"runOnly": {"type": "tag", "values": RULES}}
    found = page.evaluate(f"axe.run({json.dumps(within)}, {json.dumps(options)})")
    return [
        (one["id"], [node["html"][:120] for node in one["nodes"]][:3])
        for one in found["violations"]
    ]
