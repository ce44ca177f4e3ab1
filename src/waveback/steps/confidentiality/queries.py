"""Reads of step 4: who looked at a client's file, from the ledger."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Q

from waveback.ground.ledger import queries as ledger
from waveback.people import queries as people

if TYPE_CHECKING:
    from waveback.people.models import Client, Member

PAGE = 50
_LOOKS = Q(what="people.client.looked") | Q(what__endswith=".printed") | Q(what__endswith=".exported")


@dataclass(frozen=True)
class Look:
    who: str
    """The member's name; "" where the installation itself did it."""
    at: datetime
    what: str
    """looked, printed or exported."""


@dataclass(frozen=True)
class Looks:
    lines: list[Look]
    older: int | None
    """What to ask for next: looks before this one; None at the end."""


def looks(member: "Member", client: "Client", before: int | None = None) -> Looks:
    """Who looked at this file, printed from it or took it out, the newest first, a page at a time."""
    found = ledger.client_entries(member.practice_id, client.pk).filter(_LOOKS)
    if before is not None:
        found = found.filter(client_seq__lt=before)
    entries = list(found.order_by("-client_seq")[: PAGE + 1])
    shown = entries[:PAGE]
    names = {key: each.name for key, each in people.members(member.practice).items()}
    lines = [
        Look(
            who=names.get(entry.by, "") if entry.by else "",
            at=datetime.fromisoformat(entry.at),
            what=entry.what.rpartition(".")[2],
        )
        for entry in shown
    ]
    return Looks(lines, shown[-1].client_seq if len(entries) > PAGE else None)
