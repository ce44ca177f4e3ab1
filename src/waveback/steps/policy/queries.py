"""Reads of the policy: the live draft, the published versions, the phrases."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import QuerySet

from waveback.ground.prepared import prepared
from waveback.people import queries as people
from waveback.people.queries import NotFound
from waveback.steps.policy import difference, document, rules, translation
from waveback.steps.policy.models import PolicyDraft, Translation, Version, VersionText

if TYPE_CHECKING:
    from collections.abc import Iterable

    from waveback.people.models import Client, Member, Practice


CHANGED_IN = "changed_in"
"""Beside a clause's answer and beside comfort: the draft's revision in which it was changed last."""


@dataclass(frozen=True)
class Live:
    """The policy as it is being written; revision 0 says that nothing was chosen yet."""

    comfort_kept: dict[str, Any]
    answers: dict[str, dict[str, Any]]
    revision: int

    @property
    def comfort(self) -> dict[str, Any]:
        """The answers to the comfort questions."""
        return {key: answer for key, answer in self.comfort_kept.items() if key != CHANGED_IN}

    def changed_after(self, revision: int, number: str = "") -> bool:
        """Whether this clause (or comfort, without a number) was changed after the draft's `revision`."""
        there = self.answers.get(number, {}) if number else self.comfort_kept
        return int(there.get(CHANGED_IN, 0)) > revision

    @property
    def completed(self) -> dict[str, dict[str, Any]]:
        return rules.completed(self.answers, self.comfort)

    def text(self, practice: "Practice") -> str:
        return rules.plain_text(practice.name, self.completed, self.comfort)


def live(practice: "Practice") -> Live:
    draft = PolicyDraft.objects.filter(practice=practice).first()
    return Live(draft.comfort, draft.answers, draft.revision) if draft else Live({}, {}, 0)


def versions(practice: "Practice") -> list[Version]:
    """Newest first."""
    return list(Version.objects.filter(practice=practice).order_by("-number"))


def weights(practice: "Practice") -> list[tuple[int, bool]]:
    """Number and whether it was material, of every version, newest first; without their texts."""
    return _weights(practice=practice.pk)


@prepared
def _weights(practice: UUID) -> "QuerySet[Version, tuple[int, bool]]":
    return Version.objects.filter(practice_id=practice).order_by("-number").values_list("number", "material")


def published(practice: "Practice") -> Version | None:
    """The version in force: the newest one."""
    return next(iter(_newest(practice=practice.pk)), None)


@prepared
def _newest(practice: UUID) -> QuerySet[Version]:
    return Version.objects.filter(practice_id=practice).order_by("-number")[:1]


def version(practice: "Practice", version_id: UUID) -> Version:
    """Raises NotFound, for another practice's version as for none."""
    found = Version.objects.filter(practice=practice, pk=version_id).select_related("published_by").first()
    if found is None:
        raise NotFound
    return found


def version_or_none(practice: "Practice", version_id: UUID) -> Version | None:
    return Version.objects.filter(practice=practice, pk=version_id).first()


def phrases(practice: "Practice") -> rules.Phrases:
    """The phrases of the version in force; before the first one, those of the draft."""
    in_force = published(practice)
    return rules.phrases(in_force.answers if in_force else live(practice).answers)


def changes(in_force: Version, text: str) -> list[difference.Change]:
    """What a text says differently from the version in force, passage by passage."""
    return difference.changes(document.read(in_force.text), document.read(text))


def unpublished_changes(practice: "Practice") -> list[str]:
    """The headings of what the draft says differently from the version in force; all of them before the first."""
    in_force, text = published(practice), live(practice).text(practice)
    if in_force is None:
        return [section.heading for section in document.read(text).sections]
    return [change.heading for change in changes(in_force, text)]


# Other languages


@dataclass(frozen=True)
class InLanguage:
    """The draft in another language, as it stands."""

    language: str
    passages: list[translation.Passage]
    revision: int
    text: str
    reviewed_by: str
    reviewed_on: date | None

    @property
    def name(self) -> str:
        return translation.name_of(self.language)

    @property
    def direction(self) -> str:
        return translation.direction(self.language)

    @property
    def lacking(self) -> int:
        """How many passages are missing or were changed since."""
        return sum(not one.is_ready for one in self.passages)

    @property
    def is_untouched(self) -> bool:
        """Whether nobody wrote anything in it yet, so that nothing is lost when it goes."""
        return all(one.state in ("shipped", "missing") for one in self.passages)

    @property
    def is_reviewed(self) -> bool:
        """Whether somebody read both texts as they stand now."""
        return self.reviewed_on is not None


def translations(practice: "Practice") -> list[InLanguage]:
    """The draft in every language that was begun, by name."""
    rows = Translation.objects.filter(practice=practice)
    current = live(practice)
    return sorted((_in_language(practice, current, row) for row in rows), key=lambda one: one.name)


def in_language(practice: "Practice", language: str) -> InLanguage:
    """Raises NotFound for a language that was not begun."""
    return _in_language(practice, live(practice), translation_row(practice, language))


def translation_row(practice: "Practice", language: str) -> Translation:
    """Raises NotFound."""
    row = Translation.objects.filter(practice=practice, language=language).first()
    if row is None:
        raise NotFound
    return row


def _in_language(practice: "Practice", current: Live, row: Translation) -> InLanguage:
    some = translation.passages(row.language, practice.name, current.completed, current.comfort, row.said)
    text = translation.text(practice.name, some) if translation.is_ready(some) else ""
    review = row.reviewed or {}
    holds = bool(text) and review.get("of") == translation.fingerprint(current.text(practice), text)
    on = date.fromisoformat(review["on"]) if holds else None
    return InLanguage(row.language, some, row.revision, text, review.get("by", "") if holds else "", on)


def version_texts(version: Version) -> list[VersionText]:
    """The other languages of a published version."""
    return list(VersionText.objects.filter(version=version).order_by("language"))


def texts_of_versions(some: "Iterable[Version]") -> list[VersionText]:
    """The other languages of several versions."""
    return list(VersionText.objects.filter(version__in=[version.pk for version in some]).order_by("language"))


def languages(version: Version) -> list[str]:
    """English first."""
    return [translation.ENGLISH, *(row.language for row in version_texts(version))]


def text_in(version: Version, language: str) -> str:
    """A published version's exact text in one of its languages. Raises NotFound."""
    if language == translation.ENGLISH:
        return version.text
    row = VersionText.objects.filter(version=version, language=language).first()
    if row is None:
        raise NotFound
    return row.text


def document_in(version: Version, language: str) -> document.Document:
    """The same taken apart, each passage with the number of its clause. Raises NotFound."""
    plain = document.read(version.text)
    if language == translation.ENGLISH:
        return plain
    return document.numbered(document.read(text_in(version, language)), [one.number for one in plain.sections])


def for_record(
    member: "Member", client: "Client", since: datetime | None = None, until: datetime | None = None
) -> dict[str, list[dict[str, Any]]]:
    """The versions that were in force in the span, with their texts, for a record; the newest one before it too."""
    kept: list[Version] = []
    for row in versions(member.practice):
        if until is None or row.published_at < until:
            kept.append(row)
        if since is not None and row.published_at < since:
            break
    others: dict[UUID, list[VersionText]] = defaultdict(list)
    for other in texts_of_versions(kept):
        others[other.version_id].append(other)
    return {"policies": [_for_record(member, row, others[row.pk]) for row in reversed(kept)]}


def _for_record(member: "Member", row: Version, others: list[VersionText]) -> dict[str, Any]:
    """With its text in every language: an answer names the text it was given to by its hash."""
    in_others = [[f"Text in {translation.name_of(one.language)} ({one.language})", one.text] for one in others]
    return {
        "id": str(row.pk),
        "kind": "policy",
        "title": f"Policy, version {row.number}",
        "at": people.in_zone(member, row.published_at),
        "facts": {
            "version": row.number,
            "sha256": row.text_hash,
            "languages": {
                one.language: {"sha256": one.text_hash, "read_by": one.reviewed_by, "read_on": f"{one.reviewed_on}"}
                for one in others
            },
        },
        "texts": [["Text", row.text], *in_others],
        "commits": [],
    }
