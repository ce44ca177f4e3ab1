"""Where everybody stands, and who is still to be talked to."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone

from waveback.ground.prepared import prepared
from waveback.ground.vault import KeyDestroyed
from waveback.people import queries as people
from waveback.steps.discussion import rules
from waveback.steps.discussion.models import Acknowledgement, Asked, Participant, Withdrawal
from waveback.steps.policy import queries as policy

if TYPE_CHECKING:
    from waveback.people.models import Client, Member

PAGE = 100


class NotFound(people.NotFound):
    """No such talk-through, acknowledgement or person, or not within the member's reach."""


def acknowledgements(member: "Member", client: "Client") -> QuerySet[Acknowledgement]:
    """Everything that this client ever answered, newest first: the first one of each person holds."""
    reach = Acknowledgement.objects.filter(practice_id=member.practice_id, client_id=client.id)
    return reach.select_related("recorded_by", "participant").order_by("-turn")


def acknowledgement(member: "Member", client: "Client", acknowledgement_id: UUID) -> Acknowledgement:
    """Raises NotFound."""
    found = acknowledgements(member, client).filter(pk=acknowledgement_id).first()
    if found is None:
        raise NotFound
    return found


def standing(member: "Member", client: "Client", now: datetime | None = None) -> rules.Standing:
    """Where one client stands, and why to talk again."""
    return _standings(member, [client.pk], now or timezone.now())[client.pk]


def answers_and_standing(
    member: "Member", client: "Client", now: datetime
) -> tuple[list[Acknowledgement], rules.Standing]:
    """One client's answers, newest first, each with `taken_back_at` (or None); and where the client stands.

    For the client's file: it reads each table once, and people only where a file has several.
    """
    rows = _answers(practice=member.practice_id, client=client.pk)
    newest: dict[tuple[UUID, UUID | None], rules.Answer] = {}
    for row in reversed(rows):
        covers = rules.paper_covers(row.given_at, row.recorded_at) if row.way == rules.PAPER else None
        answer = rules.Answer(row.state, row.version_number, row.given_at, row.signer, row.taken_back_at, covers)
        newest[client.pk, row.participant_id] = answer
    asked = next(iter(_asked_last(practice=member.practice_id, client=client.pk)), None)
    persons = list(participants(member, client).values_list("pk", flat=True)) if _has_several(client) else []
    guarded = any(answer.signer in (rules.GUARDIAN, rules.BOTH) for answer in newest.values())
    born = born_on(client) if guarded else None
    facts = _Facts(
        _published(member),
        newest,
        {client.pk: asked} if asked else {},
        {client.pk: persons},
        {client.pk: rules.eighteenth(born)} if born else {},
    )
    return rows, facts.file(client.pk, people.practice_time(member.practice, now))


@prepared
def _answers(practice: UUID, client: UUID) -> "QuerySet[Any, Any]":
    taken_back = Withdrawal.objects.filter(acknowledgement=OuterRef("pk")).values("recorded_at")[:1]
    found = Acknowledgement.objects.filter(practice_id=practice, client_id=client)
    return (
        found.select_related("recorded_by", "participant")
        .order_by("-turn")
        .annotate(taken_back_at=Subquery(taken_back))
    )


@prepared
def _asked_last(practice: UUID, client: UUID) -> "QuerySet[Asked, datetime]":
    found = Asked.objects.filter(practice_id=practice, client_id=client)
    return found.order_by("-asked_at").values_list("asked_at", flat=True)[:1]


def _has_several(client: "Client") -> bool:
    """Whether more than one person may answer in this file; an erased one does not say."""
    try:
        return client.kind != "individual"
    except KeyDestroyed:
        return True


def standings(member: "Member", now: datetime | None = None) -> dict[UUID, rules.Standing]:
    """Where every open client within the member's reach stands, by client id; the number of queries is constant."""
    open_files = people.within_reach(member).filter(ended_at=None).values_list("pk", flat=True)
    return _standings(member, list(open_files), now or timezone.now(), everybody=True)


def standings_of_people(
    member: "Member", client: "Client", now: datetime
) -> "list[tuple[Participant, rules.Standing]]":
    """In a couple's or a group's file: each person who is still in it, with where they stand."""
    persons = list(participants(member, client))
    facts, now = _read(member, [client.pk], everybody=False), people.practice_time(member.practice, now)
    return [(person, facts.one(client.pk, person.pk, now)) for person in persons]


def participants(member: "Member", client: "Client") -> QuerySet[Participant]:
    """Who is in this file, as they were named; those who left are not."""
    return everybody_ever(member, client).filter(left_at=None)


def everybody_ever(member: "Member", client: "Client") -> QuerySet[Participant]:
    return Participant.objects.filter(practice_id=member.practice_id, client_id=client.id).order_by("number")


def participant(member: "Member", client: "Client", participant_id: UUID) -> Participant:
    """Raises NotFound."""
    found = participants(member, client).filter(pk=participant_id).first()
    if found is None:
        raise NotFound
    return found


@dataclass(frozen=True)
class _Facts:
    """What standings are made of, for many clients at once."""

    published: list[rules.Published]
    newest: dict[tuple[UUID, UUID | None], rules.Answer]
    asked: dict[UUID, datetime]
    people: dict[UUID, list[UUID]]
    eighteen: dict[UUID, date]

    def one(self, client_id: UUID, person: UUID | None, now: datetime) -> rules.Standing:
        return rules.standing(
            self.newest.get((client_id, person)),
            self.published,
            now,
            asked_at=self.asked.get(client_id),
            eighteen_on=self.eighteen.get(client_id),
        )

    def file(self, client_id: UUID, now: datetime) -> rules.Standing:
        persons = self.people.get(client_id)
        if not persons:
            return self.one(client_id, None, now)
        return rules.of_file({person: self.one(client_id, person, now) for person in persons})


def _standings(
    member: "Member", client_ids: list[UUID], now: datetime, everybody: bool = False
) -> dict[UUID, rules.Standing]:
    facts, now = _read(member, client_ids, everybody), people.practice_time(member.practice, now)
    return {client_id: facts.file(client_id, now) for client_id in client_ids}


def _read(member: "Member", client_ids: list[UUID], everybody: bool) -> _Facts:
    """everybody: ask without naming five thousand clients in each query."""
    reach: dict[str, object] = {"practice_id": member.practice_id}
    if not everybody:
        reach["client_id__in"] = client_ids
    taken_back = dict(Withdrawal.objects.filter(**reach).values_list("acknowledgement_id", "recorded_at"))
    rows = Acknowledgement.objects.filter(**reach).order_by("turn")
    newest: dict[tuple[UUID, UUID | None], rules.Answer] = {}
    told = rows.values_list(
        "pk", "client_id", "participant_id", "state", "version_number", "given_at", "signer", "way", "recorded_at"
    )
    for pk, client_id, person, state, version, at, signer, way, recorded_at in told:
        covers = rules.paper_covers(at, recorded_at) if way == rules.PAPER else None
        newest[client_id, person] = rules.Answer(state, version, at, signer, taken_back.get(pk), covers)
    asked = Asked.objects.filter(**reach).order_by("asked_at").values_list("client_id", "asked_at")
    persons: dict[UUID, list[UUID]] = {}
    still_in = Participant.objects.filter(**reach, left_at=None).order_by("number")
    for client_id, person in still_in.values_list("client_id", "pk"):
        persons.setdefault(client_id, []).append(person)
    guarded = {key[0] for key, answer in newest.items() if answer.signer in (rules.GUARDIAN, rules.BOTH)}
    return _Facts(_published(member), newest, dict(asked), persons, _eighteen(member, guarded))


def _eighteen(member: "Member", client_ids: Iterable[UUID]) -> dict[UUID, date]:
    """The eighteenth birthdays of those whose guardian signed; only their birth dates are opened."""
    found = people.clients_by_id(member, set(client_ids)) if client_ids else {}
    days = {}
    for client_id, client in found.items():
        born = born_on(client)
        if born:
            days[client_id] = rules.eighteenth(born)
    return days


def born_on(client: "Client") -> date | None:
    """The birth date, where it is known and the file is not erased."""
    try:
        return rules.birthday(client.birth_date)
    except KeyDestroyed:
        return None


def _published(member: "Member") -> list[rules.Published]:
    return [rules.Published(number, material) for number, material in policy.weights(member.practice)]


@dataclass(frozen=True)
class ToTalkTo:
    """One line of the list: who, why, what the new version changed, and when they come next."""

    client: "Client"
    standing: rules.Standing
    changes: list[str]
    next_session: datetime | None


@dataclass(frozen=True)
class StillToTalk:
    """A page of the list of those still to be talked to. counts: how many there are for each reason."""

    rows: list[ToTalkTo]
    counts: dict[str, int]
    total: int
    page: int
    pages: int
    open_files: int


def still_to_talk(member: "Member", now: datetime, why: str = "", page: int = 1, most: int = PAGE) -> StillToTalk:
    """Who is still to be talked to, who comes soonest first, then by the weight of the reason, then by label.

    why: only those with this reason. most: how many a page has. Names are opened only for the page that is shown.
    """
    all_of_them = standings(member, now)
    due = {pk: one for pk, one in all_of_them.items() if one.due}
    counts = {reason: sum(1 for one in due.values() if reason in one.reasons) for reason in rules.REASONS}
    wanted = [pk for pk, one in due.items() if not why or why in one.reasons]
    sessions = people.next_sessions(member, now) if wanted else {}
    labels = dict(people.within_reach(member).filter(ended_at=None).values_list("pk", "code_label")) if wanted else {}
    far = datetime.max.replace(tzinfo=now.tzinfo)

    def order(pk: UUID) -> tuple[datetime, int, str]:
        return sessions.get(pk, far), rules.REASONS.index(due[pk].due or rules.NEVER), labels.get(pk, "")

    wanted.sort(key=order)
    pages = max(1, -(-len(wanted) // most))
    page = min(max(page, 1), pages)
    shown = wanted[(page - 1) * most : page * most]
    clients = people.clients_by_id(member, set(shown))
    changed = _Changes(member)
    rows = [ToTalkTo(clients[pk], due[pk], changed.since(due[pk]), sessions.get(pk)) for pk in shown if pk in clients]
    return StillToTalk(rows, counts, len(wanted), page, pages, len(all_of_them))


class _Changes:
    """What changed since each version, read once for all."""

    def __init__(self, member: "Member") -> None:
        self._versions = [(one.number, one.material, one.changes) for one in policy.versions(member.practice)]
        self._told: dict[int, list[str]] = {}

    def since(self, standing: rules.Standing) -> list[str]:
        if rules.MATERIAL not in standing.reasons or standing.version is None:
            return []
        number = standing.version
        if number not in self._told:
            self._told[number] = rules.changes_since(number, self._versions)
        return self._told[number]


def what_changed(member: "Member", standing: rules.Standing) -> list[str]:
    """What the new version changed for this one client, in plain words."""
    return _Changes(member).since(standing) if rules.MATERIAL in standing.reasons else []
