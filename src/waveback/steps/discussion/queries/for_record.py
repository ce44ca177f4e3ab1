"""What was talked through, answered, asked for and taken back, as machine-readable facts for a record."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from waveback.ground import ledger
from waveback.people import queries as people
from waveback.steps.discussion import rules
from waveback.steps.discussion.models import Acknowledgement, Asked, GreetFirst, Participant, Signing, Withdrawal
from waveback.steps.discussion.queries.answers import greet_firsts, signing_rows, withdrawals
from waveback.steps.discussion.queries.standing import acknowledgements, everybody_ever
from waveback.steps.discussion.queries.talking import content

if TYPE_CHECKING:
    from waveback.people.models import Client, Member

Items = list[dict[str, Any]]

_WAYS = {"typed": "Name typed on the screen", "drawn": "Drawn on the screen", "paper": "Signed on paper"}
_WAYS |= {"spoken": "Said aloud, written down by the therapist"}


def for_record(
    member: "Member", client: "Client", since: datetime | None = None, until: datetime | None = None
) -> dict[str, Items]:
    """Everything of step 2 in the span, oldest first; unfinished talk-throughs are drafts, and left out.

    Raises KeyDestroyed.
    """
    taken_back = withdrawals(member, client)
    asked = Asked.objects.filter(practice_id=member.practice_id, client_id=client.id).order_by("asked_at", "id")

    def inside(at: datetime) -> bool:
        return people.within(at, since, until)

    answers = [row for row in acknowledgements(member, client).order_by("turn") if inside(row.recorded_at)]
    signed = [row for row in reversed(greet_firsts(member, client)) if inside(row.recorded_at)]
    return {
        "people": [_person(member, row) for row in everybody_ever(member, client) if inside(row.added_at)],
        "who_signs": [_who_signs(member, row) for row in reversed(signing_rows(member, client)) if inside(row.set_at)],
        "acknowledgements": [_answer(member, row) for row in answers],
        "withdrawals": [_withdrawal(member, row) for row in taken_back.values() if inside(row.recorded_at)],
        "asked_again": [_asked(member, row) for row in asked if inside(row.asked_at)],
        "greet_first": [_greet_first(member, row) for row in signed],
    }


def _item(member: "Member", row: Any, at: datetime, kind: str, title: str, **told: Any) -> dict[str, Any]:
    texts = [[label, str(text)] for label, text in told.pop("texts") if text]
    return {
        "id": str(row.pk),
        "kind": kind,
        "title": title,
        "at": people.in_zone(member, at),
        "texts": texts,
        **told,
    }


def _commit(what: str, about: Any, told: object) -> dict[str, Any]:
    return {"what": what, "about": str(about), "content": ledger.canonical(told)}


def _person(member: "Member", row: Participant) -> dict[str, Any]:
    left = people.in_zone(member, row.left_at) if row.left_at else None
    commits = [_commit("discussion.participant.added", row.pk, {"number": row.number, "label": row.label})]
    if row.left_at:
        commits.append(_commit("discussion.participant.left", row.pk, {"left_at": row.left_at.isoformat()}))
    return _item(
        member, row, row.added_at, "person of the file", f"Person {row.number} of this file",
        facts={"number": row.number, "left_at": left}, texts=[("Called", row.label), ("Left", left)], commits=commits,
    )  # fmt: skip


def _who_signs(member: "Member", row: Signing) -> dict[str, Any]:
    chosen = row.chosen
    reads = "Yes" if chosen["guardian_reads"] else "No"
    return _item(
        member, row, row.set_at, "who signs", "Who signs for this client",
        facts={"turn": row.turn, "who": chosen["who"], "guardian_reads": bool(chosen["guardian_reads"])},
        texts=[
            ("Who", dict(rules.WHO_SIGNS).get(chosen["who"], "")),
            ("The guardian may read the wishes", reads),
            ("Reason", chosen.get("reason")),
        ],
        commits=[_commit("discussion.signing.set", row.pk, {"turn": row.turn, "chosen": chosen})],
    )  # fmt: skip


def _answer(member: "Member", row: Acknowledgement) -> dict[str, Any]:
    signature, further = row.signature or {}, row.further or {}
    told = content(row)
    # A paper's day was committed to with the practice's own offset.
    local = {**told, "given_at": people.practice_time(member.practice, row.given_at).isoformat()}
    texts = [
        ("Answer", row.told),
        ("Person", row.participant.label if row.participant else ""),
        ("Policy shown", f"Version {row.version_number}, SHA-256 {row.text_hash}"),
        ("Read back to the client", row.read_back),
        ("Questions", row.questions),
        ("In their own words", row.teach_back),
        ("Agreed besides", further.get("agreed")),
        ("Assent of the young person", rules.ASSENT_TOLD.get(further.get("assent", ""), "")),
        ("Why they were not asked", further.get("assent_because")),
        ("How it was given", _WAYS.get(row.way, row.way)),
        ("Name signed", signature.get("typed")),
        ("Name printed", signature.get("printed_name")),
        ("Meaning", signature.get("meaning")),
        ("How identity was checked", signature.get("identity")),
        ("Consent to sign on a screen", signature.get("consent")),
        ("Said by", signature.get("said_by")),
        ("Presence", signature.get("presence")),
    ]
    facts = {
        "turn": row.turn, "state": row.state, "version": row.version_number, "text_sha256": row.text_hash,
        "language": row.language, "way": row.way, "signer": row.signer,
        "wishes": str(row.wishes_id) if row.wishes_id else None,
        "participant": str(row.participant_id) if row.participant_id else None,
        "given_at": people.in_zone(member, row.given_at), "further": further,
    }  # fmt: skip
    return _item(
        member, row, row.recorded_at, "acknowledgement", f"Policy talked through, version {row.version_number}",
        facts=facts, texts=texts, signed=_signed(member, row),
        commits=[_commit("discussion.acknowledged", row.pk, one) for one in (told, local)],
    )  # fmt: skip


def _signed(member: "Member", row: Acknowledgement | GreetFirst | Withdrawal) -> dict[str, str]:
    return {
        "recorded_by": row.recorded_by.printed_name,
        "factor": row.factor,
        "at": people.in_zone(member, row.recorded_at),
    }


def _withdrawal(member: "Member", row: Withdrawal) -> dict[str, Any]:
    about = str(row.acknowledgement_id)
    told = {"acknowledgement": about, "words": row.words, "on": row.on.isoformat(), "factor": row.factor}
    return _item(
        member, row, row.recorded_at, "withdrawal", "An answer was taken back",
        facts={"acknowledgement": about, "on": row.on.isoformat()},
        texts=[("On", row.on.isoformat()), ("In their words", row.words)], signed=_signed(member, row),
        commits=[_commit("discussion.withdrawn", about, told)],
    )  # fmt: skip


def _asked(member: "Member", row: Asked) -> dict[str, Any]:
    told = {"words": row.words, "asked_at": row.asked_at.isoformat()}
    return _item(
        member, row, row.asked_at, "asked again", "Asked to go over it again",
        facts={}, texts=[("In their words", row.words)], commits=[_commit("discussion.asked_again", row.pk, told)],
    )  # fmt: skip


def _greet_first(member: "Member", row: GreetFirst) -> dict[str, Any]:
    signature = row.signature or {}
    told = {"text": row.text, "way": row.way, "signature": signature, "on": row.on.isoformat()}
    texts = [
        ("Text", row.text),
        ("On", row.on.isoformat()),
        ("How it was given", _WAYS.get(row.way, row.way)),
        ("Name signed", signature.get("typed")),
        ("Name printed", signature.get("printed_name")),
        ("Name of the young person", signature.get("minor_name")),
        ("How identity was checked", signature.get("identity")),
        ("Consent to sign on a screen", signature.get("consent")),
    ]
    return _item(
        member, row, row.recorded_at, "greeting first, signed", "Wants to be greeted first",
        facts={"way": row.way, "on": row.on.isoformat(), "language": row.language, "version": str(row.version_id)},
        texts=texts, signed=_signed(member, row),
        commits=[_commit("discussion.greet_first.signed", row.pk, told)],
    )  # fmt: skip
