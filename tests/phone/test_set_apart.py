"""What does not come by its member's own hands is kept sealed for that member, who decides; nothing is lost."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest

from tests.conftest import signed_in
from tests.phone.phones import SAID, Phone, paired
from waveback.ground import ledger
from waveback.ground.ledger.models import Entry
from waveback.people.models import Member, User
from waveback.phone import actions, queries
from waveback.phone.models import Device, Held
from waveback.steps.document.models import RunIn


@pytest.fixture
def dana(ruth: Any) -> Any:
    """A colleague in Ruth's practice."""
    user = User.objects.create_user("dana@example.org", "a kite above the long field")
    return Member.objects.create(
        practice=ruth.practice, user=user, name="Dana Park", role="owner", joined_at=datetime.now(UTC)
    )


def row(phone: Phone) -> Device:
    return Device.objects.get(pk=phone.device)


def sent(phone: Phone, by: Phone | None = None) -> tuple[str, UUID]:
    delivery = phone.sealed(uuid4())
    receipt = phone.receipt(phone.send(delivery, by=by), delivery)
    return receipt["state"], UUID(delivery["id"])


def reason() -> str:
    held = Held.objects.get()
    assert not RunIn.objects.exists()
    return held.reason


def test_an_ended_phone_still_hands_in_and_its_member_decides(ruth: Any, phone: Phone) -> None:
    actions.end(member=ruth, device=row(phone))

    assert phone.refresh().status_code == 410
    assert sent(phone)[0] == "quarantined"
    assert reason() == "ended"
    assert [one.phone for one in queries.waiting(ruth)] == ["Pocket"]


@pytest.mark.parametrize(("column", "why"), [("suspended_at", "away"), ("left_at", "left")])
def test_whoever_is_suspended_or_has_left_writes_nothing_any_more_and_loses_nothing(
    dana: Any, ruth: Any, column: str, why: str
) -> None:
    danas = paired(dana)
    Member.objects.filter(pk=dana.pk).update(**{column: datetime.now(UTC)})

    assert danas.refresh().status_code == 410
    assert sent(danas)[0] == "quarantined"
    assert reason() == why
    dana.refresh_from_db()
    assert [one.of for one in queries.waiting(ruth)] == (["Dana Park"] if why == "left" else [])


def test_handed_in_by_somebody_elses_phone_it_waits_for_whoever_sealed_it(ruth: Any, dana: Any, phone: Phone) -> None:
    danas = paired(dana)

    assert sent(phone, by=danas)[0] == "quarantined"

    assert reason() == "hands"
    assert len(queries.waiting(ruth)) == 1
    assert queries.waiting(dana) == []


def test_handed_in_while_somebody_else_is_signed_in_it_waits(ruth: Any, dana: Any) -> None:
    """One phone, paired by Ruth; Dana signs in on it."""
    phone = paired(ruth, browser=signed_in(dana))

    assert sent(phone)[0] == "quarantined"
    assert reason() == "hands"


def test_ones_own_other_phone_and_ones_own_session_are_ones_own_hands(ruth: Any, phone: Phone) -> None:
    other, session = paired(ruth, "Tablet"), Phone(signed_in(ruth))

    assert sent(phone, by=other)[0] == "kept"
    assert sent(phone, by=session)[0] == "kept"
    assert RunIn.objects.filter(author=ruth).count() == 2


def test_a_locked_session_writes_too(ruth: Any, phone: Phone) -> None:
    browser = signed_in(ruth)
    browser.post("/lock/")

    assert sent(phone, by=Phone(browser))[0] == "kept"


def test_another_practices_phone_brings_it_to_whom_it_belongs_and_learns_nothing(
    ruth: Any, omar: Any, phone: Phone
) -> None:
    omars = paired(omar)

    answer = omars.ask("/phone/inbox/", phone.sealed(uuid4()))

    assert set(answer.json()) == {"receipt_text", "signature"}
    assert queries.waiting(omar) == []
    assert Held.objects.get().practice_id == ruth.practice_id


def test_nobody_in_particular_hands_in_nothing(phone: Phone, visitor: Any) -> None:
    answer = Phone(visitor).ask("/phone/inbox/", phone.sealed(uuid4()))

    assert (answer.status_code, answer.json()["code"]) == (401, "pair_first")
    assert not Held.objects.exists() and not RunIn.objects.exists()


def test_a_phone_that_the_restored_backup_does_not_know_loses_nothing(ruth: Any, phone: Phone) -> None:
    """The key was in the backup, the pairing is younger: paired again, it hands in what waited."""
    waiting = phone.sealed(uuid4())
    Device.objects.all().delete()
    assert phone.ask("/phone/kit/").json()["code"] == "pair_first"
    assert phone.send(waiting).json()["code"] == "pair_first"

    again = paired(ruth, browser=phone.browser)

    assert again.receipt(again.send(waiting), waiting)["state"] == "quarantined"
    assert reason() == "unknown"
    assert [one.phone for one in queries.waiting(ruth)] == [""]


def test_an_unknown_phone_is_taken_from_the_same_practice_only(ruth: Any, omar: Any, phone: Phone) -> None:
    omars, waiting = paired(omar), phone.sealed(uuid4())
    Device.objects.filter(pk=phone.device).delete()

    assert omars.send(waiting).json()["code"] == "cannot_open"
    assert not Held.objects.exists()


def test_it_stays_sealed_until_it_is_taken_in(ruth: Any, phone: Phone) -> None:
    actions.end(member=ruth, device=row(phone))
    sent(phone)

    held = Held.objects.get()

    assert b"apples" not in bytes(held.envelope or b"")
    assert held.key.practice_id == ruth.practice_id


def test_a_later_state_takes_the_earlier_ones_place_there_too(ruth: Any, phone: Phone) -> None:
    actions.end(member=ruth, device=row(phone))
    capture = uuid4()
    for n in (1, 3, 2):
        delivery = phone.sealed(capture, n, SAID | {"line": f"State {n}"})
        phone.receipt(phone.send(delivery), delivery)

    assert [held.n for held in Held.objects.all()] == [3]


# Deciding


def held_one(ruth: Any, phone: Phone) -> Held:
    actions.end(member=ruth, device=row(phone))
    sent(phone)
    return Held.objects.get()


def test_taken_in_it_is_ones_own_run_in(ruth: Any, phone: Phone, ruths_browser: Any) -> None:
    held = held_one(ruth, phone)

    answer = ruths_browser.post(f"/settings/phones/apart/{held.pk}/take/")

    run_in = RunIn.objects.get()
    assert answer["Location"] == f"/run-ins/{run_in.pk}/"
    assert (run_in.author_id, run_in.noted["line"]) == (ruth.pk, "Talked about apples.")
    held.refresh_from_db()
    assert (held.decision, held.envelope) == ("taken", None)
    assert Entry.objects.filter(what="phone.entry.taken").count() == 1
    assert ledger.verify(ruth.practice_id) is None


def test_thrown_away_nothing_of_it_is_kept_but_that_it_was(ruth: Any, phone: Phone, ruths_browser: Any) -> None:
    held = held_one(ruth, phone)

    asks = ruths_browser.get(f"/settings/phones/apart/{held.pk}/throw/")
    assert "Throw it away?" in asks.content.decode() and Held.objects.get().decision == ""
    ruths_browser.post(f"/settings/phones/apart/{held.pk}/throw/")

    held.refresh_from_db()
    assert (held.decision, held.envelope) == ("thrown", None)
    assert not RunIn.objects.exists()
    assert Entry.objects.filter(what="phone.entry.thrown").count() == 1


@pytest.mark.parametrize(("decision", "receipt"), [("take", "kept"), ("throw", "quarantined")])
def test_what_was_decided_is_not_asked_again_when_the_phone_repeats_itself(
    ruth: Any, phone: Phone, ruths_browser: Any, decision: str, receipt: str
) -> None:
    actions.end(member=ruth, device=row(phone))
    delivery = phone.sealed(uuid4())
    phone.send(delivery)
    ruths_browser.post(f"/settings/phones/apart/{Held.objects.get().pk}/{decision}/")

    assert phone.receipt(phone.send(delivery), delivery)["state"] == receipt
    assert queries.waiting(ruth) == []


def test_two_windows_decide_once(ruth: Any, phone: Phone) -> None:
    held = held_one(ruth, phone)
    actions.throw_away(member=ruth, held=held)

    with pytest.raises(actions.DecidedBefore):
        actions.take_in(member=ruth, held=held_as_it_was(held))

    assert not RunIn.objects.exists()


def held_as_it_was(held: Held) -> Held:
    """As another window had read it before."""
    from tests.phone.phones import envelope

    held.envelope = envelope(Device.objects.get(pk=held.device), held.capture).sealed
    return held


def test_what_a_departed_member_left_says_whose_words_it_is(ruth: Any, dana: Any) -> None:
    danas = paired(dana)
    Member.objects.filter(pk=dana.pk).update(left_at=datetime.now(UTC))
    sent(danas)

    actions.take_in(member=ruth, held=Held.objects.get())

    run_in = RunIn.objects.get()
    assert run_in.author_id == ruth.pk
    assert run_in.noted["line"] == "Put down on the phone of Dana Park:\nTalked about apples."


def test_nobody_else_decides(ruth: Any, dana: Any, omar: Any, phone: Phone) -> None:
    held = held_one(ruth, phone)

    for other in (dana, omar):
        for act in ("take", "throw"):
            assert signed_in(other).post(f"/settings/phones/apart/{held.pk}/{act}/").status_code == 404

    assert Held.objects.get().decision == ""


def test_today_says_that_something_waits(ruth: Any, phone: Phone, ruths_browser: Any) -> None:
    assert "set apart" not in ruths_browser.get("/").content.decode()
    held_one(ruth, phone)

    page = ruths_browser.get("/").content.decode()

    assert "One entry was set apart, for you to decide" in page
    assert "/settings/phones/" in page


def test_nothing_expires(ruth: Any, phone: Phone, ruths_browser: Any) -> None:
    held = held_one(ruth, phone)
    Held.objects.filter(pk=held.pk).update(arrived_at=datetime(2016, 6, 1, tzinfo=UTC))

    assert "2016" in ruths_browser.get("/settings/phones/").content.decode()
    actions.take_in(member=ruth, held=held)
    assert RunIn.objects.count() == 1
