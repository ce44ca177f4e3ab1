"""Drafts: what was typed and not sent yet, sealed for whoever typed it. Saving one is no act of record."""

import re
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from waveback.ground.vault.rows import change
from waveback.people.models import KeptDraft, Member

FORGET_FIELDS = ("csrfmiddlewaretoken", "password", "code", "credential", "otp")
_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
LARGEST = 200_000  # characters; far more than any form of ours holds


class DraftTooLarge(ValueError):
    """More text than any form takes."""


def keep(*, member: Member, path: str, data: dict[str, list[str]]) -> datetime:
    """Keep the fields of the form at `path`; the newest version wins. Secrets are never kept."""
    fields = {name: values for name, values in data.items() if not name.lower().startswith(FORGET_FIELDS)}
    if sum(len(value) for values in fields.values() for value in values) > LARGEST:
        raise DraftTooLarge
    now = datetime.now(UTC)
    try:
        _write(member, path, fields, now)
    except IntegrityError:
        # Another tab made the draft of this form at the same moment: now it is there to be changed.
        _write(member, path, fields, now)
    return now


def _write(member: Member, path: str, fields: dict[str, list[str]], now: datetime) -> None:
    with transaction.atomic():
        draft = KeptDraft.objects.filter(member=member, path=path).first()
        if draft is None:
            KeptDraft.objects.create(
                practice_id=member.practice_id, member=member, path=path, fields=fields, kept_at=now
            )
        else:
            change(draft, where={}, fields=fields, kept_at=now)


def kept(member: Member, path: str) -> dict[str, list[str]] | None:
    """The fields kept for the form at `path`, or None."""
    draft = KeptDraft.objects.filter(member=member, path=path).first()
    return None if draft is None else draft.fields


def kept_at(member: Member, path: str) -> datetime | None:
    return KeptDraft.objects.filter(member=member, path=path).values_list("kept_at", flat=True).first()


def drop(*, member: Member, path: str) -> None:
    """The form was sent: its draft is no longer needed."""
    KeptDraft.objects.filter(member=member, path=path).delete()


def drop_about(practice: UUID, ids: set[UUID]) -> int:
    """Drop every member's drafts whose form's address names one of these ids; return how many there were."""
    found = KeptDraft.objects.filter(practice_id=practice).values_list("pk", "path")
    about = [pk for pk, path in found if ids & {UUID(one) for one in _ID.findall(path)}]
    return KeptDraft.objects.filter(pk__in=about).delete()[0]


def initial(member: Member, path: str) -> dict[str, Any]:
    """The kept fields as a form's initial values: single values as text, several as a list."""
    fields = kept(member, path) or {}
    return {name: values[0] if len(values) == 1 else values for name, values in fields.items()}
