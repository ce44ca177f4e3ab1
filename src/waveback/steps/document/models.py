"""A run-in from capture to signature, its addenda, and the therapist's own ease, which is nobody else's."""

from datetime import datetime
from typing import Any
from uuid import uuid4

from django.db import models
from django.db.models import Q

from waveback.ground.vault.fields import SealedJSON, SealedText
from waveback.steps.document import formats, rules, wording

_UNSIGNED = Q(signed_at=None, signed_by=None, signed_text__isnull=True, signed_name="", signed_factor="")
_SIGNED = Q(signed_at__isnull=False, signed_by__isnull=False, signed_text__isnull=False, client__isnull=False)


class RunIn(models.Model):
    """One run-in with one client. The same three people are three records that do not know of each other.

    Until it has a client, what was jotted down is sealed for its author; assigning it seals it anew
    for the client. `captured_at` is the device's clock (None when it did not say), `received_at` the server's.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    practice = models.ForeignKey("people.Practice", models.PROTECT, related_name="+")
    author = models.ForeignKey("people.Member", models.PROTECT, related_name="+")
    client = models.ForeignKey("people.Client", models.PROTECT, null=True, related_name="+")
    # Made by the page or the phone: a form that is sent twice lands once.
    capture_key = models.UUIDField()
    who = SealedText("member", subject="author_id", null=True)
    jotted = SealedJSON("member", subject="author_id", null=True)
    facts = SealedJSON("client", subject="client_id", null=True)
    happened_at = models.DateTimeField()
    happened_approximately = models.BooleanField(default=False)
    captured_at = models.DateTimeField(null=True)
    # Seconds by which the server's clock was ahead of the phone's when it was handed in; None from a desk.
    clock_offset = models.IntegerField(null=True)
    received_at = models.DateTimeField()
    drafted_at = models.DateTimeField(null=True)
    revision = models.PositiveIntegerField(default=1)
    policy_version = models.ForeignKey("policy.Version", models.PROTECT, null=True, related_name="+")
    signed_at = models.DateTimeField(null=True)
    signed_by = models.ForeignKey("people.Member", models.PROTECT, null=True, related_name="+")
    signed_name = models.CharField(max_length=250, default="", blank=True)
    signed_factor = models.CharField(max_length=32, default="", blank=True)
    signed_text = SealedText("client", subject="client_id", null=True)
    in_error_at = models.DateTimeField(null=True)
    in_error_by = models.ForeignKey("people.Member", models.PROTECT, null=True, related_name="+")
    in_error_reason = SealedText("client", subject="client_id", null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="document_captured_once", fields=["author", "capture_key"]),
            # Either it is the author's jotting, or it belongs to a client's file.
            models.CheckConstraint(
                name="document_one_compartment",
                condition=Q(client=None, jotted__isnull=False, facts__isnull=True)
                | Q(client__isnull=False, jotted__isnull=True, who__isnull=True, facts__isnull=False),
            ),
            # A signature is a person, a printed name, a factor, a text and a time, or it is nothing.
            models.CheckConstraint(
                name="document_signature_whole",
                condition=_UNSIGNED | (_SIGNED & ~Q(signed_name="") & ~Q(signed_factor="")),
            ),
            # One signs for oneself.
            models.CheckConstraint(
                name="document_signed_by_its_author", condition=Q(signed_by=None) | Q(signed_by=models.F("author"))
            ),
            models.CheckConstraint(
                name="document_error_whole",
                condition=Q(in_error_at=None, in_error_by=None, in_error_reason__isnull=True)
                | Q(
                    in_error_at__isnull=False,
                    in_error_by__isnull=False,
                    in_error_reason__isnull=False,
                    signed_at__isnull=False,
                ),
            ),
        ]
        indexes = [
            models.Index(name="document_file", fields=["client", "happened_at"]),
            # Holds all by which the list filters and counts, so that no row is read for a number.
            models.Index(
                name="document_year",
                fields=["practice", "happened_at", "client", "author", "signed_at", "in_error_at"],
            ),
            models.Index(name="document_unfinished", fields=["author", "received_at"], condition=Q(signed_at=None)),
        ]

    @property
    def state(self) -> str:
        """captured, drafted, signed or in_error."""
        return rules.state(self.drafted_at, self.signed_at, self.in_error_at)

    @property
    def noted(self) -> dict[str, Any]:
        """What is known of it, whosever compartment it stands in. Raises KeyDestroyed."""
        return dict((self.jotted if self.client_id is None else self.facts) or {})

    @property
    def title(self) -> str:
        return wording.title(self.noted)

    @property
    def setting(self) -> str:
        """The kind of place, as its code."""
        return str(self.noted.get("place", ""))

    @property
    def summary(self) -> list[str]:
        return wording.summary(self.noted)

    @property
    def is_late(self) -> bool:
        return rules.is_late(self.happened_at, self.received_at)

    @property
    def clock_says(self) -> str:
        return rules.clock_says(self.clock_offset)

    def age(self, now: datetime) -> int:
        """Days since it happened."""
        return rules.days_old(self.happened_at, now)


class Addendum(models.Model):
    """Something added below a signed note: signed on its own, and never changed either."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    practice = models.ForeignKey("people.Practice", models.PROTECT, related_name="+")
    client = models.ForeignKey("people.Client", models.PROTECT, related_name="+")
    run_in = models.ForeignKey("document.RunIn", models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    reason = models.CharField(max_length=20)
    text = SealedText("client", subject="client_id")
    # Canonical JSON with the SHA-256 of the note it refers to; sealed, because a short note's hash can be guessed.
    signed_text = SealedText("client", subject="client_id")
    signed_at = models.DateTimeField()
    signed_by = models.ForeignKey("people.Member", models.PROTECT, related_name="+")
    signed_name = models.CharField(max_length=250)
    signed_factor = models.CharField(max_length=32)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="document_addendum_turn", fields=["run_in", "number"]),
            models.CheckConstraint(
                name="document_addendum_reason", condition=Q(reason__in=["correction", "addition", "client_asked"])
            ),
        ]


class ClientText(models.Model):
    """What the client said about a signed note, beside the note and never in its place.

    account: their own telling of it. amendment: what they ask to be corrected. answer: what was decided about
    such a request (`of`), with the correction or the reason. Each is signed on its own by whoever wrote it down.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    practice = models.ForeignKey("people.Practice", models.PROTECT, related_name="+")
    client = models.ForeignKey("people.Client", models.PROTECT, related_name="+")
    run_in = models.ForeignKey("document.RunIn", models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10)
    of = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    decision = models.CharField(max_length=10, default="", blank=True)
    given_on = models.DateField()
    text = SealedText("client", subject="client_id")
    signed_text = SealedText("client", subject="client_id")
    signed_at = models.DateTimeField()
    signed_by = models.ForeignKey("people.Member", models.PROTECT, related_name="+")
    signed_name = models.CharField(max_length=250)
    signed_factor = models.CharField(max_length=32)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="document_client_text_turn", fields=["run_in", "number"]),
            # A request is answered once; whoever changes their mind adds an addendum.
            models.UniqueConstraint(name="document_client_text_answered_once", fields=["of"]),
            models.CheckConstraint(
                name="document_client_text_kind",
                condition=Q(kind__in=["account", "amendment"], of=None, decision="")
                | Q(kind="answer", of__isnull=False, decision__in=["accepted", "declined"]),
            ),
        ]


class FormatChoice(models.Model):
    """In which format notes are shown to copy: a member's own choice, or (without a member) the practice's."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    practice = models.ForeignKey("people.Practice", models.PROTECT, related_name="+")
    member = models.ForeignKey("people.Member", models.PROTECT, null=True, related_name="+")
    format = models.CharField(max_length=10)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="document_format_own", fields=["member"]),
            models.UniqueConstraint(
                name="document_format_of_practice", fields=["practice"], condition=Q(member__isnull=True)
            ),
            models.CheckConstraint(name="document_format_known", condition=Q(format__in=formats.KEYS)),
        ]


class Ease(models.Model):
    """How at ease the therapist was, 1 to 5. Sealed for them alone; no part of the client's file."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    practice = models.ForeignKey("people.Practice", models.PROTECT, related_name="+")
    member = models.ForeignKey("people.Member", models.PROTECT, related_name="+")
    run_in = models.ForeignKey("document.RunIn", models.CASCADE, related_name="+")
    ease = SealedJSON("member", subject="member_id")

    class Meta:
        constraints = [models.UniqueConstraint(name="document_ease_once", fields=["member", "run_in"])]
