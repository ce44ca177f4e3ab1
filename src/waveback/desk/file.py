"""The client's file: what was agreed, what happened, what is still open; the number of queries is constant."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from waveback.desk import rules
from waveback.desk.ease import Curve, of_client
from waveback.ground.vault import KeyDestroyed
from waveback.people import queries as people
from waveback.steps.boundaries import queries as boundaries
from waveback.steps.client_leads import queries as client_leads
from waveback.steps.discussion import queries as discussion
from waveback.steps.document import queries as document
from waveback.steps.revisit import queries as revisit
from waveback.steps.revisit import rules as revisit_rules

if TYPE_CHECKING:
    from waveback.people.models import Appointment, Client, Member
    from waveback.steps.discussion.models import Acknowledgement
    from waveback.steps.document.models import RunIn
    from waveback.steps.revisit.models import Revisit
    from waveback.steps.revisit.queries import Repeat, Thread


SHOWN_AT_ONCE: Final = 50


@dataclass(frozen=True)
class Item:
    """One entry of the timeline. kind: due, run_in, revisit or talk; `state` chooses its tag."""

    kind: str
    at: datetime
    title: str
    state: str
    id: UUID
    sentences: list[str] = field(default_factory=list)
    quote: str = ""
    number: int = 0
    """Addenda of a run-in, or the version of an answer."""
    late: bool = False
    erased: bool = False

    @property
    def printed(self) -> str:
        """The title as a record says it."""
        return rules.printed_title(self.title)


@dataclass(frozen=True)
class File:
    """Everything that the client's page shows."""

    client: "Client"
    next_session: "Appointment | None"
    open: list[Item]
    past: list[Item]
    to_revisit: list["RunIn"]
    standing: Any
    changes: list[str]
    """What a new version of the policy changed for them, in plain words."""
    panel: Any
    plans: Any
    threads: list["Thread"]
    """Topics to come back to."""
    repeat: "Repeat | None"
    """Three or more run-ins in a quarter that nobody has answered yet."""
    withheld: int
    earlier: int
    """How many older entries the page leaves out."""
    ease: Curve


def of(member: "Member", client: "Client", now: datetime, most: int | None = SHOWN_AT_ONCE) -> File:
    """Compose one client's file; a destroyed key shows as "erased", item by item.

    most: how many entries of the past are shown, the newest; None for all.
    """
    filed = document.filed(member, client)
    run_ins = [row for row in filed if row.in_error_at is None]
    revisits = revisit.revisits(member, client)
    session = people.next_session(member, client, _midnight(member, now))
    waiting = _waiting(member, client, run_ins, revisits)
    addenda = document.addenda_counts(member, client)
    past = [_run_in(row, addenda.get(row.pk, 0)) for row in run_ins]
    past += [_revisit(row) for row in revisits if row.signed_at is not None]
    plans = boundaries.panel(member, client, now)
    answers, standing = discussion.answers_and_standing(member, client, now)
    newest = {row.participant_id: row.pk for row in reversed(answers)}
    past += [_talk(row, is_newest=newest[row.participant_id] == row.pk) for row in answers]
    past.sort(key=lambda item: (item.at, str(item.id)), reverse=True)
    last = max((row.happened_at for row in run_ins), default=None)
    return File(
        client=client,
        next_session=session,
        open=[_due(member, row, session, now) for row in waiting],
        past=past[:most],
        to_revisit=waiting,
        standing=standing,
        changes=discussion.what_changed(member, standing),
        panel=client_leads.panel(member, client, now, last),
        plans=plans,
        threads=revisit.open_of(member, client),
        repeat=revisit.repeat_in(member, client, _put_down_lately(run_ins, now), planned=bool(plans.plans)),
        withheld=len(filed) - len(run_ins),
        earlier=len(past) - len(past[:most]),
        ease=of_client(_said(run_ins, revisits), people.practice_time(member.practice, now)),
    )


def _waiting(member: "Member", client: "Client", run_ins: "list[RunIn]", revisits: "list[Revisit]") -> "list[RunIn]":
    """The signed run-ins whose revisit is not signed, oldest first; nothing waits once the work has ended."""
    if client.ended_at is not None:
        return []
    closed = {row.run_in_id for row in revisits if row.signed_at is not None}
    open_ones = (row for row in reversed(run_ins) if row.signed_at is not None and row.pk not in closed)
    return revisit.to_raise(member, open_ones)


def _put_down_lately(run_ins: "list[RunIn]", now: datetime) -> list[datetime]:
    """When the run-ins of the last quarter were put down."""
    return [row.received_at for row in run_ins if now - revisit_rules.REPEATS_IN < row.happened_at <= now]


def _said(run_ins: "list[RunIn]", revisits: "list[Revisit]") -> Iterator[tuple[UUID, datetime, int]]:
    """How at ease the client said they were, from the signed revisits of the run-ins that stand."""
    happened = {row.pk: row.happened_at for row in run_ins}
    for row in revisits:
        if row.signed_at is None or row.run_in_id not in happened:
            continue
        try:
            said = row.content.get("ease")
        except KeyDestroyed:
            continue
        if said:
            yield row.run_in_id, happened[row.run_in_id], int(said)


def _due(member: "Member", row: "RunIn", session: "Appointment | None", now: datetime) -> Item:
    starts_at = session.starts_at if session else None
    due = revisit_rules.is_due(starts_at, now, member.practice.time_zone)
    return Item("due", row.happened_at, "Revisit", "due" if due else "waiting", row.pk)


def _run_in(row: "RunIn", addenda: int) -> Item:
    line = document.line(row)
    return Item(
        "run_in",
        row.happened_at,
        line.title,
        row.state,
        row.pk,
        sentences=line.summary,
        number=addenda,
        late=row.is_late,
        erased=line.erased,
    )


def _revisit(row: "Revisit") -> Item:
    at = row.signed_at or row.touched_at
    try:
        told = row.content
        return Item("revisit", at, "Revisit", told.get("outcome", ""), row.run_in_id, quote=told.get("words", ""))
    except KeyDestroyed:
        return Item("revisit", at, "Revisit", "", row.run_in_id, erased=True)


def _talk(row: "Acknowledgement", *, is_newest: bool) -> Item:
    """state: what was answered, or what became of it: withdrawn, superseded."""
    taken_back = getattr(row, "taken_back_at", None)
    state = "withdrawn" if taken_back else row.state if is_newest else "superseded"
    return Item("talk", row.recorded_at, "Policy talked through", state, row.pk, number=row.version_number)


def _midnight(member: "Member", now: datetime) -> datetime:
    local = people.practice_time(member.practice, now)
    return local.replace(hour=0, minute=0, second=0, microsecond=0)
