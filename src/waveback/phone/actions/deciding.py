"""Deciding on what was set apart: taking it in, or throwing it away. Each is an act; nothing decides by itself."""

from typing import TYPE_CHECKING
from uuid import uuid4

from django.urls import reverse
from django.utils import timezone

from waveback.ground import ledger
from waveback.ground.acts import act
from waveback.people import drafts
from waveback.phone import queries, rules, sealing
from waveback.phone.actions import receiving
from waveback.phone.models import Arrival, Held
from waveback.phone.rules import Sealed, Told
from waveback.steps.document import queries as run_ins

if TYPE_CHECKING:
    from waveback.people.models import Member
    from waveback.steps.document.models import RunIn


class DecidedBefore(Exception):
    """Another window decided on it first."""


def throw_away(*, member: "Member", held: Held) -> None:
    """Nothing of it is kept but that it was. Raises DecidedBefore."""
    with act():
        _decide(member, held, "thrown")


def take_in(*, member: "Member", held: Held) -> str:
    """Take it in as the member's own; return the address where it stands now.

    What was changed at the desk meanwhile is not overwritten: what the phone says fills its form instead.
    Raises DecidedBefore, CannotOpen, KeyDestroyed.
    """
    sent, told = _opened(member, held)
    before = queries.arrival(member.pk, sent.capture)
    run_in = run_ins.own(member, before.run_in) if before else run_ins.captured(member, sent.capture)
    if run_in is not None:
        return _beside(member, held, run_in, told)
    with act():
        if before is not None:  # it had landed, and was discarded at the desk
            Arrival.objects.filter(pk=before.pk).delete()
        landed = receiving.land(sent, member, told, capture_key=uuid4() if before else None)
        _decide(member, held, "taken")
    return reverse("document:note", args=[landed.pk])


def _opened(member: "Member", held: Held) -> tuple[Sealed, Told]:
    envelope = bytes(held.envelope or b"")
    sent = Sealed(held.capture, held.n, held.device, held.key_id, envelope, held.clock_offset)
    info = sealing.bound(sent.key, sent.device, sent.capture)
    found = rules.read(sealing.opened(held.key.opening, sent.sealed, info), sent.capture, sent.n)
    told = receiving.tell(member, found, held.clock_offset)
    if held.member_id != member.pk:
        # Signed by whoever takes it in, so it says whose words these are.
        told.facts["line"] = rules.with_rest(f"Put down on the phone of {held.member.name}:", [told.facts["line"]])
    return sent, told


def _beside(member: "Member", held: Held, run_in: "RunIn", told: Told) -> str:
    """What the phone says goes into the form of the note, or of an addendum where it is signed: both stand."""
    signed = run_in.signed_at is not None
    path = reverse("document:add" if signed else "document:finish", args=[run_in.pk])
    who = receiving.someone_else(run_in, member, told)
    told.facts["line"] = rules.with_rest(told.facts["line"], [who] if who else [])
    fields = {"text": [told.facts["line"]]} if signed else _as_form(told)
    with act():
        drafts.keep(member=member, path=path, data=_below(drafts.kept(member, path) or {}, fields))
        _decide(member, held, "taken")
    return path + "?said=document.twice"


def _below(typed: dict[str, list[str]], fields: dict[str, list[str]]) -> dict[str, list[str]]:
    """The draft that is being typed there stays; what the phone says is added, a text below the text."""
    texts = {
        name: ["\n".join(dict.fromkeys(filter(None, [*typed.get(name, []), *fields[name]])))]
        for name in ("line", "text")
        if name in fields
    }
    return typed | fields | texts


def _as_form(told: Told) -> dict[str, list[str]]:
    fields = {name: value if isinstance(value, list) else [value] for name, value in told.facts.items() if value}
    return fields | ({"ease": [str(told.ease)]} if told.ease else {})


def _decide(member: "Member", held: Held, decision: str) -> None:
    open_ = Held.objects.filter(pk=held.pk, decision="")
    if open_.update(decision=decision, decided_at=timezone.now(), decided_by_id=member.pk, envelope=None) != 1:
        raise DecidedBefore
    ledger.record(practice=held.practice_id, what=f"phone.entry.{decision}", by=member.pk, about=held.pk)
