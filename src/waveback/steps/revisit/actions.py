"""The writes of step 7: a revisit is kept as a draft, then signed once. It may set wishes, downwards."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4, uuid5

from django.db import IntegrityError, transaction
from django.utils import timezone

from waveback.ground import ledger
from waveback.ground.acts import act
from waveback.ground.vault import rows
from waveback.steps.boundaries import actions as boundaries
from waveback.steps.boundaries.rules import Plan
from waveback.steps.client_leads import actions as client_leads
from waveback.steps.client_leads.rules import Choices
from waveback.steps.document import actions as document
from waveback.steps.revisit import queries, rules
from waveback.steps.revisit.models import PolicySuggestion, ProcessNote, RepeatAnswer, Revisit, Topic, TopicEntry

if TYPE_CHECKING:
    from waveback.people.access import Reauthentication
    from waveback.people.models import Client, Member
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


@dataclass(frozen=True)
class NewPlan:
    """What is agreed for a place where both go. `seen`: how many versions of plans were there when it was shown."""

    plan: Plan
    on: date
    seen: int | None = None


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
    plan: NewPlan | None = None,
) -> Revisit:
    """Sign it as it is typed, and lock it. In the same act: new wishes, a plan, the client's account, their topics.

    Raises Unfinished, ChangedMeanwhile, AlreadySigned, NotYours, and what client_leads.set_wishes and
    boundaries.agree_plan raise.
    """
    if missing := rules.missing(told):
        raise Unfinished(missing)
    now = timezone.now()
    with act():
        wishes_id = _set_wishes(member, run_in, wishes)
        plan_id = _agree_plan(member, run_in, plan)
        account_id = _attach_account(member, run_in, told, proof, now)
        came = {"wishes": str(wishes_id or ""), "plan": str(plan_id or ""), "account": str(account_id or "")}
        text = ledger.canonical(_document(member, run_in, told, came, proof, now))
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
        for number, one in enumerate(rules.tidy(told).get("topics", [])):
            _add_topic(member, run_in.client_id, uuid5(row.pk, f"topic {number}"), one, run_in.pk)
    return row


def printed(*, member: "Member", row: Revisit) -> Any:
    """Enter that it was printed; return the ledger's signed checkpoint, which goes on the paper."""
    with act():
        _record(row, member, "revisit.printed")
    return ledger.checkpoint(practice=row.practice_id)


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


def _agree_plan(member: "Member", run_in: "RunIn", plan: NewPlan | None) -> UUID | None:
    if plan is None or run_in.client is None:
        return None
    agreed = boundaries.agree_plan(
        member=member, client=run_in.client, plan=plan.plan, on=plan.on, source="revisit", seen=plan.seen
    )
    return agreed.id


def _attach_account(
    member: "Member", run_in: "RunIn", told: rules.Told, proof: "Reauthentication", now: datetime
) -> UUID | None:
    """The client's own account stands beside the note itself, for whoever reads that."""
    text = rules.tidy(told).get("account", "")
    if not text:
        return None
    added = document.add_client_text(
        member=member,
        run_in=run_in,
        kind="account",
        text=text,
        given_on=queries.today(member, now),
        proof=proof,
        text_id=uuid5(run_in.pk, "account at the revisit"),
    )
    return added.pk


def _document(
    member: "Member",
    run_in: "RunIn",
    told: rules.Told,
    came: dict[str, str],
    proof: "Reauthentication",
    now: datetime,
) -> dict[str, Any]:
    return rules.signed_document(
        told=told,
        run_in=str(run_in.pk),
        client=str(run_in.client_id),
        **came,
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


# Threads


class ThreadChanged(Exception):
    """Something was added to the thread after it was shown; `.current` is the thread as it stands."""

    def __init__(self, current: queries.Thread) -> None:
        super().__init__("the thread was added to meanwhile")
        self.current = current


class BadEntry(ValueError):
    """An entry that lacks something, said as a sentence."""


def add_topic(
    *, member: "Member", client: "Client", words: str, theme: str = "", goal: str = "", carry: bool = True, id: UUID
) -> Topic:
    """Begin a thread without a revisit. id: made by the page; the same one lands once. Raises BadEntry, NotFound."""
    named = rules.topics({"topics": [{"words": words, "theme": theme, "goal": goal, "carry": carry}]})
    if not named:
        raise BadEntry("Write the topic down, in their words.")
    if landed := queries.topic(member, id):
        return _landed(landed, client.pk)
    try:
        with act():
            return _add_topic(member, client.pk, id, named[0], None)
    except IntegrityError:
        return _landed(queries.topic(member, id), client.pk)


def _add_topic(member: "Member", client_id: UUID | None, id: UUID, topic: dict[str, Any], run_in: UUID | None) -> Topic:
    assert client_id is not None  # a signed run-in has a client
    said = {name: topic[name] for name in ("words", "theme", "goal")}
    row = Topic(
        id=id,
        practice_id=member.practice_id,
        client_id=client_id,
        run_in_id=run_in,
        said=said,
        carried=topic["carry"],
        added_at=timezone.now(),
        added_by_id=member.pk,
    )
    row.save(force_insert=True)
    ledger.record(
        practice=member.practice_id,
        what="revisit.topic.added",
        by=member.pk,
        client=client_id,
        about=row.pk,
        content=ledger.canonical({**row.said, "carried": row.carried}),
    )
    return row


def _landed(row: Any, client_id: UUID) -> Any:
    """What the same form has already become. An id that is somebody else's: no page of ours makes one."""
    if row is None or row.client_id != client_id:
        raise queries.NotFound
    return row


def add_entry(
    *, member: "Member", client: "Client", topic: UUID, seen: int, kind: str, on: date, words: str, id: UUID
) -> TopicEntry:
    """Say what became of a thread. seen: the number of the last entry that was shown, 0 before the first.

    "again" opens a thread anew. The same id lands once. Raises BadEntry, ThreadChanged, NotFound.
    """
    if problem := rules.entry_problem(kind, words):
        raise BadEntry(problem)
    thread = queries.thread(member, client, topic)
    for entry in thread.entries:
        if entry.pk == id:
            return entry
    if seen != thread.number:
        raise ThreadChanged(thread)
    try:
        with act():
            return _next_entry(member, thread, kind, on, words.strip(), id)
    except IntegrityError:  # somebody added one at the same moment
        raise ThreadChanged(queries.thread(member, client, topic)) from None


def _next_entry(member: "Member", thread: queries.Thread, kind: str, on: date, words: str, id: UUID) -> TopicEntry:
    row = TopicEntry(
        id=id,
        practice_id=member.practice_id,
        client_id=thread.topic.client_id,
        topic_id=thread.id,
        number=thread.number + 1,
        kind=kind,
        on=on,
        words=words,
        added_at=timezone.now(),
        added_by_id=member.pk,
    )
    row.save(force_insert=True)
    ledger.record(
        practice=member.practice_id,
        what=f"revisit.topic.{kind}",
        by=member.pk,
        client=row.client_id,
        about=thread.id,
        content=ledger.canonical({"number": row.number, "kind": kind, "on": on.isoformat(), "words": row.words}),
    )
    return row


# What was suggested for the policy


def suggest_policy(*, member: "Member", run_in: "RunIn", clause: int) -> None:
    """Keep a clause to look at again; once for a run-in. Raises NotFound for a clause that there is none of."""
    if clause not in {number for numbers in rules.CLAUSES.values() for number in numbers}:
        raise queries.NotFound
    assert run_in.client_id is not None  # a signed run-in has a client
    if clause in queries.suggested(member, run_in):
        return
    row = PolicySuggestion(
        id=uuid5(run_in.pk, f"{member.pk} clause {clause}"),
        practice_id=member.practice_id,
        client_id=run_in.client_id,
        run_in_id=run_in.pk,
        author_id=member.pk,
        told={"clause": clause},
        suggested_at=timezone.now(),
    )
    try:
        with act():
            row.save(force_insert=True)
            ledger.record(
                practice=member.practice_id, what="revisit.policy.suggested", by=member.pk, client=row.client_id,
                about=row.pk, content=ledger.canonical(row.told),
            )  # fmt: skip
    except IntegrityError:
        return  # the same form, sent twice at the same moment: it is kept


def settle_suggestion(*, member: "Member", suggestion: UUID, done: bool) -> None:
    """It was done, or dismissed; whichever came first stands. Raises NotFound."""
    row = queries.suggestion(member, suggestion)
    if row.settled_at is not None:
        return
    how = "done" if done else "dismissed"
    with act():
        rows.change(row, where={"settled_at": None}, settled_at=timezone.now(), settled_how=how)
        ledger.record(
            practice=member.practice_id, what=f"revisit.policy.{how}", by=member.pk, client=row.client_id, about=row.pk
        )


# Three in a quarter


def answer_repeat(*, member: "Member", client: "Client", kind: str, on: date, words: str, id: UUID) -> RepeatAnswer:
    """Say what was decided; it holds until the next run-in is put down. The same id lands once.

    kind: a key of rules.REPEAT_ANSWERS. Raises BadEntry, NotFound.
    """
    if kind not in rules.REPEAT_ANSWERS:
        raise BadEntry("Choose what you decided.")
    if landed := queries.repeat_answer(member, id):
        return _landed(landed, client.pk)
    row = RepeatAnswer(
        id=id,
        practice_id=member.practice_id,
        client_id=client.pk,
        told={"kind": kind, "on": on.isoformat(), "words": words.strip()},
        answered_at=timezone.now(),
        answered_by_id=member.pk,
    )
    try:
        with act():
            row.save(force_insert=True)
            ledger.record(
                practice=member.practice_id,
                what="revisit.repeat.answered",
                by=member.pk,
                client=client.pk,
                about=row.pk,
                content=ledger.canonical(row.told),
            )
    except IntegrityError:
        return _landed(queries.repeat_answer(member, id), client.pk)
    return row


# Process notes: no part of the record. The ledger says that one was written or deleted, not in whose file, nor what.


class Erased(Exception):
    """The keys of this file are gone: nothing more can be written in it."""


def write_process_note(*, member: "Member", client: "Client", text: str, id: UUID) -> ProcessNote:
    """Keep a private note that its author alone reads. The same id lands once. Raises BadEntry, Erased, NotFound."""
    if not text.strip():
        raise BadEntry("Write your note first.")
    if queries.is_erased(client):
        raise Erased  # a key made now would outlive the file's destruction
    row = ProcessNote(
        id=id,
        practice_id=member.practice_id,
        client_id=client.pk,
        author_id=member.pk,
        text=text.strip(),
        written_at=timezone.now(),
    )
    try:
        with act():
            row.save(force_insert=True)
            ledger.record(practice=member.practice_id, what="revisit.process.written", by=member.pk)
    except IntegrityError:  # the same form, sent twice
        return queries.process_note(member, client, id)
    return row


def delete_process_note(*, member: "Member", client: "Client", note: UUID) -> None:
    """Delete one's own note for good. Raises NotFound, for somebody else's as for none."""
    with act():
        queries.process_note(member, client, note).delete()
        ledger.record(practice=member.practice_id, what="revisit.process.deleted", by=member.pk)
