"""The list of run-ins: filtered, counted and paged by the database. A number of queries that never grows."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final, TypeVar
from uuid import UUID

from django.db.models import Count, F, FloatField, Func, Q, QuerySet, Value
from django.db.models.functions import Coalesce
from django.db.models.lookups import LessThanOrEqual

from waveback.ground import ledger, vault
from waveback.ground.vault import Compartment, KeyDestroyed
from waveback.people import queries as people
from waveback.steps.document import rules
from waveback.steps.document.models import RunIn

if TYPE_CHECKING:
    from waveback.people.models import Client, Member

T = TypeVar("T")

A_PAGE: Final = 50
OPENED_AT_MOST: Final = 2000
"""How something happened is sealed, so that “online” is found by opening: never more rows than this."""

STATES: Final = ("unfinished", "signed", "soon")


@dataclass(frozen=True)
class Wanted:
    """What the list shows. Without a span: of all time. state: one of STATES, or "" for all that stand."""

    start: datetime | None = None
    end: datetime | None = None
    state: str = ""
    client: "Client | None" = None
    online: bool = False


@dataclass(frozen=True)
class Listed:
    """One page of it. too_many: there are more than may be opened, so a shorter span has to be chosen."""

    rows: list[RunIn]
    total: int
    page: int
    pages: int
    too_many: bool = False


@dataclass(frozen=True)
class Counts:
    """How many run-ins each link of the list leads to, in the same span and for the same client."""

    all: int
    unfinished: int
    signed: int
    soon: int


def listed(member: "Member", wanted: Wanted, page: int = 1) -> Listed:
    """Newest first; a page beyond the last one is the last one."""
    found = _found(member, wanted)
    total = _kept(member, wanted, "total", found.count)
    if wanted.online:
        return _online(member, found, total, page)
    pages = max(1, -(-total // A_PAGE))
    page = min(max(1, page), pages)
    rows = list(_in_order(found)[(page - 1) * A_PAGE : page * A_PAGE])
    _warm(member, rows)
    return Listed(rows, total, page, pages)


def _online(member: "Member", found: QuerySet[RunIn], total: int, page: int) -> Listed:
    if total > OPENED_AT_MOST:
        return Listed([], total, 1, 1, too_many=True)
    opened = list(_in_order(found))
    _warm(member, opened)
    rows = [row for row in opened if _was_online(row)]
    pages = max(1, -(-len(rows) // A_PAGE))
    page = min(max(1, page), pages)
    return Listed(rows[(page - 1) * A_PAGE : page * A_PAGE], len(rows), page, pages)


def _was_online(row: RunIn) -> bool:
    try:
        return rules.channel(row.noted) == "online"
    except KeyDestroyed:
        return False


def counts(member: "Member", wanted: Wanted) -> Counts:
    """By one query over plain columns: nothing is opened."""
    found = _within(member, wanted).order_by()
    return Counts(**_kept(member, wanted, "counts", lambda: found.aggregate(**_numbers(member))))


def months(member: "Member", wanted: Wanted) -> list[tuple[datetime, int]]:
    """The months of the span in which there are any, each with its number, oldest first; by one query."""
    spans = _months_of(wanted)
    found = _found(member, wanted).order_by()
    told = _kept(member, wanted, "months", lambda: found.aggregate(**_by_month(spans)))
    return [(start, told[name]) for name, (start, _) in spans.items() if told[name]]


def year(member: "Member", start: datetime, end: datetime) -> tuple[Counts, dict[int, int]]:
    """All numbers of one span, and how many in each month (1 to 12, in the zone of `start`); by one query."""
    wanted = Wanted(start, end)
    spans = _months_of(wanted)
    told = _within(member, wanted).order_by().aggregate(**_numbers(member), **_by_month(spans))
    by_month = {at.month: told.pop(name) for name, (at, _) in spans.items()}
    return Counts(**told), {month: n for month, n in by_month.items() if n}


def _kept(member: "Member", wanted: Wanted, what: str, count: Callable[[], T]) -> T:
    """Numbers over all rows that were asked for: they change with the practice's next act, not before."""
    client = wanted.client.pk if wanted.client else None
    key = ("run-ins", what, member.pk, replace(wanted, client=None), client)
    return ledger.until_next_entry(member.practice_id, key, count)


def _numbers(member: "Member") -> dict[str, Count]:
    return {
        "all": Count("pk"),
        "unfinished": Count("pk", filter=_UNFINISHED & _own(member)),
        "signed": Count("pk", filter=~_UNFINISHED),
        "soon": Count("pk", filter=_SOON),
    }


def _by_month(spans: dict[str, tuple[datetime, datetime]]) -> dict[str, Count]:
    return {
        name: Count("pk", filter=Q(happened_at__gte=start, happened_at__lt=end)) for name, (start, end) in spans.items()
    }


def _months_of(wanted: Wanted) -> dict[str, tuple[datetime, datetime]]:
    """The months of a span of at most a year, by a name for each: from when until when."""
    assert wanted.start is not None and wanted.end is not None  # asked for a span
    found: dict[str, tuple[datetime, datetime]] = {}
    start = wanted.start
    while start < wanted.end:
        first = start.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
        after = first.replace(year=first.year + first.month // 12, month=first.month % 12 + 1)
        found[f"month_{len(found)}"] = (start, min(after, wanted.end))
        start = after
    return found


_UNFINISHED: Final = Q(signed_at=None)


class _DaysBetween(Func):
    """Days from the second moment to the first, counted by the database itself: Django's own way on SQLite calls
    Python for each row."""

    arity = 2
    output_field = FloatField()
    template = "EXTRACT(EPOCH FROM (%(expressions)s)) / 86400.0"
    arg_joiner = " - "

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        parts = [compiler.compile(part) for part in self.get_source_expressions()]
        sql = " - ".join(f"julianday({part})" for part, _ in parts)
        return f"({sql})", [given for _, told in parts for given in told]


_A_MILLISECOND: Final = 1e-8
"""In days: a Julian day in a double is no more exact than that."""
_SOON: Final = Q(
    LessThanOrEqual(
        _DaysBetween(F("signed_at"), F("happened_at")), Value(rules.SOON.total_seconds() / 86400 + _A_MILLISECOND)
    )
)


def _own(member: "Member") -> Q:
    """Unfinished notes are for whoever wrote them to finish."""
    return Q(author_id=member.pk)


def _found(member: "Member", wanted: Wanted) -> QuerySet[RunIn]:
    found = _within(member, wanted)
    if wanted.state == "unfinished":
        return found.filter(_UNFINISHED & _own(member))
    if wanted.state == "soon":
        return found.filter(_SOON)
    return found.filter(signed_at__isnull=False) if wanted.state == "signed" else found


def _within(member: "Member", wanted: Wanted) -> QuerySet[RunIn]:
    found = RunIn.objects.filter(practice_id=member.practice_id, in_error_at=None).select_related("client")
    if wanted.client is not None:  # whoever holds a client has it within reach
        found = found.filter(client_id=wanted.client.pk)
    else:
        # Coalesce changes nothing but the plan: SQLite would go through the clients one by one, ten times slower.
        seen = Q(whose__in=people.within_reach(member).values("pk")) | Q(client=None) & _own(member)
        found = found.alias(whose=Coalesce("client_id", "client_id")).filter(seen)
    if wanted.start is not None and wanted.end is not None:
        found = found.filter(happened_at__gte=wanted.start, happened_at__lt=wanted.end)
    return found


def _in_order(found: QuerySet[RunIn]) -> QuerySet[RunIn]:
    """Without what stands under the signatures: a list does not read it."""
    return found.defer("signed_text", "in_error_reason").order_by("-happened_at", "id")


def _warm(member: "Member", rows: list[RunIn]) -> None:
    clients: set[UUID] = {row.client_id for row in rows if row.client_id}
    wanted = [Compartment(member.practice_id, "client", pk) for pk in clients]
    if any(row.client_id is None for row in rows):
        wanted.append(Compartment(member.practice_id, "member", member.pk))
    vault.warm(wanted)
