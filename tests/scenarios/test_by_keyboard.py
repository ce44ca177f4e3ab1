"""A run-in from the sign-in to the signature with nothing but a keyboard: focus is always seen and never held fast."""

import re

from playwright.sync_api import Page, expect

from tests.scenarios.conftest import Served
from tests.scenarios.test_the_journey_on_a_phone import BEGUN

PASSWORD = "a boat on the quiet lake"
# Where the keyboard stands, whether that is seen, and whether it is what was asked for. A choice that is drawn as a
# chip or a line shows it on what stands beside it.
STANDING = """(wanted) => {
    const one = document.activeElement;
    const drawn = (it) => it && getComputedStyle(it).outlineStyle !== "none"
        && parseFloat(getComputedStyle(it).outlineWidth) >= 2;
    const box = one.getBoundingClientRect();
    return {
        there: one.matches(wanted),
        body: one === document.body,
        seen: drawn(one) || drawn(one.nextElementSibling) || drawn(one.closest("label")) || drawn(one.parentElement),
        on_screen: box.bottom > 0 && box.top < innerHeight,
        what: one.outerHTML.slice(0, 160),
    };
}"""


class Keyboard:
    """Only keys: Tab, Enter, Space, arrows and letters."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.unseen: list[str] = []

    def to(self, wanted: str) -> None:
        """Tab forward until the keyboard stands on it; round the page once and no further."""
        for _ in range(250):
            standing = self.page.evaluate(STANDING, wanted)
            if not standing["body"] and not (standing["seen"] and standing["on_screen"]):
                self.unseen.append(f"{self.page.url}: {standing['what']}")
            if standing["there"]:
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"Nobody comes to {wanted} by keyboard; it stands on {standing['what']}")

    def write(self, name: str, text: str) -> None:
        self.to(f"[name='{name}']")
        self.page.keyboard.type(text)

    def choose(self, name: str, value: str) -> None:
        """One of several: to the group by Tab, then by arrows; the first is taken with Space."""
        self.to(f"[type=radio][name='{name}']")
        self.page.keyboard.press("Space")
        for _ in range(20):
            if self.page.evaluate("() => document.activeElement.value") == value:
                break
            self.page.keyboard.press("ArrowDown")
        expect(self.page.locator(f"[name='{name}'][value='{value}']")).to_be_checked()

    def tick(self, name: str, value: str) -> None:
        self.to(f"[type=checkbox][name='{name}'][value='{value}']")
        self.page.keyboard.press("Space")

    def enter(self, wanted: str) -> None:
        """On a link or a button; the next page begins anew."""
        self.to(wanted)
        before = self.page.url
        self.page.keyboard.press("Enter")
        self.page.wait_for_url(lambda url: url != before)


def test_a_run_in_is_put_down_finished_and_signed_by_keyboard(page: Page, served: Served) -> None:
    served.installation.python(BEGUN)
    keys = Keyboard(page)
    page.goto(served.url + "/sign-in/")
    keys.write("login", "ruth@example.org")
    keys.write("password", PASSWORD)
    page.keyboard.press("Enter")
    expect(page).to_have_url(served.url + "/")

    skips_what_every_page_has(page)
    keys.enter("main a[href^='/run-ins/new/']")
    keys.write("who", "Lindqvist")
    expect(page.locator("#found [type=radio]").first).to_be_attached()
    # The keyboard still stands where it was; what was found is one step back, among the answers to "Who?".
    assert page.evaluate("() => document.activeElement.name") == "who"
    page.keyboard.press("Shift+Tab")
    keys.choose("client", page.locator("#found [type=radio]").first.input_value())
    for name, value in (("place", "shop"), ("saw", "both"), ("hello", "they")):
        keys.choose(name, value)
    keys.tick("they_with", "family")
    for name, value in (("i_with", "alone"), ("introduced", "not_at_all"), ("said", "chit_chat")):
        keys.choose(name, value)
    keys.enter("main form button.primary")
    expect(page).to_have_url(re.compile("said=document.captured"))

    keys.enter("main a[href*='/finish/']")
    for name, value in (("channel", "in_person"), ("knew", "both")):
        keys.choose(name, value)
    keys.tick("led", "nod")
    keys.tick("responded", "nod")
    for name, value in (("infer", "nothing"), ("chance", "chance"), ("lasted", "moment")):
        keys.choose(name, value)
    for name in ("fact", "impact", "plan"):
        keys.write(name, "We met by the bread.")
    keys.enter("main form button.primary")

    keys.write("name", "Ruth Adeyemi")
    keys.enter("main form button.primary")
    expect(page.locator("main").get_by_text("Signed and locked").first).to_be_visible()
    assert keys.unseen == []


def skips_what_every_page_has(page: Page) -> None:
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to content")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.querySelector('main').contains(document.activeElement)")
