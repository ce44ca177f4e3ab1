"""What stands beside the answers: asked for again, taken back, who signs, who is in the file."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import IntegrityError
from django.utils import timezone

from waveback.ground import ledger
from waveback.ground.acts import act
from waveback.ground.vault.rows import change
from waveback.steps.discussion import queries, rules
from waveback.steps.discussion.models import Acknowledgement, Asked, Participant, Signing, Withdrawal

if TYPE_CHECKING:
    from waveback.ground.ledger import Checkpoint
    from waveback.people.models import Client, Member


class NothingToWithdraw(Exception):
    """This answer does not hold: it was not accepted, or a newer one took its place."""


class SetMeanwhile(Exception):
    """Who signs was set in another window; `.current` is what holds now."""

    def __init__(self, current: rules.Signing) -> None:
        super().__init__("who signs was set in another window")
        self.current = current


class LabelTaken(Exception):
    """Somebody in this file is called that already."""


class LeftAlready(Exception):
    """Another window said so first."""


class StillAnswering(Exception):
    """A talk-through with this person is paused: it ends first."""


def ask_again(*, member: "Member", client: "Client", words: str, id: UUID) -> Asked:
    """Note that somebody asked to go over it again: the client is due until the next answer. Sent twice, once."""
    mine = Asked.objects.filter(pk=id, practice_id=member.practice_id, client_id=client.id)
    landed = mine.first()
    if landed:
        return landed
    try:
        return _ask_again(member, client, words, id)
    except IntegrityError:  # sent twice at the same moment
        landed = mine.first()
        if landed is None:
            raise
        return landed


def _ask_again(member: "Member", client: "Client", words: str, id: UUID) -> Asked:
    with act():
        row = Asked(
            id=id,
            practice_id=member.practice_id,
            client_id=client.id,
            words=words,
            asked_at=timezone.now(),
            recorded_by_id=member.id,
        )
        row.save(force_insert=True)
        told = {"words": words, "asked_at": row.asked_at.isoformat()}
        _enter(member, client, "discussion.asked_again", row.id, told)
    return row


def withdraw(
    *, member: "Member", client: "Client", answer: Acknowledgement, words: str, on: date, factor: str
) -> Withdrawal:
    """Take back an accepted answer. The answer stays as it was given; care goes on. Sent twice, it lands once.

    Raises NothingToWithdraw.
    """
    try:
        with act():
            _must_hold(member, client, answer)
            row = Withdrawal(
                practice_id=member.practice_id,
                client_id=client.id,
                acknowledgement_id=answer.id,
                words=words,
                on=on,
                recorded_at=timezone.now(),
                recorded_by_id=member.id,
                factor=factor,
            )
            row.save(force_insert=True)
            told = {"acknowledgement": str(answer.id), "words": words, "on": on.isoformat(), "factor": factor}
            _enter(member, client, "discussion.withdrawn", answer.id, told)
    except IntegrityError:
        return queries.withdrawals(member, client)[answer.id]
    return row


def _must_hold(member: "Member", client: "Client", answer: Acknowledgement) -> None:
    newest = queries.acknowledgements(member, client).filter(participant=answer.participant_id).first()
    if newest is None or newest.id != answer.id or newest.state != rules.ACCEPTED:
        raise NothingToWithdraw


def print_copy(*, member: "Member", client: "Client", answer: Acknowledgement) -> "Checkpoint":
    """Enter that a copy was printed; return the ledger's signed checkpoint, which goes on the paper."""
    with act():
        ledger.record(
            practice=member.practice_id,
            what="discussion.printed",
            by=member.id,
            client=client.id,
            about=answer.id,
        )
    return ledger.checkpoint(practice=member.practice_id)


def set_signing(
    *, member: "Member", client: "Client", who: str, guardian_reads: bool, reason: str, seen: int
) -> Signing:
    """Say who may consent for a client under age, and whether the guardian may read the wishes.

    seen: how often it had been said when the form was shown. Raises SetMeanwhile.
    """
    row = Signing(
        practice_id=member.practice_id,
        client_id=client.id,
        turn=seen + 1,
        chosen={"who": who, "guardian_reads": guardian_reads and who != rules.MINOR, "reason": reason},
        set_at=timezone.now(),
        set_by_id=member.id,
    )
    try:
        with act():
            row.save(force_insert=True)
            _enter(member, client, "discussion.signing.set", row.id, {"turn": row.turn, "chosen": row.chosen})
    except IntegrityError:
        newest = queries.signing_rows(member, client)[0]
        if newest.chosen == row.chosen and newest.turn == row.turn:
            return newest  # the same form, sent twice
        raise SetMeanwhile(queries.signing_said(member, client)) from None
    return row


def add_participant(*, member: "Member", client: "Client", label: str, id: UUID) -> Participant:
    """Name one person of a couple's or a group's file. Sent twice, once. Raises LabelTaken."""
    mine = queries.everybody_ever(member, client).filter(pk=id)
    landed = mine.first()
    if landed:
        return landed
    try:
        return _add_participant(member, client, label, id)
    except (IntegrityError, LabelTaken):  # sent twice at the same moment
        landed = mine.first()
        if landed is None:
            raise
        return landed


def _add_participant(member: "Member", client: "Client", label: str, id: UUID) -> Participant:
    with act():
        known = list(queries.everybody_ever(member, client))
        if any(one.label.casefold() == label.casefold() for one in known if one.left_at is None):
            raise LabelTaken
        row = Participant(
            id=id,
            practice_id=member.practice_id,
            client_id=client.id,
            number=max((one.number for one in known), default=0) + 1,
            label=label,
            added_at=timezone.now(),
            added_by_id=member.id,
        )
        row.save(force_insert=True)
        _enter(member, client, "discussion.participant.added", row.id, {"number": row.number, "label": label})
    return row


def leave(*, member: "Member", client: "Client", person: Participant) -> None:
    """Somebody is no longer in this file: nobody waits for their answer; what they answered stays.

    Raises StillAnswering, LeftAlready.
    """
    if person.pk in queries.all_paused(member, client):
        raise StillAnswering
    now = timezone.now()
    with act():
        if not change(person, where={"left_at": None}, left_at=now):
            raise LeftAlready
        _enter(member, client, "discussion.participant.left", person.id, {"left_at": now.isoformat()})


def _enter(member: "Member", client: "Client", what: str, about: UUID, told: Mapping[str, object]) -> None:
    ledger.record(
        practice=member.practice_id,
        what=what,
        by=member.id,
        client=client.id,
        about=about,
        content=ledger.canonical(told),
        facts={},
    )
