"""Decisions about a run-in: its state, its four clocks, what it still lacks, and the text that is signed."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from waveback.steps.document import questions
from waveback.steps.document.questions import AT_FINISH

LATE_AFTER: Final = timedelta(hours=24)
CLOCKS_MAY_DIFFER: Final = timedelta(minutes=5)
LINE_LENGTH: Final = 500
TEXT_LENGTH: Final = 8000
REASON_LENGTH: Final = 1000
WHO_LENGTH: Final = 120

CAPTURED, DRAFTED, SIGNED, IN_ERROR = "captured", "drafted", "signed", "in_error"
MEANING: Final = "author"
"""What the signature means: this is my own record of what happened."""

Facts = Mapping[str, Any]

NOTE: Final = ("fact", "impact", "plan")
PLANNED: Final = ("rationale", "benefit", "consequences")
"""What a contact that was planned with a client has to say (ACA: boundary extension)."""
OPTIONAL: Final = ("quote", "affect", "risk_action", "consultation")
TEXTS: Final = ("line", *NOTE, *PLANNED, *OPTIONAL, "deviation_reason", "late_reason", "relevance")
"""The facts that are free text; every other fact is an answer to a question."""
CHECKED: Final = "note_check"
"""The fact that is no answer: which version of the note check was run over the text before it was signed."""


@dataclass(frozen=True)
class Missing:
    """What a note still lacks before it can be signed: the field, and the sentence beside it."""

    field: str
    sentence: str


def state(drafted_at: datetime | None, signed_at: datetime | None, in_error_at: datetime | None) -> str:
    """captured → drafted → signed; a signed note may then be entered in error."""
    if in_error_at:
        return IN_ERROR
    if signed_at:
        return SIGNED
    return DRAFTED if drafted_at else CAPTURED


def lies_ahead(happened_at: datetime, now: datetime) -> bool:
    """Whether it would happen only later; clocks of devices may run a few minutes ahead."""
    return happened_at > now + CLOCKS_MAY_DIFFER


def clock_says(offset: int | None) -> str:
    """What the note says of a phone's clock that was wrong; "" when it was right, or nobody knows.

    offset: seconds by which the server's clock was ahead of it.
    """
    if offset is None or abs(offset) <= CLOCKS_MAY_DIFFER.total_seconds():
        return ""
    minutes = round(abs(offset) / 60)
    hours, rest = divmod(minutes, 60)
    days, left = divmod(hours, 24)
    told = (
        f"{days} d {left} h" if days else f"{hours} h {rest} min" if hours and rest else f"{hours} h" if hours else ""
    )
    return f"the phone’s clock was {told or f'{minutes} min'} {'behind' if offset > 0 else 'ahead'}"


def is_late(happened_at: datetime, written_at: datetime) -> bool:
    """Whether it was first written down more than 24 hours after it happened, by the server's clock."""
    return written_at - happened_at > LATE_AFTER


AMBER_FROM: Final = 2
"""Days after which an unfinished note asks to be finished."""


def days_old(since: datetime, now: datetime) -> int:
    """Whole days between; an unfinished note turns amber from the second."""
    return max(0, (now - since).days)


def is_a_run_in(facts: Facts) -> bool:
    """Both knew, or the client probably did. If only the therapist noticed, it is none."""
    return facts.get("knew") in ("both", "they_probably")


def may_be_recorded(facts: Facts, unnoticed: str) -> bool:
    """Whether the record may be kept. `unnoticed`: clause 32 as chosen: "relevant", "always" or "never".

    By default a sighting that only the therapist noticed is recorded only with the reason why it matters.
    """
    if facts.get("knew") != "only_me" or unnoticed == "always":
        return True
    return unnoticed == "relevant" and bool(str(facts.get("relevance", "")).strip())


def missing(facts: Facts, *, has_client: bool, late: bool, unnoticed: str, has_policy: bool = True) -> list[Missing]:
    """What the note lacks before it can be signed, in the order of the page.

    has_policy: whether a policy was in force when it happened; otherwise nothing can deviate from it.
    """
    lacks = [] if has_client else [Missing("client", "Choose whose file this belongs to.")]
    asked = [q for q in AT_FINISH if q.needed and _applies(q.name, facts, has_policy)]
    lacks += [Missing(q.name, q.needed) for q in asked if not facts.get(q.name)]
    if facts.get("said") == "deferred" and not facts.get("phrase"):
        lacks.append(Missing("phrase", "Say which phrase you used, or “Other words”."))
    lacks += [Missing(name, sentence) for name, sentence in _texts_needed(facts, late) if _blank(facts, name)]
    if not may_be_recorded(facts, unnoticed):
        lacks.append(Missing("relevance", _WHY_KEEP[unnoticed]))
    return lacks


def channel(facts: Facts) -> str:
    """in_person, online or phone; "" where it was not said. Whoever chose the place “online” has said it."""
    return str(facts.get("channel") or ("online" if facts.get("place") == "online" else ""))


def likely_channel(facts: Facts) -> str:
    """What the form suggests: where a place was said in which people meet, they met there."""
    met_there = facts.get("place") not in (None, "", "online", "other")
    return channel(facts) or ("in_person" if met_there else "")


def does_not_apply(facts: Facts) -> frozenset[str]:
    """The questions that the way in which it happened leaves no sense in."""
    how = channel(facts)
    if how == "online":
        return questions.NOT_ONLINE
    return questions.ONLY_ONLINE | (questions.ONLY_IN_PERSON if how == "phone" else frozenset())


def _applies(name: str, facts: Facts, has_policy: bool) -> bool:
    if name in does_not_apply(facts) or (name == "channel" and channel(facts)):
        return False
    if name == "agreed":
        return facts.get("chance") == "planned"
    return has_policy or name != questions.DEVIATED.name


_WHY_KEEP: Final = {
    "relevant": "Your policy keeps no record when only you noticed. Say why it matters clinically, or discard this.",
    "never": "Your policy keeps no record when only you noticed. Discard this.",
}


def _texts_needed(facts: Facts, late: bool) -> list[tuple[str, str]]:
    needed = [
        ("fact", "Write what happened."),
        ("impact", "Write what it may have meant, or “nothing noticed”."),
        ("plan", "Write what you will do, or “offer once at the next session”."),
    ]
    if facts.get("agreed") == "yes":
        needed += [
            ("rationale", "Say why the contact was planned."),
            ("benefit", "Say what good it was expected to do."),
            ("consequences", "Say what could come of it, and how you would mend harm."),
        ]
    if facts.get("risk") == "yes":
        needed.append(("risk_action", "Say what was seen of the risk, and what you did."))
    if facts.get("deviated") == "yes":
        needed.append(("deviation_reason", "Say what was different from your policy, and why."))
    if late:
        needed.append(("late_reason", "This was written down more than a day later. Say why."))
    return needed


def _blank(facts: Facts, name: str) -> bool:
    return not str(facts.get(name, "")).strip()


def tidy(facts: Facts) -> dict[str, Any]:
    """The facts as they are kept: known names only, texts trimmed, what does not apply left out."""
    kept = {name: facts[name] for name in questions.QUESTIONS if facts.get(name)}
    kept |= {name: str(facts[name]).strip() for name in TEXTS if str(facts.get(name) or "").strip()}
    kept = {name: value for name, value in kept.items() if name not in _made_void(kept)}
    if channel(kept) == "online":
        kept |= {"channel": "online", "place": "online"}
    return kept


def _made_void(kept: Facts) -> set[str]:
    """What other answers have made void."""
    void = set(does_not_apply(kept)) - {"place"} if channel(kept) == "online" else set(does_not_apply(kept))
    if kept.get("place") == "online" and channel(kept) != "online":
        void.add("place")
    if kept.get("said") != "deferred":
        void.add("phrase")
    if kept.get("deviated") != "yes":
        void.add("deviation_reason")
    if kept.get("knew") != "only_me":
        void.add("relevance")
    if kept.get("risk") != "yes":
        void.add("risk_action")
    if not kept.get("consulted"):
        void.add("consultation")
    if kept.get("chance") != "planned":
        void |= {"agreed", *PLANNED}
    elif kept.get("agreed") != "yes":
        void |= set(PLANNED)
    return void


SHARED: Final = ("channel", "place", "i_with")
"""What two clients met in the same moment have in common and may both be told: the kind of place, and my own side."""


def for_another(facts: Facts, *, with_line: bool) -> dict[str, Any]:
    """What the record of a second client who was there begins with: nothing that tells of the first.

    with_line: the therapist has read the sentence and says that it names or tells nobody.
    """
    names = (*SHARED, "line") if with_line else SHARED
    return {name: facts[name] for name in names if facts.get(name)}


def minute(at: datetime) -> datetime:
    """The moment without its seconds: two records that shared them would show that they belong together."""
    return at.replace(second=0, microsecond=0)


def contradictions(facts: Facts) -> list[Missing]:
    """Answers that cannot both be true."""
    found = []
    for name, single, sentence in _STANDS_ALONE:
        if isinstance(chosen := facts.get(name), list) and single in chosen and len(chosen) > 1:
            found.append(Missing(name, sentence))
    return found


_STANDS_ALONE: Final = (
    ("they_with", "alone", "Choose “Alone”, or who was there, but not both."),
    ("led", "none", "Choose “Nothing”, or what they did, but not both."),
    ("responded", "none", "Choose “Nothing”, or what you did, but not both."),
)


@dataclass(frozen=True)
class Signing:
    """Everything under which a signature is put, as text: what is hashed, committed and printed."""

    run_in: str
    client: str
    happened_at: str
    approximate: bool
    captured_at: str
    received_at: str
    late: bool
    policy_version: int | None
    policy_hash: str
    name: str
    factor: str
    at: str


def signed_document(facts: Facts, signing: Signing, record: list[list[str]]) -> dict[str, Any]:
    """The record exactly as it is signed. Its canonical JSON is kept, committed to and never changed.

    facts: as they are kept; how they are shown, in which format, is no part of it.
    record: the answers in words, as [label, words] (wording.record).
    """
    return {
        "format": 1,
        "kind": "incidental encounter",
        "run_in": signing.run_in,
        "client": signing.client,
        "clocks": {
            "happened_at": signing.happened_at,
            "happened_approximately": signing.approximate,
            "captured_at": signing.captured_at,
            "received_at": signing.received_at,
            "late_entry": signing.late,
        },
        "policy": {"version": signing.policy_version, "sha256": signing.policy_hash},
        "facts": dict(facts),
        "record": record,
        "signature": signature(signing.name, signing.factor, signing.at),
    }


def signature(name: str, factor: str, at: str) -> dict[str, str]:
    """Who signed, with which factor, meaning what, and when (ISO 8601, UTC)."""
    return {"name": name, "factor": factor, "meaning": MEANING, "at": at}


def addendum_document(
    *, run_in: str, of_sha256: str, number: int, reason: str, text: str, signature: dict[str, str]
) -> dict[str, Any]:
    """An addendum exactly as it is signed; it names the note it belongs to by that note's hash."""
    return {
        "format": 1,
        "kind": "addendum",
        "run_in": run_in,
        "of_sha256": of_sha256,
        "number": number,
        "reason": reason,
        "text": text,
        "signature": signature,
    }


ACCOUNT, AMENDMENT, ANSWER = "account", "amendment", "answer"
"""What stands beside a signed note: the client's own telling, a correction they ask for, and what was decided."""


def client_text_document(
    *,
    run_in: str,
    of_sha256: str,
    number: int,
    kind: str,
    answers: str,
    decision: str,
    given_on: str,
    text: str,
    signature: dict[str, str],
) -> dict[str, Any]:
    """What the client said about a note, or the answer to it, exactly as it is signed.

    answers: the id of the request that it answers, or "". given_on: the day on which it was said (ISO 8601).
    """
    return {
        "format": 1,
        "kind": f"client {kind}",
        "run_in": run_in,
        "of_sha256": of_sha256,
        "number": number,
        "answers": answers,
        "decision": decision,
        "given_on": given_on,
        "text": text,
        "signature": signature,
    }


def sha256(text: str) -> str:
    """The hash of a signed text, in hex. It stays inside the seal: a short text can be guessed from it."""
    return hashlib.sha256(text.encode()).hexdigest()


def unnoticed(option: str) -> str:
    """What clause 32 says about run-ins that only the therapist noticed: "relevant", "always" or "never".

    A policy that does not say counts as the default: no record unless it matters clinically.
    """
    return {"always_tell": "always", "always": "always", "never": "never"}.get(option, "relevant")


SOON: Final = timedelta(days=2)
"""Signed within this time of the run-in counts as soon."""
