"""Being greeted first: the client's own written word, the evidence that step 3 asks for."""

from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import IntegrityError
from django.utils import timezone

from waveback.ground import ledger
from waveback.ground.acts import act
from waveback.steps.client_leads import actions as client_leads
from waveback.steps.discussion import queries, rules
from waveback.steps.discussion.actions.scans import Scanned, keep_pages
from waveback.steps.discussion.models import GreetFirst

if TYPE_CHECKING:
    from waveback.people.models import Client, Member


class NotOffered(Exception):
    """The policy in force offers nobody to be greeted first."""


def sign_greet_first(
    *,
    member: "Member",
    client: "Client",
    id: UUID,
    way: str,
    name: str,
    on: date,
    factor: str,
    language: str,
    strokes: rules.Strokes | None = None,
    kept: str = "",
    signer: str = rules.SELF,
    minor_name: str = "",
    scanned: Scanned | None = None,
    opened: str = "",
    browser: str = "",
) -> GreetFirst:
    """Keep the client's written word that they want to be greeted first, and hand it to step 3 as its evidence.

    opened: the code at the end of the text, where it was typed.
    way: typed, drawn or paper; strokes with a drawn one, kept (where the paper is) with paper. signer: who signs for
    a client under age; minor_name where both do; scanned: the paper's
    pages. Sent twice, it lands once. Raises NotOffered, and client_leads' NotAllowed and AllowedAlready.
    """
    landed = queries.greet_firsts(member, client, pk=id)
    if landed:
        return landed[0]
    version = queries.newest_version(member)
    if version is None or not queries.greeting_first_is_offered(member, client):
        raise NotOffered
    paper = way == rules.PAPER
    signature: dict[str, Any] = {
        "typed": name,
        "printed_name": client.name,
        "identity": rules.IDENTITY_PAPER if paper else rules.IDENTITY,
        "consent": "" if paper else rules.CONSENT,
    }
    on_screen: dict[str, Any] = {"device": rules.OURS, "browser": browser, "opened": opened, "paper_offered": True}
    how: dict[str, Any] = {
        "time_zone": member.practice.time_zone,
        "intent": rules.INTENT_PAPER if paper else rules.INTENT_GREETING,
    }
    how |= {} if paper else {name: value for name, value in on_screen.items() if value}
    signature |= {"how": how}
    signature |= {"strokes": strokes} if strokes else {}
    signature |= {"paper": {"kept": kept}} if paper else {}
    signature |= {"signer": signer} if signer != rules.SELF else {}
    signature |= {"minor_name": minor_name} if minor_name else {}
    row = GreetFirst(
        id=id,
        practice_id=member.practice_id,
        client_id=client.id,
        version_id=version.id,
        text=rules.GREET_FIRST_TEXT,
        way=way,
        signature=signature,
        language=language,
        on=on,
        recorded_at=timezone.now(),
        recorded_by_id=member.id,
        factor=factor,
    )
    try:
        with act():
            row.save(force_insert=True)
            _enter(member, row)
            if scanned:
                keep_pages(member, client, scanned, row)
            client_leads.allow_greet_first(member=member, client=client, evidence=row.id, on=on)
    except IntegrityError:  # sent twice at the same moment
        landed = queries.greet_firsts(member, client, pk=id)
        if not landed:
            raise
        return landed[0]
    return row


def _enter(member: "Member", row: GreetFirst) -> None:
    told = {"text": row.text, "way": row.way, "signature": row.signature, "on": row.on.isoformat()}
    ledger.record(
        practice=row.practice_id,
        what="discussion.greet_first.signed",
        by=member.id,
        client=row.client_id,
        about=row.id,
        content=ledger.canonical(told),
        facts={"way": row.way, "factor": row.factor},
    )
