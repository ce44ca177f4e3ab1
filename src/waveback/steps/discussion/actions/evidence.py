"""Evidence of a signature is kept as it was made; a copy that came into the client's hands is noted."""

from collections.abc import Mapping
from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError
from django.utils import timezone

from waveback.ground import ledger
from waveback.ground.acts import act
from waveback.steps.discussion import queries
from waveback.steps.discussion.models import Acknowledgement, Copy, Evidence, GreetFirst

if TYPE_CHECKING:
    from waveback.people.models import Client, Member


class MadeMeanwhile(Exception):
    """Another worker made this very turn first."""


def hand_copy(*, member: "Member", client: "Client", answer: Acknowledgement, how: str, on: date) -> Copy:
    """Note that the client has a copy of their answer. The same way on the same day is noted once."""
    mine = queries.copies(member, client, answer).filter(how=how, on=on)
    landed = mine.first()
    if landed:
        return landed
    try:
        with act():
            return enter_copy(member, answer, how, on)
    except IntegrityError:  # sent twice at the same moment
        landed = mine.first()
        if landed is None:
            raise
        return landed


def enter_copy(member: "Member", answer: Acknowledgement, how: str, on: date) -> Copy:
    """Within an act that records the answer itself, too."""
    row = Copy(
        practice_id=answer.practice_id,
        client_id=answer.client_id,
        acknowledgement=answer,
        how=how,
        on=on,
        recorded_at=timezone.now(),
        recorded_by_id=member.id,
    )
    row.save(force_insert=True)
    ledger.record(
        practice=row.practice_id,
        what="discussion.copy.handed",
        by=member.id,
        client=row.client_id,
        about=answer.pk,
        content=ledger.canonical({"how": how, "on": on.isoformat()}),
        facts={},
    )
    return row


def keep_evidence(
    *,
    member: "Member",
    client: "Client",
    about: Acknowledgement | GreetFirst,
    kind: str,
    turn: int,
    content: bytes,
    covers: Mapping[str, Any],
) -> Evidence:
    """Keep a sealed document beside the answer it is about. Raises MadeMeanwhile when this turn is there already."""
    digest = sha256(content).hexdigest()
    row = Evidence(
        practice_id=member.practice_id,
        client_id=client.pk,
        acknowledgement=about if isinstance(about, Acknowledgement) else None,
        greet_first=about if isinstance(about, GreetFirst) else None,
        kind=kind,
        turn=turn,
        content=content,
        covers={**covers, "sha256": digest, "size": len(content)},
        made_at=timezone.now(),
        made_by_id=member.id,
    )
    try:
        with act():
            row.save(force_insert=True)
            ledger.record(
                practice=row.practice_id,
                what="discussion.evidence.made",
                by=member.id,
                client=row.client_id,
                about=row.pk,
                content=ledger.canonical({"kind": kind, "of": str(about.pk), "sha256": digest, "turn": turn}),
                facts={"kind": kind, "turn": turn},
            )
    except IntegrityError:
        raise MadeMeanwhile from None
    return row
