"""Pairing by a code that works once; who may ask at all; and how much one phone may send."""

import json
import re
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.test import Client as Browser

from tests.conftest import signed_in
from tests.phone.phones import OWN, Phone, envelope, paired
from waveback.ground.ledger.models import Entry
from waveback.people.models import Member
from waveback.phone import actions, queries, rules
from waveback.phone.models import Arrival, Device, Held, PairingCode
from waveback.steps.document.models import RunIn


def tried(code: str, name: str = "Pocket") -> Any:
    return Phone(Browser()).ask("/phone/pair/", {"code": code, "name": name})


# Pairing


def test_a_code_pairs_one_phone_and_is_spent(ruth: Any) -> None:
    code = actions.new_code(member=ruth)

    assert tried(code).status_code == 200
    assert tried(code).json()["code"] == "wrong_code"

    assert Device.objects.get().member_id == ruth.pk
    assert Entry.objects.filter(what="phone.device.paired").count() == 1


@pytest.mark.parametrize("typed", [lambda c: f" {c[:5].lower()} - {c[5:]}", rules.shown_code])
def test_a_code_is_taken_as_it_was_meant(ruth: Any, typed: Any) -> None:
    assert tried(typed(actions.new_code(member=ruth))).status_code == 200


def test_what_is_easily_mistaken_is_read_as_what_it_is() -> None:
    assert rules.plain_code("oO-iI lL") == "001111"


def test_looking_at_a_code_does_not_spend_it(ruth: Any) -> None:
    code = actions.new_code(member=ruth)
    for path in ("/phone/", "/phone/kit/", "/phone/pair/"):
        Browser().get(f"{path}?pair={code}")

    assert tried(code).status_code == 200


def test_after_a_quarter_of_an_hour_it_is_over(ruth: Any) -> None:
    code = actions.new_code(member=ruth)
    PairingCode.objects.update(made_at=datetime.now(UTC) - timedelta(minutes=15))

    assert tried(code).json()["code"] == "wrong_code"


def test_a_newer_code_ends_the_older_one(ruth: Any) -> None:
    old, new = actions.new_code(member=ruth), actions.new_code(member=ruth)

    assert tried(old).json()["code"] == "wrong_code"
    assert tried(new).status_code == 200


def test_whoever_has_left_pairs_nothing(ruth: Any) -> None:
    code = actions.new_code(member=ruth)
    Member.objects.filter(pk=ruth.pk).update(left_at=datetime.now(UTC))

    assert tried(code).json()["code"] == "wrong_code"


def test_guessing_is_stopped_after_ten_tries_a_minute(ruth: Any) -> None:
    code = actions.new_code(member=ruth)

    assert [tried("00000-00000").status_code for _ in range(10)] == [422] * 10
    assert tried(code).status_code == 429


@pytest.mark.parametrize("name", ["", "   ", "\u202e\u200b", None, 7])
def test_a_phone_needs_a_name(ruth: Any, name: Any) -> None:
    code = actions.new_code(member=ruth)

    assert tried(code, name).json()["code"] == "no_name"
    assert tried(code, "Pocket").status_code == 200


def test_signs_that_cannot_be_seen_are_left_out_of_a_name(ruth: Any) -> None:
    assert tried(actions.new_code(member=ruth), "Po\u202ecket\n phone" + "x" * 99).json()["device"]["name"] == (
        "Pocket phone" + "x" * 28
    )


def test_there_are_only_so_many_phones(ruth: Any) -> None:
    for n in range(rules.MOST_DEVICES):
        cache.clear()
        paired(ruth, f"Phone {n}")

    with pytest.raises(actions.TooManyPhones):
        actions.new_code(member=ruth)


def test_the_code_is_kept_nowhere(ruth: Any, ruths_browser: Any) -> None:
    page = ruths_browser.post("/settings/phones/pair/")

    code = page.context["code"].replace("-", "")
    assert "#pair=" + code in page.content.decode()
    assert PairingCode.objects.get().code_hash != code
    assert code not in str(list(Entry.objects.values_list("body", flat=True)))


def test_a_code_is_made_only_for_whoever_has_just_shown_who_they_are(ruth: Any) -> None:
    browser = Browser()
    browser.force_login(ruth.user, backend="allauth.account.auth_backends.AuthenticationBackend")

    answer = browser.post("/settings/phones/pair/")

    assert answer["Location"].startswith("/confirm/")
    assert not PairingCode.objects.exists()


# From our own pages alone


WRITES = ("inbox", "find", "wish", "lock", "unlock", "pair")


@pytest.mark.parametrize("path", WRITES)
@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"origin": "https://elsewhere.example"},
        {"origin": "null"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site", "origin": "http://testserver"},
        {"sec-fetch-site": "none"},
    ],
)
def test_nothing_is_taken_from_elsewhere(ruth: Any, path: str, headers: dict[str, str]) -> None:
    browser = signed_in(ruth)

    answer = browser.post(f"/phone/{path}/", "{}", content_type="application/json", headers=headers)

    assert (answer.status_code, answer.json()["code"]) == (403, "elsewhere")
    assert browser.get("/").status_code == 200  # not locked


def test_our_own_origin_is_enough_where_a_browser_says_no_more(phone: Phone) -> None:
    told = json.dumps(phone.sealed(uuid4()))
    own = {"origin": "http://testserver"}

    assert phone.browser.post("/phone/inbox/", told, content_type="application/json", headers=own).status_code == 200


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"])
def test_only_json_is_read(phone: Phone, kind: str) -> None:
    answer = phone.browser.post("/phone/inbox/", b"{}", content_type=kind, headers=OWN)

    assert (answer.status_code, answer.json()["code"]) == (415, "not_json")


@pytest.mark.parametrize(
    "body", [" ", "[]", "null", "{", "[" * 50_000, b"\xff", '{"id": "\\ud800"}', b'{"\xed\xa0\x80": 1}']
)
def test_what_is_no_object_is_told_so(phone: Phone, body: Any) -> None:
    answer = phone.browser.post("/phone/inbox/", body, content_type="application/json", headers=OWN)

    assert (answer.status_code, answer.json()["code"]) == (400, "not_understood")


@pytest.mark.parametrize(
    ("path", "told"), [("pair", {"code": "\ud800", "name": "Pocket"}), ("unlock", {"pin": "\ud800"})]
)
def test_half_characters_break_nothing(ruth: Any, path: str, told: dict[str, str]) -> None:
    phone = paired(ruth, browser=signed_in(ruth))
    actions.set_pin(member=ruth, device=Device.objects.get(), pin="480213")
    phone.ask("/phone/lock/", {})

    assert phone.ask(f"/phone/{path}/", told).json()["code"] == "not_understood"


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_another_method_is_refused_in_json(phone: Phone, method: str) -> None:
    answer = getattr(phone.browser, method)("/phone/inbox/", headers=OWN)

    assert (answer.status_code, answer.json()["code"], answer["Allow"]) == (405, "method", "POST")


@pytest.mark.parametrize("state", ["open", "locked", "ended"])
def test_however_a_session_stands_it_is_told_in_json_and_led_nowhere(ruth: Any, state: str) -> None:
    phone = paired(ruth, browser=signed_in(ruth))
    if state == "locked":
        phone.ask("/phone/lock/", {})
    if state == "ended":
        session = phone.browser.session
        session["began"] = 0
        session.save()
    answers = [phone.ask(path) for path in ("/phone/kit/", "/phone/unlocked/")]
    answers += [phone.ask(f"/phone/{path}/", {}) for path in WRITES if path != "lock"]

    for answer in answers:
        assert answer.status_code not in (301, 302, 303)
        assert answer["Content-Type"] == "application/json"
        assert answer["Cache-Control"] == "no-store"
        assert answer.status_code == 200 or set(answer.json()) >= {"code", "say"}


# A phone that sends too much


def test_ten_megabytes_are_refused_before_they_are_read(phone: Phone) -> None:
    answer = phone.ask("/phone/inbox/", {"sealed": "x" * 10_000_000})

    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")


def test_only_so_many_a_minute(phone: Phone) -> None:
    delivery = phone.sealed(uuid4())

    assert [phone.send(delivery).status_code for _ in range(121)] == [200] * 120 + [429]
    cache.clear()
    assert phone.send(delivery).status_code == 200


def arrived(device: Any, count: int) -> None:
    now = datetime.now(UTC)
    Arrival.objects.bulk_create(
        Arrival(
            practice_id=device.practice_id, member_id=device.member_id, device=device.pk, capture=uuid4(), n=1,
            digest="0" * 64, run_in=uuid4(), revision=1, received_at=now,
        )
        for _ in range(count)
    )  # fmt: skip


def test_only_so_many_new_ones_a_day_and_what_is_known_goes_on(phone: Phone) -> None:
    device, capture = Device.objects.get(), uuid4()
    known = phone.sealed(capture)
    phone.send(known)
    arrived(device, rules.MOST_CAPTURES_A_DAY)

    assert phone.send(phone.sealed(uuid4())).status_code == 429
    assert phone.send(phone.sealed(capture, 2)).status_code == 200
    Arrival.objects.update(received_at=datetime.now(UTC) - timedelta(days=1, minutes=1))
    assert phone.send(phone.sealed(uuid4())).status_code == 200
    assert RunIn.objects.count() == 2


def test_an_ended_phone_fills_no_disk(ruth: Any, phone: Phone) -> None:
    actions.end(member=ruth, device=Device.objects.get())
    device, key, now = Device.objects.get(), queries.newest_key(ruth.practice_id), datetime.now(UTC)
    Held.objects.bulk_create(
        Held(
            practice_id=ruth.practice_id, member=ruth, device=uuid4(), capture=uuid4(), n=1, key=key, envelope=b"x",
            digest="0" * 64, reason="ended", arrived_at=now,
        )
        for _ in range(rules.MOST_HELD)
    )  # fmt: skip

    with pytest.raises(actions.TooMany):
        actions.receive(sent=envelope(device, uuid4()), hands=device, session=None)


# The app itself


def test_the_shell_is_the_same_for_everybody_and_names_nobody(ruth: Any, mara: Any) -> None:
    locked = signed_in(ruth)
    locked.post("/lock/")
    plain = signed_in(ruth)
    plain.post("/wording/", {"discreet": "no", "next": "/"})

    pages = [browser.get("/phone/").content for browser in (Browser(), signed_in(ruth), locked, plain)]

    assert len(set(pages)) == 1
    assert b"csrf" not in pages[0].lower() and b"Lakeside" not in pages[0]


def test_the_app_as_it_comes_says_nothing_of_what_waits(visitor: Any) -> None:
    """Only the phone knows, once it has read its queue."""
    page = visitor.get("/phone/").content.decode()

    assert page.count("data-waits>") >= 3
    assert "Nothing waits" not in page


def test_every_view_shows_what_waits(visitor: Any) -> None:
    views = re.split(r'<section class="view', visitor.get("/phone/").content.decode())[1:]
    named = {found[1]: view for view in views if (found := re.match(r'[^>]* id="([a-z-]+)"', view))}

    assert len(named) >= 7
    assert [name for name, view in named.items() if "data-waits" not in view] == []


def test_the_worker_names_each_file_with_what_it_must_be(visitor: Any) -> None:
    import base64
    import hashlib

    from django.contrib.staticfiles import finders
    from django.test import RequestFactory

    from waveback.phone import shell

    request = RequestFactory().get("/phone/sw.js")
    listed = shell.files(request)

    assert listed[0]["url"] == "/phone/"
    page = base64.b64encode(hashlib.sha256(visitor.get("/phone/").content).digest()).decode()
    assert listed[0]["integrity"] == f"sha256-{page}"
    assert [one["url"] for one in listed[1:]] == [f"/static/{name}" for name in shell.FILES]
    assert all(finders.find(name) for name in shell.FILES)
    assert visitor.get("/phone/sw.js")["Content-Type"].startswith("text/javascript")


def test_the_manifest_is_neutral(visitor: Any) -> None:
    answer = visitor.get("/phone/manifest.webmanifest")
    told = answer.json()

    assert (told["name"], told["start_url"], told["display"]) == ("Waveback", "/phone/", "standalone")
    assert answer["Content-Type"] == "application/manifest+json"


def test_every_page_leads_to_the_manifest(ruths_browser: Any) -> None:
    assert '<link rel="manifest" href="/phone/manifest.webmanifest">' in ruths_browser.get("/").content.decode()
