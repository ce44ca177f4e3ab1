"""Before signing and exporting somebody shows again who they are; what they typed waits."""

import time

import pytest
from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY

from tests.conftest import PASSWORD


@pytest.fixture
def stale(ruths_browser):
    session = ruths_browser.session
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "password", "at": time.time() - 300}]
    session.save()
    return ruths_browser


def test_a_fresh_proof_is_enough(ruths_browser):
    assert ruths_browser.post("/sign/").content == b"signed with password"


def test_after_five_minutes_the_form_waits_until_it_is_confirmed(stale):
    answer = stale.post("/sign/", {"text": "She waved first.", "password": "never kept"})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/confirm/?next=%2Fsign%2F")

    assert stale.get(answer.headers["Location"]).status_code == 200
    confirmed = stale.post("/confirm/", {"password": PASSWORD, "next": "/sign/"})

    assert confirmed.headers["Location"] == "/sign/"
    assert stale.get("/sign/").content.decode() == "{'text': ['She waved first.']}"
    assert stale.post("/sign/").content == b"signed with password"


def test_a_form_leads_back_to_the_page_it_stood_on(stale):
    own = stale.post("/sign/", {"text": "x"}, headers={"Referer": "http://testserver/writing/?said=x"})
    other = stale.post("/sign/", {"text": "x"}, headers={"Referer": "https://evil.example/writing/"})

    assert own.headers["Location"] == "/confirm/?next=%2Fwriting%2F"
    assert other.headers["Location"] == "/confirm/?next=%2Fsign%2F"


def test_who_has_no_other_way_is_sent_to_none(stale):
    told = stale.post("/confirm/", {"password": "", "next": "/sign/"}).content.decode()

    assert "Type your password." in told
    assert "other ways" not in told


def test_a_wrong_password_confirms_nothing(stale):
    assert stale.post("/confirm/", {"password": "wrong", "next": "/sign/"}).status_code == 422
    assert stale.post("/sign/").status_code == 303


@pytest.mark.parametrize("place", ["//evil.example", "/\\evil.example", "https:evil.example", "javascript:alert(1)"])
def test_confirming_never_leads_elsewhere(ruths_browser, place):
    answer = ruths_browser.post("/confirm/", {"password": PASSWORD, "next": place})

    assert answer.headers["Location"] == "/"


def test_confirming_gives_the_session_a_new_id(stale):
    before = stale.session.session_key

    stale.post("/confirm/", {"password": PASSWORD})

    assert stale.session.session_key != before


def test_a_visitor_has_nothing_to_confirm(visitor):
    assert visitor.get("/confirm/").headers["Location"].startswith("/sign-in/")
