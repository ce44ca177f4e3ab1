"""The whole journey: from an unclaimed installation and a list of clients to a run-in that was talked about."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page

from tests.scenarios.conftest import Served
from tests.scenarios.steps import Ruth

Check = Callable[[Page], None]


def test_one_therapist_through_the_whole_process(page: Page, served: Served, assert_accessible: Check) -> None:
    page.set_viewport_size({"width": 1280, "height": 900})
    ruth = Ruth(page, served, assert_accessible)

    # She takes Waveback into use
    ruth.claims_the_installation()
    ruth.brings_in_her_clients()

    # 1 She says how she works, and publishes it
    ruth.answers_how_she_works()
    ruth.answers_every_question()
    ruth.publishes()

    # 2 and 3 In session she talks it through with Mara, who says what she wants
    ruth.opens_the_file_of("Mara Lindqvist")
    ruth.enters_a_session_today()
    ruth.opens_the_file_of("Mara Lindqvist")
    ruth.talks_it_through("Mara Lindqvist")
    ruth.opens_the_file_of("Mara Lindqvist")
    ruth.reads("Accepted: version 1.", "A nod")

    # 4 With somebody beside her the screen says nothing
    ruth.goes_discreet()
    assert "Mara" not in page.content()
    ruth.look("file-discreet")
    ruth.speaks_plainly_again()

    # 5 Her own words for the moment itself
    ruth.looks_at_the_pocket_card()

    # 6 They meet at the market; she puts it down, finishes it, confirms that it is her, signs
    ruth.puts_down_a_run_in_with("Mara Lindqvist", "Talked about apples.")
    ruth.waits_six_minutes()
    ruth.finishes_the_note("We met at the market. She waved first.")
    ruth.confirms_that_it_is_her()
    ruth.signs_it()
    ruth.adds("Her brother was there too.")

    # 6 Another note turns out to be in the wrong file
    ruth.puts_down_a_run_in_with("Daniel Okafor", "By the lake.")
    ruth.finishes_the_note("We met by the lake.")
    ruth.signs_it()
    ruth.marks_it_as_entered_in_error("It was somebody else.")

    # 7 Today she offers to talk about it; Mara says what it was like
    ruth.revisits_from_today("Odd at first, then fine.")
    ruth.reads("Odd at first, then fine.", "Signed")
    ruth.at("/")
    ruth.reads("Look again at what they want")
    ruth.look("today-done")

    ruth.the_record_holds()


@pytest.fixture
def ruth_who_began(served: Served) -> Served:
    """Ruth's installation with Mara in it, claimed without a browser."""
    served.installation.python(BEGUN)
    return served


BEGUN = """
import django; django.setup()
from waveback.people import actions
member = actions.claim_installation(
    token=actions.new_claim_link(), practice_name="Lakeside Counselling", time_zone="America/Chicago",
    profession="apa", name="Ruth Adeyemi", credentials="PhD", email="ruth@example.org",
    password="a boat on the quiet lake")[0]
actions.open_client(member=member, details=actions.ClientDetails(legal_name="Mara Lindqvist"))
"""

ANOTHER = """
import django; django.setup()
from waveback.people import actions, queries
member = queries.owners(queries.practices()[0])[0]
actions.open_client(member=member, details=actions.ClientDetails(legal_name="{name}"))
"""


def test_the_run_in_on_a_phone(page: Page, ruth_who_began: Served, assert_accessible: Check) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    ruth = Ruth(page, ruth_who_began, assert_accessible)
    ruth.signs_in()
    ruth.at("/")
    ruth.look("today")

    ruth.puts_down_a_run_in_with("Mara Lindqvist", "Talked about apples.")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    ruth.follow("Finish and sign")
    ruth.look("finish")
    ruth.looks_at_the_pocket_card_of_everybody()
    ruth.opens_the_file_of("Mara Lindqvist")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_name_longer_than_the_line_pushes_nothing_off_a_phone(page: Page, ruth_who_began: Served) -> None:
    long = "Wolfeschlegelsteinhausenbergerdorff" * 2
    ruth_who_began.installation.python(ANOTHER.format(name=long))
    page.set_viewport_size({"width": 390, "height": 844})
    ruth = Ruth(page, ruth_who_began, lambda _: None)
    ruth.signs_in()
    ruth.puts_down_a_run_in_with(long, "By the lake.")

    for place in (page.url, "/", "/run-ins/", "/clients/", "/talked/"):
        page.goto(place if place.startswith("http") else ruth_who_began.url + place)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, place
    ruth.opens_the_file_of(long)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_the_run_in_without_javascript(browser: Browser, ruth_who_began: Served) -> None:
    """Forms and links alone: capture, finish, confirm, sign."""
    context = browser.new_context(java_script_enabled=False, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    ruth = Ruth(page, ruth_who_began, lambda _: None)
    ruth.signs_in()

    ruth.puts_down_without_a_search("Mara Lindqvist")
    ruth.waits_six_minutes()
    ruth.finishes_the_note("We met at the market. She waved first.")
    ruth.confirms_that_it_is_her()
    ruth.signs_it()

    ruth.the_record_holds()
    context.close()
