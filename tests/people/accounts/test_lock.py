"""The idle lock: nothing is seen after a quarter of an hour, nothing typed is lost."""

import time

import pytest
import time_machine

from tests.conftest import PASSWORD, signed_in
from tests.people.accounts.urls import SECRET
from waveback.people import drafts

QUARTER = 15 * 60


@pytest.fixture
def clock():
    with time_machine.travel(time.time(), tick=False) as moment:
        yield moment


@pytest.fixture
def ruths(clock, ruth):
    browser = signed_in(ruth)
    assert SECRET in browser.get("/").content.decode()
    return browser


def test_after_a_quarter_of_an_hour_a_page_is_locked(ruths, clock):
    clock.shift(QUARTER)

    answer = ruths.get("/note/?page=2")

    assert answer.status_code == 302
    assert answer.headers["Location"] == "/lock/?next=%2Fnote%2F%3Fpage%3D2"


def test_who_goes_on_working_is_not_locked(ruths, clock):
    for _ in range(6):
        clock.shift(QUARTER - 120)
        assert ruths.get("/").status_code == 200


def test_typing_counts_as_working(ruths, clock):
    clock.shift(QUARTER - 60)
    assert ruths.post("/here/").status_code == 204
    clock.shift(QUARTER - 60)

    assert ruths.get("/").status_code == 200


def test_the_lock_button_locks_at_once(ruths):
    answer = ruths.post("/lock/", {"next": "/note/"})

    assert answer.headers["Location"] == "/lock/?next=%2Fnote%2F"
    assert ruths.get("/").headers["Location"].startswith("/lock/")


def test_the_lock_page_names_nobody(ruths, clock, ruth):
    clock.shift(QUARTER)

    text = ruths.get("/lock/").content.decode()

    for name in ("Ruth", "Adeyemi", "Lakeside", "ruth@", SECRET):
        assert name not in text
    assert "<title>Waveback</title>" in text
    assert "/clients/" not in text


def test_a_form_sent_too_late_is_kept_and_said_so(ruths, clock, ruth):
    clock.shift(QUARTER)

    answer = ruths.post("/note/", {"text": "She waved first.", "password": "secret", "csrfmiddlewaretoken": "x"})

    assert answer.status_code == 303
    assert "kept=yes" in answer.headers["Location"]
    assert "What you typed is kept." in ruths.get(answer.headers["Location"]).content.decode()
    assert drafts.kept(ruth, "/note/") == {"text": ["She waved first."]}


def test_after_unlocking_the_form_is_filled_again(ruths, clock):
    clock.shift(QUARTER)
    ruths.post("/note/", {"text": "She waved first."})

    answer = ruths.post("/lock/", {"password": PASSWORD, "next": "/note/"})

    assert (answer.status_code, answer.headers["Location"]) == (303, "/note/")
    assert "She waved first." in ruths.get("/note/").content.decode()


def test_a_wrong_password_does_not_unlock(ruths, clock):
    clock.shift(QUARTER)

    answer = ruths.post("/lock/", {"password": "not the right password"})

    assert answer.status_code == 422
    assert "This is not your password." in answer.content.decode()
    assert ruths.get("/").status_code == 302


def test_unlocking_with_nothing_says_what_to_do(ruths, clock):
    clock.shift(QUARTER)

    assert "Type your password" in ruths.post("/lock/", {"password": ""}).content.decode()


def test_unlocking_gives_the_session_a_new_id(ruths, clock):
    clock.shift(QUARTER)
    before = ruths.session.session_key

    ruths.post("/lock/", {"password": PASSWORD})

    assert ruths.session.session_key != before


def test_guessing_at_the_lock_is_limited(ruths, clock):
    clock.shift(QUARTER)

    answers = [ruths.post("/lock/", {"password": "wrong"}).status_code for _ in range(12)]

    assert answers[-1] == 429


def test_htmx_in_a_locked_session_is_sent_to_the_lock(ruths, clock):
    clock.shift(QUARTER)

    answer = ruths.get("/note/", headers={"HX-Request": "true", "HX-Current-URL": "http://testserver/note/"})

    assert (answer.status_code, answer.headers["HX-Redirect"]) == (401, "/lock/?next=%2Fnote%2F")


def test_while_locked_one_may_write_and_not_read(ruths, clock, ruth):
    clock.shift(QUARTER)

    answer = ruths.post("/drafts/", {"draft-path": "/note/", "text": "typed to the last second"})

    assert (answer.status_code, answer.content) == (204, b"")
    assert drafts.kept(ruth, "/note/") == {"text": ["typed to the last second"]}
    assert ruths.post("/here/").status_code == 303


def test_while_locked_one_may_sign_out(ruths, clock):
    clock.shift(QUARTER)

    assert ruths.post("/sign-out/").headers["Location"].startswith("/sign-in/")


def test_after_twelve_hours_the_session_ends_and_keeps_what_was_typed(ruths, clock, ruth):
    for _ in range(51):
        clock.shift(14 * 60)
        assert ruths.post("/here/").status_code == 204
    clock.shift(6 * 60)

    answer = ruths.post("/note/", {"text": "She waved first."})

    assert answer.headers["Location"].startswith("/sign-in/?next=%2Fnote%2F")
    assert drafts.kept(ruth, "/note/") == {"text": ["She waved first."]}
    assert ruths.get("/lock/").headers["Location"].startswith("/sign-in/")


def test_a_form_from_elsewhere_leaves_no_draft(ruths, clock, ruth):
    clock.shift(QUARTER)
    ruths.handler.enforce_csrf_checks = True

    assert ruths.post("/note/", {"text": "from another site"}).status_code == 403
    assert drafts.kept(ruth, "/note/") is None


def test_the_session_row_is_written_once_a_minute_at_most(ruths, clock, connection_writes):
    clock.shift(61)
    with connection_writes() as writes:
        ruths.get("/")
        clock.shift(20)
        ruths.get("/")
        clock.shift(20)
        ruths.get("/")

    assert len(writes) == 1
    assert "django_session" in writes[0]


@pytest.fixture
def connection_writes():
    from contextlib import contextmanager

    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    @contextmanager
    def captured():
        writes: list[str] = []
        with CaptureQueriesContext(connection) as queries:
            yield writes
        writes += [q["sql"] for q in queries if q["sql"].split()[0] in ("UPDATE", "INSERT", "DELETE")]

    return captured
