"""What the pages that span the steps decide: sentences that count, figures that are drawn. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

FEWEST_FOR_A_CURVE: Final = 3
FEWEST_FOR_A_TREND: Final = 6
WIDTH: Final = 320
HEIGHT: Final = 120
MARGIN: Final = 12

MONTHS: Final = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


@dataclass(frozen=True)
class Bar:
    """One month's bar in a drawing of 110 × 44: place and size in its units."""

    month: int
    name: str
    count: int
    x: int
    y: int
    height: int
    is_now: bool


def bars(months: dict[int, int], until: int) -> list[Bar]:
    """A bar for each month from January to `until`; the highest is 35 units high, an empty month 1."""
    most = max(months.values(), default=0) or 1
    drawn = []
    for month in range(1, until + 1):
        count = months.get(month, 0)
        height = max(1, round(35 * count / most))
        drawn.append(Bar(month, MONTHS[month - 1], count, 1 + 9 * (month - 1), 43 - height, height, month == until))
    return drawn


def busiest(months: dict[int, int]) -> str:
    """The month with the most run-ins; empty where none stands out."""
    most = max(months.values(), default=0)
    at_the_top = [month for month, count in months.items() if count == most]
    return MONTHS[at_the_top[0] - 1] if most > 1 and len(at_the_top) == 1 else ""


def share(part: int, whole: int, width: int = 110) -> int:
    """How many of `width` units are filled."""
    return round(width * part / whole) if whole else 0


@dataclass(frozen=True)
class Felt:
    """How at ease somebody was at one moment, 1 to 5; a mean of several has decimals."""

    at: datetime
    ease: float


@dataclass(frozen=True)
class Dot:
    x: float
    y: float
    ease: float


def dots(felt: Sequence[Felt], start: datetime, end: datetime) -> list[Dot]:
    """The points of a curve in a drawing of WIDTH × HEIGHT, along real time between start and end."""
    span = (end - start).total_seconds() or 1.0
    return [Dot(_x((one.at - start).total_seconds() / span), _y(one.ease), one.ease) for one in felt]


def line(points: Sequence[Dot]) -> str:
    """The `points` of an SVG polyline."""
    return " ".join(f"{dot.x:g},{dot.y:g}" for dot in points)


@dataclass(frozen=True)
class Mark:
    """A moment under a curve: where, and its short name. anchor: which part of its name stands there, as in SVG."""

    x: float
    name: str
    anchor: str


MOST_MARKS: Final = 6


def marks(start: datetime, end: datetime) -> list[Mark]:
    """What says when, under a curve: beginnings of months, or its ends where there are too few. The zone is `end`’s."""
    start = start.astimezone(end.tzinfo)
    begun = [
        datetime(year, month, 1, tzinfo=end.tzinfo)
        for year in range(start.year, end.year + 1)
        for month in range(1, 13)
    ]
    inside = [one for one in begun if start <= one < end]
    if len(inside) < 2:
        return [Mark(_x(0), _day(start), "start"), Mark(_x(1), _day(end), "end")]
    shown = inside[:: -(-len(inside) // MOST_MARKS)]
    span = (end - start).total_seconds()
    year = " %Y" if len(inside) > len(MONTHS) else ""
    return [Mark(_x((one - start).total_seconds() / span), f"{one:%b{year}}", "middle") for one in shown]


def _day(at: datetime) -> str:
    return f"{at.day} {at:%b}"


def _x(part: float) -> float:
    return round(MARGIN + part * (WIDTH - 2 * MARGIN), 1)


def _y(ease: float) -> float:
    return round(HEIGHT - MARGIN - (ease - 1) / 4 * (HEIGHT - 2 * MARGIN), 1)


@dataclass(frozen=True)
class Mean:
    """The mean of one month's points, to one decimal, and of how many it is."""

    mean: float
    count: int


def monthly(felt: Sequence[Felt], start: datetime) -> dict[int, Mean]:
    """The mean of each month that has any point, by its number, in the zone of `start`."""
    by_month: dict[int, list[Felt]] = {}
    for one in felt:
        by_month.setdefault(one.at.astimezone(start.tzinfo).month, []).append(one)
    return {month: Mean(_mean(points), len(points)) for month, points in sorted(by_month.items())}


def month_dots(means: dict[int, Mean], start: datetime, end: datetime) -> list[Dot]:
    """A dot for each month that has any point, in its middle."""
    return dots([Felt(start.replace(month=month, day=15), one.mean) for month, one in means.items()], start, end)


LEVELS: Final = tuple((ease, _y(ease)) for ease in range(1, 6))
"""The five lines of the scale: (ease, y)."""


@dataclass(frozen=True)
class Trend:
    """The mean of the earlier half and of the later half of the points, to one decimal."""

    earlier: float
    later: float
    each: int


def trend(felt: Sequence[Felt]) -> Trend | None:
    """None while there are too few points to say anything."""
    if len(felt) < FEWEST_FOR_A_TREND:
        return None
    half = len(felt) // 2
    return Trend(_mean(felt[:half]), _mean(felt[-half:]), half)


def _mean(felt: Sequence[Felt]) -> float:
    return round(sum(one.ease for one in felt) / len(felt), 1)


def chosen_year(asked: str | None, first: int, last: int) -> int:
    """The year that is asked for, if it is one from `first` to `last`; else the last one."""
    if asked is None or not asked.isascii() or not asked.isdigit() or len(asked) > 4:
        return last
    return int(asked) if first <= int(asked) <= last else last


def printed_title(title: str) -> str:
    """An entry's title in the field's own term: what the screen calls a run-in, a record calls otherwise."""
    return title.replace("Run-in", "Incidental encounter", 1)
