"""The next session is typed in, in the practice's own time."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest
import time_machine

from waveback.people import actions, queries

NOW = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(NOW, tick=True):
        yield


def enter(browser, client, day="2026-11-26", time="09:00", minutes="50"):
    return browser.post(f"/clients/{client.pk}/sessions/", {"day": day, "time": time, "minutes": minutes})


def test_a_session_is_kept_at_the_practices_time(ruth, ruths_browser, mara):
    answer = enter(ruths_browser, mara)

    session = queries.next_session(ruth, mara, NOW)
    assert answer.status_code == 303
    assert (session.starts_at, session.minutes) == (datetime(2026, 11, 26, 15, 0, tzinfo=UTC), 50)


def test_the_page_names_the_time_zone(ruths_browser, mara):
    assert "America/Chicago" in ruths_browser.get(f"/clients/{mara.pk}/sessions/").content.decode()


@pytest.mark.parametrize(
    ("day", "time", "minutes", "said"),
    [
        ("2026-11-22", "09:00", "50", "This day is over"),
        ("2036-11-22", "09:00", "50", "more than three years away"),
        ("", "09:00", "50", "Give the day of the session"),
        ("26/11", "09:00", "50", "Write the day like 2026-11-26"),
        ("2026-11-26", "nine", "50", "Write the time like 14:30"),
        ("2026-11-26", "09:00", "0", "five minutes at least"),
        ("2026-11-26", "09:00", "", "Give the length in minutes"),
        ("2027-03-14", "02:30", "50", "The clocks go forward over this time"),
    ],
)
def test_what_cannot_be_gets_a_sentence(ruth, ruths_browser, mara, day, time, minutes, said):
    page = enter(ruths_browser, mara, day, time, minutes)

    assert page.status_code == 422
    assert said in page.content.decode()
    assert queries.next_session(ruth, mara, NOW) is None


def test_the_same_session_is_entered_once(ruths_browser, mara):
    enter(ruths_browser, mara)

    assert "in the diary already" in enter(ruths_browser, mara).content.decode()


def test_a_session_can_be_taken_out_once(ruth, ruths_browser, mara):
    enter(ruths_browser, mara)
    session = queries.next_session(ruth, mara, NOW)
    address = f"/clients/{mara.pk}/sessions/{session.pk}/cancel/"

    assert ruths_browser.post(address)["Location"].endswith("?said=people.session.cancelled")
    assert ruths_browser.post(address)["Location"].endswith("?said=people.session.cancelled-before")
    assert queries.next_session(ruth, mara, NOW) is None


def test_another_practice_can_take_nothing_out(ruth, omars_browser, mara):
    session = actions.schedule_session(member=ruth, client=mara, starts_at=datetime(2026, 11, 26, 15, tzinfo=UTC))

    assert omars_browser.post(f"/clients/{mara.pk}/sessions/{session.pk}/cancel/").status_code == 404
    assert omars_browser.post(f"/clients/{uuid4()}/sessions/{session.pk}/cancel/").status_code == 404
    assert queries.next_session(ruth, mara, NOW) is not None


def test_coming_sessions_stand_in_order_and_an_empty_diary_says_what_to_do(ruths_browser, mara):
    assert "No session entered." in ruths_browser.get(f"/clients/{mara.pk}/sessions/").content.decode()
    enter(ruths_browser, mara, day="2026-12-03")
    enter(ruths_browser, mara, day="2026-11-26")

    coming = ruths_browser.get(f"/clients/{mara.pk}/sessions/").context["coming"]
    assert [session.starts_at.day for session in coming] == [26, 3]
