"""The next sixty seconds: the pocket card, offline, in one hand."""

import pytest
from playwright.sync_api import expect

from tests.scenarios.phone.office import Office
from tests.scenarios.phone.pocket import Pocket
from waveback.steps.boundaries import rules
from waveback.steps.policy.rules import SHIPPED_PHRASES


@pytest.fixture
def card(pocket: Pocket) -> Pocket:
    pocket.page.clock.install()
    pocket.offline()
    pocket.at()
    pocket.tap("#home [data-do=card]")
    return pocket


def shows(card: Pocket, phrase: str) -> None:
    expect(card.page.locator("[data-phrase]")).to_have_text(phrase)


def test_the_card_works_without_a_connection_and_names_nobody(card: Pocket, office: Office) -> None:
    for line in (*rules.FIVE_LINES, rules.DANGER):
        expect(card.page.locator("#card")).to_contain_text(line)
    shows(card, SHIPPED_PHRASES.gentle)
    expect(card.page.locator("[data-wishes]")).to_be_hidden()


def test_the_next_phrase_comes_by_a_tap_a_swipe_or_a_key(card: Pocket) -> None:
    card.tap("[data-do=next-phrase]")
    shows(card, SHIPPED_PHRASES.firm)

    card.page.keyboard.press("ArrowRight")
    shows(card, SHIPPED_PHRASES.final)

    swipe(card, -150)
    shows(card, SHIPPED_PHRASES.gentle)
    swipe(card, 150)
    shows(card, SHIPPED_PHRASES.final)


def swipe(card: Pocket, by: int) -> None:
    developer = card.developer()
    at = {"x": 200, "y": 400}

    def touch(kind: str, *points: dict[str, int]) -> None:
        developer.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": list(points)})

    touch("touchStart", at)
    touch("touchMove", {**at, "x": at["x"] + by // 2})
    touch("touchMove", {**at, "x": at["x"] + by})
    touch("touchEnd")


def test_it_dims_by_itself_and_any_touch_brings_it_back(card: Pocket) -> None:
    card.page.clock.fast_forward("00:19")
    expect(card.page.locator("body")).not_to_have_class("phone dim")
    card.page.clock.fast_forward("00:02")
    expect(card.page.locator("body")).to_have_class("phone dim")

    card.tap("[data-do=next-phrase]")
    expect(card.page.locator("body")).to_have_class("phone")


def test_it_leads_to_a_new_entry_in_one_tap(card: Pocket) -> None:
    card.tap("[data-do=capture-from-card]")

    expect(card.page.locator("#capture")).to_be_visible()


def test_while_unlocked_it_shows_what_this_one_wants_and_the_entry_is_about_them(
    pocket: Pocket, office: Office
) -> None:
    pocket.signs_in()
    pocket.new_entry()
    pocket.write("#id_who", "Okafor")
    pocket.page.locator("#people label", has_text=office.labels[1]).tap()
    pocket.save()
    pocket.sent()
    pocket.at()

    pocket.tap("#home [data-do=card]")
    pocket.tap("[data-wish-people] button", office.labels[1])
    expect(pocket.page.locator("[data-wish]")).not_to_be_empty()
    pocket.tap("[data-do=capture-from-card]")
    expect(pocket.page.locator("#people input:checked")).to_have_count(1)
    pocket.is_kept()


def test_whoever_was_not_met_lately_is_found_by_typing_and_what_they_want_is_shown(
    pocket: Pocket, office: Office
) -> None:
    pocket.page.route("**/phone/unlocked/", lambda route: route.fulfill(json={"people": []}))
    pocket.signs_in()
    pocket.tap("#home [data-do=card]")
    pocket.write("#whom", "Lindqvist")
    pocket.page.keyboard.press("ArrowLeft")
    shows(pocket, SHIPPED_PHRASES.gentle)
    pocket.tap("[data-wish-people] button", office.labels[0])

    expect(pocket.page.locator("[data-wish]")).to_contain_text("Wait for them")
    expect(pocket.page.locator("[data-wish-people] button")).to_be_focused()
    pocket.tap("[data-do=capture-from-card]")
    expect(pocket.page.locator("#people label", has=pocket.page.locator(":checked"))).to_have_text(office.labels[0])
    pocket.is_kept()
    assert pocket.page.locator("#whom").input_value() == ""


def test_nothing_of_whom_one_looked_for_is_left_when_it_locks(pocket: Pocket, office: Office) -> None:
    pocket.signs_in()
    pocket.tap("#home [data-do=card]")
    pocket.write("#whom", "Lindqvist")
    pocket.tap("[data-wish-people] button", office.labels[0])
    pocket.page.keyboard.press("Escape")
    pocket.tap("[data-do=cover]")

    assert pocket.page.locator("#whom").input_value() == ""
    assert office.labels[0] not in pocket.page.content()
