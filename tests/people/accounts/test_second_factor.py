"""The second step: half a sign-in opens nothing, codes work once, secrets are sealed."""

import time
from contextlib import contextmanager

import pytest
from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.core import context
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.test import Client as Browser
from django.test import RequestFactory
from django.urls import get_resolver

from tests.conftest import PASSWORD, signed_in
from tests.people.accounts.urls import SECRET

TOTP_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@contextmanager
def acting(member):
    request = RequestFactory().get("/")
    request.user = member.user
    with context.request_context(request):
        yield


@pytest.fixture
def with_app(ruth):
    with acting(ruth):
        TOTP.activate(ruth.user, TOTP_SECRET)
    return ruth


@pytest.fixture
def half_way(with_app):
    browser = Browser()
    answer = browser.post("/sign-in/", {"login": "ruth@example.org", "password": PASSWORD})
    assert answer.headers["Location"] == "/sign-in/second/"
    return browser


SHAPED = (
    '{"id": "AA", "rawId": "AA", "type": "public-key", "response": {"clientDataJSON": "e30", "signature": "AA",'
    ' "authenticatorData": "AA", "attestationObject": "AA", "userHandle": "AA"}}'
)


def code(at=None):
    return format_hotp_value(hotp_value(TOTP_SECRET, int(at or time.time()) // 30))


def test_the_code_completes_the_sign_in(half_way):
    assert half_way.get("/sign-in/second/").status_code == 200

    assert half_way.post("/sign-in/second/", {"code": code()}).status_code == 302
    assert SECRET in half_way.get("/").content.decode()


def test_half_a_sign_in_reaches_only_the_second_step(half_way):
    open_to_all = {"account_login", "mfa_login_webauthn", "mfa_authenticate", "account_logout", "claim", "lock"}
    open_to_all |= {"wording", "patterns"}
    for pattern in _routes(get_resolver().url_patterns):
        if pattern.name in open_to_all or pattern.callback.__name__ in ("absent", "failing", "designed"):
            continue
        path = "/" + str(pattern.pattern).replace("<int:pk>", "1")
        for method in ("get", "post"):
            answer = getattr(half_way, method)(path)
            assert answer.status_code in (302, 303, 401, 405), (method, path)
            assert SECRET not in answer.content.decode()
            if answer.status_code in (302, 303):
                assert answer.headers["Location"].startswith("/sign-in/"), path


def _routes(patterns):
    for pattern in patterns:
        if hasattr(pattern, "url_patterns"):
            yield from _routes(pattern.url_patterns)
        else:
            yield pattern


def test_a_code_works_once(half_way):
    given = code()
    half_way.post("/sign-in/second/", {"code": given})

    again = Browser()
    again.post("/sign-in/", {"login": "ruth@example.org", "password": PASSWORD})
    answer = again.post("/sign-in/second/", {"code": given})

    assert "a code is good once" in answer.content.decode()
    assert again.get("/").status_code == 302


def test_a_recovery_code_works_once(with_app):
    with acting(with_app):
        first = RecoveryCodes.activate(with_app.user).get_unused_codes()[0]

    def tried():
        browser = Browser()
        browser.post("/sign-in/", {"login": "ruth@example.org", "password": PASSWORD})
        browser.post("/sign-in/second/", {"code": first})
        return browser.get("/").status_code

    assert tried() == 200
    assert tried() == 302


def test_the_secrets_are_sealed_at_rest(with_app):
    with acting(with_app):
        RecoveryCodes.activate(with_app.user)

    stored = str(list(Authenticator.objects.values_list("data", flat=True)))

    assert TOTP_SECRET not in stored
    assert all(
        ":" in row[key]
        for row in Authenticator.objects.values_list("data", flat=True)
        for key in ("secret", "seed")
        if key in row
    )


def test_setting_up_an_app_gives_recovery_codes_once(ruths_browser, ruth):
    ruths_browser.get("/security/app/")
    secret = ruths_browser.session["mfa.totp.secret"]
    answer = ruths_browser.post(
        "/security/app/", {"code": format_hotp_value(hotp_value(secret, int(time.time()) // 30))}
    )

    assert answer.headers["Location"].startswith("/security/recovery-codes/")
    with acting(ruth):
        codes = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()
    assert codes[0] in ruths_browser.get("/security/recovery-codes/").content.decode()
    assert codes[0] not in ruths_browser.get("/security/recovery-codes/").content.decode()
    assert "mfa.totp.secret" not in ruths_browser.session
    assert "10 left" in ruths_browser.get("/security/").content.decode()


@pytest.fixture
def locked(with_app):
    browser = signed_in(with_app)
    browser.post("/lock/")
    return browser


def test_the_lock_opens_with_a_code_once(locked):
    given = code()

    assert locked.post("/lock/", {"code": f"{given[:3]} {given[3:]}"}).status_code == 303
    assert SECRET in locked.get("/").content.decode()
    locked.post("/lock/")
    assert locked.post("/lock/", {"code": given}).status_code == 422


def test_what_was_shown_is_told_to_whoever_signs(locked):
    locked.post("/lock/", {"code": code()})
    assert locked.post("/sign/").content == b"signed with totp"

    locked.post("/confirm/", {"password": PASSWORD})
    assert locked.post("/sign/").content == b"signed with password"


def test_a_recovery_code_is_told_as_such(with_app, locked):
    with acting(with_app):
        first = RecoveryCodes.activate(with_app.user).get_unused_codes()[0]

    locked.post("/lock/", {"code": first})

    assert locked.post("/sign/").content == b"signed with recovery code"


@pytest.mark.parametrize(
    "given", ["", "null", "[]", "{}", "{", '{"id": 1}', SHAPED, '{"response": {"userHandle": null}}']
)
def test_a_broken_passkey_answer_is_refused_with_a_sentence(with_app, given):
    browser = signed_in(with_app)

    answer = browser.post("/confirm/", {"credential": given})
    assert answer.status_code == 422
    assert "try" in answer.content.decode().lower() or "Type your password" in answer.content.decode()
    refused = Browser().post("/sign-in/passkey/", {"credential": given})
    assert refused.headers["Location"] == "/sign-in/?said=people.passkey-refused"
    made = browser.post("/security/passkeys/", {"name": "x", "credential": given})
    assert made.headers["Location"] == "/security/passkeys/?said=people.passkey-failed"
    half = Browser()
    half.post("/sign-in/", {"login": "ruth@example.org", "password": PASSWORD})
    second = half.post("/sign-in/second/", {"credential": given})
    assert second.headers.get("Location", "/sign-in/second/").startswith("/sign-in/second/")
    assert half.get("/").status_code == 302


def test_changing_how_one_signs_in_needs_a_fresh_proof(ruths_browser):
    session = ruths_browser.session
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "password", "at": time.time() - 301}]
    session.save()

    for path in ("/security/app/", "/security/passkeys/", "/security/password/", "/security/recovery-codes/new/"):
        assert ruths_browser.get(path).headers["Location"].startswith("/confirm/?next=%2Fsecurity%2F")
