"""Wishes are looked at again after a run-in or six months; one tap keeps them as they are."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from waveback.people import actions as people
from waveback.steps.client_leads import actions, queries
from waveback.steps.client_leads.rules import choices

DAY = date(2026, 11, 23)


def set_for(ruth, client, **given):
    held = queries.wishes(ruth, client)
    return actions.set_wishes(
        member=ruth, client=client, choices=choices(given), on=DAY, source="told_me", seen=held.pk if held else None
    )


def test_a_run_in_since_makes_them_due_and_six_months_do(ruth, mara, daniel):
    set_for(ruth, mara)
    set_for(ruth, daniel)
    now = timezone.now()

    assert queries.reviews_due(ruth, now) == {}
    assert queries.reviews_due(ruth, now, {mara.pk: now + timedelta(minutes=1)}) == {mara.pk: "run_in"}
    assert queries.reviews_due(ruth, now + timedelta(days=200)) == {mara.pk: "six_months", daniel.pk: "six_months"}


def test_who_was_never_asked_and_whose_work_has_ended_is_left_out(ruth, mara, daniel):
    set_for(ruth, mara)
    people.end_client(member=ruth, client=mara, at=timezone.now())

    assert queries.reviews_due(ruth, timezone.now() + timedelta(days=400)) == {}


def test_many_clients_take_one_query(ruth, mara, daniel, django_assert_num_queries):
    set_for(ruth, mara)
    set_for(ruth, daniel)

    with django_assert_num_queries(1):
        queries.reviews_due(ruth, timezone.now())


def test_keeping_them_is_a_turn_of_its_own_and_makes_them_fresh(ruth, mara):
    first = set_for(ruth, mara, acknowledge="no")

    kept = actions.confirm_wishes(member=ruth, client=mara, seen=first.pk, on=DAY)

    assert (kept.turn, kept.source, kept.choices) == (2, "confirmed", first.choices)


def test_what_was_changed_meanwhile_is_not_confirmed(ruth, mara):
    first = set_for(ruth, mara)
    set_for(ruth, mara, acknowledge="no")

    with pytest.raises(actions.SetMeanwhile):
        actions.confirm_wishes(member=ruth, client=mara, seen=first.pk, on=DAY)


def test_there_must_be_something_to_confirm(ruth, mara):
    with pytest.raises(actions.SetMeanwhile):
        actions.confirm_wishes(member=ruth, client=mara, seen=uuid4(), on=DAY)


def test_one_tap_keeps_them_and_sent_twice_it_lands_once(ruths_browser, ruth, mara):
    held = set_for(ruth, mara)
    sent = {"seen": str(held.pk), "id": str(uuid4())}

    answers = [ruths_browser.post(f"/clients/{mara.pk}/wishes/confirm/", sent) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [303, 303]
    assert queries.history(ruth, mara).count() == 2


def test_an_overtaken_tap_says_that_nothing_was_confirmed(ruths_browser, ruth, mara):
    first = set_for(ruth, mara)
    set_for(ruth, mara, acknowledge="no")

    answer = ruths_browser.post(f"/clients/{mara.pk}/wishes/confirm/", {"seen": str(first.pk), "id": str(uuid4())})

    assert answer.status_code == 409
    assert "nothing was confirmed" in answer.content.decode()
    assert queries.history(ruth, mara).count() == 2


def test_the_history_says_what_changed_from_one_time_to_the_next(ruth, mara):
    set_for(ruth, mara, acknowledge="yes", introduction="a friend")
    set_for(ruth, mara, acknowledge="yes", introduction="an old colleague", cues=["may_not_hear"])

    newest, oldest = queries.told_history(ruth, mara)

    assert newest.changed == [
        ("private", "Will probably call me", "a friend", "an old colleague"),
        ("plain", "Hearing, sight, sign", "Not said", "May not hear me: wait until they see me."),
    ]
    assert oldest.changed == []


def test_the_whole_form_keeps_situations_cues_and_who_is_unsafe(ruths_browser, ruth, mara):
    sent = {
        "acknowledge": "yes", "greeting": "hi", "unsafe": "", "on": "2026-11-23", "id": str(uuid4()), "seen": "",
        "friends_acknowledge": "no", "work_greeting": "nod", "cues": ["may_not_hear"], "spoken_name": "Sam, they",
        "touch": "none", "card": "on",
    }  # fmt: skip

    answer = ruths_browser.post(f"/clients/{mara.pk}/wishes/", sent)
    held = queries.wishes(ruth, mara).choices

    assert answer.status_code == 303
    assert held.situations["friends"].acknowledge == "no"
    assert held.situations["work"].greeting == "nod"
    assert (held.cues, held.spoken_name, held.touch, held.card) == (("may_not_hear",), "Sam, they", "none", True)


def test_a_contradiction_between_situations_is_told_beside_its_field(ruths_browser, ruth, mara):
    sent = {"acknowledge": "no", "friends_greeting": "nod", "on": "2026-11-23", "id": str(uuid4()), "seen": ""}

    answer = ruths_browser.post(f"/clients/{mara.pk}/wishes/", sent)

    assert answer.status_code == 422
    assert "Choose first what to do there" in answer.content.decode()
    assert 'id="id_friends_acknowledge_error"' in answer.content.decode()


def test_where_nothing_was_set_there_is_nothing_to_confirm(ruths_browser, mara):
    page = ruths_browser.get(f"/clients/{mara.pk}/wishes/").content.decode()

    assert "Not asked yet." in page
    assert "nothing changed" not in page
