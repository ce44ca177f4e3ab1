"""Birth dates as people and programs write them. Whether 07/08 is in July or August is decided by the whole column."""

import re
from collections.abc import Iterable
from datetime import date
from enum import Enum
from typing import Literal

Order = Literal["day", "month"]

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("january", "jan"), ("february", "feb"), ("march", "mar"), ("april", "apr"), ("may",), ("june", "jun"),
            ("july", "jul"), ("august", "aug"), ("september", "sep", "sept"), ("october", "oct"), ("november", "nov"),
            ("december", "dec"),
        ),
        start=1,
    )
    for name in names
}  # fmt: skip

_ISO = re.compile(r"^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ]00:00(?::00(?:\.0+)?)?Z?)?$")
_COMPACT = re.compile(r"^(\d{4})(\d{2})(\d{2})$")
_NUMBERS = re.compile(r"^(\d{1,2})([-/.])(\d{1,2})\2(\d{4})(?: 00:00(?::00)?)?$")
_SHORT_YEAR = re.compile(r"^\d{1,2}[-/.]\d{1,2}[-/.]\d{2}$")
_DAY_FIRST_WORDS = re.compile(r"^(\d{1,2})(?:st|nd|rd|th)?[ .-]+([a-z]+)[ .,-]+(\d{4})$")
_MONTH_FIRST_WORDS = re.compile(r"^([a-z]+)[ .-]+(\d{1,2})(?:st|nd|rd|th)?[ .,-]+(\d{4})$")


class NotADate(ValueError):
    """The cell is no birth date; the argument is a sentence that says what to do."""


class Writing(Enum):
    """What a column of dates says about day and month."""

    DAY_FIRST = "day"
    MONTH_FIRST = "month"
    EITHER = "either"
    BOTH = "both"
    PLAIN = "plain"


def writing(column: Iterable[str]) -> Writing:
    """How the column's dates are written: one cell with a 13 or more in it decides for all.

    EITHER: every cell could be read both ways, so somebody has to be asked. BOTH: the cells contradict each other.
    PLAIN: no cell needs the question (years first, months in words).
    """
    day, month, numbers = False, False, False
    for cell in column:
        if found := _NUMBERS.match(cell.strip()):
            first, sign, second = int(found[1]), found[2], int(found[3])
            # A point between the numbers is written where the day comes first; 13.1.1990 needs no question.
            day = day or first > 12 >= second or sign == "."
            month = month or (second > 12 >= first and sign != ".")
            numbers = numbers or first != second
    if day and month:
        return Writing.BOTH
    if day or month:
        return Writing.DAY_FIRST if day else Writing.MONTH_FIRST
    return Writing.EITHER if numbers else Writing.PLAIN


def order_of(how: Writing, chosen: Order | None) -> Order | None:
    """The order to read a column in: what it shows itself, else what the user chose, else None (still to be asked)."""
    if how in (Writing.DAY_FIRST, Writing.MONTH_FIRST):
        return "day" if how is Writing.DAY_FIRST else "month"
    return chosen


def parse(cell: str, order: Order | None, today: date) -> date | None:
    """The birth date in `cell`, or None for an empty cell. Raises NotADate with a sentence.

    order: whether the day or the month comes first in 07/08/1979; None when nobody knows yet.
    """
    text = " ".join(cell.split())
    if not text:
        return None
    year, month, day = _parts(text, order)
    try:
        born = date(year, month, day)
    except ValueError:
        raise NotADate(f"“{_shown(text)}” is not a day in the calendar. Correct it, or leave it empty.") from None
    if born > today:
        raise NotADate(f"“{_shown(text)}” lies in the future. Correct the birth date, or leave it empty.")
    if today.year - born.year > 125:
        raise NotADate(f"“{_shown(text)}” is more than 125 years ago. Correct the birth date, or leave it empty.")
    return born


def _parts(text: str, order: Order | None) -> tuple[int, int, int]:
    if found := _ISO.match(text) or _COMPACT.match(text):
        return int(found[1]), int(found[2]), int(found[3])
    if found := _NUMBERS.match(text):
        return _numbers(int(found[1]), int(found[3]), int(found[4]), text, order)
    if _SHORT_YEAR.match(text):
        raise NotADate(f"The year in “{text}” has two digits. Write all four.")
    lower = text.lower()
    if found := _DAY_FIRST_WORDS.match(lower):
        return int(found[3]), _month(found[2], text), int(found[1])
    if found := _MONTH_FIRST_WORDS.match(lower):
        return int(found[3]), _month(found[1], text), int(found[2])
    raise NotADate(f"“{_shown(text)}” can't be read as a date. Write it like 1979-08-07, or leave it empty.")


def _numbers(first: int, second: int, year: int, text: str, order: Order | None) -> tuple[int, int, int]:
    if order is None and first != second and first <= 12 and second <= 12:
        raise NotADate(f"“{text}” can be read in two ways. Say whether the day or the month comes first.")
    day_first = order == "day" if first <= 12 and second <= 12 else first > 12
    return (year, second, first) if day_first else (year, first, second)


def _month(word: str, text: str) -> int:
    if word not in MONTHS:
        raise NotADate(f"“{_shown(text)}” names no month that is known here. Write it like 1979-08-07.")
    return MONTHS[word]


def _shown(text: str) -> str:
    return text if len(text) <= 30 else text[:29] + "…"
