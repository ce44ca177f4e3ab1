"""The revisit of one run-in: drafted in the client's words, then signed and locked."""

from typing import Any
from uuid import uuid4

from django.db import models
from django.db.models import Q

from waveback.ground.vault.fields import SealedJSON, SealedText


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
        indexes = [models.Index(name="revisit_file", fields=["client", "signed_at"])]

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
