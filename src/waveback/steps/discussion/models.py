"""Talk-throughs under way, which are drafts; and what was answered, asked for and taken back, which never changes."""

from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from waveback.ground.vault.fields import SealedBytes, SealedJSON, SealedText
from waveback.steps.discussion import rules


class Participant(models.Model):
    """One person of a couple's or a group's file, by a role or the name they use. Each answers for themselves."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    practice = models.ForeignKey("people.Practice", models.PROTECT, related_name="+")
    client = models.ForeignKey("people.Client", models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    label = SealedText("client", subject="client_id")
    added_at = models.DateTimeField()
    added_by = models.ForeignKey("people.Member", models.PROTECT, related_name="+")
    left_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint("client", "number", name="discussion_participant_number_once")]


class Talk(models.Model):
    """A talk-through under way: a draft, changed at every screen and gone once it is acknowledged.

    Its id becomes the acknowledgement's, so that a talk-through is answered once, however often
    the last form is sent. `answers` are the fields of all screens so far.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    practice = models.ForeignKey("people.Practice", models.PROTECT, related_name="+")
    client = models.ForeignKey("people.Client", models.PROTECT, related_name="+")
    participant = models.ForeignKey("discussion.Participant", models.PROTECT, null=True, related_name="+")
    member = models.ForeignKey("people.Member", models.PROTECT, related_name="+")
    version = models.ForeignKey("policy.Version", models.PROTECT, related_name="+")
    part = models.PositiveSmallIntegerField(default=1)
    answers = SealedJSON("client", subject="client_id", default=dict)
    revision = models.PositiveIntegerField(default=1)
    begun_at = models.DateTimeField()
    touched_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="discussion_one_talk_at_a_time", fields=["client", "member"], condition=Q(participant=None)
            ),
            models.UniqueConstraint(
                name="discussion_one_talk_with_each",
                fields=["client", "member", "participant"],
                condition=Q(participant__isnull=False),
            ),
        ]

    @property
    def language(self) -> str:
        """In which it is talked through."""
        return str(self.answers.get("language") or rules.ENGLISH)


class Acknowledgement(models.Model):
    """What a client answered to one version, with the exact text that was shown. The newest turn holds."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    practice = models.ForeignKey("people.Practice", models.PROTECT, related_name="+")
    client = models.ForeignKey("people.Client", models.PROTECT, related_name="+")
    participant = models.ForeignKey("discussion.Participant", models.PROTECT, null=True, related_name="+")
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
    # What else was said: {"notice", "agreed", "plan", "choices", "assent", "assent_because", "minor_name", "paper"}
    further = SealedJSON("client", subject="client_id", null=True)
    way = models.CharField(max_length=16)
    signer = models.CharField(max_length=16, default=rules.SELF)
    # {"typed", "strokes", "printed_name", "identity", "meaning", "consent", "said_by", "presence"}, and since version 4
    # of this table "how": {"opened", "device", "browser", "time_zone", "checked", "copy", "paper_offered", "intent"}
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
            models.CheckConstraint(name="discussion_known_signer", condition=Q(signer__in=rules.SIGNERS)),
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


class Asked(models.Model):
    """Somebody asked to go over it again. It is answered by the next acknowledgement."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    practice = models.ForeignKey("people.Practice", models.PROTECT, related_name="+")
    client = models.ForeignKey("people.Client", models.PROTECT, related_name="+")
    words = SealedText("client", subject="client_id")
    asked_at = models.DateTimeField()
    recorded_by = models.ForeignKey("people.Member", models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["practice", "client", "-asked_at"], name="discussion_asked_for")]


class Withdrawal(models.Model):
    """A client took an accepted answer back. The answer itself stays as it was given."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    practice = models.ForeignKey("people.Practice", models.PROTECT, related_name="+")
    client = models.ForeignKey("people.Client", models.PROTECT, related_name="+")
    acknowledgement = models.ForeignKey("discussion.Acknowledgement", models.PROTECT, related_name="+")
    words = SealedText("client", subject="client_id")
    on = models.DateField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("people.Member", models.PROTECT, related_name="+")
    factor = models.CharField(max_length=32)

    class Meta:
        constraints = [models.UniqueConstraint("acknowledgement", name="discussion_withdrawn_once")]


class Signing(models.Model):
    """Who signs for a client under age, and whether the guardian may read the wishes. The newest turn holds."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    practice = models.ForeignKey("people.Practice", models.PROTECT, related_name="+")
    client = models.ForeignKey("people.Client", models.PROTECT, related_name="+")
    turn = models.PositiveIntegerField()
    # {"who", "guardian_reads", "reason"}
    chosen = SealedJSON("client", subject="client_id")
    set_at = models.DateTimeField()
    set_by = models.ForeignKey("people.Member", models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint("client", "turn", name="discussion_signing_turn_once")]


class GreetFirst(models.Model):
    """The client's own written word that they want to be greeted first: the evidence for step 3."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    practice = models.ForeignKey("people.Practice", models.PROTECT, related_name="+")
    client = models.ForeignKey("people.Client", models.PROTECT, related_name="+")
    version = models.ForeignKey("policy.Version", models.PROTECT, related_name="+")
    text = SealedText("client", subject="client_id")
    way = models.CharField(max_length=16)
    # {"typed", "strokes", "printed_name", "identity", "consent", "paper", "how": as above}
    signature = SealedJSON("client", subject="client_id")
    language = models.CharField(max_length=16)
    on = models.DateField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("people.Member", models.PROTECT, related_name="+")
    factor = models.CharField(max_length=32)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="discussion_greet_first_is_written",
                condition=Q(way__in=[rules.TYPED, rules.DRAWN, rules.PAPER]),
            )
        ]


class Packet(models.Model):
    """One paper that was made to take home or fill in by pen. Its code leads a scan back to its client and version.

    client: None on a blank one for the front desk. What stands on it is made anew from the version, never kept.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    practice = models.ForeignKey("people.Practice", models.PROTECT, related_name="+")
    client = models.ForeignKey("people.Client", models.PROTECT, null=True, related_name="+")
    participant = models.ForeignKey("discussion.Participant", models.PROTECT, null=True, related_name="+")
    # Drawn at random and printed on the paper: it says nothing, and finds nothing outside its practice.
    code = models.CharField(max_length=9)
    version = models.ForeignKey("policy.Version", models.PROTECT, related_name="+")
    language = models.CharField(max_length=16)
    paper = models.CharField(max_length=16)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("people.Member", models.PROTECT, related_name="+")
    handed_how = models.CharField(max_length=16, blank=True)
    handed_on = models.DateField(null=True)
    handed_at = models.DateTimeField(null=True)
    handed_by = models.ForeignKey("people.Member", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint("code", name="discussion_packet_code_once"),
            models.CheckConstraint(name="discussion_packet_known_paper", condition=Q(paper__in=rules.PAPERS)),
            models.CheckConstraint(
                name="discussion_packet_handed_whole",
                condition=Q(handed_how="", handed_on=None, handed_at=None, handed_by=None)
                | Q(
                    handed_how__in=sorted(rules.HANDED),
                    handed_on__isnull=False,
                    handed_at__isnull=False,
                    handed_by__isnull=False,
                ),
            ),
            models.CheckConstraint(
                name="discussion_packet_person_of_a_client",
                condition=Q(participant=None) | Q(client__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["practice", "client", "-made_at"], name="discussion_packets")]

    @property
    def printed_code(self) -> str:
        """XXXX-XXXX-X, as it stands on the paper."""
        return rules.printed_code(self.code)


class Scan(models.Model):
    """A signed paper as pictures of its pages, beside its answer. What is wrong is marked so, and stays."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    practice = models.ForeignKey("people.Practice", models.PROTECT, related_name="+")
    client = models.ForeignKey("people.Client", models.PROTECT, related_name="+")
    acknowledgement = models.ForeignKey("discussion.Acknowledgement", models.PROTECT, null=True, related_name="+")
    greet_first = models.ForeignKey("discussion.GreetFirst", models.PROTECT, null=True, related_name="+")
    packet = models.ForeignKey("discussion.Packet", models.PROTECT, null=True, related_name="+")
    pages = models.PositiveSmallIntegerField()
    # {"told": what was left out of the file, in sentences, "sha256": of each page's picture}
    about = SealedJSON("client", subject="client_id")
    kept_at = models.DateTimeField()
    kept_by = models.ForeignKey("people.Member", models.PROTECT, related_name="+")
    wrong_because = SealedText("client", subject="client_id", null=True)
    wrong_at = models.DateTimeField(null=True)
    wrong_by = models.ForeignKey("people.Member", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="discussion_scan_of_one_answer",
                condition=Q(acknowledgement__isnull=False, greet_first=None)
                | Q(acknowledgement=None, greet_first__isnull=False),
            ),
            models.CheckConstraint(
                name="discussion_scan_wrong_whole",
                condition=Q(wrong_because__isnull=True, wrong_at=None, wrong_by=None)
                | Q(wrong_because__isnull=False, wrong_at__isnull=False, wrong_by__isnull=False),
            ),
            models.CheckConstraint(name="discussion_scan_has_pages", condition=Q(pages__gte=1)),
        ]
        indexes = [models.Index(fields=["practice", "client", "-kept_at"], name="discussion_scans")]


class ScanPage(models.Model):
    """One page of a scan, drawn anew as JPEG. A row of its own, so that a list of scans reads no pictures."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    practice = models.ForeignKey("people.Practice", models.PROTECT, related_name="+")
    client = models.ForeignKey("people.Client", models.PROTECT, related_name="+")
    scan = models.ForeignKey("discussion.Scan", models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    picture = SealedBytes("client", subject="client_id")

    class Meta:
        constraints = [models.UniqueConstraint("scan", "number", name="discussion_scan_page_once")]


class Copy(models.Model):
    """A copy of an answer came into the client's hands."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    practice = models.ForeignKey("people.Practice", models.PROTECT, related_name="+")
    client = models.ForeignKey("people.Client", models.PROTECT, related_name="+")
    acknowledgement = models.ForeignKey("discussion.Acknowledgement", models.PROTECT, related_name="+")
    how = models.CharField(max_length=16)
    on = models.DateField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("people.Member", models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(name="discussion_copy_known_way", condition=Q(how__in=sorted(rules.HANDED))),
            models.UniqueConstraint("acknowledgement", "how", "on", name="discussion_copy_once_a_day"),
        ]


class Evidence(models.Model):
    """A sealed PDF whose bytes never change: how an answer was given, or the answer itself. News is a newer one."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    practice = models.ForeignKey("people.Practice", models.PROTECT, related_name="+")
    client = models.ForeignKey("people.Client", models.PROTECT, related_name="+")
    acknowledgement = models.ForeignKey("discussion.Acknowledgement", models.PROTECT, null=True, related_name="+")
    greet_first = models.ForeignKey("discussion.GreetFirst", models.PROTECT, null=True, related_name="+")
    kind = models.CharField(max_length=16, default=rules.EVIDENCE)
    turn = models.PositiveIntegerField()
    content = SealedBytes("client", subject="client_id")
    # {"sha256", "size"} of the file, and what had happened by then: {"withdrawn", "superseded", "copies", "scans"}
    covers = SealedJSON("client", subject="client_id")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("people.Member", models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint("acknowledgement", "kind", "turn", name="discussion_evidence_turn_once"),
            models.UniqueConstraint("greet_first", "kind", "turn", name="discussion_evidence_greeting_turn"),
            models.CheckConstraint(name="discussion_evidence_kind", condition=Q(kind__in=sorted(rules.EVIDENCE_KINDS))),
            models.CheckConstraint(
                name="discussion_evidence_of_one",
                condition=Q(acknowledgement__isnull=False, greet_first=None)
                | Q(acknowledgement=None, greet_first__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["practice", "client", "-made_at"], name="discussion_evidence_of")]
