"""A list on its way in, and the columns that were chosen for lists of its kind."""

from uuid import uuid4

from django.db import models

from waveback.ground.vault.fields import SealedJSON


class ImportDraft(models.Model):
    """An uploaded list between preview and bringing in; sealed for whoever uploaded it; gone after a day at most."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    practice = models.ForeignKey("people.Practice", models.PROTECT, related_name="+")
    member = models.ForeignKey("people.Member", models.PROTECT, related_name="+")
    content = SealedJSON("member", subject="member_id")
    revision = models.PositiveIntegerField(default=1)
    kept_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(name="import_one_at_a_time", fields=["member"])]


class RememberedColumns(models.Model):
    """Which column was what in the last list with these titles. The fingerprint stands for titles, never for cells."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    practice = models.ForeignKey("people.Practice", models.PROTECT, related_name="+")
    fingerprint = models.CharField(max_length=64)
    chosen = SealedJSON("practice", subject="practice_id")

    class Meta:
        constraints = [models.UniqueConstraint(name="columns_once_per_kind", fields=["practice", "fingerprint"])]
