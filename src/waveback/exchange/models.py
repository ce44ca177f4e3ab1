"""A list on its way in and the columns that were chosen for lists of its kind; what was filed in another system."""

from uuid import uuid4

from django.db import models
from django.db.models import Q

from waveback.exchange import handover
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


class RecordSystem(models.Model):
    """Where the record is kept besides: a member's own choice, or (without a member) the practice's.

    since: what was signed before that day is not listed as unfiled.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    practice = models.ForeignKey("people.Practice", models.PROTECT, related_name="+")
    member = models.ForeignKey("people.Member", models.PROTECT, null=True, related_name="+")
    system = models.CharField(max_length=20)
    since = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="exchange_system_own", fields=["member"]),
            models.UniqueConstraint(
                name="exchange_system_of_practice", fields=["practice"], condition=Q(member__isnull=True)
            ),
        ]


class Filed(models.Model):
    """That something signed was filed in another record system, or, by a newer row, that it is not there after all.

    about: the run-in, addendum, client's text or revisit; `run_in` is the note to which it belongs. The newest
    `turn` says how it stands. Nothing is changed or deleted.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    practice = models.ForeignKey("people.Practice", models.PROTECT, related_name="+")
    client = models.ForeignKey("people.Client", models.PROTECT, related_name="+")
    run_in = models.ForeignKey("document.RunIn", models.PROTECT, related_name="+")
    what = models.CharField(max_length=12)
    about = models.UUIDField()
    turn = models.PositiveIntegerField()
    state = models.CharField(max_length=10)
    system = models.CharField(max_length=20)
    on = models.DateField()
    at = models.DateTimeField()
    by = models.ForeignKey("people.Member", models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            # Two who file the same thing at once want the same turn: one of them gets it.
            models.UniqueConstraint(name="exchange_filed_turn", fields=["about", "turn"]),
            models.CheckConstraint(name="exchange_filed_what", condition=Q(what__in=list(handover.WHATS))),
            models.CheckConstraint(name="exchange_filed_state", condition=Q(state__in=["filed", "taken_back"])),
        ]

    @property
    def system_name(self) -> str:
        """ "another system" within a sentence."""
        return handover.NAMES[self.system] if self.system != handover.DEFAULT else "another system"


class ExportDraft(models.Model):
    """An export of one client's record that somebody prepares: what was chosen, and what is covered. Gone once made.

    told: {"chosen", "purpose", "recipient", "covers": [{"item", "passage", "reason"}]}
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    practice = models.ForeignKey("people.Practice", models.PROTECT, related_name="+")
    client = models.ForeignKey("people.Client", models.PROTECT, related_name="+")
    member = models.ForeignKey("people.Member", models.PROTECT, related_name="+")
    told = SealedJSON("client", subject="client_id")
    revision = models.PositiveIntegerField(default=1)
    begun_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(name="exchange_one_export_at_a_time", fields=["client", "member"])]


class Disclosure(models.Model):
    """That a client's record was handed out: to whom, why, which part, what was covered. Never changed.

    told: {"recipient", "purpose", "chosen", "covered", "sha256", "fingerprint", "covers"}. Its id was the draft's, so
    that an export is made once, however often its form is sent.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    practice = models.ForeignKey("people.Practice", models.PROTECT, related_name="+")
    client = models.ForeignKey("people.Client", models.PROTECT, related_name="+")
    told = SealedJSON("client", subject="client_id")
    at = models.DateTimeField()
    by = models.ForeignKey("people.Member", models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(name="exchange_disclosures", fields=["client", "at"])]
