"""A receipt says only what is committed; keys are replaced, restored and destroyed without losing what waits."""

from typing import Any
from unittest.mock import patch
from uuid import uuid4

import pytest
from django.db import connections, transaction

from tests.phone.phones import Phone, envelope, paired
from waveback.ground.ledger.models import Entry
from waveback.ground.vault import shredding
from waveback.phone import actions, queries, sealing
from waveback.phone.models import Device, PhoneKey
from waveback.steps.document.models import RunIn


@pytest.mark.django_db(transaction=True)
def test_the_receipt_is_signed_after_the_commit(ruth: Any, phone: Phone) -> None:
    device = queries.device(phone.kit["device"]["id"])
    sent, seen, really = envelope(device, uuid4()), [], sealing.signature

    def signature(private: bytes, text: str) -> str:
        seen.append((transaction.get_connection().in_atomic_block, RunIn.objects.count()))
        return really(private, text)

    with patch("waveback.phone.sealing.signature", signature):
        actions.receive(sent=sent, hands=device, session=None)

    assert seen == [(False, 1)]


def test_killed_between_commit_and_receipt_it_is_there_and_the_next_delivery_gets_the_receipt(phone: Phone) -> None:
    delivery = phone.sealed(uuid4())
    with patch("waveback.phone.sealing.signature", side_effect=KeyboardInterrupt), pytest.raises(KeyboardInterrupt):
        phone.send(delivery)

    assert RunIn.objects.count() == 1
    assert phone.receipt(phone.send(delivery), delivery)["state"] == "kept"
    assert RunIn.objects.count() == 1


def test_failed_before_the_commit_nothing_is_there_and_there_is_no_receipt(phone: Phone) -> None:
    delivery = phone.sealed(uuid4())
    phone.browser.raise_request_exception = False
    with patch("waveback.phone.models.Arrival.objects.create", side_effect=RuntimeError):
        answer = phone.send(delivery)

    assert answer.status_code == 500
    assert not RunIn.objects.exists()
    assert not Entry.objects.filter(what="document.run_in.captured").exists()
    assert phone.receipt(phone.send(delivery), delivery)["state"] == "kept"


def test_a_replaced_key_still_opens_what_was_sealed_for_it(ruth: Any, phone: Phone) -> None:
    waiting = phone.sealed(uuid4())
    old = phone.kit["practice_key"]["id"]

    actions.renew_key(ruth.practice_id)

    assert phone.receipt(phone.send(waiting), waiting)["state"] == "kept"  # by the key that the phone had then
    phone.refresh()
    assert phone.kit["practice_key"]["id"] != old
    assert phone.hand_in().status_code == 200
    assert RunIn.objects.count() == 2


def test_an_ended_phone_can_check_its_receipt_after_the_key_was_replaced(ruth: Any, phone: Phone) -> None:
    """It gets no kit any more, so the receipt is signed with the key that it knows."""
    waiting = phone.sealed(uuid4())
    actions.end(member=ruth, device=Device.objects.get())
    actions.renew_key(ruth.practice_id)

    assert phone.refresh().status_code == 410
    assert phone.receipt(phone.send(waiting), waiting)["state"] == "quarantined"


def test_keys_of_the_vault_are_replaced_and_the_phones_key_opens_still(ruth: Any, phone: Phone) -> None:
    waiting = phone.sealed(uuid4())

    shredding.rotate_practice_key(ruth.practice_id)

    assert phone.receipt(phone.send(waiting), waiting)["state"] == "kept"


def test_after_its_practices_key_was_destroyed_nothing_opens_and_the_phone_is_told(ruth: Any, phone: Phone) -> None:
    waiting = phone.sealed(uuid4())

    shredding.destroy(ruth.practice_id, ruth.practice_id, ["practice"])

    answer = phone.send(waiting)
    assert (answer.status_code, answer.json()["code"]) == (422, "cannot_open")


def test_only_one_key_is_made_however_many_ask_at_once(ruth: Any) -> None:
    one, other = actions.ensure_key(ruth.practice_id), actions.ensure_key(ruth.practice_id)

    assert one.pk == other.pk
    assert Entry.objects.filter(what="phone.key.made").count() == 1


def test_private_halves_are_sealed(ruth: Any, phone: Phone) -> None:
    key = PhoneKey.objects.get()
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT opening, signing FROM phone_phonekey")
        stored = [bytes(value) for value in cursor.fetchone()]

    assert key.opening not in stored and key.signing not in stored
    assert stored[0] != stored[1]


def test_another_practices_key_opens_nothing_of_ours(ruth: Any, omar: Any, phone: Phone) -> None:
    omars = paired(omar)
    forged = omars.sealed(uuid4()) | {"device": phone.device}

    assert phone.send(forged).json()["code"] == "cannot_open"


def test_the_kit_holds_public_halves_and_words_only(ruth: Any, mara: Any, phone: Phone) -> None:
    text = phone.ask("/phone/kit/").content.decode()

    assert "Lindqvist" not in text and mara.code_label not in text
    assert set(phone.kit) == {
        "practice_key", "receipt_key", "device", "lines", "danger", "phrases", "server_time", "session", "mine", "pin",
        "demo",
    }  # fmt: skip
    assert len(phone.kit["lines"]) == 5 and len(phone.kit["phrases"]) == 3


def test_a_tokens_hash_is_kept_and_never_the_token(phone: Phone) -> None:
    token = phone.browser.cookies["waveback-phone"]

    assert len(token.value) >= 43  # 256 bits
    assert Device.objects.get().token_hash == sealing.secret_digest(token.value)
    assert (token["httponly"], token["samesite"], token["path"]) == (True, "Strict", "/")
