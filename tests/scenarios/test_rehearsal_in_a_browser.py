"""A round in a browser: by keyboard alone, as a screen reader is told of it, with the clock, without scripts."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.scenarios import axe
from tests.scenarios.conftest import Served
from tests.scenarios.steps import Ruth
from tests.scenarios.test_by_keyboard import Keyboard
from tests.scenarios.test_the_policy_in_a_browser import SMALL, picture

Check = Callable[[Page], None]

PUBLISHED = """
import django; django.setup()
from waveback.people import actions as people
from waveback.steps.policy import actions
ruth = people.claim_installation(
    token=people.new_claim_link(), practice_name="Lakeside Counselling", time_zone="America/Chicago",
    profession="apa", name="Ruth Adeyemi", credentials="PhD", email="ruth@example.org",
    password="a boat on the quiet lake")[0]
answer = {"option": "client", "own_words": ""}
actions.publish_version(member=ruth, revision=actions.answer_clause(member=ruth, number="1", answer=answer, revision=0))
"""
FINISHED = "That was the round"


@pytest.fixture
def ruth(page: Page, served: Served) -> Ruth:
    served.installation.python(PUBLISHED)
    signed_in = Ruth(page, served, lambda _: None)
    signed_in.signs_in()
    return signed_in


def test_a_full_round_by_keyboard_alone_each_time_landing_where_reading_goes_on(
    page: Page, ruth: Ruth, assert_accessible: Check
) -> None:
    keys = Keyboard(page)
    keys.to("nav a[href='/rehearse/']")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Rehearse")).to_be_visible()
    keys.to("form[action='/rehearse/begin/'] button")
    page.keyboard.press("Enter")
    expect(page.get_by_role("group", name="What do you do?")).to_be_visible()
    for _ in range(14):
        assert_accessible(page)
        keys.to("[type=radio][name=move]")
        page.keyboard.press("Space")
        keys.to("form:has([name=move]) button")
        page.keyboard.press("Enter")
        expect(page.locator(".feedback h2")).to_be_focused()
        assert_accessible(page)
        keys.to(".feedback form button")
        page.keyboard.press("Enter")
        expect(page.locator("#round h1")).to_be_focused()
        if page.get_by_role("heading", name=FINISHED).count():
            break
    expect(page.get_by_role("heading", name=FINISHED)).to_be_focused()
    assert_accessible(page)
    assert keys.unseen == []


def test_a_screen_reader_is_told_the_scene_the_question_and_what_was_made_of_the_answer(page: Page, ruth: Ruth) -> None:
    ruth.at("/rehearse/")
    ruth.press("Begin: two minutes")
    asked = page.locator("article").aria_snapshot()
    assert re.search(r"- text: Scene 1 of 3|- paragraph: Scene 1 of 3", asked)
    assert re.search(r"- heading .* \[level=1\]", asked)
    assert re.search(r'- group "What do you do\?":\n(.*\n)*?\s+- radio ', asked)
    assert '- button "That is what I do"' in asked

    page.locator("[name=move]").first.check()
    ruth.press("That is what I do")
    expect(page.locator(".feedback h2")).to_be_focused()
    told = page.locator("article").aria_snapshot()
    assert re.search(r"- listitem: ['\"]?You chose: ", told)
    assert re.search(r"- heading .* \[level=2\]", told)
    assert "Your policy" in told
    assert re.search(r'- button "(It goes on|Next scene)"', told)
    # Nothing is told by a picture or a colour alone: icons are not in the tree, the verdict is a heading.
    assert "- img" not in told


def test_the_clock_runs_says_when_it_is_over_and_can_be_switched_off(page: Page, ruth: Ruth) -> None:
    page.clock.install()
    ruth.at("/rehearse/")
    ruth.press("Begin: two minutes")
    page.get_by_text("Or say it aloud").click()
    ruth.press("Start the clock")
    expect(page.locator("[data-clock-left]")).to_have_text("10 s")
    page.clock.run_for(4_000)
    expect(page.locator("[data-clock-left]")).to_have_text("6 s")
    page.clock.run_for(8_000)
    expect(page.locator("[data-clock-said]")).to_have_text("Ten seconds are over.")
    expect(page.get_by_role("button", name="I said it: show me what fits")).to_be_enabled()

    ruth.press("Stop here")
    ruth.press("Switch the ten-second clock off")
    ruth.press("Begin: two minutes")
    page.get_by_text("Or say it aloud").click()
    expect(page.get_by_role("button", name="Start the clock")).to_have_count(0)


def test_a_typed_line_is_looked_at_without_leaving_the_page(page: Page, ruth: Ruth, assert_accessible: Check) -> None:
    ruth.at("/rehearse/")
    ruth.press("Begin: two minutes")
    page.get_by_text("Or type what you would say").click()
    page.get_by_label("In your own words").fill("See you at our session!")
    ruth.press("Look at my line")
    expect(page.locator(".feedback h2")).to_be_focused()
    expect(page.locator(".findings")).to_contain_text("It names no therapy")
    assert page.url.endswith("/rehearse/round/")
    assert_accessible(page)


def test_every_state_fits_can_be_read_and_tapped(page: Page, ruth: Ruth) -> None:
    found: list[str] = []

    def look(name: str) -> None:
        found.extend(axe.misfits(page, f"rehearsal-{name}", ((320, "dark"), (1280, "light")), SMALL, picture))

    for path in ("", "coverage/", "cards/", "forget/"):
        ruth.at(f"/rehearse/{path}")
        look(path.strip("/") or "home")
    ruth.at("/rehearse/")
    ruth.press("Begin: two minutes")
    expect(page.get_by_role("group", name="What do you do?")).to_be_visible()
    look("asked")
    page.get_by_text("Or say it aloud").click()
    ruth.press("I said it: show me what fits")
    expect(page.get_by_text("How did it go?")).to_be_visible()
    look("aloud")
    page.get_by_text("Nothing came").click()
    ruth.press("That is how it went")
    expect(page.locator(".feedback h2")).to_be_focused()
    look("told")
    assert found == []


def test_without_javascript_a_round_is_played_to_its_end(browser: Browser, served: Served) -> None:
    served.installation.python(PUBLISHED)
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    ruth = Ruth(page, served, lambda _: None)
    ruth.signs_in()
    ruth.at("/rehearse/")
    ruth.press("Begin: two minutes")
    for _ in range(14):
        expect(page.locator("[data-clock]")).to_be_hidden()
        page.locator("[name=move]").first.check()
        ruth.press("That is what I do")
        page.locator(".feedback form button").click()
        if page.get_by_role("heading", name=FINISHED).count():
            break
    ruth.press("Done for now")
    expect(page.get_by_role("link", name="Delete all of it")).to_be_visible()
    ruth.follow("Delete all of it")
    ruth.press("Delete all of it")
    expect(page.get_by_text("Everything is deleted.")).to_be_visible()
    context.close()
