"""The writes of step 7: a revisit is kept as a draft, then signed once. It may set wishes, downwards."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.utils import timezone

from waveback.ground import ledger
from waveback.ground.acts import act
from waveback.ground.vault import rows
from waveback.steps.client_leads import actions as client_leads
from waveback.steps.client_leads.rules import Choices
from waveback.steps.revisit import queries, rules
from waveback.steps.revisit.models import Revisit

if TYPE_CHECKING:
    from waveback.people.access import Reauthentication
    from waveback.people.models import Member
    from waveback.steps.document.models import RunIn


class Refused(Exception):
    """Something that cannot be done to this revisit."""


class ChangedMeanwhile(Refused):
    """It was changed after it was shown; `.current` is what stands now."""

    def __init__(self, current: Revisit | None) -> None:
        super().__init__("the revisit was changed after it was shown")
        self.current = current


class AlreadySigned(ChangedMeanwhile):
    """It was signed after it was shown, and is locked."""


class NotYours(Refused):
    """One signs one's own revisits only."""


class Unfinished(Refused):
    """It lacks something that a signed revisit needs; `.missing` says what and where."""

    def __init__(self, missing: list[rules.Missing]) -> None:
        super().__init__("the revisit is not finished")
        self.missing = missing


@dataclass(frozen=True)
class NewWishes:
    """What the client wants from now on. `seen`: the wishes that were shown, None if there were none."""

    choices: Choices
    on: date
    seen: UUID | None


def keep(*, member: "Member", run_in: "RunIn", revision: int, told: rules.Told) -> Revisit:
    """Keep it as a draft. revision: the one that was shown, 0 before the first touch.

    Raises ChangedMeanwhile, AlreadySigned, NotYours.
    """
    with act():
        row = _write(member, run_in, revision, {"told": rules.tidy(told)})
        _record(row, member, "revisit.drafted")
    return row


def sign(
    *,
    member: "Member",
    run_in: "RunIn",
    revision: int,
    told: rules.Told,
    proof: "Reauthentication",
    wishes: NewWishes | None = None,
) -> Revisit:
    """Sign it as it is typed, and lock it; set the client's new wishes in the same act.

    Raises Unfinished, ChangedMeanwhile, AlreadySigned, NotYours, and what client_leads.set_wishes raises.
    """
    if missing := rules.missing(told):
        raise Unfinished(missing)
    now = timezone.now()
    with act():
        wishes_id = _set_wishes(member, run_in, wishes)
        text = ledger.canonical(_document(member, run_in, told, wishes_id, proof, now))
        values = {
            "told": rules.tidy(told),
            "wishes_id": wishes_id,
            "signed_at": now,
            "signed_by_id": member.pk,
            "signed_name": member.printed_name,
            "signed_factor": proof.factor,
            "signed_text": text,
        }
        row = _write(member, run_in, revision, values)
        _record(row, member, "revisit.signed", content=text, facts={"factor": proof.factor})
    return row


def _set_wishes(member: "Member", run_in: "RunIn", wishes: NewWishes | None) -> UUID | None:
    if wishes is None or run_in.client is None:
        return None
    return client_leads.set_wishes(
        member=member,
        client=run_in.client,
        choices=wishes.choices,
        on=wishes.on,
        source="revisit",
        seen=wishes.seen,
    ).pk


def _document(
    member: "Member",
    run_in: "RunIn",
    told: rules.Told,
    wishes_id: UUID | None,
    proof: "Reauthentication",
    now: datetime,
) -> dict[str, Any]:
    return rules.signed_document(
        told=told,
        run_in=str(run_in.pk),
        client=str(run_in.client_id),
        wishes=str(wishes_id or ""),
        signature={
            "name": member.printed_name,
            "factor": proof.factor,
            "meaning": rules.MEANING,
            "at": now.astimezone(UTC).isoformat(),
        },
    )


def _write(member: "Member", run_in: "RunIn", revision: int, values: dict[str, Any]) -> Revisit:
    """The first touch inserts the row; every later one is a conditional UPDATE."""
    values = {**values, "touched_at": timezone.now()}
    row = queries.of(member, run_in)
    if row is None:
        return _first(member, run_in, revision, values)
    if row.author_id != member.pk:
        raise NotYours
    where = {"revision": revision, "signed_at": None}
    if not rows.change(row, where=where, revision=revision + 1, **values):
        raise _lost(member, run_in)
    return row


def _first(member: "Member", run_in: "RunIn", revision: int, values: dict[str, Any]) -> Revisit:
    if revision != 0:
        raise ChangedMeanwhile(None)
    assert run_in.client_id is not None  # a signed run-in has a client
    row = Revisit(
        id=uuid4(),
        practice_id=run_in.practice_id,
        client_id=run_in.client_id,
        run_in_id=run_in.pk,
        author_id=member.pk,
        **values,
    )
    try:
        with transaction.atomic():  # a savepoint, so that the act around it can still read
            row.save(force_insert=True)
    except IntegrityError:
        raise _lost(member, run_in) from None
    return row


def _lost(member: "Member", run_in: "RunIn") -> ChangedMeanwhile:
    current = queries.of(member, run_in)
    return AlreadySigned(current) if current and current.signed_at else ChangedMeanwhile(current)


def _record(
    row: Revisit, member: "Member", what: str, content: str | None = None, facts: dict[str, str | int] | None = None
) -> None:
    ledger.record(
        practice=row.practice_id,
        what=what,
        by=member.pk,
        client=row.client_id,
        about=row.pk,
        content=content,
        facts=facts,
    )
