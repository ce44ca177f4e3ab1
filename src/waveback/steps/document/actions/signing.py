"""The signature, and what may follow it: addenda, the mark "entered in error", prints."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import IntegrityError
from django.utils import timezone

from waveback.ground import ledger
from waveback.ground.acts import act
from waveback.ground.vault import rows
from waveback.steps.document import queries, record, rules, wording
from waveback.steps.document.actions.common import (
    AlreadySigned,
    ChangedMeanwhile,
    NotSigned,
    NotYours,
    Unfinished,
    change_unsigned,
    enter,
)
from waveback.steps.document.models import Addendum, RunIn

if TYPE_CHECKING:
    from waveback.people.access import Reauthentication
    from waveback.people.models import Member


def sign(*, member: "Member", run_in: RunIn, revision: int, proof: "Reauthentication", checked: str = "") -> None:
    """Sign the note as its author, and lock it for good.

    checked: the version of the note check that the author was shown; that it was made is signed too, never
    what it found.

    proof: how and when the signer proved again who they are. The text that is signed is the
    canonical JSON of everything; the ledger commits to it, and triggers keep it as it is.
    Raises NotYours, Unfinished, AlreadySigned, ChangedMeanwhile.
    """
    if run_in.author_id != member.pk:
        raise NotYours
    if run_in.signed_at is not None:
        raise AlreadySigned(run_in)
    if missing := queries.lacks(member, run_in):
        raise Unfinished(missing)
    now = timezone.now()
    version = queries.policy_in_force(member, run_in.happened_at)
    signing = record.signing(run_in, version, member.printed_name, proof.factor, now)
    facts = rules.tidy(run_in.noted) | ({rules.CHECKED: checked} if checked else {})
    text = ledger.canonical(rules.signed_document(facts, signing, wording.record(facts)))
    values = {
        "facts": facts,
        "signed_at": now,
        "signed_by_id": member.pk,
        "signed_name": member.printed_name,
        "signed_factor": proof.factor,
        "signed_text": text,
        "policy_version_id": version.pk if version else None,
        "revision": revision + 1,
    }
    with act():
        change_unsigned(member, run_in, revision, values)
        told: dict[str, str | int] = {"factor": proof.factor, "late": int(run_in.is_late)}
        enter(run_in, member, "document.note.signed", content=text, facts=told)


def add(
    *,
    member: "Member",
    run_in: RunIn,
    addendum_id: UUID,
    reason: str,
    text: str,
    proof: "Reauthentication",
) -> Addendum:
    """Add a signed addendum below a signed note; the same `addendum_id` lands once.

    Raises NotSigned; ChangedMeanwhile when another addendum came first.
    """
    if run_in.state != rules.SIGNED or run_in.client_id is None:
        raise NotSigned
    number = len(queries.addenda(member, run_in)) + 1
    row = _addendum(member, run_in, addendum_id, number, reason, text.strip(), proof)
    try:
        with act():
            row.save(force_insert=True)
            facts: dict[str, str | int] = {"to": str(run_in.pk), "number": number, "factor": proof.factor}
            enter(run_in, member, "document.addendum.signed", about=row.pk, content=row.signed_text, facts=facts)
    except IntegrityError:
        landed = next((one for one in queries.addenda(member, run_in) if one.pk == addendum_id), None)
        if landed is None:
            raise ChangedMeanwhile(run_in) from None
        return landed
    return row


def _addendum(
    member: "Member",
    run_in: RunIn,
    addendum_id: UUID,
    number: int,
    reason: str,
    text: str,
    proof: "Reauthentication",
) -> Addendum:
    now = timezone.now()
    document = rules.addendum_document(
        run_in=str(run_in.pk),
        of_sha256=rules.sha256(str(run_in.signed_text)),
        number=number,
        reason=reason,
        text=text,
        signature=rules.signature(member.printed_name, proof.factor, record.utc(now)),
    )
    assert run_in.client_id is not None  # nothing is signed without a client
    return Addendum(
        id=addendum_id,
        practice_id=run_in.practice_id,
        client_id=run_in.client_id,
        run_in_id=run_in.pk,
        number=number,
        reason=reason,
        text=text,
        signed_text=ledger.canonical(document),
        signed_at=now,
        signed_by_id=member.pk,
        signed_name=member.printed_name,
        signed_factor=proof.factor,
    )


def enter_in_error(*, member: "Member", run_in: RunIn, reason: str, proof: "Reauthentication") -> None:
    """Mark a signed note as entered in error: it is kept, sealed, and withheld from ordinary views.

    Raises NotSigned, also when it is marked already.
    """
    now = timezone.now()
    values = {"in_error_at": now, "in_error_by_id": member.pk, "in_error_reason": reason.strip()}
    where = {"signed_at__isnull": False, "in_error_at": None}
    with act():
        if not rows.change(run_in, where=where, **values):
            raise NotSigned
        content = ledger.canonical({"of": str(run_in.pk), "reason": reason.strip(), "at": record.utc(now)})
        enter(run_in, member, "document.note.in_error", content=content, facts={"factor": proof.factor})


def printed(*, member: "Member", run_in: RunIn) -> Any:
    """Enter that the record was printed; return the ledger's signed checkpoint, which goes on the paper."""
    with act():
        enter(run_in, member, "document.note.printed")
    return ledger.checkpoint(practice=run_in.practice_id)
