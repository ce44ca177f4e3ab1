"""Every answer carries the headers, refusals and failures too; nothing but static files is ever stored."""

import pytest
from django.test import Client

pytestmark = pytest.mark.once
WANTED = {
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
PLACES = [("/sign-in/", 200), ("/", 302), ("/absent/", 404), ("/nowhere/", 404), ("/failing/", 500), ("/wording/", 405)]


@pytest.fixture
def patient():
    return Client(raise_request_exception=False)


@pytest.mark.parametrize(("place", "status"), PLACES)
def test_every_answer_carries_them(db, patient, place, status):
    answer = patient.get(place)

    assert answer.status_code == status
    for name, value in WANTED.items():
        assert answer.headers[name] == value, name
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "style-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "base-uri 'none'" in policy
    assert "unsafe" not in policy and "nonce" not in policy
    assert "camera=()" in answer.headers["Permissions-Policy"]
    assert "Strict-Transport-Security" not in answer.headers


def test_under_https_browsers_are_told_to_stay_with_it(db, patient, settings):
    settings.HTTPS = True

    assert patient.get("/absent/").headers["Strict-Transport-Security"].startswith("max-age=63072000")


@pytest.mark.parametrize(("place", "status"), PLACES[2:])
def test_a_refusal_says_what_to_do_next_and_no_detail(db, patient, place, status):
    text = patient.get(place).content.decode()

    assert 'href="/"' in text
    assert "go back" in text.lower()
    assert "a detail that nobody is to see" not in text
    assert "RuntimeError" not in text


def test_a_failure_page_needs_no_database(patient):
    """Without the `db` mark any query would raise."""
    from django.test import RequestFactory

    from waveback.ground.web import errors

    assert b"Something failed on our side." in errors.failed(RequestFactory().get("/")).content


def test_a_refused_method_names_those_that_are_open(db, patient):
    assert patient.get("/wording/").headers["Allow"] == "POST"


def test_an_old_form_shows_what_was_typed_and_never_a_secret(db):
    browser = Client(enforce_csrf_checks=True)

    answer = browser.post("/writing/", {"text": "She <b>waved</b> first.", "password": "the secret", "code": "123456"})
    text = answer.content.decode()

    assert answer.status_code == 403
    assert "She &lt;b&gt;waved&lt;/b&gt; first." in text
    assert "the secret" not in text
    assert "123456" not in text
    assert 'action="/writing/"' not in text


def test_too_large_a_form_is_told_so(db, patient, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100

    answer = patient.post("/sign-in/", {"login": "x" * 200})

    assert answer.status_code == 413
    assert "larger than Waveback takes" in answer.content.decode()


def test_the_patterns_are_for_developers_only(ruths_browser, settings):
    assert ruths_browser.get("/patterns/").status_code == 404
    settings.WAVEBACK_PATTERNS = True
    assert ruths_browser.get("/patterns/").status_code == 200


def test_invented_data_is_marked_on_every_page(ruths_browser, ruth):
    assert "Invented data." not in ruths_browser.get("/designed/").content.decode()
    ruth.practice.demo = True
    ruth.practice.save()
    assert "Invented data." in ruths_browser.get("/designed/").content.decode()
    assert "Invented data." in ruths_browser.get("/absent/").content.decode()
    ruths_browser.post("/lock/")
    assert "Invented data." in ruths_browser.get("/lock/").content.decode()
    ruths_browser.post("/sign-out/")
    assert "Invented data." in ruths_browser.get("/sign-in/").content.decode()
