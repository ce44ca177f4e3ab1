"""Saying that something was filed in another record system, or that it is not there; choosing the system."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid5

from django.db import IntegrityError
from django.utils import timezone

from waveback.exchange import filed_queries as queries
from waveback.exchange import handover
from waveback.exchange.models import Filed, RecordSystem
from waveback.ground import ledger
from waveback.ground.acts import act
from waveback.people import queries as people

if TYPE_CHECKING:
    from waveback.people.models import Member
    from waveback.steps.document.models import RunIn


class Refused(Exception):
    """Something that cannot be said about a filing."""


class NotToBeFiled(Refused):
    """No such thing belongs to this note, or the note was entered in error."""


class NotThatDay(Refused):
    """It cannot have been filed on that day: it lies ahead, or before the signature."""


class SaidBefore(Refused):
    """It is filed already, or is not there any more: somebody said so first."""


def choose_system(*, member: "Member", key: str, since: date | None, for_practice: bool = False) -> None:
    """Where the record is kept besides: for this member, or for everybody in the practice who chose none.

    The last one to choose wins: nothing was written by either. Raises ValueError for an unknown system.
    """
    if key != handover.NONE and handover.known(key) is None:
        raise ValueError(f"{key} is no record system that is known here")
    whose: dict[str, Any] = {"practice_id": member.practice_id, "member_id": None if for_practice else member.pk}
    with act():
        RecordSystem.objects.update_or_create(**whose, defaults={"system": key, "since": since})
        ledger.record(
            practice=member.practice_id,
            what="exchange.system.chosen",
            by=member.pk,
            facts={"system": key, "for": "practice" if for_practice else "member"},
        )


def file(*, member: "Member", run_in: "RunIn", about: UUID, system: str, on: date, id: UUID) -> None:
    """Say that it was filed in `system` on that day; a note with all that was added to it until now.

    id: made by the page, so that what is sent twice lands once. Raises NotToBeFiled, NotThatDay, SaidBefore.
    """
    if queries.landed(member, id) is not None:
        return
    known = queries.belonging(member, run_in)
    if about not in known or run_in.in_error_at is not None or handover.known(system) is None:
        raise NotToBeFiled
    _refuse_other_days(member, run_in, on)
    said = queries.newest(known)
    if queries.is_there(said.get(about)):
        raise SaidBefore
    together = [one for one, what in known.items() if one == about or (about == run_in.pk and what in _ADDED)]
    new = [one for one in together if not queries.is_there(said.get(one))]
    _say(member, run_in, "filed", {one: (known[one], said.get(one), system, on) for one in new}, about, id)


def take_back(*, member: "Member", run_in: "RunIn", about: UUID, id: UUID) -> None:
    """Say that it is not there after all; a note with all that was added to it. Raises NotToBeFiled, SaidBefore."""
    if queries.landed(member, id) is not None:
        return
    known = queries.belonging(member, run_in)
    if about not in known:
        raise NotToBeFiled
    said = queries.newest(known)
    if not queries.is_there(said.get(about)):
        raise SaidBefore
    together = [one for one, what in known.items() if one == about or (about == run_in.pk and what in _ADDED)]
    there = {one: said[one] for one in together if queries.is_there(said.get(one))}
    today = _today(member)
    _say(member, run_in, "taken_back", {k: (known[k], row, row.system, today) for k, row in there.items()}, about, id)


_ADDED = (handover.ADDENDUM, handover.CLIENT_TEXT)


def _say(
    member: "Member",
    run_in: "RunIn",
    state: str,
    rows: dict[UUID, tuple[str, Filed | None, str, date]],
    about: UUID,
    id: UUID,
) -> None:
    what, _, system, on = rows[about]
    now = timezone.now()
    try:
        with act():
            for one, (kind, before, where, day) in rows.items():
                _row(
                    member,
                    run_in,
                    state,
                    one,
                    kind,
                    before,
                    where,
                    day,
                    now,
                    id if one == about else uuid5(id, str(one)),
                )
            ledger.record(
                practice=member.practice_id,
                what=f"exchange.handover.{state.replace('_', '-')}",
                by=member.pk,
                client=run_in.client_id,
                about=about,
                facts={"thing": what, "system": system, "on": on.isoformat(), "parts": len(rows)},
            )
    except IntegrityError:
        if queries.landed(member, id) is None:
            raise SaidBefore from None


def _row(
    member: "Member",
    run_in: "RunIn",
    state: str,
    about: UUID,
    what: str,
    before: Filed | None,
    system: str,
    on: date,
    at: datetime,
    id: UUID,
) -> None:
    assert run_in.client_id is not None  # a signed run-in has a client
    Filed(
        id=id,
        practice_id=member.practice_id,
        client_id=run_in.client_id,
        run_in_id=run_in.pk,
        what=what,
        about=about,
        turn=(before.turn if before else 0) + 1,
        state=state,
        system=system,
        on=on,
        at=at,
        by_id=member.pk,
    ).save(force_insert=True)


def _refuse_other_days(member: "Member", run_in: "RunIn", on: date) -> None:
    assert run_in.signed_at is not None  # only signed notes are handed over
    signed = people.practice_time(member.practice, run_in.signed_at).date()
    if not signed <= on <= _today(member):
        raise NotThatDay


def _today(member: "Member") -> date:
    return people.practice_time(member.practice, timezone.now()).date()
