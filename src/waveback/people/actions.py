"""Writes about people: the only ones. Each is one act with its line in the ledger."""

import hashlib
import secrets
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from uuid import UUID, uuid4

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session

from waveback.ground import ledger, vault
from waveback.ground.acts import act
from waveback.ground.vault import Compartment, recovery
from waveback.ground.vault.recovery import RecoveryKit
from waveback.ground.vault.rows import change
from waveback.people import labels, rules
from waveback.people.models import Appointment, ClaimLink, Client, Member, Practice, UsedLabel, User


class ClaimSpent(Exception):
    """The link was used, is older than a day, or a newer one was printed."""


class AlreadyClaimed(Exception):
    """Somebody claimed this installation first."""


class ChangedMeanwhile(Exception):
    """Somebody else changed it first; what was typed is kept by whoever catches this."""


class AlreadyInDiary(Exception):
    """This client has a session at that very time."""


class EmailTaken(Exception):
    """Another person signs in with this address."""


@dataclass(frozen=True)
class ClientDetails:
    """Who a client is. Only `legal_name` is needed; birth_date is ISO (YYYY-MM-DD) or empty."""

    legal_name: str
    name_used: str = ""
    email: str = ""
    phone: str = ""
    birth_date: str = ""
    outside_id: str = ""
    kind: str = "individual"
    minor: bool = False
    guardian: str = ""

    def columns(self) -> dict[str, object]:
        facts = {"kind": self.kind, "minor": self.minor, "guardian": self.guardian}
        named = ("legal_name", "name_used", "email", "phone", "birth_date", "outside_id")
        return {**{name: getattr(self, name) for name in named}, "facts": facts}


@dataclass(frozen=True)
class PracticeDetails:
    name: str
    time_zone: str
    profession: str
    part_two: bool = False


@dataclass(frozen=True)
class OwnerDetails:
    name: str
    email: str
    password: str = field(repr=False)
    credentials: str = ""


def new_claim_link() -> str:
    """Make the single-use token; older ones stop working. Raises AlreadyClaimed. No act: nobody is here yet."""
    if Practice.objects.exists():
        raise AlreadyClaimed
    token = secrets.token_urlsafe(32)
    ClaimLink.objects.all().delete()
    ClaimLink.objects.create(token_hash=_hash(token), created_at=datetime.now(UTC))
    return token


def check_claim(token: str) -> None:
    """Raises ClaimSpent unless the link still works. Looking does not spend it."""
    link = ClaimLink.objects.filter(token_hash=_hash(token)).first()
    if link is None or not rules.claim_is_open(link.created_at, link.spent_at, datetime.now(UTC)):
        raise ClaimSpent


def claim_installation(
    *,
    token: str,
    practice_name: str,
    time_zone: str,
    profession: str,
    name: str,
    credentials: str,
    email: str,
    password: str,
) -> tuple[Member, RecoveryKit]:
    """Spend the link, found the practice with its owner, make the recovery kit. Raises ClaimSpent."""
    check_claim(token)
    now = datetime.now(UTC)
    with act():
        if ClaimLink.objects.filter(token_hash=_hash(token), spent_at=None).update(spent_at=now) != 1:
            raise ClaimSpent
        practice = PracticeDetails(practice_name, time_zone, profession)
        member = found_practice(practice=practice, owner=OwnerDetails(name, email, password, credentials))
        kit = recovery.issue()
    return member, kit


def found_practice(*, practice: PracticeDetails, owner: OwnerDetails, demo: bool = False) -> Member:
    """A practice with its owner, who can sign in at once. Raises EmailTaken."""
    now = datetime.now(UTC)
    with act():
        founded = Practice.objects.create(**asdict(practice), demo=demo, created_at=now)
        member = Member.objects.create(
            practice=founded, user=_new_user(owner), name=owner.name, credentials=owner.credentials, joined_at=now
        )
        ledger.record(practice=founded.pk, what="people.practice.founded", by=member.pk, about=member.pk)
    return member


def _new_user(owner: OwnerDetails) -> User:
    if User.objects.filter(email__iexact=owner.email).exists():
        raise EmailTaken
    user = User.objects.create_user(owner.email, owner.password)
    # No mail is sent by a solo installation: whoever holds the claim link vouches for the address.
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def change_practice(*, member: Member, details: PracticeDetails) -> None:
    with act():
        changed = asdict(details)
        Practice.objects.filter(pk=member.practice_id).update(**changed)
        ledger.record(
            practice=member.practice_id,
            what="people.practice.changed",
            by=member.pk,
            content=ledger.canonical(changed),
        )


def reset_owner(*, member: Member, password: str) -> None:
    """A new password from the machine itself; second factors and sessions end. For `waveback owner reset`."""
    with act():
        member.user.set_password(password)
        member.user.save(update_fields=["password"])
        Authenticator.objects.filter(user=member.user).delete()
        end_sessions(member.user_id)
        ledger.record(practice=member.practice_id, what="people.owner.reset", by=None, about=member.pk)


def end_sessions(user_id: UUID) -> None:
    """End every session of a user, wherever it is open."""
    for session in Session.objects.filter(expire_date__gte=datetime.now(UTC)).iterator():
        if session.get_decoded().get("_auth_user_id") == str(user_id):
            session.delete()


def open_client(*, member: Member, details: ClientDetails, at: datetime | None = None) -> Client:
    """Open a file for one client, with a code label that was never given to anybody."""
    return open_clients(member=member, many=[details], at=at)[0]


def open_clients(
    *,
    member: Member,
    many: Iterable[ClientDetails],
    at: datetime | None = None,
    progress: Callable[[int], None] | None = None,
) -> list[Client]:
    """Open many files in one act: all of them or none. Their keys are durable before the first row."""
    wanted = list(many)
    ids = [uuid4() for _ in wanted]
    vault.ensure(Compartment(member.practice_id, "client", client_id) for client_id in ids)
    opened = []
    with act():
        free = _fresh_labels(member.practice_id, len(wanted))
        for done, (client_id, details, label) in enumerate(zip(ids, wanted, free, strict=True), start=1):
            opened.append(_open(member, client_id, details, label, at or datetime.now(UTC)))
            if progress:
                progress(done)
    return opened


def _open(member: Member, client_id: UUID, details: ClientDetails, label: str, at: datetime) -> Client:
    client = Client.objects.create(
        id=client_id, practice_id=member.practice_id, code_label=label, opened_at=at, **details.columns()
    )
    ledger.record(
        practice=member.practice_id,
        what="people.client.opened",
        by=member.pk,
        client=client.pk,
        content=ledger.canonical(asdict(details)),
    )
    return client


def _fresh_labels(practice_id: UUID, count: int) -> list[str]:
    used = set(UsedLabel.objects.filter(practice_id=practice_id).values_list("label", flat=True))
    fresh = labels.choose(used, count, secrets.SystemRandom())
    UsedLabel.objects.bulk_create([UsedLabel(practice_id=practice_id, label=label) for label in fresh])
    return fresh


def change_client(*, member: Member, client: Client, revision: int, details: ClientDetails) -> None:
    """Raises ChangedMeanwhile when the file is no longer at `revision`."""
    with act():
        if not change(client, {"revision": revision}, **details.columns(), revision=revision + 1):
            raise ChangedMeanwhile
        ledger.record(
            practice=member.practice_id,
            what="people.client.changed",
            by=member.pk,
            client=client.pk,
            content=ledger.canonical(asdict(details)),
        )


def end_client(*, member: Member, client: Client, at: datetime) -> None:
    """The work with this client has ended; the file stays."""
    with act():
        if not change(client, {"ended_at": None}, ended_at=at):
            raise ChangedMeanwhile
        ledger.record(practice=member.practice_id, what="people.client.ended", by=member.pk, client=client.pk)


def reopen_client(*, member: Member, client: Client) -> None:
    with act():
        if not change(client, {"ended_at__isnull": False}, ended_at=None):
            raise ChangedMeanwhile
        ledger.record(practice=member.practice_id, what="people.client.reopened", by=member.pk, client=client.pk)


def schedule_session(*, member: Member, client: Client, starts_at: datetime, minutes: int = 50) -> Appointment:
    """Enter a next session in the diary. Raises AlreadyInDiary."""
    with act():
        if Appointment.objects.filter(client=client, starts_at=starts_at, cancelled_at=None).exists():
            raise AlreadyInDiary
        session = Appointment.objects.create(
            practice_id=member.practice_id, client=client, member=member, starts_at=starts_at, minutes=minutes
        )
        ledger.record(
            practice=member.practice_id,
            what="people.session.entered",
            by=member.pk,
            client=client.pk,
            about=session.pk,
            content=ledger.canonical({"starts_at": starts_at.astimezone(UTC).isoformat(), "minutes": minutes}),
        )
    return session


def cancel_session(*, member: Member, client: Client, session_id: UUID) -> None:
    """Take a session out of the diary; doing it twice changes nothing more. Raises ChangedMeanwhile."""
    with act():
        mine = Appointment.objects.filter(practice_id=member.practice_id, client=client, pk=session_id)
        if mine.filter(cancelled_at=None).update(cancelled_at=datetime.now(UTC)) != 1:
            raise ChangedMeanwhile
        ledger.record(
            practice=member.practice_id,
            what="people.session.cancelled",
            by=member.pk,
            client=client.pk,
            about=session_id,
        )


_looked: dict[tuple[UUID, UUID], datetime] = {}
_LOOKS_KEPT = 10_000


def look_at(*, member: Member, client: Client) -> None:
    """Enter that this member opened this client's file: once for each quarter of an hour.

    The last look is remembered in memory, so that usual pages write nothing; after a restart, or
    from a second process, a look may be entered twice in a quarter, never left out.
    """
    quarter = rules.quarter_of_an_hour(datetime.now(UTC))
    key = (member.pk, client.pk)
    if _looked.get(key) == quarter:
        return
    with act():
        ledger.record(practice=member.practice_id, what="people.client.looked", by=member.pk, client=client.pk)
    if len(_looked) > _LOOKS_KEPT:
        _looked.clear()
    _looked[key] = quarter


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
