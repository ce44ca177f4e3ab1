"""A process note is its author's alone: apart from the record, deletable by its author, gone with the client's keys."""

from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from waveback.ground.ledger.models import Entry
from waveback.ground.vault import KeyDestroyed
from waveback.people import disposal
from waveback.people.models import Member, User
from waveback.steps.revisit import actions, queries
from waveback.steps.revisit.models import ProcessNote


def written(member, client, text="I noticed how proud I was.", **given):
    return actions.write_process_note(member=member, client=client, text=text, **({"id": uuid4()} | given))


@pytest.fixture
def colleague(ruth):
    """Another member of Ruth's own practice."""
    user = User.objects.create(email="ann@example.org")
    role = ruth.role
    return Member.objects.create(
        practice=ruth.practice, user=user, name="Ann Colleague", role=role, joined_at=ruth.joined_at
    )


def test_its_author_reads_it_and_nobody_else_in_the_practice(ruth, colleague, mara):
    note = written(ruth, mara)

    assert [one.text for one in queries.process_notes(ruth, mara)] == ["I noticed how proud I was."]
    assert queries.process_notes(colleague, mara) == []
    with pytest.raises(queries.NotFound):
        queries.process_note(colleague, mara, note.pk)
    with pytest.raises(queries.NotFound):
        actions.delete_process_note(member=colleague, client=mara, note=note.pk)


def test_the_ledger_says_that_there_was_one_and_not_whose_or_what(ruth, mara):
    note = written(ruth, mara)
    noted = str(note.pk)
    actions.delete_process_note(member=ruth, client=mara, note=note.pk)

    lines = Entry.objects.filter(what__startswith="revisit.process")
    assert [line.what for line in lines.order_by("seq")] == ["revisit.process.written", "revisit.process.deleted"]
    assert all(one not in line.body and line.pseudonym is None for one in (str(mara.pk), noted) for line in lines)


def test_its_author_may_delete_it_and_nobody_changes_it(ruth, mara):
    note = written(ruth, mara)

    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE revisit_processnote SET written_at = written_at")
    actions.delete_process_note(member=ruth, client=mara, note=note.pk)

    assert ProcessNote.objects.count() == 0


def test_sent_twice_it_lands_once(ruth, mara):
    again = uuid4()
    for _ in range(2):
        written(ruth, mara, id=again)

    assert ProcessNote.objects.count() == 1


def test_an_empty_one_is_not_kept(ruth, mara):
    with pytest.raises(actions.BadEntry):
        written(ruth, mara, "  ")


def test_its_key_goes_with_the_clients_and_none_is_made_afterwards(ruth, mara, daniel):
    written(ruth, mara)
    for client in (mara, daniel):
        disposal.destroy_key(member=ruth, client=client, reason="retention")

    (note,) = queries.process_notes(ruth, mara)
    with pytest.raises(KeyDestroyed):
        _ = ProcessNote.objects.get(pk=note.pk).text
    for client in (mara, daniel):
        fresh = type(client).objects.get(pk=client.pk)
        with pytest.raises(actions.Erased):
            written(ruth, fresh)
