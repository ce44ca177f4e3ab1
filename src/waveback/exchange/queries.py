"""Reads for bringing clients in. The member comes first: a kept list is for whoever uploaded it, and nobody else."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from waveback.exchange import dates, mapping, rules
from waveback.exchange.kept import Kept, from_json
from waveback.exchange.models import ImportDraft, RememberedColumns
from waveback.ground.vault import KeyDestroyed
from waveback.people import queries as people

if TYPE_CHECKING:
    from waveback.people.models import Client, Member

LASTS = timedelta(hours=24)


@dataclass(frozen=True)
class Preview:
    """What would happen to each row, and what is still to be chosen: `missing` is a sentence or None."""

    sorting: rules.Sorting
    missing: str | None
    ask_order: bool


def draft_of(member: "Member", draft_id: UUID) -> ImportDraft:
    """Raises people.NotFound: for another member's list, one that was brought in, or one older than a day."""
    draft = ImportDraft.objects.filter(pk=draft_id, member=member, kept_at__gt=datetime.now(UTC) - LASTS).first()
    if draft is None:
        raise people.NotFound
    return draft


def waiting_draft(member: "Member") -> ImportDraft | None:
    """The list that this member uploaded and hasn't finished with."""
    return ImportDraft.objects.filter(member=member, kept_at__gt=datetime.now(UTC) - LASTS).first()


def kept_in(draft: ImportDraft) -> Kept:
    return from_json(draft.content)


def remembered(member: "Member", kept: Kept) -> rules.Choices | None:
    """What this practice chose for the last list with the same titles, or None."""
    found = RememberedColumns.objects.filter(practice_id=member.practice_id, fingerprint=kept.fingerprint).first()
    if found is None:
        return None
    return rules.Choices(found.chosen["columns"], found.chosen["order"])


def preview(member: "Member", kept: Kept) -> Preview:
    """Decide about every row as things stand now; changes nothing."""
    columns = kept.choices.columns
    missing = mapping.complete(columns)
    if missing:
        return Preview(rules.Sorting(), missing, ask_order=False)
    sorting = rules.sort_out(kept.table, kept.choices, known(member), today(member))
    return Preview(sorting, None, asks_order(kept))


def asks_order(kept: Kept) -> bool:
    """Whether the dates of this list don't show themselves if the day or the month comes first."""
    born = kept.choices.columns.get("born")
    if born is None:
        return False
    return dates.writing(kept.table.column(born)) in (dates.Writing.EITHER, dates.Writing.BOTH)


def known(member: "Member") -> list[rules.Known]:
    """Everybody who is there already, ended ones too; erased files, which nobody can recognise, are left out."""
    return list(_known(people.clients_of(member, include_ended=True)))


def today(member: "Member") -> date:
    return people.practice_time(member.practice, datetime.now(UTC)).date()


def _known(clients: list["Client"]) -> Iterator[rules.Known]:
    for client in clients:
        try:
            born = date.fromisoformat(client.birth_date) if client.birth_date else None
            yield rules.known([client.legal_name, client.name_used], client.email, client.outside_id, born)
        except KeyDestroyed:
            continue
