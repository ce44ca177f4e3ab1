"""The record of one run-in as a document that stands by itself: PDF/A and PDF/UA, always in plain wording."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from zoneinfo import ZoneInfo

from waveback.ground import print as press
from waveback.people import rules as people_rules
from waveback.steps.document import formats, record

if TYPE_CHECKING:
    from uuid import UUID

    from waveback.ground.ledger.models import Checkpoint
    from waveback.people.models import Member
    from waveback.steps.document.models import RunIn

TEMPLATE: Final = Path(__file__).parent / "print" / "note.typ"
TITLE: Final = "Record of an incidental encounter"
HEADERS: Final = {"Content-Disposition": 'attachment; filename="record.pdf"'}
Rows = Sequence[tuple[str, str]]


def note(
    member: "Member",
    run_in: "RunIn",
    how: formats.Format,
    *,
    checkpoint: "Checkpoint",
    at: datetime,
    shape: Rows = (),
) -> press.Printed:
    """A signed note with all that was added to it. Raises KeyDestroyed, press.PrintFailed.

    shape: what another record system asks for in fields of its own. checkpoint: signed when the print was entered.
    """
    data = content(member, run_in, how, checkpoint=checkpoint, at=at, shape=shape)
    paper = people_rules.paper_for(member.practice.time_zone)
    return press.pdf(TEMPLATE, data, title=TITLE, paper=paper, at=at)


def content(
    member: "Member",
    run_in: "RunIn",
    how: formats.Format,
    *,
    checkpoint: "Checkpoint",
    at: datetime,
    shape: Rows = (),
) -> dict[str, Any]:
    """What the template prints, in words."""
    shown = record.on_paper(member, run_in, how)
    zone = ZoneInfo(member.practice.time_zone)
    return {
        "title": TITLE,
        "practice": member.practice.name,
        "client": shown["client_printed"],
        "late": run_in.is_late,
        "shape": [list(row) for row in shape],
        "facts": [list(row) for row in shown["printed_facts"]],
        "clocks": _clocks(run_in, zone),
        "sections": [{"heading": heading, "text": text} for heading, text in shown["sections"]],
        "format": f"Shown as {how.name}. The signed record is the same in every format.",
        "signed": f"Signed by {run_in.signed_name}, {told(run_in.signed_at, zone)}, as the author of this record.",
        "addenda": [_addendum(one, zone) for one in shown["addenda"]],
        "words": _words(shown["beside"], zone),
        "seal": _seal(shown["seal"], run_in),
        "notice": member.practice.printed_notice,
        "confidential": confidential(run_in.pk, checkpoint),
        "foot": foot(TITLE, member, checkpoint, at),
    }


def foot(what: str, member: "Member", checkpoint: "Checkpoint", at: datetime) -> dict[str, Any]:
    """Who printed what and when, and where the ledger stood: at the foot of every page."""
    utc = at.astimezone(ZoneInfo("UTC"))
    return {
        "what": what,
        "printed": f"{utc.day} {utc:%B %Y, %H:%M} UTC by {member.printed_name}",
        "checkpoint": {
            "seq": checkpoint.seq, "hash": checkpoint.hash, "at": str(checkpoint.at), "key": checkpoint.key_id
        },
        "pages": True,
    }  # fmt: skip


def confidential(record_id: "UUID", checkpoint: "Checkpoint") -> str:
    """The last line: which record it is, and the signature under where the ledger stood."""
    groups = " ".join(checkpoint.signature[start : start + 16] for start in range(0, len(checkpoint.signature), 16))
    signed = f"Checkpoint of the ledger of practice {checkpoint.practice}, signature {groups}."
    return f"Record {record_id}. Confidential. {signed}"


def told(at: datetime | None, zone: ZoneInfo) -> str:
    """A moment as a record says it: the day in words, the time, and the zone."""
    if at is None:
        return ""
    local = at.astimezone(zone)
    return f"{local.day} {local:%B %Y, %H:%M} ({zone.key})"


def _clocks(run_in: "RunIn", zone: ZoneInfo) -> list[list[str]]:
    happened = told(run_in.happened_at, zone) + (", an estimate" if run_in.happened_approximately else "")
    captured = told(run_in.captured_at, zone) or "The device did not say"
    return [
        ["Happened", happened],
        ["Put down, by the device’s clock", captured + (f" ({run_in.clock_says})" if run_in.clock_says else "")],
        ["Received, by the server’s clock", told(run_in.received_at, zone)],
        ["Signed, by the server’s clock", told(run_in.signed_at, zone)],
    ]


def _addendum(one: record.Added, zone: ZoneInfo) -> dict[str, str]:
    about = f"Signed by {one.signed_name}, {told(one.signed_at, zone)}. Reason: {one.reason_words}."
    return {"heading": f"Addendum {one.number}", "about": about, "text": one.text}


def _words(beside: list[record.Beside], zone: ZoneInfo) -> list[dict[str, str]]:
    """Each of the client's texts, with its answer after it."""
    found = []
    for one in beside:
        found.append(_said(one, zone))
        found += [_said(one.answer, zone)] if one.answer else []
    return found


def _said(one: record.Beside, zone: ZoneInfo) -> dict[str, str]:
    said_on = f"{one.given_on.day} {one.given_on:%B %Y}"
    about = f"Of {said_on}. Written down {told(one.signed_at, zone)}, {one.signed_name}."
    if one.kind == "amendment" and one.answer is None:
        about += " Not answered yet."
    return {"heading": one.heading, "about": about, "text": one.text}


def _seal(seal: record.Seal, run_in: "RunIn") -> dict[str, Any]:
    rows = [["Fingerprint", seal.fingerprint], ["Signed with", run_in.signed_factor]]
    rows += [["Place in the ledger", f"Entry {seal.place}"]] if seal.place else []
    if not seal.whole:
        return {"heading": "Not as it was signed", "text": seal.broken, "facts": rows}
    text = "Checked when this was printed: the note, what was added to it, and what the ledger keeps of them."
    return {"heading": "Unchanged since signing", "text": text, "facts": rows}
