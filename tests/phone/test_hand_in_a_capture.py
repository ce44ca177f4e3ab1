"""A capture from the phone is opened, kept once, and receipted after it was kept."""

from typing import Any
from uuid import uuid4

from tests.phone.phones import Phone
from waveback.steps.document.models import RunIn


def test_what_the_phone_sealed_becomes_a_run_in_and_gets_a_receipt_for_its_very_bytes(ruth: Any, phone: Phone) -> None:
    delivery = phone.sealed(uuid4())

    receipt = phone.receipt(phone.send(delivery), delivery)

    assert receipt["state"] == "kept"
    landed = RunIn.objects.get(capture_key=delivery["id"])
    assert (landed.author_id, landed.who) == (ruth.pk, "The one with the red scarf")
    assert landed.noted == {"place": "shop", "line": "Talked about apples."}
