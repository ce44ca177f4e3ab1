"""The week: the sessions of seven days, and what to raise in each."""

from datetime import UTC, datetime, timedelta

from tests.desk.test_today import counted, text
from tests.steps.run_ins import signed
from waveback.desk import queries
from waveback.people import actions as people

NOON = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)


def session(ruth, client, days):
    return people.schedule_session(member=ruth, client=client, starts_at=NOON + timedelta(days=days))


def test_it_has_a_day_for_each_of_seven_days_also_for_the_empty_ones(ruth):
    days = queries.week(ruth, NOON)

    assert [day.start.strftime("%a %d") for day in days][::6] == ["Mon 23", "Sun 29"]
    assert all(day.sessions == [] for day in days)


def test_each_session_stands_on_its_day_in_the_practices_zone(ruth, mara, daniel):
    session(ruth, mara, 2)
    late = people.schedule_session(member=ruth, client=daniel, starts_at=datetime(2026, 11, 25, 5, 30, tzinfo=UTC))

    days = queries.week(ruth, NOON)

    assert [len(day.sessions) for day in days] == [0, 1, 1, 0, 0, 0, 0]
    assert days[1].sessions[0].appointment == late  # 23:30 the evening before, in Chicago


def test_what_lies_before_today_or_after_the_week_is_not_on_it(ruth, mara):
    session(ruth, mara, -1)
    session(ruth, mara, 7)

    assert not any(day.sessions for day in queries.week(ruth, NOON))


def test_a_day_on_which_the_clocks_change_is_one_day(ruth, mara):
    before = datetime(2026, 10, 30, 18, 0, tzinfo=UTC)
    people.schedule_session(member=ruth, client=mara, starts_at=datetime(2026, 11, 2, 5, 30, tzinfo=UTC))

    days = queries.week(ruth, before)

    assert [day.start.day for day in days] == [30, 31, 1, 2, 3, 4, 5]
    assert len(days[2].sessions) == 1  # 23:30 on the Sunday that has 25 hours


def test_it_says_what_to_raise(ruths_browser, ruth, mara):
    run_in = signed(ruth, mara)
    people.schedule_session(member=ruth, client=mara, starts_at=datetime.now(UTC) + timedelta(days=1))

    page = text(ruths_browser.get("/week/"))

    assert f"/run-ins/{run_in.pk}/revisit/" in page
    assert "Nothing in the diary." in page


def test_the_number_of_queries_does_not_grow(ruths_browser, ruth, mara):
    def fill(count):
        for number in range(count):
            client = people.open_client(member=ruth, details=people.ClientDetails(legal_name=f"Client {number}"))
            people.schedule_session(member=ruth, client=client, starts_at=datetime.now(UTC) + timedelta(days=1))

    fill(2)
    few = counted(ruths_browser, "/week/")
    fill(10)

    assert counted(ruths_browser, "/week/") == few
