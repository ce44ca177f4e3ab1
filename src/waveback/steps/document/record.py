"""The record of one run-in as a page or a print shows it, and whether it is still as it was signed."""

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID
from zoneinfo import ZoneInfo

from waveback.ground import ledger
from waveback.ground.ledger import queries as entries
from waveback.people import queries as people
from waveback.steps.document import formats, queries, questions, rules, wording
from waveback.steps.document.models import Addendum, ClientText, RunIn

if TYPE_CHECKING:
    from collections.abc import Sequence

    from waveback.ground.ledger.models import Entry
    from waveback.people.models import Member
    from waveback.steps.policy.models import Version


@dataclass(frozen=True)
class Seal:
    """whole: everything is as it was signed. broken: the sentence that says what is not.

    fingerprint: the beginning of the ledger's commitment, in groups of four. place: "212 of 388".
    """

    whole: bool
    broken: str
    fingerprint: str
    place: str
    addenda: int
    beside: int = 0


@dataclass(frozen=True)
class Added:
    """One addendum, with its reason in the record's words."""

    number: int
    text: str
    reason_words: str
    signed_at: datetime
    signed_name: str


@dataclass(frozen=True)
class Beside:
    """What the client said about the note, as it stands beside it; a request for correction with its answer."""

    id: UUID
    number: int
    kind: str
    heading: str
    text: str
    given_on: date
    signed_at: datetime
    signed_name: str
    answer: "Beside | None" = None


@dataclass(frozen=True)
class Step:
    """One line of the trail: what was done, when by the server's clock, by whom."""

    at: datetime
    words: str
    by: str


def of(member: "Member", run_in: RunIn) -> dict[str, Any]:
    """Everything that the record's pages show. Raises KeyDestroyed once the file's key is gone."""
    noted, addenda = run_in.noted, queries.addenda(member, run_in)
    beside = queries.client_texts(member, run_in)
    lines = lines_about(run_in, [*addenda, *beside])
    context: dict[str, Any] = {
        "run_in": run_in,
        "noted": noted,
        "facts": [(one.asked, questions.shown(one, noted)) for one in questions.AT_FINISH],
        "sections": wording.sections(noted),
        "more": wording.more(noted),
        "addenda": [_added(one) for one in addenda],
        "beside": _beside(beside),
        "trail": _trail(member, lines),
    }
    if run_in.signed_at is not None:
        context["seal"] = seal(run_in, addenda, lines, beside)
        context["added"] = in_turn(addenda, beside)
    return context


def lines_about(run_in: RunIn, added: "Sequence[Addendum | ClientText]") -> "list[Entry]":
    """The ledger's lines about this run-in and what was added to it, oldest first; none before it has a client."""
    if run_in.client_id is None:
        return []
    chain = entries.client_entries(run_in.practice_id, run_in.client_id).filter(what__startswith="document.")
    own = {run_in.pk, *(row.pk for row in added)}
    return [line for line in chain if line.about in own or line.facts.get("to") == str(run_in.pk)]


def _trail(member: "Member", lines: "list[Entry]") -> list[Step]:
    """What was done with it, newest first."""
    names = people.members(member.practice)
    steps = []
    for line in reversed(lines):
        who = names.get(line.by) if line.by else None
        steps.append(
            Step(datetime.fromisoformat(line.at), wording.TRAIL.get(line.what, line.what), who.name if who else "")
        )
    return steps


@dataclass(frozen=True)
class Addition:
    """Something that was added to a signed note: an addendum, or what the client said about it."""

    id: UUID
    kind: str
    """addendum or client_text."""
    heading: str
    text: str
    signed: str


@dataclass(frozen=True)
class Copy:
    """A signed note in parts, in plain wording, as another record system takes it. It names no client."""

    title: str
    day: date
    happened: str
    happened_at: datetime
    channel: str
    """in_person, online or phone."""
    late: bool
    sections: list[tuple[str, str]]
    policy: str
    signed: str
    additions: list[Addition]

    def as_text(self) -> str:
        """The whole of it."""
        head = [f"{self.title}, {self.happened}", "Late entry." if self.late else ""]
        added = [f"{one.heading}:\n{one.text}" for one in self.additions]
        return formats.as_text(head, self.sections, [self.policy, self.signed, *added])


def to_copy(run_in: RunIn, added: "Sequence[Addendum | ClientText]", how: formats.Format) -> Copy:
    """A signed note in one format, with what stands below and beside it. Raises KeyDestroyed."""
    zone = run_in.practice.time_zone
    version = run_in.policy_version
    return Copy(
        title="Incidental encounter",
        day=run_in.happened_at.astimezone(ZoneInfo(zone)).date(),
        happened=_told(run_in.happened_at, zone) + (", an estimate" if run_in.happened_approximately else ""),
        happened_at=run_in.happened_at,
        channel=rules.channel(run_in.noted),
        late=run_in.is_late,
        sections=formats.rendered(how, run_in.noted, _record_signed(run_in)),
        policy=f"Policy in force: {f'version {version.number}' if version else 'none published'}.",
        signed=f"Signed by {run_in.signed_name}, {_told(run_in.signed_at, zone)}.",
        additions=[_addition(one, zone) for one in added],
    )


def in_turn(addenda: list[Addendum], texts: list[ClientText]) -> list[Addendum | ClientText]:
    """Addenda, then what the client said, each request followed by its answer."""
    answers = {row.of_id: row for row in texts if row.of_id}
    found: list[Addendum | ClientText] = [*addenda]
    for row in texts:
        if row.of_id is None:
            found += [row, answers[row.pk]] if row.pk in answers else [row]
    return found


def _addition(row: Addendum | ClientText, zone: str) -> Addition:
    signed = f"Signed by {row.signed_name}, {_told(row.signed_at, zone)}."
    if isinstance(row, Addendum):
        heading = f"Addendum {row.number}, {_told(row.signed_at, zone)}, {row.signed_name}"
        return Addition(row.pk, "addendum", heading, str(row.text), signed)
    heading = wording.BESIDE[row.decision or row.kind]
    told = heading if row.of_id else f"{heading}, {row.given_on.isoformat()}"
    return Addition(row.pk, "client_text", told, str(row.text), signed)


def _told(at: datetime | None, zone: str) -> str:
    return f"{at.astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M} ({zone})" if at else ""


def on_paper(member: "Member", run_in: RunIn, how: formats.Format) -> dict[str, Any]:
    """The same for print: every question, in the record's own words, with the client's name, the texts as `how`."""
    facts = [(label, words) for label, words in _record_signed(run_in)]
    version = run_in.policy_version
    facts.append(("Policy in force", f"Version {version.number}" if version else "None published"))
    client = run_in.client
    return of(member, run_in) | {
        "printed_facts": facts,
        "format": how,
        "sections": formats.rendered(how, run_in.noted),
        "client_printed": client.legal_name if client else "",
    }


def _added(row: Addendum) -> Added:
    words = next((one.printed for one in questions.REASONS_TO_ADD if one.value == row.reason), row.reason)
    return Added(row.number, row.text, words, row.signed_at, row.signed_name)


def _beside(rows: list[ClientText]) -> list[Beside]:
    """The client's words in their order, each request with its answer."""
    answers = {row.of_id: _said(row) for row in rows if row.of_id}
    return [_said(row, answers.get(row.pk)) for row in rows if row.of_id is None]


def _said(row: ClientText, answer: Beside | None = None) -> Beside:
    heading = wording.BESIDE[row.decision or row.kind]
    return Beside(row.pk, row.number, row.kind, heading, row.text, row.given_on, row.signed_at, row.signed_name, answer)


def seal(run_in: RunIn, addenda: list[Addendum], lines: "list[Entry]", beside: "Sequence[ClientText]" = ()) -> Seal:
    """Compare the columns with the signed texts, and those with what the ledger committed to."""
    by_row = {line.about: line for line in lines if line.what in _SIGNED}
    entry = by_row.get(run_in.pk)
    broken = _broken(run_in, entry) or _broken_addendum(run_in, addenda, by_row)
    broken = broken or _broken_beside(run_in, beside, by_row)
    committed = str(entry.document["commitment"] or "") if entry else ""
    place = f"{entry.seq} of {entries.end(run_in.practice_id)[0]}" if entry else ""
    return Seal(not broken, broken, wording.grouped(committed), place, len(addenda), len(beside))


_BESIDE = ("document.account.attached", "document.amendment.asked", "document.amendment.answered")
_SIGNED = ("document.note.signed", "document.addendum.signed", *_BESIDE)


def _broken(run_in: RunIn, entry: "Entry | None") -> str:
    signed_text = str(run_in.signed_text)
    if entry is None:
        return "The ledger has no entry for this signature."
    if not ledger.verify_content(entry, signed_text):
        return f"The signed text is not the one that entry {entry.seq} of the ledger committed to."
    document = rules.signed_document(run_in.noted, signing_of(run_in), _record_signed(run_in))
    return "" if ledger.canonical(document) == signed_text else "What is shown is not what was signed."


def _broken_addendum(run_in: RunIn, addenda: list[Addendum], by_row: "dict[Any, Entry]") -> str:
    of_sha256 = rules.sha256(str(run_in.signed_text))
    for number, row in enumerate(addenda, start=1):
        entry = by_row.get(row.pk)
        if entry is None or row.number != number:
            return f"Addendum {number} is missing, in the file or in the ledger."
        document = rules.addendum_document(
            run_in=str(run_in.pk),
            of_sha256=of_sha256,
            number=row.number,
            reason=row.reason,
            text=row.text,
            signature=rules.signature(row.signed_name, row.signed_factor, utc(row.signed_at)),
        )
        if ledger.canonical(document) != row.signed_text or not ledger.verify_content(entry, row.signed_text):
            return f"Addendum {number} is not as it was signed."
    missing = [line for line in by_row.values() if line.what == _SIGNED[1]]
    return "An addendum that was signed is missing." if len(missing) > len(addenda) else ""


def client_text_document(run_in: RunIn, row: ClientText) -> dict[str, Any]:
    """What is signed when the client's words, or the answer to them, are put beside a note."""
    return rules.client_text_document(
        run_in=str(run_in.pk),
        of_sha256=rules.sha256(str(run_in.signed_text)),
        number=row.number,
        kind=row.kind,
        answers=str(row.of_id or ""),
        decision=row.decision,
        given_on=row.given_on.isoformat(),
        text=str(row.text),
        signature=rules.signature(row.signed_name, row.signed_factor, utc(row.signed_at)),
    )


def _broken_beside(run_in: RunIn, rows: "Sequence[ClientText]", by_row: "dict[Any, Entry]") -> str:
    for number, row in enumerate(rows, start=1):
        entry = by_row.get(row.pk)
        if entry is None or row.number != number:
            return "Something that stood beside this note is missing, in the file or in the ledger."
        signed = ledger.canonical(client_text_document(run_in, row))
        if signed != row.signed_text or not ledger.verify_content(entry, signed):
            return "What stands beside this note is not as it was signed."
    signed_ones = [line for line in by_row.values() if line.what in _BESIDE]
    return "Something that stood beside this note is missing." if len(signed_ones) > len(rows) else ""


def _record_signed(run_in: RunIn) -> list[list[str]]:
    """The answers in the very words that were signed."""
    record: list[list[str]] = json.loads(str(run_in.signed_text))["record"]
    return record


def answers_signed(run_in: RunIn) -> list[list[str]]:
    """The answers of a signed note as [label, words], as they were signed. Raises KeyDestroyed."""
    return _record_signed(run_in)


def signing_of(run_in: RunIn) -> rules.Signing:
    """Under what the note was signed, read back from its columns."""
    assert run_in.signed_at is not None  # asked of signed notes only
    return signing(run_in, run_in.policy_version, run_in.signed_name, run_in.signed_factor, run_in.signed_at)


def signing(run_in: RunIn, version: "Version | None", name: str, factor: str, signed_at: datetime) -> rules.Signing:
    """Under what a note is signed: its ids, its clocks, the policy, and who signs how and when."""
    return rules.Signing(
        run_in=str(run_in.pk),
        client=str(run_in.client_id),
        happened_at=utc(run_in.happened_at),
        approximate=run_in.happened_approximately,
        captured_at=utc(run_in.captured_at) if run_in.captured_at else "",
        received_at=utc(run_in.received_at),
        late=run_in.is_late,
        policy_version=version.number if version else None,
        policy_hash=version.text_hash if version else "",
        name=name,
        factor=factor,
        at=utc(signed_at),
    )


def utc(at: datetime) -> str:
    """ISO 8601 in UTC with microseconds, as it stands in signed texts."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")
