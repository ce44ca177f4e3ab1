"""Handing out a client's record: prepare it, cover what is about others, make it. Each one is kept as a disclosure."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.utils import timezone

from waveback.exchange import covering, record_making
from waveback.exchange import record_queries as queries
from waveback.exchange.covering import Cover
from waveback.exchange.models import Disclosure, ExportDraft
from waveback.exchange.record_making import Made, Wanted
from waveback.ground import ledger
from waveback.ground.acts import act
from waveback.ground.vault.rows import change

if TYPE_CHECKING:
    from waveback.people.models import Client, Member


class ChangedMeanwhile(Exception):
    """The export that is being prepared was changed in another window."""


class MadeBefore(Exception):
    """This export was made already; `.row` is its disclosure."""

    def __init__(self, row: Disclosure) -> None:
        super().__init__("made before")
        self.row = row


class NotThere(ValueError):
    """The passage to cover stands in none of the texts; the argument is a sentence."""


@dataclass(frozen=True)
class Handed:
    """A bundle that was made, and the disclosure that says so."""

    content: bytes
    row: Disclosure


def prepare(*, member: "Member", client: "Client", wanted: Wanted) -> ExportDraft:
    """Keep what was chosen, sealed; what was covered in a former export is covered again. Nothing has left yet.

    The one that this member prepared before is replaced; what was covered in it stays covered.
    """
    before = queries.prepared(member, client)
    covers = before.told["covers"] if before else [one.as_dict() for one in queries.covered_before(member, client)]
    told = _told(wanted, covering.kept(covers))
    for _ in range(2):
        before = queries.prepared(member, client)
        if before is not None:
            if change(before, {"revision": before.revision}, told=told, revision=before.revision + 1):
                return before
            continue
        try:
            with transaction.atomic():
                return ExportDraft.objects.create(
                    practice_id=member.practice_id, client_id=client.pk, member_id=member.pk, told=told,
                    begun_at=timezone.now(),
                )  # fmt: skip
        except IntegrityError:
            continue
    raise ChangedMeanwhile


def _told(wanted: Wanted, covers: Sequence[Cover]) -> dict[str, Any]:
    return {
        "chosen": wanted.chosen.as_dict(),
        "purpose": wanted.purpose,
        "recipient": wanted.recipient,
        "covers": [one.as_dict() for one in covers],
    }


def wanted_in(draft: ExportDraft) -> Wanted:
    told = draft.told
    return Wanted(queries.chosen(told["chosen"]), told["purpose"], told["recipient"])


def covers_in(draft: ExportDraft) -> list[Cover]:
    return covering.kept(draft.told["covers"])


def cover(
    *, member: "Member", client: "Client", draft: ExportDraft, passages: Sequence[str], item: str, reason: str
) -> int:
    """Cover these passages in one text (or, with item "", in all), and return how many places that covers.

    The record itself is not touched. Raises NotThere, ChangedMeanwhile.
    """
    if reason not in covering.REASONS:
        raise NotThere("Choose why it is covered.")
    new = [Cover(item, covering.tidy(one), reason) for one in passages if covering.tidy(one)]
    if not new:
        raise NotThere("Write or choose what is to be covered.")
    shown = [one for one in queries.texts(member, client, wanted_in(draft).chosen) if item in ("", one.id)]
    places = 0
    for one in new:
        if len(one.passage) < covering.SHORTEST:
            raise NotThere("One letter would cover too much. Write the whole word or passage.")
        found = sum(covering.in_value(each.texts, [one])[1] for each in shown if each.kind != "policy")
        if not found:
            raise NotThere(f"“{one.passage}” stands in none of these texts. Copy it exactly as it stands there.")
        places += found
    kept = [one for one in covers_in(draft) if (one.item, one.passage) not in {(n.item, n.passage) for n in new}]
    _keep(draft, [*kept, *new])
    return places


def show_again(*, draft: ExportDraft, item: str, passage: str) -> None:
    """Take a passage out of what is covered. Raises ChangedMeanwhile."""
    _keep(draft, [one for one in covers_in(draft) if (one.item, one.passage) != (item, passage)])


def _keep(draft: ExportDraft, covers: Sequence[Cover]) -> None:
    told = {**draft.told, "covers": [one.as_dict() for one in covers]}
    with transaction.atomic():
        if not change(draft, {"revision": draft.revision}, told=told, revision=draft.revision + 1):
            raise ChangedMeanwhile


def forget(*, draft: ExportDraft) -> None:
    """It is not to be made after all."""
    with transaction.atomic():
        ExportDraft.objects.filter(pk=draft.pk).delete()


STEPS: Final = 3
"""How often `step` is called while an export is made."""


def make(*, member: "Member", client: "Client", draft: ExportDraft, step: Callable[[], None] | None = None) -> Handed:
    """Make the prepared export, and enter that it was handed out; it leaves the house only after that.

    step: called STEPS times before anything is entered; what it raises stops the export.
    Raises MadeBefore, queries.NotAsSigned, queries.ChangedMeanwhile, KeyDestroyed, bundle.TooLarge, press.PrintFailed.
    """
    made_before = queries.disclosure(member, client, draft.pk)
    if made_before is not None:
        raise MadeBefore(made_before)
    wanted, covers = wanted_in(draft), covers_in(draft)
    handed = export(member=member, client=client, wanted=wanted, covers=covers, id=draft.pk, step=step)
    forget(draft=draft)
    return handed


def export(
    *,
    member: "Member",
    client: "Client",
    wanted: Wanted,
    covers: Sequence[Cover] = (),
    id: UUID | None = None,
    step: Callable[[], None] | None = None,
) -> Handed:
    """Make a bundle and enter the disclosure. Raises as `make` does."""
    at, step = timezone.now(), step or (lambda: None)
    step()
    composed = queries.compose(member, client, wanted.chosen, covers)
    step()
    checkpoint = ledger.checkpoint(practice=member.practice_id)
    head = ledger.client_checkpoint(practice=member.practice_id, client=client.pk)
    if (head["client_seq"], head["hash"]) != composed.head[1:]:
        raise queries.ChangedMeanwhile
    made = record_making.make(member, client, wanted, composed, checkpoint, head, at)
    step()
    row = _disclosed(member, client, wanted, covers, made, at, id or uuid4())
    return Handed(made.content, row)


def _disclosed(
    member: "Member",
    client: "Client",
    wanted: Wanted,
    covers: Sequence[Cover],
    made: Made,
    at: datetime,
    id: UUID,
) -> Disclosure:
    row = Disclosure(
        id=id,
        practice_id=member.practice_id,
        client_id=client.pk,
        told=_told(wanted, covers)
        | {
            "sha256": made.sha256,
            "fingerprint": made.fingerprint,
            "covered": {"passages": made.passages, "items": made.items},
        },
        at=at,
        by_id=member.pk,
    )
    try:
        with act():
            row.save(force_insert=True)
            ledger.record(
                practice=member.practice_id,
                what="exchange.record.exported",
                by=member.pk,
                client=client.pk,
                about=row.pk,
                content=queries.committed(row),
                facts={"parts": len(wanted.chosen.parts), "bytes": len(made.content)},
            )
    except IntegrityError:  # the same form, sent twice at the same moment
        landed = queries.disclosure(member, client, id)
        if landed is None:
            raise
        raise MadeBefore(landed) from None
    return row


def print_accounting(*, member: "Member", client: "Client") -> bytes:
    """The accounting of disclosures as a PDF; printing it is entered. Raises KeyDestroyed, press.PrintFailed."""
    with act():
        ledger.record(
            practice=member.practice_id,
            what="exchange.disclosures.printed",
            by=member.pk,
            client=client.pk,
            about=client.pk,
        )
    rows = [queries.as_item(member, row) for row in queries.disclosures(member, client)]
    checkpoint = ledger.checkpoint(practice=member.practice_id)
    return record_making.accounting(member, client, rows, checkpoint, timezone.now())
