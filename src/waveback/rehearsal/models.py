"""What one member's practising leaves behind: when each family comes back, and nothing of what was answered.

Both tables are sealed in the compartment "rehearsal", whose subject is the notebook, not the member: forgetting
destroys that key for good, and a notebook begun afterwards has another (docs/adr/0010-rehearsal.md).
"""

from uuid import uuid4

from django.db import models

from waveback.ground.vault.fields import SealedJSON


class Notebook(models.Model):
    """One member's own. `revision` tells two open tabs apart; every write of the room passes through it."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    practice = models.ForeignKey("people.Practice", models.PROTECT, related_name="+")
    member = models.OneToOneField("people.Member", models.PROTECT, related_name="+")
    # {"clock": bool, "begun_on": day, "round": the round that is open, or None,
    # "taken_in": the ids of answers that a phone handed in last, if any}
    held = SealedJSON("rehearsal", subject="id")
    revision = models.PositiveIntegerField(default=1)


class FamilyCard(models.Model):
    """One family of scenes in one notebook: when it comes back, which of its scenes were seen. Its name is sealed."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    practice = models.ForeignKey("people.Practice", models.PROTECT, related_name="+")
    notebook = models.ForeignKey(Notebook, models.CASCADE, related_name="+")
    # rounds.Card as values
    held = SealedJSON("rehearsal", subject="notebook_id")
