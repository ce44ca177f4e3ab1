"""Couples and groups: each person answers and chooses for themselves, in one file."""

import json
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from tests.conftest import _opened
from tests.steps.discussion.conftest import Room
from waveback.ground.ledger.models import Entry
from waveback.steps.client_leads import queries as wishes
from waveback.steps.discussion import actions, queries


def words(response):
    return response.content.decode()


@pytest.fixture
def couple(ruth):
    return _opened(ruth, legal_name="Ito and Marsh", kind="couple")


@pytest.fixture
def two(ruth, couple):
    return [
        actions.add_participant(member=ruth, client=couple, label=label, id=uuid4())
        for label in ("Partner A", "Partner B")
    ]


@pytest.fixture
def couples_room(ruths_browser, ruth, couple, version):
    return Room(ruths_browser, ruth, couple)


class WithOne(Room):
    """The talk-through with one person of the file."""

    def __init__(self, room, person):
        super().__init__(room.browser, room.member, room.client)
        self.person = person

    @property
    def talk(self):
        return queries.paused(self.member, self.client, self.person)


def answered(room, person, **fields):
    one = WithOne(room, person)
    one.begin(person=str(person.id))
    one.send("greeting", greeting=fields.pop("greeting", "nod"))
    one.answer(name=person.label, **fields)
    one.record()


def test_a_couple_is_named_first(couples_room, couple):
    assert couples_room.begin()["Location"] == f"/clients/{couple.id}/talk/people/"
    assert "name them first" in words(couples_room.browser.get(couples_room.home))

    shown = couples_room.browser.get(f"{couples_room.home}people/").context["form"]
    added = couples_room.browser.post(
        f"{couples_room.home}people/", {"label": "  Partner   A ", "id": shown["id"].value()}
    )

    assert added.status_code == 303
    assert [one.label for one in queries.participants(couples_room.member, couple)] == ["Partner A"]


def test_the_file_stands_where_the_least_of_them_stands(couples_room, ruth, couple, two):
    assert queries.standing(ruth, couple).due == "never"

    answered(couples_room, two[0])

    stands = queries.standing(ruth, couple)
    assert (stands.state, stands.due, stands.missing) == ("never", "never", (two[1].id,))
    assert queries.standings(ruth)[couple.id].due == "never"
    shown = words(couples_room.browser.get(couples_room.home))
    assert "Partner A" in shown and "Never talked through" in shown

    answered(couples_room, two[1], state="declined")

    stands = queries.standing(ruth, couple)
    assert (stands.state, stands.due, stands.missing) == ("declined", None, ())


def test_each_ones_wishes_stand_with_their_own_answer(couples_room, ruth, couple, two):
    answered(couples_room, two[0], greeting="nod")
    answered(couples_room, two[1], greeting="smile")

    rows = {row.participant.label: row for row in queries.acknowledgements(ruth, couple)}
    assert rows["Partner A"].further["choices"]["greeting"] == "nod"
    assert rows["Partner B"].further["choices"]["greeting"] == "smile"
    assert wishes.wishes(ruth, couple) is None
    shown = words(couples_room.browser.get(couples_room.home))
    assert "I greet you back with a nod." in shown and "I greet you back with a smile." in shown


def test_one_persons_newer_answer_supersedes_their_own_alone(couples_room, ruth, couple, two):
    answered(couples_room, two[0])
    answered(couples_room, two[1])
    answered(couples_room, two[0], greeting="hi")

    told = {(one.row.participant.label, one.row.turn): one.superseded_by for one in queries.answered(ruth, couple)}

    assert told["Partner A", 1].turn == 3
    assert told["Partner B", 2] is None and told["Partner A", 3] is None


def test_what_one_chose_before_is_where_their_next_talk_begins(couples_room, ruth, couple, two):
    answered(couples_room, two[0], greeting="hi")

    again = actions.begin(member=ruth, client=couple, version=queries.newest_version(ruth), participant=two[0])
    other = actions.begin(member=ruth, client=couple, version=queries.newest_version(ruth), participant=two[1])

    assert queries.wishes_so_far(ruth, couple, again).greeting == "hi"
    assert queries.wishes_so_far(ruth, couple, other).greeting == "no_preference"


def test_two_talk_throughs_of_one_file_can_wait_beside_each_other(ruth, couple, two, version):
    first, second = (actions.begin(member=ruth, client=couple, version=version, participant=one) for one in two)

    assert first.pk != second.pk
    assert actions.begin(member=ruth, client=couple, version=version, participant=two[0]).pk == first.pk


def test_who_leaves_is_no_longer_asked_and_their_answer_stays(couples_room, ruth, couple, two):
    answered(couples_room, two[0])
    answered(couples_room, two[1])

    left = couples_room.browser.post(f"{couples_room.home}people/", {"leaves": str(two[1].id)})

    assert left.status_code == 303
    assert [one.label for one in queries.participants(ruth, couple)] == ["Partner A"]
    assert queries.acknowledgements(ruth, couple).count() == 2
    assert Entry.objects.filter(what="discussion.participant.left").count() == 1
    again = couples_room.browser.post(f"{couples_room.home}people/", {"leaves": str(two[1].id)})
    assert again.status_code == 303


def test_who_is_still_answering_does_not_leave_yet(couples_room, ruth, couple, two):
    WithOne(couples_room, two[1]).begin(person=str(two[1].id))

    refused = couples_room.browser.post(f"{couples_room.home}people/", {"leaves": str(two[1].id)})

    assert refused.status_code == 409
    assert "Finish it first" in words(refused)


@pytest.mark.parametrize("label", ["", "   ", "partner a", "x" * 61])
def test_a_person_needs_a_label_of_their_own(couples_room, two, label):
    refused = couples_room.browser.post(f"{couples_room.home}people/", {"label": label, "id": str(uuid4())})

    assert refused.status_code in (409, 422)
    assert refused.context["form"].errors["label"]


@pytest.mark.parametrize("person", ["nobody", str(uuid4()), "'; --"])
def test_nobody_answers_for_somebody_who_is_not_in_the_file(couples_room, two, person):
    assert couples_room.begin(person=person).status_code == 404


def test_the_database_keeps_a_person_as_they_were_named(ruth, couple, two):
    for sql in ("UPDATE discussion_participant SET number = 7", "DELETE FROM discussion_participant"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)


def test_where_many_couples_stand_takes_as_many_queries_as_for_one(
    ruth, couple, two, version, django_assert_num_queries
):
    other = _opened(ruth, legal_name="Group", kind="group")
    for number in range(5):
        actions.add_participant(member=ruth, client=other, label=f"Member {number}", id=uuid4())

    with django_assert_num_queries(6):
        assert len(queries.standings(ruth, timezone.now())[other.id].missing) == 5


def test_on_paper_it_is_said_who_answered(couples_room, ruth, couple, two):
    address = f"{couples_room.home}on-paper/"
    form = couples_room.browser.get(address).context["form"]
    shown = {field.name: field.value() for field in form if field.value() not in (None, False)}
    whole = {"state": "accepted", "checked": "known", "name": "A. Ito", "kept": "drawer", "greeting": "nod"}

    refused = couples_room.browser.post(address, shown | whole)
    done = couples_room.browser.post(address, shown | whole | {"person": str(two[0].id)})

    assert refused.status_code == 422 and "Choose who answered." in words(refused)
    assert done.status_code == 303
    row = queries.acknowledgements(ruth, couple).get()
    assert row.participant == two[0] and json.dumps(row.further["choices"]).count("nod") == 1


def test_what_somebody_chose_holds_on_through_an_answer_that_chose_nothing(couples_room, ruth, couple, two):
    answered(couples_room, two[0])
    again = WithOne(couples_room, two[0])
    again.begin(person=str(two[0].id))
    again.answer(name="Partner A")
    again.record()

    first = queries.overview(ruth, couple, timezone.now())["persons"][0]
    assert "I greet you back with a nod." in first.wishes
