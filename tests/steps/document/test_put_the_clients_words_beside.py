"""The client's own account, and the corrections they ask for: beside the note, signed, and never in its place."""

from datetime import UTC, datetime, timedelta
from html import unescape
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from tests.steps.run_ins import PROOF, captured, drafted, said_by_client, signed
from waveback.ground import ledger
from waveback.ground.acts import act
from waveback.ground.ledger import queries as entries
from waveback.people import queries as people
from waveback.steps.document import actions, queries, record
from waveback.steps.document.models import ClientText


def lines(client, what):
    return list(entries.client_entries(client.practice_id, client.pk).filter(what=what))


def answered(member, run_in, asked, *, accepted=True, text="It was her brother.", **given):
    return actions.answer_client(
        member=member, run_in=run_in, asked=asked, accepted=accepted, text=text, proof=PROOF, **given
    )


def text(response):
    return unescape(response.content.decode())


def refused(sql):
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)
    except DatabaseError:
        return True
    return False


def test_an_account_names_the_note_by_its_hash_and_is_signed_on_its_own(ruth, mara):
    run_in = signed(ruth, mara)

    row = said_by_client(ruth, run_in)

    from waveback.steps.document import rules

    assert rules.sha256(run_in.signed_text) in row.signed_text
    assert (row.number, row.kind, row.signed_name) == (1, "account", "Ruth Adeyemi, PhD")
    (entry,) = lines(mara, "document.account.attached")
    assert ledger.verify_content(entry, row.signed_text)
    assert "glad" not in str(entry.facts)


def test_sent_twice_it_lands_once(ruth, mara):
    run_in, key = signed(ruth, mara), uuid4()

    assert said_by_client(ruth, run_in, text_id=key).pk == said_by_client(ruth, run_in, text_id=key).pk
    assert ClientText.objects.count() == 1


def test_it_joins_the_act_of_whoever_signs_the_revisit(ruth, mara):
    run_in = signed(ruth, mara)

    with act():
        first = said_by_client(ruth, run_in)
        second = said_by_client(ruth, run_in, text_id=first.pk)

    assert first.pk == second.pk
    assert len(lines(mara, "document.account.attached")) == 1


def test_only_a_signed_note_that_stands_takes_the_clients_words(ruth, mara):
    for run_in in (captured(ruth, mara), drafted(ruth, mara)):
        with pytest.raises(actions.NotSigned):
            said_by_client(ruth, run_in)
    wrong = signed(ruth, mara)
    actions.enter_in_error(member=ruth, run_in=wrong, reason="Somebody else's.", proof=PROOF)
    with pytest.raises(actions.NotSigned):
        said_by_client(ruth, wrong)


def test_it_cannot_be_said_before_the_run_in_nor_tomorrow(ruth, mara):
    run_in = signed(ruth, mara)
    happened = people.practice_time(ruth.practice, run_in.happened_at).date()
    today = people.practice_time(ruth.practice, datetime.now(UTC)).date()

    for day in (happened - timedelta(days=1), today + timedelta(days=1)):
        with pytest.raises(actions.NotThatDay):
            said_by_client(ruth, run_in, given_on=day)


@pytest.mark.parametrize(
    ("accepted", "heading"), [(True, "Accepted: the correction"), (False, "Not accepted: the reason")]
)
def test_a_request_for_correction_is_answered_beside_it_and_the_note_stays(ruth, mara, accepted, heading):
    run_in = signed(ruth, mara)
    asked = said_by_client(ruth, run_in, "amendment", "That was my brother, not my partner.")

    answered(ruth, run_in, asked, accepted=accepted)

    shown = record.of(ruth, queries.run_in(ruth, run_in.pk))
    (beside,) = shown["beside"]
    assert (beside.text, beside.answer.heading) == ("That was my brother, not my partner.", heading)
    assert shown["seal"].whole
    assert shown["seal"].beside == 2
    assert queries.run_in(ruth, run_in.pk).signed_text == run_in.signed_text


def test_a_request_is_answered_once(ruth, mara):
    run_in = signed(ruth, mara)
    asked = said_by_client(ruth, run_in, "amendment")
    answered(ruth, run_in, asked)

    with pytest.raises(actions.AlreadyAnswered):
        answered(ruth, run_in, asked, accepted=False)

    assert len(lines(mara, "document.amendment.answered")) == 1


def test_no_sql_changes_or_deletes_what_the_client_said(ruth, mara):
    said_by_client(ruth, signed(ruth, mara))

    assert refused("UPDATE document_clienttext SET kind = 'amendment'")
    assert refused("DELETE FROM document_clienttext")


def test_a_missing_or_changed_text_is_noticed(ruth, mara):
    run_in = signed(ruth, mara)
    said_by_client(ruth, run_in)
    rows = queries.client_texts(ruth, run_in)
    chain = record.lines_about(run_in, rows)

    assert record.seal(run_in, [], chain, []).broken == "Something that stood beside this note is missing."
    rows[0].text = "I was not glad."
    assert record.seal(run_in, [], chain, rows).broken == "What stands beside this note is not as it was signed."


def test_the_page_takes_an_account_and_shows_it_on_screen_and_in_print(ruths_browser, ruth, mara):
    run_in = signed(ruth, mara)
    day = people.practice_time(ruth.practice, run_in.happened_at).date().isoformat()
    told = {"text_id": uuid4(), "kind": "account", "text": "I hid behind the shelves.", "given_on": day}

    page = ruths_browser.post(f"/run-ins/{run_in.pk}/words/", told, follow=True)

    assert "I hid behind the shelves." in text(page)
    printed = text(ruths_browser.post(f"/run-ins/{run_in.pk}/print/"))
    assert "The client’s own account" in printed
    assert "I hid behind the shelves." in printed


def test_a_correction_asked_for_leads_to_its_answer(ruths_browser, ruth, mara):
    run_in = signed(ruth, mara)
    day = people.practice_time(ruth.practice, run_in.happened_at).date().isoformat()
    told = {"text_id": uuid4(), "kind": "amendment", "text": "It was my brother.", "given_on": day}

    response = ruths_browser.post(f"/run-ins/{run_in.pk}/words/", told)

    path = response["Location"].partition("?")[0]
    assert "Not answered yet" in text(ruths_browser.get(f"/run-ins/{run_in.pk}/"))
    page = ruths_browser.post(path, {"text_id": uuid4(), "decision": "declined", "text": "I saw it so."}, follow=True)
    assert "Not accepted: the reason" in text(page)
    assert "I saw it so." in text(page)
    assert "document.answered_before" in ruths_browser.get(path)["Location"]


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"kind": ""}, "Choose what it is."),
        ({"text": ""}, "Write what the client said."),
        ({"given_on": ""}, "Give the day on which they said it."),
        ({"given_on": "2001-01-01"}, "Give a day between the run-in and today."),
    ],
)
def test_bad_input_keeps_what_was_typed(ruths_browser, ruth, mara, given, sentence):
    run_in = signed(ruth, mara)
    day = people.practice_time(ruth.practice, run_in.happened_at).date().isoformat()
    told = {"text_id": uuid4(), "kind": "account", "text": "I hid.", "given_on": day} | given

    page = ruths_browser.post(f"/run-ins/{run_in.pk}/words/", told)

    assert page.status_code == 422
    assert sentence in text(page)
    assert told["text"] in text(page)


def test_requests_wait_until_they_are_answered(ruth, omar, mara, daniel, django_assert_num_queries):
    first, second, third = signed(ruth, mara), signed(ruth, mara), signed(ruth, daniel)
    said_by_client(ruth, first)
    waiting, done = said_by_client(ruth, first, "amendment"), said_by_client(ruth, second, "amendment")
    answered(ruth, second, done)
    said_by_client(ruth, third, "amendment")
    actions.enter_in_error(member=ruth, run_in=queries.run_in(ruth, third.pk), reason="x", proof=PROOF)

    with django_assert_num_queries(1):
        assert [row.pk for row in queries.unanswered(ruth)] == [waiting.pk]
    assert [row.pk for row in queries.unanswered(ruth, mara)] == [waiting.pk]
    assert queries.unanswered(ruth, daniel) == queries.unanswered(omar) == []
    assert queries.client_text_counts(ruth, mara) == {first.pk: 2, second.pk: 1}


def test_run_ins_are_counted_by_client_since_a_moment(ruth, omar, mara, daniel, django_assert_num_queries):
    now = datetime.now(UTC)
    captured(ruth, mara)
    signed(ruth, mara)
    captured(ruth, mara, happened_at=now - timedelta(days=100))
    captured(ruth, daniel)
    captured(ruth, None, who="Red bicycle")
    wrong = signed(ruth, daniel)
    actions.enter_in_error(member=ruth, run_in=wrong, reason="x", proof=PROOF)

    with django_assert_num_queries(1):
        assert queries.count_since(ruth, now - timedelta(days=90)) == {mara.pk: 2, daniel.pk: 1}
    assert queries.count_since(omar, now - timedelta(days=90)) == {}
