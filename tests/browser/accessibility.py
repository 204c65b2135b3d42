"""Looking at a page as axe-core and as narrow screens do."""

from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

# evaluate() works beside the page's own policy, which stays on.
_RUN = """options => axe.run(document, options).then(found => found.violations.flatMap(
    rule => rule.nodes.map(node => `${rule.id}: ${node.target.join(" ")}`)))"""
_ALL = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Between light and dark only the colours differ.
_RULES = {"light": _ALL, "dark": ["color-contrast"]}
_TOO_WIDE = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
WIDTHS = (1280, 360, 320)
LOOKS = [(1280, "light"), (1280, "dark"), (360, "light"), (360, "dark")]


def faults(page: Page) -> list[str]:
    """Return what is wrong with the page at hand: at two widths, in two schemes, at 320 pixels."""
    page.evaluate(AXE_SCRIPT)
    found = [fault for width, scheme in LOOKS for fault in _faults_at(page, width, scheme)]
    return found + misfits(page)


def misfits(page: Page) -> list[str]:
    """Return at which widths the page at hand scrolls sideways."""
    return [f"{page.url} at {width}: scrolls sideways" for width in WIDTHS if _scrolls(page, width)]


def _scrolls(page: Page, width: int) -> bool:
    page.set_viewport_size({"width": width, "height": 800})
    return bool(page.evaluate(_TOO_WIDE))


def _faults_at(page: Page, width: int, scheme: Any) -> list[str]:
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=scheme)
    found = page.evaluate(_RUN, {"runOnly": _RULES[scheme], "resultTypes": ["violations"]})
    return [f"{page.url} at {width} {scheme}: {fault}" for fault in found]
