"""What goes into a client's record when it leaves the house: the rooms' facts, chosen, covered, and tied to the ledger.

Process notes, rehearsals, drafts and how at ease the therapist was are never asked for, so they cannot be in it.
"""

import hashlib
import hmac
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from waveback.exchange import covering
from waveback.exchange.covering import Cover
from waveback.exchange.models import Disclosure, ExportDraft
from waveback.ground import ledger, vault
from waveback.ground.ledger import queries as chain
from waveback.ground.ledger import rules as format_of_ledger
from waveback.people import queries as people
from waveback.steps.boundaries import queries as boundaries
from waveback.steps.client_leads import queries as client_leads
from waveback.steps.discussion import queries as discussion
from waveback.steps.document import for_record as document
from waveback.steps.policy import queries as policy
from waveback.steps.revisit import queries as revisit

if TYPE_CHECKING:
    from waveback.ground.ledger.models import Entry
    from waveback.people.models import Client, Member

PARTS: Final = {
    "about": "Names, contact and sessions",
    "agreements": "The policy and what was answered to it",
    "wishes": "Wishes, with their history",
    "plans": "Plans for places where both go",
    "encounters": "Incidental encounters, with addenda and the client’s own words",
    "revisits": "Talks about them, and topics",
    "disclosures": "To whom the record was handed before",
}
"""What can be chosen, in the order in which it stands."""

SIGNED: Final = frozenset(
    {
        "document.note.signed",
        "document.addendum.signed",
        "document.account.attached",
        "document.amendment.asked",
        "document.amendment.answered",
        "revisit.signed",
        "discussion.acknowledged",
        "discussion.greet_first.signed",
    }
)
"""What somebody signed: if the text that is kept is another one, nothing leaves the house."""


class NotAsSigned(Exception):
    """A kept text is not the one that the ledger committed to; `.number` is the entry's in the client's chain."""

    def __init__(self, number: int) -> None:
        super().__init__("a signed text is not the one that was signed")
        self.number = number


class ChangedMeanwhile(Exception):
    """The file went on changing while its record was put together."""


@dataclass(frozen=True)
class Chosen:
    """Which part of the record. since, until: days, both included. in_error: notes entered in error too."""

    since: date | None = None
    until: date | None = None
    parts: tuple[str, ...] = tuple(PARTS)
    in_error: bool = False

    def as_dict(self) -> dict[str, Any]:
        """As the manifest says it."""
        return {
            "from": self.since.isoformat() if self.since else None,
            "until": self.until.isoformat() if self.until else None,
            "parts": list(self.parts),
            "in_error": self.in_error,
        }


def chosen(told: Mapping[str, Any]) -> Chosen:
    """Read back from `as_dict`."""
    since, until = (date.fromisoformat(told[name]) if told[name] else None for name in ("from", "until"))
    return Chosen(since, until, tuple(told["parts"]), bool(told["in_error"]))


@dataclass(frozen=True)
class Item:
    """One thing in the record, as a room told it. covered: how many passages of it are covered."""

    id: str
    part: str
    kind: str
    title: str
    at: str
    facts: dict[str, Any]
    texts: list[list[str]]
    signed: dict[str, str] | None = None
    of: str | None = None
    in_error: bool = False
    covered: int = 0
    entries: tuple[int, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        return {
            "id": self.id, "part": self.part, "kind": self.kind, "title": self.title, "at": self.at,
            "facts": self.facts, "texts": self.texts, "signed": self.signed, "of": self.of,
            "in_error": self.in_error, "covered": self.covered, "entries": list(self.entries),
        }  # fmt: skip


@dataclass(frozen=True)
class Commit:
    """A text to which an entry of the ledger may have committed, and the item whose it is."""

    content: str | None
    item: str


@dataclass(frozen=True)
class Composed:
    """The record as it would leave: items in order, lines of the chain, and what is not in it."""

    items: list[Item]
    lines: list[dict[str, Any]]
    head: tuple[UUID, int, str]
    left_out: list[str]
    passages: int
    covered_items: int


@dataclass
class _File:
    """Everything that there is, before anything is chosen."""

    items: list[Item] = field(default_factory=list)
    commits: dict[tuple[str, str | None], list[Commit]] = field(default_factory=dict)
    unsigned: int = 0


def compose(member: "Member", client: "Client", chosen: Chosen, covers: Sequence[Cover]) -> Composed:
    """The record as chosen and covered. Raises KeyDestroyed, NotAsSigned, ChangedMeanwhile, chain.EmptyLedger."""
    for _ in range(3):
        pseudonym, (count, end) = chain.client_end(member.practice_id, client.pk)
        whole = _whole(member, client)
        entries = list(chain.client_entries(member.practice_id, client.pk).filter(client_seq__lte=count))
        if chain.client_end(member.practice_id, client.pk)[1] == (count, end):
            break
    else:
        raise ChangedMeanwhile
    wanted, left_out = _selected(member, whole, chosen)
    items = [_covered(one, covers) for one in wanted]
    linked = _linked(whole, entries)
    items = [replace(one, entries=tuple(sorted(linked.get(one.id, ())))) for one in items]
    lines = _lines(client, whole, entries, {one.id: one for one in items}, covers)
    hit = [one for one in items if one.covered]
    return Composed(items, lines, (pseudonym, count, end), left_out, sum(one.covered for one in hit), len(hit))


def texts(member: "Member", client: "Client", chosen: Chosen) -> list[Item]:
    """What would leave the house, uncovered, for looking at it before. Raises KeyDestroyed."""
    return _selected(member, _whole(member, client), chosen)[0]


def as_shown(one: Item, covers: Sequence[Cover]) -> Item:
    """The item as it would leave, covered."""
    return _covered(one, covers)


def covered_places(items: Iterable[Item], covers: Sequence[Cover]) -> int:
    return sum(_covered(one, covers).covered for one in items)


# What there is


def _whole(member: "Member", client: "Client") -> _File:
    found = _File()
    about = people.for_record(member, client)
    said = discussion.for_record(member, client)
    wished = client_leads.for_record(member, client)
    talked = revisit.for_record(member, client)
    met = document.for_record(member, client)
    _take(found, "about", about["file"], about["sessions"])
    _take(found, "agreements", policy.for_record(member, client)["policies"], *said.values())
    _take(found, "wishes", wished["wishes"], wished["greet_first"])
    _take(found, "plans", boundaries.for_record(member, client)["plans"])
    _take(found, "encounters", met["encounters"])
    _take(found, "revisits", *(talked[name] for name in ("revisits", "topics", "topic_entries", "repeats")))
    _take(found, "disclosures", [for_record(member, row) for row in disclosures(member, client)])
    found.unsigned = met["unsigned"] + talked["unsigned"]
    return found


def _take(found: _File, part: str, *groups: Iterable[Mapping[str, Any]]) -> None:
    for group in groups:
        for told in group:
            found.items.append(
                Item(
                    id=told["id"],
                    part=part,
                    kind=told["kind"],
                    title=told["title"],
                    at=told["at"],
                    facts=dict(told["facts"]),
                    texts=[list(pair) for pair in told["texts"]],
                    signed=told.get("signed"),
                    of=told.get("of"),
                    in_error=bool(told.get("in_error")),
                )
            )
            for commit in told["commits"]:
                key = (commit["what"], commit["about"])
                found.commits.setdefault(key, []).append(Commit(commit["content"], told["id"]))


# What is chosen


def _selected(member: "Member", whole: _File, chosen: Chosen) -> tuple[list[Item], list[str]]:
    since, until = _span(member, chosen)
    inside = {one.id for one in whole.items if people.within(datetime.fromisoformat(one.at), since, until)}
    policies = _in_force(whole, since, until)

    def is_in_range(one: Item) -> bool:
        if one.kind == "file":
            return True
        if one.kind == "policy":
            return one.id in policies
        if one.part == "encounters" and one.of:
            return one.of in inside  # a note never leaves without what was added to it
        return one.id in inside or (one.of is not None and one.of in inside)

    asked = [one for one in whole.items if one.part in chosen.parts]
    ranged = [one for one in asked if is_in_range(one)]
    kept = [one for one in ranged if chosen.in_error or not one.in_error]
    order = {part: number for number, part in enumerate(PARTS)}
    kept.sort(key=lambda one: order[one.part])  # stable: within a part as the room told it
    notes = sum(one.kind == "incidental encounter" for one in ranged) - sum(
        one.kind == "incidental encounter" for one in kept
    )
    return kept, _left_out(whole, chosen, notes, before=len(asked) - len(ranged))


def _in_force(whole: _File, since: datetime | None, until: datetime | None) -> set[str]:
    """The versions that were in force in the span: those published in it, and the last one before it."""
    versions = [(datetime.fromisoformat(one.at), one.id) for one in whole.items if one.kind == "policy"]
    found = {id for at, id in versions if people.within(at, since, until)}
    before = [(at, id) for at, id in versions if since is not None and at < since]
    return found | ({max(before)[1]} if before else set())


def _span(member: "Member", chosen: Chosen) -> tuple[datetime | None, datetime | None]:
    zone = ZoneInfo(member.practice.time_zone)
    since = datetime.combine(chosen.since, time(), zone) if chosen.since else None
    until = datetime.combine(chosen.until + timedelta(days=1), time(), zone) if chosen.until else None
    return since, until


NEVER: Final = (
    "The therapist’s process notes, rehearsals and own ease are kept apart from the record and are never part of it."
)


def _left_out(whole: _File, chosen: Chosen, in_error: int, before: int) -> list[str]:
    """What is not in it and why, in sentences."""
    told = []
    missing = [words for part, words in PARTS.items() if part not in chosen.parts]
    if missing:
        told.append(f"These parts were not asked for: {'; '.join(missing)}.")
    if before:
        told.append(f"{_many(before, 'thing lies', 'things lie')} outside the chosen days.")
    if in_error:
        many = _many(in_error, "note was entered in error and is", "notes were entered in error and are")
        told.append(f"{many} withheld, with all that was added to it.")
    if whole.unsigned:
        many = _many(whole.unsigned, "note or talk is not signed yet", "notes or talks are not signed yet")
        told.append(f"{many} and no part of the record.")
    return [*told, NEVER]


def _many(count: int, one: str, more: str) -> str:
    return f"{count} {one if count == 1 else more}"


def _covered(one: Item, covers: Sequence[Cover]) -> Item:
    mine = covering.of_item(covers, one.id)
    if not mine or one.kind == "policy":  # the policy is handed to everybody
        return one
    facts, _ = covering.in_value(one.facts, mine)
    texts, count = covering.in_value(one.texts, mine)
    return replace(one, facts=facts, texts=texts, covered=count)


# The chain


def _linked(whole: _File, entries: "Iterable[Entry]") -> dict[str, set[int]]:
    """The numbers of the entries that are about each item."""
    known = {one.id for one in whole.items}
    found: dict[str, set[int]] = {}
    for entry in entries:
        about = entry.document["about"]
        mine = {commit.item for commit in whole.commits.get((entry.what, about), ())}
        mine |= {about} if about in known else set()
        for item in mine:
            found.setdefault(item, set()).add(entry.client_seq or 0)
    return found


def _lines(
    client: "Client", whole: _File, entries: "Sequence[Entry]", items: Mapping[str, Item], covers: Sequence[Cover]
) -> list[dict[str, Any]]:
    """The lines of ledger/entries.jsonl: texts with their salts where they may be handed over, else why not."""
    by_id = {one.id: one for one in whole.items}
    lines: list[dict[str, Any]] = []
    kept_back: list[str] = []
    for entry in entries:
        line = {"body": entry.body, "content": None, "hash": entry.hash, "salt": None, "withheld": None}
        lines.append(line)
        committed = entry.document["commitment"]
        if committed is None or entry.salt is None:
            continue
        salt = _salt(client, entry)
        commit = _match(whole, entry, salt)
        if commit is None or commit.content is None:
            if commit is None and entry.what in SIGNED:
                raise NotAsSigned(entry.client_seq or 0)
            line["withheld"] = "not-kept"
            continue
        line["withheld"] = _why_withheld(commit, items.get(commit.item), by_id[commit.item], covers)
        if line["withheld"]:
            kept_back.append(_sha256(commit.content))
        else:
            line["content"], line["salt"] = commit.content, salt.hex()
    _withhold_what_names(lines, kept_back)
    return lines


def _salt(client: "Client", entry: "Entry") -> bytes:
    compartment = chain.compartment(entry.practice, client.pk)
    sealed = bytes(entry.salt or b"")
    return vault.open_bytes(compartment, table="ledger_entry", column="salt", row=entry.id, sealed=sealed)


def _match(whole: _File, entry: "Entry", salt: bytes) -> Commit | None:
    """The text that this entry committed to, among those that the rooms could tell."""
    for commit in whole.commits.get((entry.what, entry.document["about"]), ()):
        if commit.content is None:
            continue
        made = format_of_ledger.commitment(salt, commit.content)
        if hmac.compare_digest(made, entry.document["commitment"]):
            return commit
    return None


def _why_withheld(commit: Commit, item: Item | None, whole: Item, covers: Sequence[Cover]) -> str | None:
    if item is None:
        return "in-error" if whole.in_error else "not-chosen"
    mine = covering.of_item(covers, item.id)
    if item.covered or (mine and covering.stands_in(_plain(commit.content or ""), mine)):
        return "covered"
    return None


def _plain(content: str) -> str:
    """The content with the escapes of JSON undone, so that a passage with a quote or a line break is found."""
    return content.replace("\\n", "\n").replace("\\t", "\t").replace('\\"', '"').replace("\\\\", "\\")


def _withhold_what_names(lines: list[dict[str, Any]], kept_back: list[str]) -> None:
    """A text that holds the hash of one that is kept back would let it be guessed: so it is kept back as well."""
    while kept_back:
        named = kept_back.pop()
        for line in lines:
            if line["content"] is not None and named in line["content"]:
                kept_back.append(_sha256(line["content"]))
                line["content"] = line["salt"] = None
                line["withheld"] = "names-covered"


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


# Disclosures and drafts


def disclosures(member: "Member", client: "Client") -> list[Disclosure]:
    """To whom the record was handed, oldest first."""
    rows = Disclosure.objects.filter(practice_id=member.practice_id, client_id=client.pk)
    return list(rows.select_related("by").order_by("at", "id"))


def disclosure(member: "Member", client: "Client", id: UUID) -> Disclosure | None:
    """The disclosure that this draft has already become."""
    return Disclosure.objects.filter(practice_id=member.practice_id, client_id=client.pk, pk=id).first()


def committed(row: Disclosure) -> str:
    """What the ledger commits to: all but the passages that were covered."""
    told = {name: value for name, value in row.told.items() if name != "covers"}
    return ledger.canonical(told)


def for_record(member: "Member", row: Disclosure) -> dict[str, Any]:
    """An earlier disclosure, as the record tells it."""
    told = {name: value for name, value in row.told.items() if name != "covers"}
    return {
        "id": str(row.pk),
        "kind": "disclosure",
        "title": "The record was handed out",
        "at": people.in_zone(member, row.at),
        "facts": told,
        "texts": said(row),
        "commits": [{"what": "exchange.record.exported", "about": str(row.pk), "content": committed(row)}],
    }


def as_item(member: "Member", row: Disclosure) -> Item:
    told = for_record(member, row)
    return Item(told["id"], "disclosures", told["kind"], told["title"], told["at"], told["facts"], told["texts"])


def said(row: Disclosure) -> list[list[str]]:
    """A disclosure as labels and words. Raises KeyDestroyed."""
    told = row.told
    days = told["chosen"]
    span = f"{days['from'] or 'From the beginning'} to {days['until'] or 'the day it was made'}"
    parts = "; ".join(PARTS.get(part, part) for part in days["parts"])
    covered = told["covered"]
    texts = [["To whom", told["recipient"]], ["Why", told["purpose"]], ["Days", span], ["Parts", parts]]
    texts += [["Notes entered in error", "Included, because the law asked for them"]] if days["in_error"] else []
    texts += [["Covered passages", str(covered["passages"])]] if covered["passages"] else []
    return [*texts, ["SHA-256 of the bundle", told["sha256"]], ["Handed out by", row.by.printed_name]]


def draft(member: "Member", client: "Client", id: UUID) -> ExportDraft:
    """The member's own export that is being prepared. Raises people.NotFound."""
    found = _drafts(member, client).filter(pk=id).first()
    if found is None:
        raise people.NotFound
    return found


def prepared(member: "Member", client: "Client") -> ExportDraft | None:
    return _drafts(member, client).first()


def _drafts(member: "Member", client: "Client") -> Any:
    return ExportDraft.objects.filter(practice_id=member.practice_id, client_id=client.pk, member_id=member.pk)


def covered_before(member: "Member", client: "Client") -> list[Cover]:
    """What was covered when the record was handed out last: it is covered again, until somebody shows it."""
    rows = disclosures(member, client)
    return covering.kept(rows[-1].told.get("covers", [])) if rows else []
