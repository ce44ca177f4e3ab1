"""Online: a few taps of its own, the practice's own clause beside them, and no links, names or pictures."""

from html import unescape
from uuid import uuid4

import pytest

from tests.steps.run_ins import captured
from waveback.steps.document import queries, questions
from waveback.steps.document.models import RunIn
from waveback.steps.policy import actions as policy


def text(response):
    return unescape(response.content.decode())


def sent(client, **given):
    told = {"capture_key": str(uuid4()), "client": str(client.pk), "when": "now", "place": "online"}
    return told | {"online_kind": "dating", "online_did": ["blocked"], "knew": "they_probably"} | given


def test_a_few_taps_are_enough(ruths_browser, ruth, mara):
    assert ruths_browser.post("/run-ins/new/", sent(mara)).status_code == 303

    run_in = queries.run_in(ruth, RunIn.objects.get().pk)
    assert run_in.noted == {
        "channel": "online",
        "place": "online",
        "online_kind": "dating",
        "online_did": ["blocked"],
        "knew": "they_probably",
    }
    assert run_in.title == "Run-in online"


def test_the_short_way_opens_with_online_chosen(ruths_browser):
    page = text(ruths_browser.get("/run-ins/new/?online"))

    assert 'value="online"' in page
    assert any('value="online"' in part and "checked" in part for part in page.split("<input"))


def test_each_kind_has_the_practices_own_clause_beside_it(ruths_browser, ruth):
    assert "Your policy says" not in text(ruths_browser.get("/run-ins/new/?online"))
    words = {"option": "decline", "own_words": "I leave such requests where they are."}
    revision = policy.answer_clause(member=ruth, number="17", answer=words, revision=0)
    policy.publish_version(member=ruth, revision=revision)

    page = ruths_browser.get("/run-ins/new/?online")

    assert "I leave such requests where they are." in text(page)
    assert [kind for kind, clause in page.context["clauses"] if clause.number == 17] == ["request"]
    assert set(queries.CLAUSES) <= {one.value for one in questions.ONLINE_KIND.answers}


def test_no_link_name_or_picture_is_asked_for(ruths_browser):
    page = text(ruths_browser.get("/run-ins/new/?online"))

    assert 'type="url"' not in page
    assert 'type="file"' not in page
    assert "No screenshots, no links, no account names" in page


def test_what_was_answered_for_a_meeting_in_person_is_not_kept(ruths_browser, mara):
    ruths_browser.post("/run-ins/new/", sent(mara, hello="they", they_with=["family"], introduced="first_name"))

    assert not {"hello", "they_with", "introduced"} & set(RunIn.objects.get().noted)


def test_the_note_begins_with_what_it_was(ruths_browser, ruth, mara):
    run_in = captured(ruth, mara, facts={"place": "online", "online_kind": "request", "online_did": ["ignored"]})

    page = ruths_browser.get(f"/run-ins/{run_in.pk}/finish/")

    assert "It happened online: a friend or follow request. I left it as it was." in text(page)
    assert page.context["form"]["channel"].value() == "online"


@pytest.mark.parametrize("kind", [one.value for one in questions.ONLINE_KIND.answers])
def test_every_kind_can_be_kept(ruths_browser, mara, kind):
    ruths_browser.post("/run-ins/new/", sent(mara, online_kind=kind))

    assert RunIn.objects.get().noted["online_kind"] == kind
