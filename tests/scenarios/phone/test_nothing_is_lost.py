"""Whatever happens between the first tap and the server's receipt: everything arrives, once."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.scenarios.phone.office import Office
from tests.scenarios.phone.pocket import NewPocket, Pocket


def put_down(pocket: Pocket, word: str) -> None:
    """A whole capture, saved."""
    pocket.new_entry()
    pocket.write("#id_who", word)
    pocket.choose("Where?", "Café")
    pocket.save()


# The browser is killed


def form_is_open(pocket: Pocket) -> None:
    pocket.new_entry()


def word_is_typed(pocket: Pocket) -> None:
    pocket.new_entry()
    pocket.write("#id_who", "Scarf")
    pocket.is_kept()


def answer_is_tapped(pocket: Pocket) -> None:
    word_is_typed(pocket)
    pocket.choose("Where?", "Café")
    is_sealed_again(pocket, 2)


def sentence_is_being_typed(pocket: Pocket) -> None:
    answer_is_tapped(pocket)
    pocket.write("#id_line", "Half a senten")


def saved_without_connection(pocket: Pocket) -> None:
    pocket.offline()
    put_down(pocket, "Scarf")


def being_sent(pocket: Pocket) -> None:
    pocket.office.door.ways = ["hang"]
    put_down(pocket, "Scarf")
    handed_in(pocket, 1)


def server_has_it_and_the_phone_never_heard(pocket: Pocket) -> None:
    pocket.office.door.ways = ["swallow"]
    put_down(pocket, "Scarf")
    handed_in(pocket, 1)
    pocket.waits(1)


def is_sealed_again(pocket: Pocket, n: int) -> None:
    for _ in range(100):
        if pocket.rows()[0]["n"] >= n:
            return
        pocket.page.wait_for_timeout(20)
    raise AssertionError("It was not sealed again.")


def handed_in(pocket: Pocket, times: int) -> None:
    assert pocket.context is not None
    for _ in range(250):
        if len(pocket.office.door.seen) >= times:
            return
        pocket.context.pages[-1].wait_for_timeout(20)
    raise AssertionError("Nothing was handed in.")


@pytest.mark.parametrize(
    ("killed_when", "arrive"),
    [
        (form_is_open, 0),
        (word_is_typed, 1),
        (answer_is_tapped, 1),
        (sentence_is_being_typed, 1),
        (saved_without_connection, 1),
        (being_sent, 1),
        (server_has_it_and_the_phone_never_heard, 1),
    ],
    ids=lambda value: value.__name__ if callable(value) else None,
)
def test_what_was_put_down_when_the_phone_died_arrives_once(
    pocket: Pocket, office: Office, killed_when: Callable[[Pocket], None], arrive: int
) -> None:
    before = len(office.arrived("Scarf"))

    killed_when(pocket)
    pocket.kill()
    pocket.reopened()
    pocket.sent()

    found = office.arrived("Scarf")[before:]
    assert len(found) == arrive
    if killed_when not in (form_is_open, word_is_typed):
        assert found[-1]["place"] == "cafe"


# The server, or what stands in its place, answers something else


@pytest.mark.parametrize(
    ("way", "says"),
    [
        ("500", "could not take it just then"),
        ("html", "Something else answered"),
        ("redirect", "Something else answered"),
        ("forged", "not signed by your server"),
        ("swallow", "no connection"),
    ],
)
def test_only_a_verified_receipt_takes_a_capture_off_the_phone(
    pocket: Pocket, office: Office, way: str, says: str
) -> None:
    word = f"Answered by {way}"
    office.door.always = way

    put_down(pocket, word)
    handed_in(pocket, 1)
    pocket.waits(1)
    pocket.tap("#saved [data-waits]")
    expect(pocket.page.locator("[data-waiting-rows]")).to_contain_text(says)

    office.door.always = "ok"
    pocket.tap("[data-do=send-now]")
    pocket.sent()
    assert len(office.arrived(word)) == 1


def test_the_receipt_of_another_capture_is_no_receipt(pocket: Pocket, office: Office) -> None:
    office.door.always = "other"
    put_down(pocket, "The first of two")
    pocket.sent()
    pocket.tap("#saved [data-do=home]")
    put_down(pocket, "The second of two")
    handed_in(pocket, 2)
    pocket.waits(1)

    office.door.always = "ok"
    pocket.tap("#saved [data-waits]")
    pocket.tap("[data-do=send-now]")
    pocket.sent()
    assert len(office.arrived("of two")) == 2


def test_a_server_that_does_not_answer_is_given_up_and_asked_again(pocket: Pocket, office: Office) -> None:
    pocket.page.evaluate("AbortSignal.timeout = () => AbortSignal.abort(new DOMException('', 'TimeoutError'))")
    put_down(pocket, "A slow answer")
    pocket.waits(1)
    pocket.tap("#saved [data-waits]")
    expect(pocket.page.locator("[data-waiting-rows]")).to_contain_text("too slow")

    pocket.at()
    pocket.sent()
    assert len(office.arrived("A slow answer")) == 1


def test_one_on_which_the_server_breaks_holds_up_no_other(pocket: Pocket, office: Office) -> None:
    pocket.offline()
    for word in ("Breaks the server", "Behind the broken one"):
        put_down(pocket, word)
        pocket.tap("#saved [data-do=home]")
    office.door.broken_on = pocket.rows()[0]["id"]
    pocket.offline(False)
    pocket.at()

    pocket.waits(1)
    assert len(office.arrived("Behind the broken one")) == 1
    office.door.broken_on = ""
    pocket.at()
    pocket.sent()
    assert len(office.arrived("Breaks the server")) == 1


# Twice, at once, in another order


def test_two_windows_that_send_at_once_send_once(pocket: Pocket, office: Office) -> None:
    pocket.offline()
    put_down(pocket, "Two windows")
    assert pocket.context is not None
    other = pocket.context.new_page()
    pocket.watch(other)
    pocket.offline(False)
    other.goto(office.url + "/phone/")

    pocket.sent()
    assert len(office.arrived("Two windows")) == 1
    assert len([one for one in office.door.seen if one["n"]]) == 1


def test_a_capture_that_is_added_to_after_it_was_sent_stays_one(pocket: Pocket, office: Office) -> None:
    pocket.signs_in()
    put_down(pocket, "Added to later")
    pocket.sent()

    pocket.tap("[data-do=add]")
    pocket.write("#id_line", "One more thing.")
    pocket.save()
    pocket.sent()

    (told,) = office.arrived("Added to later")
    assert told["line"] == "One more thing."


def test_several_that_waited_arrive_in_the_order_in_which_they_were_put_down(pocket: Pocket, office: Office) -> None:
    pocket.offline()
    for word in ("Order: first", "Order: second", "Order: third"):
        put_down(pocket, word)
        pocket.tap("#saved [data-do=home]")
    pocket.waits(3)
    pocket.offline(False)
    pocket.at()
    pocket.sent()

    assert [told["who"] for told in office.arrived("Order: ")] == ["Order: first", "Order: second", "Order: third"]


def test_where_the_browser_can_it_sends_though_no_window_is_open(pocket: Pocket, office: Office) -> None:
    pocket.offline()
    put_down(pocket, "Sent by the worker")
    assert pocket.context is not None
    developer = pocket.context.new_cdp_session(pocket.context.new_page())
    pocket.page.close()
    seen: list[dict[str, Any]] = []
    developer.on("ServiceWorker.workerRegistrationUpdated", lambda told: seen.extend(told["registrations"]))
    developer.send("ServiceWorker.enable")
    pocket.offline(False)
    ours = next(one for one in seen if one["scopeURL"].endswith("/phone/"))
    sync = {"origin": office.url, "registrationId": ours["registrationId"], "tag": "captures", "lastChance": False}
    developer.send("ServiceWorker.dispatchSyncEvent", sync)

    handed_in(pocket, 1)
    for _ in range(100):
        if office.arrived("Sent by the worker"):
            break
    assert len(office.arrived("Sent by the worker")) == 1


# Who is signed in


def test_signing_out_leaves_what_waits_and_it_still_arrives(pocket: Pocket, office: Office) -> None:
    office.door.always = "500"
    pocket.signs_in()
    put_down(pocket, "Signed out before")
    pocket.waits(1)
    pocket.signs_out()

    office.door.always = "ok"
    pocket.at()
    pocket.sent()
    assert len(office.arrived("Signed out before")) == 1


def test_when_somebody_else_signs_in_it_waits_for_its_owner_and_is_not_theirs(pocket: Pocket, office: Office) -> None:
    office.door.always = "500"
    put_down(pocket, "Before Omar came")
    pocket.waits(1)

    pocket.signs_in("omar")
    office.door.always = "ok"
    pocket.at()
    pocket.sent()
    assert len(office.ask("held")) == 1
    assert office.ask("elsewhere") == 0
    expect(pocket.page.locator("#home .if-open")).to_be_hidden()


def test_a_phone_that_was_ended_forgets_its_kit_and_still_hands_in(pocket: Pocket, office: Office) -> None:
    pocket.offline()
    put_down(pocket, "Before it was ended")
    office.ask("end")
    pocket.offline(False)
    pocket.at()

    pocket.sent()
    expect(pocket.page.locator("[data-told]")).to_contain_text("was ended")
    assert pocket.page.evaluate("async () => (await phone.store.kit()) ?? null") is None
    assert len(office.ask("held")) == 1


# No room


def test_a_full_phone_says_so_at_once_and_the_words_stay_on_the_screen(
    new_pocket: NewPocket, paired_folder: Path, office: Office
) -> None:
    pocket = new_pocket(like=paired_folder).open("/card/")
    developer = pocket.developer()  # before the page: a browser remembers for a while how much room there was
    developer.send("Storage.overrideQuotaForOrigin", {"origin": office.url, "quotaSize": 1000})
    pocket.at()
    pocket.new_entry()
    pocket.write("#id_who", "No room left")
    expect(pocket.page.locator("[data-full]")).to_contain_text("This phone is full")
    pocket.tap("#capture [type=submit]")
    expect(pocket.page.locator("#capture")).to_be_visible()
    expect(pocket.page.locator("#id_who")).to_have_value("No room left")

    developer.send("Storage.overrideQuotaForOrigin", {"origin": office.url})
    pocket.choose("Where?", "Street")
    expect(pocket.page.locator("[data-full]")).to_be_hidden()
    pocket.save()
    pocket.sent()
    (told,) = office.arrived("No room left")
    assert told["place"] == "street"


def written_on_a_full_phone(pocket: Pocket, who: str) -> Callable[[], object]:
    """An entry that could not be kept, its form still open; call what comes back to make room."""
    developer, origin = pocket.developer(), pocket.office.url
    developer.send("Storage.overrideQuotaForOrigin", {"origin": origin, "quotaSize": 1000})
    pocket.page.clock.install()
    pocket.at()
    pocket.new_entry()
    pocket.write("#id_who", who)
    expect(pocket.page.locator("[data-full]")).to_contain_text("This phone is full")
    return lambda: developer.send("Storage.overrideQuotaForOrigin", {"origin": origin})


@pytest.mark.parametrize("left_by", ["a minute away", "Hide"])
def test_what_a_full_phone_could_not_keep_waits_sealed_until_there_is_room(
    new_pocket: NewPocket, paired_folder: Path, office: Office, left_by: str
) -> None:
    """Making room leads out of the app, and a minute away locks it."""
    pocket = new_pocket(like=paired_folder).open("/card/")
    there_is_room = written_on_a_full_phone(pocket, f"No room, then {left_by}")
    if left_by == "Hide":
        pocket.tap("[data-do=cover]")
        for _ in range(3):
            pocket.page.keyboard.press("Shift")
    else:
        pocket.leave()
        pocket.page.clock.fast_forward("01:10")
        pocket.come_back()
    expect(pocket.page.locator("#home [data-told]")).to_contain_text("one entry is not kept yet")
    assert f"then {left_by}" not in typed(pocket)

    there_is_room()
    pocket.page.clock.fast_forward("00:06")
    expect(pocket.page.locator("#home [data-told]")).to_be_hidden()
    handed_in(pocket, 1)
    pocket.sent()
    assert len(office.arrived(f"No room, then {left_by}")) == 1


def typed(pocket: Pocket) -> str:
    found: str = pocket.page.evaluate(
        "[...document.querySelectorAll('input, textarea')].map((one) => one.value).join()"
    )
    return found


def test_what_a_full_phone_could_not_keep_and_was_thrown_away_does_not_come_back(
    new_pocket: NewPocket, paired_folder: Path, office: Office
) -> None:
    pocket = new_pocket(like=paired_folder).open("/card/")
    there_is_room = written_on_a_full_phone(pocket, "Thrown away while full")
    pocket.tap("[data-do=close]")
    pocket.tap("#close-it [value=throw]")
    expect(pocket.page.locator("#home")).to_be_visible()

    there_is_room()
    pocket.page.clock.fast_forward("00:11")
    pocket.page.wait_for_timeout(300)
    assert pocket.rows() == []
    assert office.arrived("Thrown away while full") == []


def test_a_queue_that_cannot_be_read_is_not_called_empty(pocket: Pocket, office: Office) -> None:
    office.door.always = "500"
    put_down(pocket, "In a queue that hides")
    pocket.waits(1)
    assert pocket.context is not None
    pocket.context.add_init_script("IDBObjectStore.prototype.getAll = () => { throw new Error('unreadable') }")
    pocket.at()
    expect(pocket.page.locator("#home [data-waits]")).to_contain_text("Cannot be read")
    pocket.tap("#home [data-waits]")

    expect(pocket.page.locator("[data-waiting-says]")).to_contain_text("cannot be read just now")


# The clock


@pytest.mark.parametrize("hours", [2, -2])
def test_a_phone_whose_clock_is_wrong_loses_nothing_and_the_offset_is_noted(
    new_pocket: NewPocket, paired_folder: Path, office: Office, hours: int
) -> None:
    pocket = new_pocket(like=paired_folder).open("/card/")
    pocket.page.clock.set_system_time(datetime.now().astimezone() + timedelta(hours=hours))
    pocket.at()
    put_down(pocket, f"A clock {hours} h off")
    pocket.sent()

    (told,) = office.arrived(f"A clock {hours} h off")
    assert abs(told["clock_offset"] + hours * 3600) < 60
    captured, received = (datetime.fromisoformat(told[name]) for name in ("captured_at", "received_at"))
    assert abs((captured - received).total_seconds() - hours * 3600) < 60
    assert datetime.fromisoformat(told["happened_at"]) <= received


# A new version of the app


# Whether a newer worker, once it has fetched its files, waits; at most so many ms.
IS_WAITING = """async (most) => {
    const { ready } = navigator.serviceWorker;
    const until = performance.now() + most;
    while (!(await ready).waiting && performance.now() < until) await new Promise((done) => setTimeout(done, 50));
    return Boolean((await ready).waiting);
}"""


def test_a_new_version_waits_for_the_open_form_and_takes_the_queue_over(pocket: Pocket, office: Office) -> None:
    pocket.offline()
    put_down(pocket, "Under the old version")
    pocket.tap("#saved [data-do=home]")
    pocket.new_entry()
    pocket.write("#id_who", "While it was replaced")
    pocket.is_kept()
    pocket.offline(False)

    office.door.worker_note = "// another version"
    pocket.page.evaluate("async () => { await (await navigator.serviceWorker.ready).update() }")
    assert pocket.page.evaluate(IS_WAITING, 10_000)
    expect(pocket.page.locator("#id_who")).to_have_value("While it was replaced")

    pocket.save()
    pocket.tap("#saved [data-do=home]")
    expect(pocket.page.locator("#home")).to_be_visible()
    pocket.is_ready()
    pocket.sent()
    assert not pocket.page.evaluate("async () => Boolean((await navigator.serviceWorker.ready).waiting)")
    assert len(office.arrived("Under the old version")) == len(office.arrived("While it was replaced")) == 1
