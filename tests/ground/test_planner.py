"""SQLite knows the sizes of its tables, and so takes the index that finds few rows."""

from uuid import uuid4

import pytest
from django.db import connection

from tests.conftest import _opened
from waveback.ground.sqlite import planner
from waveback.people.models import Client

on_sqlite = pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL gathers its own figures")


@on_sqlite
def test_a_handful_is_found_by_its_ids_not_by_reading_the_whole_practice(ruth):
    for _ in range(40):
        _opened(ruth, legal_name="Somebody Invented")
    planner.gather(connection)

    handful = Client.objects.filter(practice_id=ruth.practice_id, pk__in=[uuid4() for _ in range(3)])

    assert "(id=?)" in handful.explain()


@on_sqlite
def test_tables_that_are_full_have_figures(ruth, mara):
    planner.gather(connection)

    with connection.cursor() as cursor:
        cursor.execute("SELECT tbl FROM sqlite_stat1")
        assert "people_client" in {row[0] for row in cursor.fetchall()}
