"""Where 42 CFR Part 2 applies, the client reads its notice before answering, and the answer keeps what was read."""

import html
from dataclasses import replace

import pytest
from django.urls import reverse

from waveback.people import actions as people
from waveback.people.rules import PART_TWO_NOTICE, PART_TWO_PRINTED
from waveback.steps.discussion import queries


def text(response):
    return html.unescape(response.content.decode())


def says(member, applies):
    practice = member.practice
    details = people.PracticeDetails(practice.name, practice.time_zone, practice.profession)
    people.change_practice(member=member, details=replace(details, part_two=applies))
    member.practice.refresh_from_db()


@pytest.fixture
def applies(ruth):
    says(ruth, True)


def read_back(room):
    return text(room.browser.get(room.address("read_back")))


def test_it_is_off_until_the_owner_says_so(room):
    room.begin()
    assert PART_TWO_NOTICE not in read_back(room)


def test_it_is_read_before_answering_and_kept_with_the_answer(applies, room, ruth, mara):
    room.begin()
    assert PART_TWO_NOTICE in read_back(room)

    room.answer()
    room.record()

    kept = queries.acknowledgements(ruth, mara)[0]
    assert kept.further["notice"] == PART_TWO_NOTICE


def test_the_answer_and_its_copy_show_it_also_once_it_no_longer_applies(applies, room, ruth, mara):
    room.begin()
    room.answer()
    room.record()
    kept = queries.acknowledgements(ruth, mara)[0]
    says(ruth, False)

    assert PART_TWO_NOTICE in text(room.browser.get(reverse("discussion:acknowledgement", args=[mara.pk, kept.pk])))


def test_an_answer_from_a_page_that_did_not_show_it_is_asked_for_again(room, ruth, mara):
    room.begin()
    shown = room.browser.get(room.address("read_back")).context["form"]
    hidden = {field.name: field.value() for field in shown.hidden_fields() if field.value() is not None}
    says(ruth, True)

    given = {"state": "accepted", "way": "typed", "name": "Mara Lindqvist", "consents": "on", "go": "next"}
    given["opened"] = shown.opening
    sent = room.browser.post(room.address("read_back"), hidden | given)

    assert sent.status_code == 409
    assert PART_TWO_NOTICE in text(sent)
    assert not room.talk.answers.get("answer")


def test_every_print_of_a_file_says_that_it_may_not_be_passed_on(applies, ruths_browser, mara):
    page = ruths_browser.get(f"/clients/{mara.pk}/")
    assert PART_TWO_PRINTED in text(page)


def test_no_print_says_so_where_the_rule_does_not_apply(ruths_browser, mara):
    assert PART_TWO_PRINTED not in text(ruths_browser.get(f"/clients/{mara.pk}/"))


def test_the_owner_says_so_in_settings(ruths_browser, ruth):
    kept = {"name": "Lakeside", "time_zone": "Europe/London", "profession": "bacp"}
    ruths_browser.post("/settings/", kept | {"part_two": "on"})
    ruth.practice.refresh_from_db()
    assert ruth.practice.part_two

    ruths_browser.post("/settings/", kept)
    ruth.practice.refresh_from_db()
    assert not ruth.practice.part_two
