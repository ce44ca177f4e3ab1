"""A practice's keys for its phones, the phones, what arrived from them, and what was set apart."""

from uuid import uuid4

from django.db import models
from django.db.models import Q

from waveback.ground.vault.fields import SealedBytes, SealedText
from waveback.phone import rules


class PhoneKey(models.Model):
    """Two P-256 pairs: one opens what phones seal, one signs receipts. The newest is handed out, all of them open."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    practice = models.ForeignKey("people.Practice", models.PROTECT, related_name="+")
    turn = models.PositiveIntegerField()
    public = models.BinaryField()
    receipt_public = models.BinaryField()
    opening = SealedBytes("practice", subject="practice_id")
    signing = SealedBytes("practice", subject="practice_id")
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(name="phone_key_turn", fields=["practice", "turn"])]


class Device(models.Model):
    """A phone that one member paired. Its token hands in and fetches what a locked phone may hold; it reads nothing."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    practice = models.ForeignKey("people.Practice", models.PROTECT, related_name="+")
    member = models.ForeignKey("people.Member", models.PROTECT, related_name="+")
    name = SealedText("member", subject="member_id")
    token_hash = models.CharField(max_length=64, unique=True)
    paired_at = models.DateTimeField()
    last_seen_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    pin = models.CharField(max_length=128, default="", blank=True)
    pin_failures = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            # A phone that was ended unlocks nothing any more.
            models.CheckConstraint(name="phone_ended_has_no_pin", condition=Q(ended_at=None) | Q(pin="")),
        ]
        indexes = [models.Index(name="phone_of_member", fields=["member", "paired_at"])]


class PairingCode(models.Model):
    """A code with which one phone is paired, within a quarter of an hour. Only its SHA-256 is kept."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    practice = models.ForeignKey("people.Practice", models.PROTECT, related_name="+")
    member = models.ForeignKey("people.Member", models.PROTECT, related_name="+")
    code_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    spent_at = models.DateTimeField(null=True)


class Arrival(models.Model):
    """A capture that became a run-in, so that it does so once. `n`: which of its seals stands.

    run_in: its id, which outlives it when it is discarded. revision: the run-in's, when this seal landed.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    practice = models.ForeignKey("people.Practice", models.PROTECT, related_name="+")
    member = models.ForeignKey("people.Member", models.PROTECT, related_name="+")
    device = models.UUIDField()
    capture = models.UUIDField()
    n = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    run_in = models.UUIDField()
    revision = models.PositiveIntegerField()
    received_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(name="phone_arrived_once", fields=["member", "capture"])]
        indexes = [models.Index(name="phone_arrivals", fields=["device", "received_at"])]


_OPEN = Q(decision="", decided_at=None, decided_by=None, envelope__isnull=False)
_DECIDED = Q(decision__in=["taken", "thrown"], decided_at__isnull=False, decided_by__isnull=False, envelope=None)


class Held(models.Model):
    """A capture that was set apart: as it was sealed, until a member takes it in or throws it away.

    member: whose it is. device: the one that sealed it, which this practice may not know any more.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    practice = models.ForeignKey("people.Practice", models.PROTECT, related_name="+")
    member = models.ForeignKey("people.Member", models.PROTECT, related_name="+")
    device = models.UUIDField()
    capture = models.UUIDField()
    n = models.PositiveIntegerField()
    key = models.ForeignKey("phone.PhoneKey", models.PROTECT, related_name="+")
    envelope = models.BinaryField(null=True)
    digest = models.CharField(max_length=64)
    reason = models.CharField(max_length=10)
    clock_offset = models.IntegerField(null=True)
    arrived_at = models.DateTimeField()
    decision = models.CharField(max_length=6, default="", blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey("people.Member", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(name="phone_held_once", fields=["member", "capture", "digest"]),
            models.CheckConstraint(name="phone_held_reason", condition=Q(reason__in=rules.REASONS)),
            # Decided by somebody at a time, and then nothing of it is left here; or not at all.
            models.CheckConstraint(name="phone_held_whole", condition=_OPEN | _DECIDED),
        ]
        indexes = [models.Index(name="phone_waiting", fields=["practice", "arrived_at"], condition=Q(decision=""))]
