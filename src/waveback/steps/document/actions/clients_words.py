"""The client's own account beside a signed note, the corrections they ask for, and what is answered."""

from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.utils import timezone

from waveback.ground import ledger
from waveback.ground.acts import act
from waveback.people import queries as people
from waveback.steps.document import queries, record, rules
from waveback.steps.document.actions.common import AlreadyAnswered, ChangedMeanwhile, NotSigned, NotThatDay, enter
from waveback.steps.document.models import ClientText, RunIn

if TYPE_CHECKING:
    from waveback.people.access import Reauthentication
    from waveback.people.models import Member

WHAT = {
    rules.ACCOUNT: "document.account.attached",
    rules.AMENDMENT: "document.amendment.asked",
    rules.ANSWER: "document.amendment.answered",
}


def add_client_text(
    *,
    member: "Member",
    run_in: RunIn,
    kind: str,
    text: str,
    given_on: date,
    proof: "Reauthentication",
    text_id: UUID | None = None,
) -> ClientText:
    """Put the client's words beside a signed note: their own "account", or an "amendment" that they ask for.

    given_on: the day on which they said it, by the practice's calendar. The same `text_id` lands once.
    Raises NotSigned, NotThatDay; ChangedMeanwhile when something else was put beside the note at the same moment.
    """
    if kind not in (rules.ACCOUNT, rules.AMENDMENT):
        raise ValueError(f"{kind} is no kind of client text")
    _refuse_other_days(run_in, member, given_on)
    return _put_beside(_row(member, run_in, text_id or uuid4(), kind, text, given_on, proof), member, run_in)


def answer_client(
    *,
    member: "Member",
    run_in: RunIn,
    asked: ClientText,
    accepted: bool,
    text: str,
    proof: "Reauthentication",
    text_id: UUID | None = None,
) -> ClientText:
    """Answer a correction that the client asked for: with the correction, or with why the note stands.

    The note itself stays as it was signed. Raises NotSigned, AlreadyAnswered, ChangedMeanwhile.
    """
    today = people.practice_time(member.practice, timezone.now()).date()
    row = _row(member, run_in, text_id or uuid4(), rules.ANSWER, text, today, proof, asked, accepted)
    return _put_beside(row, member, run_in)


def _refuse_other_days(run_in: RunIn, member: "Member", given_on: date) -> None:
    today = people.practice_time(member.practice, timezone.now()).date()
    happened = people.practice_time(member.practice, run_in.happened_at).date()
    if given_on > today or (given_on < happened and not run_in.happened_approximately):
        raise NotThatDay


def _row(
    member: "Member",
    run_in: RunIn,
    text_id: UUID,
    kind: str,
    text: str,
    given_on: date,
    proof: "Reauthentication",
    of: ClientText | None = None,
    accepted: bool = False,
) -> ClientText:
    if run_in.state != rules.SIGNED or run_in.client_id is None:
        raise NotSigned
    now = timezone.now()
    row = ClientText(
        id=text_id,
        practice_id=run_in.practice_id,
        client_id=run_in.client_id,
        run_in_id=run_in.pk,
        number=len(queries.client_texts(member, run_in)) + 1,
        kind=kind,
        of=of,
        decision=("accepted" if accepted else "declined") if of else "",
        given_on=given_on,
        text=text.strip(),
        signed_at=now,
        signed_by_id=member.pk,
        signed_name=member.printed_name,
        signed_factor=proof.factor,
    )
    row.signed_text = ledger.canonical(record.client_text_document(run_in, row))
    return row


def _put_beside(row: ClientText, member: "Member", run_in: RunIn) -> ClientText:
    before = queries.client_texts(member, run_in)
    if (landed := next((one for one in before if one.pk == row.pk), None)) is not None:
        return landed
    if any(row.of_id and one.of_id == row.of_id for one in before):
        raise AlreadyAnswered
    facts: dict[str, str | int] = {"to": str(run_in.pk), "number": row.number, "factor": row.signed_factor}
    try:
        with act():
            with transaction.atomic():  # a savepoint: whoever calls this inside their own act can go on reading
                row.save(force_insert=True)
            enter(run_in, member, WHAT[row.kind], about=row.pk, content=row.signed_text, facts=facts)
    except IntegrityError:
        landed = next((one for one in queries.client_texts(member, run_in) if one.pk == row.pk), None)
        if landed is None:
            raise ChangedMeanwhile(run_in) from None
        return landed
    return row
