"""Signing in: equal answers, a new session id, limits, and where one goes afterwards."""

import re

import pytest
from django.test import Client as Browser

from tests.conftest import PASSWORD
from tests.people.accounts.urls import SECRET


def sign_in(browser, email="ruth@example.org", password=PASSWORD, **more):
    return browser.post("/sign-in/", {"login": email, "password": password, **more})


def test_a_member_signs_in_and_goes_where_they_wanted(ruth, visitor):
    assert visitor.get("/note/").headers["Location"] == "/sign-in/?next=%2Fnote%2F"

    assert sign_in(visitor, next="/note/").headers["Location"] == "/note/"
    assert SECRET in visitor.get("/").content.decode()


def test_the_session_gets_a_new_id_and_the_old_one_is_dead(ruth, visitor):
    visitor.post("/wording/", {"discreet": "yes"})
    before = visitor.session.session_key

    sign_in(visitor)

    assert visitor.session.session_key != before
    thief = Browser()
    thief.cookies["waveback"] = before
    assert thief.get("/").status_code == 302


@pytest.mark.parametrize("place", ["//evil.example", "/\\evil.example", "https:evil.example", "https://evil.example"])
def test_next_never_leaves_this_house(ruth, visitor, place):
    assert sign_in(visitor, next=place).headers["Location"] == "/"


def test_unknown_wrong_suspended_departed_and_inactive_are_answered_alike(ruth, omar, noon):
    def refusal(email, password):
        answer = sign_in(Browser(), email, password)
        body = re.sub(r"<time.*?</time>", "", answer.content.decode().replace(email, "…"))
        for token in set(re.findall(r"[A-Za-z0-9]{64}", body)):
            body = body.replace(token, "")
        return answer.status_code, body, sorted(answer.headers)

    unknown = refusal("nobody@example.org", PASSWORD)
    wrong = refusal("ruth@example.org", "not the right password")
    ruth.suspended_at = noon
    ruth.save()
    suspended = refusal("ruth@example.org", PASSWORD)
    omar.user.is_active = False
    omar.user.save()
    inactive = refusal("omar@example.org", PASSWORD)

    assert unknown == wrong == suspended == inactive
    assert "The e-mail or the password is not right." in unknown[1]


def test_five_wrong_passwords_close_the_account_for_a_while(ruth, visitor):
    for _ in range(5):
        sign_in(visitor, password="not the right password")

    answer = sign_in(visitor)

    assert "Too many tries." in answer.content.decode()
    assert visitor.get("/").status_code == 302


def test_a_forged_forwarded_address_does_not_escape_the_limit(ruth, visitor):
    answers = [
        visitor.post(
            "/sign-in/",
            {"login": f"nobody{n}@example.org", "password": "x"},
            headers={"X-Forwarded-For": f"10.0.0.{n}"},
        )
        for n in range(35)
    ]

    assert 429 in {answer.status_code for answer in answers}


def test_signing_out_needs_a_form_of_ours(ruths_browser):
    assert ruths_browser.get("/sign-out/").status_code == 200
    assert ruths_browser.get("/").status_code == 200

    assert ruths_browser.post("/sign-out/").headers["Location"].startswith("/sign-in/")
    assert ruths_browser.get("/").status_code == 302


def test_signing_out_from_elsewhere_is_refused(ruth):
    browser = Browser(enforce_csrf_checks=True)
    browser.force_login(ruth.user, backend="allauth.account.auth_backends.AuthenticationBackend")

    assert browser.post("/sign-out/").status_code == 403
    assert browser.get("/").status_code == 200


def test_nobody_can_sign_up_or_ask_for_a_mail(visitor):
    for path in ("/signup/", "/accounts/signup/", "/password/reset/", "/accounts/password/reset/", "/email/"):
        assert visitor.get(path).status_code == 404


def test_whoever_leaves_is_signed_out_at_the_next_request(ruth, ruths_browser, noon):
    ruth.left_at = noon
    ruth.save()

    assert ruths_browser.get("/").status_code == 302
    ruth.left_at = None
    ruth.save()
    assert ruths_browser.get("/").status_code == 302


def test_what_a_member_may_not_see_is_answered_like_what_is_not_there(ruths_browser):
    hidden, absent = ruths_browser.get("/hidden/"), ruths_browser.get("/absent/")

    assert hidden.status_code == absent.status_code == 404
    assert _without_tokens(hidden) == _without_tokens(absent)


def _without_tokens(answer):
    body = re.sub(r"[A-Za-z0-9]{64}", "", answer.content.decode())
    return body.replace("/hidden/", "").replace("/absent/", "")


def test_htmx_is_told_to_move_the_whole_page(visitor):
    answer = visitor.get("/note/", headers={"HX-Request": "true", "HX-Current-URL": "http://testserver/clients/"})

    assert answer.status_code == 401
    assert answer.headers["HX-Redirect"] == "/sign-in/?next=%2Fclients%2F"
