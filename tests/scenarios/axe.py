"""What is wrong with a page as it looks: axe (WCAG 2.2 AA and its own good advice), and what axe does not look at."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_ALL = {"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]}
_CONTRAST = {"runOnly": {"type": "rule", "values": ["color-contrast"]}, "resultTypes": ["violations"]}
_RUN = """(asked) => axe.run(document, asked).then((found) => found.violations.flatMap(
    (one) => one.nodes.map((node) => `${one.id}: ${one.help}: ${node.html.slice(0, 160)}`)))"""
_SCRIPT = Axe().axe_script
_WIDTH = "document.documentElement.scrollWidth"
_OVER = """Array.from(document.querySelectorAll("body *"))
    .filter((one) => one.getBoundingClientRect().right > innerWidth + .5).map((one) => one.outerHTML.slice(0, 120))"""
_PRIMARY = "main .btn.primary:visible"


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


def misfits(
    page: Page, name: str, wanted: Sequence[tuple[int, Any]], small: str, picture: Callable[[Page, str], None]
) -> Iterator[str]:
    """What axe finds, hangs over the edge or is too small to be tapped in each of these looks; two primary buttons.

    small: a script that gives what is too small on these pages. picture: called with each look's name.
    """
    for width, scheme in looks(page, wanted):
        picture(page, f"{width}-{scheme}-{name}")
        found = violations(page, only_contrast=width != wanted[0][0]) + page.evaluate(small)
        if page.evaluate(_WIDTH) > width:
            found += page.evaluate(_OVER) or ["something hangs over the edge"]
        yield from (f"{name} at {width}: {one}" for one in found)
    if page.locator(_PRIMARY).count() > 1:
        yield f"{name}: more than one primary button"
