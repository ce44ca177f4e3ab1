"""Policies: the live draft of each practice, and the published versions that nobody can change."""

from uuid import uuid4

from django.db import models

from waveback.ground.vault.fields import SealedJSON


class PolicyDraft(models.Model):
    """The policy as it is being written. `revision` tells two open tabs apart."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    practice = models.OneToOneField("people.Practice", models.PROTECT, related_name="+")
    comfort = SealedJSON("practice", subject="practice_id")
    answers = SealedJSON("practice", subject="practice_id")
    revision = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()


class Version(models.Model):
    """A published version: immutable (guards.py). Not sealed: it is a document handed to every client."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    practice = models.ForeignKey("people.Practice", models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    answers = models.JSONField()
    comfort = models.JSONField()
    text = models.TextField()
    text_hash = models.CharField(max_length=64)
    material = models.BooleanField()
    changes = models.TextField(blank=True)
    published_at = models.DateTimeField()
    published_by = models.ForeignKey("people.Member", models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(name="version_number_once", fields=["practice", "number"])]
