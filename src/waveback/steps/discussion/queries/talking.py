"""Reads of talk-throughs under way, and of what came of them."""

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import QuerySet

from waveback.steps.boundaries import rules as plans
from waveback.steps.client_leads import queries as client_leads
from waveback.steps.client_leads import rules as leads
from waveback.steps.discussion import rules
from waveback.steps.discussion.models import Acknowledgement, Talk
from waveback.steps.discussion.queries.standing import NotFound, acknowledgements
from waveback.steps.policy import queries as policy
from waveback.steps.policy import rules as policy_rules
from waveback.steps.policy import translation

if TYPE_CHECKING:
    from waveback.people.models import Client, Member
    from waveback.steps.client_leads.models import Wishes
    from waveback.steps.discussion.models import Participant
    from waveback.steps.policy.models import Version


def paused(member: "Member", client: "Client", person: "Participant | None" = None) -> Talk | None:
    """The talk-through that this member began with this client, or this person of the file, and has not ended."""
    return _talks(member, client).filter(participant=person).first()


def all_paused(member: "Member", client: "Client") -> "dict[UUID | None, Talk]":
    """Every talk-through that waits in this file, by person; None for a file of one person."""
    return {talk.participant_id: talk for talk in _talks(member, client)}


def _talks(member: "Member", client: "Client") -> QuerySet[Talk]:
    return Talk.objects.filter(practice_id=member.practice_id, client_id=client.id, member_id=member.id)


def content(row: Acknowledgement) -> dict[str, object]:
    """What the ledger commits to: the whole answer. The text stands in it by its hash, which a check recomputes.

    What an answer did not have stands nowhere in it, so that earlier answers commit to what they always did.
    """
    told: dict[str, object] = {
        "version": row.version_number,
        "text_sha256": row.text_hash,
        "language": row.language,
        "state": row.state,
        "way": row.way,
        "signature": row.signature,
        "read_back": row.read_back,
        "questions": row.questions,
        "teach_back": row.teach_back,
        "wishes": str(row.wishes_id) if row.wishes_id else None,
        "given_at": row.given_at.isoformat(),
    }
    if row.further:
        told["further"] = row.further
    if row.signer != rules.SELF:
        told["signer"] = row.signer
    if row.participant_id:
        told["participant"] = str(row.participant_id)
    return told


def under_way(member: "Member", client: "Client", talk_id: UUID) -> Talk | None:
    """The member's own talk-through, or None once it is recorded (or if it never was)."""
    return _talks(member, client).select_related("version", "participant").filter(pk=talk_id).first()


def newest_version(member: "Member") -> "Version | None":
    return policy.published(member.practice)


def versions(member: "Member") -> "list[Version]":
    """Every published version, newest first."""
    return policy.versions(member.practice)


def one_version(member: "Member", version_id: UUID) -> "Version":
    """Raises NotFound."""
    return policy.version(member.practice, version_id)


def wishes_held(member: "Member", client: "Client") -> "Wishes | None":
    return client_leads.wishes(member, client)


def held_in_words(member: "Member", client: "Client") -> list[str]:
    """What holds now, as it would be read back."""
    return [sentence for _, sentence in leads.read_back(leads.choices(held_before(member, client, None)))]


def parts(member: "Member", talk: Talk) -> tuple[rules.Part, ...]:
    """Every screen of this talk-through, cut from the very text of its version that is kept afterwards."""
    version = policy.version(member.practice, talk.version_id)
    read = policy.document_in(version, talk.language)
    clauses = {section.heading: section.number for section in read.sections if section.number}
    return rules.parts(policy.text_in(version, talk.language), clauses)


@dataclass(frozen=True)
class Screen:
    """One screen of one talk-through: what its page and its form are built from."""

    client: "Client"
    talk: "Talk"
    parts: tuple[rules.Part, ...]
    number: int

    @property
    def part(self) -> rules.Part:
        return self.parts[self.number - 1]

    @property
    def minutes(self) -> int:
        """About how many minutes are left."""
        return rules.minutes_left(self.parts, self.number)

    @property
    def next(self) -> rules.Part | None:
        return self.parts[self.number] if self.number < len(self.parts) else None

    @property
    def steps(self) -> list[str]:
        """A class for each stroke of the progress line."""
        return ["done"] * (self.number - 1) + ["here"] + [""] * (len(self.parts) - self.number)


def screen(member: "Member", client: "Client", talk_id: UUID, number: int) -> Screen | None:
    """The screen to show; None when the talk-through is no longer under way. Raises NotFound past the last one."""
    found = under_way(member, client, talk_id)
    if found is None:
        return None
    all_parts = parts(member, found)
    if not 1 <= number <= len(all_parts):
        raise NotFound
    return Screen(client, found, all_parts, number)


def wishes_so_far(member: "Member", client: "Client", talk: Talk) -> leads.Choices:
    """What holds now, with what was chosen in this talk-through on top."""
    held = held_before(member, client, talk.participant)
    return leads.choices(held | {name: talk.answers[name] for name in rules.WISHES if name in talk.answers})


def held_before(member: "Member", client: "Client", person: "Participant | None") -> dict[str, object]:
    """The client's wishes; in a couple's or a group's file, those that this person chose last."""
    if person is None:
        held = client_leads.wishes(member, client)
        return held.choices.as_dict() if held else {}
    before = acknowledgements(member, client).filter(participant=person)
    chosen = ((row.further or {}).get("choices") for row in before)
    return next((one for one in chosen if one), {})


def plan_so_far(talk: Talk) -> plans.Plan | None:
    """The plan for a shared place that was made on the way, if one was."""
    given = talk.answers.get("plan")
    return plans.plan(given) if given else None


def shown_with_the_answer(member: "Member", client: "Client", talk: Talk) -> dict[str, object]:
    """What the last forms carry back, so that what is recorded is what was on the screen."""
    version = policy.version(member.practice, talk.version_id)
    held = client_leads.wishes(member, client)
    return {
        "version": version.id,
        "text_hash": policy_rules.text_hash(policy.text_in(version, talk.language)),
        "seen": held.id if held else None,
        "noticed": bool(member.practice.notice),
    }


def said_back(member: "Member", client: "Client", talk: Talk) -> list[tuple[str, str]]:
    """(field, sentence) for everything that was chosen: the wishes, then the plan."""
    agreed = plan_so_far(talk)
    planned = [("plan", sentence) for _, sentence in plans.read_back(agreed)] if agreed else []
    return leads.read_back(wishes_so_far(member, client, talk)) + planned


def read_back_text(member: "Member", client: "Client", talk: Talk) -> str:
    return "\n".join(sentence for _, sentence in said_back(member, client, talk))


def at_the_end(member: "Member", client: "Client", talk: Talk, all_parts: tuple[rules.Part, ...]) -> dict[str, object]:
    """The read-back: each sentence with the screen where it can be changed, and the whole text."""
    said = said_back(member, client, talk)
    version = policy.version(member.practice, talk.version_id)
    text = policy.text_in(version, talk.language)
    return {
        "read_back": [(sentence, rules.part_asking(field, all_parts)) for field, sentence in said],
        "version": version,
        "text": text,
        "language": talk.language,
        "direction": translation.direction(talk.language),
        "notice": member.practice.notice,
        "code": rules.opening_code(talk.id, policy_rules.text_hash(text)),
    }


def stored(member: "Member", client: "Client", talk: Talk, part: rules.Part) -> list[str]:
    """What is kept for this screen by now, in words, to set beside what was typed."""
    said = said_back(member, client, talk)
    chosen = [sentence for field, sentence in said if field in part.asks]
    texts = [str(talk.answers.get(name, "")) for name in ("questions", "agreed", "teach_back")]
    return chosen + [text for text in texts if text and "questions" in part.asks]


def before_recording(member: "Member", client: "Client", talk: Talk) -> dict[str, object]:
    """What the therapist sees before the last button."""
    answer = talk.answers["answer"]
    newest = newest_version(member)
    return {
        "client": client,
        "talk": talk,
        "answer": answer,
        "meaning": rules.MEANINGS[answer["state"]],
        "read_back": answer["read_back"].splitlines(),
        "version": talk.version,
        "newer": newest if newest and newest.id != talk.version_id else None,
        "last": len(parts(member, talk)),
        "on_screen": answer["way"] in rules.ON_SCREEN,
        "drawing": drawing(answer.get("strokes")),
    }


def drawing(strokes: object) -> str:
    """A drawn signature as the data of an SVG path; empty where nothing was drawn, or nothing that can be shown."""
    if not strokes:
        return ""
    text = strokes if isinstance(strokes, str) else json.dumps(strokes)
    try:
        return rules.path(rules.strokes(text))
    except rules.BadDrawing:
        return ""
