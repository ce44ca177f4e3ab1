"""What each client wants. A row is never changed; the newest turn is what holds."""

from datetime import date
from uuid import uuid4

from django.db import models
from django.db.models.functions import Mod
from django.db.models.lookups import Exact

from waveback.ground.vault.fields import SealedJSON, SealedText
from waveback.steps.client_leads import rules


class Wishes(models.Model):
    """One setting of a client's wishes, in one situation. `on` is the day from which they hold."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    practice = models.ForeignKey("people.Practice", models.PROTECT, related_name="+")
    client = models.ForeignKey("people.Client", models.PROTECT, related_name="+")
    situation = models.CharField(max_length=20, default=rules.GENERAL)
    # Two people who set wishes at once both want the same turn: the constraint lets one of them in.
    turn = models.PositiveIntegerField()
    chosen = SealedJSON("client", subject="client_id")
    on = models.DateField()
    source = models.CharField(max_length=20)
    set_at = models.DateTimeField()
    set_by = models.ForeignKey("people.Member", models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint("client", "situation", "turn", name="client_leads_one_per_turn"),
            models.CheckConstraint(
                name="client_leads_known_source",
                condition=models.Q(source__in=[option.value for option in rules.SOURCES]),
            ),
        ]

    @property
    def choices(self) -> rules.Choices:
        return rules.choices(self.chosen)

    @property
    def since(self) -> date:
        return self.on

    @property
    def acknowledge(self) -> str:
        return self.choices.acknowledge

    @property
    def greeting(self) -> str:
        return self.choices.greeting

    @property
    def introduction(self) -> str:
        return self.choices.introduction

    @property
    def who_knows(self) -> list[str]:
        return list(self.choices.who_knows)

    @property
    def unsafe(self) -> bool:
        return self.choices.unsafe

    @property
    def how_to_raise(self) -> str:
        return self.choices.how_to_raise

    @property
    def note(self) -> str:
        return self.choices.note


class GreetFirst(models.Model):
    """Whether this client wants to be greeted first: allowed on their own written word, or ended. Rows are added only.

    The newest turn holds. `evidence` is the id of what the client signed (step 2); the reason is why it was ended.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    practice = models.ForeignKey("people.Practice", models.PROTECT, related_name="+")
    client = models.ForeignKey("people.Client", models.PROTECT, related_name="+")
    turn = models.PositiveIntegerField()
    state = models.CharField(max_length=8)
    evidence = models.UUIDField()
    on = models.DateField()
    reason = SealedText("client", subject="client_id", null=True)
    set_at = models.DateTimeField()
    set_by = models.ForeignKey("people.Member", models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint("client", "turn", name="client_leads_greet_first_turn"),
            models.CheckConstraint(
                name="client_leads_greet_first_state",
                # Allowed and ended take turns: the odd ones begin, the even ones end.
                condition=models.Q(Exact(Mod("turn", 2), 1), state="allowed", reason__isnull=True)
                | models.Q(Exact(Mod("turn", 2), 0), state="ended", reason__isnull=False),
            ),
        ]
