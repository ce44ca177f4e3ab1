"""Reads of packets: by the code on the paper, and those of one client."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import QuerySet

from waveback.people import queries as people
from waveback.steps.discussion import rules
from waveback.steps.discussion.models import Packet
from waveback.steps.discussion.queries.standing import NotFound

if TYPE_CHECKING:
    from waveback.people.models import Client, Member


class NoSuchPacket(NotFound):
    """No paper within the member's reach has this code: unknown and another practice's are never told apart."""


def packet(member: "Member", code: str) -> Packet:
    """The packet with this code, however it was typed. Raises NoSuchPacket, and rules.BadCode for no code at all."""
    found = _within_reach(member).filter(code=rules.read_code(code)).first()
    if found is None:
        raise NoSuchPacket
    return found


def packets(member: "Member", client: "Client") -> QuerySet[Packet]:
    """The papers made for this client, newest first."""
    return _within_reach(member).filter(client_id=client.pk).order_by("-made_at", "-id")


def blank_packets(member: "Member") -> QuerySet[Packet]:
    """Those made for nobody in particular, newest first."""
    return _within_reach(member).filter(client=None).order_by("-made_at", "-id")


def packet_by_id(member: "Member", client: "Client | None", packet_id: UUID) -> Packet:
    """Raises NoSuchPacket."""
    mine = packets(member, client) if client else blank_packets(member)
    found = mine.filter(pk=packet_id).first()
    if found is None:
        raise NoSuchPacket
    return found


def _within_reach(member: "Member") -> QuerySet[Packet]:
    rows = Packet.objects.filter(practice_id=member.practice_id)
    clients = people.within_reach(member).values("pk")
    mine = rows.filter(client=None) | rows.filter(client__in=clients)
    return mine.select_related("version", "participant", "made_by", "handed_by", "client")
