"""Places where both go: plans by keyboard, without a script, at every width, in both lights; card and guidance."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.scenarios.conftest import Served
from tests.scenarios.steps import Ruth
from tests.scenarios.test_the_journey_on_a_phone import BEGUN, PHONE, covered
from waveback.steps.policy.rules import PHRASE_LENGTH

Check = Callable[[Page], None]
LOOKS = ((320, "dark"), (1280, "light"))
OPEN_ALL = "for (const one of document.querySelectorAll('details')) one.open = true"


def looks(ruth: Ruth, check: Check, name: str) -> None:
    """The page at its narrowest and its widest, in either light: axe finds nothing, nothing is cut off or covered."""
    page = ruth.page
    for width, light in LOOKS:
        page.emulate_media(color_scheme=light, reduced_motion="reduce")  # type: ignore[arg-type]
        page.set_viewport_size({"width": width, "height": 844 if width < 1000 else 800})
        check(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, (name, width)
        assert covered(page) == [], (name, width)
        ruth.look(f"{name}-{light}")
    page.emulate_media(color_scheme="light")


def the_plans(page: Page, served: Served) -> str:
    page.goto(f"{served.url}/clients/")
    page.locator("main a[href*='/clients/']", has_text=re.compile("Lindqvist")).first.click()
    page.wait_for_url(re.compile(r"/clients/[0-9a-f-]{36}/"))
    return re.sub(r"\?.*", "", page.url) + "overlaps/"


def test_a_plan_is_agreed_looked_at_and_ended(page: Page, served: Served, assert_accessible: Check) -> None:
    served.installation.python(BEGUN)
    ruth = Ruth(page, served, lambda shown: None)
    ruth.signs_in()
    plans = the_plans(page, served)
    page.goto(plans)
    looks(ruth, assert_accessible, "no-plan")

    # She agrees a plan for the gym; choosing the place brings what fits there, and keeps what is typed
    page.get_by_role("main").get_by_role("link", name="Agree a plan").click()
    ruth.write("More about what I do", "I train before eight.")
    ruth.choose("Kind of place", "Gym or sport")
    expect(page.get_by_text("I train at other hours")).to_be_visible()
    expect(page.get_by_label("More about what I do")).to_have_value("I train before eight.")
    assert page.evaluate("document.activeElement.name") == "place"
    ruth.choose("How often we may meet there", "About once a week")
    ruth.choose("What they do", "They say hello or not, as they like")
    ruth.choose("What I do", "I train at other hours")
    looks(ruth, assert_accessible, "agree")
    ruth.press("Agree this plan")
    ruth.reads("Gym or sport", "I train before eight.")
    looks(ruth, assert_accessible, "plans")

    # She changes it, looks at it again, prints it, ends it
    page.get_by_role("link", name="Change it").click()
    ruth.choose("How often we may meet there", "Most days")
    ruth.press("Change the plan")
    ruth.reads("Most days")
    page.get_by_role("link", name="It still holds").click()
    looks(ruth, assert_accessible, "look-again")
    ruth.press("It still holds")
    ruth.reads("Looked at again on")
    page.evaluate(OPEN_ALL)
    looks(ruth, assert_accessible, "plans-with-history")
    page.get_by_role("main").get_by_role("link", name="Print").click()
    ruth.press("Print")
    expect(page.get_by_role("heading", name="Mara Lindqvist")).to_be_visible()
    looks(ruth, assert_accessible, "paper")
    page.goto(plans)
    page.get_by_role("link", name="End it").click()
    ruth.press("End the plan")
    ruth.reads("Say in a few words why it ends")
    looks(ruth, assert_accessible, "end")
    ruth.write("Why does it end?", "They left the gym.")
    ruth.press("End the plan")
    ruth.reads("Plans that have ended")
    page.evaluate(OPEN_ALL)
    looks(ruth, assert_accessible, "ended")
    ruth.the_record_holds()


def test_two_windows_keep_both_texts(page: Page, served: Served, assert_accessible: Check) -> None:
    served.installation.python(BEGUN)
    ruth = Ruth(page, served, lambda shown: None)
    ruth.signs_in()
    plans = the_plans(page, served)
    windows = [page, page.context.new_page()]
    for window, words in zip(windows, ("First.", "Second."), strict=True):
        window.goto(f"{plans}new/?place=school")
        Ruth(window, served, lambda shown: None).choose("How often we may meet there", "At events")
        window.get_by_label("More about what they do").fill("Only the agenda.")
        window.get_by_label("More about what I do").fill(words)
    for window in windows:
        window.get_by_role("button", name="Agree this plan").click()

    second = windows[1]
    expect(second.get_by_text("was agreed in another window")).to_be_visible()
    expect(second.get_by_text("First.")).to_be_visible()
    expect(second.get_by_label("More about what I do")).to_have_value("Second.")
    looks(Ruth(second, served, lambda shown: None), assert_accessible, "two-windows")


@pytest.mark.browser_context_args(java_script_enabled=False)
def test_a_plan_is_agreed_without_a_script(page: Page, served: Served) -> None:
    served.installation.python(BEGUN)
    ruth = Ruth(page, served, lambda shown: None)
    ruth.signs_in()
    plans = the_plans(page, served)
    page.goto(f"{plans}new/")
    ruth.write("More about what they do", "They nod.")
    ruth.choose("Kind of place", "Place of worship")
    ruth.press("Show what fits this place")
    ruth.choose("What I do", "I go to another service")
    ruth.press("Agree this plan")
    ruth.reads("Say roughly how often.")
    expect(page.get_by_label("More about what they do")).to_have_value("They nod.")
    ruth.choose("How often we may meet there", "Now and then")
    ruth.press("Agree this plan")
    ruth.reads("They nod.", "I go to another service")


def test_a_plan_is_agreed_with_the_keyboard_alone(page: Page, served: Served) -> None:
    served.installation.python(BEGUN)
    ruth = Ruth(page, served, lambda shown: None)
    ruth.signs_in()
    page.goto(f"{the_plans(page, served)}new/")
    keys = page.keyboard

    def reach(name: str) -> None:
        for _ in range(60):
            if page.evaluate("document.activeElement.name") == name:
                return
            keys.press("Tab")
        raise AssertionError(f"{name} is not reached with Tab")

    reach("place")
    with page.expect_response(re.compile("/overlaps/new/")):
        keys.press("Space")
    expect(page.get_by_text("I train at other hours")).to_be_visible()
    reach("often")
    keys.press("Space")
    reach("they")
    keys.press("Space")
    reach("i_words")
    keys.type("I wait.")
    reach("review")
    keys.press("Enter")
    ruth.reads("Gym or sport", "I wait.")


@pytest.mark.browser_context_args(**PHONE)
def test_on_a_phone_the_pages_hold_back_what_was_agreed(page: Page, served: Served, assert_accessible: Check) -> None:
    label = served.installation.python(BEGUN).strip()
    ruth = Ruth(page, served, lambda shown: None)
    ruth.signs_in()
    page.goto(f"{served.url}/clients/")
    page.locator("main a", has_text=label).first.click()
    page.wait_for_url(re.compile(r"/clients/[0-9a-f-]{36}/"))
    page.goto(re.sub(r"\?.*", "", page.url) + "overlaps/new/?place=group")
    ruth.choose("How often we may meet there", "Now and then")
    ruth.choose("What they do", "They stay; it is their meeting")
    ruth.choose("What I do", "I go to another meeting")
    ruth.press("Agree this plan")
    expect(page.get_by_role("heading", name="Support group")).to_be_visible()
    expect(page.get_by_text("I go to another meeting")).to_be_hidden()
    expect(page.locator("body")).not_to_contain_text("Lindqvist")
    assert_accessible(page)
    ruth.look("plans-discreet")


def test_what_comes_first_is_read_at_every_width_and_on_paper(
    page: Page, served: Served, assert_accessible: Check
) -> None:
    served.installation.python(BEGUN)
    ruth = Ruth(page, served, lambda shown: None)
    ruth.signs_in()
    page.goto(f"{served.url}/card/")
    looks(ruth, assert_accessible, "card")
    page.get_by_role("link", name="What to do then").click()
    looks(ruth, assert_accessible, "guidance")
    assert len(re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True))) == 1
    page.goto(f"{served.url}/policy/questions/6/")
    page.evaluate(OPEN_ALL)
    looks(ruth, assert_accessible, "ready-phrases")
    page.get_by_role("button", name="Not here, please: too many ears.").click()
    expect(page.get_by_label("Your firm phrase")).to_have_value("Not here, please: too many ears.")


def test_the_wallet_card_prints_alone_and_measures_85_by_54(page: Page, served: Served) -> None:
    served.installation.python(BEGUN)
    ruth = Ruth(page, served, lambda shown: None)
    ruth.signs_in()
    page.goto(f"{served.url}/card/")
    assert len(re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True))) == 1
    page.emulate_media(media="print")
    box = page.locator(".wcard").bounding_box()

    assert box is not None
    assert (round(box["width"] * 25.4 / 96), round(box["height"] * 25.4 / 96)) == (85, 54)
    fits = "one => one.scrollHeight <= one.clientHeight"
    assert page.locator(".wcard").evaluate(fits)
    longest = ("The longest phrase that one may choose goes on for quite a while, " * 3)[:PHRASE_LENGTH]
    page.locator(".wcard p").evaluate("(one, text) => one.textContent = text", longest)
    assert page.locator(".wcard").evaluate(fits)
    seen = page.locator("body").inner_text()
    assert "Lakeside" not in seen and "Adeyemi" not in seen and "Print the card" not in seen
    assert seen.strip().startswith("Don’t hide") or seen.strip().startswith("1")
    expect(page.locator(".card60")).to_be_hidden()
