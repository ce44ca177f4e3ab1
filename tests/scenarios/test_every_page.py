"""Every page there is: narrow and wide, light and dark, plain and discreet, on paper."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page

from tests.access_table import TABLE
from tests.scenarios import axe, every_page
from tests.scenarios.every_page import Practice, Shown, faults, narrow


@pytest.fixture(scope="module")
def practice(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Practice]:
    with every_page.demonstration(tmp_path_factory.mktemp("every-page")) as made:
        yield made


def test_what_has_no_page_is_still_in_the_table() -> None:
    assert set(every_page.WITHOUT_A_PAGE) <= {route.name for route in TABLE if "GET" in route.answers}


class Walk:
    """Goes through the pages in one browser for each who is in, and writes down what is wrong with each."""

    def __init__(self, browser: Browser, practice: Practice, wording: str) -> None:
        self.browser, self.practice, self.wording = browser, practice, wording
        self.pages: dict[str, Page] = {}
        self.wrong: list[str] = []
        self.at = ""

    def __enter__(self) -> "Walk":
        return self

    def __exit__(self, *_: Any) -> None:
        for page in self.pages.values():
            page.context.close()

    def open(self, shown: Shown) -> Page:
        self.at = shown.name
        who = self.wording if shown.who == "in" else shown.who
        page = self.pages.get(who)
        if page is None:
            page = self.pages[who] = self._watched(self.practice.context(self.browser, who))
        answer = page.goto(self.practice.url + shown.path, wait_until="load")
        if answer is None or not page.url.endswith(shown.path):
            self.note("as asked", [f"led to {page.url}"])
        return page

    def _watched(self, context: BrowserContext) -> Page:
        page = context.new_page()
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self.note("script", [str(error)]))
        return page

    def _heard(self, said: ConsoleMessage) -> None:
        # A page that says that nothing is there is an answer too, and browsers write its status down.
        if said.type == "error" and "status of 4" not in said.text:
            self.note("console", [said.text])

    def note(self, how: str, found: list[str]) -> None:
        self.wrong += [f"{self.at}, {how}: {one}" for one in found]


def test_every_page_holds_at_every_width_in_light_and_dark_and_on_paper(browser: Browser, practice: Practice) -> None:
    with Walk(browser, practice, "plain") as walk:
        for shown in every_page.walk(practice):
            page = walk.open(shown)
            page.emulate_media(media="screen", color_scheme="light")
            for width in (320, 1280, 390):
                narrow(page, width)
                walk.note(f"{width} px", faults(page))
            walk.note("390 px, light", axe.violations(page))
            page.emulate_media(color_scheme="dark")
            narrow(page, 1280)
            walk.note("1280 px, dark", axe.violations(page, only_contrast=True))
            page.emulate_media(media="print", color_scheme="light")
            walk.note("print", page.evaluate(every_page.ON_PAPER, shown.name in every_page.HANDED_OUT))

    assert not walk.wrong, "\n".join(walk.wrong)


def test_every_page_holds_in_the_discreet_wording_and_no_print_carries_it(browser: Browser, practice: Practice) -> None:
    prints: dict[str, list[str]] = {}
    with Walk(browser, practice, "discreet") as walk:
        for shown in every_page.walk(practice):
            page = walk.open(shown)
            narrow(page, 320)
            walk.note("320 px, discreet", faults(page))
            if shown.who == "in" and shown.name not in every_page.HANDED_OUT:
                page.emulate_media(media="print")
                walk.note("discreet, on paper", page.evaluate(every_page.REFUSED))
                page.emulate_media(media="screen")
            if shown.is_print:
                prints[shown.name] = [on_paper(page)]
    with Walk(browser, practice, "plain") as plain:
        for shown in every_page.walk(practice):
            if shown.is_print:
                prints[shown.name].append(on_paper(plain.open(shown)))

    assert not walk.wrong, "\n".join(walk.wrong)
    for discreet, plainly in prints.values():
        assert discreet == plainly


def on_paper(page: Page) -> str:
    """What a print says, but for its numbers and hashes; where it asks first, as it is suggested."""
    every_page.press_on(page)
    return re.sub(r"\S*\d\S*", "…", page.locator("main").inner_text())
