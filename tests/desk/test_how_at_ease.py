"""The ease curve: honest about few points, bounded on Today, whole by year, and no part of a client's file."""

from datetime import UTC, datetime, timedelta

from tests.desk.test_today import text
from tests.steps.run_ins import PROOF, WHOLE, captured, signed
from waveback.desk import ease, file, rules
from waveback.steps.revisit import actions as revisit

NOW = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)


def felt(ruth, mara, level, days_ago):
    return captured(ruth, mara, ease=level, happened_at=NOW - timedelta(days=days_ago))


def told(ruth, mara, level, days_ago):
    run_in = signed(ruth, mara, WHOLE | {"late_reason": "Away."}, happened_at=NOW - timedelta(days=days_ago))
    said = {"outcome": "done", "words": "Odd.", "ease": str(level)}
    revisit.sign(member=ruth, run_in=run_in, revision=0, told=said, proof=PROOF)


def test_today_draws_the_last_twelve_months(ruth, mara):
    felt(ruth, mara, 1, days_ago=366)
    felt(ruth, mara, 4, days_ago=364)

    assert [row.own for row in ease.recent(ruth, NOW).rows] == [4]


def test_today_draws_no_more_points_than_can_be_told_apart(ruth, mara, monkeypatch):
    monkeypatch.setattr(ease, "MOST_POINTS", 3)
    for days_ago in (9, 7, 5, 3):
        felt(ruth, mara, 2, days_ago)

    curve = ease.recent(ruth, NOW)

    assert len(curve.own_dots) == 3
    assert curve.at_most
    assert curve.rows[0].at == NOW - timedelta(days=3)


def test_a_year_with_many_points_is_drawn_month_by_month_with_how_many_each_is_of(ruth, mara, monkeypatch):
    monkeypatch.setattr(ease, "MOST_POINTS", 3)
    for level, days_ago in ((1, 50), (2, 49), (4, 10), (5, 9)):
        felt(ruth, mara, level, days_ago)

    curve = ease.of_year(ruth, datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC))

    assert [(month.at.month, month.own, month.own_count) for month in curve.months] == [(11, 4.5, 2), (10, 1.5, 2)]
    assert curve.rows == []
    assert len(curve.own_dots) == 2


def test_fewer_than_three_points_are_no_curve(ruth, mara):
    felt(ruth, mara, 2, 3)
    felt(ruth, mara, 4, 2)

    assert not ease.recent(ruth, NOW).is_curve


def test_a_clients_file_has_what_the_client_said_and_never_the_therapists_own(ruths_browser, ruth, mara):
    felt(ruth, mara, 5, 4)
    for days_ago in (30, 20, 10):
        told(ruth, mara, 2, days_ago)

    curve = file.of(ruth, mara, NOW).ease
    page = text(ruths_browser.get(f"/clients/{mara.pk}/"))

    assert curve.own == []
    assert [row.said for row in curve.rows] == [2, 2, 2]
    assert "How at ease they were" in page
    assert "own-line" not in page
    assert "<td>5</td>" not in page


def test_another_years_curve_is_one_tap_away(ruths_browser, ruth, mara):
    year = datetime.now(UTC).year
    captured(ruth, mara, ease=2, happened_at=datetime(year - 1, 6, 1, tzinfo=UTC))

    page = text(ruths_browser.get("/ease/"))
    before = text(ruths_browser.get(f"/ease/?year={year - 1}"))

    assert f"How at ease, {year}" in page
    assert f"?year={year - 1}" in page
    assert f"How at ease, {year - 1}" in before
    assert "<td>2</td>" in before


def test_a_year_that_makes_no_sense_shows_this_one():
    for asked in (None, "", "abc", "1800", "9999", "²", "99999"):
        assert rules.chosen_year(asked, 2024, 2026) == 2026
    assert rules.chosen_year("2025", 2024, 2026) == 2025
