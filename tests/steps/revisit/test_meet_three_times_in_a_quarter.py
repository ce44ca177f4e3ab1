"""Three run-ins with one client within 92 days suggest a plan, or supervision; an answer holds until the next one."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from tests.days import today
from tests.steps.run_ins import captured
from waveback.people import actions as people
from waveback.steps.boundaries import actions as boundaries
from waveback.steps.boundaries import rules as overlaps
from waveback.steps.revisit import actions, queries


def met(member, client, *days_ago):
    now = datetime.now(UTC)
    for days in days_ago:
        captured(member, client, happened_at=now - timedelta(days=days, hours=1))


def now():
    return datetime.now(UTC)


def answer(member, client, kind="not_now", **given):
    told = {"on": date(2026, 11, 23), "words": "", "id": uuid4()} | given
    return actions.answer_repeat(member=member, client=client, kind=kind, **told)


def test_three_in_a_quarter_suggest_a_plan(ruth, mara, daniel):
    met(ruth, mara, 1, 40, 91)
    met(ruth, daniel, 1, 2)

    (repeat,) = queries.repeats(ruth, now()).values()

    assert (repeat.client_id, repeat.count, repeat.suggests) == (mara.pk, 3, "plan")


def test_the_fourth_month_no_longer_counts(ruth, mara):
    met(ruth, mara, 1, 40, 92)

    assert queries.repeats(ruth, now()) == {}


def test_where_a_plan_holds_supervision_is_suggested(ruth, mara):
    met(ruth, mara, 1, 2, 3)
    agreed = overlaps.plan({"place": "sport", "often": "weekly", "they_words": "Nod.", "i_words": "Nod."})
    boundaries.agree_plan(member=ruth, client=mara, plan=agreed, on=today(), source="told_me")

    assert queries.repeats(ruth, now())[mara.pk].suggests == "supervision"


@pytest.mark.parametrize("kind", ["plan", "supervision", "not_now"])
def test_an_answer_holds_until_the_next_run_in(ruth, mara, kind):
    met(ruth, mara, 1, 2, 3)

    answer(ruth, mara, kind, words="Said in supervision.")
    assert queries.repeats(ruth, now()) == {}

    met(ruth, mara, 10)  # put down late, but put down now
    assert queries.repeats(ruth, now())[mara.pk].count == 4
    assert [one.words for one in queries.repeat_answers(ruth, mara)] == ["Said in supervision."]


def test_an_answer_sent_twice_lands_once_and_stays(ruth, mara):
    again = uuid4()
    for _ in range(2):
        answer(ruth, mara, id=again)

    assert len(queries.repeat_answers(ruth, mara)) == 1
    for sql in ("DELETE FROM revisit_repeatanswer", "UPDATE revisit_repeatanswer SET practice_id = practice_id"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)


def test_an_answer_is_one_of_three(ruth, mara):
    with pytest.raises(actions.BadEntry):
        answer(ruth, mara, "perhaps")


def test_files_that_have_ended_and_other_practices_are_left_out(ruth, omar, mara):
    met(ruth, mara, 1, 2, 3)
    assert queries.repeats(omar, now()) == {}

    people.end_client(member=ruth, client=mara, at=now())

    assert queries.repeats(ruth, now()) == {}


def test_it_takes_three_queries_however_many_there_are(ruth, mara, daniel, django_assert_num_queries):
    met(ruth, mara, 1, 2, 3)
    met(ruth, daniel, 1, 2, 3, 4)

    with django_assert_num_queries(3):
        assert len(queries.repeats(ruth, now())) == 2
