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
    """Keep one clause's answer in the draft; return the new revision. An offered clause is in the document then.

    Saving a draft is no act of record. Raises ChangedMeanwhile when this very clause was changed after `revision`
    (another clause may have been), UnknownChoice.
    """
    return _answer(member, number, {**_checked(number, answer), "included": True}, revision)


def leave_out_clause(*, member: "Member", number: str, answer: dict[str, Any], revision: int) -> int:
    """Take an offered clause out of the document. What was chosen and written stays in the draft, for later.

    Raises ChangedMeanwhile as `answer_clause` does, UnknownChoice for a core clause, which is always there.
    """
    clause = rules.clause(number)
    if clause is None or clause.core:
        raise UnknownChoice
    return _answer(member, number, {**_checked(number, answer), "included": False}, revision)


def _checked(number: str, answer: dict[str, Any]) -> dict[str, Any]:
    clause = rules.clause(number)
    if clause is None or answer.get("option") not in {option.key for option in clause.options}:
        raise UnknownChoice
    return {name: answer[name] for name in ("option", "own_words", "phrases") if name in answer}


def _answer(member: "Member", number: str, answer: dict[str, Any], revision: int) -> int:
    now = queries.live(member.practice)
    if now.answers.get(number, {}).get("changed_in", 0) > revision:
        raise ChangedMeanwhile
    kept = {**answer, "changed_in": now.revision + 1}
    return _save(member, now.revision, comfort=now.comfort_kept, answers={**now.answers, number: kept})


def set_comfort(*, member: "Member", comfort: dict[str, Any], revision: int) -> int:
    """Keep the answers to the comfort questions. Clauses that were answered by hand stay as they are.

    Raises ChangedMeanwhile when they were changed after `revision`, UnknownChoice.
    """
    _check_comfort(comfort)
    now = queries.live(member.practice)
    if now.comfort_changed_in > revision:
        raise ChangedMeanwhile
    kept = {**comfort, queries.CHANGED_IN: now.revision + 1}
    return _save(member, now.revision, comfort=kept, answers=now.answers)


def _check_comfort(comfort: dict[str, Any]) -> None:
    asked = {one.key: one for one in rules.COMFORT}
    for key, value in comfort.items():
        chosen = value if isinstance(value, list) else [value]
        if key not in asked or asked[key].many != isinstance(value, list):
            raise UnknownChoice
        if not set(chosen) <= {choice for choice, _ in asked[key].choices}:
            raise UnknownChoice


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
    text = live.text(member.practice)
    return Version(
        practice_id=member.practice_id,
        number=before.number + 1 if before else 1,
        answers=live.completed,
        comfort=rules.to_publish(live.comfort),
        text=text,
        text_hash=rules.text_hash(text),
        published_at=at or datetime.now(UTC),
        published_by=member,
    )
