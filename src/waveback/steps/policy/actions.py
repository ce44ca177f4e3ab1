"""Writes of the policy: the draft saves itself, publishing is an act of record."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction

from waveback.ground import ledger
from waveback.ground.acts import act
from waveback.ground.vault.rows import change
from waveback.steps.policy import queries, rules
from waveback.steps.policy.models import PolicyDraft, Version

if TYPE_CHECKING:
    from waveback.people.models import Member


class ChangedMeanwhile(Exception):
    """Another tab or device changed the draft first; what was typed here is not written over it."""


class NothingChanged(Exception):
    """The draft says what the version in force says."""


class UnknownChoice(ValueError):
    """An answer that the clause or question does not offer."""


def answer_clause(*, member: "Member", number: str, answer: dict[str, Any], revision: int) -> int:
    """Keep one clause's answer in the draft; return the new revision. Saving a draft is no act of record.

    Raises ChangedMeanwhile when the draft is no longer at `revision`, UnknownChoice.
    """
    clause = rules.clause(number)
    if clause is None or answer.get("option") not in {option.key for option in clause.options}:
        raise UnknownChoice
    now = queries.live(member.practice)
    return _save(member, revision, comfort=now.comfort, answers={**now.answers, number: answer})


def set_comfort(*, member: "Member", comfort: dict[str, str], revision: int) -> int:
    """Keep the answers to the comfort questions. Clauses that were answered by hand stay as they are."""
    offered = {one.key: {key for key, _ in one.choices} for one in rules.COMFORT}
    if any(value not in offered.get(key, set()) for key, value in comfort.items()):
        raise UnknownChoice
    return _save(member, revision, comfort=comfort, answers=queries.live(member.practice).answers)


def _save(member: "Member", revision: int, **values: Any) -> int:
    now = datetime.now(UTC)
    try:
        with transaction.atomic():
            draft = PolicyDraft.objects.filter(practice_id=member.practice_id).first()
            if draft is None and revision == 0:
                PolicyDraft.objects.create(practice_id=member.practice_id, changed_at=now, **values)
                return 1
            changed = draft and change(draft, {"revision": revision}, revision=revision + 1, changed_at=now, **values)
    except IntegrityError as taken:
        raise ChangedMeanwhile from taken
    if not changed:
        raise ChangedMeanwhile
    return revision + 1


def publish_version(
    *, member: "Member", revision: int, material: bool = True, changes: str = "", at: datetime | None = None
) -> Version:
    """Make the draft the next version, which nobody can change. Version 1 is always material.

    Raises ChangedMeanwhile when the draft is no longer the one that was read, NothingChanged.
    """
    with act():
        live = queries.live(member.practice)
        if live.revision != revision:
            raise ChangedMeanwhile
        before = queries.published(member.practice)
        if before is not None and not queries.unpublished_changes(member.practice):
            raise NothingChanged
        version = _version(member, live, before, at)
        version.material, version.changes = material or before is None, changes.strip()
        version.save(force_insert=True)
        ledger.record(
            practice=member.practice_id,
            what="policy.version.published",
            by=member.pk,
            about=version.pk,
            content=version.text,
            facts={"number": version.number, "material": str(version.material).lower()},
        )
    return version


def _version(member: "Member", live: queries.Live, before: Version | None, at: datetime | None) -> Version:
    text = rules.plain_text(member.practice.name, live.completed)
    return Version(
        practice_id=member.practice_id,
        number=before.number + 1 if before else 1,
        answers=live.completed,
        comfort=live.comfort,
        text=text,
        text_hash=rules.text_hash(text),
        published_at=at or datetime.now(UTC),
        published_by=member,
    )
