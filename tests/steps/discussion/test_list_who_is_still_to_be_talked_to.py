"""Who is still to be talked to: why, what changed, who comes soonest; and asking to go over it again."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from tests.conftest import _opened
from tests.days import BY_THE_LAKE
from tests.steps.discussion.test_acknowledge import talked
from waveback.ground import ledger
from waveback.ground.ledger.models import Entry
from waveback.people import actions as people
from waveback.steps.discussion import actions, queries, rules
from waveback.steps.discussion.rules import Answer, Published

V1, V2 = Published(1, True), Published(2, True)


def at(month, day):
    return datetime(2026, month, day, 12, tzinfo=UTC)


def words(response):
    return response.content.decode()


@pytest.mark.parametrize(
    ("known", "why"),
    [
        ({"asked_at": at(3, 4)}, ("asked",)),
        ({"asked_at": at(3, 2)}, ()),
        ({"eighteen_on": at(3, 5).date()}, ("majority",)),
        ({"eighteen_on": at(3, 7).date()}, ()),
        ({"eighteen_on": at(3, 1).date()}, ()),
    ],
)
def test_asked_for_and_turned_eighteen_are_reasons_from_their_day_on(known, why):
    answer = Answer("accepted", 1, at(3, 3), rules.GUARDIAN)

    assert rules.standing(answer, [V1], at(3, 6), **known).reasons == why


def test_the_client_who_signed_alone_is_not_due_at_eighteen():
    answer = Answer("accepted", 1, at(3, 3), rules.MINOR)

    assert rules.standing(answer, [V1], at(3, 6), eighteen_on=at(3, 5).date()).due is None


@pytest.mark.parametrize(
    ("signed_at", "why"),
    [
        (datetime(2026, 3, 5, 2, tzinfo=UTC), ("majority",)),  # the evening before the birthday, by the lake
        (datetime(2026, 3, 5, 18, tzinfo=UTC), ()),
    ],
)
def test_days_are_counted_by_the_practices_calendar_and_not_by_utc(signed_at, why):
    """Near midnight UTC is a day ahead: what a guardian signed on the last evening stays a guardian's."""
    answer = Answer("accepted", 1, signed_at, rules.GUARDIAN)
    now = at(3, 6).astimezone(BY_THE_LAKE)

    assert rules.standing(answer, [V1], now, eighteen_on=at(3, 5).date()).reasons == why


def test_six_months_are_over_on_the_practices_own_day():
    answer = Answer("accepted", 1, datetime(2026, 3, 5, 18, tzinfo=UTC))
    last_evening = datetime(2026, 9, 5, 2, tzinfo=UTC).astimezone(BY_THE_LAKE)

    assert rules.standing(answer, [V1], last_evening).reasons == ()
    assert rules.standing(answer, [V1], last_evening + timedelta(hours=4)).reasons == ("six_months",)


def test_every_reason_is_told_and_the_weightiest_comes_first():
    stands = rules.standing(Answer("accepted", 1, at(3, 3)), [V1, V2], at(9, 9), asked_at=at(4, 1))

    assert stands.reasons == ("material", "asked", "six_months")
    assert stands.due == "material"


def test_what_changed_is_told_for_every_material_version_since_once():
    versions = [
        (1, True, "A first edition."),
        (2, False, "A comma."),
        (3, True, "Saying hello\nPlaces"),
        (4, True, "Places"),
    ]

    assert rules.changes_since(1, versions) == ["Saying hello", "Places"]
    assert rules.changes_since(4, versions) == []


def test_everybody_is_listed_once_there_is_a_policy(ruths_browser, ruth, mara, daniel, version):
    shown = words(ruths_browser.get("/talk/"))

    assert "Mara Lindqvist" in shown and "Dan Okafor" in shown
    assert "Never talked through" in shown
    assert f"/clients/{mara.id}/talk/" in shown


def test_without_a_policy_the_list_says_to_write_one(ruths_browser, mara):
    assert "Publish a version first" in words(ruths_browser.get("/talk/"))


def test_a_new_version_says_what_it_changed(ruths_browser, ruth, mara, version, publish):
    talked(ruth, mara, version)
    publish()

    (row,) = queries.still_to_talk(ruth, timezone.now()).rows

    assert (row.client, row.standing.due) == (mara, "material")
    assert row.changes
    assert row.changes[0] in words(ruths_browser.get("/talk/"))
    assert row.changes[0] in words(ruths_browser.get(f"/clients/{mara.id}/talk/"))


def test_whoever_comes_soonest_stands_first_and_the_list_can_be_narrowed(ruth, mara, daniel, version):
    now = timezone.now()
    talked(ruth, mara, version, state="deferred", way="spoken")
    people.schedule_session(member=ruth, client=daniel, starts_at=now + timedelta(days=9), minutes=50)
    people.schedule_session(member=ruth, client=mara, starts_at=now + timedelta(days=2), minutes=50)

    listed = queries.still_to_talk(ruth, now)

    assert [row.client for row in listed.rows] == [mara, daniel]
    assert listed.counts["never"] == listed.counts["deferred"] == 1
    assert [row.client for row in queries.still_to_talk(ruth, now, "never").rows] == [daniel]


def test_the_list_takes_the_same_queries_for_many_as_for_one(ruth, mara, version, django_assert_max_num_queries):
    now = timezone.now()
    with django_assert_max_num_queries(13):
        queries.still_to_talk(ruth, now)
    for number in range(12):
        _opened(ruth, legal_name=f"Somebody {number}")
    with django_assert_max_num_queries(13):
        assert queries.still_to_talk(ruth, now).total == 13


def test_a_hundred_stand_on_a_page(ruth, mara, version):
    for number in range(4):
        _opened(ruth, legal_name=f"Somebody {number}")
    now = timezone.now()

    pages = [queries.still_to_talk(ruth, now, page=number, most=2) for number in (1, 2, 3, 99)]

    assert [len(page.rows) for page in pages] == [2, 2, 1, 1]
    assert len({row.client.pk for page in pages for row in page.rows}) == 5


def test_an_unknown_reason_or_page_shows_everybody(ruths_browser, mara, version):
    for odd in ("?why=nothing", "?page=-1", "?page=²", "?page=999999999999999999999", "?why=never&page=0"):
        shown = ruths_browser.get("/talk/" + odd)
        assert shown.status_code == 200 and "Mara Lindqvist" in words(shown)


def test_another_practice_has_its_own_list(omars_browser, mara, version):
    assert "Mara" not in words(omars_browser.get("/talk/"))


def test_asking_again_puts_the_client_on_the_list_until_the_next_answer(ruths_browser, ruth, mara, version):
    talked(ruth, mara, version)
    assert queries.standing(ruth, mara).due is None
    page = ruths_browser.get(f"/clients/{mara.id}/talk/")
    form = page.context["again"]

    done = ruths_browser.post(
        f"/clients/{mara.id}/talk/again/", {"id": form["id"].value(), "words": "What about the gym?"}
    )

    assert done.status_code == 303
    assert queries.standing(ruth, mara).due == queries.standings(ruth)[mara.id].due == "asked"
    assert "What about the gym?" in words(ruths_browser.get(f"/clients/{mara.id}/talk/"))
    talked(ruth, mara, version)
    assert queries.standing(ruth, mara).due is None


def test_asking_twice_with_one_form_lands_once_and_is_entered_once(ruth, mara, version):
    talked(ruth, mara, version)
    one = uuid4()

    first = actions.ask_again(member=ruth, client=mara, words="The gym", id=one)
    again = actions.ask_again(member=ruth, client=mara, words="The gym", id=one)

    assert first == again
    assert Entry.objects.filter(what="discussion.asked_again").count() == 1
    assert ledger.verify(ruth.practice_id) is None
