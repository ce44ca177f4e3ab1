"""Before the signature: capture, assign, finish, discard."""

from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import IntegrityError
from django.utils import timezone

from waveback.ground import ledger
from waveback.ground.acts import act
from waveback.ground.vault import rows
from waveback.people import drafts
from waveback.steps.document import queries, rules
from waveback.steps.document.actions.common import HappensLater, NotYours, SameClient, change_unsigned, enter, lost
from waveback.steps.document.models import Ease, RunIn

if TYPE_CHECKING:
    from waveback.people.models import Client, Member


def capture(
    *,
    member: "Member",
    capture_key: UUID,
    client: "Client | None",
    who: str,
    facts: rules.Facts,
    happened_at: datetime,
    approximately: bool,
    captured_at: datetime | None,
    ease: int | None,
    form: str = "",
) -> RunIn:
    """Put down a run-in; the same `capture_key` lands once, and the later call gets the first one's row.

    who: what the therapist typed while the client is not known; it is sealed for the therapist.
    captured_at: the device's clock, None when it did not say. form: the address of the form, whose
    kept draft goes in the same transaction. Raises HappensLater.
    Never called inside another act: a second arrival ends in a rolled-back transaction.
    """
    received_at = timezone.now()
    if rules.lies_ahead(happened_at, received_at):
        raise HappensLater
    run_in = RunIn(
        practice_id=member.practice_id,
        author_id=member.pk,
        client_id=client.pk if client else None,
        capture_key=capture_key,
        happened_at=happened_at,
        happened_approximately=approximately,
        captured_at=captured_at,
        received_at=received_at,
        **sealed_for(client, who, rules.tidy(facts)),
    )
    try:
        with act():
            if form:
                drafts.drop(member=member, path=form)
            insert(run_in, ease)
    except IntegrityError:
        landed = queries.captured(member, capture_key)
        if landed is None:
            raise
        return landed
    return run_in


def capture_another(
    *,
    member: "Member",
    of: RunIn,
    capture_key: UUID,
    client: "Client | None",
    who: str,
    with_line: bool,
    captured_at: datetime | None,
) -> RunIn:
    """Put down the same moment for somebody else who was there: a record of its own, which knows nothing of the first.

    Nothing links the two: no id, no text unless `with_line`, no seconds of the clock, no line in either ledger.
    Raises NotYours: one writes down one's own run-ins. Raises SameClient.
    """
    if of.author_id != member.pk:
        raise NotYours
    if client is not None and client.pk == of.client_id:
        raise SameClient
    return capture(
        member=member,
        capture_key=capture_key,
        client=client,
        who=who,
        facts=rules.for_another(of.noted, with_line=with_line),
        happened_at=rules.minute(of.happened_at),
        approximately=of.happened_approximately,
        captured_at=captured_at,
        ease=None,
    )


def sealed_for(client: "Client | None", who: str, facts: dict[str, Any]) -> dict[str, Any]:
    """In the client's compartment if there is one, else in the author's."""
    return {"facts": facts} if client else {"who": who.strip(), "jotted": facts}


def insert(run_in: RunIn, ease: int | None) -> None:
    run_in.save(force_insert=True)
    if ease is not None:
        _new_ease(run_in, run_in.author_id, ease).save(force_insert=True)
    ledger.record(
        practice=run_in.practice_id,
        what="document.run_in.captured",
        by=run_in.author_id,
        client=run_in.client_id,
        about=run_in.pk,
        ciphertext=rows.ciphertext(run_in, "facts" if run_in.client_id else "jotted"),
    )


def _new_ease(run_in: RunIn, member_id: UUID, ease: int) -> Ease:
    return Ease(practice_id=run_in.practice_id, member_id=member_id, run_in_id=run_in.pk, ease=ease)


def assign(*, member: "Member", run_in: RunIn, client: "Client", revision: int) -> None:
    """Put an unsigned run-in into a client's file: it is sealed anew, for that client alone.

    What was typed for "who" is dropped: the file now says it. A run-in that stood in another
    client's file leaves it; that file's ledger says so without naming the other.
    Raises NotYours, AlreadySigned, ChangedMeanwhile.
    """
    before, facts = run_in.client_id, run_in.noted
    with act():
        values = {"client_id": client.pk, "facts": facts, "jotted": None, "who": None, "revision": revision + 1}
        change_unsigned(member, run_in, revision, values)
        if before and before != client.pk:
            enter(run_in, member, "document.run_in.moved_away", client=before)
        enter(run_in, member, "document.run_in.assigned")


def finish(
    *,
    member: "Member",
    run_in: RunIn,
    revision: int,
    facts: rules.Facts,
    happened_at: datetime,
    approximately: bool,
    ease: int | None = None,
) -> None:
    """Keep the note as a draft, as far as it goes. Raises HappensLater, NotYours, AlreadySigned, ChangedMeanwhile."""
    now = timezone.now()
    if rules.lies_ahead(happened_at, now):
        raise HappensLater
    column = "facts" if run_in.client_id else "jotted"
    values: dict[str, Any] = {
        column: rules.tidy(facts),
        "happened_at": happened_at,
        "happened_approximately": approximately,
        "drafted_at": run_in.drafted_at or now,
        "revision": revision + 1,
    }
    with act():
        change_unsigned(member, run_in, revision, values)
        keep_ease(member, run_in, ease)
        enter(run_in, member, "document.note.drafted", facts={"revision": run_in.revision})


def keep_ease(member: "Member", run_in: RunIn, ease: int | None) -> None:
    if ease is None:
        return
    kept = Ease.objects.filter(member_id=member.pk, run_in=run_in).first()
    if kept is None:
        _new_ease(run_in, member.pk, ease).save(force_insert=True)
    else:
        rows.change(kept, where={}, ease=ease)


def discard(*, member: "Member", run_in: RunIn, revision: int, reason: str) -> None:
    """Take away a run-in that was never signed, because there must be no record, or by mistake.

    reason: "only_i_noticed" or "mistake". The ledger keeps that it was captured and discarded, never
    what it said. Raises NotYours, AlreadySigned, ChangedMeanwhile.
    """
    if run_in.author_id != member.pk:
        raise NotYours
    with act():
        found = RunIn.objects.filter(pk=run_in.pk, revision=revision, signed_at=None)
        if not found.exists():
            raise lost(run_in)
        enter(run_in, member, "document.run_in.discarded", facts={"reason": reason})
        Ease.objects.filter(run_in=run_in).delete()
        if found.delete()[0] != 1:
            raise lost(run_in)
