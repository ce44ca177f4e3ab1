"""The ease curve: how at ease the therapist was at run-ins, and what clients said at revisits, over a span."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final
from uuid import UUID

from waveback.desk import rules
from waveback.people import queries as people
from waveback.steps.document import queries as document
from waveback.steps.revisit import queries as revisit

if TYPE_CHECKING:
    from waveback.people.models import Member

RECENTLY: Final = timedelta(days=365)
MOST_POINTS: Final = 60
"""As many points as a small drawing can tell apart; a longer span is drawn as months."""


@dataclass(frozen=True)
class Row:
    """One line of the table behind the curve: a run-in, when it was, own ease and the client's."""

    run_in: UUID
    at: datetime
    own: int | None
    said: int | None


@dataclass(frozen=True)
class Month:
    """One month of a long span: the means, to one decimal, and of how many run-ins they are."""

    at: datetime
    own: float | None
    own_count: int
    said: float | None
    said_count: int


@dataclass(frozen=True)
class Curve:
    """Two series in one drawing. `rows` stands behind single points, `months` behind monthly means."""

    own: list[rules.Felt]
    said: list[rules.Felt]
    own_dots: list[rules.Dot]
    said_dots: list[rules.Dot]
    trend: rules.Trend | None
    rows: list[Row]
    months: list[Month]
    marks: list[rules.Mark]
    at_most: bool = False
    """Whether the span holds more run-ins than are drawn."""

    @property
    def is_curve(self) -> bool:
        return max(len(self.own_dots), len(self.said_dots)) >= rules.FEWEST_FOR_A_CURVE

    @property
    def own_line(self) -> str:
        return _line(self.own_dots)

    @property
    def said_line(self) -> str:
        return _line(self.said_dots)


def recent(member: "Member", now: datetime) -> Curve:
    """The last twelve months, at most the newest MOST_POINTS of each series: what Today draws."""
    now = people.practice_time(member.practice, now)
    since = now - RECENTLY
    own = document.ease_series(member, since=since, most=MOST_POINTS)
    said = revisit.ease_series(member, since=since, most=MOST_POINTS)
    return _points(own, said, now, at_most=max(len(own), len(said)) == MOST_POINTS)


def of_year(member: "Member", start: datetime, end: datetime) -> Curve:
    """One year whole: single points while a drawing can tell them apart, else monthly means.

    start, end: in the practice's zone, which decides what belongs to which month.
    """
    own = document.ease_series(member, since=start, until=end)
    said = revisit.ease_series(member, since=start, until=end)
    if max(len(own), len(said)) <= MOST_POINTS:
        return _points(own, said, end)
    return _monthly(_felt(own), _felt(said), start, end)


def of_client(said: Iterable[tuple[UUID, datetime, int]], now: datetime) -> Curve:
    """What one client said, as (run-in, when, 1 to 5). The therapist's own ease is no part of a client's file."""
    newest = sorted((revisit.EasePoint(*point) for point in said), key=lambda point: point.at)[-MOST_POINTS:]
    return _points([], newest, now)


def first_year(member: "Member", now: datetime) -> int:
    """The year of the first run-in within reach; this year where there is none."""
    at = document.first_happened(member) or now
    return people.practice_time(member.practice, at).year


Points = list[document.EasePoint] | list[revisit.EasePoint]


def _points(own: Points, said: Points, end: datetime, at_most: bool = False) -> Curve:
    mine = {point.run_in: rules.Felt(point.at, point.ease) for point in own}
    theirs = {point.run_in: rules.Felt(point.at, point.ease) for point in said}
    start = min((felt.at for felt in [*mine.values(), *theirs.values()]), default=end)
    moments = {key: felt.at for key, felt in [*theirs.items(), *mine.items()]}
    rows = [
        Row(key, at, _level(mine.get(key)), _level(theirs.get(key)))
        for key, at in sorted(moments.items(), key=lambda pair: (pair[1], str(pair[0])), reverse=True)
    ]
    felt, told = list(mine.values()), list(theirs.values())
    return Curve(
        own=felt,
        said=told,
        own_dots=rules.dots(felt, start, end),
        said_dots=rules.dots(told, start, end),
        trend=rules.trend(felt),
        rows=rows,
        months=[],
        marks=rules.marks(start, end),
        at_most=at_most,
    )


def _monthly(own: list[rules.Felt], said: list[rules.Felt], start: datetime, end: datetime) -> Curve:
    mine, theirs = rules.monthly(own, start), rules.monthly(said, start)
    numbers = sorted({*mine, *theirs}, reverse=True)
    months = [
        Month(
            start.replace(month=number),
            mine[number].mean if number in mine else None,
            mine[number].count if number in mine else 0,
            theirs[number].mean if number in theirs else None,
            theirs[number].count if number in theirs else 0,
        )
        for number in numbers
    ]
    return Curve(
        own=own,
        said=said,
        own_dots=rules.month_dots(mine, start, end),
        said_dots=rules.month_dots(theirs, start, end),
        trend=rules.trend(own),
        rows=[],
        months=months,
        marks=rules.marks(start, end),
    )


def _felt(points: Points) -> list[rules.Felt]:
    return [rules.Felt(point.at, point.ease) for point in points]


def _level(felt: rules.Felt | None) -> int | None:
    return None if felt is None else int(felt.ease)


def _line(dots: list[rules.Dot]) -> str:
    return rules.line(dots) if len(dots) >= rules.FEWEST_FOR_A_CURVE else ""
