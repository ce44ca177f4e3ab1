"""Reads of sealed evidence, and of everything that stands in it."""

from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import QuerySet

from waveback.ground.ledger import queries as ledger
from waveback.ground.vault import KeyDestroyed
from waveback.people import queries as people
from waveback.steps.client_leads import queries as client_leads
from waveback.steps.discussion import rules
from waveback.steps.discussion.models import Acknowledgement, Copy, Evidence, GreetFirst, Scan
from waveback.steps.discussion.queries.answers import answered, greet_firsts, withdrawals
from waveback.steps.discussion.queries.standing import NotFound, acknowledgements
from waveback.steps.discussion.queries.talking import drawing
from waveback.steps.policy import translation

if TYPE_CHECKING:
    from waveback.people.models import Client, Member

Signed = Acknowledgement | GreetFirst
Rows = list[list[str]]


def copies(member: "Member", client: "Client", answer: Acknowledgement) -> QuerySet[Copy]:
    """The copies of one answer that came into the client's hands, oldest first."""
    found = Copy.objects.filter(practice_id=member.practice_id, client_id=client.pk, acknowledgement=answer)
    return found.order_by("on", "recorded_at")


@dataclass(frozen=True)
class ToldEvidence:
    """A sealed file as the page lists it; without its hash once the file's key is gone."""

    row: Evidence
    sha256: str = ""
    kilobytes: int = 0
    erased: bool = False
    checked: str = ""
    """What checking its seal came to: intact, broken, foreign; "" where nobody asked."""

    @property
    def title(self) -> str:
        return rules.EVIDENCE_KINDS[self.row.kind]

    @property
    def said(self) -> str:
        told = {"intact": rules.INTACT, "broken": rules.BROKEN, "foreign": rules.FOREIGN}
        return told.get(self.checked, "")


def _files(member: "Member", client: "Client") -> QuerySet[Evidence]:
    found = Evidence.objects.filter(practice_id=member.practice_id, client_id=client.pk)
    return found.select_related("made_by").order_by("kind", "turn")


def _of(member: "Member", client: "Client", about: Signed) -> QuerySet[Evidence]:
    field = "acknowledgement" if isinstance(about, Acknowledgement) else "greet_first"
    return _files(member, client).filter(**{field: about})


def evidence(member: "Member", client: "Client", evidence_id: UUID) -> Evidence:
    """One sealed file with its bytes. Raises NotFound."""
    found = _files(member, client).filter(pk=evidence_id).first()
    if found is None:
        raise NotFound
    return found


def signed_thing(member: "Member", client: "Client", about_id: UUID) -> Signed:
    """The answer, or the written word about a greeting, with this id. Raises NotFound."""
    answer = acknowledgements(member, client).filter(pk=about_id).first()
    found: list[Signed] = [answer] if answer else list(greet_firsts(member, client, pk=about_id))
    if not found:
        raise NotFound
    return found[0]


def everything_signed(member: "Member", client: "Client") -> list[Signed]:
    """All that evidence is made of in this file, oldest first."""
    rows: list[Signed] = [*acknowledgements(member, client), *greet_firsts(member, client)]
    return sorted(rows, key=lambda row: (row.recorded_at, str(row.pk)))


def evidence_beside(
    member: "Member", client: "Client", about: Signed, checked: tuple[UUID, str] | None = None
) -> list[ToldEvidence]:
    """The sealed files beside one answer: the answer itself, then its evidence, oldest first. Reads no file."""
    return [_told(row, checked) for row in _of(member, client, about).defer("content")]


def evidence_of_greet_firsts(
    member: "Member", client: "Client", checked: tuple[UUID, str] | None = None
) -> dict[UUID, list[ToldEvidence]]:
    found: dict[UUID, list[ToldEvidence]] = {}
    for row in _files(member, client).filter(greet_first__isnull=False).defer("content"):
        assert row.greet_first_id
        found.setdefault(row.greet_first_id, []).append(_told(row, checked))
    return found


def _told(row: Evidence, checked: tuple[UUID, str] | None) -> ToldEvidence:
    try:
        covers = row.covers
    except KeyDestroyed:
        return ToldEvidence(row, erased=True)
    came_to = checked[1] if checked and checked[0] == row.pk else ""
    return ToldEvidence(row, covers["sha256"], -(-covers["size"] // 1024), checked=came_to)


def all_evidence(member: "Member", client: "Client") -> QuerySet[Evidence]:
    """Every sealed file of this client, for a record that is handed out."""
    return _files(member, client)


def newest_turns(member: "Member", client: "Client", about: Signed) -> dict[str, tuple[int, dict[str, Any]]]:
    """By kind: the number of the newest file, and what it covers. Raises KeyDestroyed."""
    return {row.kind: (row.turn, row.covers) for row in _of(member, client, about).defer("content")}


def happened_since(member: "Member", client: "Client", about: Signed) -> dict[str, Any]:
    """What came after the signature: a newer file is due when this is not what the newest one covers."""
    field = "acknowledgement" if isinstance(about, Acknowledgement) else "greet_first"
    scans = Scan.objects.filter(practice_id=member.practice_id, client_id=client.pk, **{field: about})
    told: dict[str, Any] = {
        "withdrawn": "",
        "superseded": "",
        "copies": [],
        "scans": [[str(scan.pk), scan.wrong_at is not None] for scan in scans.order_by("kept_at", "id")],
    }
    if isinstance(about, GreetFirst):
        held = client_leads.greet_first(member, client)
        ended = held is None or held.evidence != about.pk
        return told | {"withdrawn": "ended" if ended else ""}
    later = next(one for one in answered(member, client) if one.row.pk == about.pk)
    return told | {
        "withdrawn": str(later.withdrawal.pk) if later.withdrawal else "",
        "superseded": str(later.superseded_by.pk) if later.superseded_by else "",
        "copies": [str(copy.pk) for copy in copies(member, client, about)],
    }


def covered(newest: "dict[str, tuple[int, dict[str, Any]]]", since: dict[str, Any]) -> bool:
    """Whether the newest file holds all that happened."""
    if set(newest) != set(rules.EVIDENCE_KINDS):
        return False
    _, covers = newest[rules.EVIDENCE]
    return all(covers.get(name) == value for name, value in since.items())


def evidence_is_due(member: "Member", client: "Client", about: Signed) -> bool:
    """Raises KeyDestroyed."""
    return not covered(newest_turns(member, client, about), happened_since(member, client, about))


# What stands in the documents


@dataclass(frozen=True)
class Facts:
    """A document's facts: chapters of label and value, and the exact texts that go with it as files."""

    title: str
    summary: str
    chapters: list[tuple[str, Rows]]
    drawing: str
    texts: dict[str, str]


def evidence_facts(
    member: "Member", client: "Client", about: Signed, *, turn: int, checkpoint: dict[str, Any], now: datetime
) -> Facts:
    """Everything that the evidence of one signature says. Raises KeyDestroyed."""
    signature = about.signature or {}
    how = signature.get("how") or {}
    answer = about if isinstance(about, Acknowledgement) else None
    told = answer.told if answer else "Wants to be greeted first"
    texts = {"shown.txt": about.text} | ({"read-back.txt": answer.read_back} if answer else {})
    chapters = [
        ("What was shown", _shown(about, answer)),
        ("Agreeing to sign on a screen", _agreed(about, signature, how)),
        ("The signature", _signature(about, answer, signature, how, told)),
        ("When", _when(member, about, answer, how)),
        ("Who, and on what", _who(member, about, signature, how)),
        ("The copy", _copies(member, client, answer, how)),
        ("What came afterwards", _afterwards(member, client, about, now)),
        ("Where it stands in the ledger", _ledger(member, client, about, checkpoint)),
        ("Evidence made before this one", _earlier(member, client, about, turn)),
    ]
    return Facts(
        title=rules.EVIDENCE_KINDS[rules.EVIDENCE],
        summary=f"{told}. Evidence {turn} of this signature.",
        chapters=[(heading, rows) for heading, rows in chapters if rows],
        drawing=drawing(signature.get("strokes")),
        texts=texts,
    )


def _hash(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def _shown(about: Signed, answer: Acknowledgement | None) -> Rows:
    rows = [
        ["Document", "What we do if we run into each other" if answer else "Being greeted first"],
        ["Version of the policy", str(about.version.number)],
        ["Language", f"{translation.name_of(about.language)} ({about.language})"],
        ["Exact text", f"{len(about.text.encode()):,} bytes, attached to this file as shown.txt"],
        ["SHA-256 of that text", _hash(about.text)],
    ]
    if answer:
        kind = "Chosen on the paper" if answer.way == rules.PAPER else "Read back before the answer"
        rows += [
            [kind, f"{len(answer.read_back.encode()):,} bytes, attached to this file as read-back.txt"],
            ["SHA-256 of what was read back", _hash(answer.read_back)],
        ]
    return rows


def _agreed(about: Signed, signature: dict[str, Any], how: dict[str, Any]) -> Rows:
    if about.way == rules.PAPER:
        return [["Not needed", "It was signed on paper."], ["How it can be taken back", rules.WITHDRAW]]
    if about.way == rules.SPOKEN:
        return [["Not needed", "It was said aloud; nothing was signed."], ["How it can be taken back", rules.WITHDRAW]]
    opened = rules.OPENED.format(code=how["opened"]) if how.get("opened") else rules.NOT_NOTED
    return [
        ["Consent", signature.get("consent") or rules.NOT_NOTED],
        ["That it could be opened there", opened],
        ["Paper as another way", rules.PAPER_OFFERED if how.get("paper_offered") else rules.NOT_NOTED],
        ["How it can be taken back", rules.WITHDRAW],
    ]


def _signature(
    about: Signed, answer: Acknowledgement | None, signature: dict[str, Any], how: dict[str, Any], told: str
) -> Rows:
    further = (answer.further if answer else signature) or {}
    signer = answer.signer if answer else signature.get("signer", rules.SELF)
    paper = further.get("paper") or {}
    ways = {
        rules.TYPED: "Name typed on the screen",
        rules.DRAWN: "Drawn by hand on the screen, and name typed",
        rules.PAPER: "By hand, on paper",
        rules.SPOKEN: "Said aloud",
    }
    by_guardian = signer in (rules.GUARDIAN, rules.BOTH)
    rows = [
        ["Answer", told],
        ["What it means", signature.get("meaning") or "They want to be greeted first, as the text shown says."],
        ["What they did", how.get("intent") or _intent(about)],
        ["Way", ways[about.way]],
        ["Name signed by the guardian" if by_guardian else "Name signed", signature.get("typed", "")],
        ["Name of the young person, as signed", further.get("minor_name", "")],
        ["The young person’s own word", rules.ASSENT_TOLD.get(further.get("assent", ""), "")],
        ["Why they were not asked", further.get("assent_because", "")],
        ["Said by", signature.get("said_by", "")],
        ["In the presence of", signature.get("presence", "")],
        ["For" if by_guardian else "Printed name", signature.get("printed_name", "")],
        ["Where the paper is kept", paper.get("kept", "")],
    ]
    return [row for row in rows if row[1]]


def _intent(about: Signed) -> str:
    if about.way == rules.PAPER:
        return rules.INTENT_PAPER
    if about.way == rules.SPOKEN:
        return rules.INTENT_SPOKEN
    return rules.INTENT if isinstance(about, Acknowledgement) else rules.INTENT_GREETING


def _when(member: "Member", about: Signed, answer: Acknowledgement | None, how: dict[str, Any]) -> Rows:
    zone = how.get("time_zone") or member.practice.time_zone
    if answer is None or about.way == rules.PAPER:
        on = people.practice_time(member.practice, answer.given_at).date() if answer else about.on  # type: ignore[union-attr]
        given = [["Signed on", f"{on:%-d %B %Y} (the day; no hour was noted)"]]
    else:
        given = [
            ["Given", utc(answer.given_at)],
            [
                "There, by the practice’s clock",
                f"{people.practice_time(member.practice, answer.given_at):%-d %B %Y, %H:%M:%S}",
            ],
        ]
    return [*given, ["Recorded", utc(about.recorded_at)], ["Time zone of the practice", zone]]


def _who(member: "Member", about: Signed, signature: dict[str, Any], how: dict[str, Any]) -> Rows:
    rows = [
        ["How it was known who signed", signature.get("identity", "")],
        ["How that was checked", rules.IDENTITY_CHECKS.get(how.get("checked", ""), rules.NOT_NOTED)],
        ["Recorded by", about.recorded_by.printed_name],
        ["How the therapist had signed in", about.factor],
    ]
    if about.way != rules.PAPER:
        rows.append(["Device", rules.DEVICES.get(how.get("device", ""), rules.NOT_NOTED)])
        rows.append(["Browser", how.get("browser") or rules.NOT_NOTED])
    return rows


def _copies(member: "Member", client: "Client", answer: Acknowledgement | None, how: dict[str, Any]) -> Rows:
    said = rules.COPIES.get(how.get("copy", ""), rules.NOT_NOTED)
    rows = [["Said at signing", said]]
    if answer:
        rows += [
            ["Handed over", f"{rules.HANDED[copy.how]}, {copy.on:%-d %B %Y}"] for copy in copies(member, client, answer)
        ]
    return rows


def _afterwards(member: "Member", client: "Client", about: Signed, now: datetime) -> Rows:
    since = happened_since(member, client, about)
    rows: Rows = []
    if isinstance(about, Acknowledgement):
        taken_back = withdrawals(member, client).get(about.pk)
        if taken_back:
            rows.append(["Withdrawn", f"From {taken_back.on:%-d %B %Y}; recorded {utc(taken_back.recorded_at)}"])
        if since["superseded"]:
            newer = acknowledgements(member, client).get(pk=since["superseded"])
            rows.append(["Superseded", f"By a newer answer, recorded {utc(newer.recorded_at)}"])
    elif since["withdrawn"]:
        rows.append(["Withdrawn", "It was ended, and holds no more."])
    field = "acknowledgement" if isinstance(about, Acknowledgement) else "greet_first"
    mine = Scan.objects.filter(practice_id=member.practice_id, client_id=client.pk, **{field: about})
    for scan in mine.select_related("packet").order_by("kept_at", "id"):
        code = f", packet {scan.packet.printed_code}" if scan.packet else ""
        wrong = " Marked as wrong." if scan.wrong_at else ""
        rows.append(["Scan of the paper", f"{scan.pages} page(s), added {utc(scan.kept_at)}{code}.{wrong}"])
        rows += [[f"SHA-256 of page {n}", digest] for n, digest in enumerate(scan.about["sha256"], 1)]
    return rows or [["Nothing", f"Up to {utc(now)}: not withdrawn, not superseded, no scan added."]]


def _ledger(member: "Member", client: "Client", about: Signed, checkpoint: dict[str, Any]) -> Rows:
    what = "discussion.acknowledged" if isinstance(about, Acknowledgement) else "discussion.greet_first.signed"
    lines = ledger.client_entries(member.practice_id, client.pk).filter(what=what)
    line = next((one for one in lines if one.about == about.pk), None)
    rows: Rows = []
    if line:
        rows = [
            ["Entry", f"{line.seq} of the practice, {line.client_seq} of this file, at {line.at}"],
            ["Hash of the entry", line.hash],
        ]
    return [
        *rows,
        ["Checkpoint", f"Entry {checkpoint['seq']}, at {checkpoint['at']}, key {checkpoint['key']}"],
        ["Hash at the checkpoint", checkpoint["hash"]],
        ["Signature of the checkpoint (Ed25519)", checkpoint["signature"]],
    ]


def _earlier(member: "Member", client: "Client", about: Signed, turn: int) -> Rows:
    rows = _of(member, client, about).defer("content")
    return [
        [
            "The answer as a sealed PDF" if row.kind == rules.ANSWER else f"Evidence {row.turn}",
            f"{utc(row.made_at)}, SHA-256 {row.covers['sha256']}",
        ]
        for row in rows
        if row.kind == rules.ANSWER or row.turn < turn
    ]


def utc(at: datetime) -> str:
    return f"{at.astimezone(UTC):%-d %B %Y, %H:%M:%S} UTC"


def answer_facts(member: "Member", client: "Client", about: Signed) -> Facts:
    """The answer itself, as it is sealed: what was shown, what was chosen, what was said and signed."""
    signature = about.signature or {}
    answer = about if isinstance(about, Acknowledgement) else None
    told = answer.told if answer else "Wants to be greeted first"
    how = signature.get("how") or {}
    texts = {"The text that was shown": about.text}
    if answer:
        further = answer.further or {}
        texts |= {
            "Chosen on paper" if answer.way == rules.PAPER else "Read back": answer.read_back,
            "They asked": answer.questions,
            "What was said to that": further.get("agreed") or "",
            "In their own words": answer.teach_back,
            "Notice": further.get("notice") or "",
        }
    chapters = [
        ("The signature", _signature(about, answer, signature, how, told)),
        ("When", _when(member, about, answer, how)),
    ]
    return Facts(
        title=told,
        summary=f"Version {about.version.number} of what we do if we run into each other.",
        chapters=chapters,
        drawing=drawing(signature.get("strokes")),
        texts={heading: text for heading, text in texts.items() if text},
    )
