"""Settings, small: the practice, the wording, the ledger's check, what is not promised."""

from html import unescape

from django.db import connection

from waveback.ground.ledger import guards
from waveback.ground.vault import recovery, signing_key_id
from waveback.people import queries as people
from waveback.people import sealing


def text(response):
    return " ".join(unescape(response.content.decode()).split())


def test_the_practice_is_changed_in_place(ruths_browser, ruth):
    given = {"name": "Lakeside", "time_zone": "Europe/London", "profession": "bacp"}

    response = ruths_browser.post("/settings/", given)

    assert response["Location"] == "/settings/?said=desk.practice"
    ruth.practice.refresh_from_db()
    assert (ruth.practice.name, ruth.practice.time_zone) == ("Lakeside", "Europe/London")
    assert people.practices()[0].profession == "bacp"


def test_a_time_zone_that_does_not_exist_is_asked_for_again(ruths_browser):
    page = ruths_browser.post("/settings/", {"name": "Lakeside", "time_zone": "Europe/Lakeside", "profession": "apa"})

    assert page.status_code == 422
    assert "Choose a time zone from the list, such as Europe/London." in text(page)


def test_it_says_what_is_not_promised(ruths_browser):
    assert "What is not promised" in text(ruths_browser.get("/settings/"))


def test_the_ledger_is_checked_when_asked_to(ruths_browser, ruth, mara):
    assert "It holds." not in text(ruths_browser.get("/settings/ledger/"))

    assert "It holds." in text(ruths_browser.post("/settings/ledger/"))


def test_what_somebody_who_doubts_compares_stands_there(ruths_browser, ruth):
    page = text(ruths_browser.get("/settings/ledger/"))
    assert str(ruth.practice_id) in page and signing_key_id() in page.replace(" ", "")
    assert recovery.fingerprint() in page, "as the kit shows it"
    assert "None yet: it is made with the first sealed document." in page

    sealing._key(ruth)

    own = sealing.fingerprint(sealing.certificate(ruth.practice))
    assert own in text(ruths_browser.get("/settings/ledger/"))


def test_a_broken_ledger_is_said_to_be_broken(ruths_browser, ruth, mara):
    guards.uninstall()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE ledger_entry SET hash = 'forged' WHERE seq = 1")

    page = text(ruths_browser.post("/settings/ledger/"))
    assert "It does not hold." in page
    assert "Entry 1:" in page


def test_a_visitor_is_asked_to_sign_in(visitor):
    for path in ("/settings/", "/settings/ledger/", "/talked/"):
        assert visitor.get(path).status_code == 302
