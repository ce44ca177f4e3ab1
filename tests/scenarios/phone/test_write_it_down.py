"""Thirty seconds in a car park: from the icon to saved, without a signal, while locked."""

from playwright.sync_api import expect

from tests.scenarios.phone.office import Office
from tests.scenarios.phone.pocket import Pocket


def test_what_the_phone_seals_the_server_opens(pocket: Pocket, office: Office) -> None:
    pocket.new_entry()
    pocket.write("#id_who", "Red scarf, “Ångström” 🧣")
    pocket.choose("Where?", "Shop or market")
    pocket.write("#id_line", "Waved first.\nBy the apples.")
    pocket.save()
    pocket.sent()

    (told,) = office.arrived("Ångström")

    assert told["who"] == "Red scarf, “Ångström” 🧣"
    assert (told["place"], told["line"].splitlines()) == ("shop", ["Waved first.", "By the apples."])


def chosen_by_name(pocket: Pocket, office: Office) -> None:
    """Somebody whom one did not meet lately: only the search leads to them."""
    pocket.page.route("**/phone/unlocked/", lambda route: route.fulfill(json={"people": []}))
    pocket.signs_in()
    pocket.new_entry()
    pocket.write("#id_who", "Okafor")
    pocket.page.locator("#people label", has_text=office.labels[1]).tap()
    pocket.is_kept()


def arrives_with_them(pocket: Pocket, office: Office, place: str) -> bool:
    """Whether an entry that is written on goes into their file."""
    pocket.choose("Where?", place)
    pocket.save()
    pocket.sent()
    return any(told.get("place") == place.lower() for told in office.arrived(office.labels[1]))


def test_whoever_was_found_and_chosen_stays_chosen_after_a_moment_away(pocket: Pocket, office: Office) -> None:
    chosen_by_name(pocket, office)
    with pocket.page.expect_response("**/phone/unlocked/"):
        pocket.leave()
        pocket.come_back()

    assert office.labels[1] in pocket.page.inner_text("#people")
    assert arrives_with_them(pocket, office, "Event")


def test_whoever_was_chosen_stays_chosen_but_unnamed_once_the_server_has_locked(pocket: Pocket, office: Office) -> None:
    chosen_by_name(pocket, office)
    pocket.page.evaluate("fetch('/phone/lock/', { method: 'POST' })")
    pocket.leave()
    pocket.come_back()

    expect(pocket.page.locator("#people")).to_contain_text("Chosen")
    assert office.labels[1] not in pocket.page.content()
    assert arrives_with_them(pocket, office, "Travel")
