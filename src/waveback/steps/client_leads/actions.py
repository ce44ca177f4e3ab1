"""The one write of step 3: a client's wishes are set anew; nothing is overwritten."""

from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.utils import timezone

from waveback.ground import ledger
from waveback.ground.acts import act
from waveback.steps.client_leads import queries, rules
from waveback.steps.client_leads.models import Wishes

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
