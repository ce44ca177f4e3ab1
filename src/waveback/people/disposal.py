"""Destroying a client's key: intent, destruction, certificate. Resumed at start after a kill."""

import json
from datetime import UTC, datetime
from uuid import UUID

from waveback.ground import jobs, ledger
from waveback.ground.acts import act
from waveback.ground.ledger import queries as chain
from waveback.ground.vault import shredding
from waveback.people import drafts, rules
from waveback.people.models import Client, Disposal, Member
from waveback.people.queries import unfinished_disposals


class UnknownReason(ValueError):
    """A reason that is none of rules.DISPOSAL_REASONS."""


class AlreadyIntended(Exception):
    """This file's destruction has begun."""


def destroy_key(*, member: Member, client: Client, reason: str) -> Disposal:
    """Destroy what opens a client's file, for good; return the disposal with its certificate.

    reason: a key of rules.DISPOSAL_REASONS. The intent is committed first, so that a kill at any later
    moment is completed by `resume()`. Raises AlreadyIntended, UnknownReason.
    """
    if reason not in rules.DISPOSAL_REASONS:
        raise UnknownReason(reason)
    disposal = _intend(member, client, reason)
    return _complete(disposal)


def resume() -> int:
    """Complete the destructions that a kill interrupted; return how many there were."""
    unfinished = unfinished_disposals()
    for disposal in unfinished:
        _complete(disposal)
    return len(unfinished)


def _intend(member: Member, client: Client, reason: str) -> Disposal:
    with act():
        disposal, is_new = Disposal.objects.get_or_create(
            client_id=client.pk,
            defaults={
                "practice_id": member.practice_id,
                "code_label": client.code_label,
                "reason": reason,
                "intended_by": member.pk,
                "intended_at": datetime.now(UTC),
            },
        )
        if not is_new:
            raise AlreadyIntended
        # Half-written forms are sealed for whoever typed them, so no key of the client's closes them.
        drafts.drop_about(member.practice_id, {client.pk} | _rows_of(client))
        ledger.record(
            practice=member.practice_id, what="people.key.destruction-intended", by=member.pk, client=client.pk
        )
    return disposal


def _rows_of(client: Client) -> set[UUID]:
    """The ids of everything that was ever entered about a client, in whichever room it lies."""
    entries = chain.client_entries(client.practice_id, client.pk)
    told = (json.loads(body)["about"] for body in entries.values_list("body", flat=True))
    return {UUID(about) for about in told if about}


def _complete(disposal: Disposal) -> Disposal:
    """Destroy, then certify. Each half may be done again: the second time it changes nothing."""
    shredding.destroy(disposal.practice_id, disposal.client_id, ["client", "process"])
    # What was printed within the last hour may hold this client's words under another key.
    jobs.clear_results(disposal.practice_id)
    now = datetime.now(UTC)
    certificate = ledger.canonical(
        {
            "what": "The keys of this file were destroyed: nothing sealed with them can be opened again.",
            "file": str(disposal.client_id),
            "label": disposal.code_label,
            "reason": rules.DISPOSAL_REASONS[disposal.reason],
            "intended_at": disposal.intended_at.isoformat(),
            "destroyed_at": now.isoformat(),
        }
    )
    with act():
        Disposal.objects.filter(pk=disposal.pk, destroyed_at=None).update(destroyed_at=now, certificate=certificate)
        # Under the practice's key: the client's own no longer exists. The certificate names no person.
        ledger.record(
            practice=disposal.practice_id,
            what="people.key.destroyed",
            by=disposal.intended_by,
            about=disposal.pk,
            content=certificate,
        )
    disposal.destroyed_at, disposal.certificate = now, certificate
    return disposal
