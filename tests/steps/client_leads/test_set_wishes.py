"""Setting what a client wants: added, dated, never overwritten; entered in both chains of the ledger."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from waveback.ground import ledger
from waveback.ground.ledger.models import Entry
from waveback.people.disposal import destroy_key
from waveback.steps.client_leads import queries
from waveback.steps.client_leads.actions import BeforeCurrent, SetMeanwhile, set_wishes
from waveback.steps.client_leads.rules import choices
from waveback.steps.policy import actions as policy
from waveback.steps.policy import rules as policy_rules

MARCH, APRIL = date(2026, 3, 3), date(2026, 4, 4)


def wish(member, client, on=MARCH, seen=None, source="told_me", id=None, **chosen):
    return set_wishes(
        member=member,
        client=client,
        choices=choices(chosen),
        on=on,
        source=source,
        seen=seen,
        id=id,
    )


def test_what_is_set_is_what_holds(ruth, mara):
    wish(
        ruth,
        mara,
        acknowledge="yes",
        greeting="nod",
        introduction="an old colleague",
        who_knows=["partner"],
    )

    held = queries.wishes(ruth, mara)

    assert (held.acknowledge, held.greeting, held.introduction) == (
        "yes",
        "nod",
        "an old colleague",
    )
    assert (held.who_knows, held.unsafe, held.how_to_raise) == (
        ["partner"],
        False,
        "no_preference",
    )
    assert (held.since, held.set_by, held.source, held.situation) == (
        MARCH,
        ruth,
        "told_me",
        "general",
    )


def test_who_was_never_asked_has_no_wishes(ruth, mara):
    assert queries.wishes(ruth, mara) is None
    assert queries.panel(ruth, mara, timezone.now()).held is None


@pytest.fixture
def nodding_policy(ruth):
    """Ruth's policy says that she nods back."""
    said = {"option": "nod", "own_words": ""}
    revision = policy.answer_clause(member=ruth, number="1", answer=said, revision=0)
    return policy.publish_version(member=ruth, revision=revision)


def test_no_preference_means_what_the_policy_in_force_says(ruth, mara, nodding_policy):
    wish(ruth, mara, acknowledge="only_alone")

    held = queries.in_effect(ruth, mara)

    assert (held.acknowledge, held.greeting, held.how_to_raise) == ("only_alone", "nod", "offer")
    assert ("plain", "Greeting", "No preference. So: A nod") in queries.panel(ruth, mara, timezone.now()).rows


def test_the_policy_holds_also_for_who_was_never_asked(ruth, mara, nodding_policy):
    assert queries.in_effect(ruth, mara).greeting == "nod"


def test_before_a_policy_no_preference_stays_what_it_is(ruth, mara):
    assert queries.in_effect(ruth, mara).greeting == "no_preference"


def test_every_default_of_the_policy_is_a_wish_that_can_be_chosen():
    offered = {option.key: option.wish for clause in policy_rules.CLAUSES for option in clause.options}

    assert [choices(wish) for wish in offered.values()]


def test_a_newer_wish_supersedes_and_the_older_one_stays_in_the_history(ruth, mara):
    first = wish(ruth, mara, greeting="nod")
    second = wish(ruth, mara, greeting="hi", on=APRIL, seen=first.id)

    assert queries.wishes(ruth, mara) == second
    assert [row.greeting for row in queries.history(ruth, mara)] == ["hi", "nod"]


def test_wishes_of_one_client_are_not_anothers(ruth, mara, daniel):
    wish(ruth, mara, greeting="nod")

    assert queries.wishes(ruth, daniel) is None
    assert set(queries.of_many(ruth, [mara.id, daniel.id])) == {mara.id}


def test_setting_wishes_is_entered_once_in_the_practices_and_in_the_clients_chain(ruth, mara):
    row = wish(ruth, mara, greeting="nod", note="Never at the shop where my mother works.")

    entry = Entry.objects.get(what="client_leads.wishes.set")
    assert entry.about == row.id
    assert (entry.seq, entry.client_seq) == (
        Entry.objects.filter(practice=entry.practice).count(),
        2,
    )
    assert "nod" not in entry.body and "mother" not in entry.body


def test_the_ledger_commits_to_what_was_set(ruth, mara):
    wish(ruth, mara, greeting="nod")
    entry = Entry.objects.get(what="client_leads.wishes.set")
    kept = queries.content(queries.wishes(ruth, mara))

    assert ledger.verify_content(entry, ledger.canonical(kept))
    assert not ledger.verify_content(entry, ledger.canonical(kept | {"on": "2020-01-01"}))
    assert ledger.verify(ruth.practice_id) is None


def test_a_form_sent_twice_lands_once(ruth, mara):
    sent = uuid4()

    first = wish(ruth, mara, greeting="nod", id=sent)
    again = wish(ruth, mara, greeting="nod", id=sent)

    assert again == first
    assert queries.history(ruth, mara).count() == 1
    assert Entry.objects.filter(what="client_leads.wishes.set").count() == 1


def test_whoever_did_not_see_the_present_wishes_is_told_instead_of_overriding_them(ruth, mara):
    present = wish(ruth, mara, greeting="nod")

    with pytest.raises(SetMeanwhile) as refused:
        wish(ruth, mara, greeting="hi", seen=None)

    assert refused.value.current == present
    assert queries.wishes(ruth, mara).greeting == "nod"


def test_two_who_set_the_same_turn_at_once_cannot_both_land(ruth, mara, monkeypatch):
    present = wish(ruth, mara, greeting="nod")
    wish(ruth, mara, greeting="hi", seen=present.id)
    answers = iter([present])  # the second window read before the first one wrote
    whole = queries.wishes
    monkeypatch.setattr(queries, "wishes", lambda *who: next(answers, None) or whole(*who))

    with pytest.raises(SetMeanwhile):
        wish(ruth, mara, greeting="smile", seen=present.id)

    assert queries.history(ruth, mara).count() == 2


def test_wishes_cannot_be_dated_before_the_present_ones(ruth, mara):
    present = wish(ruth, mara, on=APRIL)

    with pytest.raises(BeforeCurrent) as refused:
        wish(ruth, mara, on=APRIL - timedelta(days=1), seen=present.id)

    assert refused.value.since == APRIL


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE client_leads_wishes SET \"on\" = '2020-01-01'",
        "UPDATE client_leads_wishes SET source = 'revisit'",
        "UPDATE client_leads_wishes SET chosen = NULL",
        "DELETE FROM client_leads_wishes",
    ],
)
def test_the_database_refuses_to_change_or_take_away_wishes(ruth, mara, sql):
    wish(ruth, mara, greeting="nod")

    with (
        pytest.raises(DatabaseError),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql)

    assert queries.wishes(ruth, mara).greeting == "nod"


def test_wishes_of_an_erased_file_show_that_they_are_erased(ruth, mara):
    wish(ruth, mara, greeting="nod")
    destroy_key(member=ruth, client=mara, reason="retention")

    panel = queries.panel(ruth, mara, timezone.now())

    assert panel.erased
    assert panel.rows == []


def test_the_wishes_of_many_clients_take_one_query(ruth, mara, daniel, django_assert_num_queries):
    wish(ruth, mara)
    wish(ruth, daniel)

    with django_assert_num_queries(1):
        assert len(queries.of_many(ruth, [mara.id, daniel.id])) == 2
