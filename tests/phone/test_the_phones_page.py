"""Settings › Phones: what one sees of one's phones, ending one, its PIN, and a lost one."""

from typing import Any

import pytest
from django.test import override_settings

from tests.conftest import signed_in
from tests.phone.phones import Phone, paired
from waveback.ground.ledger.models import Entry
from waveback.phone import actions
from waveback.phone.models import Device


def test_a_phone_shows_its_name_and_when_it_was_last_seen(phone: Phone, ruths_browser: Any) -> None:
    page = ruths_browser.get("/settings/phones/").content.decode()

    assert "Pocket" in page and "last seen" in page


@pytest.mark.parametrize("discreet", ["yes", "no"])
def test_a_phone_is_renamed_and_hears_of_it_at_its_next_contact(
    phone: Phone, ruths_browser: Any, discreet: str
) -> None:
    ruths_browser.post("/wording/", {"discreet": discreet, "next": "/"})
    path = f"/settings/phones/{phone.device}/name/"
    assert 'value="Pocket"' in ruths_browser.get(path).content.decode()
    assert path in ruths_browser.get(f"/settings/phones/{phone.device}/").content.decode()

    answer = ruths_browser.post(path, {"name": "  The \u202eblue\none "}, follow=True)

    assert "The phone has its new name." in answer.content.decode()
    assert "The blue one" in ruths_browser.get("/settings/phones/").content.decode()
    assert phone.refresh().json()["device"]["name"] == "The blue one"
    assert Entry.objects.filter(what="phone.device.renamed").count() == 1
    assert "blue" not in str(list(Entry.objects.values_list("body", flat=True)))


def test_the_same_name_again_is_no_act(phone: Phone, ruths_browser: Any) -> None:
    ruths_browser.post(f"/settings/phones/{phone.device}/name/", {"name": "Pocket"})

    assert not Entry.objects.filter(what="phone.device.renamed").exists()


@pytest.mark.parametrize("name", ["", "   ", "\u202e\u200b", "\0", "x" * 41])
def test_a_phone_keeps_its_name_where_the_new_one_is_none(phone: Phone, ruths_browser: Any, name: str) -> None:
    answer = ruths_browser.post(f"/settings/phones/{phone.device}/name/", {"name": name})

    assert answer.status_code == 422
    assert Device.objects.get().name == "Pocket"


def test_an_ended_phone_keeps_its_name(ruth: Any, phone: Phone, ruths_browser: Any) -> None:
    actions.end(member=ruth, device=Device.objects.get())

    assert ruths_browser.post(f"/settings/phones/{phone.device}/name/", {"name": "Ghost"}).status_code == 404
    assert Device.objects.get().name == "Pocket"


def test_ending_asks_first_and_holds_from_the_next_contact(phone: Phone, ruths_browser: Any) -> None:
    path = f"/settings/phones/{phone.device}/end/"
    assert "is not lost" in ruths_browser.get(path).content.decode()
    assert phone.refresh().status_code == 200

    ruths_browser.post(path)

    assert phone.refresh().json()["code"] == "revoked"
    assert Entry.objects.filter(what="phone.device.ended").count() == 1
    assert "Ended" in ruths_browser.get("/settings/phones/").content.decode()


def test_ending_twice_leaves_the_first_time(phone: Phone, ruths_browser: Any) -> None:
    for _ in range(2):
        ruths_browser.post(f"/settings/phones/{phone.device}/end/")
        first = Device.objects.get().ended_at

    assert Device.objects.get().ended_at == first


@pytest.mark.parametrize(
    ("pin", "again", "says"),
    [
        ("", "", "Choose six digits."),
        ("12345", "12345", "Choose six digits."),
        ("4802137", "4802137", "Choose six digits."),
        ("480213480213480213480", "480213480213480213480", "Choose six digits."),
        ("٤٨٠٢١٣", "٤٨٠٢١٣", "Choose six digits."),
        ("000000", "000000", "simply repeat or count"),
        ("123456", "123456", "simply repeat or count"),
        ("987654", "987654", "simply repeat or count"),
        ("480213", "480214", "This differs from the first one."),
    ],
)
def test_a_pin_that_is_easily_guessed_or_mistyped_is_told_why(
    phone: Phone, ruths_browser: Any, pin: str, again: str, says: str
) -> None:
    answer = ruths_browser.post(f"/settings/phones/{phone.device}/pin/", {"pin": pin, "again": again})

    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert Device.objects.get().pin == ""


def test_a_pin_is_set_and_removed_and_kept_as_a_hash(phone: Phone, ruths_browser: Any) -> None:
    path = f"/settings/phones/{phone.device}/pin/"

    ruths_browser.post(path, {"pin": "480213", "again": "480213"})
    assert Device.objects.get().pin and "480213" not in Device.objects.get().pin
    assert phone.refresh().json()["pin"] is True

    ruths_browser.post(path, {"remove": "yes"})
    assert Device.objects.get().pin == ""
    assert phone.refresh().json()["pin"] is False


def test_an_ended_phone_gets_no_pin(phone: Phone, ruths_browser: Any) -> None:
    ruths_browser.post(f"/settings/phones/{phone.device}/end/")

    answer = ruths_browser.post(f"/settings/phones/{phone.device}/pin/", {"pin": "480213", "again": "480213"})

    assert answer.status_code == 404


def test_a_colleagues_phone_is_nobodys(ruth: Any, omar: Any, phone: Phone) -> None:
    for path in ("", "name/", "end/", "pin/"):
        assert signed_in(omar).get(f"/settings/phones/{phone.device}/{path}").status_code == 404


def test_the_checklist_begins_with_the_phones_in_use(ruth: Any, phone: Phone, ruths_browser: Any) -> None:
    paired(ruth, "Tablet")
    ruths_browser.post(f"/settings/phones/{phone.device}/end/")

    page = ruths_browser.get("/settings/phones/lost/").content.decode()

    assert "End Tablet" in page and "End Pocket" not in page


@pytest.mark.parametrize(
    ("origin", "says"),
    [
        ("http://localhost:8000", "Phones need https"),
        ("https://192.168.1.20", "an IP address"),
        ("https://localhost", "means the phone itself"),
        ("https://ruth-laptop.local:8443", ""),
    ],
)
def test_what_stands_in_the_way_of_a_phone_is_said_where_one_pairs(ruths_browser: Any, origin: str, says: str) -> None:
    with override_settings(ORIGIN=origin):
        page = ruths_browser.post("/settings/phones/pair/").content.decode()

    assert says in page
    assert ("notice stop" in page) is bool(says)
    assert f"{origin}/phone/#pair=" in page  # for the browser on this very computer
    assert ('src="data:image/svg+xml' in page) is not bool(says)  # no code to be photographed that leads nowhere
