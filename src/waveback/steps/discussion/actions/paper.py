"""We went through it on paper: what was signed there is recorded, with where the paper is kept."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import IntegrityError
from django.utils import timezone

from waveback.ground.acts import act
from waveback.people import queries as people
from waveback.steps.client_leads import actions as client_leads
from waveback.steps.client_leads import rules as leads
from waveback.steps.discussion import queries, rules
from waveback.steps.discussion.actions.common import ChangedMeanwhile, enter, next_turn
from waveback.steps.discussion.actions.evidence import enter_copy
from waveback.steps.discussion.actions.scans import Scanned, keep_pages
from waveback.steps.discussion.models import Acknowledgement
from waveback.steps.policy import queries as policy
from waveback.steps.policy import rules as policy_rules

if TYPE_CHECKING:
    from waveback.people.models import Client, Member
    from waveback.steps.client_leads.models import Wishes
    from waveback.steps.discussion.models import Participant
    from waveback.steps.policy.models import Version


class NewerAnswer(Exception):
    """An answer given after this day is recorded already (`.since`), so that the paper cannot take its place."""

    def __init__(self, since: date) -> None:
        super().__init__("a newer answer is recorded")
        self.since = since


@dataclass(frozen=True)
class Paper:
    """What stands on the paper. choices: None where nothing was chosen on it that is not held already.

    signer: one of rules.SIGNERS. checked, copy: of rules.IDENTITY_CHECKS and rules.COPIES.
    further: agreed, assent, assent_because, minor_name, where there are any.
    """

    version: "Version"
    on: date
    state: str
    name: str
    kept: str
    signer: str = rules.SELF
    choices: leads.Choices | None = None
    seen: UUID | None = None
    questions: str = ""
    teach_back: str = ""
    further: dict[str, Any] = field(default_factory=dict)
    checked: str = ""
    copy: str = ""


def record_paper(
    *,
    member: "Member",
    client: "Client",
    paper: Paper,
    id: UUID,
    factor: str,
    language: str,
    participant: "Participant | None" = None,
    scanned: Scanned | None = None,
) -> Acknowledgement:
    """Record what was signed on paper, with the wishes chosen there and its scan, as one act.

    Sent twice, it lands once. Raises NewerAnswer, ChangedMeanwhile, and client_leads' SetMeanwhile and BeforeCurrent.
    """
    landed = queries.acknowledgements(member, client).filter(pk=id).first()
    if landed:
        return landed
    try:
        with act():
            row = _record(member, client, paper, id, factor, language, participant)
            if scanned:
                keep_pages(member, client, scanned, row)
            return row
    except IntegrityError:
        landed = queries.acknowledgements(member, client).filter(pk=id).first()
        if landed is None:
            raise ChangedMeanwhile(None) from None
        return landed


def _record(
    member: "Member",
    client: "Client",
    paper: Paper,
    id: UUID,
    factor: str,
    language: str,
    participant: "Participant | None",
) -> Acknowledgement:
    newest = queries.acknowledgements(member, client).filter(participant=participant).first()
    since = people.practice_time(member.practice, newest.given_at).date() if newest else None
    if since and paper.on < since:
        raise NewerAnswer(since)
    chosen = paper.choices or _held(member, client, participant)
    text = policy.text_in(paper.version, language)
    wishes = _set_wishes(member, client, paper) if participant is None else None
    row = Acknowledgement(
        id=id,
        practice_id=member.practice_id,
        client_id=client.id,
        participant=participant,
        turn=next_turn(member, client),
        state=paper.state,
        version_id=paper.version.id,
        version_number=paper.version.number,
        text=text,
        text_hash=policy_rules.text_hash(text),
        language=language,
        read_back="\n".join(sentence for _, sentence in leads.read_back(chosen)),
        questions=paper.questions,
        teach_back=paper.teach_back,
        further=_further(paper, participant),
        way=rules.PAPER,
        signer=paper.signer,
        signature=_signature(client, paper, participant) | {"how": _how(member, paper)},
        wishes_id=wishes.id if wishes else None,
        given_at=datetime(paper.on.year, paper.on.month, paper.on.day, tzinfo=ZoneInfo(member.practice.time_zone)),
        recorded_at=timezone.now(),
        recorded_by_id=member.id,
        factor=factor,
    )
    row.save(force_insert=True)
    enter(member, row)
    if paper.copy in rules.HANDED:
        enter_copy(member, row, paper.copy, people.practice_time(member.practice, row.recorded_at).date())
    return row


def _how(member: "Member", paper: Paper) -> dict[str, Any]:
    told = {"intent": rules.INTENT_PAPER, "time_zone": member.practice.time_zone}
    told |= {"checked": paper.checked, "copy": paper.copy}
    return {name: value for name, value in told.items() if value}


def _held(member: "Member", client: "Client", participant: "Participant | None") -> leads.Choices:
    return leads.choices(queries.held_before(member, client, participant))


def _set_wishes(member: "Member", client: "Client", paper: Paper) -> "Wishes | None":
    if paper.choices is None:
        return None
    return client_leads.set_wishes(
        member=member, client=client, choices=paper.choices, on=paper.on, source="talk_through", seen=paper.seen
    )


def _further(paper: Paper, participant: "Participant | None") -> dict[str, Any]:
    told = {name: value for name, value in paper.further.items() if value}
    if participant and paper.choices:
        told["choices"] = paper.choices.as_dict()
    return told | {"paper": {"on": paper.on.isoformat(), "kept": paper.kept}}


def _signature(client: "Client", paper: Paper, participant: "Participant | None") -> dict[str, Any]:
    return {
        "typed": paper.name,
        "printed_name": participant.label if participant else client.name,
        "identity": rules.identity(rules.IDENTITY_PAPER, paper.checked),
        "meaning": rules.MEANINGS[paper.state],
        "consent": "",
        "said_by": "",
        "presence": "",
    }
