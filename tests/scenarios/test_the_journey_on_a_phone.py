"""The same in thirty seconds at a till: a phone, which is discreet by itself; and an offer that is declined."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.scenarios.conftest import Served
from tests.scenarios.steps import Ruth

Check = Callable[[Page], None]

# What a browser says of itself on a phone.
PHONE = {
    "viewport": {"width": 390, "height": 844},
    "is_mobile": True,
    "has_touch": True,
    "user_agent": "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/130.0.0.0 Mobile Safari/537.36",
}
MARA = "Mara Lindqvist"
BEGUN = """
import django; django.setup()
from waveback.people import actions
member = actions.claim_installation(
    token=actions.new_claim_link(), practice_name="Lakeside Counselling", time_zone="America/Chicago",
    profession="apa", name="Ruth Adeyemi", credentials="PhD", email="ruth@example.org",
    password="a boat on the quiet lake")[0]
print(actions.open_client(member=member, details=actions.ClientDetails(legal_name="Mara Lindqvist")).code_label)
"""


@pytest.mark.browser_context_args(**PHONE)
def test_a_run_in_is_put_down_signed_and_closed_on_a_phone(
    page: Page, served: Served, assert_accessible: Check
) -> None:
    label = served.installation.python(BEGUN).strip()

    def check(shown: Page) -> None:
        """Besides: it fits the phone, it names nobody, and nothing covers what is to be tapped."""
        assert_accessible(shown)
        assert shown.evaluate("document.documentElement.scrollWidth") <= 390
        expect(shown.locator("body")).not_to_contain_text("Lindqvist")
        assert covered(shown) == []

    ruth = Ruth(page, served, check)
    ruth.signs_in()
    ruth.at("/clients/new/")
    ruth.look("add-a-client")

    # She puts it down under the label that stands for Mara
    ruth.at("/run-ins/new/")
    ruth.look("capture")
    page.locator("#id_who").press_sequentially("Lindqvist")
    page.locator("#found label", has_text=label).tap()
    says_what_happened(ruth)
    ruth.press("Save")
    ruth.look("captured")

    # She finishes it, reads it over, signs it
    ruth.follow("Finish and sign")
    ruth.look("finish")
    finishes(ruth)
    ruth.look("sign")
    ruth.write("Type your name to sign", "Ruth Adeyemi")
    ruth.press("Sign and lock")
    ruth.reads("Signed and locked")
    ruth.look("signed")

    # At the next session she offers once to talk about it; that is declined, and closed
    ruth.at("/clients/")
    ruth.look("clients")
    ruth.follow(label)
    ruth.look("file")
    page.locator("main .head a[href$='/revisit/']").click()
    expect(page.get_by_role("group", name="What did they say?")).to_be_visible()
    ruth.look("revisit")
    ruth.choose("What did they say?", "Offered, declined")
    ruth.look("revisit-declined")
    ruth.press("Sign and finish")
    expect(page).to_have_url(re.compile("said=revisit"))
    ruth.look("after-the-revisit")
    for path, name in (("/", "today"), ("/settings/", "settings"), ("/policy/", "policy"), ("/card/", "card")):
        ruth.at(path)
        ruth.look(name)

    ruth.the_record_holds()


def says_what_happened(ruth: Ruth) -> None:
    ruth.choose("Where?", "Shop or market")
    ruth.choose("Who saw whom?", "They saw me")
    ruth.choose("Who said hello first?", "They did")
    ruth.choose("They were", "With a partner")
    ruth.choose("I was", "Alone")
    ruth.choose("How were you introduced?", "Not at all")
    ruth.choose("What was said?", "Small talk")
    ruth.choose("How at ease were you?", "3")


def finishes(ruth: Ruth) -> None:
    ruth.choose("How did it happen?", "In person")
    ruth.choose("Who knew?", "We both knew")
    ruth.choose("What did they do?", "Nodded or smiled")
    ruth.choose("What did you do?", "Nodded or smiled back")
    ruth.choose("What could others gather?", "Nobody was near")
    ruth.choose("Was it chance?", "Chance")
    ruth.choose("How long?", "A moment")
    ruth.write("Fact", "She waved by the bread. I waved back.")
    ruth.write("Impact", "It may have been pleasant to be seen.")
    ruth.write("Plan", "Offer once at the next session.")
    ruth.press("Read it over and sign")


def covered(page: Page) -> list[str]:
    """The buttons of the page's own bar that something else lies over."""
    found: list[str] = page.evaluate(
        """() => [...document.querySelectorAll("main .bar :is(a, button)")].filter((one) => {
            const box = one.getBoundingClientRect();
            const over = document.elementFromPoint(box.x + box.width / 2, box.bottom - 2);
            return box.bottom <= innerHeight && box.width && !(over && (one.contains(over) || over.contains(one)));
        }).map((one) => one.textContent.trim())"""
    )
    return found
