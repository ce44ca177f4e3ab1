"""What Today counts over the whole practice, kept until the practice's next act or the next day."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from waveback.exchange import filed_queries as exchange
from waveback.ground import ledger
from waveback.people import queries as people
from waveback.steps.discussion import queries as discussion
from waveback.steps.document import queries as document
from waveback.steps.policy import queries as policy
from waveback.steps.revisit import queries as revisit

if TYPE_CHECKING:
    from waveback.people.models import Member
    from waveback.steps.discussion.rules import Standing


@dataclass(frozen=True)
class Figures:
    """standings: of every open file. waiting: run-ins that wait for their revisit. repeats: how many in a quarter.

    unfiled: how much is to be copied into the record system yet. has_policy: whether a version was ever published.
    """

    standings: "dict[UUID, Standing]"
    waiting: tuple[UUID, ...]
    left_open: int
    repeats: dict[UUID, int]
    year: document.Year
    unfiled: int
    has_policy: bool


def of(member: "Member", now: datetime) -> Figures:
    """The figures as they stand."""
    local = people.practice_time(member.practice, now)
    key = ("today", member.pk, local.date())
    return ledger.until_next_entry(member.practice_id, key, lambda: _counted(member, local))


def _counted(member: "Member", now: datetime) -> Figures:
    january = now.replace(month=1, day=1, hour=0, minute=0, second=0, microsecond=0)
    return Figures(
        standings=discussion.standings(member, now),
        waiting=tuple(row.pk for row in revisit.waiting(member)),
        left_open=len(revisit.left_open(member)),
        repeats={pk: repeat.count for pk, repeat in revisit.repeats(member, now).items()},
        year=document.year(member, january, january.replace(year=january.year + 1)),
        unfiled=exchange.unfiled_count(member),
        has_policy=policy.published(member.practice) is not None,
    )
