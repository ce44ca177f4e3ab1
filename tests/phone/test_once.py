"""However often, in whatever order, and by however many at once a capture is handed in: it lands once (O50)."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from threading import Barrier
from typing import Any
from uuid import uuid4

import pytest
from django.db import connections

from tests.phone.phones import SAID, Phone, envelope
from tests.steps.run_ins import PROOF, WHOLE
from waveback.ground import ledger
from waveback.ground.ledger.models import Entry
from waveback.people import drafts
from waveback.phone import actions, queries
from waveback.phone.models import Arrival, Held
from waveback.steps.document import actions as document
from waveback.steps.document.models import Ease, RunIn


def said(line: str, **more: Any) -> dict[str, Any]:
    return SAID | {"line": line} | more


def state(phone: Phone, delivery: dict[str, Any]) -> str:
    return str(phone.receipt(phone.send(delivery), delivery)["state"])


def only() -> RunIn:
    return RunIn.objects.get()


def test_the_same_delivery_again_changes_nothing_and_gets_its_receipt_again(phone: Phone) -> None:
    delivery = phone.sealed(uuid4())

    assert [state(phone, delivery) for _ in range(3)] == ["kept"] * 3

    assert RunIn.objects.count() == Arrival.objects.count() == 1
    assert Entry.objects.filter(what__startswith="document.run_in.").count() == 1


def test_a_later_state_takes_the_earlier_ones_place(phone: Phone, mara: Any) -> None:
    capture = uuid4()
    state(phone, phone.sealed(capture, 1, said("One", ease="2")))

    state(phone, phone.sealed(capture, 4, said("Four", ease="5", client=str(mara.pk))))

    assert only().noted["line"] == "Four"
    assert only().client_id == mara.pk
    assert Ease.objects.get().ease == 5
    assert ledger.verify(mara.practice_id) is None


def test_reordered_it_is_the_latest_state_that_stands(phone: Phone) -> None:
    capture = uuid4()
    states = {n: phone.sealed(capture, n, said(f"State {n}")) for n in (1, 2, 3)}

    assert [state(phone, states[n]) for n in (2, 3, 1, 2)] == ["kept"] * 4

    assert only().noted["line"] == "State 3"
    assert not Held.objects.exists()


def test_it_may_change_files_while_nobody_touched_it(phone: Phone, mara: Any, daniel: Any) -> None:
    capture = uuid4()
    for n, client in enumerate((mara, daniel, None), start=1):
        state(phone, phone.sealed(capture, n, said("Met.", client=str(client.pk) if client else "")))

    assert (only().client_id, only().who) == (None, SAID["who"])
    moved = Entry.objects.filter(what="document.run_in.moved_away").count()
    assert moved == 2
    assert ledger.verify(mara.practice_id) is None


def finished(ruth: Any, run_in: RunIn, fact: str) -> None:
    document.finish(
        member=ruth, run_in=run_in, revision=run_in.revision, facts={"fact": fact, "line": "At the desk."},
        happened_at=run_in.happened_at, approximately=False,
    )  # fmt: skip


def test_what_was_changed_at_the_desk_stays_and_the_phones_newer_text_is_set_apart(ruth: Any, phone: Phone) -> None:
    capture = uuid4()
    state(phone, phone.sealed(capture, 1, said("One")))
    finished(ruth, only(), "We met.")

    assert state(phone, phone.sealed(capture, 2, said("Two"))) == "quarantined"

    assert only().noted == {"fact": "We met.", "line": "At the desk."}
    assert Held.objects.get().reason == "changed"


def test_taking_it_in_fills_the_notes_form_with_it_and_both_stand(ruth: Any, phone: Phone, ruths_browser: Any) -> None:
    capture = uuid4()
    state(phone, phone.sealed(capture, 1, said("One")))
    finished(ruth, only(), "We met.")
    state(phone, phone.sealed(capture, 2, said("Two")))

    answer = ruths_browser.post(f"/settings/phones/apart/{Held.objects.get().pk}/take/")

    assert answer["Location"] == f"/run-ins/{only().pk}/finish/?said=document.twice"
    assert drafts.kept(ruth, f"/run-ins/{only().pk}/finish/")["line"] == ["Two"]
    assert only().noted["line"] == "At the desk."
    assert Held.objects.get().decision == "taken"


def test_a_draft_that_is_being_typed_is_not_overwritten_by_an_arrival(ruth: Any, phone: Phone) -> None:
    capture = uuid4()
    state(phone, phone.sealed(capture, 1, said("One")))
    finished(ruth, only(), "We met.")
    path = f"/run-ins/{only().pk}/finish/"
    drafts.keep(member=ruth, path=path, data={"fact": ["Half a sentence"]})

    state(phone, phone.sealed(capture, 2, said("Two")))

    assert drafts.kept(ruth, path) == {"fact": ["Half a sentence"]}


def test_taking_it_in_leaves_what_is_being_typed_in_that_form(ruth: Any, phone: Phone, ruths_browser: Any) -> None:
    capture = uuid4()
    state(phone, phone.sealed(capture, 1, said("One")))
    finished(ruth, only(), "We met.")
    path = f"/run-ins/{only().pk}/finish/"
    drafts.keep(member=ruth, path=path, data={"fact": ["Half a sentence"], "line": ["Typed here"]})
    state(phone, phone.sealed(capture, 2, said("Two")))

    ruths_browser.post(f"/settings/phones/apart/{Held.objects.get().pk}/take/")

    kept = drafts.kept(ruth, path) or {}
    assert (kept["fact"], kept["line"], kept["place"]) == (["Half a sentence"], ["Typed here\nTwo"], ["shop"])


@pytest.mark.parametrize("whose", ["nobody's yet", "another's"])
def test_a_client_who_was_chosen_after_the_desk_had_changed_it_is_not_dropped(
    ruth: Any, mara: Any, daniel: Any, phone: Phone, ruths_browser: Any, whose: str
) -> None:
    capture = uuid4()
    first = {"client": str(daniel.pk)} if whose == "another's" else {}
    state(phone, phone.sealed(capture, 1, said("One", **first)))
    finished(ruth, only(), "We met.")
    now = {"when": "now", "client": str(mara.pk), "line": "At the desk."}

    assert state(phone, phone.sealed(capture, 2, now)) == "quarantined"
    ruths_browser.post(f"/settings/phones/apart/{Held.objects.get().pk}/take/")

    line = (drafts.kept(ruth, f"/run-ins/{only().pk}/finish/") or {})["line"][0]
    named = "Somebody else was chosen" if whose == "another's" else f"Who: {mara.code_label}"
    assert named in line and (mara.code_label in line) is (whose != "another's")


def test_the_same_client_again_is_nothing_new(ruth: Any, mara: Any, phone: Phone) -> None:
    capture, told = uuid4(), {"when": "now", "client": str(mara.pk), "line": "At the desk."}
    state(phone, phone.sealed(capture, 1, told))
    finished(ruth, only(), "We met.")

    assert state(phone, phone.sealed(capture, 2, told)) == "kept"


def test_below_a_signed_note_it_becomes_the_draft_of_an_addendum(
    ruth: Any, mara: Any, phone: Phone, ruths_browser: Any
) -> None:
    capture = uuid4()
    state(phone, phone.sealed(capture, 1, said("One", client=str(mara.pk))))
    run_in = only()
    document.finish(
        member=ruth, run_in=run_in, revision=1, facts=WHOLE, happened_at=run_in.happened_at, approximately=False
    )
    document.sign(member=ruth, run_in=run_in, revision=2, proof=PROOF)
    state(phone, phone.sealed(capture, 2, said("Two", client=str(mara.pk))))

    answer = ruths_browser.post(f"/settings/phones/apart/{Held.objects.get().pk}/take/")

    path = f"/run-ins/{run_in.pk}/add/"
    assert answer["Location"].startswith(path)
    assert drafts.kept(ruth, path) == {"text": ["Two"]}


def test_what_was_discarded_comes_back_only_by_a_decision(ruth: Any, phone: Phone, ruths_browser: Any) -> None:
    capture = uuid4()
    state(phone, phone.sealed(capture, 1, said("One")))
    document.discard(member=ruth, run_in=only(), revision=1, reason="mistake")

    assert state(phone, phone.sealed(capture, 2, said("Two"))) == "quarantined"
    assert not RunIn.objects.exists()

    ruths_browser.post(f"/settings/phones/apart/{Held.objects.get().pk}/take/")
    assert only().noted["line"] == "Two"
    assert state(phone, phone.sealed(capture, 3, said("Three"))) == "kept"
    assert only().noted["line"] == "Three"


def test_the_same_number_with_other_words_loses_neither(phone: Phone) -> None:
    """No honest phone does it; a restored or copied one might."""
    capture = uuid4()
    state(phone, phone.sealed(capture, 1, said("One")))

    assert state(phone, phone.sealed(capture, 1, said("Other words"))) == "quarantined"
    assert state(phone, phone.sealed(capture, 1, said("One"))) == "kept"

    assert only().noted["line"] == "One"
    assert Held.objects.count() == 1


def test_two_captures_at_one_moment_are_two(phone: Phone) -> None:
    moment = datetime.now(UTC).isoformat()

    for _ in range(2):
        state(phone, phone.sealed(uuid4(), captured_at=moment))

    assert RunIn.objects.count() == 2


# At once


def at_once(*works: Any) -> list[Any]:
    together = Barrier(len(works))

    def run(work: Any) -> Any:
        together.wait()
        try:
            return work()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(works)) as threads:
        return list(threads.map(run, works))


def received(device: Any, sent: Any) -> str:
    return actions.receive(sent=sent, hands=device, session=None).text


def device_of(phone: Phone) -> Any:
    return queries.device(phone.kit["device"]["id"])


@pytest.mark.django_db(transaction=True)
def test_the_same_delivery_many_times_at_once_lands_once_and_each_is_receipted(ruth: Any, phone: Phone) -> None:
    device = device_of(phone)
    sent = envelope(device, uuid4())

    texts = at_once(*[lambda: received(device, sent)] * 6)

    assert all('"state":"kept"' in text for text in texts)
    assert RunIn.objects.count() == Arrival.objects.count() == 1
    assert ledger.verify(ruth.practice_id) is None


@pytest.mark.django_db(transaction=True)
def test_many_states_at_once_leave_the_latest_one(ruth: Any, phone: Phone) -> None:
    device, capture = device_of(phone), uuid4()
    states = [envelope(device, capture, n, said(f"State {n}")) for n in range(1, 6)]

    texts = at_once(*[lambda sent=sent: received(device, sent) for sent in states])

    assert all('"state":"kept"' in text for text in texts)
    assert only().noted["line"] == "State 5"
    assert Arrival.objects.get().n == 5
    assert not Held.objects.exists()
    assert ledger.verify(ruth.practice_id) is None


@pytest.mark.django_db(transaction=True)
def test_a_delivery_and_the_desk_at_once_lose_neither(ruth: Any, phone: Phone) -> None:
    device, capture = device_of(phone), uuid4()
    received(device, envelope(device, capture, 1, said("One")))
    run_in, later = only(), envelope(device, capture, 2, said("Two"))

    def desk() -> str:
        try:
            finished(ruth, run_in, "At the desk.")
        except document.ChangedMeanwhile:
            return "told"
        return "kept"

    told = at_once(desk, lambda: received(device, later))[0]

    stands = only().noted
    if told == "kept":
        assert stands["fact"] == "At the desk."
        assert Held.objects.get().reason == "changed"
    else:
        assert stands["line"] == "Two"
    assert ledger.verify(ruth.practice_id) is None


@pytest.mark.django_db(transaction=True)
def test_set_apart_many_times_at_once_it_is_set_apart_once(ruth: Any, phone: Phone) -> None:
    actions.end(member=ruth, device=device_of(phone))
    device = device_of(phone)
    sent = envelope(device, uuid4())

    at_once(*[lambda: received(device, sent)] * 4)

    assert Held.objects.count() == 1
    assert not RunIn.objects.exists()
