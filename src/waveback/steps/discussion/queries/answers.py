"""Reads of what was answered, asked for and taken back: the overview, and a copy to print."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils import timezone

from waveback.ground.vault import KeyDestroyed
from waveback.people import queries as people
from waveback.steps.client_leads import queries as client_leads
from waveback.steps.client_leads import rules as leads
from waveback.steps.discussion import rules
from waveback.steps.discussion.models import Acknowledgement, Asked, GreetFirst, Signing, Withdrawal
from waveback.steps.discussion.queries.scans import ToldScan, scans_beside, scans_of_greet_firsts
from waveback.steps.discussion.queries.standing import (
    NotFound,
    acknowledgements,
    born_on,
    standing,
    standings_of_people,
    what_changed,
)
from waveback.steps.discussion.queries.talking import all_paused, drawing, newest_version
from waveback.steps.policy import queries as policy
from waveback.steps.policy import rules as policy_rules
from waveback.steps.policy import translation

if TYPE_CHECKING:
    from waveback.people.models import Client, Member
    from waveback.steps.discussion.models import Participant, Talk
    from waveback.steps.policy.models import Version


def signing_rows(member: "Member", client: "Client") -> list[Signing]:
    """Who signs for this client, newest first."""
    found = Signing.objects.filter(practice_id=member.practice_id, client_id=client.id)
    return list(found.select_related("set_by").order_by("-turn"))


def signing(member: "Member", client: "Client", now: datetime) -> rules.Signing | None:
    """Who signs for a client under age; None for everybody else. Until somebody says so, the guardian signs."""
    today = people.practice_time(member.practice, now).date()
    try:
        minor = rules.under_age(client.is_minor, born_on(client), today)
    except KeyDestroyed:
        return None
    return signing_said(member, client) if minor else None


def signing_said(member: "Member", client: "Client") -> rules.Signing:
    newest = next(iter(signing_rows(member, client)), None)
    if newest is None:
        return rules.Signing(rules.GUARDIAN, guardian_reads=False, chosen=False)
    return rules.Signing(newest.chosen["who"], bool(newest.chosen["guardian_reads"]))


def asked_for(member: "Member", client: "Client") -> Asked | None:
    """The newest time that somebody asked to go over it again."""
    found = Asked.objects.filter(practice_id=member.practice_id, client_id=client.id)
    return found.order_by("-asked_at", "-id").first()


def withdrawals(member: "Member", client: "Client") -> dict[UUID, Withdrawal]:
    """What was taken back, by the acknowledgement."""
    found = Withdrawal.objects.filter(practice_id=member.practice_id, client_id=client.id)
    return {row.acknowledgement_id: row for row in found.select_related("recorded_by")}


def greet_first(member: "Member", client: "Client", evidence_id: UUID) -> GreetFirst:
    """Raises NotFound."""
    found = greet_firsts(member, client, pk=evidence_id)
    if not found:
        raise NotFound
    return found[0]


def greet_firsts(member: "Member", client: "Client", **which: Any) -> list[GreetFirst]:
    """The client's written words about being greeted first, newest first."""
    found = GreetFirst.objects.filter(practice_id=member.practice_id, client_id=client.id, **which)
    return list(found.select_related("recorded_by").order_by("-recorded_at", "-id"))


@dataclass(frozen=True)
class ToldGreetFirst:
    """A written word about being greeted first, as its page shows it; erased once the file's key is gone."""

    row: GreetFirst
    name: str = ""
    drawing: str = ""
    kept: str = ""
    erased: bool = False
    guardian: bool = False
    minor_name: str = ""
    scans: tuple[ToldScan, ...] = ()

    @property
    def way(self) -> str:
        return self.row.way


def told_greet_firsts(member: "Member", client: "Client") -> list[ToldGreetFirst]:
    beside = scans_of_greet_firsts(member, client)
    return [_told_greet_first(row, beside.get(row.pk, ())) for row in greet_firsts(member, client)]


def _told_greet_first(row: GreetFirst, scans: tuple[ToldScan, ...]) -> ToldGreetFirst:
    try:
        signed = row.signature
    except KeyDestroyed:
        return ToldGreetFirst(row, erased=True, scans=scans)
    kept = (signed.get("paper") or {}).get("kept", "")
    guardian = signed.get("signer") in (rules.GUARDIAN, rules.BOTH)
    return ToldGreetFirst(
        row,
        signed["typed"],
        drawing(signed.get("strokes")),
        kept,
        guardian=guardian,
        minor_name=signed.get("minor_name", ""),
        scans=scans,
    )


def greets_first(member: "Member", client: "Client") -> bool:
    """Whether step 3 holds that this client is to be greeted first."""
    return client_leads.greet_first(member, client) is not None


def greeting_first_is_offered(member: "Member", client: "Client") -> bool:
    """Whether the policy in force lets this client opt in to being greeted first.

    Not in a couple's or a group's file, where nobody speaks for the others, and not once the file is erased.
    """
    version = newest_version(member)
    if version is None or not policy_rules.allows_greet_first(version.answers):
        return False
    try:
        return client.kind == "individual"
    except KeyDestroyed:
        return False


@dataclass(frozen=True)
class Answered:
    """One answer on the overview, with what came after it."""

    row: Acknowledgement
    superseded_by: Acknowledgement | None
    withdrawal: Withdrawal | None

    @property
    def told(self) -> str:
        return rules.TOLD[rules.WITHDRAWN] if self.withdrawal else self.row.told


def answered(member: "Member", client: "Client") -> list[Answered]:
    """Everything answered, newest first; each person's newer answer supersedes their older one, nobody else's."""
    taken_back, rows = withdrawals(member, client), []
    newer: dict[UUID | None, Acknowledgement] = {}
    for row in acknowledgements(member, client):
        rows.append(Answered(row, newer.get(row.participant_id), taken_back.get(row.pk)))
        newer[row.participant_id] = row
    return rows


@dataclass(frozen=True)
class Person:
    """One person of a couple's or a group's file, as the overview shows them."""

    participant: "Participant"
    standing: rules.Standing
    paused: "Talk | None"
    wishes: list[str]


def persons(
    member: "Member", client: "Client", now: datetime, rows: Iterable[Answered], waiting: "dict[UUID | None, Talk]"
) -> list[Person]:
    # What somebody chose holds on, although a newer answer of theirs chose nothing.
    chosen: dict[UUID | None, dict[str, object]] = {}
    for one in rows:
        choices = (one.row.further or {}).get("choices")
        if choices:
            chosen.setdefault(one.row.participant_id, choices)
    return [
        Person(person, stands, waiting.get(person.pk), _own_wishes(chosen.get(person.pk)))
        for person, stands in standings_of_people(member, client, now)
    ]


def _own_wishes(chosen: dict[str, object] | None) -> list[str]:
    return [sentence for _, sentence in leads.read_back(leads.choices(chosen))] if chosen else []


def overview(member: "Member", client: "Client", now: datetime) -> dict[str, object]:
    """Where this client stands, what is paused, and everything answered before."""
    newest, waiting = newest_version(member), all_paused(member, client)
    stands, rows = standing(member, client, now), answered(member, client)
    alone = waiting.get(None)
    asked = asked_for(member, client) if rules.ASKED in stands.reasons else None
    context: dict[str, object] = {
        "place": "clients",
        "client": client,
        "standing": stands,
        "newest": newest,
        "languages": _languages(newest),
        "paused": alone,
        "older": alone is not None and newest is not None and alone.version_id != newest.id,
        "acknowledgements": rows,
        "changes": what_changed(member, stands),
    }
    try:
        return context | {
            "signing": signing(member, client, now),
            "together": client.kind != "individual",
            "persons": persons(member, client, now, rows, waiting),
            "asked": asked,
            "asked_words": asked.words if asked else "",
        }
    except KeyDestroyed:
        return context | {"erased": True}


def _languages(newest: "Version | None") -> list[tuple[str, str]]:
    """Tag and name of each language to talk the newest version through in; empty where there is one alone."""
    tags = policy.languages(newest) if newest else []
    return [(tag, translation.name_of(tag)) for tag in tags] if len(tags) > 1 else []


def copy(member: "Member", client: "Client", row: Acknowledgement, for_guardian: bool = False) -> dict[str, object]:
    """One acknowledgement with the text that was shown; erased when the client's key is gone.

    for_guardian: what the guardian may have of it. Raises NotFound for an answer that is not for the guardian.
    """
    if for_guardian and row.signer not in (rules.GUARDIAN, rules.BOTH):
        raise NotFound
    mine = next(one for one in answered(member, client) if one.row.pk == row.pk)
    context: dict[str, object] = {
        "place": "clients",
        "client": client,
        "row": row,
        "practice": member.practice,
        "superseded_by": None if for_guardian and _alone(mine.superseded_by) else mine.superseded_by,
        "withdrawal": mine.withdrawal,
        "told": mine.told,
        "for_guardian": for_guardian,
        "not_for_guardian": row.signer == rules.MINOR,
        "guardian_copy": row.signer in (rules.GUARDIAN, rules.BOTH),
        "may_withdraw": mine.superseded_by is None and mine.withdrawal is None and row.state == rules.ACCEPTED,
    }
    try:
        # Whoever is of age now has wishes that are nobody's but theirs, whatever was agreed before.
        now = signing(member, client, timezone.now())
        withheld = for_guardian and not (now and now.guardian_reads)
        return (
            context
            | _opened(row)
            | {
                "withheld": withheld,
                "guardian": client.guardian,
                "scans": [] if for_guardian else scans_beside(member, client, row),
                "withdrawn_words": mine.withdrawal.words if mine.withdrawal else "",
            }
        )
    except KeyDestroyed:
        return context | {"erased": True, "scans": scans_beside(member, client, row)}


def _alone(row: Acknowledgement | None) -> bool:
    """Whether the young person consented alone, of which the guardian's copy says nothing."""
    return row is not None and row.signer == rules.MINOR


def _opened(row: Acknowledgement) -> dict[str, object]:
    further = row.further or {}
    paper = further.get("paper") or {}
    return {
        "text": row.text,
        "read_back": row.read_back.splitlines(),
        "signature": row.signature,
        "drawing": drawing(row.signature.get("strokes")),
        "further": further,
        "assent": rules.ASSENT_TOLD.get(further.get("assent", ""), ""),
        "paper_on": date.fromisoformat(paper["on"]) if paper else None,
        "person": row.participant.label if row.participant else "",
    }
