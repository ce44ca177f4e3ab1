"""Finding a client while the name is being typed: 5,000 names are opened once, not once a keystroke.

Names are sealed, so no database can search them (security.md 4: no blind index until decrypting is too slow). Opening
5,000 takes a quarter of a second on two cores, too long between two keystrokes. So each member's directory stays
in memory for as long as keys do, a minute at most, and is made anew as soon as a file was opened, changed, ended or
erased, by whichever process: a stamp over the table tells.
"""

import time
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, Max, Sum

from waveback.ground import vault
from waveback.ground.vault import Compartment, KeyDestroyed
from waveback.ground.vault.keystore import KEPT_SECONDS
from waveback.people import queries, rules
from waveback.people.models import Client, Disposal, Member

MEMBERS_KEPT = 100


@dataclass(frozen=True, slots=True)
class Found:
    """A stretch of the clients found, in the order of names, and how many there are in all."""

    clients: list[Client]
    total: int


@dataclass(frozen=True, slots=True)
class _Listed:
    id: UUID
    order: tuple[str, str]
    names: str
    ended: bool


_kept: dict[UUID, tuple[Any, float, list[_Listed]]] = {}


def find(member: Member, text: str, *, include_ended: bool = False, start: int = 0, count: int = 50) -> Found:
    """Clients whose names or label contain every word of `text`; all of them when it is empty."""
    words = rules.folded(text).split()
    ids = [
        listed.id
        for listed in _directory(member)
        if (include_ended or not listed.ended) and all(word in listed.names for word in words)
    ]
    shown = ids[start : start + count]
    by_id = queries.clients_by_id(member, set(shown))
    return Found([by_id[each] for each in shown if each in by_id], len(ids))


def forget() -> None:
    """Drop every name from memory."""
    _kept.clear()


def _directory(member: Member) -> list[_Listed]:
    stamp = _stamp(member)
    held = _kept.get(member.pk)
    if held is not None and held[0] == stamp and held[1] > time.monotonic():
        return held[2]
    made = _made(member)
    if len(_kept) >= MEMBERS_KEPT:
        _kept.clear()
    _kept[member.pk] = (stamp, time.monotonic() + KEPT_SECONDS, made)
    return made


def _stamp(member: Member) -> Any:
    """Differs as soon as any file within reach was opened, changed, ended, reopened, removed or erased."""
    files = queries.within_reach(member).aggregate(
        Count("id"), Sum("revision"), Count("ended_at"), Max("ended_at"), Max("opened_at")
    )
    erased = Disposal.objects.filter(practice_id=member.practice_id, destroyed_at__isnull=False).count()
    return files, erased


def _made(member: Member) -> list[_Listed]:
    needed = ("id", "practice_id", "code_label", "legal_name", "name_used", "ended_at")
    files = list(queries.within_reach(member).only(*needed))
    vault.warm(Compartment(member.practice_id, "client", client.pk) for client in files)
    return sorted((_listed(client) for client in files), key=lambda listed: listed.order)


def _listed(client: Client) -> _Listed:
    label = rules.folded(client.code_label)
    try:
        name, legal = rules.folded(client.name), rules.folded(client.legal_name)
    except KeyDestroyed:
        # Erased files, which have no name, come last by their label.
        return _Listed(client.pk, ("\uffff", label), label, client.ended_at is not None)
    return _Listed(client.pk, (name, label), f"{name} {legal} {label}", client.ended_at is not None)
