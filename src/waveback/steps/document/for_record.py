"""Signed notes with all that was added to them, as machine-readable facts for a record."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from waveback.ground import ledger, vault
from waveback.ground.vault import Compartment
from waveback.people import queries as people
from waveback.steps.document import record, wording
from waveback.steps.document.models import Addendum, ClientText, RunIn

if TYPE_CHECKING:
    from waveback.people.models import Client, Member

WHAT = {"account": "document.account.attached", "amendment": "document.amendment.asked"}
WHAT |= {"answer": "document.amendment.answered"}


def for_record(
    member: "Member", client: "Client", since: datetime | None = None, until: datetime | None = None
) -> dict[str, Any]:
    """Signed notes that happened in the span, oldest first, each followed by what was added to it; those entered in
    error too, marked as such. `unsigned`: how many notes are no part of the record yet. Five queries for any number.

    How at ease the therapist was is nowhere in it. Raises KeyDestroyed.
    """
    vault.warm([Compartment(member.practice_id, "client", client.pk)])
    rows = RunIn.objects.filter(practice_id=member.practice_id, client_id=client.pk).select_related("policy_version")
    signed = list(rows.filter(signed_at__isnull=False).order_by("happened_at", "id"))
    signed = [row for row in signed if people.within(row.happened_at, since, until)]
    whose: dict[str, Any] = {"practice_id": member.practice_id, "client_id": client.pk}
    below: dict[Any, list[Addendum]] = {}
    for addendum in Addendum.objects.filter(**whose).order_by("run_in", "number"):
        below.setdefault(addendum.run_in_id, []).append(addendum)
    beside: dict[Any, list[ClientText]] = {}
    for text in ClientText.objects.filter(**whose).order_by("run_in", "number"):
        beside.setdefault(text.run_in_id, []).append(text)
    found = []
    for row in signed:
        row.practice = member.practice  # known already, so not fetched
        found.append(_note(member, row))
        added = record.in_turn(below.get(row.pk, []), beside.get(row.pk, []))
        found += [_addition(member, row, one) for one in added]
    unsigned = rows.filter(signed_at=None).count()
    return {"encounters": found, "unsigned": unsigned}


def _note(member: "Member", row: RunIn) -> dict[str, Any]:
    assert row.signed_at is not None  # only signed ones are asked for
    noted, version = row.noted, row.policy_version
    happened = people.in_zone(member, row.happened_at)
    texts = [["Happened", happened + (", an estimate" if row.happened_approximately else "")]]
    texts += [["Late entry", "Written down more than a day after it happened."]] if row.is_late else []
    texts += [["Policy in force", f"Version {version.number}" if version else "None published"]]
    texts += record.answers_signed(row)
    texts += [[label, text] for label, text in wording.texts_of(noted)]
    commits = [{"what": "document.note.signed", "about": str(row.pk), "content": str(row.signed_text)}]
    in_error = None
    if row.in_error_at is not None:
        at = record.utc(row.in_error_at)
        in_error = {"at": people.in_zone(member, row.in_error_at), "reason": str(row.in_error_reason)}
        content = ledger.canonical({"of": str(row.pk), "reason": str(row.in_error_reason), "at": at})
        commits.append({"what": "document.note.in_error", "about": str(row.pk), "content": content})
        texts.append(["Entered in error, because", str(row.in_error_reason)])
    return {
        "id": str(row.pk),
        "kind": "incidental encounter",
        "title": "Incidental encounter",
        "at": happened,
        "facts": {
            "answers": noted,
            "approximately": row.happened_approximately,
            "captured_at": people.in_zone(member, row.captured_at) if row.captured_at else None,
            "received_at": people.in_zone(member, row.received_at),
            **({} if row.clock_offset is None else {"clock_offset": row.clock_offset}),
            "late": row.is_late,
            "policy_version": version.number if version else None,
            "in_error": in_error,
        },
        "texts": texts,
        "signed": _signed(member, row),
        "of": None,
        "in_error": in_error is not None,
        "commits": commits,
    }


def _addition(member: "Member", run_in: RunIn, row: Addendum | ClientText) -> dict[str, Any]:
    if isinstance(row, Addendum):
        kind, title = "addendum", f"Addendum {row.number}"
        what, facts = "document.addendum.signed", {"number": row.number, "reason": row.reason}
    else:
        kind, title = f"client {row.kind}", wording.BESIDE[row.decision or row.kind]
        given_on = row.given_on.isoformat()
        what = WHAT[row.kind]
        facts = {"number": row.number, "given_on": given_on, "decision": row.decision, "answers": str(row.of_id or "")}
    return {
        "id": str(row.pk),
        "kind": kind,
        "title": title,
        "at": people.in_zone(member, row.signed_at),
        "facts": facts,
        "texts": [["Text", str(row.text)]],
        "signed": _signed(member, row),
        "of": str(run_in.pk),
        "in_error": run_in.in_error_at is not None,
        "commits": [{"what": what, "about": str(row.pk), "content": str(row.signed_text)}],
    }


def _signed(member: "Member", row: RunIn | Addendum | ClientText) -> dict[str, str]:
    assert row.signed_at is not None  # only signed ones are asked for
    return {"name": row.signed_name, "factor": row.signed_factor, "at": people.in_zone(member, row.signed_at)}
