"""Policies: the live draft of each practice, and the published versions that nobody can change."""

from uuid import uuid4

from django.db import models

from waveback.ground.vault.fields import SealedJSON, SealedText
from waveback.steps.policy import translation


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


class Translation(models.Model):
    """The draft in another language, as far as somebody wrote it, and who read both texts."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    practice = models.ForeignKey("people.Practice", models.PROTECT, related_name="+")
    language = models.CharField(max_length=16)
    # {passage key: {"heading", "text", "of": the fingerprint of the English passage}}
    said = SealedJSON("practice", subject="practice_id", default=dict)
    # {"by", "on", "of": the fingerprint of both texts}, once somebody read both
    reviewed = SealedJSON("practice", subject="practice_id", null=True)
    revision = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(name="policy_translation_once", fields=["practice", "language"])]


class VersionText(models.Model):
    """A published version in another language: immutable (guards.py), and not sealed, as the version is not."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    practice = models.ForeignKey("people.Practice", models.PROTECT, related_name="+")
    version = models.ForeignKey("policy.Version", models.PROTECT, related_name="+")
    language = models.CharField(max_length=16)
    text = models.TextField()
    text_hash = models.CharField(max_length=64)
    reviewed_by = SealedText("practice", subject="practice_id")
    reviewed_on = models.DateField()
    added_at = models.DateTimeField()
    added_by = models.ForeignKey("people.Member", models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(name="policy_version_text_once", fields=["version", "language"])]

    @property
    def name(self) -> str:
        """The language in its own name."""
        return translation.name_of(self.language)
