"""The writes of step 3: wishes are set anew or kept, greeting first is allowed or ended. Nothing is overwritten."""

from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.utils import timezone

from waveback.ground import ledger
from waveback.ground.acts import act
from waveback.steps.client_leads import queries, rules
from waveback.steps.client_leads.models import GreetFirst, Wishes

if TYPE_CHECKING:
    from waveback.people.models import Client, Member


class SetMeanwhile(Exception):
    """The wishes changed after they were shown; `.current` is what holds now."""

    def __init__(self, current: Wishes | None) -> None:
        super().__init__("the wishes changed after they were shown")
        self.current = current


class BeforeCurrent(Exception):
    """The day given lies before the day from which the present wishes hold (`.since`)."""

    def __init__(self, since: date) -> None:
        super().__init__("the day lies before the present wishes")
        self.since = since


class NotAllowed(Exception):
    """The policy in force lets nobody opt in to being greeted first, or no contact at all is wished for."""


class AllowedAlready(Exception):
    """This client has opted in to being greeted first before, and that still holds."""


class NotOptedIn(Exception):
    """There is no opt-in to end."""


def set_wishes(
    *,
    member: "Member",
    client: "Client",
    choices: rules.Choices,
    on: date,
    source: str,
    seen: UUID | None,
    id: UUID | None = None,
) -> Wishes:
    """Set what `client` wants from the day `on`, and return the row that holds now.

    seen: the id of the wishes that were shown, None if there were none. id: made by the page, so
    that a form sent twice lands once. Raises SetMeanwhile, BeforeCurrent.
    """
    row_id = id or uuid4()
    try:
        with act():
            return _set(member, client, choices, on, source, seen, row_id)
    except SetMeanwhile:
        landed = queries.one(member, client, row_id)
        if landed is None:
            raise
        return landed


def _set(
    member: "Member",
    client: "Client",
    choices: rules.Choices,
    on: date,
    source: str,
    seen: UUID | None,
    row_id: UUID,
) -> Wishes:
    current = queries.wishes(member, client)
    if seen != (current.id if current else None):
        raise SetMeanwhile(current)
    if current and on < current.on:
        raise BeforeCurrent(current.on)
    row = Wishes(
        id=row_id,
        practice_id=member.practice_id,
        client_id=client.id,
        turn=current.turn + 1 if current else 1,
        chosen=choices.as_dict(),
        on=on,
        source=source,
        set_at=timezone.now(),
        set_by_id=member.id,
    )
    try:
        with transaction.atomic():  # a savepoint, so that an act around this one can still read
            row.save(force_insert=True)
    except IntegrityError:
        raise SetMeanwhile(queries.wishes(member, client)) from None
    ledger.record(
        practice=member.practice_id,
        what="client_leads.wishes.set",
        by=member.id,
        client=client.id,
        about=row.id,
        content=ledger.canonical(queries.content(row)),
        facts={"source": source, "turn": row.turn},
    )
    return row


def confirm_wishes(*, member: "Member", client: "Client", seen: UUID, on: date, id: UUID | None = None) -> Wishes:
    """Keep the wishes as they are after looking at them again on `on`; the next look is due six months later.

    seen, id, and what it raises: as in set_wishes.
    """
    current = queries.wishes(member, client)
    if current is None:
        raise SetMeanwhile(None)
    return set_wishes(
        member=member, client=client, choices=current.choices, on=on, source=rules.CONFIRMED, seen=seen, id=id
    )


def allow_greet_first(*, member: "Member", client: "Client", evidence: UUID, on: date) -> GreetFirst:
    """Keep that this client wants to be greeted first, on the evidence of their own written word.

    evidence: the id of what they signed; the same evidence lands once. Raises NotAllowed, AllowedAlready.
    """
    held = queries.wishes(member, client)
    if not queries.allows_greet_first(member) or (held is not None and rules.no_contact(held.choices)):
        raise NotAllowed
    landed = queries.greet_first(member, client)
    if landed is not None and landed.evidence == evidence:
        return landed
    with act():
        newest = queries.last_greet_first(member, client)
        if newest is not None and newest.state == "allowed":
            raise AllowedAlready
        return _turn(member, client, newest, "allowed", evidence, on, None)


def end_greet_first(*, member: "Member", client: "Client", on: date, reason: str) -> GreetFirst:
    """End it from the day `on`; the client may do so at any time, and so may the therapist. Raises NotOptedIn."""
    with act():
        newest = queries.last_greet_first(member, client)
        if newest is None or newest.state != "allowed":
            raise NotOptedIn
        return _turn(member, client, newest, "ended", newest.evidence, max(on, newest.on), reason.strip())


def _turn(
    member: "Member",
    client: "Client",
    newest: GreetFirst | None,
    state: str,
    evidence: UUID,
    on: date,
    reason: str | None,
) -> GreetFirst:
    row = GreetFirst(
        practice_id=member.practice_id,
        client_id=client.id,
        turn=newest.turn + 1 if newest else 1,
        state=state,
        evidence=evidence,
        on=on,
        reason=reason,
        set_at=timezone.now(),
        set_by_id=member.id,
    )
    try:
        with transaction.atomic():  # a savepoint, so that an act around this one can still read
            row.save(force_insert=True)
    except IntegrityError:
        raise (AllowedAlready if state == "allowed" else NotOptedIn) from None
    told = {"state": state, "evidence": str(evidence), "on": on.isoformat(), "reason": reason}
    ledger.record(
        practice=member.practice_id,
        what=f"client_leads.greet_first.{state}",
        by=member.id,
        client=client.id,
        about=row.id,
        content=ledger.canonical(told),
        facts={"turn": row.turn},
    )
    return row
