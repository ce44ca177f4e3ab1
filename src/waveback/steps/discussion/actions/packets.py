"""Packets: each made once with its own code, and handed over once."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from waveback.ground import ledger
from waveback.ground.acts import act
from waveback.ground.vault.rows import change
from waveback.steps.discussion import queries, rules
from waveback.steps.discussion.models import Packet

if TYPE_CHECKING:
    from waveback.people.models import Client, Member
    from waveback.steps.discussion.models import Participant
    from waveback.steps.policy.models import Version


class HandedAlready(Exception):
    """It was recorded before that this paper was handed over; `.packet` says when."""

    def __init__(self, packet: Packet) -> None:
        super().__init__("handed over before")
        self.packet = packet


@dataclass(frozen=True)
class Wanted:
    """One packet to be made. client: None for a blank one; person: whose it is in a couple's or a group's file."""

    id: UUID
    client: "Client | None"
    person: "Participant | None" = None


def make_packet(
    *,
    member: "Member",
    client: "Client | None",
    version: "Version",
    language: str,
    paper: str,
    id: UUID,
    person: "Participant | None" = None,
) -> Packet:
    """Make one packet with a code of its own. client: None for the front desk. Sent twice, it lands once."""
    wanted = Wanted(id, client, person)
    try:
        return make_packets(member=member, many=[wanted], version=version, language=language, paper=paper)[0]
    except IntegrityError:  # sent twice
        return queries.packet_by_id(member, client, id)


def make_packets(
    *, member: "Member", many: Sequence[Wanted], version: "Version", language: str, paper: str
) -> list[Packet]:
    """Many at once: all of them or none. Each has its own line in the ledger, in its client's chain."""
    rows = [drawn(member, wanted, version, language, paper) for wanted in many]
    with act():
        for row in rows:
            _keep(row)
            _enter(member, row, version.number)
    return rows


def keep_packets(*, member: "Member", many: Sequence[Packet], number: int) -> None:
    """Keep packets that were drawn before and stand on paper now, with their codes as they are: all of them or none.

    number: of their version. Raises IntegrityError when a code was taken meanwhile: then the paper cannot be used.
    """
    with act():
        for row in many:
            row.save(force_insert=True)
            _enter(member, row, number)


def drawn(member: "Member", wanted: Wanted, version: "Version", language: str, paper: str) -> Packet:
    """A packet with a code of its own, not kept yet."""
    return Packet(
        id=wanted.id,
        practice_id=member.practice_id,
        client_id=wanted.client.id if wanted.client else None,
        participant_id=wanted.person.id if wanted.person else None,
        code=rules.draw_code(secrets.randbelow),
        version_id=version.id,
        language=language,
        paper=paper,
        made_at=timezone.now(),
        made_by_id=member.id,
    )


def _keep(row: Packet) -> None:
    """Under a code that no other packet has: among 10¹² a second draw is rare, a third unheard of."""
    for last in (False, False, True):
        try:
            with transaction.atomic():
                row.save(force_insert=True)
            return
        except IntegrityError:
            if last or Packet.objects.filter(pk=row.pk).exists():
                raise
            row.code = rules.draw_code(secrets.randbelow)


def _enter(member: "Member", row: Packet, number: int) -> None:
    ledger.record(
        practice=member.practice_id,
        what="discussion.packet.printed",
        by=member.id,
        client=row.client_id,
        about=row.id,
        content=ledger.canonical({"code": row.code, "version": str(row.version_id)}),
        facts={"version": number, "language": row.language, "paper": row.paper},
    )


def hand_over(*, member: "Member", packet: Packet, how: str, on: date) -> Packet:
    """Record that a copy came into the client's hands, once. Raises HandedAlready."""
    now = timezone.now()
    with act():
        if not change(packet, {"handed_at": None}, handed_how=how, handed_on=on, handed_at=now, handed_by_id=member.id):
            raise HandedAlready(queries.packet(member, packet.code))
        ledger.record(
            practice=member.practice_id,
            what="discussion.packet.handed",
            by=member.id,
            client=packet.client_id,
            about=packet.id,
            content=ledger.canonical({"code": packet.code, "how": how, "on": on.isoformat()}),
            facts={"how": how},
        )
    return packet
