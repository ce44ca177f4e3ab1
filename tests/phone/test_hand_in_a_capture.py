"""A capture from the phone is opened and kept; what opens is never refused, whatever it says."""

import base64
import json
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from tests.phone.phones import SAID, SUITE, Phone, envelope, point
from tests.steps.run_ins import PROOF, WHOLE
from waveback.ground.ledger.models import Entry
from waveback.people import actions as people
from waveback.people import disposal
from waveback.phone import queries
from waveback.steps.document import actions as document
from waveback.steps.document import for_record
from waveback.steps.document.models import Ease, RunIn


def landed(phone: Phone, fields: dict[str, Any] | None = None, **more: Any) -> RunIn:
    delivery = phone.sealed(uuid4(), fields=fields, **more)
    assert phone.receipt(phone.send(delivery), delivery)["state"] == "kept"
    return RunIn.objects.get(capture_key=delivery["id"])


def test_what_the_phone_sealed_becomes_a_run_in_and_gets_a_receipt_for_its_very_bytes(ruth: Any, phone: Phone) -> None:
    run_in = landed(phone)

    assert (run_in.author_id, run_in.who) == (ruth.pk, "The one with the red scarf")
    assert run_in.noted == {"place": "shop", "line": "Talked about apples."}
    assert run_in.state == "captured"


def test_it_is_entered_in_the_ledger_like_any_other(phone: Phone) -> None:
    run_in = landed(phone)

    assert Entry.objects.filter(what="document.run_in.captured", body__contains=str(run_in.pk)).count() == 1


def test_it_is_taken_in_after_signing_out(phone: Phone) -> None:
    """The phone's browser holds no session at all."""
    assert "waveback" not in phone.browser.cookies

    assert landed(phone).who


def test_who_was_chosen_while_unlocked_gets_it_into_their_file(phone: Phone, mara: Any) -> None:
    run_in = landed(phone, SAID | {"client": str(mara.pk), "who": ""})

    assert run_in.client_id == mara.pk
    assert run_in.noted["place"] == "shop"


@pytest.mark.parametrize("whose", ["nobody's", "another practice's", "an erased"])
def test_who_cannot_be_reached_is_no_reason_to_refuse(
    phone: Phone, ruth: Any, mara: Any, omar: Any, whose: str
) -> None:
    theirs = people.open_client(member=omar, details=people.ClientDetails(legal_name="Ines Moreau"))
    if whose == "an erased":
        disposal.destroy_key(member=ruth, client=mara, reason="request")
    chosen = {"nobody's": uuid4(), "another practice's": theirs.pk, "an erased": mara.pk}[whose]

    run_in = landed(phone, SAID | {"client": str(chosen), "who": ""})

    assert (run_in.client_id, run_in.who) == (None, "Somebody chosen on the phone")
    assert run_in.noted["line"] == "Talked about apples."


def test_how_at_ease_one_was_stays_ones_own(phone: Phone, ruth: Any) -> None:
    run_in = landed(phone, SAID | {"ease": "4"})

    assert Ease.objects.get(run_in=run_in, member=ruth).ease == 4
    assert "ease" not in run_in.noted


@pytest.mark.parametrize(
    ("fields", "kept", "words"),
    [
        ({"place": "moon"}, None, "Where?: moon"),
        ({"place": ["shop", "sport"]}, "shop", "Where?: sport"),
        ({"place": {"deep": [1, 2]}}, None, 'Where?: {"deep": [1, 2]}'),
        ({"colour": "red"}, None, "colour: red"),
        ({"ease": "11"}, None, "How at ease: 11"),
        ({"client": "Robert'); DROP"}, None, "Who: Robert'); DROP"),
        ({"another": "on"}, None, "Somebody else whom I see was there, too."),
        ({"line": "half \ud83d a sign"}, None, "half ? a sign"),
        ({"line": "with \0 nothing"}, None, "with  nothing"),
    ],
)
def test_what_fits_no_question_stays_as_text(phone: Phone, fields: dict[str, Any], kept: Any, words: str) -> None:
    run_in = landed(phone, {"who": "Somebody", **fields})

    assert run_in.noted.get("place") == kept
    assert words in run_in.noted["line"]


def test_several_answers_are_kept_where_several_may_be(phone: Phone) -> None:
    run_in = landed(phone, {"who": "Somebody", "they_with": ["family", "friends", "dragon"]})

    assert run_in.noted["they_with"] == ["family", "friends"]
    assert "They were: dragon" in run_in.noted["line"]


def test_a_long_sentence_is_kept_whole(phone: Phone) -> None:
    assert len(landed(phone, SAID | {"line": "word " * 4000}).noted["line"]) == 19_999


def delivered(phone: Phone, capture: UUID, plain: bytes) -> Any:
    """Hand in these very bytes, sealed as they should be."""
    key = phone.kit["practice_key"]
    info = f"waveback capture 1|{key['id']}|{phone.device}|{capture}".encode()
    sealed = base64.b64encode(SUITE.encrypt(plain, point(key["public"]), info=info)).decode()
    told = {"id": str(capture), "n": 1, "device": phone.device, "key": key["id"], "sent_at": ""}
    return phone.send(told | {"sealed": sealed})


def test_things_within_things_are_kept_as_far_as_they_can_be_read(phone: Phone) -> None:
    told = set()
    for deep in range(100, 1000, 15):
        capture = uuid4()
        said = f'{{"v":1,"capture":"{capture}","n":1,"fields":{{"colour":{"[" * deep}1{"]" * deep}}}}}'
        told.add(delivered(phone, capture, said.encode()).status_code)

    assert told == {200, 422}


def test_nothing_at_all_is_kept_too(phone: Phone) -> None:
    """The first tap is sealed as well."""
    run_in = landed(phone, {})

    assert (run_in.who, run_in.noted) == ("", {})


# When it was


def test_now_is_when_it_was_put_down_however_much_later_it_comes(phone: Phone) -> None:
    then = datetime.now(UTC) - timedelta(days=3)

    run_in = landed(phone, captured_at=then.isoformat())

    assert (run_in.happened_at, run_in.captured_at, run_in.happened_approximately) == (then, then, False)
    assert run_in.received_at - then > timedelta(days=2)


def test_earlier_is_read_in_the_phones_own_zone(phone: Phone) -> None:
    run_in = landed(phone, SAID | {"when": "earlier", "on": "2026-11-02", "at": "17:30"}, zone="Europe/Lisbon")

    assert run_in.happened_at == datetime(2026, 11, 2, 17, 30, tzinfo=UTC)


@pytest.mark.parametrize("zone", ["Mars/Olympus", "../../etc/passwd", "America", 7, None])
def test_a_zone_that_is_none_counts_as_the_practices(phone: Phone, zone: Any) -> None:
    run_in = landed(phone, SAID | {"when": "earlier", "on": "2026-11-02", "at": "17:30"}, zone=zone)

    assert run_in.happened_at == datetime(2026, 11, 2, 23, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"when": "earlier", "on": "2026-02-31", "at": "10:00"}, "When: 2026-02-31, 10:00"),
        ({"when": "earlier", "on": "0001-01-01"}, "When: 0001-01-01"),
        ({"when": "earlier", "on": "2199-01-01"}, "When: 2199-01-01"),
        ({"when": "earlier", "on": "", "at": "yesterday"}, "When: yesterday"),
    ],
)
def test_a_day_that_cannot_be_becomes_about_now_and_is_kept_as_text(
    phone: Phone, fields: dict[str, Any], words: str
) -> None:
    run_in = landed(phone, SAID | fields)

    assert run_in.happened_approximately
    assert abs(datetime.now(UTC) - run_in.happened_at) < timedelta(minutes=1)
    assert words in run_in.noted["line"]


@pytest.mark.parametrize("said", [None, "", "soon", 12, "9999-12-31T23:59:59+00:00", "2026-11-23T10:00:00", "x" * 99])
def test_a_clock_that_says_nothing_is_no_reason_to_refuse(phone: Phone, said: Any) -> None:
    run_in = landed(phone, captured_at=said)

    assert run_in.captured_at is None
    assert run_in.happened_approximately


@pytest.mark.parametrize(("hours", "says"), [(2, "2 h ahead"), (-2, "2 h behind"), (0, "")])
def test_a_wrong_clock_is_kept_as_it_was_and_said(phone: Phone, hours: int, says: str) -> None:
    shown = datetime.now(UTC) + timedelta(hours=hours)
    delivery = phone.sealed(uuid4(), captured_at=shown.isoformat()) | {"sent_at": shown.isoformat()}

    phone.receipt(phone.send(delivery), delivery)

    run_in = RunIn.objects.get(capture_key=delivery["id"])
    assert run_in.captured_at == shown
    assert abs(run_in.clock_offset + hours * 3600) < 10
    assert says in run_in.clock_says
    assert run_in.happened_approximately is (hours != 0)
    assert abs(datetime.now(UTC) - run_in.happened_at) < timedelta(minutes=1)


def test_the_note_says_that_the_clock_was_wrong(phone: Phone, ruths_browser: Any) -> None:
    shown = datetime.now(UTC) + timedelta(hours=2, minutes=5)
    delivery = phone.sealed(uuid4()) | {"sent_at": shown.isoformat()}
    phone.send(delivery)

    page = ruths_browser.get(f"/run-ins/{RunIn.objects.get().pk}/")

    assert "the phone’s clock was 2 h 5 min ahead" in page.content.decode()


# What does not open


def test_what_was_sealed_for_another_capture_device_or_key_does_not_open(phone: Phone, ruth: Any) -> None:
    one, other = phone.sealed(uuid4()), phone.sealed(uuid4())
    key = queries.newest_key(ruth.practice_id)
    assert key is not None
    for wrong in (
        one | {"id": other["id"]},
        one | {"device": str(uuid4())},
        one | {"key": str(uuid4())},
        one | {"n": 2},
        one | {"sealed": base64.b64encode(b"no seal").decode()},
        one | {"sealed": ""},
    ):
        answer = phone.send(wrong)
        assert (answer.status_code, answer.json()["code"]) == (422, "cannot_open")

    assert not RunIn.objects.exists()


@pytest.mark.parametrize(
    "plain",
    [
        b"",
        b"null",
        b"[]",
        b"{}",
        b'{"v":1}',
        b'{"v":2,"fields":{}}',
        b"\xff\xfe",
        b"[" * 60_000,
        b'{"v":1,"fields":[]}',
    ],
)
def test_what_opens_but_is_no_capture_is_told_so(phone: Phone, plain: bytes) -> None:
    answer = delivered(phone, uuid4(), plain)

    assert (answer.status_code, answer.json()["code"]) == (422, "cannot_open")


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"n": 0}, "not_understood"),
        ({"n": 2**31}, "not_understood"),
        ({"n": True}, "not_understood"),
        ({"n": "1"}, "not_understood"),
        ({"id": "no id"}, "not_understood"),
        ({"sealed": "ä"}, "not_understood"),
        ({"sealed": None}, "not_understood"),
        ({"device": None}, "not_understood"),
    ],
)
def test_a_delivery_of_another_shape_is_told_so(phone: Phone, wrong: dict[str, Any], code: str) -> None:
    answer = phone.send(phone.sealed(uuid4()) | wrong)

    assert (answer.status_code, answer.json()["code"]) == (400, code)


def test_what_is_sent_carries_no_word_of_it(phone: Phone) -> None:
    """A nod and a confession are as long, and nothing of either can be read on the way."""
    short, long = phone.sealed(uuid4(), fields={}), phone.sealed(uuid4(), fields=SAID)

    assert len(short["sealed"]) == len(long["sealed"])
    assert b"apples" not in base64.b64decode(long["sealed"])
    assert "apples" not in json.dumps(long)


def test_the_servers_reading_and_the_phones_sealing_agree(phone: Phone, ruth: Any) -> None:
    """The helper that tests seal with is the protocol's: both ways of making a delivery open alike."""
    device = queries.device(phone.kit["device"]["id"])

    sent = envelope(device, uuid4())

    assert phone.send(phone.sealed(sent.capture)).status_code == 200


def test_an_exported_record_says_how_far_the_clock_was_off(phone: Phone, ruth: Any, mara: Any) -> None:
    shown = datetime.now(UTC) + timedelta(hours=2)
    phone.send(phone.sealed(uuid4(), fields=SAID | {"client": str(mara.pk)}) | {"sent_at": shown.isoformat()})

    run_in = RunIn.objects.get()
    document.finish(
        member=ruth, run_in=run_in, revision=1, facts=WHOLE, happened_at=run_in.happened_at, approximately=False
    )
    document.sign(member=ruth, run_in=run_in, revision=2, proof=PROOF)

    (told,) = for_record.for_record(ruth, mara)["encounters"]

    assert abs(told["facts"]["clock_offset"] + 7200) < 10
