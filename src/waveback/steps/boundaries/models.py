"""What was agreed for places where therapist and client will both be. Rows are added, never changed."""

from uuid import uuid4

from django.db import models

from waveback.ground.vault.fields import SealedJSON, SealedText
from waveback.steps.boundaries import rules

STATES = ("agreed", "changed", "held", "ended")


class OverlapPlan(models.Model):
    """One version of one plan. The newest `number` of a `chain` is what holds; "ended" closes the chain.

    held: looked at again and kept as it was, with a new review day.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    practice = models.ForeignKey("people.Practice", models.PROTECT, related_name="+")
    client = models.ForeignKey("people.Client", models.PROTECT, related_name="+")
    chain = models.UUIDField()
    # Counts through all the plans of one client, so that two who change something at once want the same number:
    # the constraint lets one of them in, and the other reads again.
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=10)
    agreed = SealedJSON("client", subject="client_id")
    reason = SealedText("client", subject="client_id")
    on = models.DateField()
    review_on = models.DateField(null=True)
    source = models.CharField(max_length=20)
    set_at = models.DateTimeField()
    set_by = models.ForeignKey("people.Member", models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint("client", "number", name="boundaries_one_per_number"),
            models.CheckConstraint(name="boundaries_known_state", condition=models.Q(state__in=STATES)),
            models.CheckConstraint(
                name="boundaries_known_source",
                condition=models.Q(source__in=[option.value for option in rules.SOURCES]),
            ),
            # What is ended is never looked at again; whatever else is, has its day, and not before it was agreed.
            models.CheckConstraint(
                name="boundaries_review_day",
                condition=models.Q(state="ended", review_on=None)
                | (~models.Q(state="ended") & models.Q(review_on__gte=models.F("on"))),
            ),
        ]
        indexes = [
            models.Index(
                "practice", "review_on", name="boundaries_to_review", condition=models.Q(review_on__isnull=False)
            ),
            models.Index("chain", "number", name="boundaries_chain"),
        ]

    @property
    def plan(self) -> rules.Plan:
        """Raises KeyDestroyed once the file's key is gone."""
        return rules.kept({**self.agreed, "review": self.review_on})

    @property
    def ended(self) -> bool:
        return self.state == "ended"
