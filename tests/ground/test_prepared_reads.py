"""A prepared read answers what the same query would, whoever asks, on both databases."""

from datetime import UTC, datetime, timedelta
from threading import Thread
from uuid import UUID, uuid4

import pytest
from django.db import connections
from django.db.models import Count, Q, QuerySet

from tests.conftest import _opened
from waveback.ground.prepared import prepared
from waveback.people.models import Client, Member


@prepared
def of_practice(practice: UUID) -> QuerySet[Client]:
    return Client.objects.filter(practice_id=practice).select_related("practice").order_by("id")


@prepared
def opened_after(practice: UUID, at: datetime) -> "QuerySet[Client, UUID]":
    return Client.objects.filter(practice_id=practice, opened_at__gt=at).order_by("id").values_list("pk", flat=True)


@prepared
def counted(practice: UUID) -> "QuerySet[Client, tuple[UUID, int]]":
    return Client.objects.filter(practice_id=practice).values_list("practice_id").annotate(n=Count("pk")).order_by()


def test_the_same_rows_as_the_plain_query_each_time(ruth, mara):
    for _ in range(2):
        _opened(ruth, legal_name="Somebody Invented")
        plain = Client.objects.filter(practice_id=ruth.practice_id).order_by("id")
        assert of_practice(practice=ruth.practice_id) == list(plain)


def test_another_practice_another_answer(ruth, mara):
    assert of_practice(practice=ruth.practice_id)
    assert of_practice(practice=uuid4()) == []


def test_sealed_columns_open_and_relations_are_filled(ruth, mara, django_assert_num_queries):
    with django_assert_num_queries(1):
        found = of_practice(practice=ruth.practice_id)
        assert [one.practice.pk for one in found] == [ruth.practice_id] * len(found)
    assert mara.name in {one.name for one in found}


def test_values_times_and_counts(ruth, mara):
    now = datetime.now(UTC)
    assert mara.pk in opened_after(practice=ruth.practice_id, at=now - timedelta(days=1))
    assert opened_after(practice=ruth.practice_id, at=now + timedelta(days=1)) == []
    assert counted(practice=ruth.practice_id) == [(ruth.practice_id, len(of_practice(practice=ruth.practice_id)))]


def test_each_thread_asks_over_its_own_connection(transactional_db, ruth, mara):
    found = []

    def ask():
        try:
            found.append([one.pk for one in of_practice(practice=ruth.practice_id)])
        finally:
            connections.close_all()

    threads = [Thread(target=ask) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert found == [[mara.pk]] * 3


def test_a_parameter_that_does_not_arrive_in_the_query_is_refused(ruth):
    @prepared
    def forgets(practice: UUID, member: UUID) -> QuerySet[Member]:
        return Member.objects.filter(Q(practice_id=practice))

    with pytest.raises(TypeError, match="forgets does not look for member"):
        forgets(practice=ruth.practice_id, member=ruth.pk)


def test_only_ids_and_times_are_taken(ruth):
    @prepared
    def named(name: str) -> QuerySet[Member]:
        return Member.objects.filter(role=name)

    with pytest.raises(TypeError, match="ids and times"):
        named(name="owner")
