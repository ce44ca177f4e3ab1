"""Talk-throughs under way, which are drafts, and acknowledgements, which are never changed."""

from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from waveback.ground.vault.fields import SealedJSON, SealedText
from waveback.steps.discussion import rules


class Talk(models.Model):
    """A talk-through under way: a draft, changed at every screen and gone once it is acknowledged.

    Its id becomes the acknowledgement's, so that a talk-through is answered once, however often
    the last form is sent. `answers` are the fields of all screens so far.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    practice = models.ForeignKey("people.Practice", models.PROTECT, related_name="+")
    client = models.ForeignKey("people.Client", models.PROTECT, related_name="+")
    member = models.ForeignKey("people.Member", models.PROTECT, related_name="+")
    version = models.ForeignKey("policy.Version", models.PROTECT, related_name="+")
    part = models.PositiveSmallIntegerField(default=1)
    answers = SealedJSON("client", subject="client_id", default=dict)
    revision = models.PositiveIntegerField(default=1)
    begun_at = models.DateTimeField()
    touched_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint("client", "member", name="discussion_one_talk_at_a_time")]


class Acknowledgement(models.Model):
    """What a client answered to one version, with the exact text that was shown. The newest turn holds."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    practice = models.ForeignKey("people.Practice", models.PROTECT, related_name="+")
    client = models.ForeignKey("people.Client", models.PROTECT, related_name="+")
    turn = models.PositiveIntegerField()
    state = models.CharField(max_length=16)
    version = models.ForeignKey("policy.Version", models.PROTECT, related_name="+")
    version_number = models.PositiveIntegerField()
    text = SealedText("client", subject="client_id")
    # The policy's own hash, which the policy publishes too: it tells nothing about the client.
    text_hash = models.CharField(max_length=64)
    language = models.CharField(max_length=16)
    # What was read back to the client: the wishes as they were signed. No hash of it stands outside
    # the seal, since so short a text could be guessed from one.
    read_back = SealedText("client", subject="client_id")
    questions = SealedText("client", subject="client_id")
    teach_back = SealedText("client", subject="client_id")
    way = models.CharField(max_length=16)
    # {"typed", "printed_name", "identity", "meaning", "consent", "said_by", "presence"}
    signature = SealedJSON("client", subject="client_id")
    wishes = models.ForeignKey("client_leads.Wishes", models.PROTECT, null=True, related_name="+")
    given_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("people.Member", models.PROTECT, related_name="+")
    factor = models.CharField(max_length=32)

    class Meta:
        constraints = [
            models.UniqueConstraint("client", "turn", name="discussion_one_per_turn"),
            models.CheckConstraint(name="discussion_known_state", condition=Q(state__in=rules.STATES)),
            models.CheckConstraint(name="discussion_known_way", condition=Q(way__in=rules.WAYS)),
            models.CheckConstraint(
                name="discussion_given_before_recorded",
                condition=Q(given_at__lte=F("recorded_at")),
            ),
        ]
        indexes = [models.Index(fields=["practice", "client", "-turn"], name="discussion_standing")]

    @property
    def told(self) -> str:
        """The answer as the file says it."""
        return rules.TOLD[self.state]
