"""Plans for places where both go: agreed, changed, looked at again, ended; nothing is overwritten."""

import json
from datetime import date
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from tests.steps.boundaries.conftest import MARCH, a_plan
from waveback.ground import ledger
from waveback.ground.ledger.models import Entry
from waveback.people import disposal
from waveback.people.queries import NotFound
from waveback.steps.boundaries import queries
from waveback.steps.boundaries.actions import (
    BeforeCurrent,
    ChangedMeanwhile,
    PlannedMeanwhile,
    ReviewTooEarly,
    agree_plan,
    confirm_plan,
    end_plan,
)
from waveback.steps.boundaries.models import OverlapPlan

APRIL, JUNE = date(2026, 4, 7), date(2026, 6, 2)


def lines(member):
    entries = Entry.objects.filter(practice=member.practice_id, what__startswith="boundaries.plan.").order_by("seq")
    return [entry.what.removeprefix("boundaries.plan.") for entry in entries]


def test_a_plan_holds_from_its_day_and_is_looked_at_after_three_months(ruth, mara, gym):
    held = queries.plans(ruth, mara)

    assert [(one.id, one.plan.place, one.on, one.review_on) for one in held] == [
        (gym.id, "sport", MARCH, date(2026, 6, 3))
    ]
    assert lines(ruth) == ["agreed"]


def test_a_review_day_of_ones_own_is_kept(ruth, mara):
    row = agree_plan(member=ruth, client=mara, plan=a_plan(review="2026-05-01"), on=MARCH, source="talk_through")

    assert (row.review_on, row.source) == (date(2026, 5, 1), "talk_through")


def test_a_review_day_before_the_agreement_is_refused(ruth, mara):
    with pytest.raises(ReviewTooEarly):
        agree_plan(member=ruth, client=mara, plan=a_plan(review="2026-03-02"), on=MARCH, source="told_me")

    assert queries.plans(ruth, mara) == []


def test_a_change_adds_a_version_and_keeps_the_former(ruth, mara, gym):
    changed = agree_plan(
        member=ruth, client=mara, plan=a_plan(often="most_days"), on=APRIL, source="revisit", replaces=gym.id
    )

    (held,) = queries.plans(ruth, mara)
    assert (held.id, held.chain, held.plan.often) == (changed.id, gym.chain, "most_days")
    assert [row.state for row in held.versions] == ["changed", "agreed"]
    assert held.versions[1].plan.named == "Riverside"
    assert lines(ruth) == ["agreed", "changed"]


def test_looked_at_again_and_it_holds_until_another_day(ruth, mara, gym):
    confirm_plan(member=ruth, plan=gym.id, on=JUNE, review_on=date(2026, 9, 2))

    (held,) = queries.plans(ruth, mara)
    assert (held.now.state, held.on, held.review_on) == ("held", JUNE, date(2026, 9, 2))
    assert held.plan.named == "Riverside"
    assert lines(ruth) == ["agreed", "held"]


def test_an_ended_plan_keeps_its_reason_and_holds_no_more(ruth, mara, gym):
    end_plan(member=ruth, plan=gym.id, reason="They left the gym.")

    assert queries.plans(ruth, mara) == []
    (ended,) = queries.standings(ruth, mara)
    assert (ended.ended, ended.now.reason, ended.review_on) == (True, "They left the gym.", None)
    assert lines(ruth) == ["agreed", "ended"]


def test_each_line_of_the_ledger_holds_the_whole_version(ruth, mara, gym):
    entry = Entry.objects.get(what="boundaries.plan.agreed")

    assert ledger.verify_content(entry, ledger.canonical(queries.content(gym)))
    assert json.loads(entry.body)["facts"] == {"source": "told_me", "number": 1}


@pytest.mark.parametrize("act", ["change", "look", "end"])
def test_who_comes_second_is_told_what_holds_and_changes_nothing(ruth, mara, gym, act):
    current = agree_plan(
        member=ruth, client=mara, plan=a_plan(often="most_days"), on=APRIL, source="told_me", replaces=gym.id
    )

    acts = {
        "change": lambda: agree_plan(
            member=ruth, client=mara, plan=a_plan(), on=APRIL, source="told_me", replaces=gym.id
        ),
        "look": lambda: confirm_plan(member=ruth, plan=gym.id, on=APRIL, review_on=JUNE),
        "end": lambda: end_plan(member=ruth, plan=gym.id, reason="They left."),
    }

    with pytest.raises(ChangedMeanwhile) as told:
        acts[act]()

    assert told.value.current.id == current.id
    assert lines(ruth) == ["agreed", "changed"]


def test_an_ended_plan_is_neither_changed_nor_ended_again(ruth, mara, gym):
    ended = end_plan(member=ruth, plan=gym.id, reason="They left.")

    for shown in (gym.id, ended.id):
        with pytest.raises(ChangedMeanwhile):
            end_plan(member=ruth, plan=shown, reason="Again.")
        with pytest.raises(ChangedMeanwhile):
            agree_plan(member=ruth, client=mara, plan=a_plan(), on=APRIL, source="told_me", replaces=shown)


def test_a_change_is_not_dated_before_what_holds(ruth, mara, gym):
    with pytest.raises(BeforeCurrent) as early:
        agree_plan(member=ruth, client=mara, plan=a_plan(), on=date(2026, 3, 2), source="told_me", replaces=gym.id)

    assert early.value.since == MARCH


def test_what_is_sent_twice_lands_once(ruth, mara, gym):
    one, other, third = uuid4(), uuid4(), uuid4()
    told = {"member": ruth, "client": mara, "plan": a_plan(), "on": APRIL, "source": "told_me"}

    first = [agree_plan(**told, replaces=gym.id, id=one) for _ in range(2)]
    again = [confirm_plan(member=ruth, plan=one, on=APRIL, review_on=JUNE, id=other) for _ in range(2)]
    last = [end_plan(member=ruth, plan=other, reason="They left.", id=third) for _ in range(2)]

    assert [len({row.id for row in pair}) for pair in (first, again, last)] == [1, 1, 1]
    assert lines(ruth) == ["agreed", "changed", "held", "ended"]


def test_two_places_of_the_same_kind_are_two_plans(ruth, mara, gym):
    agree_plan(member=ruth, client=mara, plan=a_plan(named="The other pool"), on=APRIL, source="told_me")

    assert len(queries.plans(ruth, mara)) == 2


def test_a_plan_that_another_window_made_for_the_same_place_stops_a_second_one(ruth, mara, gym):
    told = {"member": ruth, "client": mara, "on": APRIL, "source": "told_me"}

    with pytest.raises(PlannedMeanwhile) as met:
        agree_plan(**told, plan=a_plan(), seen=0)
    agree_plan(**told, plan=a_plan(place="school"), seen=0)
    agree_plan(**told, plan=a_plan(), seen=2)

    assert met.value.current.id == gym.id
    assert [one.plan.place for one in queries.plans(ruth, mara)] == ["sport", "school", "sport"]


def test_another_practice_reaches_no_plan(ruth, omar, mara, gym):
    for act in (
        lambda: end_plan(member=omar, plan=gym.id, reason="Mine now."),
        lambda: confirm_plan(member=omar, plan=gym.id, on=APRIL, review_on=JUNE),
        lambda: queries.plan(omar, mara, gym.chain),
    ):
        with pytest.raises(NotFound):
            act()
    assert queries.plans(omar, mara) == []


def test_one_clients_plan_is_not_changed_from_anothers_file(ruth, mara, daniel, gym):
    with pytest.raises(NotFound):
        agree_plan(member=ruth, client=daniel, plan=a_plan(), on=APRIL, source="told_me", replaces=gym.id)


def test_the_database_itself_refuses_to_change_or_delete_a_version(ruth, mara, gym):
    for statement in ("UPDATE boundaries_overlapplan SET state = 'held'", "DELETE FROM boundaries_overlapplan"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)

    assert OverlapPlan.objects.get().state == "agreed"


def test_after_a_disposal_plans_are_erased_and_say_so(ruth, mara, gym, noon):
    disposal.destroy_key(member=ruth, client=mara, reason="retention")

    panel = queries.panel(ruth, mara, noon)

    assert [one.erased for one in panel.plans] == [True]
