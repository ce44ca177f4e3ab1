"""Reads of the phone's room: keys and devices, what waits for whom. A device is found by its token alone."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Q, QuerySet, Sum

from waveback.people import queries as people
from waveback.phone import rules, sealing
from waveback.phone.models import Arrival, Device, Held, PairingCode, PhoneKey

if TYPE_CHECKING:
    from waveback.people.models import Member


class NotFound(people.NotFound):
    """No such phone or entry, or not within the member's reach."""


# Keys


def newest_key(practice_id: UUID) -> PhoneKey | None:
    return PhoneKey.objects.filter(practice_id=practice_id).order_by("-turn").first()


def key(key_id: UUID) -> PhoneKey | None:
    return PhoneKey.objects.filter(pk=key_id).first()


# Devices


def by_token(token: str) -> Device | None:
    """The device whose token this is, also one that was ended; None for nobody's."""
    if not token or len(token) > 200:
        return None
    return _devices().filter(token_hash=sealing.secret_digest(token)).first()


def device(device_id: UUID) -> Device | None:
    return _devices().filter(pk=device_id).first()


def _devices() -> "QuerySet[Device]":
    return Device.objects.select_related("member", "member__practice", "member__user")


def works(found: Device) -> bool:
    """Whether this phone is neither ended nor its member suspended or gone."""
    return found.ended_at is None and is_at_work(found.member)


def is_at_work(member: "Member") -> bool:
    return member.left_at is None and member.suspended_at is None and member.user.is_active


def devices(member: "Member") -> list[Device]:
    """The member's phones, those in use first, then the ended ones, the latest seen first."""
    found = list(Device.objects.filter(member_id=member.pk, practice_id=member.practice_id).order_by("-last_seen_at"))
    return sorted(found, key=lambda one: one.ended_at is not None)


def own_device(member: "Member", device_id: UUID) -> Device:
    """Raises NotFound, for somebody else's phone as for none."""
    found = Device.objects.filter(member_id=member.pk, practice_id=member.practice_id, pk=device_id).first()
    if found is None:
        raise NotFound
    return found


def in_use(member: "Member") -> int:
    return Device.objects.filter(member_id=member.pk, ended_at=None).count()


def all_in_use() -> int:
    """Over all practices: for the installation's own check."""
    return Device.objects.filter(ended_at=None).count()


def wrong_tries(member_id: UUID) -> int:
    """How many wrong PINs were tried on all phones of this member in use, since the last right one on each."""
    found = Device.objects.filter(member_id=member_id, ended_at=None).aggregate(tries=Sum("pin_failures"))
    return found["tries"] or 0


def code(typed: str, now: datetime) -> PairingCode | None:
    """The pairing code that this is, if it still works. Looking does not spend it."""
    wanted = sealing.secret_digest(rules.plain_code(typed))
    found = PairingCode.objects.select_related("member", "member__practice", "member__user")
    one = found.filter(code_hash=wanted).first()
    open_ = one is not None and rules.code_is_open(one.made_at, one.spent_at, now) and is_at_work(one.member)
    return one if open_ else None


# What arrived


def arrival(member_id: UUID, capture: UUID) -> Arrival | None:
    return Arrival.objects.filter(member_id=member_id, capture=capture).first()


def held_once(member_id: UUID, capture: UUID, digest: str) -> Held | None:
    """The very same bytes, set apart before and perhaps decided."""
    return Held.objects.filter(member_id=member_id, capture=capture, digest=digest).first()


def sent_lately(device_id: UUID, now: datetime) -> int:
    """How many captures a phone has begun within a day, kept or set apart."""
    day = now - timedelta(days=1)
    kept = Arrival.objects.filter(device=device_id, received_at__gte=day).count()
    return kept + Held.objects.filter(device=device_id, arrived_at__gte=day).count()


def held_for(member_id: UUID) -> int:
    return Held.objects.filter(member_id=member_id, decision="").count()


# What waits for a member's decision


@dataclass(frozen=True)
class Waiting:
    """One entry that was set apart. phone: its name, "" where it is not known; of: its member, if somebody else."""

    id: UUID
    phone: str
    of: str
    reason: str
    arrived_at: datetime


def waiting(member: "Member") -> list[Waiting]:
    """What waits for this member, the oldest first. An owner decides for those who have left, too."""
    rows = list(_waiting(member).select_related("member").order_by("arrived_at", "id"))
    known = {one.pk: one for one in Device.objects.filter(pk__in=[row.device for row in rows])}
    return [
        Waiting(
            row.pk,
            known[row.device].name if row.device in known else "",
            row.member.name if row.member_id != member.pk else "",
            row.reason,
            row.arrived_at,
        )
        for row in rows
    ]


def count_waiting(member: "Member") -> int:
    return _waiting(member).count()


def one_waiting(member: "Member", held_id: UUID) -> Held:
    """Raises NotFound: not theirs, decided already, or never there."""
    found = _waiting(member).select_related("key", "member").filter(pk=held_id).first()
    if found is None:
        raise NotFound
    return found


def _waiting(member: "Member") -> "QuerySet[Held]":
    theirs = Q(member_id=member.pk)
    if member.role == "owner":
        theirs |= Q(member__left_at__isnull=False)
    return Held.objects.filter(theirs, practice_id=member.practice_id, decision="")
