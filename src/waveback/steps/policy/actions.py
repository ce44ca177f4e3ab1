"""Writes of the policy: the draft saves itself, publishing is an act of record."""

from contextlib import suppress
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.utils import timezone

from waveback.ground import ledger
from waveback.ground.acts import act
from waveback.ground.vault.rows import change
from waveback.steps.policy import queries, rules, translation
from waveback.steps.policy.models import PolicyDraft, Translation, Version, VersionText

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
    there = now.answers.get(number, {})
    if answer == {name: there[name] for name in there if name != queries.CHANGED_IN}:
        return now.revision  # sent twice, or the same in two tabs: it is there already
    if now.changed_after(revision, number):
        raise ChangedMeanwhile
    kept = {**answer, queries.CHANGED_IN: now.revision + 1}
    return _save(member, now.revision, comfort=now.comfort_kept, answers={**now.answers, number: kept})


def set_comfort(*, member: "Member", comfort: dict[str, Any], revision: int) -> int:
    """Keep the answers to the comfort questions. Clauses that were answered by hand stay as they are.

    Raises ChangedMeanwhile when they were changed after `revision`, UnknownChoice.
    """
    _check_comfort(comfort)
    now = queries.live(member.practice)
    if now.revision and comfort == now.comfort:
        return now.revision
    if now.changed_after(revision):
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
    *,
    member: "Member",
    revision: int,
    material: bool = True,
    changes: str = "",
    at: datetime | None = None,
    id: UUID | None = None,
) -> Version:
    """Make the draft the next version, which nobody can change. Version 1 is always material.

    id: made by the page, so that a form that is sent twice publishes once, and both times leads to the version.
    Raises ChangedMeanwhile when the draft is no longer the one that was read, NothingChanged.
    """
    try:
        return _publish(member, revision, material, changes.strip(), at or datetime.now(UTC), id or uuid4())
    except (ChangedMeanwhile, NothingChanged):
        there = queries.version_or_none(member.practice, id) if id else None
        if there is None:
            raise
        return there


def _publish(member: "Member", revision: int, material: bool, changes: str, at: datetime, id: UUID) -> Version:
    with act():
        live = queries.live(member.practice)
        before = queries.published(member.practice)
        if live.revision != revision:
            raise ChangedMeanwhile
        if before is not None and not queries.unpublished_changes(member.practice):
            raise NothingChanged
        version = _version(member, live, before)
        version.pk, version.published_at = id, at
        version.material, version.changes = material or before is None, changes
        version.save(force_insert=True)
        ledger.record(
            practice=member.practice_id,
            what="policy.version.published",
            by=member.pk,
            about=version.pk,
            content=version.text,
            facts={"number": version.number, "material": str(version.material).lower()},
        )
        for one in queries.translations(member.practice):
            if one.is_reviewed:
                _add_language(member, version, one)
    return version


def _version(member: "Member", live: queries.Live, before: Version | None) -> Version:
    text = live.text(member.practice)
    return Version(
        practice_id=member.practice_id,
        number=before.number + 1 if before else 1,
        answers=live.completed,
        comfort=rules.to_publish(live.comfort),
        text=text,
        text_hash=rules.text_hash(text),
        published_by=member,
    )


# Other languages


class UnknownLanguage(ValueError):
    """No language of the list."""


class NotReady(Exception):
    """A passage is missing or was changed, so that nobody can have read both texts; or nobody did yet."""


def begin_language(*, member: "Member", language: str) -> None:
    """Begin the draft in another language; a second time nothing happens. A draft: no line in the ledger."""
    if language not in translation.LANGUAGES:
        raise UnknownLanguage
    Translation.objects.get_or_create(
        practice_id=member.practice_id, language=language, defaults={"said": {}, "changed_at": timezone.now()}
    )


def translate(*, member: "Member", language: str, said: dict[str, tuple[str, str]], revision: int) -> int:
    """Keep what was written, passage key → (heading, text); return the new revision.

    A passage that is sent as it stands ready, or empty, is not kept as somebody's own; one that is sent is taken as
    written beside the English text of now. Raises ChangedMeanwhile, queries.NotFound.
    """
    row, now = queries.translation_row(member.practice, language), queries.in_language(member.practice, language)
    if row.revision != revision:
        raise ChangedMeanwhile
    kept = dict(row.said)
    for one in now.passages:
        heading, text = (translation.tidy(part) for part in said.get(one.key, ("", "")))
        if one.state == "shipped" and (heading, text) == (one.said_heading, "\n".join(one.said)):
            continue
        of = translation.fingerprint(one.heading, *one.paragraphs)
        kept[one.key] = {"heading": " ".join(heading.split()), "text": text, "of": of}
        if not text or (one.heading and not heading):
            del kept[one.key]
    if not change(row, {"revision": revision}, revision=revision + 1, said=kept, changed_at=timezone.now()):
        raise ChangedMeanwhile
    return revision + 1


def review_language(*, member: "Member", language: str, by: str, on: date, revision: int) -> None:
    """Say who read both texts as they stand, and when. Raises ChangedMeanwhile, NotReady, queries.NotFound."""
    row, now = queries.translation_row(member.practice, language), queries.in_language(member.practice, language)
    if not now.text:
        raise NotReady
    of = translation.fingerprint(queries.live(member.practice).text(member.practice), now.text)
    reviewed = {"by": " ".join(by.split()), "on": on.isoformat(), "of": of}
    if not change(row, {"revision": revision}, revision=revision + 1, reviewed=reviewed, changed_at=timezone.now()):
        raise ChangedMeanwhile


def drop_language(*, member: "Member", language: str) -> None:
    """Take a language out of the draft; what was published in it stays. Raises queries.NotFound."""
    queries.translation_row(member.practice, language).delete()


def add_language(*, member: "Member", language: str) -> None:
    """Add a language that was read over to the version in force, whose English text is the draft's. Twice, once.

    Raises NotReady, queries.NotFound.
    """
    version, one = queries.published(member.practice), queries.in_language(member.practice, language)
    current = queries.live(member.practice).text(member.practice)
    if version is None or version.text != current or not one.is_reviewed:
        raise NotReady
    if language in queries.languages(version):
        return
    with suppress(IntegrityError), act():  # another window added it at the same moment
        _add_language(member, version, one)


def _add_language(member: "Member", version: Version, one: queries.InLanguage) -> None:
    assert one.reviewed_on is not None  # the callers looked
    row = VersionText(
        practice_id=member.practice_id,
        version=version,
        language=one.language,
        text=one.text,
        text_hash=rules.text_hash(one.text),
        reviewed_by=one.reviewed_by,
        reviewed_on=one.reviewed_on,
        added_at=timezone.now(),
        added_by=member,
    )
    row.save(force_insert=True)
    ledger.record(
        practice=member.practice_id,
        what="policy.version.translated",
        by=member.pk,
        about=version.pk,
        content=row.text,
        facts={"number": version.number, "language": row.language},
    )
