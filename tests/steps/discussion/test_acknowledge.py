"""Recording what a client answered: the exact text, once, never edited, in both chains of the ledger."""

from hashlib import sha256
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from tests.days import today
from waveback.ground import ledger
from waveback.ground.ledger.models import Entry
from waveback.people.disposal import destroy_key
from waveback.steps.client_leads import queries as wishes
from waveback.steps.client_leads.actions import SetMeanwhile, set_wishes
from waveback.steps.client_leads.rules import choices
from waveback.steps.discussion import actions, queries, rules


def answer(member, client, talk, state="accepted", way="typed", **changed):
    given = {
        "state": state,
        "way": way,
        "name": "Mara Lindqvist" if way == "typed" else "",
        "consents": way == "typed",
    }
    hidden = queries.shown_with_the_answer(member, client, talk)
    given["seen"] = str(hidden["seen"] or "")
    actions.answer(
        member=member,
        talk=talk,
        revision=talk.revision,
        read_back=queries.read_back_text(member, client, talk),
        shown=(hidden["version"], hidden["text_hash"]),
        given=given | changed,
    )


def record(member, client, talk, **changed):
    hidden = queries.shown_with_the_answer(member, client, talk)
    told = {
        "shown": (hidden["version"], hidden["text_hash"]),
        "said_by": "Mara Lindqvist",
        "presence": "Ruth Adeyemi",
        "factor": "password",
        "language": "en",
    }
    return actions.acknowledge(member=member, client=client, talk=talk, **(told | changed))


def talked(member, client, version, state="accepted", **changed):
    talk = actions.begin(member=member, client=client, version=version)
    answer(member, client, talk, state=state, **changed)
    return record(member, client, talk)


def test_the_exact_text_that_was_shown_is_kept_with_its_hash(ruth, mara, version):
    row = talked(ruth, mara, version)

    assert row.text == version.text
    assert row.text_hash == version.text_hash == sha256(row.text.encode()).hexdigest()
    assert (row.version_number, row.language, row.state) == (
        version.number,
        "en",
        "accepted",
    )


def test_a_typed_answer_keeps_name_consent_meaning_time_and_factor(ruth, mara, version):
    before = timezone.now()

    row = talked(ruth, mara, version)

    assert row.signature["typed"] == row.signature["printed_name"] == "Mara Lindqvist"
    assert row.signature["consent"] == rules.CONSENT
    assert row.signature["meaning"] == rules.MEANINGS["accepted"]
    assert before <= row.given_at <= row.recorded_at <= timezone.now()
    assert (row.recorded_by, row.factor) == (ruth, "password")


def test_a_spoken_answer_keeps_who_said_it_and_who_heard_it(ruth, mara, version):
    row = talked(ruth, mara, version, way="spoken")

    assert (row.signature["said_by"], row.signature["presence"]) == (
        "Mara Lindqvist",
        "Ruth Adeyemi",
    )
    assert row.signature["typed"] == row.signature["consent"] == ""


def test_what_was_chosen_on_the_way_is_set_in_the_same_act(ruth, mara, version):
    talk = actions.begin(member=ruth, client=mara, version=version)
    actions.keep(
        talk=talk,
        revision=talk.revision,
        part=5,
        fields={"greeting": "nod", "who_knows": ["partner"]},
    )
    answer(ruth, mara, talk)

    row = record(ruth, mara, talk)

    held = wishes.wishes(ruth, mara)
    assert (held.greeting, held.who_knows, held.source, held.id) == (
        "nod",
        ["partner"],
        "talk_through",
        row.wishes_id,
    )
    assert "I greet you back with a nod." in row.read_back


def test_what_was_not_asked_again_stays_as_it_was_wished(ruth, mara, version):
    set_wishes(
        member=ruth,
        client=mara,
        choices=choices({"greeting": "hi"}),
        on=today(),
        source="told_me",
        seen=None,
    )
    talk = actions.begin(member=ruth, client=mara, version=version)
    actions.keep(talk=talk, revision=talk.revision, part=5, fields={"who_knows": ["partner"]})
    answer(ruth, mara, talk)
    record(ruth, mara, talk)

    held = wishes.wishes(ruth, mara)

    assert (held.greeting, held.who_knows) == ("hi", ["partner"])


def test_the_answer_and_the_wishes_are_each_entered_once_in_the_clients_chain(ruth, mara, version):
    talk = actions.begin(member=ruth, client=mara, version=version)
    actions.keep(talk=talk, revision=talk.revision, part=5, fields={"greeting": "nod"})
    answer(ruth, mara, talk)
    record(ruth, mara, talk)

    entries = Entry.objects.filter(client_seq__isnull=False).order_by("client_seq")
    assert [entry.what for entry in entries] == [
        "people.client.opened",
        "client_leads.wishes.set",
        "discussion.acknowledged",
    ]


def test_the_ledger_commits_to_the_whole_answer(ruth, mara, version):
    row = talked(ruth, mara, version)
    entry = Entry.objects.get(what="discussion.acknowledged")
    kept = queries.content(queries.acknowledgement(ruth, mara, row.id))

    assert entry.about == row.id
    assert ledger.verify_content(entry, ledger.canonical(kept))
    assert not ledger.verify_content(entry, ledger.canonical(kept | {"state": "declined"}))
    assert ledger.verify(ruth.practice_id) is None


def test_a_talk_through_that_is_not_recorded_leaves_nothing_in_the_ledger(ruth, mara, talk):
    count = Entry.objects.count()

    actions.keep(talk=talk, revision=talk.revision, part=3, fields={"greeting": "nod"})
    answer(ruth, mara, talk)

    assert Entry.objects.count() == count
    assert wishes.wishes(ruth, mara) is None


def test_recording_twice_lands_once(ruth, mara, talk):
    answer(ruth, mara, talk)

    first, again = record(ruth, mara, talk), record(ruth, mara, talk)

    assert first == again
    assert queries.acknowledgements(ruth, mara).count() == 1
    assert Entry.objects.filter(what="discussion.acknowledged").count() == 1


def test_another_text_than_the_one_shown_is_not_recorded(ruth, mara, talk, version):
    answer(ruth, mara, talk)

    for shown in ((version.id, "0" * 64), (uuid4(), version.text_hash)):
        with pytest.raises(actions.NotWhatWasShown):
            record(ruth, mara, talk, shown=shown)

    assert queries.acknowledgements(ruth, mara).count() == 0


def test_nothing_is_recorded_before_the_client_answered(ruth, mara, talk):
    with pytest.raises(actions.NothingAnswered):
        record(ruth, mara, talk)


def test_changing_a_wish_takes_the_answer_back(ruth, mara, talk):
    answer(ruth, mara, talk)

    actions.keep(talk=talk, revision=talk.revision, part=4, fields={"greeting": "smile"})

    with pytest.raises(actions.NothingAnswered):
        record(ruth, mara, talk)


def test_wishes_that_changed_after_they_were_read_back_are_not_overridden(ruth, mara, talk):
    actions.keep(talk=talk, revision=talk.revision, part=4, fields={"greeting": "smile"})
    answer(ruth, mara, talk)
    set_wishes(
        member=ruth,
        client=mara,
        choices=choices({"greeting": "hi"}),
        on=today(),
        source="told_me",
        seen=None,
    )

    with pytest.raises(SetMeanwhile):
        record(ruth, mara, talk)

    assert wishes.wishes(ruth, mara).greeting == "hi"
    assert queries.acknowledgements(ruth, mara).count() == 0


def test_a_version_published_meanwhile_does_not_change_what_was_answered(ruth, mara, talk, publish):
    answer(ruth, mara, talk)
    publish()

    row = record(ruth, mara, talk)

    assert row.version_number == 1
    assert queries.standing(ruth, mara).due == "material"


def test_a_newer_answer_supersedes_and_the_older_one_stays(ruth, mara, version):
    first = talked(ruth, mara, version, state="deferred", way="spoken")
    assert queries.standing(ruth, mara).due == "deferred"

    second = talked(ruth, mara, version)

    assert list(queries.acknowledgements(ruth, mara)) == [second, first]
    assert queries.standing(ruth, mara).state == "accepted"
    assert queries.standing(ruth, mara).due is None


@pytest.mark.parametrize("state", ["accepted", "declined", "deferred"])
def test_every_answer_is_recorded_also_a_declining_one(ruth, mara, version, state):
    assert talked(ruth, mara, version, state=state, way="spoken").signature["meaning"] == rules.MEANINGS[state]
    assert queries.standing(ruth, mara).state == state


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE discussion_acknowledgement SET state = 'declined'",
        "UPDATE discussion_acknowledgement SET text_hash = 'x'",
        "UPDATE discussion_acknowledgement SET text = NULL",
        "UPDATE discussion_acknowledgement SET recorded_at = '2020-01-01T00:00:00Z', given_at = '2020-01-01T00:00:00Z'",
        "DELETE FROM discussion_acknowledgement",
    ],
)
def test_the_database_refuses_to_edit_or_take_away_an_answer(ruth, mara, version, sql):
    talked(ruth, mara, version)

    with (
        pytest.raises(DatabaseError),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql)

    assert queries.standing(ruth, mara).state == "accepted"


def test_where_everybody_stands_takes_as_many_queries_for_two_as_for_one(ruth, mara, daniel, version, talk):
    answer(ruth, mara, talk)
    record(ruth, mara, talk)

    standings = queries.standings(ruth)

    assert {standings[mara.id].due, standings[daniel.id].due} == {None, "never"}


def test_where_everybody_stands_takes_six_queries(ruth, mara, daniel, version, django_assert_num_queries):
    talked(ruth, mara, version)
    talked(ruth, daniel, version)

    with django_assert_num_queries(6):
        queries.standings(ruth)


def test_another_practice_has_its_own_standings(ruth, omar, mara, version):
    talked(ruth, mara, version)

    assert queries.standings(omar) == {}
    assert queries.acknowledgements(omar, mara).count() == 0


def test_an_erased_file_shows_that_the_answer_is_erased(ruth, mara, version):
    row = talked(ruth, mara, version)
    destroy_key(member=ruth, client=mara, reason="retention")

    fresh = queries.acknowledgement(ruth, mara, row.id)

    assert queries.copy(ruth, mara, fresh)["erased"]
