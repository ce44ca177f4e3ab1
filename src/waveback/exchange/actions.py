"""Bringing a client list in: all of its good rows in one act, or none."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction

from waveback.exchange import dates, kept, queries, rules
from waveback.exchange.kept import Kept
from waveback.exchange.mapping import FIELDS
from waveback.exchange.models import ImportDraft, RememberedColumns
from waveback.ground import ledger
from waveback.ground.acts import act
from waveback.ground.vault.rows import change
from waveback.people import actions as people

if TYPE_CHECKING:
    from waveback.people.models import Member

Progress = Callable[[int, int], None]


class ColumnsMissing(ValueError):
    """No column names the people; the argument is a sentence."""


class ChangedMeanwhile(Exception):
    """The kept list was changed or brought in in another window."""


@dataclass(frozen=True)
class Outcome:
    """What became of a list. `bad` and `twice` say line and sentence; `dropped` are the titles that were not kept."""

    opened: int
    already: int
    ended_left_out: int
    twice: list[rules.Remark]
    bad: list[rules.Remark]
    dropped: tuple[str, ...]


def keep_file(*, member: "Member", content: bytes) -> ImportDraft:
    """Keep an uploaded list, sealed, for the preview; it replaces the one before. Raises csv.NotAList.

    No act of record: nobody has become a client yet.
    """
    found = kept.from_file(content)
    chosen = queries.remembered(member, found)
    if chosen is not None:
        found = replace(found, choices=chosen, remembered=True)
    with transaction.atomic():
        ImportDraft.objects.filter(member=member).delete()
        return ImportDraft.objects.create(
            practice_id=member.practice_id, member=member, content=found.as_json(), kept_at=datetime.now(UTC)
        )


def keep_choices(*, draft: ImportDraft, revised: Kept) -> None:
    """Keep what was chosen and corrected on the preview. Raises ChangedMeanwhile."""
    with transaction.atomic():
        if not change(draft, {"revision": draft.revision}, content=revised.as_json(), revision=draft.revision + 1):
            raise ChangedMeanwhile


def forget_file(*, member: "Member", draft_id: UUID) -> None:
    """The list isn't wanted any more."""
    with transaction.atomic():
        ImportDraft.objects.filter(pk=draft_id, member=member).delete()


def forget_old_files() -> int:
    """Delete every list that was kept for more than a day; return how many. Called at start."""
    with transaction.atomic():
        return ImportDraft.objects.filter(kept_at__lte=datetime.now(UTC) - queries.LASTS).delete()[0]


def bring_in_kept(*, member: "Member", draft: ImportDraft, progress: Progress | None = None) -> Outcome:
    """Bring the kept list in as it was shown. Rows to correct stay kept, the rest of the file is deleted.

    Raises ChangedMeanwhile, ColumnsMissing.
    """
    found = queries.kept_in(draft)
    with act():
        # Whoever deletes the row brings the list in: pressing the button twice brings nobody twice.
        if ImportDraft.objects.filter(pk=draft.pk, revision=draft.revision).delete()[0] != 1:
            raise ChangedMeanwhile
        outcome = _bring_in(member, found, progress)
        _remember(member, found)
        if outcome.bad:
            left = found.only({remark.line for remark in outcome.bad})
            ImportDraft.objects.create(
                id=draft.pk, practice_id=member.practice_id, member=member, content=left.as_json(),
                revision=draft.revision + 1, kept_at=draft.kept_at,
            )  # fmt: skip
    return outcome


def import_file(
    member: "Member",
    content: bytes,
    mapping: Mapping[str, str] | None = None,
    progress: Progress | None = None,
    *,
    order: dates.Order | None = None,
    ended_too: bool = False,
) -> Outcome:
    """Bring a whole file in without a preview, for the command line; nothing of the file is kept.

    mapping: field code → column title, over what is guessed or remembered; codes are those of exchange.mapping.FIELDS.
    progress: called with how many clients are there and how many there will be.
    Raises csv.NotAList, ColumnsMissing; both say in a sentence what to do.
    """
    found = kept.from_file(content)
    chosen = queries.remembered(member, found) or found.choices
    columns = {**chosen.columns, **_columns(found, mapping or {})}
    found = replace(found, choices=rules.Choices(columns, order or chosen.order, ended_too))
    with act():
        outcome = _bring_in(member, found, progress)
        _remember(member, found)
    return outcome


def _bring_in(member: "Member", found: Kept, progress: Progress | None) -> Outcome:
    preview = queries.preview(member, found)
    if preview.missing:
        raise ColumnsMissing(preview.missing)
    sorting = preview.sorting
    with act():
        _open(member, sorting.new, progress)
        ledger.record(
            practice=member.practice_id,
            what="exchange.clients.imported",
            by=member.pk,
            facts={"opened": len(sorting.new), "already": len(sorting.already), "left": len(sorting.bad)},
        )
    return Outcome(
        len(sorting.new), len(sorting.already), sorting.ended, sorting.twice, sorting.bad, dropped=found.dropped
    )


def _open(member: "Member", new: list[rules.Person], progress: Progress | None) -> None:
    if not new:
        return
    count = len(new)
    clients = people.open_clients(
        member=member,
        many=[_details(person) for person in new],
        progress=(lambda done: progress(done, count)) if progress else None,
    )
    for client, person in zip(clients, new, strict=True):
        if person.ended:
            people.end_client(member=member, client=client, at=datetime.now(UTC))


def _details(person: rules.Person) -> people.ClientDetails:
    return people.ClientDetails(
        legal_name=person.legal_name,
        name_used=person.name_used,
        email=person.email,
        phone=person.phone,
        birth_date=person.birth_date.isoformat() if person.birth_date else "",
        outside_id=person.outside_id,
        minor=person.minor,
    )


def _remember(member: "Member", found: Kept) -> None:
    chosen = {"columns": dict(found.choices.columns), "order": found.choices.order}
    before = RememberedColumns.objects.filter(practice_id=member.practice_id, fingerprint=found.fingerprint).first()
    if before is None:
        RememberedColumns.objects.create(practice_id=member.practice_id, fingerprint=found.fingerprint, chosen=chosen)
    elif before.chosen != chosen:
        change(before, {}, chosen=chosen)


def _columns(found: Kept, wanted: Mapping[str, str]) -> dict[str, int]:
    """Titles given on the command line, as columns. Raises ColumnsMissing for one that isn't there."""
    by_title = {title.casefold(): index for index, title in enumerate(found.table.titles)}
    for field, title in wanted.items():
        if field not in FIELDS:
            raise ColumnsMissing(f"“{field}” is no field. Choose from {', '.join(FIELDS)}.")
        if title.casefold() not in by_title:
            raise ColumnsMissing(f"The file has no column “{title}”. It has {', '.join(found.table.titles)}.")
    return {field: by_title[title.casefold()] for field, title in wanted.items()}
