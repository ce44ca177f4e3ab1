"""Reads about people. The member, or the practice, comes first: whoever asks decides what there is."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import OuterRef, Q, QuerySet

from waveback.ground import ledger as chain
from waveback.ground import vault
from waveback.ground.ledger import queries as ledger
from waveback.ground.prepared import prepared
from waveback.ground.vault import Compartment, KeyDestroyed
from waveback.people import rules
from waveback.people.models import Appointment, Client, Disposal, Member, Practice, User


class NotFound(LookupError):
    """It does not exist, or not for whoever asked: the two are never told apart."""


def member_of(user: User) -> Member | None:
    """The user's place in a practice, if it is neither suspended nor left. The first one joined comes first."""
    return next(iter(_places(user=user.pk)), None)


@prepared
def _places(user: UUID) -> QuerySet[Member]:
    places = Member.objects.select_related("practice", "user").filter(suspended_at=None, left_at=None)
    # Where the ledger stands goes onto whatever is printed of the page, and comes along without a query of its own.
    own = OuterRef("practice_id")
    places = places.annotate(ledger_seq=ledger.newest(own, "seq"), ledger_hash=ledger.newest(own, "hash"))
    return places.filter(user_id=user, user__is_active=True).order_by("joined_at", "id")[:1]


def member_at_work(practice_id: UUID, member_id: UUID) -> Member:
    """For work that somebody began and that goes on without them. Raises NotFound once they were suspended or left."""
    places = Member.objects.select_related("practice", "user").filter(suspended_at=None, left_at=None)
    found = places.filter(practice_id=practice_id, pk=member_id, user__is_active=True).first()
    if found is None:
        raise NotFound
    return found


def is_claimed() -> bool:
    return Practice.objects.exists()


def practices() -> list[Practice]:
    return list(Practice.objects.order_by("created_at", "id"))


def owners(practice: Practice) -> list[Member]:
    active = Member.objects.select_related("practice", "user").filter(left_at=None, suspended_at=None)
    return list(active.filter(practice=practice, role="owner").order_by("joined_at", "id"))


def members(practice: Practice) -> dict[UUID, Member]:
    """Everybody who ever was a member, by id: for the names under what they wrote."""
    return {member.pk: member for member in Member.objects.filter(practice=practice)}


def member_by_id(practice_id: UUID, member_id: UUID) -> Member:
    """Somebody who still works in this practice, for work that is done off a request. Raises NotFound."""
    places = Member.objects.select_related("practice", "user").filter(practice_id=practice_id, pk=member_id)
    found = places.filter(left_at=None, suspended_at=None, user__is_active=True).first()
    if found is None:
        raise NotFound
    return found


def within_reach(member: Member) -> QuerySet[Client]:
    """Who may see whom: an owner sees every client of the practice. Every read of clients starts here."""
    return Client.objects.filter(practice_id=member.practice_id)


def client_of(member: Member, client_id: UUID) -> Client:
    """Raises NotFound, for another practice's client as for none."""
    try:
        return within_reach(member).get(pk=client_id)
    except Client.DoesNotExist:
        raise NotFound from None


def clients_of(member: Member, *, include_ended: bool = False) -> list[Client]:
    """By the name used; erased files, which have none, come last by their label."""
    found = within_reach(member)
    return _by_name(member, found if include_ended else found.filter(ended_at=None))


def clients_by_id(member: Member, ids: set[UUID]) -> dict[UUID, Client]:
    found = list(within_reach(member).filter(pk__in=ids))
    _warm(member, found)
    return {client.pk: client for client in found}


def erased(member: Member) -> set[UUID]:
    """The clients whose files were destroyed: few, over all the years."""
    return set(Disposal.objects.filter(practice_id=member.practice_id).values_list("client_id", flat=True))


def legal_name(client: Client) -> str:
    """As it stands on paper; empty once the file is erased."""
    try:
        return client.legal_name
    except KeyDestroyed:
        return ""


def search(member: Member, text: str, *, include_ended: bool = True) -> list[Client]:
    """Clients whose names or label contain every word of `text`, by name.

    Names are opened in memory: 100,000 short fields take 86 ms (security.md), so no index of names
    exists that could leak.
    """
    found = clients_of(member, include_ended=include_ended)
    return [client for client in found if rules.matches(text, *_names(client))]


def has_clients(member: Member) -> bool:
    """Whether there is any file at all, ended ones too."""
    return within_reach(member).exists()


def label_of(member: Member, label: str) -> Client | None:
    return within_reach(member).filter(code_label__iexact=label).first()


def labels(practice: Practice) -> list[str]:
    """The code labels in use, in alphabetical order: all that a command line may show of clients."""
    return list(Client.objects.filter(practice=practice).order_by("code_label").values_list("code_label", flat=True))


def next_session(member: Member, client: Client, after: datetime) -> Appointment | None:
    return next(iter(_next(practice=member.practice_id, client=client.pk, after=after)), None)


@prepared
def _next(practice: UUID, client: UUID, after: datetime) -> QuerySet[Appointment]:
    found = Appointment.objects.filter(practice_id=practice, cancelled_at=None, client_id=client, starts_at__gte=after)
    return found.order_by("starts_at", "id")[:1]


def next_sessions(member: Member, after: datetime) -> dict[UUID, datetime]:
    """Each client's next session after that moment, by client id; one query."""
    found = _diary(member).filter(starts_at__gte=after).order_by("-starts_at", "-id")
    return dict(found.values_list("client_id", "starts_at"))


def sessions_of(member: Member, client: Client) -> list[Appointment]:
    """Newest first."""
    return list(_diary(member).filter(client=client).order_by("-starts_at", "-id"))


def sessions_between(member: Member, start: datetime, end: datetime) -> list[Appointment]:
    """In order of time, with their clients."""
    found = _diary(member).filter(starts_at__gte=start, starts_at__lt=end)
    sessions = list(found.select_related("client").order_by("starts_at", "id"))
    _warm(member, [session.client for session in sessions])
    return sessions


def practice_time(practice: Practice, at: datetime) -> datetime:
    return at.astimezone(ZoneInfo(practice.time_zone))


def unfinished_disposals() -> list[Disposal]:
    return list(Disposal.objects.filter(destroyed_at=None).order_by("intended_at", "id"))


def living(kind: str) -> set[UUID]:
    """Every subject of a compartment that the data knows: for collecting orphaned keys."""
    models = {"practice": Practice, "member": Member}
    known = models.get(kind, Client)
    return set(known._default_manager.values_list("pk", flat=True))


def _diary(member: Member) -> QuerySet[Appointment]:
    reach = Q(practice_id=member.practice_id)
    return Appointment.objects.filter(reach, cancelled_at=None)


def _by_name(member: Member, found: QuerySet[Client]) -> list[Client]:
    clients = list(found)
    _warm(member, clients)
    return sorted(
        clients, key=lambda client: (rules.folded(" ".join(_names(client)[:1])) or "\uffff", client.code_label)
    )


def _names(client: Client) -> list[str]:
    try:
        return [client.name, client.legal_name, client.code_label]
    except KeyDestroyed:
        return ["", "", client.code_label]


def _warm(member: Member, clients: list[Client]) -> None:
    vault.warm(Compartment(member.practice_id, "client", client.pk) for client in clients)


# For a record that leaves the house


def in_zone(member: Member, at: datetime) -> str:
    """A moment as a record writes it: ISO 8601 with the practice's offset."""
    return practice_time(member.practice, at).isoformat(timespec="seconds")


def within(at: datetime, since: datetime | None, until: datetime | None) -> bool:
    """At or after `since` and before `until`, where each is given."""
    return (since is None or at >= since) and (until is None or at < until)


def for_record(
    member: Member, client: Client, since: datetime | None = None, until: datetime | None = None
) -> dict[str, list[dict[str, Any]]]:
    """Who the file is of, and the sessions that were entered, for a record. Raises KeyDestroyed."""
    facts = {
        "legal_name": client.legal_name,
        "name_used": client.name_used,
        "email": client.email,
        "phone": client.phone,
        "birth_date": client.birth_date,
        "outside_id": client.outside_id,
        **(client.facts or {}),
    }
    told = [(label, str(facts.get(name) or "")) for name, label in rules.DETAILS.items()]
    # As the ledger commits to it: the details as they are now. What they were before is kept nowhere.
    details = {name: facts.get(name, "") for name in ("birth_date", "email", "guardian", "kind", "legal_name", "minor")}
    details |= {name: facts[name] for name in ("name_used", "outside_id", "phone")}
    who = {
        "id": str(client.pk),
        "kind": "file",
        "title": "Whose record this is",
        "at": in_zone(member, client.opened_at),
        "facts": facts | {"ended_at": in_zone(member, client.ended_at) if client.ended_at else None},
        "texts": [[label, text] for label, text in told if text],
        "commits": [
            {"what": what, "about": None, "content": chain.canonical(details)}
            for what in ("people.client.opened", "people.client.changed")
        ],
    }
    rows = Appointment.objects.filter(practice_id=member.practice_id, client=client).order_by("starts_at", "id")
    return {"file": [who], "sessions": [_session(member, row) for row in rows if within(row.starts_at, since, until)]}


def _session(member: Member, row: Appointment) -> dict[str, Any]:
    at = in_zone(member, row.starts_at)
    state = "cancelled" if row.cancelled_at else "entered"
    content = {"starts_at": row.starts_at.astimezone(UTC).isoformat(), "minutes": row.minutes}
    return {
        "id": str(row.pk),
        "kind": "session",
        "title": "Session",
        "at": at,
        "facts": {"minutes": row.minutes, "state": state},
        "texts": [["Length", f"{row.minutes} minutes"], ["State", state.capitalize()]],
        "commits": [
            {"what": "people.session.entered", "about": str(row.pk), "content": chain.canonical(content)},
            {"what": "people.session.cancelled", "about": str(row.pk), "content": None},
        ],
    }
