"""Reads of step 7, within the member's reach. "Waiting" is derived from signed run-ins."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet, Subquery

from waveback.ground import ledger, vault
from waveback.ground.prepared import prepared
from waveback.ground.vault import Compartment
from waveback.people import queries as people
from waveback.steps.boundaries import queries as boundaries
from waveback.steps.document import queries as document
from waveback.steps.policy import queries as policy
from waveback.steps.revisit import rules
from waveback.steps.revisit.models import PolicySuggestion, ProcessNote, RepeatAnswer, Revisit, Topic, TopicEntry

if TYPE_CHECKING:
    from waveback.people.models import Client, Member
    from waveback.steps.document.models import RunIn


class NotFound(people.NotFound):
    """No such run-in to revisit, or not within the member's reach."""


def revisits(member: "Member", client: "Client") -> list[Revisit]:
    """One client's revisits, drafts included, last touched first."""
    rows = _listed(practice=member.practice_id, client=client.pk)
    for row in rows:
        row.client, row.practice_id = client, client.practice_id  # known already, so not fetched
    return sorted(rows, key=lambda row: (row.touched_at, str(row.pk)), reverse=True)


@prepared
def _listed(practice: UUID, client: UUID) -> QuerySet[Revisit]:
    # What stands under the signature is loaded when it is read: a file shows the words alone.
    found = Revisit.objects.filter(practice_id=practice, client_id=client)
    return found.only("run_in_id", "told", "touched_at", "signed_at").order_by()


def of(member: "Member", run_in: "RunIn") -> Revisit | None:
    """The revisit of this run-in, once it was touched."""
    return _within_reach(member).filter(run_in_id=run_in.pk).first()


def to_revisit(member: "Member", run_in_id: UUID) -> "RunIn":
    """A signed run-in that stands. Raises NotFound: before its note is signed there is nothing to revisit."""
    found = document.signed(member).filter(pk=run_in_id).first()
    if found is None:
        raise NotFound
    return found


def waiting(member: "Member") -> list["RunIn"]:
    """Signed run-ins of open files without a signed revisit, oldest first; one query."""
    found = list(_waiting(member))
    vault.warm(Compartment(member.practice_id, "client", row.client_id) for row in found if row.client_id)
    return to_raise(member, found)


def waiting_of(member: "Member", client: "Client") -> list["RunIn"]:
    """One client's run-ins that wait for their revisit, oldest first."""
    return to_raise(member, _waiting(member).filter(client=client))


def to_raise(member: "Member", found: "Iterable[RunIn]") -> "list[RunIn]":
    """Those that may be raised with the client.

    Nothing waits in a file whose key was destroyed. What only the therapist noticed is raised if the
    policy says to tell always (clause 32); otherwise it is held back.
    """
    known: list[RunIn] = []
    unseen: list[RunIn] = []
    for row in found:
        try:
            (known if document.is_a_run_in(row) else unseen).append(row)
        except vault.KeyDestroyed:
            continue
    if unseen and document.unnoticed_rule(member) == "always":
        return sorted([*known, *unseen], key=lambda row: (row.happened_at, str(row.pk)))
    return known


def due(member: "Member", client: "Client", now: datetime) -> list["RunIn"]:
    """Those that wait, if the client's next session lies on this very day."""
    session = people.next_session(member, client, _day(member, now))
    starts_at = session.starts_at if session else None
    if not rules.is_due(starts_at, now, member.practice.time_zone):
        return []
    return waiting_of(member, client)


def left_open(member: "Member") -> list["RunIn"]:
    """Signed run-ins without a signed revisit in files that have ended, oldest first; one query.

    They wait for no session any more. Each is still closed on its own, by a signature: nothing closes by itself.
    """
    found = list(_left_open(member))
    vault.warm(Compartment(member.practice_id, "client", row.client_id) for row in found if row.client_id)
    return to_raise(member, found)


def left_open_of(member: "Member", client: "Client") -> list["RunIn"]:
    return to_raise(member, _left_open(member).filter(client=client))


def _left_open(member: "Member") -> QuerySet["RunIn"]:
    closed = Revisit.objects.filter(run_in=OuterRef("pk"), signed_at__isnull=False)
    return document.signed(member).filter(~Exists(closed), client__ended_at__isnull=False)


@dataclass(frozen=True)
class EasePoint:
    """How at ease a client said they had been at one run-in, 1 to 5."""

    run_in: UUID
    at: datetime
    ease: int


def ease_series(
    member: "Member",
    since: datetime | None = None,
    until: datetime | None = None,
    most: int | None = None,
) -> list[EasePoint]:
    """What clients said of run-ins in the span, oldest first; erased files are left out.

    most: only those of the revisits signed last. No revisit is signed before its run-in happened, so the time of
    signing, which has an index, bounds the search.
    """
    bounds = {"signed_at__isnull": False} if since is None else {"signed_at__gte": since}
    found = _within_reach(member).filter(
        run_in__in_error_at=None, **bounds, **document.spanning("run_in__", since, until)
    )
    newest = found.select_related("run_in").order_by("-signed_at", "-id")[:most]
    rows = sorted(newest, key=lambda row: (row.run_in.happened_at, str(row.pk)))
    vault.warm({Compartment(member.practice_id, "client", row.client_id) for row in rows})
    points = []
    for row in rows:
        try:
            said = row.content.get("ease")
        except vault.KeyDestroyed:
            continue
        if said:
            points.append(EasePoint(row.run_in_id, row.run_in.happened_at, int(said)))
    return points


def signed_by(member: "Member") -> QuerySet[Revisit]:
    """The member's own signed revisits of notes that stand, within reach."""
    mine = {"signed_at__isnull": False, "author_id": member.pk, "run_in__in_error_at": None}
    return _within_reach(member).filter(**mine)


def these(member: "Member", run_ins: Iterable[UUID]) -> list[Revisit]:
    """The signed revisits of these run-ins, which were found within the member's reach."""
    found = Revisit.objects.filter(practice_id=member.practice_id, run_in__in=list(run_ins), signed_at__isnull=False)
    rows = list(found.select_related("client", "run_in"))
    vault.warm({Compartment(member.practice_id, "client", row.client_id) for row in rows})
    return rows


def _within_reach(member: "Member") -> QuerySet[Revisit]:
    return Revisit.objects.filter(practice_id=member.practice_id, client__in=people.within_reach(member))


def _waiting(member: "Member") -> QuerySet["RunIn"]:
    closed = Revisit.objects.filter(run_in=OuterRef("pk"), signed_at__isnull=False)
    return document.signed(member).filter(~Exists(closed), client__ended_at=None)


def _day(member: "Member", now: datetime) -> datetime:
    """Midnight, in the practice's zone, of the day in which `now` lies."""
    local = people.practice_time(member.practice, now)
    return local.replace(hour=0, minute=0, second=0, microsecond=0)


def shown(row: Revisit) -> list[tuple[str, str]]:
    """What was told, as headings and texts. Raises KeyDestroyed."""
    return rules.shown(row.content)


def who_raises(member: "Member") -> str:
    """What the published policy says about who raises a run-in (clause 33): the chosen option, or ""."""
    version = policy.published(member.practice)
    answer = (version.answers if version else {}).get("33") or {}
    return str(answer.get("option", ""))


# Threads: what the client wants to come back to, until it is worked on


@dataclass(frozen=True)
class Thread:
    """One topic with what became of it, oldest first. After the key is gone only `erased` is true."""

    topic: Topic
    entries: tuple[TopicEntry, ...] = ()
    erased: bool = False

    @property
    def id(self) -> UUID:
        return self.topic.pk

    @property
    def words(self) -> str:
        return str(self.topic.said["words"])

    @property
    def theme(self) -> str:
        return rules.THEMES.get(self.topic.said["theme"], "")

    @property
    def goal(self) -> str:
        return str(self.topic.said["goal"])

    @property
    def number(self) -> int:
        """How far it has come: what a page that adds to it has shown."""
        return self.entries[-1].number if self.entries else 0

    @property
    def last(self) -> TopicEntry | None:
        return self.entries[-1] if self.entries else None

    @property
    def is_open(self) -> bool:
        return rules.is_open(self.topic.carried, self.entries[-1].kind if self.entries else None)

    @property
    def told(self) -> list[tuple[str, TopicEntry]]:
        return [(rules.ENTRIES[entry.kind], entry) for entry in self.entries]


def threads(member: "Member", client: "Client") -> list[Thread]:
    """One client's topics with all that became of them, open ones first, then newest first; two queries."""
    rows = Topic.objects.filter(practice_id=member.practice_id, client_id=client.pk).select_related("added_by")
    entries = TopicEntry.objects.filter(practice_id=member.practice_id, client_id=client.pk)
    found = _threads(rows.order_by("-added_at", "-id"), entries.select_related("added_by"))
    return sorted(found, key=lambda one: not one.is_open)


def thread(member: "Member", client: "Client", topic_id: UUID) -> Thread:
    """Raises NotFound, for another client's thread as for none."""
    for one in threads(member, client):
        if one.id == topic_id:
            return one
    raise NotFound


def topic(member: "Member", topic_id: UUID) -> Topic | None:
    """The topic that this form has already become, if it was sent before."""
    return Topic.objects.filter(
        practice_id=member.practice_id, client__in=people.within_reach(member), pk=topic_id
    ).first()


def open_threads(member: "Member", client_ids: "Iterable[UUID]") -> dict[UUID, list[Thread]]:
    """The open threads of several clients, by client; who has none is left out. Two queries, oldest first."""
    wanted = list(client_ids)
    rows = Topic.objects.filter(practice_id=member.practice_id, client_id__in=wanted)
    rows = _still_open(rows.filter(client__in=people.within_reach(member)))
    entries = TopicEntry.objects.filter(practice_id=member.practice_id, client_id__in=wanted)
    vault.warm(Compartment(member.practice_id, "client", pk) for pk in wanted)
    found: dict[UUID, list[Thread]] = {}
    for one in _threads(rows, entries):
        if not one.erased:
            found.setdefault(one.topic.client_id, []).append(one)
    return found


def open_of(member: "Member", client: "Client") -> list[Thread]:
    """One client's open threads, oldest first; two queries, one where there are none."""
    entries = TopicEntry.objects.filter(practice_id=member.practice_id, client_id=client.pk)
    vault.warm([Compartment(member.practice_id, "client", client.pk)])
    found = _threads(_open_topics(practice=member.practice_id, client=client.pk), entries)
    return [one for one in found if not one.erased]


@prepared
def _open_topics(practice: UUID, client: UUID) -> QuerySet[Topic]:
    return _still_open(Topic.objects.filter(practice_id=practice, client_id=client))


def _still_open(rows: QuerySet[Topic]) -> QuerySet[Topic]:
    """Oldest first."""
    newest = TopicEntry.objects.filter(topic=OuterRef("pk")).order_by("-number").values("kind")[:1]
    found = rows.annotate(state=Subquery(newest)).filter(Q(state=rules.AGAIN) | Q(state=None, carried=True))
    return found.order_by("added_at", "id")


def _threads(rows: "Iterable[Topic]", entries: QuerySet[TopicEntry]) -> list[Thread]:
    topics = list(rows)
    by_topic: dict[UUID, list[TopicEntry]] = {}
    for entry in entries.filter(topic_id__in=[row.pk for row in topics]).order_by("number") if topics else ():
        by_topic.setdefault(entry.topic_id, []).append(entry)
    return [_thread(row, tuple(by_topic.get(row.pk, ()))) for row in topics]


def _thread(row: Topic, entries: tuple[TopicEntry, ...]) -> Thread:
    try:
        if row.said is not None:
            return Thread(row, entries)
    except vault.KeyDestroyed:
        pass
    return Thread(row, entries, erased=True)


# What was suggested for the policy


@dataclass(frozen=True)
class Suggestion:
    """A clause to look at again after what a client said."""

    id: UUID
    clause: int
    client: "Client"
    run_in_id: UUID
    at: datetime


def policy_suggestions(member: "Member") -> list[Suggestion]:
    """The member's own that are neither done nor dismissed, oldest first; one query."""
    rows = PolicySuggestion.objects.filter(author_id=member.pk, settled_at=None)
    rows = rows.filter(client__in=people.within_reach(member)).select_related("client").order_by("suggested_at", "id")
    found = list(rows)
    vault.warm({Compartment(member.practice_id, "client", row.client_id) for row in found})
    kept = []
    for row in found:
        try:
            kept.append(Suggestion(row.pk, int(row.told["clause"]), row.client, row.run_in_id, row.suggested_at))
        except vault.KeyDestroyed:
            continue
    return kept


def suggestion(member: "Member", suggestion_id: UUID) -> PolicySuggestion:
    """The member's own. Raises NotFound."""
    reach = people.within_reach(member)
    found = PolicySuggestion.objects.filter(author_id=member.pk, client__in=reach, pk=suggestion_id).first()
    if found is None:
        raise NotFound
    return found


def suggested(member: "Member", run_in: "RunIn") -> set[int]:
    """The clauses that were kept from this revisit already, settled ones too."""
    rows = PolicySuggestion.objects.filter(author_id=member.pk, run_in_id=run_in.pk)
    return {int(row.told["clause"]) for row in rows}


# Three in a quarter


@dataclass(frozen=True)
class Repeat:
    """Three or more run-ins with one client in 92 days, not answered yet. suggests: a plan, or supervision."""

    client_id: UUID
    count: int
    last: datetime
    suggests: str


def repeats(member: "Member", now: datetime) -> dict[UUID, Repeat]:
    """Who was met three times or more in the 92 days before now, by client; three queries, opens nothing.

    An answer holds until the next run-in is put down. Files that have ended are left out.
    """
    return _repeats(member, now, Q(client__ended_at=None))


def repeat_of(member: "Member", client: "Client", now: datetime) -> Repeat | None:
    return _repeats(member, now, Q(client_id=client.pk, client__ended_at=None)).get(client.pk)


def repeat_in(member: "Member", client: "Client", put_down: "Sequence[datetime]", planned: bool) -> Repeat | None:
    """The same, for whoever has read the file already; one query, however many there are.

    put_down: when each run-in of the 92 days before now was put down. planned: whether a plan is in force.
    """
    answered = next(iter(_answered_last(practice=member.practice_id, client=client.pk)), None)
    if client.ended_at is not None or not put_down or not rules.is_repeat(len(put_down), max(put_down), answered):
        return None
    return Repeat(client.pk, len(put_down), max(put_down), rules.SUPERVISION if planned else rules.PLAN)


@prepared
def _answered_last(practice: UUID, client: UUID) -> "QuerySet[RepeatAnswer, datetime]":
    found = RepeatAnswer.objects.filter(practice_id=practice, client_id=client)
    return found.order_by("-answered_at").values_list("answered_at", flat=True)[:1]


def _repeats(member: "Member", now: datetime, whose: Q) -> dict[UUID, Repeat]:
    span = Q(in_error_at=None, happened_at__gt=now - rules.REPEATS_IN, happened_at__lte=now)
    met = document.within_reach(member).filter(whose, span, client__isnull=False).order_by().values("client_id")
    many = {
        row["client_id"]: row
        for row in met.annotate(n=Count("pk"), put=Max("received_at"))
        if row["n"] >= rules.REPEATS
    }
    if not many:
        return {}
    rows = RepeatAnswer.objects.filter(practice_id=member.practice_id, client_id__in=list(many))
    answered = dict(rows.order_by().values_list("client_id").annotate(at=Max("answered_at")))
    # Every plan in force has a day by which it is looked at again: so these are all of them, in one query.
    planned = {plan.client_id for plan in boundaries.reviews_due(member, date.max)}
    return {
        pk: Repeat(pk, row["n"], row["put"], rules.SUPERVISION if pk in planned else rules.PLAN)
        for pk, row in many.items()
        if rules.is_repeat(row["n"], row["put"], answered.get(pk))
    }


@dataclass(frozen=True)
class Answered:
    """What was decided about run-ins that repeat."""

    said: str
    on: date
    words: str
    at: datetime


def repeat_answers(member: "Member", client: "Client") -> list[Answered]:
    """Newest first; none after the key is gone."""
    rows = RepeatAnswer.objects.filter(practice_id=member.practice_id, client_id=client.pk).order_by("-answered_at")
    try:
        told = [(row.told, row.answered_at) for row in rows]
    except vault.KeyDestroyed:
        return []
    return [
        Answered(rules.REPEAT_ANSWERS[one["kind"]], date.fromisoformat(one["on"]), one["words"], at) for one, at in told
    ]


def repeat_answer(member: "Member", answer_id: UUID) -> RepeatAnswer | None:
    return RepeatAnswer.objects.filter(practice_id=member.practice_id, pk=answer_id).first()


# Process notes: the author's alone


def process_notes(member: "Member", client: "Client") -> list[ProcessNote]:
    """The member's own about this client, newest first. Nobody else's, whoever asks."""
    rows = ProcessNote.objects.filter(author_id=member.pk, client_id=client.pk)
    return list(rows.order_by("-written_at", "-id"))


def process_note(member: "Member", client: "Client", note_id: UUID) -> ProcessNote:
    """Raises NotFound, for somebody else's as for none."""
    found = ProcessNote.objects.filter(author_id=member.pk, client_id=client.pk, pk=note_id).first()
    if found is None:
        raise NotFound
    return found


def is_erased(client: "Client") -> bool:
    """Whether this file's keys are gone, so that nothing more can be written in it."""
    return boundaries.is_erased(client)


def today(member: "Member", now: datetime) -> date:
    return people.practice_time(member.practice, now).date()


# For a record that leaves the house. Process notes and what was suggested for the policy are no part of it.


def for_record(
    member: "Member", client: "Client", since: datetime | None = None, until: datetime | None = None
) -> dict[str, Any]:
    """Signed revisits, topics with what became of them, and answers about encounters that repeat, oldest first.

    `unsigned`: how many revisits are no part of the record yet. Raises KeyDestroyed.
    """
    whose: dict[str, Any] = {"practice_id": member.practice_id, "client_id": client.pk}
    vault.warm([Compartment(member.practice_id, "client", client.pk)])
    rows = Revisit.objects.filter(**whose).select_related("run_in").order_by("signed_at", "id")
    signed = [_revisit_for_record(member, row, row.signed_at) for row in rows if row.signed_at is not None]
    topics = Topic.objects.filter(**whose).order_by("added_at", "id")
    entries = TopicEntry.objects.filter(**whose).order_by("added_at", "number")
    repeats = RepeatAnswer.objects.filter(**whose).order_by("answered_at", "id")

    def inside(at: datetime) -> bool:
        return people.within(at, since, until)

    return {
        "revisits": [one for one in signed if inside(datetime.fromisoformat(one["at"]))],
        "topics": [_topic_for_record(member, row) for row in topics if inside(row.added_at)],
        "topic_entries": [_entry_for_record(member, row) for row in entries if inside(row.added_at)],
        "repeats": [_repeat_for_record(member, row) for row in repeats if inside(row.answered_at)],
        "unsigned": sum(row.signed_at is None for row in rows),
    }


def _revisit_for_record(member: "Member", row: Revisit, at: datetime) -> dict[str, Any]:
    signed = {"name": row.signed_name, "factor": row.signed_factor, "at": people.in_zone(member, at)}
    return {
        "id": str(row.pk),
        "kind": "revisit",
        "title": "Talk about an incidental encounter",
        "at": signed["at"],
        "facts": {"run_in": str(row.run_in_id), "told": row.content, "wishes": str(row.wishes_id or "")},
        "texts": [[heading, text] for heading, text in shown(row)],
        "signed": signed,
        "of": str(row.run_in_id),
        "in_error": row.run_in.in_error_at is not None,
        "commits": [{"what": "revisit.signed", "about": str(row.pk), "content": str(row.signed_text)}],
    }


def _topic_for_record(member: "Member", row: Topic) -> dict[str, Any]:
    said = dict(row.said)
    theme = rules.THEMES.get(str(said.get("theme", "")), "")
    texts = [["Topic", str(said["words"])], ["Belongs to", theme], ["Goal", str(said.get("goal") or "")]]
    content = ledger.canonical({**said, "carried": row.carried})
    return {
        "id": str(row.pk),
        "kind": "topic",
        "title": "Topic to come back to",
        "at": people.in_zone(member, row.added_at),
        "facts": {**said, "carried": row.carried, "run_in": str(row.run_in_id or "")},
        "texts": [[label, text] for label, text in texts if text],
        "commits": [{"what": "revisit.topic.added", "about": str(row.pk), "content": content}],
    }


def _entry_for_record(member: "Member", row: TopicEntry) -> dict[str, Any]:
    told = {"number": row.number, "kind": row.kind, "on": row.on.isoformat(), "words": row.words}
    texts = [["What became of it", rules.ENTRIES[row.kind]], ["On", row.on.isoformat()], ["Words", row.words]]
    what = f"revisit.topic.{row.kind}"
    return {
        "id": str(row.pk),
        "kind": "topic entry",
        "title": "What became of a topic",
        "at": people.in_zone(member, row.added_at),
        "facts": {**told, "topic": str(row.topic_id)},
        "texts": [[label, text] for label, text in texts if text],
        "commits": [{"what": what, "about": str(row.topic_id), "content": ledger.canonical(told)}],
    }


def _repeat_for_record(member: "Member", row: RepeatAnswer) -> dict[str, Any]:
    told = dict(row.told)
    texts = [["Decided", rules.REPEAT_ANSWERS[told["kind"]]], ["On", told["on"]], ["Words", told["words"]]]
    return {
        "id": str(row.pk),
        "kind": "repeat",
        "title": "Three or more encounters in a quarter",
        "at": people.in_zone(member, row.answered_at),
        "facts": told,
        "texts": [[label, text] for label, text in texts if text],
        "commits": [{"what": "revisit.repeat.answered", "about": str(row.pk), "content": ledger.canonical(told)}],
    }
