"""What every write of this room needs: its named refusals, the conditional change, the ledger's line."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from waveback.ground import ledger
from waveback.ground.vault import rows
from waveback.steps.document import rules
from waveback.steps.document.models import RunIn

if TYPE_CHECKING:
    from waveback.people.models import Member


class Refused(Exception):
    """Something that cannot be done to this run-in."""


class HappensLater(Refused):
    """The time given for the run-in lies in the future."""


class NotYours(Refused):
    """One writes and signs one's own notes only."""


class SameClient(Refused):
    """A second record is for somebody else than the first."""


class ChangedMeanwhile(Refused):
    """It was changed after it was shown; `.current` is what stands now (None: it is gone)."""

    def __init__(self, current: RunIn | None) -> None:
        super().__init__("the run-in was changed after it was shown")
        self.current = current


class AlreadySigned(ChangedMeanwhile):
    """It was signed after it was shown, and is locked."""


class Unfinished(Refused):
    """It lacks something that a signed note needs; `.missing` says what and where."""

    def __init__(self, missing: list[rules.Missing]) -> None:
        super().__init__("the note is not finished")
        self.missing = missing


class NotSigned(Refused):
    """Only to a signed note that stands can something be added, and only such a note can be marked."""


class NotThatDay(Refused):
    """The client cannot have said it on that day: it lies ahead, or before the run-in."""


class AlreadyAnswered(Refused):
    """The client's request was answered before; a second thought becomes an addendum."""


def change_unsigned(member: "Member", run_in: RunIn, revision: int, values: dict[str, Any]) -> None:
    if run_in.author_id != member.pk:
        raise NotYours
    where = {"revision": revision, "signed_at": None, "author_id": member.pk, "client_id": run_in.client_id}
    if not rows.change(run_in, where=where, **values):
        raise lost(run_in)


def lost(run_in: RunIn) -> ChangedMeanwhile:
    current = RunIn.objects.select_related("client").filter(pk=run_in.pk).first()
    return AlreadySigned(current) if current and current.signed_at else ChangedMeanwhile(current)


def enter(
    run_in: RunIn,
    member: "Member",
    what: str,
    *,
    client: UUID | None = None,
    about: UUID | None = None,
    content: str | None = None,
    facts: dict[str, str | int] | None = None,
) -> None:
    ledger.record(
        practice=run_in.practice_id,
        what=what,
        by=member.pk,
        client=client or run_in.client_id,
        about=about or run_in.pk,
        content=content,
        facts=facts,
    )
