"""Reads of step 2, within the member's reach."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from waveback.ground.vault import KeyDestroyed
from waveback.people import queries as people
from waveback.steps.client_leads import queries as client_leads
from waveback.steps.client_leads import rules as leads
from waveback.steps.discussion import rules
from waveback.steps.discussion.models import Acknowledgement, Talk
from waveback.steps.policy import queries as policy
from waveback.steps.policy import rules as policy_rules

if TYPE_CHECKING:
    from waveback.people.models import Client, Member
    from waveback.steps.policy.models import Version


class NotFound(people.NotFound):
    """No such talk-through or acknowledgement, or not within the member's reach."""


def acknowledgements(member: "Member", client: "Client") -> QuerySet[Acknowledgement]:
    """Everything that this client ever answered, newest first: the first one holds."""
    reach = Acknowledgement.objects.filter(practice_id=member.practice_id, client_id=client.id)
    return reach.select_related("recorded_by").order_by("-turn")


def acknowledgement(member: "Member", client: "Client", acknowledgement_id: UUID) -> Acknowledgement:
    """Raises NotFound."""
    found = acknowledgements(member, client).filter(pk=acknowledgement_id).first()
    if found is None:
        raise NotFound
    return found


def paused(member: "Member", client: "Client") -> Talk | None:
    """The talk-through that this member began with this client and has not ended."""
    return _talks(member, client).first()


def _talks(member: "Member", client: "Client") -> QuerySet[Talk]:
    return Talk.objects.filter(practice_id=member.practice_id, client_id=client.id, member_id=member.id)


def standing(member: "Member", client: "Client", now: datetime | None = None) -> rules.Standing:
    """Where one client stands, and why to talk again."""
    return standing_of(member, acknowledgements(member, client).first(), now or timezone.now())


def standing_of(member: "Member", newest: Acknowledgement | None, now: datetime) -> rules.Standing:
    """The same, for whoever has read the client's newest answer already."""
    answer = rules.Answer(newest.state, newest.version_number, newest.recorded_at) if newest else None
    return rules.standing(answer, _published(member), now)


def standings(member: "Member", now: datetime | None = None) -> dict[UUID, rules.Standing]:
    """Where every open client within the member's reach stands, by client id; three queries for all."""
    at, published = now or timezone.now(), _published(member)
    rows = Acknowledgement.objects.filter(practice_id=member.practice_id).order_by("turn")
    told = rows.values_list("client_id", "state", "version_number", "recorded_at")
    newest = {client_id: rules.Answer(state, version, when) for client_id, state, version, when in told}
    open_files = people.within_reach(member).filter(ended_at=None).values_list("pk", flat=True)
    return {pk: rules.standing(newest.get(pk), published, at) for pk in open_files}


def _published(member: "Member") -> list[rules.Published]:
    return [rules.Published(number, material) for number, material in policy.weights(member.practice)]


def content(row: Acknowledgement) -> dict[str, object]:
    """What the ledger commits to: the whole answer. The text stands in it by its hash, which a check recomputes."""
    return {
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


def under_way(member: "Member", client: "Client", talk_id: UUID) -> Talk | None:
    """The member's own talk-through, or None once it is recorded (or if it never was)."""
    return _talks(member, client).select_related("version").filter(pk=talk_id).first()


def newest_version(member: "Member") -> "Version | None":
    return policy.published(member.practice)


def parts(member: "Member", talk: Talk) -> tuple[rules.Part, ...]:
    """Every screen of this talk-through, cut from the very text of its version that is kept afterwards."""
    clauses = {clause.heading: clause.number for clause in policy_rules.CLAUSES}
    return rules.parts(policy.version(member.practice, talk.version_id).text, clauses)


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
    held = client_leads.wishes(member, client)
    so_far = held.choices.as_dict() if held else {}
    return leads.choices(so_far | {name: talk.answers[name] for name in rules.WISHES if name in talk.answers})


def shown_with_the_answer(member: "Member", client: "Client", talk: Talk) -> dict[str, object]:
    """What the last forms carry back, so that what is recorded is what was on the screen."""
    version = policy.version(member.practice, talk.version_id)
    held = client_leads.wishes(member, client)
    return {
        "version": version.id,
        "text_hash": version.text_hash,
        "seen": held.id if held else None,
    }


def read_back_text(member: "Member", client: "Client", talk: Talk) -> str:
    return "\n".join(sentence for _, sentence in leads.read_back(wishes_so_far(member, client, talk)))


def at_the_end(member: "Member", client: "Client", talk: Talk, all_parts: tuple[rules.Part, ...]) -> dict[str, object]:
    """The read-back: each sentence with the screen where it can be changed, and the whole text."""
    said = leads.read_back(wishes_so_far(member, client, talk))
    return {
        "read_back": [(sentence, rules.part_asking(field, all_parts)) for field, sentence in said],
        "version": policy.version(member.practice, talk.version_id),
    }


def stored(member: "Member", client: "Client", talk: Talk, part: rules.Part) -> list[str]:
    """What is kept for this screen by now, in words, to set beside what was typed."""
    said = dict(leads.read_back(wishes_so_far(member, client, talk)))
    texts = [str(talk.answers.get(name, "")) for name in part.asks if name not in rules.WISHES]
    return [said[name] for name in part.asks if name in said] + [text for text in texts if text]


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
    }


def overview(member: "Member", client: "Client") -> dict[str, object]:
    """Where this client stands, what is paused, and everything answered before."""
    newest = newest_version(member)
    waiting = paused(member, client)
    return {
        "place": "clients",
        "client": client,
        "standing": standing(member, client),
        "newest": newest,
        "paused": waiting,
        "older": waiting is not None and newest is not None and waiting.version_id != newest.id,
        "acknowledgements": list(acknowledgements(member, client)),
    }


def copy(member: "Member", client: "Client", row: Acknowledgement) -> dict[str, object]:
    """One acknowledgement with the text that was shown; erased when the client's key is gone."""
    context: dict[str, object] = {
        "place": "clients",
        "client": client,
        "row": row,
        "practice": member.practice,
    }
    try:
        return context | {
            "text": row.text,
            "read_back": row.read_back.splitlines(),
            "signature": row.signature,
        }
    except KeyDestroyed:
        return context | {"erased": True}
