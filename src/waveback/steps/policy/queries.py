"""Reads of the policy: the live draft, the published versions, the phrases."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import QuerySet

from waveback.ground.prepared import prepared
from waveback.people import queries as people
from waveback.people.queries import NotFound
from waveback.steps.policy import difference, document, rules
from waveback.steps.policy.models import PolicyDraft, Version

if TYPE_CHECKING:
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
    return {"policies": [_for_record(member, row) for row in reversed(kept)]}


def _for_record(member: "Member", row: Version) -> dict[str, Any]:
    return {
        "id": str(row.pk),
        "kind": "policy",
        "title": f"Policy, version {row.number}",
        "at": people.in_zone(member, row.published_at),
        "facts": {"version": row.number, "sha256": row.text_hash},
        "texts": [["Text", row.text]],
        "commits": [],
    }
