"""The revisit's page: the offer first, nothing typed is lost, and outsiders learn nothing."""

from html import unescape
from uuid import uuid4

import pytest

from tests.days import today
from tests.steps.run_ins import captured, signed
from waveback.people import disposal
from waveback.steps.client_leads import actions as leads
from waveback.steps.client_leads import queries as client_leads
from waveback.steps.client_leads.rules import choices
from waveback.steps.revisit import queries
from waveback.steps.revisit.models import Revisit


@pytest.fixture
def address(ruth, mara):
    run_in = signed(ruth, mara)
    return f"/run-ins/{run_in.pk}/revisit/"


def text(response):
    return unescape(response.content.decode())


def form(**given):
    return {"revision": 0, "outcome": "done", "words": "Odd, then fine.", "ease": "4"} | given


def test_it_begins_with_the_offer(ruths_browser, address):
    page = text(ruths_browser.get(address))

    assert "We crossed paths; would you like to talk about it?" in page
    assert page.index("We crossed paths") < page.index("What was it like for you?")


def test_finish_later_keeps_a_draft_that_comes_back(ruths_browser, address, mara):
    response = ruths_browser.post(address, form())

    assert response["Location"] == f"/clients/{mara.pk}/?said=revisit.kept"
    assert "Odd, then fine." in text(ruths_browser.get(address))


def test_signing_locks_it_and_the_page_then_only_reads(ruths_browser, address):
    assert ruths_browser.post(address, form(sign="1")).status_code == 303

    page = text(ruths_browser.get(address))
    assert "Signed and locked" in page
    assert "Odd, then fine." in page
    assert "<textarea" not in page


def test_what_is_missing_is_asked_for_beside_its_field(ruths_browser, address):
    page = ruths_browser.post(address, form(words="", sign="1"))

    assert page.status_code == 422
    assert "Write down what they said, in their words." in text(page)
    assert Revisit.objects.count() == 0


def test_a_declined_offer_is_signed_as_such(ruths_browser, ruth, address, mara):
    ruths_browser.post(address, form(outcome="declined", sign="1"))

    assert Revisit.objects.get().outcome == "declined"
    assert Revisit.objects.get().words == ""


def test_what_they_want_from_now_on_is_set_with_the_signature(ruths_browser, ruth, address, mara):
    wishes = {"wishes-acknowledge": "only_alone", "wishes-greeting": "nod", "wishes_seen": ""}

    ruths_browser.post(address, form(next="wishes", sign="1") | wishes)

    held = client_leads.wishes(ruth, mara)
    assert (held.acknowledge, held.greeting, held.source) == ("only_alone", "nod", "revisit")


def test_wishes_that_changed_meanwhile_are_shown_again_and_nothing_is_signed(ruths_browser, ruth, address, mara):
    leads.set_wishes(member=ruth, client=mara, choices=choices(), on=today(), source="told_me", seen=None)

    page = ruths_browser.post(address, form(next="wishes", sign="1") | {"wishes-acknowledge": "no"})

    assert page.status_code == 409
    assert "What they want was changed a moment ago." in text(page)
    assert "Odd, then fine." in text(page)


def test_the_loser_of_two_windows_sees_both_texts_and_may_keep_theirs(ruths_browser, ruth, address):
    ruths_browser.post(address, form(words="The first."))

    page = ruths_browser.post(address, form(words="The second."))

    assert page.status_code == 409
    assert "The first." in text(page)
    assert "The second." in text(page)
    ruths_browser.post(address, dict(page.context["again"]))
    assert Revisit.objects.get().words == "The second."


def test_signing_needs_a_fresh_proof_and_keeps_what_was_typed(ruths_browser, address):
    session = ruths_browser.session
    session["account_authentication_methods"] = []
    session.save()

    assert ruths_browser.post(address, form(sign="1")).status_code == 303

    assert Revisit.objects.count() == 0
    assert "Odd, then fine." in text(ruths_browser.get(address))


def test_there_is_nothing_to_revisit_before_the_note_is_signed(ruths_browser, ruth, mara):
    run_in = captured(ruth, mara)

    assert ruths_browser.get(f"/run-ins/{run_in.pk}/revisit/").status_code == 404


def test_outsiders_learn_nothing(omars_browser, visitor, address):
    for method in (omars_browser.get, omars_browser.post):
        assert method(address).status_code == 404
        assert method(f"/run-ins/{uuid4()}/revisit/").status_code == 404
    assert visitor.get(address).status_code == 302


def test_an_erased_file_still_has_a_page(ruths_browser, ruth, mara, address):
    disposal.destroy_key(member=ruth, client=mara, reason="retention")

    assert ruths_browser.get(address).status_code == 410
    assert ruths_browser.post(address, form()).status_code == 410
    assert queries.waiting(ruth) == []
