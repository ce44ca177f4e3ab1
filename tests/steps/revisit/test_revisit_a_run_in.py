"""The revisit: derived until it is touched, kept as a draft, signed once and locked; wishes change in the same act."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from tests.days import today
from tests.steps.run_ins import PROOF, WHOLE, captured, drafted, signed
from waveback.ground import ledger
from waveback.ground.ledger import queries as entries
from waveback.people import actions as people
from waveback.steps.client_leads import queries as client_leads
from waveback.steps.client_leads.rules import choices
from waveback.steps.document import actions as document
from waveback.steps.policy import actions as policy
from waveback.steps.revisit import actions, queries
from waveback.steps.revisit.models import Revisit

TALKED = {"outcome": "done", "words": "Odd for a second, then fine.", "ease": "4", "themes": ["being_seen"]}


def sign(member, run_in, told=TALKED, revision=0, **given):
    return actions.sign(member=member, run_in=run_in, revision=revision, told=told, proof=PROOF, **given)


def refused(sql):
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)
    except DatabaseError:
        return True
    return False


def test_a_signed_run_in_waits_for_its_revisit_without_any_row(ruth, mara):
    run_in = signed(ruth, mara)

    assert [row.pk for row in queries.waiting(ruth)] == [run_in.pk]
    assert Revisit.objects.count() == 0


def test_nothing_waits_before_the_note_is_signed(ruth, mara):
    captured(ruth, mara)
    drafted(ruth, mara)

    assert queries.waiting(ruth) == []


def test_it_is_due_on_the_day_of_the_clients_next_session(ruth, mara, noon):
    run_in = signed(ruth, mara)
    people.schedule_session(member=ruth, client=mara, starts_at=noon + timedelta(hours=2))

    assert [row.pk for row in queries.due(ruth, mara, noon)] == [run_in.pk]
    assert queries.due(ruth, mara, noon - timedelta(days=1)) == []


def test_it_is_due_all_that_day_also_after_the_session_began(ruth, mara, noon):
    signed(ruth, mara)
    people.schedule_session(member=ruth, client=mara, starts_at=noon)

    assert len(queries.due(ruth, mara, noon + timedelta(hours=3))) == 1


def test_the_first_touch_makes_the_row_and_the_draft_grows(ruth, mara):
    run_in = signed(ruth, mara)

    actions.keep(member=ruth, run_in=run_in, revision=0, told={"outcome": "done"})
    actions.keep(member=ruth, run_in=run_in, revision=1, told=TALKED)

    row = queries.of(ruth, run_in)
    assert (row.revision, row.words) == (2, "Odd for a second, then fine.")
    assert len(queries.waiting(ruth)) == 1


@pytest.mark.parametrize("revision", [0, 1])
def test_the_later_of_two_writers_loses_and_gets_what_stands(ruth, mara, revision):
    run_in = signed(ruth, mara)
    actions.keep(member=ruth, run_in=run_in, revision=0, told={"outcome": "done"})
    actions.keep(member=ruth, run_in=run_in, revision=1, told=TALKED)

    with pytest.raises(actions.ChangedMeanwhile) as lost:
        actions.keep(member=ruth, run_in=run_in, revision=revision, told={"outcome": "declined"})

    assert lost.value.current.words == "Odd for a second, then fine."


def test_signing_closes_it_and_commits_to_the_words(ruth, mara):
    run_in = signed(ruth, mara)

    row = sign(ruth, run_in)

    assert queries.waiting(ruth) == []
    (entry,) = entries.client_entries(ruth.practice_id, mara.pk).filter(what="revisit.signed")
    assert ledger.verify_content(entry, row.signed_text)
    assert row.signed_name == "Ruth Adeyemi, PhD"


@pytest.mark.parametrize("told", [{"outcome": "declined"}, {"outcome": "not_applicable", "reason": "They moved away."}])
def test_a_declined_or_impossible_offer_closes_it_too(ruth, mara, told):
    run_in = signed(ruth, mara)

    sign(ruth, run_in, told)

    assert queries.waiting(ruth) == []
    assert queries.of(ruth, run_in).content == told


def test_an_unfinished_revisit_is_not_signed(ruth, mara):
    with pytest.raises(actions.Unfinished):
        sign(ruth, signed(ruth, mara), {"outcome": "done"})

    assert Revisit.objects.count() == 0


def test_a_signed_revisit_is_not_signed_again_or_changed(ruth, mara):
    run_in = signed(ruth, mara)
    sign(ruth, run_in)

    for revision in (0, 1):
        with pytest.raises(actions.AlreadySigned):
            sign(ruth, run_in, revision=revision)
    with pytest.raises(actions.AlreadySigned):
        actions.keep(member=ruth, run_in=run_in, revision=1, told={"outcome": "declined"})


def test_no_sql_changes_or_deletes_a_signed_revisit(ruth, mara):
    sign(ruth, signed(ruth, mara))

    assert refused("UPDATE revisit_revisit SET signed_name = 'Somebody'")
    assert refused("DELETE FROM revisit_revisit")


def test_new_wishes_are_set_in_the_same_act(ruth, mara):
    run_in = signed(ruth, mara)
    wanted = actions.NewWishes(choices({"acknowledge": "only_alone"}), today(), None)

    row = sign(ruth, run_in, TALKED | {"next": "wishes"}, wishes=wanted)

    held = client_leads.wishes(ruth, mara)
    assert (held.acknowledge, held.source) == ("only_alone", "revisit")
    assert row.wishes_id == held.pk


def test_wishes_that_changed_meanwhile_leave_the_revisit_unsigned(ruth, mara):
    from waveback.steps.client_leads import actions as leads

    run_in = signed(ruth, mara)
    day = today()
    leads.set_wishes(member=ruth, client=mara, choices=choices(), on=day, source="told_me", seen=None)

    with pytest.raises(leads.SetMeanwhile):
        sign(ruth, run_in, TALKED, wishes=actions.NewWishes(choices({"acknowledge": "no"}), day, None))

    assert queries.of(ruth, run_in) is None


def test_somebody_else_does_not_go_on_with_ones_revisit(ruth, omar, mara):
    run_in = signed(ruth, mara)
    actions.keep(member=ruth, run_in=run_in, revision=0, told=TALKED)

    # Another practice's member cannot even see the row; inserting a second one is refused by the database.
    with pytest.raises(actions.ChangedMeanwhile):
        actions.keep(member=omar, run_in=run_in, revision=0, told={"outcome": "declined"})


def test_nothing_waits_for_a_note_entered_in_error_or_once_the_work_has_ended(ruth, mara, daniel):
    wrong = signed(ruth, mara)
    document.enter_in_error(member=ruth, run_in=wrong, reason="Somebody else.", proof=PROOF)
    signed(ruth, daniel)
    people.end_client(member=ruth, client=daniel, at=datetime.now(UTC))

    assert queries.waiting(ruth) == []


@pytest.mark.parametrize(("option", "raised"), [("no_record", False), ("always_tell", True)])
def test_what_only_the_therapist_noticed_is_raised_only_if_the_policy_says_so(ruth, mara, option, raised):
    policy.answer_clause(member=ruth, number="32", answer={"option": option}, revision=0)
    policy.publish_version(member=ruth, revision=1, at=datetime(2026, 1, 1, tzinfo=UTC))
    signed(ruth, mara, facts=WHOLE | {"knew": "only_me", "relevance": "They had asked me to tell them."})

    assert bool(queries.waiting(ruth)) is raised


def test_the_clients_ease_makes_a_series(ruth, mara):
    sign(ruth, signed(ruth, mara))

    assert [point.ease for point in queries.ease_series(ruth)] == [4]


def test_another_practice_finds_nothing(ruth, omar, mara):
    run_in = signed(ruth, mara)
    sign(ruth, run_in)

    assert queries.waiting(omar) == []
    assert queries.of(omar, run_in) is None
    assert queries.revisits(omar, mara) == []
    with pytest.raises(queries.NotFound):
        queries.to_revisit(omar, run_in.pk)
