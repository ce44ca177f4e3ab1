"""What was filed in another record system, and what is still to be copied there. The member comes first."""

from collections import OrderedDict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from threading import Lock
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from waveback.exchange import handover
from waveback.exchange.handover import ADDENDUM, CLIENT_TEXT, REVISIT, RUN_IN, Told
from waveback.exchange.models import Filed, RecordSystem
from waveback.ground.ledger import queries as ledger
from waveback.ground.vault import KeyDestroyed
from waveback.people import queries as people
from waveback.steps.document import formats, record
from waveback.steps.document import queries as document
from waveback.steps.revisit import queries as revisit

if TYPE_CHECKING:
    from waveback.people.models import Client, Member
    from waveback.steps.document.models import Addendum, ClientText, RunIn
    from waveback.steps.revisit.models import Revisit

A_PAGE: Final = 10


def _newest(of: str) -> Coalesce:
    """What was said last of the thing in this column; looked up once a row, which counts where there are many."""
    said = Filed.objects.filter(about=OuterRef(of)).order_by("-turn").values("state")[:1]
    return Coalesce(Subquery(said), Value(""))


_NEWEST, _NEWEST_OF_NOTE = _newest("pk"), _newest("run_in_id")
_NOT_THERE = ~Q(newest="filed")


@dataclass(frozen=True)
class Usual:
    """Where a member keeps the record besides. since: what was signed before that day is not listed."""

    key: str
    since: date | None
    is_chosen: bool

    @property
    def lists(self) -> bool:
        return self.key != handover.NONE

    @property
    def system(self) -> handover.System:
        return handover.known(self.key) or handover.SYSTEMS[-1]


@dataclass(frozen=True)
class Piece:
    """Something that is handed over at once. told: None once the file's key is gone.

    with_it: what was added to a note and is part of the same text. take_out: it is filed, and stands in the wrong file.
    """

    what: str
    about: UUID
    run_in: "RunIn"
    signed_at: datetime
    told: Told | None
    filed: Filed | None = None
    with_it: tuple[UUID, ...] = ()
    take_out: bool = False
    fields: list[handover.Field] = field(default_factory=list)

    @property
    def name(self) -> str:
        return handover.WHATS[self.what]


def usual(member: "Member") -> Usual:
    """The member's own record system, else the practice's, else any."""
    mine = Q(member_id=member.pk) | Q(member=None)
    rows = list(RecordSystem.objects.filter(mine, practice_id=member.practice_id))
    nearest = max(rows, key=lambda row: row.member_id is not None, default=None)
    if nearest is None:
        return Usual(handover.DEFAULT, None, is_chosen=False)
    return Usual(nearest.system, nearest.since, is_chosen=True)


def newest(abouts: Iterable[UUID]) -> dict[UUID, Filed]:
    """What was said last of each of these, by what it is about; one query."""
    rows = Filed.objects.filter(about__in=list(abouts)).select_related("by").order_by("turn")
    return {row.about: row for row in rows}


def is_there(said: Filed | None) -> bool:
    return said is not None and said.state == "filed"


def landed(member: "Member", id: UUID) -> Filed | None:
    """What this form has become already, if it was sent before."""
    return Filed.objects.filter(practice_id=member.practice_id, pk=id).first()


# One run-in


def to_hand_over(member: "Member", run_in_id: UUID) -> "RunIn":
    """A signed note, also one that was entered in error. Raises people.NotFound."""
    found = document.run_in(member, run_in_id)
    if found.signed_at is None:
        raise people.NotFound
    found.practice = member.practice  # known already, so not fetched
    return found


def pieces(member: "Member", run_in: "RunIn", how: formats.Format, system: handover.System) -> list[Piece]:
    """The note with what was added to it, what was added since it was filed, and the talk about it."""
    if run_in.in_error_at is not None:
        return [_wrong(run_in, newest([run_in.pk]).get(run_in.pk))]
    texts, revisits = _additions(member, [run_in.pk]), revisit.these(member, [run_in.pk])
    added = texts.get(run_in.pk, [])
    said = newest([run_in.pk, *(one.pk for one in [*added, *revisits])])
    found = [_note(run_in, added, how, said)]
    if is_there(said.get(run_in.pk)):
        found += [_addition(run_in, one, said.get(one.pk)) for one in added]
    found += [_revisit(one, run_in, said.get(one.pk)) for one in revisits]
    return [_shaped(one, system) for one in found]


def short_fields(
    member: "Member", run_in: "RunIn", how: formats.Format, system: handover.System
) -> list[tuple[str, str]] | None:
    """What the system asks for beside the text of a note, each with its name there; None where nothing is to be had."""
    note = pieces(member, run_in, how, system)[0]
    return None if note.told is None else [(one.label, one.text) for one in note.fields if one.short]


def belonging(member: "Member", run_in: "RunIn") -> dict[UUID, str]:
    """Everything of a run-in that can be filed, by id, and what it is."""
    rows: list[Any] = _additions(member, [run_in.pk]).get(run_in.pk, [])
    known = {run_in.pk: RUN_IN} | {one.pk: _what(one) for one in rows}
    return known | {one.pk: REVISIT for one in revisit.these(member, [run_in.pk])}


# All that is not filed


@dataclass(frozen=True)
class Unfiled:
    """One page of it, what was signed first coming first."""

    pieces: list[Piece]
    total: int
    page: int
    pages: int


CHANGED_BY: Final = (
    "document.note.signed",
    "document.note.in_error",
    "document.addendum.signed",
    "document.account.attached",
    "document.amendment.asked",
    "document.amendment.answered",
    "revisit.signed",
    "exchange.handover.filed",
    "exchange.handover.taken-back",
    "exchange.system.chosen",
    "people.key.destruction-intended",
)
"""The acts by which something comes onto the list, or goes off it."""

MEMBERS_KEPT: Final = 50
_counted: OrderedDict[UUID, tuple[int, int]] = OrderedDict()
_lock = Lock()


def unfiled_count(member: "Member") -> int:
    """How much there is to file, or to take out again; none where the member files nowhere.

    In a practice with many years behind it this takes a while. So the number is kept in memory until the next act that
    can change it, whichever process made that act: the ledger tells.
    """
    try:
        seq = ledger.end(member.practice_id)[0]
    except ledger.EmptyLedger:
        return 0
    with _lock:
        kept = _counted.get(member.pk)
    if kept is not None and kept[0] <= seq and not ledger.any_since(member.practice_id, kept[0], CHANGED_BY):
        return kept[1]
    chosen = usual(member)
    count = sum(rows.count() for _, rows in _sources(member, chosen)) if chosen.lists else 0
    with _lock:
        _counted[member.pk] = (seq, count)
        while len(_counted) > MEMBERS_KEPT:
            _counted.popitem(last=False)
    return count


def unfiled(
    member: "Member", how: formats.Format, system: handover.System, page: int = 1, client: "Client | None" = None
) -> Unfiled:
    """Of all clients, or of one. The number of queries does not grow with what there is."""
    chosen = usual(member)
    if not chosen.lists:
        return Unfiled([], 0, 1, 1)
    sources = _sources(member, chosen)
    if client is not None:
        sources = [(what, rows.filter(client_id=client.pk)) for what, rows in sources]
    total = sum(rows.count() for _, rows in sources)
    pages = max(1, -(-total // A_PAGE))
    page = min(max(1, page), pages)
    keys = _keys(sources, page * A_PAGE)[(page - 1) * A_PAGE :]
    made = _made(member, keys, how)
    return Unfiled([_shaped(one, system) for one in made], total, page, pages)


def _sources(member: "Member", chosen: Usual) -> "list[tuple[str, QuerySet[Any]]]":
    """What is not there yet, of each kind; then what is there and stands in the wrong file."""
    erased = people.erased(member)
    since = _moment(member, chosen.since)
    signed = Q(signed_at__gte=since) if since else Q()
    mine = document.signed(member).filter(signed, author_id=member.pk)
    # What is added later is listed on its own, once its note is there, or was signed before the day that was chosen.
    whole = Q(of_note="filed") | (Q(run_in__signed_at__lt=since) if since else Q())
    added = [(ADDENDUM, document.addenda_signed_by(member)), (CLIENT_TEXT, document.client_texts_signed_by(member))]
    found: list[tuple[str, QuerySet[Any]]] = [(RUN_IN, mine.annotate(newest=_NEWEST).filter(_NOT_THERE))]
    for what, rows in added:
        one_by_one = rows.filter(signed).annotate(newest=_NEWEST, of_note=_NEWEST_OF_NOTE)
        found.append((what, one_by_one.filter(_NOT_THERE, whole)))
    talks = revisit.signed_by(member).filter(signed).annotate(newest=_NEWEST)
    found.append((REVISIT, talks.filter(_NOT_THERE)))
    wrong = document.entered_in_error(member).annotate(newest=_NEWEST).filter(newest="filed")
    found.append(("wrong", wrong))
    return [(what, rows.exclude(client_id__in=erased)) for what, rows in found]


Key = tuple[datetime, UUID, str, UUID]


def _keys(sources: "list[tuple[str, QuerySet[Any]]]", most: int) -> list[Key]:
    """When it was signed, its id, what it is, and of which note; the oldest of all kinds."""
    found: list[Key] = []
    for what, rows in sources:
        note = "pk" if what in (RUN_IN, "wrong") else "run_in_id"
        first = rows.order_by("signed_at", "pk").values_list("signed_at", "pk", note)[:most]
        found += [(at, about, what, of) for at, about, of in first]
    return sorted(found)[:most]


def _made(member: "Member", keys: Sequence[Key], how: formats.Format) -> list[Piece]:
    notes = {row.pk: row for row in document.to_copy(member, {of for *_, of in keys})}
    texts = _additions(member, notes)
    by_id = {one.pk: one for rows in texts.values() for one in rows}
    talks = {row.pk: row for row in revisit.these(member, [of for _, _, what, of in keys if what == REVISIT])}
    said = newest([*notes, *by_id, *talks])
    made = []
    for _, about, what, of in keys:
        if what == RUN_IN:
            made.append(_note(notes[of], texts.get(of, []), how, said))
        elif what == "wrong":
            made.append(_wrong(notes[of], said.get(of)))
        elif what == REVISIT:
            made.append(_revisit(talks[about], notes[of], said.get(about)))
        else:
            made.append(_addition(notes[of], by_id[about], said.get(about)))
    return made


def _additions(member: "Member", notes: Iterable[UUID]) -> "dict[UUID, list[Addendum | ClientText]]":
    below, beside = document.added_to(member, list(notes))
    by_note: dict[UUID, tuple[list[Addendum], list[ClientText]]] = {}
    for addendum in below:
        by_note.setdefault(addendum.run_in_id, ([], []))[0].append(addendum)
    for text in beside:
        by_note.setdefault(text.run_in_id, ([], []))[1].append(text)
    return {note: record.in_turn(*both) for note, both in by_note.items()}


def _moment(member: "Member", day: date | None) -> datetime | None:
    return datetime.combine(day, time(), ZoneInfo(member.practice.time_zone)) if day else None


# Put into words


def _note(run_in: "RunIn", added: "list[Addendum | ClientText]", how: formats.Format, said: dict[UUID, Filed]) -> Piece:
    assert run_in.signed_at is not None  # only signed notes are handed over
    stands = said.get(run_in.pk)
    try:
        told = _told_note(record.to_copy(run_in, added, how))
    except KeyDestroyed:
        told = None
    filed = stands if is_there(stands) else None
    return Piece(RUN_IN, run_in.pk, run_in, run_in.signed_at, told, filed, tuple(one.pk for one in added))


def _wrong(run_in: "RunIn", stands: Filed | None) -> Piece:
    assert run_in.signed_at is not None  # only a signed note can be marked
    filed = stands if is_there(stands) else None
    return Piece(RUN_IN, run_in.pk, run_in, run_in.signed_at, None, filed, take_out=filed is not None)


def _told_note(copy: record.Copy) -> Told:
    return Told(
        title=copy.title,
        day=copy.day.isoformat(),
        happened=copy.happened,
        reason="Incidental encounter outside the office; no session took place.",
        method=copy.channel,
        opening=("Late entry.",) if copy.late else (),
        sections=tuple(copy.sections),
        closing=(copy.policy, copy.signed, *(f"{one.heading}:\n{one.text}" for one in copy.additions)),
        signed=copy.signed,
    )


def _addition(run_in: "RunIn", row: "Addendum | ClientText", stands: Filed | None) -> Piece:
    try:
        told = _told_addition(run_in, row)
    except KeyDestroyed:
        told = None
    return Piece(_what(row), row.pk, run_in, row.signed_at, told, stands if is_there(stands) else None)


def _told_addition(run_in: "RunIn", row: "Addendum | ClientText") -> Told:
    copy = record.to_copy(run_in, [row], formats.FORMATS[0])
    one = copy.additions[0]
    return Told(
        title=f"{'Addendum' if one.kind == ADDENDUM else 'The client’s words'} to the note of an incidental encounter",
        day=row.signed_at.astimezone(ZoneInfo(run_in.practice.time_zone)).date().isoformat(),
        happened=copy.happened,
        reason="Addition to the note of an incidental encounter outside the office.",
        method="",
        opening=(),
        sections=((one.heading, one.text),),
        closing=(one.signed,),
        signed=one.signed,
    )


def _revisit(row: "Revisit", run_in: "RunIn", stands: Filed | None) -> Piece:
    assert row.signed_at is not None  # only signed ones are handed over
    try:
        told = _told_revisit(row, run_in)
    except KeyDestroyed:
        told = None
    return Piece(REVISIT, row.pk, run_in, row.signed_at, told, stands if is_there(stands) else None)


def _told_revisit(row: "Revisit", run_in: "RunIn") -> Told:
    zone = ZoneInfo(run_in.practice.time_zone)
    assert row.signed_at is not None
    at, happened = row.signed_at.astimezone(zone), run_in.happened_at.astimezone(zone)
    signed = f"Signed by {row.signed_name}, {at:%Y-%m-%d %H:%M} ({run_in.practice.time_zone})."
    return Told(
        title="Talk about an incidental encounter",
        day=at.date().isoformat(),
        happened=f"about the encounter of {happened:%Y-%m-%d %H:%M} ({run_in.practice.time_zone})",
        reason="Follow-up of an incidental encounter outside the office.",
        method="",
        opening=(),
        sections=tuple(revisit.shown(row)),
        closing=(signed,),
        signed=signed,
    )


def _what(row: "Addendum | ClientText") -> str:
    return ADDENDUM if hasattr(row, "reason") else CLIENT_TEXT


def _shaped(piece: Piece, system: handover.System) -> Piece:
    if piece.told is not None:
        piece.fields.extend(system.shape(piece.told))
    return piece
