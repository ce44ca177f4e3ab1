"""Receiving what a phone hands in: opened, kept or set apart, committed; only then is there something to sign."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.db import IntegrityError
from django.utils import timezone

from waveback.ground import ledger
from waveback.ground.acts import act
from waveback.ground.vault import KeyDestroyed
from waveback.people import queries as people
from waveback.phone import queries, rules, sealing
from waveback.phone.models import Arrival, Device, Held, PhoneKey
from waveback.phone.rules import Sealed, Told
from waveback.phone.sealing import CannotOpen
from waveback.steps.document import actions as document
from waveback.steps.document import queries as run_ins

if TYPE_CHECKING:
    from uuid import UUID

    from waveback.people.models import Client, Member
    from waveback.steps.document.models import RunIn

KEPT, QUARANTINED = "kept", "quarantined"
TRIES = 10


class TooMany(Exception):
    """This phone, or this member, has handed in more than one may."""


class _Meanwhile(Exception):
    """Another delivery, or the desk, was quicker: look again."""


@dataclass(frozen=True)
class Receipt:
    """What was committed, and what the practice says of it. Made only after the commit."""

    text: str
    signature: str


def receive(*, sent: Sealed, hands: Device | None, session: "Member | None") -> Receipt:
    """Take in one delivery, once. hands: the device whose token came with it; session: whoever is signed in there.

    Two deliveries at once, or a delivery and the desk: the database decides, and the later one looks again.
    Raises CannotOpen, TooMany. Never called inside another act.
    """
    key = queries.key(sent.key)
    device = queries.device(sent.device)
    if key is None or (device is not None and device.practice_id != key.practice_id):
        raise CannotOpen("There is no such key.")
    try:
        told = _read(key, sent)
    except (KeyDestroyed, rules.NotAsSealed) as error:
        raise CannotOpen("A capture does not open, or not as what it was sent as.") from error
    state, now = _settle(sent, key, device, told, hands, session), timezone.now()
    return _signed(key, sent, state, now)


def _settle(
    sent: Sealed,
    key: PhoneKey,
    device: Device | None,
    found: dict[str, Any],
    hands: Device | None,
    session: "Member | None",
) -> str:
    """Keep it or set it apart, in one act; looked at anew as often as somebody was quicker."""
    for _ in range(TRIES):
        try:
            member, reason = _whose(key, device, hands, session)
            if reason:
                return set_apart(sent, key, member, reason)
            return _keep(sent, key, member, found)
        except (IntegrityError, _Meanwhile, document.ChangedMeanwhile, KeyDestroyed):
            continue
    raise TooMany  # the phone keeps it and tries again


def _whose(
    key: PhoneKey, device: Device | None, hands: Device | None, session: "Member | None"
) -> "tuple[Member, str]":
    """Whose it is, and why it is set apart ("": it is not)."""
    if device is None:
        # Paired after the backup that was restored: whose it was is not known here, so the practice's owner decides.
        sender = session or (hands.member if hands else None)
        owners = people.owners(key.practice)
        if sender is None or sender.practice_id != key.practice_id or not owners:
            raise CannotOpen("There is no such device.")
        return owners[0], rules.UNKNOWN
    member = device.member
    reason = rules.apart(
        ended=device.ended_at is not None,
        suspended=member.suspended_at is not None or not member.user.is_active,
        left=member.left_at is not None,
        own_hands=_own_hands(member, hands, session),
    )
    return member, reason


def _own_hands(member: "Member", hands: Device | None, session: "Member | None") -> bool:
    """Whether it comes from one of the member's own phones in use, or from their session, and nobody else is in."""
    if session is not None and session.pk != member.pk:
        return False
    return session is not None if hands is None else hands.member_id == member.pk and hands.ended_at is None


def _read(key: PhoneKey, sent: Sealed) -> dict[str, Any]:
    info = sealing.bound(sent.key, sent.device, sent.capture)
    return rules.read(sealing.opened(key.opening, sent.sealed, info), sent.capture, sent.n)


# Kept


def _keep(sent: Sealed, key: PhoneKey, member: "Member", found: dict[str, Any]) -> str:
    """Land it, or let it take the place of an earlier state; what was changed at the desk stays, and this is set apart.

    Raises IntegrityError, ChangedMeanwhile or _Meanwhile where somebody was quicker.
    """
    before = queries.arrival(member.pk, sent.capture)
    if before is not None and (sent.n < before.n or before.digest == sent.sealed_digest):
        return KEPT
    told = tell(member, found, sent.offset)
    if before is None:
        if run_ins.captured(member, sent.capture) is not None:
            if queries.arrival(member.pk, sent.capture) is not None:
                raise _Meanwhile
            return set_apart(sent, key, member, rules.CHANGED)  # the desk's form put it down under the same key
        _check_number(sent, member)
        with act():
            land(sent, member, told)
        return KEPT
    run_in = run_ins.own(member, before.run_in)
    if run_in is not None and sent.n > before.n and run_in.revision == before.revision:
        _land_anew(sent, member, told, run_in, before)
        return KEPT
    if not _stands(before):
        raise _Meanwhile  # it was another delivery that moved the run-in on, not the desk
    if run_in is not None and not says_otherwise(run_in, member, told):
        return KEPT
    return set_apart(sent, key, member, rules.CHANGED if run_in else rules.DISCARDED)


def _stands(before: Arrival) -> bool:
    return Arrival.objects.filter(pk=before.pk, n=before.n, revision=before.revision).exists()


def land(sent: Sealed, member: "Member", told: Told, capture_key: "UUID | None" = None) -> "RunIn":
    """A new run-in and its arrival; inside the act of whoever calls."""
    run_in = document.land(member=member, capture_key=capture_key or sent.capture, **_columns(member, told))
    Arrival.objects.create(
        practice_id=member.practice_id,
        member=member,
        device=sent.device,
        capture=sent.capture,
        n=sent.n,
        digest=sent.sealed_digest,
        run_in=run_in.pk,
        revision=run_in.revision,
        received_at=run_in.received_at,
    )
    return run_in


def _land_anew(sent: Sealed, member: "Member", told: Told, run_in: "RunIn", before: Arrival) -> None:
    with act():
        stands = Arrival.objects.filter(pk=before.pk, n=before.n)
        if stands.update(n=sent.n, digest=sent.sealed_digest, revision=before.revision + 1) != 1:
            raise _Meanwhile
        document.land_anew(member=member, run_in=run_in, revision=before.revision, **_columns(member, told))


def tell(member: "Member", found: dict[str, Any], offset: int | None) -> Told:
    """Raises CannotOpen where something lies so deep in something else that no text can be made of it."""
    zone = ZoneInfo(member.practice.time_zone)
    try:
        return rules.told(found, offset=offset, now=timezone.now(), zone=zone)
    except RecursionError:
        raise CannotOpen("A capture holds things within things without end.") from None


def _columns(member: "Member", told: Told) -> dict[str, Any]:
    client = _client(member, told)
    chosen = "" if client or not told.client else rules.SOMEBODY
    return {
        "client": client,
        "who": told.who or chosen,
        "facts": told.facts,
        "happened_at": told.happened_at,
        "approximately": told.approximately,
        "captured_at": told.captured_at,
        "clock_offset": told.offset,
        "ease": told.ease,
    }


def _client(member: "Member", told: Told) -> "Client | None":
    """The client who was chosen, if they are still within reach and their file is not erased."""
    if told.client is None:
        return None
    try:
        client = people.client_of(member, told.client)
        return client if client.legal_name else None
    except (people.NotFound, KeyDestroyed):
        return None


def says_otherwise(run_in: "RunIn", member: "Member", told: Told) -> bool:
    """Whether the phone says something that the run-in does not."""
    return bool(someone_else(run_in, member, told)) or run_ins.says_otherwise(run_in, told.facts)


def someone_else(run_in: "RunIn", member: "Member", told: Told) -> str:
    """Who it was by the phone, as a sentence, where the run-in says otherwise; never whom else, in somebody's file."""
    if told.client in (None, run_in.client_id):
        differs = run_in.client_id is None and told.who not in ("", run_in.who or "")
        return f"Who: {told.who}" if differs else ""
    if run_in.client_id is not None:
        return "Somebody else was chosen on the phone: look whose note this is."
    client = _client(member, told)
    return f"Who: {client.code_label if client else told.who or rules.SOMEBODY}"


def _check_number(sent: Sealed, member: "Member") -> None:
    """Raises TooMany. Counted before the act: a few more at once do no harm."""
    if queries.sent_lately(sent.device, timezone.now()) >= rules.MOST_CAPTURES_A_DAY:
        raise TooMany


# Set apart


def set_apart(sent: Sealed, key: PhoneKey, member: "Member", reason: str) -> str:
    """Keep the sealed bytes for the member's decision; a later state takes the place of an earlier undecided one.

    Raises TooMany, IntegrityError.
    """
    known = queries.held_once(member.pk, sent.capture, sent.sealed_digest)
    if known is not None:
        return KEPT if known.decision == "taken" else QUARANTINED
    _check_number(sent, member)
    if queries.held_for(member.pk) >= rules.MOST_HELD:
        raise TooMany
    same = Held.objects.filter(member_id=member.pk, capture=sent.capture, reason=reason, decision="")
    if same.filter(n__gt=sent.n).exists():
        return QUARANTINED
    with act():
        same.filter(n__lt=sent.n).delete()
        row = Held.objects.create(
            practice_id=member.practice_id,
            member=member,
            device=sent.device,
            capture=sent.capture,
            n=sent.n,
            key=key,
            envelope=sent.sealed,
            digest=sent.sealed_digest,
            reason=reason,
            clock_offset=sent.offset,
            arrived_at=timezone.now(),
        )
        ledger.record(
            practice=member.practice_id,
            what="phone.entry.held",
            by=None,
            about=row.pk,
            ciphertext=sent.sealed,
            facts={"reason": reason},
        )
    return QUARANTINED


def _signed(key: PhoneKey, sent: Sealed, state: str, now: datetime) -> Receipt:
    """The receipt, signed with the half of the very key that it was sealed for.

    So a phone that was ended, and gets no kit any more, can check it after the key was replaced, too.
    """
    text = ledger.canonical(
        {
            "v": 1,
            "id": str(sent.capture),
            "n": sent.n,
            "digest": sent.sealed_digest,
            "received_at": now.isoformat(timespec="seconds"),
            "state": state,
        }
    )
    return Receipt(text, sealing.signature(key.signing, text))
