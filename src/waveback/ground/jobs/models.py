from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from waveback.ground.vault.fields import SealedBytes, SealedJSON


class Job(models.Model):
    """Work that somebody asked for, how far it is, and for an hour what came of it."""

    class States(models.TextChoices):
        WAITING = "waiting"
        RUNNING = "running"
        DONE = "done"
        FAILED = "failed"
        CANCELLED = "cancelled"
        TAKEN = "taken"

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    practice = models.UUIDField()
    member = models.UUIDField()
    kind = models.CharField(max_length=40)
    state = models.CharField(max_length=12, choices=States.choices, default=States.WAITING)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    code = models.CharField(max_length=40, default="", blank=True)
    is_unwanted = models.BooleanField(default=False)
    back = models.CharField(max_length=200, default="/")
    worker = models.UUIDField(null=True)
    begun_at = models.DateTimeField()
    beat_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    args = SealedJSON("member", "member", practice="practice")
    about = SealedJSON("member", "member", practice="practice", null=True)
    result = SealedBytes("member", "member", practice="practice", null=True)

    class Meta:
        indexes = [
            models.Index(name="job_of_member", fields=["practice", "member"]),
            models.Index(name="job_by_state", fields=["state", "ended_at"]),
        ]
        constraints = [
            models.CheckConstraint(
                name="job_result_while_done",
                condition=Q(state="done", result__isnull=False) | (~Q(state="done") & Q(result__isnull=True)),
            ),
            models.CheckConstraint(
                name="job_ended_or_under_way",
                condition=Q(state__in=["waiting", "running"], ended_at__isnull=True)
                | (~Q(state__in=["waiting", "running"]) & Q(ended_at__isnull=False)),
            ),
            models.CheckConstraint(name="job_done_of_total", condition=Q(total=0) | Q(done__lte=F("total"))),
        ]
