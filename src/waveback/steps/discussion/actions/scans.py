"""Scans of signed papers: kept beside the answer they belong to, and marked in error where they don't."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from django.db import IntegrityError
from django.utils import timezone

from waveback.ground import ledger
from waveback.ground.acts import act
from waveback.ground.vault.rows import change
from waveback.steps.discussion import queries
from waveback.steps.discussion.models import Acknowledgement, GreetFirst, Packet, Scan, ScanPage

if TYPE_CHECKING:
    from waveback.people.models import Client, Member


class MarkedAlready(Exception):
    """Another window marked this scan as wrong first."""


@dataclass(frozen=True)
class Scanned:
    """Cleaned pages, ready to be kept. told: what was left out of the files. packet: the one whose code they carry."""

    id: UUID
    pages: Sequence[bytes]
    told: Sequence[str] = ()
    packet: Packet | None = None


def keep_scan(*, member: "Member", client: "Client", scanned: Scanned, beside: Acknowledgement | GreetFirst) -> Scan:
    """Keep a signed paper's pages, sealed, beside the answer they belong to. Sent twice, they land once."""
    landed = queries.scan_or_none(member, client, scanned.id)
    if landed:
        return landed
    try:
        with act():
            return keep_pages(member, client, scanned, beside)
    except IntegrityError:  # sent twice at the same moment
        landed = queries.scan_or_none(member, client, scanned.id)
        if landed is None:
            raise
        return landed


def keep_pages(member: "Member", client: "Client", scanned: Scanned, beside: Acknowledgement | GreetFirst) -> Scan:
    """Within an act that records the answer itself, too."""
    whose = {"practice_id": member.practice_id, "client_id": client.id}
    hashes = [sha256(page).hexdigest() for page in scanned.pages]
    row = Scan(
        id=scanned.id,
        **whose,
        acknowledgement=beside if isinstance(beside, Acknowledgement) else None,
        greet_first=beside if isinstance(beside, GreetFirst) else None,
        packet=scanned.packet,
        pages=len(scanned.pages),
        about={"told": list(scanned.told), "sha256": hashes},
        kept_at=timezone.now(),
        kept_by_id=member.id,
    )
    row.save(force_insert=True)
    for number, picture in enumerate(scanned.pages, start=1):
        ScanPage(id=uuid4(), **whose, scan=row, number=number, picture=picture).save(force_insert=True)
    ledger.record(
        practice=member.practice_id,
        what="discussion.scan.kept",
        by=member.id,
        client=client.id,
        about=row.id,
        content=ledger.canonical(queries.scan_content(row)),
        facts={"pages": row.pages},
    )
    return row


def mark_scan_wrong(*, member: "Member", client: "Client", scan: Scan, reason: str) -> None:
    """Say that a scan does not belong here, and why. It stays. Sent twice, it lands once. Raises MarkedAlready."""
    with act():
        marked = {"wrong_because": reason, "wrong_at": timezone.now(), "wrong_by_id": member.id}
        if not change(scan, {"wrong_at": None}, **marked):
            raise MarkedAlready
        ledger.record(
            practice=member.practice_id,
            what="discussion.scan.in-error",
            by=member.id,
            client=client.id,
            about=scan.id,
            content=ledger.canonical({"reason": reason}),
            facts={},
        )
