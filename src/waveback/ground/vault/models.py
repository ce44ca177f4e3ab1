"""The key store: a database of its own (alias `keys`), outside the backups of the data.

Nothing here names a person. Keys are stored wrapped (AES key wrap, RFC 3394): data keys under their
practice's key, practice keys and the signing key under the master key, which lies elsewhere.
"""

from uuid import uuid4

from django.db import models
from django.db.models import Q


class Installation(models.Model):
    """One row: what proves that the right master key was found, and what the recovery kit opens."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    only = models.BooleanField(default=True, unique=True)
    proof = models.BinaryField()
    signing_key = models.BinaryField()
    signing_public = models.BinaryField()
    recovery_public = models.BinaryField(null=True)
    recovery_sealed_master = models.BinaryField(null=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(name="installation_only_one", condition=Q(only=True))]


class PracticeKey(models.Model):
    """The key under which a practice's data keys are wrapped. An epoch ends when a key is destroyed."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    practice = models.UUIDField()
    epoch = models.PositiveIntegerField()
    wrapped = models.BinaryField()
    created_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(name="practice_key_epoch_once", fields=["practice", "epoch"])]


class DataKey(models.Model):
    """The key of one compartment. `wrapped` is null once it was destroyed; the row says that it was."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    practice = models.UUIDField()
    kind = models.CharField(max_length=16)
    subject = models.UUIDField()
    version = models.PositiveIntegerField(default=1)
    recipient = models.CharField(max_length=40, default="practice")
    epoch = models.PositiveIntegerField()
    wrapped = models.BinaryField(null=True)
    created_at = models.DateTimeField()
    destroyed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="data_key_once", fields=["practice", "kind", "subject", "version", "recipient"]
            ),
            models.CheckConstraint(
                name="data_key_there_or_destroyed",
                condition=Q(wrapped__isnull=False, destroyed_at=None) | Q(wrapped=None, destroyed_at__isnull=False),
            ),
        ]
