"""Publishing makes a version that nobody can change."""

import hashlib

import pytest
from django.db import DatabaseError, connection, transaction

from waveback.ground.ledger.models import Entry
from waveback.steps.policy import actions, queries
from waveback.steps.policy.models import Version


def test_the_first_version_is_material_and_has_the_hash_of_its_exact_text(published):
    assert (published.number, published.material) == (1, True)
    assert published.text_hash == hashlib.sha256(published.text.encode()).hexdigest()


def test_publishing_is_in_the_ledger_once(published):
    assert Entry.objects.filter(body__contains="policy.version.published").count() == 1


@pytest.mark.parametrize("sql", ["UPDATE policy_version SET text = 'else'", "DELETE FROM policy_version"])
def test_the_database_refuses_to_change_a_published_version(published, sql):
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)

    assert Version.objects.get().text == published.text


def test_a_later_version_supersedes_and_the_older_one_stays_word_for_word(published, ruth):
    actions.answer_clause(member=ruth, number="5", answer={"option": "open", "own_words": ""}, revision=1)

    second = actions.publish_version(member=ruth, revision=2, material=False, changes="Longer chats are fine.")

    assert queries.published(ruth.practice) == second
    assert (second.number, second.material) == (2, False)
    assert Version.objects.get(number=1).text == published.text


def test_a_draft_that_says_the_same_is_not_published_again(published, ruth):
    with pytest.raises(actions.NothingChanged):
        actions.publish_version(member=ruth, revision=1)


def test_what_was_not_read_is_not_published(drafted):
    actions.answer_clause(member=drafted, number="5", answer={"option": "open", "own_words": ""}, revision=1)

    with pytest.raises(actions.ChangedMeanwhile):
        actions.publish_version(member=drafted, revision=1)


def test_of_two_tabs_the_slower_one_does_not_write_over_the_other(drafted):
    actions.answer_clause(member=drafted, number="1", answer={"option": "nod", "own_words": ""}, revision=1)

    with pytest.raises(actions.ChangedMeanwhile):
        actions.answer_clause(member=drafted, number="1", answer={"option": "client", "own_words": ""}, revision=1)
    assert queries.live(drafted.practice).answers["1"]["option"] == "nod"


def test_a_choice_that_no_clause_offers_is_refused(drafted):
    with pytest.raises(actions.UnknownChoice):
        actions.answer_clause(member=drafted, number="1", answer={"option": "kiss"}, revision=1)


def test_the_draft_is_sealed(drafted):
    words = {"option": "nod", "own_words": "We live on one island."}
    actions.answer_clause(member=drafted, number="1", answer=words, revision=1)

    with connection.cursor() as cursor:
        cursor.execute("SELECT answers FROM policy_policydraft")
        assert b"island" not in bytes(cursor.fetchone()[0])


def test_a_clause_that_was_added_is_published_and_one_that_was_left_out_is_not(drafted):
    actions.answer_clause(member=drafted, number="20", answer={"option": "notice", "own_words": ""}, revision=1)
    actions.leave_out_clause(member=drafted, number="20", answer={"option": "notice", "own_words": ""}, revision=2)
    actions.answer_clause(member=drafted, number="21", answer={"option": "untag", "own_words": ""}, revision=3)

    version = actions.publish_version(member=drafted, revision=4)

    assert "21" in version.answers and "20" not in version.answers
    assert "Photos and tags" in version.text and "Reviews" not in version.text


def test_a_published_answer_says_what_was_chosen_and_nothing_of_the_drafts_book_keeping(published):
    assert all(set(answer) <= {"option", "own_words", "phrases"} for answer in published.answers.values())


def test_a_small_world_that_is_chosen_later_is_a_change_of_the_opening(published, ruth):
    actions.set_comfort(member=ruth, comfort={"place": "city", "community": ["other"]}, revision=1)

    assert queries.unpublished_changes(ruth.practice)[0] == "How it begins"
