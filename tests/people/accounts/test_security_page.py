"""Changing the password and ending other sessions."""

from django.test import Client as Browser

from tests.conftest import PASSWORD, signed_in
from waveback.ground.ledger.models import Entry

NEW = "three swans under the bridge"


def test_a_new_password_holds_and_signs_out_everywhere_else(ruths_browser, ruth):
    elsewhere = signed_in(ruth)

    answer = ruths_browser.post("/security/password/", {"old": PASSWORD, "new": NEW})

    assert answer.headers["Location"] == "/security/?said=people.password-changed"
    assert ruths_browser.get("/security/").status_code == 200
    assert elsewhere.get("/").status_code == 302
    assert Browser().post("/sign-in/", {"login": "ruth@example.org", "password": NEW}).status_code == 302


def test_the_old_password_is_asked(ruths_browser):
    answer = ruths_browser.post("/security/password/", {"old": "wrong", "new": NEW})

    assert answer.status_code == 422
    assert "This is not your password." in answer.content.decode()


def test_a_new_password_made_of_the_practice_is_refused(ruths_browser):
    answer = ruths_browser.post("/security/password/", {"old": PASSWORD, "new": "lakeside-counselling-1"})

    assert "Most of this can be guessed" in answer.content.decode()


def test_other_sessions_are_ended_and_this_one_stays(ruths_browser, ruth, omars_browser):
    elsewhere = signed_in(ruth)

    ruths_browser.post("/security/sessions/end/")

    assert ruths_browser.get("/").status_code == 200
    assert elsewhere.get("/").status_code == 302
    assert omars_browser.get("/").status_code == 200


def test_it_is_entered_in_the_ledger(ruths_browser):
    ruths_browser.post("/security/password/", {"old": PASSWORD, "new": NEW})
    ruths_browser.post("/security/sessions/end/")

    told = [str(entry.body) for entry in Entry.objects.all()]
    assert any("people.password.changed" in line for line in told)
    assert any("people.sessions.ended" in line for line in told)
