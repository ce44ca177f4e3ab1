"""Greeting first: only where the policy offers it, on the client's own written word, until either of them ends it."""

from datetime import date
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError

from tests.conftest import _opened
from waveback.ground.ledger import queries as entries
from waveback.steps.client_leads import actions, queries
from waveback.steps.client_leads.rules import choices
from waveback.steps.policy import actions as policy
from waveback.steps.policy import queries as policies

TODAY = date(2026, 11, 23)


def publish(ruth, option):
    revision = policies.live(ruth.practice).revision
    answer = {"option": option, "own_words": ""}
    revision = policy.answer_clause(member=ruth, number="1", answer=answer, revision=revision)
    policy.publish_version(member=ruth, revision=revision, material=True)


@pytest.fixture
def offered(ruth):
    publish(ruth, "opt_in")


def allow(ruth, mara, evidence=None):
    return actions.allow_greet_first(member=ruth, client=mara, evidence=evidence or uuid4(), on=TODAY)


def entered(client, state):
    return (
        entries.client_entries(client.practice_id, client.pk).filter(what=f"client_leads.greet_first.{state}").count()
    )


@pytest.mark.parametrize("option", ["client", "nod"])
def test_it_is_refused_where_the_policy_does_not_offer_it(ruth, mara, option):
    with pytest.raises(actions.NotAllowed):
        allow(ruth, mara)
    publish(ruth, option)
    with pytest.raises(actions.NotAllowed):
        allow(ruth, mara)

    assert queries.greet_first(ruth, mara) is None


def test_it_holds_on_the_evidence_of_what_the_client_signed(ruth, mara, offered):
    evidence = uuid4()

    row = allow(ruth, mara, evidence)

    assert queries.greet_first(ruth, mara) == row
    assert row.evidence == evidence
    assert entered(mara, "allowed") == 1
    assert queries.pocket_line(ruth, mara).startswith("You may greet first, only if they are alone.")


def test_the_same_evidence_lands_once_and_another_is_told_that_it_holds_already(ruth, mara, offered):
    evidence = uuid4()
    row = allow(ruth, mara, evidence)

    assert allow(ruth, mara, evidence) == row
    with pytest.raises(actions.AllowedAlready):
        allow(ruth, mara)


def test_who_wants_no_contact_cannot_be_greeted_first(ruth, mara, offered):
    actions.set_wishes(
        member=ruth, client=mara, choices=choices({"unsafe": True}), on=TODAY, source="told_me", seen=None
    )

    with pytest.raises(actions.NotAllowed):
        allow(ruth, mara)


def test_it_ends_for_a_reason_and_may_be_asked_for_again(ruth, mara, offered):
    allow(ruth, mara)

    ended = actions.end_greet_first(member=ruth, client=mara, on=TODAY, reason=" They would rather lead. ")

    assert queries.greet_first(ruth, mara) is None
    assert ended.reason == "They would rather lead."
    assert entered(mara, "ended") == 1
    assert allow(ruth, mara).turn == 3


def test_what_does_not_hold_cannot_end(ruth, mara, offered):
    with pytest.raises(actions.NotOptedIn):
        actions.end_greet_first(member=ruth, client=mara, on=TODAY, reason="No.")


def test_it_rests_once_a_later_policy_no_longer_offers_it(ruth, mara, noon, offered):
    allow(ruth, mara)
    publish(ruth, "client")

    panel = queries.panel(ruth, mara, noon)

    assert panel.resting
    assert "greet first" not in panel.pocket


def test_who_later_wants_no_contact_is_no_longer_said_to_be_greeted_first(ruths_browser, ruth, mara, offered):
    allow(ruth, mara)
    unsafe = choices({"unsafe": True})
    actions.set_wishes(member=ruth, client=mara, choices=unsafe, on=TODAY, source="told_me", seen=None)

    shown = ruths_browser.get(f"/clients/{mara.pk}/wishes/").content.decode()

    assert "You may greet first" not in shown
    assert "Now they want no contact, and that comes first." in shown


def test_a_file_of_two_says_that_each_chose_for_themselves(ruths_browser, ruth, noon, offered):
    both = _opened(ruth, legal_name="The Lindqvists", kind="couple")

    panel = queries.panel(ruth, both, noon)
    shown = ruths_browser.get(f"/clients/{both.pk}/wishes/").content.decode()

    assert panel.together and not panel.may_greet_first
    assert queries.pocket_line(ruth, both).startswith("No sign unless they say hello. Each of them")
    assert "Each person of this file chose for themselves" in shown and "Not asked yet" not in shown


@pytest.mark.parametrize(
    "statement", ["UPDATE client_leads_greetfirst SET turn = 9", "DELETE FROM client_leads_greetfirst"]
)
def test_the_database_refuses_to_change_or_take_it_away(ruth, mara, offered, statement):
    allow(ruth, mara)

    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_the_file_shows_it_and_ending_it_asks_why(ruths_browser, ruth, mara, offered):
    allow(ruth, mara)
    address = f"/clients/{mara.pk}/wishes/greeting-first/end/"

    assert "You may greet first" in ruths_browser.get(f"/clients/{mara.pk}/wishes/").content.decode()
    silent = ruths_browser.post(address, {"reason": " "})
    ended = ruths_browser.post(address, {"reason": "They asked."})

    assert silent.status_code == 422
    assert "Write in a few words why it ends." in silent.content.decode()
    assert (ended.status_code, queries.greet_first(ruth, mara)) == (303, None)
    assert ruths_browser.post(address, {"reason": "Twice."}).status_code == 303


def test_another_practice_cannot_end_it(omars_browser, ruth, mara, offered):
    allow(ruth, mara)

    answer = omars_browser.post(f"/clients/{mara.pk}/wishes/greeting-first/end/", {"reason": "Mine."})

    assert answer.status_code == 404
    assert queries.greet_first(ruth, mara) is not None
