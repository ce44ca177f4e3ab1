"""The policy on every screen: small, wide, dark, discreet; by keyboard alone; without JavaScript; in two tabs."""

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.scenarios import axe
from tests.scenarios.conftest import Served
from tests.scenarios.steps import Ruth

Check = Callable[[Page], None]

WRITTEN = """
import django; django.setup()
from waveback.people import actions as people
from waveback.steps.policy import actions
ruth = people.claim_installation(
    token=people.new_claim_link(), practice_name="Lakeside Counselling", time_zone="America/Chicago",
    profession="apa", name="Ruth Adeyemi", credentials="PhD", email="ruth@example.org",
    password="a boat on the quiet lake")[0]
for name in ("Mara Lindqvist", "Daniel Okafor"):
    people.open_client(member=ruth, details=people.ClientDetails(legal_name=name))
revision = actions.set_comfort(member=ruth, comfort={"place": "town", "community": ["faith"], "family": "often",
    "talk": "some", "online": "yes", "touch": "fine"}, revision=0)
first = actions.publish_version(member=ruth, revision=revision)
for number, option, words in (("5", "open", ""), ("20", "notice", ""), ("7", "none",
        "I generally keep to a greeting without touch, whether we are in a shop, on a bus or anywhere else at all.")):
    answer = {"option": option, "own_words": words}
    revision = actions.answer_clause(member=ruth, number=number, answer=answer, revision=revision)
second = actions.publish_version(member=ruth, revision=revision, changes="Longer chats; reviews; no touch.")
revision = actions.answer_clause(member=ruth, number="2", answer={"option": "same", "own_words": ""}, revision=revision)
print(first.pk, second.pk)
"""


@pytest.fixture
def versions(served: Served) -> list[str]:
    """An installation with two published versions and a draft that differs; their ids."""
    return served.installation.python(WRITTEN).split()


def pages(versions: list[str]) -> dict[str, str]:
    first, second = versions
    return {
        "home": "/policy/",
        "comfort": "/policy/comfort/",
        "clause": "/policy/questions/1/",
        "phrases": "/policy/questions/6/",
        "offered": "/policy/questions/18/",
        "included": "/policy/questions/12/",
        "own": "/policy/questions/34/",
        "publish": "/policy/publish/",
        "version": f"/policy/versions/{second}/",
        "print": f"/policy/versions/{second}/print/",
        "copy": f"/policy/versions/{second}/copy/",
        "beside": f"/policy/versions/{first}/beside/{second}/",
    }


def picture(page: Page, name: str) -> None:
    """With SHOTS=folder a picture of the page is kept there."""
    if folder := os.environ.get("SHOTS"):
        Path(folder).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=f"{folder}/{name}.png", full_page=True)


SMALL = """Array.from(document.querySelectorAll("main a, main button, main summary, main select, main .pick label"))
    .filter((one) => !one.closest("p, .sr, .sec, li span, td, dd, article, .hint, .tailnote, caption"))
    .map((one) => [one, one.getBoundingClientRect()])
    .filter(([, box]) => box.width && (box.height < 43.5 || box.width < 24))
    .map(([one, box]) => one.outerHTML.slice(0, 100) + " " + box.height)"""


# test_every_page.py opens each page at every width in both; here it is what a walk through them fills in.
def test_every_page_fits_can_be_read_and_tapped(page: Page, served: Served, versions: list[str]) -> None:
    Ruth(page, served, lambda _: None).signs_in()
    found = []
    for name, path in pages(versions).items():
        page.goto(served.url + path)
        found += axe.misfits(page, name, ((320, "dark"), (1280, "light")), SMALL, picture)
    assert found == []


def test_no_page_tells_a_bystander_what_it_is_about(page: Page, served: Served, versions: list[str]) -> None:
    ruth = Ruth(page, served, lambda _: None)
    ruth.signs_in()
    ruth.press("Discreet")
    for name, path in pages(versions).items():
        page.goto(served.url + path)
        picture(page, f"1280-discreet-{name}")
        if name == "print":
            continue  # prints are always in plain wording
        shown = page.locator("body").inner_text()
        told = re.findall(r"\b(clients?|run-ins?|sessions?|polic(?:y|ies)|therap\w*|counsel\w*)\b", shown, re.I)
        assert [one for one in told if not f"{one}-v".startswith("policy-v")] == [], name
        assert page.title() == "Waveback"


def test_printed_it_is_clean_black_on_white(page: Page, served: Served, versions: list[str]) -> None:
    Ruth(page, served, lambda _: None).signs_in()
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 794, "height": 1123})
    for name in ("print", "beside", "version", "home"):
        page.goto(served.url + pages(versions)[name])
        picture(page, f"paper-{name}")
        expect(page.locator("header").first).to_be_hidden()
        assert page.locator("main button:visible").count() == 0, name


def test_by_keyboard_alone_a_clause_is_added_and_published(page: Page, served: Served, versions: list[str]) -> None:
    Ruth(page, served, lambda _: None).signs_in()
    page.goto(served.url + "/policy/questions/18/")
    _tab_to(page, 'input[name="option"]:checked')
    page.keyboard.press("ArrowDown")
    expect(page.locator("#option-leave_app")).to_be_checked()
    _tab_to(page, "button[name=next]")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/policy/\?said=policy.added"))
    expect(page.locator(".doc")).to_contain_text("I leave that app if I can")

    _tab_to(page, 'a[href="/policy/publish/"]')
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Publish version 3?")
    _tab_to(page, 'input[name="material"]')
    page.keyboard.press("Space")
    _tab_to(page, "main form button.primary")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Version 3")


def _tab_to(page: Page, selector: str) -> None:
    for _ in range(120):
        page.keyboard.press("Tab")
        if page.evaluate("(wanted) => document.activeElement?.matches(wanted)", selector):
            return
    raise AssertionError(f"The keyboard does not reach {selector}")


def test_without_javascript_everything_can_be_done(browser: Browser, served: Served, versions: list[str]) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    ruth = Ruth(page, served, lambda _: None)
    ruth.signs_in()
    page.goto(served.url + "/policy/questions/21/")
    page.locator("#option-ask_removal").check()
    ruth.press("Add it")
    expect(page.locator("#document")).to_contain_text("ask whoever posted it to take it down")
    page.goto(served.url + "/policy/questions/21/")
    ruth.press("Leave it out")
    expect(page.locator("#document")).not_to_contain_text("ask whoever posted it to take it down")
    page.goto(served.url + pages(versions)["copy"])
    expect(page.get_by_label("The exact text of this version")).to_have_value(re.compile("If we run into each other"))
    expect(page.get_by_role("button", name="Copy the text")).to_be_hidden()
    with page.expect_download() as download:
        page.get_by_role("link", name="policy-v2.html").click()
    assert download.value.suggested_filename == "policy-v2.html"
    page.goto(served.url + "/policy/publish/")
    page.locator('input[name="material"][value="no"]').check()
    ruth.press("Publish version 3")
    expect(page.locator("h1")).to_have_text("Version 3")
    context.close()


def test_what_is_typed_saves_itself_and_two_tabs_keep_both_texts(
    page: Page, served: Served, versions: list[str]
) -> None:
    ruth = Ruth(page, served, lambda _: None)
    ruth.signs_in()
    other = page.context.new_page()
    for tab in (page, other):
        tab.goto(served.url + "/policy/questions/3/")
    other.get_by_label("In your own words").fill("From the other tab.")
    other.get_by_role("button", name="Next").last.click()
    other.wait_for_url(re.compile("/questions/4/"))

    page.get_by_label("In your own words").fill("From this tab.")
    expect(page.locator("[data-draft-status]")).to_contain_text("Saved")
    page.get_by_role("button", name="Next").last.click()

    expect(page.get_by_role("alert")).to_contain_text("From the other tab.")
    expect(page.get_by_label("In your own words")).to_have_value("From this tab.")
    picture(page, "1280-light-conflict")
    page.get_by_role("button", name="Next").last.click()
    page.wait_for_url(re.compile("/questions/4/"))


def test_a_choice_keeps_the_keyboard_where_it_is_and_a_stale_tab_is_told_at_once(
    page: Page, served: Served, versions: list[str]
) -> None:
    ruth = Ruth(page, served, lambda _: None)
    ruth.signs_in()
    other = page.context.new_page()
    for tab in (page, other):
        tab.goto(served.url + "/policy/questions/1/")
    _tab_to(other, 'input[name="option"]:checked')
    other.keyboard.press("ArrowDown")
    expect(other.locator("#document")).to_contain_text("Some people would rather be greeted first.")
    assert other.evaluate("document.activeElement.id") == "option-opt_in"
    other.keyboard.press("ArrowUp")
    expect(other.locator("#document")).to_contain_text("I will generally give a small nod")
    assert other.evaluate("document.activeElement.id") == "option-nod"

    page.locator("#option-client").check()
    expect(page.get_by_role("alert")).to_contain_text("Another tab changed this answer.")
    expect(page.locator("#option-client")).to_be_checked()


def test_a_button_copies_the_text(page: Page, served: Served, versions: list[str]) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    ruth = Ruth(page, served, lambda _: None)
    ruth.signs_in()
    page.goto(served.url + pages(versions)["copy"])
    ruth.press("Copy the HTML")

    expect(page.get_by_role("status").filter(has_text="The HTML is copied.")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()").startswith("<h2>If we run into each other</h2>")
