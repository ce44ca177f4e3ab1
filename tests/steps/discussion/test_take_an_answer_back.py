"""Withdrawal: an accepted answer is taken back; it stays as it was given, and care goes on."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from tests.steps.discussion.test_acknowledge import talked
from waveback.ground import ledger
from waveback.ground.ledger.models import Entry
from waveback.people import queries as people
from waveback.steps.discussion import actions, queries


def words(response):
    return response.content.decode()


def today(ruth):
    return people.practice_time(ruth.practice, timezone.now()).date()


def withdraw(ruth, mara, row, **changed):
    told = {"words": "I would rather not.", "on": today(ruth), "factor": "password"}
    return actions.withdraw(member=ruth, client=mara, answer=row, **(told | changed))


def test_an_accepted_answer_is_taken_back_with_its_day_and_words(ruths_browser, ruth, mara, version):
    row = talked(ruth, mara, version)
    address = f"/clients/{mara.id}/talk/{row.id}/"
    assert "withdraw" in words(ruths_browser.get(address))

    done = ruths_browser.post(address + "withdraw/", {"on": today(ruth).isoformat(), "words": "I would rather not."})

    assert done["Location"] == address + "?said=discussion.withdrawn"
    copy = words(ruths_browser.get(address))
    assert "Withdrawn from" in copy and "I would rather not." in copy and "care goes on" in copy.lower()
    assert queries.standing(ruth, mara).state == queries.standings(ruth)[mara.id].state == "withdrawn"
    assert queries.acknowledgement(ruth, mara, row.id).state == "accepted"
    assert ledger.verify(ruth.practice_id) is None


def test_who_took_it_back_is_asked_again_when_something_matters_and_not_before(ruth, mara, version, publish):
    withdraw(ruth, mara, talked(ruth, mara, version))

    assert queries.standing(ruth, mara).due is None
    publish()
    assert queries.standing(ruth, mara).due == "material"


def test_a_later_answer_holds_again(ruth, mara, version):
    withdraw(ruth, mara, talked(ruth, mara, version))

    talked(ruth, mara, version)

    assert queries.standing(ruth, mara).state == "accepted"


def test_taking_it_back_twice_lands_once(ruth, mara, version):
    row = talked(ruth, mara, version)

    first, again = withdraw(ruth, mara, row), withdraw(ruth, mara, row)

    assert first == again
    assert Entry.objects.filter(what="discussion.withdrawn").count() == 1


@pytest.mark.parametrize("state", ["declined", "deferred"])
def test_what_was_not_accepted_cannot_be_taken_back(ruths_browser, ruth, mara, version, state):
    row = talked(ruth, mara, version, state=state, way="spoken")
    address = f"/clients/{mara.id}/talk/{row.id}/"

    refused = ruths_browser.post(address + "withdraw/", {"on": today(ruth).isoformat(), "words": "Kept"})

    assert refused.status_code == 409 and "Kept" in words(refused)
    assert "withdraw/" not in words(ruths_browser.get(address))


def test_a_superseded_answer_says_by_which_and_cannot_be_taken_back(ruths_browser, ruth, mara, version):
    older = talked(ruth, mara, version)
    newer = talked(ruth, mara, version, state="declined")

    copy = words(ruths_browser.get(f"/clients/{mara.id}/talk/{older.id}/"))

    assert "Superseded on" in copy and f"/talk/{newer.id}/" in copy
    with pytest.raises(actions.NothingToWithdraw):
        withdraw(ruth, mara, older)


@pytest.mark.parametrize(
    ("on", "sentence"),
    [
        ("", "Give the day on which they told you."),
        ("2999-01-01", "This day has not come yet."),
        ("2001-01-01", "The answer was given on"),
    ],
)
def test_a_day_that_cannot_be_is_answered_and_the_words_are_kept(ruths_browser, ruth, mara, version, on, sentence):
    row = talked(ruth, mara, version)

    refused = ruths_browser.post(f"/clients/{mara.id}/talk/{row.id}/withdraw/", {"on": on, "words": "Not any more"})

    assert refused.status_code == 422
    assert sentence in words(refused) and "Not any more" in words(refused)


@pytest.mark.parametrize("table", ["withdrawal", "asked", "signing", "greetfirst"])
def test_the_database_refuses_to_edit_or_remove_it(ruth, mara, version, table):
    from uuid import uuid4

    row = talked(ruth, mara, version)
    withdraw(ruth, mara, row)
    actions.ask_again(member=ruth, client=mara, words="", id=uuid4())
    actions.set_signing(member=ruth, client=mara, who="both", guardian_reads=True, reason="", seen=0)
    if table == "greetfirst":
        from waveback.steps.discussion.models import GreetFirst

        GreetFirst.objects.create(
            practice_id=ruth.practice_id, client_id=mara.id, version_id=version.id, recorded_by_id=ruth.id,
            text="t", signature={}, way="typed", language="en", on=today(ruth), recorded_at=timezone.now(), factor="x",
        )  # fmt: skip

    for sql in (f"UPDATE discussion_{table} SET practice_id = practice_id", f"DELETE FROM discussion_{table}"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)
