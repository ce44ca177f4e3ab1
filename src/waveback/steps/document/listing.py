"""The list of run-ins: filtered, counted and paged by the database. A number of queries that never grows."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import TruncMonth

from waveback.ground import vault
from waveback.ground.vault import Compartment, KeyDestroyed
from waveback.steps.document import queries, rules
from waveback.steps.document.models import RunIn

if TYPE_CHECKING:
    from waveback.people.models import Client, Member

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
    total = found.count()
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
    found = _within(member, wanted)
    told = found.order_by().aggregate(
        all=Count("pk"), unfinished=Count("pk", filter=_UNFINISHED & _own(member)),
        signed=Count("pk", filter=~_UNFINISHED), soon=Count("pk", filter=_SOON),
    )  # fmt: skip
    return Counts(**told)


def months(member: "Member", wanted: Wanted) -> list[tuple[datetime, int]]:
    """The months of the span in which there are any, each with its number, oldest first."""
    assert wanted.start is not None  # asked for a year
    found = _found(member, wanted).order_by()
    by_month = found.annotate(month=TruncMonth("happened_at", tzinfo=wanted.start.tzinfo)).values_list("month")
    return list(by_month.annotate(n=Count("pk")).order_by("month"))


_UNFINISHED: Final = Q(signed_at=None)
_SOON: Final = Q(signed_at__lte=F("happened_at") + rules.SOON)


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
    found = queries.within_reach(member).filter(in_error_at=None)
    if wanted.client is not None:
        found = found.filter(client_id=wanted.client.pk)
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
