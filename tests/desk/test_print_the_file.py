"""The file on paper: plain wording whatever the screen shows, who printed it when, and a line in the ledger."""

from datetime import UTC, datetime

from tests.desk.test_today import text
from tests.steps.run_ins import PROOF, WHOLE, signed
from waveback.desk import file
from waveback.ground.ledger import queries as entries
from waveback.people import disposal
from waveback.steps.revisit import actions as revisit

LATE = WHOLE | {"late_reason": "Away."}


def printed(client):
    return entries.client_entries(client.practice_id, client.pk).filter(what="desk.file.printed").count()


def test_asking_prints_nothing_yet(ruths_browser, mara):
    page = text(ruths_browser.get(f"/clients/{mara.pk}/print/"))

    assert "Print the file?" in page
    assert printed(mara) == 0


def test_it_says_what_happened_in_the_fields_terms_and_is_entered_in_the_ledger(ruths_browser, ruth, mara):
    run_in = signed(ruth, mara)
    revisit.sign(member=ruth, run_in=run_in, revision=0, told={"outcome": "done", "words": "Odd."}, proof=PROOF)

    page = text(ruths_browser.post(f"/clients/{mara.pk}/print/"))

    assert "Mara Lindqvist" in page
    assert "Incidental encounter in a shop or market: signed" in page
    assert "“Odd.”" in page
    assert "Run-in" not in page
    assert "by Ruth Adeyemi, PhD" in page
    assert "Checkpoint of the ledger" in page
    assert printed(mara) == 1


def test_a_discreet_screen_prints_plainly(ruths_browser, ruth, mara):
    signed(ruth, mara)
    session = ruths_browser.session
    session["discreet"] = True
    session.save()

    page = text(ruths_browser.post(f"/clients/{mara.pk}/print/"))

    assert "Mara Lindqvist" in page
    assert 'data-wording="plain"' in page
    assert "Hold to show" not in page


def test_an_erased_file_still_prints_what_is_left(ruths_browser, ruth, mara):
    signed(ruth, mara)
    disposal.destroy_key(member=ruth, client=mara, reason="retention")

    response = ruths_browser.post(f"/clients/{mara.pk}/print/")

    assert response.status_code == 200
    assert mara.code_label in text(response)


def test_another_practices_file_does_not_exist(omars_browser, mara):
    assert omars_browser.post(f"/clients/{mara.pk}/print/").status_code == 404
    assert printed(mara) == 0


def test_a_long_file_shows_the_newest_and_leads_to_the_rest(ruths_browser, ruth, mara, monkeypatch):
    monkeypatch.setattr(file, "SHOWN_AT_ONCE", 2)
    old, *_ = (signed(ruth, mara, LATE, happened_at=datetime(2026, 11, day, tzinfo=UTC)) for day in (1, 2, 3))
    short, long = (text(ruths_browser.get(f"/clients/{mara.pk}/{query}")) for query in ("", "?all"))

    assert "Show one earlier entry too" in short
    assert f'/run-ins/{old.pk}/"' not in short
    assert f'/run-ins/{old.pk}/"' in long
