"""A topic is a thread: it shows at later sessions until it was worked on or let go, and nothing in it is changed."""

from datetime import date
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from tests.steps.run_ins import PROOF, signed
from waveback.people import disposal
from waveback.steps.revisit import actions, queries
from waveback.steps.revisit.models import Topic, TopicEntry

ON = date(2026, 11, 23)


def added(member, client, **given):
    told = {"words": "What to tell my mother", "theme": "cover_story", "goal": "", "id": uuid4()} | given
    return actions.add_topic(member=member, client=client, **told)


def entered(member, client, topic, kind, seen=0, words="We spoke about it.", **given):
    told = {"on": ON, "words": words, "id": uuid4()} | given
    return actions.add_entry(member=member, client=client, topic=topic.pk, seen=seen, kind=kind, **told)


def refused(sql):
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)
    except DatabaseError:
        return True
    return False


def still_open(member, client):
    return [one.words for one in queries.open_threads(member, [client.pk]).get(client.pk, [])]


def test_a_topic_named_at_the_revisit_becomes_a_thread_when_it_is_signed(ruth, mara):
    run_in = signed(ruth, mara)
    topics = [
        {"words": "Being overlooked", "theme": "ignored", "goal": "Speak up", "carry": True},
        {"words": "The dog", "carry": False},
    ]
    told = {"outcome": "done", "words": "Odd.", "topics": topics}

    actions.keep(member=ruth, run_in=run_in, revision=0, told=told)
    assert Topic.objects.count() == 0
    actions.sign(member=ruth, run_in=run_in, revision=1, told=told, proof=PROOF)

    first, second = queries.threads(ruth, mara)
    assert (first.words, first.theme, first.goal) == ("Being overlooked", "Feeling ignored", "Speak up")
    assert (second.words, second.is_open) == ("The dog", False)
    assert still_open(ruth, mara) == ["Being overlooked"]


@pytest.mark.parametrize("kind", ["worked_on", "let_go"])
def test_it_shows_until_it_was_worked_on_or_let_go(ruth, mara, kind):
    topic = added(ruth, mara)
    entered(ruth, mara, topic, "again", words="")
    assert still_open(ruth, mara) == ["What to tell my mother"]

    entered(ruth, mara, topic, kind, seen=1)

    assert still_open(ruth, mara) == []
    (thread,) = queries.threads(ruth, mara)
    assert (len(thread.entries), thread.last.words, thread.last.on) == (2, "We spoke about it.", ON)
    assert thread.last.added_by == ruth


def test_what_comes_up_again_is_open_again(ruth, mara):
    topic = added(ruth, mara)
    entered(ruth, mara, topic, "worked_on")

    entered(ruth, mara, topic, "again", seen=1, words="")

    assert still_open(ruth, mara) == ["What to tell my mother"]


@pytest.mark.parametrize(("kind", "words"), [("worked_on", " "), ("let_go", ""), ("forgotten", "Something.")])
def test_an_entry_says_what_was_worked_on_or_why_it_was_let_go(ruth, mara, kind, words):
    topic = added(ruth, mara)

    with pytest.raises(actions.BadEntry):
        entered(ruth, mara, topic, kind, words=words)


def test_a_topic_needs_words(ruth, mara):
    with pytest.raises(actions.BadEntry):
        added(ruth, mara, words="  ")


def test_the_same_form_sent_twice_lands_once(ruth, mara):
    again = uuid4()
    for _ in range(2):
        topic = added(ruth, mara, id=again)
    entry = uuid4()
    for _ in range(2):
        entered(ruth, mara, topic, "again", id=entry)

    assert (Topic.objects.count(), TopicEntry.objects.count()) == (1, 1)


def test_the_later_of_two_windows_is_shown_what_stands(ruth, mara):
    topic = added(ruth, mara)
    entered(ruth, mara, topic, "let_go", words="No longer wanted.")

    with pytest.raises(actions.ThreadChanged) as lost:
        entered(ruth, mara, topic, "worked_on")

    assert lost.value.current.last.words == "No longer wanted."


def test_no_sql_changes_or_deletes_a_thread(ruth, mara):
    entered(ruth, mara, added(ruth, mara), "again")

    for table in ("topic", "topicentry"):
        assert refused(f"UPDATE revisit_{table} SET added_by_id = added_by_id")
        assert refused(f"DELETE FROM revisit_{table}")


def test_the_open_threads_of_many_clients_take_as_many_queries_as_those_of_one(
    ruth, mara, daniel, django_assert_num_queries
):
    for client in (mara, daniel):
        for _ in range(3):
            entered(ruth, client, added(ruth, client), "again")
    queries.open_threads(ruth, [mara.pk, daniel.pk])  # the keys are warm now

    with django_assert_num_queries(2):
        found = queries.open_threads(ruth, [mara.pk, daniel.pk])

    assert {pk: len(rows) for pk, rows in found.items()} == {mara.pk: 3, daniel.pk: 3}


def test_another_practice_finds_no_thread(ruth, omar, mara):
    topic = added(ruth, mara)

    assert queries.open_threads(omar, [mara.pk]) == {}
    assert queries.threads(omar, mara) == []
    with pytest.raises(queries.NotFound):
        entered(omar, mara, topic, "again")


def test_an_erased_file_shows_no_thread_on_the_day_and_says_erased_in_its_list(ruth, mara):
    added(ruth, mara)
    disposal.destroy_key(member=ruth, client=mara, reason="retention")

    assert queries.open_threads(ruth, [mara.pk]) == {}
    assert [one.erased for one in queries.threads(ruth, mara)] == [True]
