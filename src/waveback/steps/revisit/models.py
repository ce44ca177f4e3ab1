"""The revisit of one run-in: drafted in the client's words, then signed and locked."""

from typing import Any
from uuid import uuid4

from django.db import models
from django.db.models import Q

from waveback.ground.vault.fields import SealedJSON, SealedText
from waveback.steps.revisit import rules


class Revisit(models.Model):
    """One row per run-in, from the first touch on; before that a revisit is only waiting, and derived."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    practice = models.ForeignKey("people.Practice", models.PROTECT, related_name="+")
    client = models.ForeignKey("people.Client", models.PROTECT, related_name="+")
    run_in = models.OneToOneField("document.RunIn", models.PROTECT, related_name="+")
    author = models.ForeignKey("people.Member", models.PROTECT, related_name="+")
    # {"outcome", "words", "ease", "themes", "topics", "next", "reason"}: see rules.tidy
    told = SealedJSON("client", subject="client_id")
    revision = models.PositiveIntegerField(default=1)
    touched_at = models.DateTimeField()
    wishes = models.ForeignKey("client_leads.Wishes", models.PROTECT, null=True, related_name="+")
    signed_at = models.DateTimeField(null=True)
    signed_by = models.ForeignKey("people.Member", models.PROTECT, null=True, related_name="+")
    signed_name = models.CharField(max_length=250, default="", blank=True)
    signed_factor = models.CharField(max_length=32, default="", blank=True)
    signed_text = SealedText("client", subject="client_id", null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="revisit_signature_whole",
                condition=Q(
                    signed_at=None,
                    signed_by=None,
                    signed_text__isnull=True,
                    signed_name="",
                    signed_factor="",
                    wishes=None,
                )
                | (
                    Q(signed_at__isnull=False, signed_by__isnull=False, signed_text__isnull=False)
                    & ~Q(signed_name="")
                    & ~Q(signed_factor="")
                ),
            ),
            models.CheckConstraint(
                name="revisit_signed_by_its_author", condition=Q(signed_by=None) | Q(signed_by=models.F("author"))
            ),
        ]
        indexes = [
            models.Index(name="revisit_file", fields=["client", "signed_at"]),
            models.Index(name="revisit_signed", fields=["practice", "signed_at"]),
        ]

    @property
    def content(self) -> dict[str, Any]:
        """What was told. Raises KeyDestroyed."""
        return dict(self.told or {})

    @property
    def outcome(self) -> str:
        return str(self.content.get("outcome", ""))

    @property
    def words(self) -> str:
        return str(self.content.get("words", ""))


class Topic(models.Model):
    """The beginning of a thread: what the client wants to come back to, in their words. Entries follow it."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    practice = models.ForeignKey("people.Practice", models.PROTECT, related_name="+")
    client = models.ForeignKey("people.Client", models.PROTECT, related_name="+")
    run_in = models.ForeignKey("document.RunIn", models.PROTECT, null=True, related_name="+")
    # {"words", "theme", "goal"}
    said = SealedJSON("client", subject="client_id")
    carried = models.BooleanField()
    added_at = models.DateTimeField()
    added_by = models.ForeignKey("people.Member", models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(name="revisit_threads", fields=["client", "added_at"])]


class TopicEntry(models.Model):
    """What became of a thread at one session. The newest `number` says whether it is open."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    practice = models.ForeignKey("people.Practice", models.PROTECT, related_name="+")
    client = models.ForeignKey("people.Client", models.PROTECT, related_name="+")
    topic = models.ForeignKey(Topic, models.PROTECT, related_name="entries")
    # Two who add something at once want the same number: the constraint lets one of them in.
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=10)
    on = models.DateField()
    words = SealedText("client", subject="client_id")
    added_at = models.DateTimeField()
    added_by = models.ForeignKey("people.Member", models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(name="revisit_topic_turn", fields=["topic", "number"]),
            models.CheckConstraint(name="revisit_topic_entry_kind", condition=Q(kind__in=list(rules.ENTRIES))),
        ]


class PolicySuggestion(models.Model):
    """A clause to look at again after what was said, kept for the therapist until done or dismissed."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    practice = models.ForeignKey("people.Practice", models.PROTECT, related_name="+")
    client = models.ForeignKey("people.Client", models.PROTECT, related_name="+")
    run_in = models.ForeignKey("document.RunIn", models.PROTECT, related_name="+")
    author = models.ForeignKey("people.Member", models.PROTECT, related_name="+")
    # {"clause"}: which clause tells what the client spoke of
    told = SealedJSON("client", subject="client_id")
    suggested_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    settled_how = models.CharField(max_length=10, default="", blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="revisit_suggestion_settled",
                condition=Q(settled_at=None, settled_how="")
                | Q(settled_at__isnull=False, settled_how__in=["done", "dismissed"]),
            )
        ]
        indexes = [models.Index(name="revisit_suggested", fields=["author"], condition=Q(settled_at=None))]


class RepeatAnswer(models.Model):
    """What was decided about three run-ins in a quarter. It holds until the next run-in is put down."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    practice = models.ForeignKey("people.Practice", models.PROTECT, related_name="+")
    client = models.ForeignKey("people.Client", models.PROTECT, related_name="+")
    # {"kind", "on", "words"}
    told = SealedJSON("client", subject="client_id")
    answered_at = models.DateTimeField()
    answered_by = models.ForeignKey("people.Member", models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(name="revisit_repeats", fields=["client", "answered_at"])]


class ProcessNote(models.Model):
    """A therapist's private note, apart from the record: its author alone reads it, and may delete it."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    practice = models.ForeignKey("people.Practice", models.PROTECT, related_name="+")
    client = models.ForeignKey("people.Client", models.PROTECT, related_name="+")
    author = models.ForeignKey("people.Member", models.PROTECT, related_name="+")
    text = SealedText("process", subject="client_id")
    written_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(name="revisit_process", fields=["author", "client", "written_at"])]
