"""The writes of step 5: a plan is agreed, changed, looked at again, ended. Nothing is overwritten."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.utils import timezone

from waveback.ground import ledger
from waveback.ground.acts import act
from waveback.people import queries as people
from waveback.people.queries import NotFound
from waveback.steps.boundaries import queries, rules
from waveback.steps.boundaries.models import OverlapPlan

if TYPE_CHECKING:
    from waveback.people.models import Client, Member

ATTEMPTS = 5


class ChangedMeanwhile(Exception):
    """The plan was changed, looked at or ended after it was shown; `.current` is its newest version."""

    def __init__(self, current: OverlapPlan) -> None:
        super().__init__("the plan changed after it was shown")
        self.current = current


class PlannedMeanwhile(Exception):
    """A plan for the same kind of place came about after the form was shown; `.current` is that plan."""

    def __init__(self, current: OverlapPlan) -> None:
        super().__init__("another plan for this place came about")
        self.current = current


class BeforeCurrent(Exception):
    """The day given lies before the day from which the plan holds (`.since`)."""

    def __init__(self, since: date) -> None:
        super().__init__("the day lies before the present version")
        self.since = since


class ReviewTooEarly(ValueError):
    """The review day lies before the day of the agreement."""


def agree_plan(
    *,
    member: "Member",
    client: "Client",
    plan: rules.Plan,
    on: date,
    source: str,
    replaces: UUID | None = None,
    id: UUID | None = None,
    seen: int | None = None,
) -> OverlapPlan:
    """Agree a plan, or change one, and return the version that holds now.

    replaces: the version that was shown (`Standing.id`), None for a new plan. id: made by the page, so that a form
    sent twice lands once. seen: for a new plan, how many versions there were when the form was shown
    (`queries.last_number`); a plan for the same kind of place that is newer stops it. Without it nothing is compared.
    Without a review day the plan gets one in three months.
    Raises ChangedMeanwhile, PlannedMeanwhile, BeforeCurrent, ReviewTooEarly, NotFound.
    """
    review = plan.review or rules.first_review(on)
    if review < on:
        raise ReviewTooEarly
    row_id = id or uuid4()

    def version(number: int) -> OverlapPlan:
        former = _shown(member, client.id, replaces)
        if former and on < former.on:
            raise BeforeCurrent(former.on)
        if former is None and seen is not None:
            _nothing_new_at(member, client, plan.place, seen)
        return _row(
            member, client.id, number, row_id,
            chain=former.chain if former else row_id, state="changed" if former else "agreed",
            agreed=_without_review(plan), on=on, review_on=review, source=source,
        )  # fmt: skip

    return _add(member, client.id, row_id, version)


def confirm_plan(*, member: "Member", plan: UUID, review_on: date, on: date, id: UUID | None = None) -> OverlapPlan:
    """Keep a plan as it is after looking at it again on `on`, with a new review day.

    plan: the version that was shown. Raises ChangedMeanwhile, BeforeCurrent, ReviewTooEarly, NotFound.
    """
    if review_on < on:
        raise ReviewTooEarly
    row_id, held = id or uuid4(), _found(member, plan)

    def version(number: int) -> OverlapPlan:
        former = _newest(member, held)
        if on < former.on:
            raise BeforeCurrent(former.on)
        return _row(
            member, held.client_id, number, row_id,
            chain=former.chain, state="held", agreed=former.agreed, on=on, review_on=review_on, source=former.source,
        )  # fmt: skip

    return _add(member, held.client_id, row_id, version)


def end_plan(*, member: "Member", plan: UUID, reason: str, id: UUID | None = None) -> OverlapPlan:
    """End a plan today, for a reason; it stays in the history.

    plan: the version that was shown. Raises ChangedMeanwhile (also when it is ended already), NotFound.
    """
    row_id, held = id or uuid4(), _found(member, plan)

    def version(number: int) -> OverlapPlan:
        former = _newest(member, held)
        today = people.practice_time(member.practice, timezone.now()).date()
        return _row(
            member, held.client_id, number, row_id,
            chain=former.chain, state="ended", agreed=former.agreed, on=max(today, former.on), review_on=None,
            source=former.source, reason=reason,
        )  # fmt: skip

    return _add(member, held.client_id, row_id, version)


def print_plans(*, member: "Member", client: "Client") -> Any:
    """Enter that the plans were printed; return the ledger's signed checkpoint, which goes on the paper."""
    with act():
        ledger.record(
            practice=member.practice_id,
            what="boundaries.plans.printed",
            by=member.id,
            client=client.id,
            about=client.id,
        )
    return ledger.checkpoint(practice=member.practice_id)


class _Landed(Exception):
    """This very version was added already: the form was sent twice."""

    def __init__(self, row: OverlapPlan) -> None:
        super().__init__("added already")
        self.row = row


def _add(member: "Member", client_id: UUID, row_id: UUID, version: Callable[[int], OverlapPlan]) -> OverlapPlan:
    """Add what `version(number)` makes, and enter it in the ledger; what landed already is returned as it stands."""
    try:
        with act():
            row = _inserted(member, client_id, row_id, version)
            ledger.record(
                practice=member.practice_id,
                what=f"boundaries.plan.{row.state}",
                by=member.id,
                client=client_id,
                about=row.id,
                content=ledger.canonical(queries.content(row)),
                facts={"source": row.source, "number": row.number},
            )
            return row
    except _Landed as twice:
        return twice.row


def _inserted(member: "Member", client_id: UUID, row_id: UUID, version: Callable[[int], OverlapPlan]) -> OverlapPlan:
    """Somebody who wanted the same number first makes us read again: then `version` says whether it still may be."""
    for _ in range(ATTEMPTS):
        landed = queries.version(member, row_id)
        if landed is not None:
            raise _Landed(landed) if landed.client_id == client_id else NotFound
        row = version(queries.last_number(member, client_id) + 1)
        try:
            with transaction.atomic():  # a savepoint, so that an act around this one can still read
                row.save(force_insert=True)
        except IntegrityError:
            continue
        return row
    raise NotFound  # an id that is somebody else's: no page of ours makes one


def _shown(member: "Member", client_id: UUID, shown: UUID | None) -> OverlapPlan | None:
    if shown is None:
        return None
    held = _found(member, shown)
    if held.client_id != client_id:
        raise NotFound
    return _newest(member, held)


def _found(member: "Member", version_id: UUID) -> OverlapPlan:
    found = queries.version(member, version_id)
    if found is None:
        raise NotFound
    return found


def _newest(member: "Member", held: OverlapPlan) -> OverlapPlan:
    """The version itself, as long as nothing came after it. Raises ChangedMeanwhile."""
    current = queries.newest(member, held.client_id, held.chain)
    if current is None or current.id != held.id or current.ended:
        raise ChangedMeanwhile(current or held)
    return current


def _nothing_new_at(member: "Member", client: "Client", place: str, seen: int) -> None:
    for standing in queries.plans(member, client):
        if standing.now.number > seen and standing.plan.place == place:
            raise PlannedMeanwhile(standing.now)


def _row(member: "Member", client_id: UUID, number: int, row_id: UUID, reason: str = "", **values: Any) -> OverlapPlan:
    return OverlapPlan(
        id=row_id,
        practice_id=member.practice_id,
        client_id=client_id,
        number=number,
        reason=reason,
        set_at=timezone.now(),
        set_by_id=member.id,
        **values,
    )


def _without_review(plan: rules.Plan) -> dict[str, object]:
    """The review day has a column of its own."""
    told = replace(plan, review=None).as_dict()
    del told["review"]
    return told
