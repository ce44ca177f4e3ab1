"""The publishing page: what is different, how much it matters, whom it concerns, what becomes due."""

import re

import pytest
from django.db import IntegrityError
from django.utils import timezone

from waveback.desk.whom import Whom, whom_it_concerns
from waveback.steps.discussion import queries as discussion
from waveback.steps.discussion.rules import Standing
from waveback.steps.policy import actions, queries


@pytest.fixture
def drafted(ruth):
    actions.set_comfort(member=ruth, comfort={"place": "city", "talk": "some"}, revision=0)
    return ruth


@pytest.fixture
def published(drafted):
    return actions.publish_version(member=drafted, revision=1)


@pytest.fixture
def changed(published, ruth):
    """A draft in which one clause says something else than version 1."""
    actions.answer_clause(member=ruth, number="5", answer={"option": "open", "own_words": ""}, revision=1)


def test_publishing_says_what_it_does_and_then_does_it(drafted, mara, ruths_browser):
    asked = ruths_browser.get("/policy/publish/").content.decode()
    done = ruths_browser.post("/policy/publish/", {"revision": 1})

    assert "Publish version 1?" in asked
    assert done.status_code == 303
    assert queries.published(drafted.practice).number == 1


def test_with_nothing_changed_there_is_nothing_to_publish_and_the_page_says_so(published, ruths_browser):
    asked = ruths_browser.get("/policy/publish/").content.decode()
    sent = ruths_browser.post("/policy/publish/", {"revision": 1, "material": "yes", "changes": "None"})

    assert "There is nothing to publish." in asked
    assert '<button class="btn primary">Publish' not in asked
    assert sent.status_code == 409


def test_the_changes_are_told_in_plain_words_beside_the_passages_before_and_after(changed, ruths_browser):
    asked = ruths_browser.get("/policy/publish/").content.decode()

    assert "“How long we talk” now says: You can end a chat at any moment, and so can I." in asked
    assert "<del>" in asked and "<ins>" in asked


def test_what_the_therapist_makes_of_the_list_is_what_is_kept(changed, ruth, ruths_browser):
    ruths_browser.post("/policy/publish/", {"revision": 2, "material": "no", "changes": "Chats may be longer."})

    version = queries.published(ruth.practice)
    assert (version.number, version.material, version.changes) == (2, False, "Chats may be longer.")


@pytest.mark.parametrize("missing", ["material", "changes"])
def test_without_weight_or_words_the_page_asks_and_keeps_the_rest(changed, ruths_browser, missing):
    sent = {"revision": 2, "material": "yes", "changes": "Chats may be longer."}
    answer = ruths_browser.post("/policy/publish/", {name: text for name, text in sent.items() if name != missing})

    assert answer.status_code == 422
    assert missing == "changes" or "Chats may be longer." in answer.content.decode()


def test_a_tab_that_changed_the_draft_meanwhile_is_told_and_the_words_stay(changed, ruth, ruths_browser):
    actions.answer_clause(member=ruth, number="7", answer={"option": "none", "own_words": ""}, revision=2)

    late = ruths_browser.post("/policy/publish/", {"revision": 2, "material": "yes", "changes": "Chats."})
    again = ruths_browser.post("/policy/publish/", {"revision": 3, "material": "yes", "changes": "Chats, no touch."})

    assert late.status_code == 409
    assert "changed in another tab" in late.content.decode() and "Chats." in late.content.decode()
    assert 'name="revision" value="3"' in late.content.decode()
    assert again.status_code == 303


def test_what_changed_after_the_words_were_written_is_added_to_them(changed, ruth, ruths_browser):
    written = "“How long we talk” leaves more room."
    ruths_browser.post("/drafts/", {"draft-path": "/policy/publish/", "changes": written})
    actions.answer_clause(member=ruth, number="7", answer={"option": "none", "own_words": ""}, revision=2)

    later = ruths_browser.get("/policy/publish/").context["form"]["changes"].value()
    late = ruths_browser.post("/policy/publish/", {"revision": 2, "material": "yes", "changes": written})

    for words in (later, late.context["form"]["changes"].value()):
        assert words.startswith(written)
        assert words.count("“How long we talk”") == 1 and "“Handshakes and hugs” now says:" in words


def test_sent_twice_it_is_published_once_and_both_lead_to_it(changed, ruth, ruths_browser):
    page = ruths_browser.get("/policy/publish/").content.decode()
    made = re.search(r'name="id" value="([0-9a-f-]+)"', page)[1]
    sent = {"revision": 2, "material": "yes", "changes": "Chats may be longer.", "id": made}

    answers = [ruths_browser.post("/policy/publish/", sent) for _ in range(2)]

    assert [answer["Location"] for answer in answers] == [f"/policy/versions/{made}/?said=policy.published"] * 2
    assert queries.published(ruth.practice).number == 2


def test_another_practices_version_is_not_found_by_its_id(published, omar):
    actions.set_comfort(member=omar, comfort={"place": "city"}, revision=0)

    with pytest.raises(IntegrityError):
        actions.publish_version(member=omar, revision=1, id=published.pk)


def test_who_has_answered_goes_over_it_again_and_who_has_not_starts_with_it():
    assert whom_it_concerns([True, True, False]) == Whom(talked=2, first=1)


def test_the_page_counts_them_and_leads_to_the_list(changed, mara, daniel, ruths_browser):
    asked = ruths_browser.get("/policy/publish/").content.decode()

    assert '<a href="/talked/">0</a>' in asked and '<a href="/talked/">2</a>' in asked


def test_who_has_answered_an_earlier_version_is_counted_as_to_go_over_what_changed(
    changed, mara, daniel, ruths_browser, monkeypatch
):
    answered = Standing("declined", 1, timezone.now(), None)
    not_yet = Standing("deferred", 1, timezone.now(), "deferred")
    monkeypatch.setattr(discussion, "standings", lambda *_: {mara.pk: answered, daniel.pk: not_yet})

    asked = ruths_browser.get("/policy/publish/").content.decode()

    assert asked.count('<a href="/talked/">1</a>') == 2


def test_colleagues_of_another_practice_are_not_counted(changed, omar, ruths_browser):
    from waveback.people import actions as people

    people.open_client(member=omar, details=people.ClientDetails(legal_name="Ines Duarte", outside_id="7"))

    assert ruths_browser.get("/policy/publish/").content.decode().count('<a href="/talked/">0</a>') == 2
