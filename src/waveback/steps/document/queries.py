"""Reads of step 6, within the member's reach. A note entered in error shows only when it is asked for itself."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from django.db.models import Count, Max, Q, QuerySet

from waveback.ground import vault
from waveback.ground.prepared import prepared
from waveback.ground.vault import Compartment, KeyDestroyed
from waveback.people import queries as people
from waveback.steps.document import formats, listing, rules, wording
from waveback.steps.document.models import Addendum, ClientText, Ease, FormatChoice, RunIn
from waveback.steps.policy import queries as policy
from waveback.steps.policy import rules as policy_rules

if TYPE_CHECKING:
    from waveback.people.models import Client, Member
    from waveback.steps.policy.models import Version
    from waveback.steps.policy.rules import Section


class NotFound(people.NotFound):
    """No such run-in, or not within the member's reach."""


def within_reach(member: "Member") -> QuerySet[RunIn]:
    """Run-ins of clients whom the member may see, and the member's own captures without a client."""
    seen = Q(client__in=people.within_reach(member)) | Q(client=None, author_id=member.pk)
    return RunIn.objects.filter(seen, practice_id=member.practice_id).select_related("client")


def run_in(member: "Member", run_in_id: UUID) -> RunIn:
    """Raises NotFound, for another practice's run-in as for none."""
    found = within_reach(member).filter(pk=run_in_id).first()
    if found is None:
        raise NotFound
    return found


def captured(member: "Member", capture_key: UUID) -> RunIn | None:
    """The run-in that this form has already become, if it was sent before."""
    return RunIn.objects.filter(author_id=member.pk, capture_key=capture_key).first()


def own(member: "Member", run_in_id: UUID) -> RunIn | None:
    """A run-in that this member wrote, if it is still there."""
    return RunIn.objects.filter(author_id=member.pk, pk=run_in_id).first()


def says_otherwise(landed: RunIn, facts: rules.Facts) -> bool:
    """Whether these facts hold something that the run-in, landed by the same form, does not say."""
    noted = landed.noted
    return any(noted.get(name) != value for name, value in rules.tidy(facts).items())


def run_ins(member: "Member", client: "Client") -> list[RunIn]:
    """One client's run-ins that stand, newest first."""
    return [row for row in filed(member, client) if row.in_error_at is None]


def filed(member: "Member", client: "Client") -> list[RunIn]:
    """Everything ever put into this file, newest first, what was entered in error too; one query.

    Only what a list shows is fetched: what stands under the signature is loaded when it is read.
    """
    rows = _warmed_for(client, _listed(practice=member.practice_id, client=client.pk))
    for row in rows:
        row.client, row.practice_id = client, client.practice_id  # known already, so not fetched
    return sorted(rows, key=lambda row: (row.happened_at, str(row.pk)), reverse=True)


@prepared
def _listed(practice: UUID, client: UUID) -> QuerySet[RunIn]:
    found = RunIn.objects.filter(client_id=client, practice_id=practice).order_by()
    return found.only("facts", "happened_at", "received_at", "drafted_at", "signed_at", "in_error_at")


def _of_client(member: "Member", client: "Client") -> QuerySet[RunIn]:
    """Whoever holds a client has it within reach; so no second look at who may see whom."""
    return RunIn.objects.filter(practice_id=member.practice_id, client_id=client.pk)


def in_error(member: "Member", client: "Client") -> int:
    """How many notes in this file were entered in error: they are withheld, but not denied."""
    return _of_client(member, client).filter(in_error_at__isnull=False).count()


def addenda_counts(member: "Member", client: "Client") -> dict[UUID, int]:
    """Number of addenda by run-in, for those that have any."""
    return dict(_addenda_counted(practice=member.practice_id, client=client.pk))


@prepared
def _addenda_counted(practice: UUID, client: UUID) -> "QuerySet[Addendum, tuple[UUID, int]]":
    found = Addendum.objects.filter(practice_id=practice, client_id=client)
    return found.values_list("run_in").annotate(n=Count("pk")).order_by()


def addenda(member: "Member", of: RunIn) -> list[Addendum]:
    """In the order in which they were signed."""
    found = Addendum.objects.filter(practice_id=member.practice_id, run_in=of)
    return list(found.select_related("signed_by").order_by("number"))


def client_texts(member: "Member", of: RunIn) -> list[ClientText]:
    """What the client said about a note and what was answered, in the order in which it was signed."""
    found = ClientText.objects.filter(practice_id=member.practice_id, run_in=of)
    return list(found.order_by("number"))


def request(member: "Member", of: RunIn, request_id: UUID) -> ClientText:
    """A correction that the client asked for. Raises NotFound."""
    found = ClientText.objects.filter(practice_id=member.practice_id, run_in=of, kind=rules.AMENDMENT, pk=request_id)
    row = found.first()
    if row is None:
        raise NotFound
    return row


def added_to(member: "Member", notes: Collection[UUID]) -> tuple[list[Addendum], list[ClientText]]:
    """What stands below and beside these notes, in the order in which it was signed; two queries for any number."""
    whose: dict[str, Any] = {"practice_id": member.practice_id, "run_in__in": list(notes)}
    below = Addendum.objects.filter(**whose).order_by("run_in", "number")
    return list(below), list(ClientText.objects.filter(**whose).order_by("run_in", "number"))


def addenda_signed_by(member: "Member") -> QuerySet[Addendum]:
    """The member's own addenda to notes that stand, within reach."""
    reached = people.within_reach(member)
    return Addendum.objects.filter(
        practice_id=member.practice_id, client__in=reached, signed_by_id=member.pk, run_in__in_error_at=None
    )


def client_texts_signed_by(member: "Member") -> QuerySet[ClientText]:
    """What the member put beside notes that stand, within reach."""
    reached = people.within_reach(member)
    return ClientText.objects.filter(
        practice_id=member.practice_id, client__in=reached, signed_by_id=member.pk, run_in__in_error_at=None
    )


def entered_in_error(member: "Member") -> QuerySet[RunIn]:
    """The member's own notes that stand in the wrong file, within reach."""
    return within_reach(member).filter(author_id=member.pk, in_error_at__isnull=False)


def answered(member: "Member", asked: ClientText) -> bool:
    return ClientText.objects.filter(practice_id=member.practice_id, of=asked).exists()


def unanswered(member: "Member", client: "Client | None" = None) -> list[ClientText]:
    """Corrections that clients asked for and nobody has answered yet, of one client or of all; longest asked first.

    Requests beside a note that was entered in error since are left out.
    """
    reached = people.within_reach(member) if client is None else [client]
    asked = ClientText.objects.filter(practice_id=member.practice_id, client__in=reached, kind=rules.AMENDMENT)
    open_ones = asked.exclude(pk__in=ClientText.objects.filter(kind=rules.ANSWER).values("of"))
    found = open_ones.filter(run_in__in_error_at=None).select_related("client", "run_in")
    return list(found.defer("text", "signed_text", "run_in__signed_text").order_by("given_on", "signed_at", "id"))


def client_text_counts(member: "Member", client: "Client") -> dict[UUID, int]:
    """How much of the client's own stands beside each signed note, by run-in, for those that have any."""
    found = ClientText.objects.filter(practice_id=member.practice_id, client=client).exclude(kind=rules.ANSWER)
    return dict(found.values_list("run_in").annotate(n=Count("pk")).order_by())


def count_since(member: "Member", since: datetime) -> dict[UUID, int]:
    """Run-ins that happened since then and stand, signed or not, by client; those without any are left out."""
    found = within_reach(member).filter(client__isnull=False, in_error_at=None, happened_at__gte=since)
    return dict(found.order_by().values_list("client_id").annotate(n=Count("pk")))


def these(member: "Member", ids: Collection[UUID]) -> list[RunIn]:
    """These run-ins, which were found within the member's reach, oldest first."""
    found = RunIn.objects.filter(practice_id=member.practice_id, pk__in=list(ids)).select_related("client")
    return _warmed(member, found.order_by("happened_at", "id"))


def latest(member: "Member", clients: Collection[UUID]) -> dict[UUID, datetime]:
    """When the latest run-in that stands happened, for each of these clients; who had none is left out. One query."""
    found = RunIn.objects.filter(practice_id=member.practice_id, client_id__in=list(clients), in_error_at=None)
    return dict(found.order_by().values_list("client_id").annotate(at=Max("happened_at")))


_OF_A_VERSION = (
    "policy_version__text",
    "policy_version__answers",
    "policy_version__comfort",
    "policy_version__changes",
)


def to_copy(member: "Member", ids: Collection[UUID]) -> list[RunIn]:
    """These signed run-ins, which were found within the member's reach, with all that a copy of them says."""
    found = RunIn.objects.filter(practice_id=member.practice_id, pk__in=list(ids), signed_at__isnull=False)
    rows = _warmed(member, found.select_related("client", "policy_version").defer(*_OF_A_VERSION))
    for row in rows:
        row.practice = member.practice  # known already, so not fetched
    return rows


def unfinished(member: "Member") -> list[RunIn]:
    """The member's own unsigned notes, oldest run-in first."""
    found = RunIn.objects.filter(author_id=member.pk, signed_at=None).select_related("client")
    return _warmed(member, found.order_by("happened_at", "id"))


def signed(member: "Member", client: "Client | None" = None) -> QuerySet[RunIn]:
    """Signed notes that stand, of one client or of all; oldest run-in first."""
    found = within_reach(member).filter(signed_at__isnull=False, in_error_at=None)
    return (found if client is None else found.filter(client=client)).order_by("happened_at", "id")


def signed_between(member: "Member", start: datetime, end: datetime) -> list[RunIn]:
    """Signed run-ins that happened in the span, oldest first."""
    return _warmed(member, signed(member).filter(happened_at__gte=start, happened_at__lt=end))


def happened_between(member: "Member", start: datetime, end: datetime) -> list[RunIn]:
    """Run-ins in any state but error that happened in the span, newest first."""
    span = within_reach(member).filter(in_error_at=None, happened_at__gte=start, happened_at__lt=end)
    return _warmed(member, span.order_by("-happened_at", "id"))


@dataclass(frozen=True)
class Year:
    """The run-ins of one span: how many in each month (1–12), and how soon their notes were signed."""

    months: dict[int, int]
    total: int
    signed: int
    signed_soon: int


def year(member: "Member", start: datetime, end: datetime) -> Year:
    """Counts over plain columns: nothing is opened. Months are counted in the zone of `start`."""
    told, months = listing.year(member, start, end)
    return Year(months, told.all, told.signed, told.soon)


@dataclass(frozen=True)
class EasePoint:
    """How at ease the therapist was at one run-in, 1 to 5."""

    run_in: UUID
    at: datetime
    ease: int


def ease_series(
    member: "Member", since: datetime | None = None, until: datetime | None = None, most: int | None = None
) -> list[EasePoint]:
    """The member's own ease at each run-in of the span, oldest first; with `most`, only the newest so many."""
    found = Ease.objects.filter(member_id=member.pk, run_in__in_error_at=None, **spanning("run_in__", since, until))
    newest = found.select_related("run_in").order_by("-run_in__happened_at", "-id")[:most]
    vault.warm([Compartment(member.practice_id, "member", member.pk)])
    return [EasePoint(row.run_in_id, row.run_in.happened_at, row.ease) for row in reversed(newest)]


def first_happened(member: "Member") -> datetime | None:
    """When the first run-in within reach happened; None where there is none."""
    rows = RunIn.objects.filter(practice_id=member.practice_id).order_by("happened_at")
    return rows.values_list("happened_at", flat=True).first()


def spanning(prefix: str, since: datetime | None, until: datetime | None) -> dict[str, datetime]:
    """The filter for what happened at or after `since` and before `until`, where each is given."""
    span = {f"{prefix}happened_at__gte": since, f"{prefix}happened_at__lt": until}
    return {name: at for name, at in span.items() if at is not None}


def ease(member: "Member", of: RunIn) -> int | None:
    """The member's own ease at this run-in."""
    found = Ease.objects.filter(member_id=member.pk, run_in=of).first()
    return None if found is None else found.ease


def reached(member: "Member", client_id: UUID) -> "Client | None":
    """The client if the member may see them, known by id alone: capturing needs no more, and is to be quick."""
    return next(iter(people.within_reach(member).filter(pk=client_id).only("pk")[:1]), None)


def recent_clients(member: "Member", most: int = 6) -> list["Client"]:
    """The clients of the member's latest run-ins: whom one meets again is offered first."""
    rows = RunIn.objects.filter(author_id=member.pk, client__ended_at=None, client__isnull=False)
    ids = list(rows.order_by("-received_at").values_list("client_id", flat=True)[: most * 4])
    found = people.clients_by_id(member, set(ids))
    return [found[pk] for pk in dict.fromkeys(ids) if pk in found][:most]


def unnoticed_rule(member: "Member") -> str:
    """What the published policy says about run-ins that only the therapist noticed (clause 32)."""
    version = policy.published(member.practice)
    answer = (version.answers if version else {}).get("32") or {}
    return rules.unnoticed(str(answer.get("option", "")))


CLAUSES: Final = {"request": 17, "dating": 18, "game": 19, "review": 20, "tagged": 21, "found": 32}
"""What each kind of online encounter comes under, in the policy."""


def clauses(member: "Member", numbers: Iterable[int]) -> "dict[int, Section]":
    """These clauses as the published policy prints them; none where nothing is published."""
    wanted, version = set(numbers), policy.published(member.practice)
    sections = policy_rules.sections(version.answers, version.comfort) if version and wanted else []
    return {one.number: one for one in sections if one.number in wanted}


def online_clauses(member: "Member") -> "list[tuple[str, Section]]":
    """By kind of online encounter, the clause that speaks of it."""
    found = clauses(member, CLAUSES.values())
    return [(kind, found[number]) for kind, number in CLAUSES.items() if number in found]


def phrases(member: "Member") -> list[tuple[str, str]]:
    """The member's own phrases, gentle to final, to tell which one was used."""
    return policy.phrases(member.practice).as_list()


def format_of(member: "Member") -> formats.Format:
    """The format in which notes are shown to this member: their own choice, else the practice's, else DAP."""
    mine = Q(member_id=member.pk) | Q(member=None)
    rows = FormatChoice.objects.filter(mine, practice_id=member.practice_id).values_list("member_id", "format")
    nearest = max(rows, key=lambda row: row[0] is not None, default=(None, formats.DEFAULT))
    return formats.known(nearest[1]) or formats.FORMATS[0]


def policy_in_force(member: "Member", at: datetime) -> "Version | None":
    """The version that was published when it happened; None before the first one."""
    before = [version for version in policy.versions(member.practice) if version.published_at <= at]
    return max(before, key=lambda version: version.number, default=None)


def is_a_run_in(of: RunIn) -> bool:
    """Both knew, or the client probably did. Raises KeyDestroyed."""
    return rules.is_a_run_in(of.noted)


def lacks(member: "Member", of: RunIn) -> list[rules.Missing]:
    """What the note still lacks before it can be signed."""
    return rules.missing(
        of.noted,
        has_client=of.client_id is not None,
        late=of.is_late,
        unnoticed=unnoticed_rule(member),
        has_policy=policy_in_force(member, of.happened_at) is not None,
    )


def _warmed_for(client: "Client", found: Iterable[RunIn]) -> list[RunIn]:
    vault.warm([Compartment(client.practice_id, "client", client.pk)])
    return list(found)


def _warmed(member: "Member", found: Iterable[RunIn]) -> list[RunIn]:
    rows = list(found)
    clients = {row.client_id for row in rows if row.client_id}
    compartments = [Compartment(member.practice_id, "client", pk) for pk in clients]
    if any(row.client_id is None for row in rows):
        compartments.append(Compartment(member.practice_id, "member", member.pk))
    vault.warm(compartments)
    return rows


@dataclass(frozen=True)
class Line:
    """One run-in as a list shows it, also when its file's key was destroyed."""

    run_in: RunIn
    title: str
    summary: list[str]
    erased: bool = False
    days: int = 0
    """How many days an unfinished note is old: it shows, and turns amber from the second."""

    @property
    def is_ageing(self) -> bool:
        return self.days >= rules.AMBER_FROM


def line(of: RunIn, now: datetime | None = None) -> Line:
    """What a list shows of it; never raises KeyDestroyed. now: to say how old an unfinished note is."""
    days = of.age(now) if now is not None and of.signed_at is None else 0
    try:
        noted = of.noted
    except KeyDestroyed:
        return Line(of, wording.TITLES[""], [], erased=True)
    return Line(of, wording.title(noted), wording.summary(noted), days=days)
