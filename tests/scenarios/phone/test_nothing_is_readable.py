"""Whoever finds the phone reads nothing: not on the screen, not in the browser's storage, not on its disk."""

import re

from playwright.sync_api import expect

from tests.scenarios.phone.office import Office
from tests.scenarios.phone.pocket import NewPocket, Pocket
from waveback.phone import shell

CANARY, LINE, SOUGHT = "Zinnoberhut", "Kolibriplauderei", "Lindqvist"
OPEN_OF_A_ROW = {
    "id", "n", "key", "receipt_key", "device", "kept_at", "first_kept_at", "state", "tries", "last", "next_at", "bytes",
}  # fmt: skip
KIT = {"practice_key", "receipt_key", "device", "phrases", "pin", "demo", "offset"}


def test_nothing_that_was_typed_or_shown_can_be_read_on_the_disk(pocket: Pocket, office: Office) -> None:
    label = office.labels[0]
    pocket.signs_in()
    pocket.new_entry()
    pocket.write("#id_who", SOUGHT)
    expect(pocket.page.locator("#people")).to_contain_text(label)
    pocket.page.locator("#id_who").fill(CANARY)
    pocket.write("#id_line", LINE)
    pocket.is_kept()
    pocket.page.wait_for_timeout(300)
    assert pocket.rows()
    pocket.kill()

    assert pocket.holds(CANARY, LINE, SOUGHT, label) == []
    # The search does find what the phone may hold: the therapist's own phrase.
    assert pocket.holds("Please call the office")


def test_the_browsers_storage_holds_the_kit_and_sealed_captures_alone(pocket: Pocket) -> None:
    pocket.offline()
    pocket.new_entry()
    pocket.write("#id_who", "A word")
    pocket.save()

    kept = pocket.page.evaluate(
        """async () => ({
            local: localStorage.length, session: sessionStorage.length,
            databases: (await indexedDB.databases()).map((one) => one.name),
            kit: Object.keys(await phone.store.kit()),
            cached: await Promise.all((await caches.keys()).map(async (name) =>
                [name, (await (await caches.open(name)).keys()).map((one) => new URL(one.url).pathname)])),
        })"""
    )
    ((name, cached),) = kept["cached"]
    assert (kept["local"], kept["session"], kept["databases"]) == (0, 0, ["waveback-phone"])
    assert set(kept["kit"]) == KIT
    assert set(pocket.rows()[0]) == OPEN_OF_A_ROW
    assert re.fullmatch("waveback-shell-[0-9a-f]{16}", name)
    assert sorted(cached) == sorted(["/phone/", *(f"/static/{one}" for one in shell.FILES)])


def test_a_nod_and_a_confession_look_alike_from_outside(pocket: Pocket) -> None:
    pocket.offline()
    for who, line in (("Z", ""), ("Somebody with a long description", "A long sentence. " * 20)):
        pocket.new_entry()
        pocket.write("#id_who", who)
        if line:
            pocket.page.locator("#id_line").fill(line)
        pocket.save()
        pocket.tap("#saved [data-do=home]")

    short, long = (row["bytes"] for row in pocket.rows())
    assert short == long == 65 + 1024 + 16


def test_the_shell_names_nobody_whoever_asks(pocket: Pocket, office: Office) -> None:
    before = pocket.page.request.get(office.url + "/phone/").body()
    pocket.signs_in()
    signed_in = pocket.page.request.get(office.url + "/phone/").body()

    assert before == signed_in
    assert b"csrf" not in before.lower() and b"ruth" not in before.lower()
    words = pocket.page.evaluate("document.body.textContent.toLowerCase()").replace("/run-ins/new/", "")
    assert [telling for telling in ("therap", "client", "session", "run-in", "counsel") if telling in words] == []


def test_back_and_a_restored_page_show_nothing_that_was_typed(pocket: Pocket, office: Office) -> None:
    pocket.signs_in()
    pocket.new_entry()
    pocket.write("#id_who", CANARY)
    pocket.is_kept()
    pocket.page.goto(office.url + "/card/")
    pocket.page.go_back()
    pocket.is_ready()

    assert CANARY not in pocket.page.evaluate(
        "document.documentElement.outerHTML + [...document.querySelectorAll('input, textarea')].map((one) => one.value)"
    )
    expect(pocket.page.locator("#home")).to_be_visible()


def test_every_field_tells_the_keyboard_and_the_browser_to_keep_nothing(pocket: Pocket) -> None:
    pocket.new_entry()
    wanting = pocket.page.evaluate(
        """() => [...document.querySelectorAll("#capture input[type=text], #capture textarea")].filter((box) =>
            box.getAttribute("spellcheck") !== "false" || box.getAttribute("autocomplete") !== "off" ||
            box.getAttribute("autocorrect") !== "off" || box.getAttribute("writingsuggestions") !== "false" ||
            box.getAttribute("translate") !== "no").map((box) => box.name)"""
    )

    assert wanting == []


def test_the_title_and_the_address_tell_nothing_in_any_view(pocket: Pocket, office: Office) -> None:
    for view in ("capture", "card", "waiting", "set-up"):
        pocket.tap(f"#home [data-do={view}]")
        expect(pocket.page.locator(f"#{view}")).to_be_visible()
        assert (pocket.page.title(), pocket.page.url) == ("Waveback", office.url + "/phone/")
        pocket.page.go_back()
        expect(pocket.page.locator("#home")).to_be_visible()


def test_a_pairing_link_leaves_no_code_in_the_address(new_pocket: NewPocket, office: Office) -> None:
    pocket = new_pocket().open(f"/phone/#pair={office.ask('code')}")

    assert pocket.page.url == office.url + "/phone/"
    pocket.tap("#pair button")
    expect(pocket.page.locator("[data-paired]")).to_contain_text("Paired")
