"""Pairing a phone, ending it, and its PIN."""

import secrets
from datetime import timedelta
from typing import TYPE_CHECKING

from django.contrib.auth.hashers import check_password, make_password
from django.db.models import F
from django.utils import timezone

from waveback.ground import ledger
from waveback.ground.acts import act
from waveback.ground.vault.rows import change
from waveback.phone import queries, rules, sealing
from waveback.phone.actions.keys import ensure_key
from waveback.phone.models import Device, PairingCode

if TYPE_CHECKING:
    from waveback.people.models import Member

FORGET_CODES_AFTER = timedelta(days=1)


class WrongCode(Exception):
    """No such code, or it was used, or a quarter of an hour is over."""


class TooManyPhones(Exception):
    """This member has as many phones as one may have."""


class NoPin(Exception):
    """No PIN is set for this phone and this member."""


class WrongPin(Exception):
    """`left`: how many tries are left; at 0 the PIN is gone."""

    def __init__(self, left: int) -> None:
        super().__init__("the PIN is wrong")
        self.left = left


def new_code(*, member: "Member") -> str:
    """A code for one phone; the member's older ones stop working. Raises TooManyPhones."""
    if queries.in_use(member) >= rules.MOST_DEVICES:
        raise TooManyPhones
    code, now = "".join(secrets.choice(rules.ALPHABET) for _ in range(rules.CODE_SIGNS)), timezone.now()
    ensure_key(member.practice_id)
    with act():
        PairingCode.objects.filter(member_id=member.pk, spent_at=None).delete()
        PairingCode.objects.filter(made_at__lt=now - FORGET_CODES_AFTER).delete()
        row = PairingCode.objects.create(
            practice_id=member.practice_id, member=member, code_hash=sealing.secret_digest(code), made_at=now
        )
        ledger.record(practice=member.practice_id, what="phone.code.made", by=member.pk, about=row.pk)
    return code


def pair(*, typed: str, name: str) -> tuple[Device, str]:
    """Spend a code; return the phone and its token, which is kept nowhere here. Raises WrongCode, TooManyPhones."""
    now, token = timezone.now(), secrets.token_urlsafe(32)
    found = queries.code(typed, now)
    if found is None:
        raise WrongCode
    if queries.in_use(found.member) >= rules.MOST_DEVICES:
        raise TooManyPhones
    ensure_key(found.practice_id)
    with act():
        if PairingCode.objects.filter(pk=found.pk, spent_at=None).update(spent_at=now) != 1:
            raise WrongCode
        device = Device.objects.create(
            practice_id=found.practice_id,
            member=found.member,
            name=name,
            token_hash=sealing.secret_digest(token),
            paired_at=now,
            last_seen_at=now,
        )
        ledger.record(practice=found.practice_id, what="phone.device.paired", by=found.member_id, about=device.pk)
    return device, token


def rename(*, member: "Member", device: Device, name: str) -> None:
    """Call a phone something else. Raises queries.NotFound where it was ended."""
    if name == device.name:
        return
    with act():
        if not change(device, where={"member_id": member.pk, "ended_at": None}, name=name):
            raise queries.NotFound
        ledger.record(practice=member.practice_id, what="phone.device.renamed", by=member.pk, about=device.pk)


def end(*, member: "Member", device: Device) -> None:
    """The phone gets nothing any more, from its next contact on. What waits on it is set apart when it comes."""
    with act():
        ended = Device.objects.filter(pk=device.pk, member_id=member.pk, ended_at=None)
        ended.update(ended_at=timezone.now(), pin="")
        ledger.record(practice=member.practice_id, what="phone.device.ended", by=member.pk, about=device.pk)


def set_pin(*, member: "Member", device: Device, pin: str) -> None:
    """Let this PIN unlock the member's session on this phone. Raises queries.NotFound where the phone was ended."""
    kept = make_password(pin)
    with act():
        mine = Device.objects.filter(pk=device.pk, member_id=member.pk, ended_at=None)
        if mine.update(pin=kept, pin_failures=0) != 1:
            raise queries.NotFound
        ledger.record(practice=member.practice_id, what="phone.pin.set", by=member.pk, about=device.pk)


def remove_pin(*, member: "Member", device: Device) -> None:
    with act():
        Device.objects.filter(pk=device.pk, member_id=member.pk).update(pin="", pin_failures=0)
        ledger.record(practice=member.practice_id, what="phone.pin.removed", by=member.pk, about=device.pk)


def try_pin(*, device: Device, pin: str) -> None:
    """Raises NoPin, or WrongPin; with the last try the PIN goes, or all of the member's where all phones were tried.

    The try is counted before it is checked, so that many at once are not more than one after the other.
    """
    usable = Device.objects.filter(pk=device.pk, ended_at=None, pin_failures__lt=rules.PIN_TRIES).exclude(pin="")
    if usable.update(pin_failures=F("pin_failures") + 1) != 1:
        raise NoPin
    now = Device.objects.get(pk=device.pk)
    tried = queries.wrong_tries(now.member_id)
    if tried <= rules.PIN_TRIES_OF_MEMBER and now.pin and check_password(pin, now.pin):
        Device.objects.filter(pk=device.pk).update(pin_failures=0)
        return
    left = min(rules.PIN_TRIES - now.pin_failures, rules.PIN_TRIES_OF_MEMBER - tried)
    if left <= 0:
        _take_pins_away(now, everywhere=tried >= rules.PIN_TRIES_OF_MEMBER)
    raise WrongPin(max(left, 0))


def _take_pins_away(device: Device, *, everywhere: bool) -> None:
    concerned = Device.objects.filter(member_id=device.member_id) if everywhere else Device.objects.filter(pk=device.pk)
    with act():
        cleared = concerned.exclude(pin="").update(pin="", pin_failures=0)
        ledger.record(
            practice=device.practice_id,
            what="phone.pin.cleared",
            by=None,
            about=device.pk,
            facts={"phones": cleared},
        )


def forget_pins(*, member: "Member") -> None:
    """Nobody unlocks anything of this member's by a PIN any more: what is left of an owner who could not sign in."""
    held = Device.objects.filter(member_id=member.pk).exclude(pin="")
    if not held.exists():
        return
    with act():
        cleared = held.update(pin="", pin_failures=0)
        ledger.record(
            practice=member.practice_id, what="phone.pin.cleared", by=None, about=member.pk, facts={"phones": cleared}
        )


def seen(*, device: Device) -> None:
    """Keep when a phone was last in contact, at most once a minute. No act of record."""
    now = timezone.now()
    Device.objects.filter(pk=device.pk, last_seen_at__lt=now - rules.SEEN_EVERY).update(last_seen_at=now)
