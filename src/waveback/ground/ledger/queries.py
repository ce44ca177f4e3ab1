"""Reading the ledger: always of one practice."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery

from waveback.ground.ledger.models import Entry, Head
from waveback.ground.vault import Compartment


class EmptyLedger(LookupError):
    """Nothing has been entered yet, so there is no end to sign."""


def end(practice: UUID) -> tuple[int, str]:
    """Number and hash of the practice's last entry. Raises EmptyLedger."""
    found = Head.objects.filter(practice=practice, client=None).values_list("seq", "hash").first()
    if found is None:
        raise EmptyLedger
    return found


def any_since(practice: UUID, seq: int, whats: Collection[str]) -> bool:
    """Whether one of these acts was entered after that number."""
    return Entry.objects.filter(practice=practice, seq__gt=seq, what__in=list(whats)).exists()


def newest(practice: OuterRef, column: str) -> Subquery:
    """The `seq` or `hash` of the practice's last entry, to be read along with another row."""
    return Subquery(Head.objects.filter(practice=practice, client=None).values(column)[:1])


def client_end(practice: UUID, client: UUID) -> tuple[UUID, tuple[int, str]]:
    """The client's pseudonym, and number and hash of the last entry of their chain. Raises EmptyLedger."""
    head = Head.objects.filter(practice=practice, client=client).first()
    if head is None or head.pseudonym is None:
        raise EmptyLedger
    return head.pseudonym, (head.seq, head.hash)


def client_entries(practice: UUID, client: UUID) -> QuerySet[Entry]:
    """One client's chain from its beginning."""
    known_as = Head.objects.filter(practice=practice, client=client).values("pseudonym")
    return Entry.objects.filter(practice=practice, pseudonym__in=known_as).order_by("client_seq")


def client_of(entry: Entry) -> UUID | None:
    """The client whom an entry concerns."""
    if entry.pseudonym is None:
        return None
    return Head.objects.values_list("client", flat=True).get(practice=entry.practice, pseudonym=entry.pseudonym)


def compartment(practice: UUID, client: UUID | None) -> Compartment:
    """Whose key seals an entry's salt: the client's, so that it goes with their file; else the practice's."""
    return Compartment(practice, "practice", practice) if client is None else Compartment(practice, "client", client)
