"""Reads of step 7, within the member's reach. "Waiting" is derived from signed run-ins."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from waveback.ground import vault
from waveback.ground.vault import Compartment
from waveback.people import queries as people
from waveback.steps.document import queries as document
from waveback.steps.policy import queries as policy
from waveback.steps.revisit import rules
from waveback.steps.revisit.models import Revisit

if TYPE_CHECKING:
    from waveback.people.models import Client, Member
    from waveback.steps.document.models import RunIn


class NotFound(people.NotFound):
    """No such run-in to revisit, or not within the member's reach."""


def revisits(member: "Member", client: "Client") -> list[Revisit]:
    """One client's revisits, drafts included, last touched first."""
    found = Revisit.objects.filter(practice_id=member.practice_id, client_id=client.pk)
    # What stands under the signature is loaded when it is read: a file shows the words alone.
    rows = list(found.only(*_LISTED).order_by())
    for row in rows:
        row.client, row.practice_id = client, client.practice_id  # known already, so not fetched
    return sorted(rows, key=lambda row: (row.touched_at, str(row.pk)), reverse=True)


_LISTED = ("run_in_id", "told", "touched_at", "signed_at")


def of(member: "Member", run_in: "RunIn") -> Revisit | None:
    """The revisit of this run-in, once it was touched."""
    return _within_reach(member).filter(run_in_id=run_in.pk).first()


def to_revisit(member: "Member", run_in_id: UUID) -> "RunIn":
    """A signed run-in that stands. Raises NotFound: before its note is signed there is nothing to revisit."""
    found = document.signed(member).filter(pk=run_in_id).first()
    if found is None:
        raise NotFound
    return found


def waiting(member: "Member") -> list["RunIn"]:
    """Signed run-ins of open files without a signed revisit, oldest first; one query."""
    found = list(_waiting(member))
    vault.warm(Compartment(member.practice_id, "client", row.client_id) for row in found if row.client_id)
    return to_raise(member, found)


def waiting_of(member: "Member", client: "Client") -> list["RunIn"]:
    """One client's run-ins that wait for their revisit, oldest first."""
    return to_raise(member, _waiting(member).filter(client=client))


def to_raise(member: "Member", found: "Iterable[RunIn]") -> "list[RunIn]":
    """Those that may be raised with the client.

    Nothing waits in a file whose key was destroyed. What only the therapist noticed is raised if the
    policy says to tell always (clause 32); otherwise it is held back.
    """
    known: list[RunIn] = []
    unseen: list[RunIn] = []
    for row in found:
        try:
            (known if document.is_a_run_in(row) else unseen).append(row)
        except vault.KeyDestroyed:
            continue
    if unseen and document.unnoticed_rule(member) == "always":
        return sorted([*known, *unseen], key=lambda row: (row.happened_at, str(row.pk)))
    return known


def due(member: "Member", client: "Client", now: datetime) -> list["RunIn"]:
    """Those that wait, if the client's next session lies on this very day."""
    session = people.next_session(member, client, _day(member, now))
    starts_at = session.starts_at if session else None
    if not rules.is_due(starts_at, now, member.practice.time_zone):
        return []
    return waiting_of(member, client)


@dataclass(frozen=True)
class EasePoint:
    """How at ease a client said they had been at one run-in, 1 to 5."""

    run_in: UUID
    at: datetime
    ease: int


def ease_series(
    member: "Member",
    since: datetime | None = None,
    until: datetime | None = None,
    most: int | None = None,
) -> list[EasePoint]:
    """What clients said of run-ins in the span, oldest first; erased files are left out.

    most: only the newest so many.
    """
    found = _within_reach(member).filter(
        signed_at__isnull=False, run_in__in_error_at=None, **document.spanning("run_in__", since, until)
    )
    newest = found.select_related("run_in").order_by("-run_in__happened_at", "-id")[:most]
    rows = list(reversed(newest))
    vault.warm({Compartment(member.practice_id, "client", row.client_id) for row in rows})
    points = []
    for row in rows:
        try:
            said = row.content.get("ease")
        except vault.KeyDestroyed:
            continue
        if said:
            points.append(EasePoint(row.run_in_id, row.run_in.happened_at, int(said)))
    return points


def _within_reach(member: "Member") -> QuerySet[Revisit]:
    return Revisit.objects.filter(practice_id=member.practice_id, client__in=people.within_reach(member))


def _waiting(member: "Member") -> QuerySet["RunIn"]:
    closed = Revisit.objects.filter(run_in=OuterRef("pk"), signed_at__isnull=False)
    return document.signed(member).filter(~Exists(closed), client__ended_at=None)


def _day(member: "Member", now: datetime) -> datetime:
    """Midnight, in the practice's zone, of the day in which `now` lies."""
    local = people.practice_time(member.practice, now)
    return local.replace(hour=0, minute=0, second=0, microsecond=0)


def shown(row: Revisit) -> list[tuple[str, str]]:
    """What was told, as headings and texts. Raises KeyDestroyed."""
    return rules.shown(row.content)


def who_raises(member: "Member") -> str:
    """What the published policy says about who raises a run-in (clause 33): the chosen option, or ""."""
    version = policy.published(member.practice)
    answer = (version.answers if version else {}).get("33") or {}
    return str(answer.get("option", ""))
