"""What the writes of this room share: why one may fail, and how an answer is entered."""

from hashlib import sha256
from typing import TYPE_CHECKING
from uuid import UUID

from waveback.ground import ledger
from waveback.steps.discussion import queries
from waveback.steps.discussion.models import Acknowledgement, Talk
from waveback.steps.policy import queries as policy

if TYPE_CHECKING:
    from waveback.people.models import Client, Member


class ChangedMeanwhile(Exception):
    """Another window went on with this talk-through; `.talk` is as it stands now, or None if it ended."""

    def __init__(self, talk: Talk | None) -> None:
        super().__init__("the talk-through changed in another window")
        self.talk = talk


class NotWhatWasShown(Exception):
    """The text that was shown is not the text of the version that would be recorded."""


class NothingAnswered(Exception):
    """The client has not answered on the read-back page yet."""


def text_of(member: "Member", talk: Talk) -> tuple[UUID, str]:
    """The version's id and the SHA-256 of the very text that is kept, in the talk-through's language, computed anew."""
    version = policy.version(member.practice, talk.version_id)
    return version.id, sha256(policy.text_in(version, talk.language).encode()).hexdigest()


def next_turn(member: "Member", client: "Client") -> int:
    newest = queries.acknowledgements(member, client).first()
    return newest.turn + 1 if newest else 1


def enter(member: "Member", row: Acknowledgement) -> None:
    """The answer's line in the ledger."""
    ledger.record(
        practice=row.practice_id,
        what="discussion.acknowledged",
        by=member.id,
        client=row.client_id,
        about=row.id,
        content=ledger.canonical(queries.content(row)),
        facts={
            "state": row.state,
            "way": row.way,
            "version": row.version_number,
            "factor": row.factor,
        },
    )
