"""Practices, the people who work in them, their clients, and the diary of next sessions."""

from typing import ClassVar
from uuid import uuid4

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q

from waveback.ground.vault.fields import SealedJSON, SealedText
from waveback.people import rules


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None) -> "User":
        user = self.model(email=self.normalize_email(email))
        user.set_password(password)
        user.save()
        return user


class User(AbstractBaseUser):
    """Somebody who can sign in. What they may see is decided by their memberships, never here."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    email = models.EmailField(unique=True)
    is_active = models.BooleanField(default=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects = UserManager()


class Practice(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    name = models.CharField(max_length=120)
    time_zone = models.CharField(max_length=64)
    profession = models.CharField(max_length=16)
    demo = models.BooleanField(default=False)
    # Whether 42 CFR Part 2 applies here. It tells of the practice, not of anybody in it.
    part_two = models.BooleanField(default=False)
    created_at = models.DateTimeField()

    @property
    def notice(self) -> str:
        """What a client reads before they sign, where 42 CFR Part 2 applies; else nothing."""
        return rules.PART_TWO_NOTICE if self.part_two else ""

    @property
    def printed_notice(self) -> str:
        """What stands on every printed record, where 42 CFR Part 2 applies; else nothing."""
        return rules.PART_TWO_PRINTED if self.part_two else ""


class Member(models.Model):
    """A person's place in one practice. Suspended or departed members see nothing."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    practice = models.ForeignKey("people.Practice", models.PROTECT, related_name="+")
    user = models.ForeignKey("people.User", models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    credentials = models.CharField(max_length=120, blank=True)
    role = models.CharField(max_length=16, default="owner")
    joined_at = models.DateTimeField()
    suspended_at = models.DateTimeField(null=True)
    left_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="member_once_per_practice", fields=["practice", "user"]),
            models.CheckConstraint(name="member_role_known", condition=Q(role__in=["owner"])),
        ]

    @property
    def ledger_end(self) -> tuple[int, str] | None:
        """Number and hash of the practice's last entry when the member was read, for what is printed."""
        seq, digest = getattr(self, "ledger_seq", None), getattr(self, "ledger_hash", None)
        return (seq, digest) if seq and digest else None

    @property
    def printed_name(self) -> str:
        """The name as it stands under a signature."""
        return f"{self.name}, {self.credentials}" if self.credentials else self.name


class Client(models.Model):
    """One client's file. Who they are is sealed with the client's own key; the code label names nobody."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    practice = models.ForeignKey("people.Practice", models.PROTECT, related_name="+")
    code_label = models.CharField(max_length=40)
    legal_name = SealedText("client", subject="id")
    name_used = SealedText("client", subject="id")
    email = SealedText("client", subject="id")
    phone = SealedText("client", subject="id")
    birth_date = SealedText("client", subject="id")
    outside_id = SealedText("client", subject="id")
    facts = SealedJSON("client", subject="id")
    revision = models.PositiveIntegerField(default=1)
    opened_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(name="code_label_once", fields=["practice", "code_label"])]
        indexes = [models.Index(name="client_open", fields=["practice", "ended_at"])]

    @property
    def name(self) -> str:
        """The name used, or the legal one. Raises KeyDestroyed after the file was erased."""
        return self.name_used or self.legal_name

    @property
    def kind(self) -> str:
        """individual, couple or group."""
        return str((self.facts or {}).get("kind", "individual"))

    @property
    def is_minor(self) -> bool:
        return bool((self.facts or {}).get("minor"))

    @property
    def guardian(self) -> str:
        return str((self.facts or {}).get("guardian", ""))


class UsedLabel(models.Model):
    """Every code label that was ever given out, also to files that are gone: none is given twice."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    practice = models.ForeignKey("people.Practice", models.PROTECT, related_name="+")
    label = models.CharField(max_length=40)

    class Meta:
        constraints = [models.UniqueConstraint(name="used_label_once", fields=["practice", "label"])]


class Appointment(models.Model):
    """A next session, typed in by the therapist."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    practice = models.ForeignKey("people.Practice", models.PROTECT, related_name="+")
    client = models.ForeignKey("people.Client", models.PROTECT, related_name="+")
    member = models.ForeignKey("people.Member", models.PROTECT, related_name="+")
    starts_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField(default=50)
    cancelled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="appointment_once", fields=["client", "starts_at"], condition=Q(cancelled_at=None)
            )
        ]
        indexes = [models.Index(name="diary", fields=["practice", "starts_at"])]


class SealingKey(models.Model):
    """With what a practice seals its documents: its own certificate, which every sealed document carries."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    practice = models.ForeignKey("people.Practice", models.PROTECT, related_name="+")
    certificate = models.TextField()
    private = SealedText("practice", subject="practice_id")
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(name="sealing_key_once", fields=["practice"])]


class KeptDraft(models.Model):
    """What somebody typed into a form and has not sent yet, by the form's address; sealed for them alone."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    practice = models.ForeignKey("people.Practice", models.PROTECT, related_name="+")
    member = models.ForeignKey("people.Member", models.PROTECT, related_name="+")
    path = models.CharField(max_length=200)
    fields = SealedJSON("member", subject="member_id")
    kept_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(name="draft_once_per_form", fields=["member", "path"])]


class ClaimLink(models.Model):
    """The single-use link with which a new installation is claimed. Only its SHA-256 is kept."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    spent_at = models.DateTimeField(null=True)


class Disposal(models.Model):
    """The destruction of a client's key: intended, done, certified. Survives the file itself."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    practice = models.ForeignKey("people.Practice", models.PROTECT, related_name="+")
    client_id = models.UUIDField(unique=True)
    code_label = models.CharField(max_length=40)
    reason = models.CharField(max_length=200)
    intended_by = models.UUIDField()
    intended_at = models.DateTimeField()
    destroyed_at = models.DateTimeField(null=True)
    certificate = models.TextField(default="")
