"""The lock, the picture among the open apps, and the list that hides everything."""

from pathlib import Path

import pytest
from playwright.sync_api import Route, expect

from tests.scenarios.phone.office import Office
from tests.scenarios.phone.pocket import NewPocket, Pocket

PIN = "271828"


@pytest.fixture
def unlocked(pocket: Pocket, office: Office) -> Pocket:
    """Ruth has signed in, and set a PIN for this phone; the page's clock can be moved."""
    office.ask("pin", pin=PIN)
    pocket.page.clock.install()
    pocket.signs_in()
    expect(pocket.page.locator("#home .if-open")).to_be_visible()
    return pocket


def is_locked(pocket: Pocket, office: Office) -> None:
    """Here and at the server: nothing of anybody is on the page, and nothing is to be had."""
    expect(pocket.page.locator("#home .if-open")).to_be_hidden()
    assert office.labels[0] not in pocket.page.content()
    for _ in range(100):
        if pocket.page.request.get(office.url + "/phone/unlocked/").status in (401, 423):
            return
        pocket.page.wait_for_timeout(20)
    raise AssertionError("The server is still open.")


def test_a_cold_start_without_connection_is_locked_and_can_still_write(
    new_pocket: NewPocket, paired_folder: Path, office: Office
) -> None:
    pocket = new_pocket(like=paired_folder).open("/phone/")
    pocket.signs_in()
    pocket.kill()
    pocket.looks["offline"] = True
    pocket.open()

    expect(pocket.page.locator("#home .if-open")).to_be_hidden()
    pocket.new_entry()
    expect(pocket.page.locator("#people label")).to_have_count(0)
    pocket.write("#id_who", "Cold and offline")
    pocket.save()
    pocket.waits(1)
    expect(pocket.page.locator("[data-add]")).to_be_hidden()  # written, never read
    assert "Cold and offline" not in pocket.page.evaluate(
        "[...document.querySelectorAll('input, textarea')].map((one) => one.value).join()"
    )
    pocket.offline(False)
    pocket.at()
    pocket.sent()
    assert len(office.arrived("Cold and offline")) == 1


def test_labels_are_there_while_unlocked_and_find_whoever_is_typed(unlocked: Pocket, office: Office) -> None:
    unlocked.new_entry()
    unlocked.write("#id_who", "Lindqvist")
    unlocked.page.locator("#people label", has_text=office.labels[0]).tap()
    unlocked.choose("Where?", "Sport")
    unlocked.save()
    unlocked.sent()

    found = [told for told in office.arrived(office.labels[0]) if told.get("place") == "sport"]
    assert len(found) == 1
    assert "Lindqvist" not in unlocked.page.content()


def test_a_minute_away_locks_and_what_was_being_written_is_kept(unlocked: Pocket, office: Office) -> None:
    unlocked.new_entry()
    unlocked.write("#id_who", "Away in between")
    unlocked.leave()
    unlocked.page.clock.fast_forward("01:10")
    unlocked.come_back()

    is_locked(unlocked, office)
    unlocked.sent()
    assert len(office.arrived("Away in between")) == 1


def test_a_page_that_the_system_ends_while_one_is_away_is_locked_at_the_next_start(
    unlocked: Pocket, office: Office
) -> None:
    """No clock of its own runs in it any more, and the server still takes the session for open."""
    unlocked.leave()
    unlocked.page.wait_for_timeout(200)
    unlocked.page.goto("about:blank")
    unlocked.page.clock.fast_forward("01:10")
    assert unlocked.page.request.get(office.url + "/phone/unlocked/").status == 200
    unlocked.at()

    is_locked(unlocked, office)


def test_ended_and_opened_again_within_the_minute_it_stays_open_and_no_mark_stays(unlocked: Pocket) -> None:
    unlocked.leave()
    unlocked.page.wait_for_timeout(200)
    unlocked.page.goto("about:blank")
    unlocked.at()
    expect(unlocked.page.locator("#home .if-open")).to_be_visible()

    assert unlocked.page.evaluate("async () => (await phone.store.atStart())[1]") is None


def test_another_of_our_pages_is_not_away(unlocked: Pocket) -> None:
    unlocked.tap("#home .if-open")
    unlocked.page.wait_for_url("**/")
    unlocked.page.clock.fast_forward("01:10")
    unlocked.at()

    expect(unlocked.page.locator("#home .if-open")).to_be_visible()


def test_a_moment_away_changes_nothing(unlocked: Pocket) -> None:
    unlocked.new_entry()
    unlocked.write("#id_who", "Only a moment")
    unlocked.leave()
    unlocked.page.clock.fast_forward("00:20")
    unlocked.come_back()

    expect(unlocked.page.locator("#id_who")).to_have_value("Only a moment")


def test_five_minutes_without_a_touch_lock(unlocked: Pocket, office: Office) -> None:
    assert unlocked.page.request.get(office.url + "/phone/unlocked/").status == 200
    unlocked.tap("#home [data-do=card]")
    unlocked.tap("#card [data-do=home]")
    unlocked.page.clock.fast_forward("05:10")

    is_locked(unlocked, office)


def test_six_digits_unlock_and_the_fifth_wrong_ones_end_the_session(unlocked: Pocket, office: Office) -> None:
    lock(unlocked)
    unlocked.write("#pin", PIN)
    expect(unlocked.page.locator("#home .if-open")).to_be_visible()

    lock(unlocked)
    for left in (4, 3, 2, 1):
        unlocked.write("#pin", "000000")
        expect(unlocked.page.locator("#pin-error")).to_contain_text(str(left))
    unlocked.write("#pin", "000000")
    expect(unlocked.page.get_by_role("link", name="Sign in")).to_be_visible()
    assert unlocked.page.request.get(office.url + "/phone/unlocked/").status == 401


def test_a_passkey_unlocks(unlocked: Pocket, office: Office) -> None:
    developer = unlocked.developer()
    developer.send("WebAuthn.enable")
    made = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    options = {**made, "isUserVerified": True, "automaticPresenceSimulation": True}
    developer.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    unlocked.page.goto(office.url + "/security/passkeys/")
    unlocked.page.get_by_label("A name for it").fill("Pocket")
    unlocked.page.get_by_role("button", name="Set up a passkey").click()
    expect(unlocked.page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    unlocked.at()
    expect(unlocked.page.locator("#home .if-open")).to_be_visible()

    lock(unlocked)
    unlocked.tap("[data-do=passkey]")
    expect(unlocked.page.locator("#home .if-open")).to_be_visible()


def test_a_lock_that_the_server_never_heard_of_holds_at_the_next_start(unlocked: Pocket, office: Office) -> None:
    unlocked.offline()
    unlocked.tap("[data-do=cover]")
    unlocked.page.wait_for_timeout(100)
    unlocked.kill()
    unlocked.reopened()

    is_locked(unlocked, office)


def test_without_a_connection_the_digits_say_so(unlocked: Pocket) -> None:
    lock(unlocked)
    unlocked.offline()
    unlocked.write("#pin", PIN)

    expect(unlocked.page.locator("#pin-error")).to_contain_text("no connection")


def lock(pocket: Pocket) -> None:
    pocket.tap("[data-do=cover]")
    expect(pocket.page.locator("#cover")).to_be_visible()
    for _ in range(3):
        pocket.page.keyboard.press("Shift")
    expect(pocket.page.locator("#unlock")).to_be_visible()


# Hide


def test_one_tap_hides_everything_behind_a_list_and_locks(unlocked: Pocket, office: Office) -> None:
    unlocked.new_entry()
    unlocked.write("#id_who", "Hidden in haste")
    unlocked.tap("[data-do=cover]")

    expect(unlocked.page.locator("#cover")).to_be_visible()
    expect(unlocked.page.locator("main")).to_be_hidden()
    is_locked(unlocked, office)
    for _ in range(3):
        unlocked.page.keyboard.press("Shift")
    unlocked.sent()
    assert len(office.arrived("Hidden in haste")) == 1


def test_three_quick_taps_on_a_title_hide_too_and_holding_the_list_brings_the_lock(pocket: Pocket) -> None:
    pocket.new_entry()
    for _ in range(3):
        pocket.page.locator("#capture-h").tap()
    expect(pocket.page.locator("#cover")).to_be_visible()

    box = pocket.page.locator("#cover-h").bounding_box()
    assert box is not None
    pocket.page.mouse.move(box["x"] + 5, box["y"] + 5)
    pocket.page.mouse.down()
    expect(pocket.page.locator("#cover")).to_be_hidden()
    pocket.page.mouse.up()
    expect(pocket.page.locator("#home")).to_be_visible()


def test_hide_comes_first_for_the_keyboard(pocket: Pocket) -> None:
    pocket.page.keyboard.press("Tab")

    expect(pocket.page.locator("[data-do=cover]")).to_be_focused()


def test_hiding_while_the_server_is_still_being_asked_stays_locked(unlocked: Pocket, office: Office) -> None:
    answers: list[Route] = []
    unlocked.page.route("**/phone/kit/", lambda route: answers.append(route))
    unlocked.at()
    unlocked.tap("[data-do=cover]")
    while not answers:
        unlocked.page.wait_for_timeout(20)
    answers[0].continue_()
    unlocked.page.unroute("**/phone/kit/")
    unlocked.page.wait_for_timeout(200)

    is_locked(unlocked, office)


def test_what_is_about_to_be_tapped_does_not_move_when_it_unlocks(pocket: Pocket, office: Office) -> None:
    """Whoever reaches for a new entry must not find the card under their thumb."""
    places = "[...document.querySelectorAll('#home .lockfoot button')].map((one) => one.getBoundingClientRect().y)"
    expect(pocket.page.locator("#home .note.if-locked")).to_be_visible()
    locked = pocket.page.evaluate(places)
    pocket.signs_in()
    expect(pocket.page.locator("#home .if-open")).to_be_visible()

    assert pocket.page.evaluate(places) == locked


@pytest.mark.parametrize("how", ["Hide by the keyboard", "a minute away"])
def test_a_question_that_is_open_does_not_stay_above_the_lock(unlocked: Pocket, office: Office, how: str) -> None:
    unlocked.new_entry()
    unlocked.write("#id_who", f"Asked, then {how}")
    unlocked.is_kept()
    unlocked.tap("[data-do=close]")
    expect(unlocked.page.locator("#close-it")).to_be_visible()

    if how == "a minute away":
        unlocked.leave()
        unlocked.page.clock.fast_forward("01:10")
        unlocked.come_back()
    else:
        for _ in range(3):
            unlocked.page.keyboard.press("Shift")
        unlocked.page.locator("#cover label").first.tap()
        expect(unlocked.page.locator("#cover input").first).to_be_checked()
        for _ in range(3):
            unlocked.page.keyboard.press("Shift")

    expect(unlocked.page.locator("#close-it")).to_be_hidden()
    unlocked.sent()
    assert len(office.arrived(f"Asked, then {how}")) == 1


def test_three_capitals_typed_quickly_hide_nothing(pocket: Pocket) -> None:
    pocket.new_entry()
    pocket.page.locator("#id_who").focus()
    for letter in "ABC":
        pocket.page.keyboard.press(f"Shift+{letter}")

    expect(pocket.page.locator("#cover")).to_be_hidden()


def test_the_picture_among_the_open_apps_is_blank(pocket: Pocket) -> None:
    pocket.new_entry()
    pocket.write("#id_who", "On the screen")
    pocket.leave()

    expect(pocket.page.locator(".blank")).to_be_visible()
    expect(pocket.page.locator("#id_who")).to_be_hidden()
    pocket.come_back()
    expect(pocket.page.locator(".blank")).to_be_hidden()
