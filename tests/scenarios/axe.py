"""axe on a page: what WCAG 2.2 AA asks, and axe's own good advice."""

from collections.abc import Iterator, Sequence
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_ALL = {"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]}
_CONTRAST = {"runOnly": {"type": "rule", "values": ["color-contrast"]}, "resultTypes": ["violations"]}
_RUN = """(asked) => axe.run(document, asked).then((found) => found.violations.flatMap(
    (one) => one.nodes.map((node) => `${one.id}: ${one.help}: ${node.html.slice(0, 160)}`)))"""
_SCRIPT = Axe().axe_script


def violations(page: Page, only_contrast: bool = False) -> list[str]:
    """What axe finds, each with its element. The script stays in the page until the next one is opened.

    only_contrast: for the same page in other colours, where nothing else can have changed.
    """
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(_SCRIPT)
    found: list[str] = page.evaluate(_RUN, _CONTRAST if only_contrast else _ALL)
    return found


def looks(page: Page, wanted: Sequence[tuple[int, Any]]) -> Iterator[tuple[int, Any]]:
    """The same page, one after the other: so many px wide, "dark" or "light"."""
    for width, scheme in wanted:
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        page.set_viewport_size({"width": width, "height": 900})
        yield width, scheme
