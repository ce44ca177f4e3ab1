"""The pure part of Today: what is drawn and what is claimed."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from waveback.desk import rules

NEW_YEAR = datetime(2026, 1, 1, tzinfo=UTC)


def felt(*levels):
    return [rules.Felt(NEW_YEAR + timedelta(days=day), ease) for day, ease in enumerate(levels)]


def test_there_is_a_bar_for_each_month_until_now():
    bars = rules.bars({1: 2, 3: 1}, until=3)

    assert [(bar.name, bar.count) for bar in bars] == [("January", 2), ("February", 0), ("March", 1)]
    assert [bar.height for bar in bars] == [35, 1, 18]
    assert [bar.is_now for bar in bars] == [False, False, True]


def test_a_busiest_month_is_named_only_if_one_stands_out():
    assert rules.busiest({7: 3, 8: 1}) == "July"
    assert rules.busiest({7: 1}) == ""
    assert rules.busiest({7: 3, 8: 3}) == ""
    assert rules.busiest({}) == ""


def test_a_trend_is_claimed_only_from_six_points_on():
    assert rules.trend(felt(1, 2, 3, 4, 5)) is None
    assert rules.trend(felt(1, 2, 3, 3, 4, 5)) == rules.Trend(earlier=2.0, later=4.0, each=3)


def test_the_middle_one_of_an_odd_number_belongs_to_neither_half():
    assert rules.trend(felt(1, 1, 1, 5, 3, 3, 3)) == rules.Trend(earlier=1.0, later=3.0, each=3)


def test_the_curve_runs_along_real_time_and_up_the_scale():
    first, last = rules.dots(felt(1, 5), NEW_YEAR, NEW_YEAR + timedelta(days=1))

    assert (first.x, first.y) == (rules.MARGIN, rules.HEIGHT - rules.MARGIN)
    assert (last.x, last.y) == (rules.WIDTH - rules.MARGIN, rules.MARGIN)


def test_a_single_moment_can_be_drawn():
    assert len(rules.dots(felt(3), NEW_YEAR, NEW_YEAR)) == 1


def test_under_the_curve_stand_beginnings_of_months():
    marks = rules.marks(NEW_YEAR, NEW_YEAR + timedelta(days=100))

    assert [mark.name for mark in marks] == ["Jan", "Feb", "Mar", "Apr"]
    assert marks[0].x == rules.MARGIN
    assert marks == sorted(marks, key=lambda mark: mark.x)


def test_a_long_curve_names_few_of_them_and_says_the_year():
    assert len(rules.marks(NEW_YEAR, NEW_YEAR + timedelta(days=364))) == rules.MOST_MARKS
    assert rules.marks(NEW_YEAR, NEW_YEAR + timedelta(days=800))[0].name == "Jan 2026"


def test_a_short_curve_names_both_ends():
    start = NEW_YEAR + timedelta(days=4)

    first, last = rules.marks(start, start + timedelta(days=9))

    assert (first.name, first.x, first.anchor) == ("5 Jan", rules.MARGIN, "start")
    assert (last.name, last.x, last.anchor) == ("14 Jan", rules.WIDTH - rules.MARGIN, "end")


def test_a_month_begins_where_the_practice_is():
    """At half past three in the morning by UTC, the first of June has not begun in Chicago."""
    end = datetime(2026, 6, 1, 3, 30, tzinfo=UTC).astimezone(ZoneInfo("America/Chicago"))

    assert [mark.name for mark in rules.marks(datetime(2026, 3, 20, tzinfo=UTC), end)] == ["Apr", "May"]


def test_a_share_of_nothing_is_empty():
    assert rules.share(0, 0) == 0
    assert rules.share(17, 21) == 89
