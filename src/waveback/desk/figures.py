"""What Today counts over the whole practice, kept until the practice's next act.

Everything that these figures are made of changes by acts alone, and each act moves the end of the practice's ledger. So
as long as the ledger ends where it ended, and the day is the same, they hold, whichever process made the acts. Only
ids, states and counts are kept in memory, nothing that was opened; for MEMBERS_KEPT members at most.
"""

from collections import OrderedDict
from dataclasses import dataclass
from datetime import date, datetime
from threading import Lock
from typing import TYPE_CHECKING, Final
from uuid import UUID

from waveback.exchange import filed_queries as exchange
from waveback.ground.ledger import queries as ledger
from waveback.people import queries as people
from waveback.steps.discussion import queries as discussion
from waveback.steps.document import queries as document
from waveback.steps.revisit import queries as revisit

if TYPE_CHECKING:
    from waveback.people.models import Member
    from waveback.steps.discussion.rules import Standing

MEMBERS_KEPT: Final = 50


@dataclass(frozen=True)
class Figures:
    """standings: of every open file. waiting: run-ins that wait for their revisit. repeats: how many in a quarter.

    unfiled: how much is to be copied into the record system yet.
    """

    standings: "dict[UUID, Standing]"
    waiting: tuple[UUID, ...]
    left_open: int
    repeats: dict[UUID, int]
    year: document.Year
    unfiled: int


_kept: OrderedDict[tuple[UUID, str, date], Figures] = OrderedDict()
_lock = Lock()


def of(member: "Member", now: datetime) -> Figures:
    """The figures as they stand; counted anew after every act of the practice, and every day."""
    local = people.practice_time(member.practice, now)
    key = (member.pk, _end(member), local.date())
    with _lock:
        held = _kept.get(key)
    if held is not None:
        return held
    made = _counted(member, local)
    with _lock:
        _kept[key] = made
        for older in [one for one in _kept if one[0] == member.pk and one != key]:
            del _kept[older]
        while len(_kept) > MEMBERS_KEPT:
            _kept.popitem(last=False)
    return made


def _end(member: "Member") -> str:
    try:
        return ledger.end(member.practice_id)[1]
    except ledger.EmptyLedger:
        return ""


def _counted(member: "Member", now: datetime) -> Figures:
    january = now.replace(month=1, day=1, hour=0, minute=0, second=0, microsecond=0)
    return Figures(
        standings=discussion.standings(member, now),
        waiting=tuple(row.pk for row in revisit.waiting(member)),
        left_open=len(revisit.left_open(member)),
        repeats={pk: repeat.count for pk, repeat in revisit.repeats(member, now).items()},
        year=document.year(member, january, january.replace(year=january.year + 1)),
        unfiled=exchange.unfiled_count(member),
    )
