"""Capture: who is enough, it lands once, and what has no client yet is the author's own."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import connection

from tests.steps.run_ins import CAPTURED, captured
from waveback.ground.ledger import queries as entries
from waveback.steps.document import actions, queries
from waveback.steps.document.models import Ease, RunIn


def whats(client):
    return [entry.what for entry in entries.client_entries(client.practice_id, client.pk)]


def test_only_who_is_needed(ruth, mara):
    run_in = captured(ruth, mara, facts={})

    assert run_in.state == "captured"
    assert run_in.client == mara
    assert run_in.noted == {}


def test_the_clocks_are_kept_apart(ruth, mara):
    happened = datetime.now(UTC) - timedelta(hours=3)
    told = happened + timedelta(hours=1)

    run_in = captured(ruth, mara, happened_at=happened, captured_at=told, approximately=True)

    assert (run_in.happened_at, run_in.captured_at) == (happened, told)
    assert run_in.happened_approximately
    assert run_in.received_at > told
    assert run_in.signed_at is None


def test_a_run_in_cannot_lie_in_the_future(ruth, mara):
    with pytest.raises(actions.HappensLater):
        captured(ruth, mara, happened_at=datetime.now(UTC) + timedelta(hours=1))


def test_a_form_sent_twice_lands_once(ruth, mara):
    key = uuid4()

    first = captured(ruth, mara, capture_key=key, ease=3)
    second = captured(ruth, mara, capture_key=key, facts={"place": "street"}, ease=5)

    assert second.pk == first.pk
    assert second.setting == "shop"
    assert RunIn.objects.count() == Ease.objects.count() == 1
    assert whats(mara).count("document.run_in.captured") == 1


def test_two_people_may_use_the_same_key_without_learning_of_each_other(ruth, mara, omar):
    from waveback.people import actions as people

    his = people.open_client(member=omar, details=people.ClientDetails(legal_name="Ana Reis"))
    key = uuid4()

    assert captured(ruth, mara, capture_key=key).pk != captured(omar, his, capture_key=key).pk


def test_capturing_is_one_line_in_the_ledger_also_with_the_ease(ruth, mara):
    before = entries.end(ruth.practice_id)[0]

    captured(ruth, mara, ease=4)

    assert entries.end(ruth.practice_id)[0] == before + 1


def test_the_therapists_ease_is_sealed_for_them_and_no_part_of_the_file(ruth, mara):
    run_in = captured(ruth, mara, ease=2)

    assert queries.ease(ruth, run_in) == 2
    assert "ease" not in run_in.noted
    assert Ease._meta.get_field("ease").kind == "member"


def test_a_run_in_with_somebody_unknown_is_kept_for_its_author_alone(ruth, omar):
    run_in = captured(ruth, None, who="The one with the red bicycle")

    assert run_in.client is None
    assert run_in.who == "The one with the red bicycle"
    assert run_in.noted == CAPTURED
    with pytest.raises(queries.NotFound):
        queries.run_in(omar, run_in.pk)


def test_assigning_seals_it_anew_for_the_client(ruth, mara):
    run_in = captured(ruth, None, who="The one with the red bicycle")

    actions.assign(member=ruth, run_in=run_in, client=mara, revision=run_in.revision)

    kept = queries.run_in(ruth, run_in.pk)
    assert kept.client == mara
    assert kept.noted == CAPTURED
    assert kept.who is None
    assert whats(mara)[-1] == "document.run_in.assigned"
    with connection.cursor() as cursor:
        cursor.execute("SELECT jotted, who FROM document_runin")
        assert cursor.fetchone() == (None, None)


def test_moving_it_to_somebody_else_shows_in_both_ledgers_and_names_neither(ruth, mara, daniel):
    run_in = captured(ruth, mara)

    actions.assign(member=ruth, run_in=run_in, client=daniel, revision=run_in.revision)

    assert queries.run_ins(ruth, mara) == []
    assert [row.pk for row in queries.run_ins(ruth, daniel)] == [run_in.pk]
    assert whats(mara)[-1] == "document.run_in.moved_away"
    assert whats(daniel)[-1] == "document.run_in.assigned"


def test_what_was_never_signed_can_be_discarded_and_leaves_only_that_it_was(ruth, mara):
    run_in = captured(ruth, mara, ease=3)

    actions.discard(member=ruth, run_in=run_in, revision=run_in.revision, reason="only_i_noticed")

    assert RunIn.objects.count() == Ease.objects.count() == 0
    assert whats(mara)[-1] == "document.run_in.discarded"


def test_what_changed_meanwhile_is_not_discarded(ruth, mara):
    run_in = captured(ruth, mara)
    stale = queries.run_in(ruth, run_in.pk)
    actions.assign(member=ruth, run_in=run_in, client=mara, revision=1)

    with pytest.raises(actions.ChangedMeanwhile):
        actions.discard(member=ruth, run_in=stale, revision=1, reason="mistake")

    assert RunIn.objects.count() == 1


def test_another_practice_finds_nothing(ruth, mara, omar):
    run_in = captured(ruth, mara)

    with pytest.raises(queries.NotFound):
        queries.run_in(omar, run_in.pk)
    assert queries.unfinished(omar) == []


def test_unfinished_notes_come_oldest_first(ruth, mara, daniel):
    now = datetime.now(UTC)
    younger = captured(ruth, mara, happened_at=now - timedelta(hours=1))
    older = captured(ruth, daniel, happened_at=now - timedelta(days=3))

    assert [row.pk for row in queries.unfinished(ruth)] == [older.pk, younger.pk]
