"""Birth dates are read as written; which of two readings holds is decided over the whole column, or asked."""

from datetime import date

import pytest

from waveback.exchange import dates
from waveback.exchange.dates import Writing

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    "text",
    [
        "1979-08-07",
        "1979/08/07",
        "1979-8-7",
        "19790807",
        "1979-08-07 00:00:00",
        "7 August 1979",
        "7th Aug 1979",
        "7-Aug-1979",
        "August 7, 1979",
        "Aug 7 1979",
        "07.08.1979",
        "07/08/1979",
        "7/8/1979",
        "07-08-1979",
    ],
)
def test_the_usual_ways_to_write_a_day_are_read(text):
    assert dates.parse(text, "day", TODAY) == date(1979, 8, 7)


def test_month_first_is_read_so():
    assert dates.parse("08/07/1979", "month", TODAY) == date(1979, 8, 7)


@pytest.mark.parametrize(
    ("column", "how"),
    [
        (["07/08/1979", "13/08/1979", ""], Writing.DAY_FIRST),
        (["07/08/1979", "08/26/2001"], Writing.MONTH_FIRST),
        (["07/08/1979", "01/02/1980"], Writing.EITHER),
        (["26/08/2001", "08/26/2001"], Writing.BOTH),
        (["07.08.1979"], Writing.DAY_FIRST),
        (["1979-08-07", "3 March 1971", "05/05/1990"], Writing.PLAIN),
        ([], Writing.PLAIN),
    ],
)
def test_one_telling_cell_decides_for_the_column(column, how):
    assert dates.writing(column) is how


def test_what_the_column_shows_outweighs_what_was_chosen():
    assert dates.order_of(Writing.MONTH_FIRST, "day") == "month"
    assert dates.order_of(Writing.EITHER, "day") == "day"
    assert dates.order_of(Writing.EITHER, None) is None


def test_a_date_with_two_readings_is_asked_about_and_never_guessed():
    with pytest.raises(dates.NotADate, match="whether the day or the month comes first"):
        dates.parse("07/08/1979", None, TODAY)


def test_the_same_number_twice_needs_no_question():
    assert dates.parse("05/05/1990", None, TODAY) == date(1990, 5, 5)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("1988-13-40", "not a day in the calendar"),
        ("1999-02-29", "not a day in the calendar"),
        ("2027-01-01", "future"),
        ("1890-01-01", "125 years"),
        ("7/8/79", "Write all four"),
        ("some day", "can't be read as a date"),
        ("7 Brumaire 1979", "names no month"),
    ],
)
def test_an_impossible_date_gets_a_sentence(text, said):
    with pytest.raises(dates.NotADate, match=said):
        dates.parse(text, "day", TODAY)


def test_an_empty_cell_is_no_birth_date():
    assert dates.parse("  ", None, TODAY) is None
