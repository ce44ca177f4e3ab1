"""Putting a record bundle together: the files, the manifest, the signatures. Reads only; writes nothing down."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from waveback.exchange import bundle
from waveback.exchange.record_queries import PARTS, Chosen, Composed, Item
from waveback.ground import ledger
from waveback.ground import print as press
from waveback.ground.ledger import rules as format_of_ledger
from waveback.ground.ledger import signing
from waveback.ground.vault import recovery
from waveback.people import queries as people
from waveback.people import rules as people_rules
from waveback.steps.discussion import queries as discussion
from waveback.steps.policy import document, translation

if TYPE_CHECKING:
    from waveback.ground.ledger.models import Checkpoint
    from waveback.people.models import Client, Member

TEMPLATE: Final = Path(__file__).parent / "print" / "record.typ"
ACCOUNTING: Final = Path(__file__).parent / "print" / "disclosures.typ"

LARGE: Final = 150
"""More than so many things in a record are put together off the request, and may take longer."""
PATIENCE: Final = 120.0
"""Seconds for a large record's document; a thousand encounters take about five."""

README: Final = """\
THIS IS A CLIENT'S RECORD, IN A FORM THAT CAN BE CHECKED

What it is
  record.pdf      the record to read: what was agreed, what happened, what was said about it afterwards. Its first
                  page says for whom it was made, why, which days and parts it covers, and what is left out.
  record.json     the same as data, for a program.
  documents/      sealed evidence of signatures, and scans of papers that were signed, where there are any; none where
                  something is covered (see below). The number is that of the thing in record.json, counted from 1. Any
                  PDF reader checks the seals.
  ledger/         one line for everything that was ever done in this client's file, in order and without gaps. A line
                  says what was done and when, and who did it; for what is handed over here, also the exact text.
  manifest.json   the list of all these files, which is signed.

How to check it
  1. Get the program verify_bundle.py from Waveback's own pages (docs/verifier in its source). It is not in here on
     purpose: whoever forged this bundle could have put in a program that finds nothing wrong.
  2. With Python 3.9 or newer and the package "cryptography" run:
         python3 verify_bundle.py record.zip
     It says that the bundle holds, or names the first thing that is wrong: the file, the entry, and the reason.
  3. It also shows the fingerprint of the key with which everything was signed. Compare it with the fingerprint on the
     recovery kit that the practice keeps on paper: ask for it by another way than the one this came by. If
     the two are the same, this practice's installation signed it. If they differ, somebody else did. Where several
     practices share an installation they share the key: then ask for the practice's id, too, and compare it.
  Some browsers unpack a download on their own. Check record.zip itself: packed anew it does not hold.
  How it works is written down in docs/bundle.md, so that anybody can write such a program themselves.

What it shows, and what it does not
  It shows that nothing here was changed, added or taken away since it was made, and that no line is missing before
  the signed end. It does not show that what was written is true. Times are those of the practice's server.

Where something is covered
  [covered: reason] stands where a passage about somebody else, for example, was covered for this copy. The record
  itself is unchanged. The signed text of such a note is not handed over, since it could be guessed from its seal.

Keep it like the record itself: it is not encrypted.
"""


@dataclass(frozen=True)
class Wanted:
    """What is asked for, by whom, for whom."""

    chosen: Chosen
    purpose: str
    recipient: str


@dataclass(frozen=True)
class Made:
    """A bundle with what is to be said about it."""

    content: bytes
    sha256: str
    fingerprint: str
    passages: int
    items: int


def make(
    member: "Member",
    client: "Client",
    wanted: Wanted,
    composed: Composed,
    checkpoint: "Checkpoint",
    head: dict[str, Any],
    at: datetime,
) -> Made:
    """The bundle. Raises bundle.TooLarge, press.PrintFailed."""
    files = {
        bundle.KEY: _json(
            {"algorithm": "Ed25519", "key": head["key"], "public": ledger.public_key(), "v": bundle.VERSION}
        ),
        bundle.HEAD: _json(head),
        bundle.CHECKPOINT: _json(checkpoint.as_dict()),
        bundle.ENTRIES: b"".join(_json(line) + b"\n" for line in composed.lines),
        bundle.RECORD: _json(_record(member, wanted, composed, at)),
        bundle.PDF: printed(member, client, wanted, composed, checkpoint, at),
        bundle.README: README.encode(),
        **documents(member, client, wanted.chosen, composed),
    }
    files[bundle.MANIFEST] = _json(_manifest(member, wanted, composed, head, files, at))
    message = bundle.SIGNED_AS + files[bundle.MANIFEST].decode()
    files[bundle.SIGNATURE] = _json({"key": head["key"], "signature": signing.sign(message), "v": bundle.VERSION})
    content = bundle.packed(bundle.arranged(files))
    return Made(content, hashlib.sha256(content).hexdigest(), head["key"], composed.passages, composed.covered_items)


def documents(member: "Member", client: "Client", chosen: Chosen, composed: Composed) -> dict[str, bytes]:
    """The sealed evidence and the scans of what is handed over, by their names in the bundle. Raises KeyDestroyed.

    Nothing where anything is covered, since neither can be covered; and none that was made after the chosen days, since
    it tells of what came later.
    """
    if composed.passages:
        return {}

    def place(beside: Any, at: datetime) -> int:
        late = chosen.until and people.practice_time(member.practice, at).date() > chosen.until
        return 0 if late else numbers.get(str(beside.acknowledgement_id or beside.greet_first_id), 0)

    numbers = {one.id: number for number, one in enumerate(composed.items, start=1)}
    files, turns = dict[str, bytes](), dict[int, list[UUID]]()
    for row in discussion.all_evidence(member, client):
        if number := place(row, row.made_at):
            files[f"{bundle.DOCUMENTS}{number:04}-{row.kind}-{row.turn}.pdf"] = row.content
    for page in discussion.all_scan_pages(member, client):
        if number := place(page.scan, page.scan.kept_at):
            turn = _turn(turns.setdefault(number, []), page.scan.pk)
            files[f"{bundle.DOCUMENTS}{number:04}-scan-{turn}-page-{page.number:02}.jpg"] = page.picture
    return files


def _turn(known: list[UUID], one: UUID) -> int:
    """The how-manieth it is, counted from 1."""
    if one not in known:
        known.append(one)
    return known.index(one) + 1


def _json(value: Any) -> bytes:
    return ledger.canonical(value).encode()


def _record(member: "Member", wanted: Wanted, composed: Composed, at: datetime) -> dict[str, Any]:
    pseudonym, _, _ = composed.head
    return {
        "v": bundle.VERSION,
        "practice": str(member.practice_id),
        "client": str(pseudonym),
        "practice_name": member.practice.name,
        "time_zone": member.practice.time_zone,
        "made_at": people.in_zone(member, at),
        "chosen": wanted.chosen.as_dict(),
        "left_out": composed.left_out,
        "items": [one.as_dict() for one in composed.items],
    }


def _manifest(
    member: "Member",
    wanted: Wanted,
    composed: Composed,
    head: dict[str, Any],
    files: dict[str, bytes],
    at: datetime,
) -> dict[str, Any]:
    return {
        "v": bundle.VERSION,
        "format": bundle.FORMAT,
        "practice": head["practice"],
        "client": head["client"],
        "key": head["key"],
        "chosen": wanted.chosen.as_dict(),
        "purpose": wanted.purpose,
        "recipient": wanted.recipient,
        "made_at": format_of_ledger.written(at),
        "made_by": {"id": str(member.pk), "name": member.printed_name},
        "ledger": {"entries": head["client_seq"], "hash": head["hash"]},
        "covered": {"passages": composed.passages, "items": composed.covered_items},
        "left_out": composed.left_out,
        "files": bundle.listed(bundle.arranged(files)),
    }


# To read


def printed(
    member: "Member",
    client: "Client",
    wanted: Wanted,
    composed: Composed,
    checkpoint: "Checkpoint",
    at: datetime,
) -> bytes:
    """record.pdf: a cover page, then the record part by part, then the ledger in numbers."""
    days, zone = wanted.chosen, member.practice.time_zone
    cover = [
        ("Whose record", people.legal_name(client) or client.code_label),
        ("Practice", member.practice.name),
        ("Handed to", wanted.recipient),
        ("Purpose", wanted.purpose),
        ("Days", f"{_day(days.since, 'From the beginning')} to {_day(days.until, 'the day it was made')}"),
        ("Made", f"{_moment(people.practice_time(member.practice, at))} ({zone}) by {member.printed_name}"),
    ]
    _, count, end = composed.head
    data = {
        "what": "A record, with its ledger",
        "notice": member.practice.printed_notice,
        "cover": [list(pair) for pair in cover],
        "parts_asked": [words for part, words in PARTS.items() if part in days.parts],
        "left_out": composed.left_out,
        "covered": _covered_sentence(composed),
        "fingerprint": recovery.fingerprint(),
        "practice": str(member.practice_id),
        "entries": str(count),
        "last": end,
        "checkpoint": f"entry {checkpoint.seq}, {_moment(datetime.fromisoformat(checkpoint.at))} UTC",
        "checkpoint_hash": checkpoint.hash,
        "parts": [_part(part, words, composed.items) for part, words in PARTS.items() if part in days.parts],
        "ledger": _ledger_rows(composed),
        "foot": _foot(member, "Record of one client", checkpoint, at),
    }
    if len(composed.items) <= LARGE:
        return press.pdf(TEMPLATE, data, title="Record", paper=_paper(member), at=at).content
    patient = press.Press(limit=PATIENCE)
    try:
        return patient.pdf(TEMPLATE, data, title="Record", language="en", paper=_paper(member), at=at).content
    finally:
        patient.close()


def accounting(member: "Member", client: "Client", rows: list[Item], checkpoint: "Checkpoint", at: datetime) -> bytes:
    """To whom this record was handed out, on paper."""
    data = {
        "whose": people.legal_name(client) or client.code_label,
        "practice": member.practice.name,
        "notice": member.practice.printed_notice,
        "rows": [_told(one) for one in rows],
        "foot": _foot(member, "Accounting of disclosures", checkpoint, at),
    }
    return press.pdf(ACCOUNTING, data, title="Accounting of disclosures", paper=_paper(member), at=at).content


def _paper(member: "Member") -> people_rules.Paper:
    return people_rules.paper_for(member.practice.time_zone)


def _foot(member: "Member", what: str, checkpoint: "Checkpoint", at: datetime) -> dict[str, Any]:
    signed = checkpoint.as_dict()
    return {
        "what": what,
        "printed": f"{at.astimezone(UTC):%-d %B %Y, %H:%M} UTC by {member.printed_name}",
        "checkpoint": {name: signed[name] for name in ("seq", "hash", "at", "key")},
        "pages": True,
    }


def _moment(at: datetime) -> str:
    return f"{at:%-d %B %Y, %H:%M}"


def _day(day: date | None, otherwise: str) -> str:
    return f"{day:%-d %B %Y}" if day else otherwise


def _covered_sentence(composed: Composed) -> str:
    if not composed.passages:
        return "Nothing is covered in this copy."
    passages = "1 passage is" if composed.passages == 1 else f"{composed.passages} passages are"
    places = "1 place of the record" if composed.covered_items == 1 else f"{composed.covered_items} texts of the record"
    return f"{passages} covered in {places}, each with its reason. The record itself is unchanged."


def _part(part: str, words: str, items: list[Item]) -> dict[str, Any]:
    return {"heading": words, "items": [_told(one) for one in items if one.part == part]}


def _told(one: Item) -> dict[str, Any]:
    at = datetime.fromisoformat(one.at)
    entries = ", ".join(map(str, one.entries))
    signed = one.signed or {}
    who = signed.get("name") or signed.get("recorded_by") or ""
    below = [f"{'Signed' if 'name' in signed else 'Recorded'} by {who}, {signed['at']}."] if who else []
    below += (
        [f"Ledger: entry {entries}." if len(one.entries) == 1 else f"Ledger: entries {entries}."] if entries else []
    )
    is_policy = one.kind == "policy"
    return {
        "title": one.title,
        "at": _moment(at),
        "inset": bool(one.of),
        "error": one.in_error and one.kind == "incidental encounter",
        "short": [pair for pair in one.texts if not _is_long(pair[1])],
        "long": [] if is_policy else [pair for pair in one.texts if _is_long(pair[1])],
        "policies": list(_policies(one)) if is_policy else [],
        "below": " ".join(below),
    }


def _policies(one: Item) -> Iterator[dict[str, Any]]:
    """A version's text in each of its languages, taken apart into passages; English, its own, comes first."""
    for language, (_, text) in zip(("en", *one.facts["languages"]), one.texts, strict=True):
        read = document.read(text)
        yield {
            "name": translation.name_of(language) if len(one.texts) > 1 else "",
            "title": read.title,
            "sha256": hashlib.sha256(text.encode()).hexdigest(),
            "text_in": press.spoken(language),
            "beginning": read.beginning,
            "passages": [{"heading": each.heading, "paragraphs": each.paragraphs} for each in read.sections],
        }


def _is_long(text: str) -> bool:
    """Whether it is read as a text, not at a glance beside others."""
    return len(text) > 60 or "\n" in text


def _ledger_rows(composed: Composed) -> list[list[str]]:
    """The ledger in numbers: what was done how often, first and last."""
    found: dict[str, list[str]] = {}
    for line in composed.lines:
        body = json.loads(line["body"])
        found.setdefault(body["what"], []).append(body["at"])
    return [[what, str(len(at)), at[0][:10], at[-1][:10]] for what, at in sorted(found.items())]
