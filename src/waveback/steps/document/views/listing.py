"""The list of run-ins: what the numbers on Today, in a file and on the list itself count."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from waveback.ground.web.pages import page
from waveback.people import actions as people_actions
from waveback.people import queries as people
from waveback.people.access import MemberRequest, for_member
from waveback.steps.document import listing, queries


@dataclass(frozen=True)
class Asked:
    """What the address asks for. Without a year: this year, or all time where a state or a client is asked for."""

    year: int | None
    month: int | None
    state: str
    client: str
    online: bool

    def link(self, **other: Any) -> str:
        """The address of the list with something else chosen, from its first page."""
        told = replace(self, **other)
        fields = {"year": told.year, "month": told.month, "state": told.state, "client": told.client}
        kept = {name: value for name, value in fields.items() if value} | ({"online": 1} if told.online else {})
        return "?" + urlencode(kept)


@for_member
@require_safe
def index(request: MemberRequest) -> HttpResponse:
    asked = _asked(request)
    client = people.client_of(request.member, UUID(asked.client)) if asked.client else None
    if client is not None:
        people_actions.look_at(member=request.member, client=client)
    zone = ZoneInfo(request.member.practice.time_zone)
    start, end = _span(asked, zone)
    wanted = listing.Wanted(start, end, asked.state, client, asked.online)
    listed = listing.listed(request.member, wanted, _number(request.GET.get("page"), 1, 999999) or 1)
    now = timezone.now()
    context = {
        "asked": asked,
        "client": client,
        "listed": listed,
        "lines": [queries.line(row, now) for row in listed.rows],
        "start": start,
        "links": _links(request, asked, wanted),
        "months": _months(request, asked, wanted, zone),
        "others": _other_pages(asked, listed),
    }
    return page(request, "document/index.html", context)


def _asked(request: MemberRequest) -> Asked:
    given = request.GET
    year, month = _number(given.get("year"), 1900, 9000), _number(given.get("month"), 1, 12)
    state = "soon" if given.get("signed") == "soon" else given.get("state", "")
    state = state if state in listing.STATES else ""
    try:
        client = str(UUID(given.get("client", "")))
    except ValueError:
        client = ""
    if year is None and (month or not (client or state == "unfinished")):
        zone = ZoneInfo(request.member.practice.time_zone)
        year = timezone.now().astimezone(zone).year
    return Asked(year, month, state, client, "online" in given)


def _span(asked: Asked, zone: ZoneInfo) -> tuple[datetime | None, datetime | None]:
    year, month = asked.year, asked.month
    if year is None:
        return None, None
    start = datetime(year, month or 1, 1, tzinfo=zone)
    after = (year + 1, 1) if month in (None, 12) else (year, month + 1)
    return start, datetime(*after, 1, tzinfo=zone)


def _links(request: MemberRequest, asked: Asked, wanted: listing.Wanted) -> list[dict[str, Any]]:
    """What can be chosen, each with the number that it leads to, where a number can be had without opening."""
    told = listing.counts(request.member, wanted)
    plain = replace(asked, state="", online=False)
    offered: tuple[tuple[str, int | None, dict[str, Any]], ...] = (
        ("All", told.all, {}),
        ("Unfinished", told.unfinished, {"state": "unfinished"}),
        ("Signed", told.signed, {"state": "signed"}),
        ("Signed within two days", told.soon, {"state": "soon"}),
        ("Online", None, {"online": True}),
    )
    return [
        {"words": words, "n": n, "path": plain.link(**chosen), "here": replace(plain, **chosen) == asked}
        for words, n, chosen in offered
    ]


def _months(request: MemberRequest, asked: Asked, wanted: listing.Wanted, zone: ZoneInfo) -> dict[str, Any] | None:
    """The year's months with their numbers, and the years beside it."""
    if asked.year is None:
        return None
    start, end = _span(replace(asked, month=None), zone)
    year = replace(wanted, start=start, end=end)
    found = listing.months(request.member, year)
    this_year = timezone.now().astimezone(zone).year
    return {
        "links": [
            {
                "at": at,
                "n": None if asked.online else n,
                "path": asked.link(month=at.month),
                "here": at.month == asked.month,
            }
            for at, n in found
        ],
        "whole": asked.link(month=None),
        "before": asked.link(year=asked.year - 1, month=None),
        "after": asked.link(year=asked.year + 1, month=None) if asked.year < this_year else "",
    }


def _other_pages(asked: Asked, listed: listing.Listed) -> dict[str, str]:
    here = asked.link()
    newer = f"{here}&page={listed.page - 1}" if listed.page > 1 else ""
    return {"newer": newer, "older": f"{here}&page={listed.page + 1}" if listed.page < listed.pages else ""}


def _number(text: str | None, least: int, most: int) -> int | None:
    if text is None or not text.isascii() or not text.isdigit() or len(text) > 6:
        return None
    return int(text) if least <= int(text) <= most else None
