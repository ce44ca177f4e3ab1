"""Locking and unlocking: a PIN opens only a session that the server still accepts, and five wrong ones end it."""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from threading import Barrier
from typing import Any
from uuid import uuid4

import pytest
from django.db import connections

from tests.conftest import signed_in
from tests.phone.phones import Phone, paired
from waveback.ground.ledger.models import Entry
from waveback.people.models import Member
from waveback.phone import actions, rules
from waveback.phone.models import Device

PIN = "480213"


@pytest.fixture
def locked(ruth: Any) -> Phone:
    """Ruth's phone, with a PIN, and her session on it locked."""
    phone = paired(ruth, browser=signed_in(ruth))
    actions.set_pin(member=ruth, device=Device.objects.get(), pin=PIN)
    assert phone.ask("/phone/lock/", {}).status_code == 204
    return phone


def tried(phone: Phone, pin: str) -> tuple[int, Any]:
    answer = phone.ask("/phone/unlock/", {"pin": pin})
    return answer.status_code, answer.json()


def test_locked_it_tells_no_labels_and_unlocked_it_does(locked: Phone, mara: Any) -> None:
    for path, told in (("/phone/unlocked/", None), ("/phone/find/", {"typed": "m"}), ("/phone/wish/", {})):
        answer = locked.ask(path, told)
        assert (answer.status_code, answer.json()["code"]) == (423, "locked")

    assert tried(locked, PIN) == (200, {})

    assert locked.ask("/phone/find/", {"typed": "lindq"}).json() == {
        "people": [{"id": str(mara.pk), "label": mara.code_label, "wish": ""}]
    }


def test_unlocking_gives_the_session_a_new_id_and_proves_nothing_for_signing(locked: Phone) -> None:
    session = locked.browser.session
    before = session.session_key
    shown = session["account_authentication_methods"][-1]["at"]

    tried(locked, PIN)

    assert locked.browser.session.session_key != before
    assert locked.browser.session["account_authentication_methods"][-1]["at"] == shown


def test_a_wrong_pin_says_how_many_tries_are_left(locked: Phone) -> None:
    status, told = tried(locked, "111112")

    assert (status, told["code"], told["left"]) == (422, "wrong", 4)


def test_the_right_pin_sets_the_count_back(locked: Phone) -> None:
    for _ in range(4):
        tried(locked, "111112")
    assert tried(locked, PIN)[0] == 200
    locked.ask("/phone/lock/", {})

    assert tried(locked, "111112")[1]["left"] == 4


def test_the_fifth_wrong_one_ends_the_session_and_removes_the_pin(locked: Phone) -> None:
    told = [tried(locked, "111112") for _ in range(5)]

    assert [one[0] for one in told] == [422, 422, 422, 422, 401]
    assert told[-1][1]["code"] == "sign_in"
    assert "_auth_user_id" not in locked.browser.session
    assert Device.objects.get().pin == ""
    assert tried(locked, PIN)[1]["code"] == "sign_in"
    assert Entry.objects.filter(what="phone.pin.cleared").count() == 1


def test_other_sessions_do_not_give_more_tries(ruth: Any, locked: Phone) -> None:
    """The count is the phone's: whoever signs in anew on it goes on where they were."""
    for _ in range(3):
        tried(locked, "111112")
    locked.browser.cookies["waveback"] = signed_in(ruth).cookies["waveback"].value
    locked.ask("/phone/lock/", {})

    assert tried(locked, "111112")[1]["left"] == 1


def test_other_phones_do_not_give_more_tries_than_eight(ruth: Any, locked: Phone) -> None:
    others = [paired(ruth, f"Phone {n}", browser=signed_in(ruth)) for n in range(2)]
    for device in Device.objects.all():
        actions.set_pin(member=ruth, device=device, pin=PIN)
    for other in others:
        other.ask("/phone/lock/", {})

    made = 0
    for phone in [locked, *others] * 5:
        status, _ = tried(phone, "111112")
        made += status == 422
        if status == 401:
            break

    assert made + 1 == rules.PIN_TRIES_OF_MEMBER
    assert not Device.objects.exclude(pin="").exists()


def test_what_was_tried_on_a_lost_phone_takes_no_try_from_the_next_one(ruth: Any, locked: Phone) -> None:
    lost = [locked, paired(ruth, "Second", browser=signed_in(ruth))]
    for device in Device.objects.all():
        actions.set_pin(member=ruth, device=device, pin=PIN)
    for phone in lost:
        phone.ask("/phone/lock/", {})
        for _ in range(3):
            tried(phone, "111112")
        actions.end(member=ruth, device=Device.objects.get(pk=phone.device))

    new = paired(ruth, "New", browser=signed_in(ruth))
    actions.set_pin(member=ruth, device=Device.objects.get(pk=new.device), pin=PIN)
    new.ask("/phone/lock/", {})

    assert tried(new, "111112")[1]["left"] == 4
    assert tried(new, PIN) == (200, {})


def test_a_try_is_counted_before_it_is_checked(locked: Phone) -> None:
    """Sixth and later ones that were sent at the same moment find the count full."""
    Device.objects.update(pin_failures=rules.PIN_TRIES)

    assert tried(locked, PIN)[1]["code"] == "no_pin"


def test_the_pin_of_another_members_phone_opens_nothing(ruth: Any, omar: Any) -> None:
    phone = paired(ruth, browser=signed_in(omar))
    actions.set_pin(member=ruth, device=Device.objects.get(), pin=PIN)
    phone.ask("/phone/lock/", {})

    assert tried(phone, PIN)[1]["code"] == "no_pin"
    assert Device.objects.get().pin_failures == 0


def test_an_ended_phones_pin_opens_nothing(ruth: Any, locked: Phone) -> None:
    actions.end(member=ruth, device=Device.objects.get())

    assert tried(locked, PIN)[1]["code"] == "no_pin"


def test_without_a_session_there_is_nothing_to_unlock(ruth: Any, phone: Phone) -> None:
    actions.set_pin(member=ruth, device=Device.objects.get(), pin=PIN)

    assert tried(phone, PIN)[1]["code"] == "sign_in"


def test_a_session_that_has_ended_is_not_unlocked(locked: Phone) -> None:
    session = locked.browser.session
    session["began"] = time.time() - 13 * 3600
    session.save()

    assert tried(locked, PIN)[1]["code"] == "sign_in"
    assert locked.refresh().json()["session"] == "none"


def test_whoever_has_left_is_not_unlocked(ruth: Any, locked: Phone) -> None:
    Member.objects.filter(pk=ruth.pk).update(left_at=datetime.now(UTC))

    assert tried(locked, PIN)[1]["code"] == "sign_in"


def test_a_passkey_that_is_none_opens_nothing(locked: Phone) -> None:
    assert locked.ask("/phone/unlock/", {"options": True}).json()["code"] == "no_passkey"
    answer = locked.ask("/phone/unlock/", {"credential": "{}"})

    assert (answer.status_code, answer.json()["code"]) == (422, "wrong")
    assert locked.refresh().json()["session"] == "locked"


@pytest.mark.parametrize("told", [{}, {"pin": 480213}, {"pin": None}, {"credential": {}}])
def test_what_is_neither_is_told_so(locked: Phone, told: dict[str, Any]) -> None:
    assert locked.ask("/phone/unlock/", told).json()["code"] == "not_understood"


def test_locking_needs_no_body_and_no_session(visitor: Any, locked: Phone) -> None:
    """A page that is being left sends no more than a beacon."""
    own = {"origin": "http://testserver"}
    for one in (Phone(visitor), locked):
        assert one.browser.post("/phone/lock/", "", content_type="text/plain", headers=own).status_code == 204

    assert locked.refresh().json()["session"] == "locked"


def test_the_kit_says_how_the_session_stands_and_whose_it_is(ruth: Any, omar: Any) -> None:
    told = {}
    for name, browser in (("own", signed_in(ruth)), ("other", signed_in(omar))):
        told[name] = paired(ruth, browser=browser).refresh().json()

    assert (told["own"]["session"], told["own"]["mine"]) == ("open", True)
    assert (told["other"]["session"], told["other"]["mine"]) == ("open", False)


def test_asking_for_the_kit_and_handing_in_keep_no_session_awake(ruth: Any) -> None:
    phone = paired(ruth, browser=signed_in(ruth))
    session = phone.browser.session
    session["seen"] = long_ago = int(time.time()) - 14 * 60
    session.save()

    phone.refresh()
    phone.send(phone.sealed(uuid4()))
    assert phone.browser.session["seen"] == long_ago

    phone.ask("/phone/find/", {"typed": "m"})
    assert phone.browser.session["seen"] > long_ago


def test_labels_come_with_what_they_wish_and_each_is_a_look(ruth: Any, mara: Any, ruths_browser: Any) -> None:
    from tests.steps.run_ins import captured
    from waveback.steps.client_leads import queries as client_leads

    captured(ruth, mara)

    told = Phone(ruths_browser).ask("/phone/unlocked/").json()["people"]

    assert told == [{"id": str(mara.pk), "label": mara.code_label, "wish": client_leads.pocket_line(ruth, mara)}]
    assert told[0]["wish"]
    assert Entry.objects.filter(what="people.client.looked").count() == 1


def test_anothers_client_is_nobody(omar: Any, mara: Any, omars_browser: Any) -> None:
    answer = Phone(omars_browser).ask("/phone/wish/", {"client": str(mara.pk)})

    assert (answer.status_code, answer.json()["code"]) == (404, "nobody")
    assert Phone(omars_browser).ask("/phone/find/", {"typed": "Lindqvist"}).json() == {"people": []}


@pytest.mark.django_db(transaction=True)
def test_ten_tries_at_the_very_same_moment_are_no_more_than_five(ruth: Any) -> None:
    phone = paired(ruth)
    device = Device.objects.get(pk=phone.device)
    actions.set_pin(member=ruth, device=device, pin=PIN)
    together = Barrier(10)

    def guess() -> str:
        together.wait()
        try:
            actions.try_pin(device=device, pin="111112")
        except (actions.WrongPin, actions.NoPin) as error:
            return type(error).__name__
        finally:
            connections.close_all()
        return "opened"

    with ThreadPoolExecutor(10) as threads:
        told = list(threads.map(lambda _: guess(), range(10)))

    assert told.count("WrongPin") == rules.PIN_TRIES and told.count("opened") == 0
    assert Device.objects.get().pin == ""


def test_an_owner_who_was_reset_has_no_pin_any_more(ruth: Any, locked: Phone) -> None:
    actions.forget_pins(member=ruth)

    assert tried(locked, PIN)[1]["code"] == "no_pin"
    assert Entry.objects.filter(what="phone.pin.cleared").count() == 1
