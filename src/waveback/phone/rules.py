"""Decisions about what a phone hands in: how it is read, what fits the form, when it happened, what becomes of it.

Pure; the time is passed in. Nothing that opens is refused: what fits no question stays as text.
"""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from itertools import pairwise
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from waveback.people import rules as people
from waveback.steps.document import questions
from waveback.steps.document import rules as document

MOST_BYTES: Final = 128 * 1024
"""Of one delivery, as it is sent."""
MOST_N: Final = 2**31 - 1
MOST_CAPTURES_A_DAY: Final = 500
MOST_HELD: Final = 1000
MOST_DEVICES: Final = 20
CODE_LASTS: Final = timedelta(minutes=15)
PIN_TRIES: Final = 5
PIN_TRIES_OF_MEMBER: Final = 8
"""Wrong tries on all phones of one member together."""
SEEN_EVERY: Final = timedelta(minutes=1)
CLOCK_MAY_DIFFER: Final = timedelta(minutes=5)
LONGEST_OFFSET: Final = 10 * 365 * 86_400  # seconds; a clock further off says nothing

# Why something is set apart instead of being kept.
ENDED, AWAY, LEFT, HANDS, UNKNOWN, CHANGED, DISCARDED = (
    "ended", "away", "left", "hands", "unknown", "changed", "discarded",
)  # fmt: skip
REASONS: Final = (ENDED, AWAY, LEFT, HANDS, UNKNOWN, CHANGED, DISCARDED)


SOMEBODY: Final = "Somebody chosen on the phone"
"""Who it was, where the client who was chosen is not within reach any more."""


class NotAsSealed(ValueError):
    """It opened, but is not what the envelope says: another capture, another turn, no object."""


@dataclass(frozen=True)
class Sealed:
    """One delivery as it was sent. offset: seconds by which the server's clock is ahead of the phone's, if told."""

    capture: UUID
    n: int
    device: UUID
    key: UUID
    sealed: bytes
    offset: int | None

    @property
    def sealed_digest(self) -> str:
        """SHA-256 of the sealed bytes, in hex."""
        return hashlib.sha256(self.sealed).hexdigest()


@dataclass(frozen=True)
class Told:
    """What a capture says, ready for the document. client: an id that nobody has looked up yet."""

    client: UUID | None
    who: str
    facts: dict[str, Any]
    ease: int | None
    happened_at: datetime
    approximately: bool
    captured_at: datetime | None
    offset: int | None


# How it is read


def read(plain: bytes, capture: UUID, n: int) -> dict[str, Any]:
    """The sealed object. Raises NotAsSealed."""
    try:
        found = json.loads(plain)
    except (ValueError, RecursionError):
        raise NotAsSealed("A capture is no JSON.") from None
    if not isinstance(found, dict) or found.get("v") != 1 or not isinstance(found.get("fields"), dict):
        raise NotAsSealed("A capture has another shape.")
    if found.get("capture") != str(capture) or found.get("n") != n:
        raise NotAsSealed("A capture is not the one that the envelope names.")
    return found


def told(found: Mapping[str, Any], *, offset: int | None, now: datetime, zone: tzinfo) -> Told:
    """What fits the form, and the rest as text. zone: the practice's, where the phone's is not known."""
    fields = {clean(name): value for name, value in found["fields"].items()}
    captured_at = moment(found.get("captured_at"))
    rest: list[str] = []
    facts = _answers(fields, rest)
    happened_at, approximately = _happened(fields, captured_at, offset, now, _zone(found.get("zone")) or zone, rest)
    ease = _ease(fields.get("ease") or found.get("ease"), rest)
    client = _id(fields.get("client"), rest)
    rest += [_unfitting(name, value) for name, value in fields.items() if name not in KNOWN and value not in EMPTY]
    facts["line"] = with_rest(text(fields.get("line")), rest)
    return Told(client, text(fields.get("who")), facts, ease, happened_at, approximately, captured_at, offset)


ASKED: Final = {
    question.name: question for question in (*questions.AT_CAPTURE, *questions.ONLINE_AT_CAPTURE, questions.CHANCE)
}
EMPTY: Final[tuple[Any, ...]] = ("", [], None, False)
KNOWN: Final = frozenset(ASKED) | {
    "line", "ease", "client", "who", "when", "on", "at", "approximately", "another", "capture_key", "device_at",
    "csrfmiddlewaretoken",
}  # fmt: skip


def _answers(fields: Mapping[str, Any], rest: list[str]) -> dict[str, Any]:
    facts: dict[str, Any] = {}
    for name, question in ASKED.items():
        known = {one.value for one in question.answers}
        given = fields.get(name)
        chosen = given if isinstance(given, list) else [] if given in EMPTY else [given]
        fitting = [one for one in chosen if isinstance(one, str) and one in known]
        if not question.several:
            fitting = fitting[:1]
        if fitting:
            facts[name] = list(dict.fromkeys(fitting)) if question.several else fitting[0]
        rest += [_unfitting(question.asked, one) for one in chosen if one not in fitting and one not in EMPTY]
    if fields.get("another") not in EMPTY:
        rest.append("Somebody else whom I see was there, too.")
    return facts


def _unfitting(label: str, value: Any) -> str:
    return f"{label}: {text(value)}"


def with_rest(line: str, rest: list[str]) -> str:
    """The sentence, and below it what fits nowhere else."""
    return "\n".join([*([line] if line else []), *rest])


def _ease(given: Any, rest: list[str]) -> int | None:
    if given in EMPTY:
        return None
    if text(given) in questions.EASE:
        return int(text(given))
    rest.append(_unfitting("How at ease", given))
    return None


def _id(given: Any, rest: list[str]) -> UUID | None:
    if given in EMPTY or given == "later":
        return None
    try:
        return UUID(text(given))
    except ValueError:
        rest.append(_unfitting("Who", given))
        return None


def text(value: Any) -> str:
    """Anything from JSON as text that can be kept: a list by commas, an object as JSON, no half characters."""
    if value in EMPTY:
        return ""
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return clean(", ".join(value))
    return clean(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))


def clean(words: str) -> str:
    """Without lone surrogates, which no UTF-8 holds, and without NUL."""
    return words.encode("utf-8", "replace").decode().replace("\0", "").strip()


# When it was


def moment(given: Any) -> datetime | None:
    """An ISO moment with an offset, in UTC; None where it is none, or not of this age."""
    if not isinstance(given, str) or len(given) > 40:
        return None
    try:
        at = datetime.fromisoformat(given)
    except ValueError:
        return None
    return at.astimezone(UTC) if at.tzinfo and 2000 < at.year < 2200 else None


def offset_of(sent_at: Any, now: datetime) -> int | None:
    """Seconds by which the server's clock is ahead of the phone's; None where it did not say."""
    sent = moment(sent_at)
    seconds = round((now - sent).total_seconds()) if sent else None
    return None if seconds is None or abs(seconds) > LONGEST_OFFSET else seconds


def clock_is_off(offset: int | None) -> bool:
    return offset is not None and abs(offset) > CLOCK_MAY_DIFFER.total_seconds()


def _happened(
    fields: Mapping[str, Any],
    captured_at: datetime | None,
    offset: int | None,
    now: datetime,
    zone: tzinfo,
    rest: list[str],
) -> tuple[datetime, bool]:
    """The moment, and whether it is an estimate. What lies ahead, or cannot be, becomes now, approximately."""
    estimate = fields.get("approximately") not in EMPTY
    if fields.get("when") == "earlier" or fields.get("on") not in EMPTY:
        given = _given(fields, zone, now)
        if given is not None and not document.lies_ahead(given[0], now):
            return given[0], given[1] or estimate
        rest.append(_unfitting("When", [text(fields.get(name)) for name in ("on", "at") if text(fields.get(name))]))
        estimate = True
    at = captured_at
    if at is not None and clock_is_off(offset):
        at, estimate = at + timedelta(seconds=offset or 0), True
    if at is None or document.lies_ahead(at, now):
        return now, True
    return at, estimate


def _given(fields: Mapping[str, Any], zone: tzinfo, now: datetime) -> tuple[datetime, bool] | None:
    """A day and perhaps a time, as the form takes them: without a time it is noon, approximately."""
    try:
        day = date.fromisoformat(text(fields.get("on")))
        at = time.fromisoformat(text(fields.get("at"))).replace(tzinfo=None) if text(fields.get("at")) else None
    except ValueError:
        return None
    if not 2000 < day.year < 2200:
        return None
    given = datetime.combine(day, at or time(12), tzinfo=zone).astimezone(UTC)
    if at is None and day == now.astimezone(zone).date():
        given = min(given, now)
    return given, at is None


def _zone(name: Any) -> ZoneInfo | None:
    if not isinstance(name, str) or not re.fullmatch(r"[A-Za-z][A-Za-z0-9_+/-]{0,63}", name):
        return None
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # not known; a folder of zones is an OSError
        return None


# What becomes of it


def apart(*, ended: bool, suspended: bool, left: bool, own_hands: bool) -> str:
    """Why something is set apart, by the standing of the device that sealed it and of whoever brings it; else ""."""
    if left:
        return LEFT
    if ended:
        return ENDED
    if suspended:
        return AWAY
    return "" if own_hands else HANDS


# Codes and PINs

ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: nothing in it is taken for something else."""
CODE_SIGNS: Final = 10


def plain_code(typed: str) -> str:
    """A code as it was meant: without dashes and spaces, O read as 0, I and L as 1."""
    told = re.sub(r"[\s-]", "", typed).upper()
    return told.translate(str.maketrans("OIL", "011"))


def shown_code(code: str) -> str:
    return f"{code[:5]}-{code[5:]}"


def code_is_open(made_at: datetime, spent_at: datetime | None, now: datetime) -> bool:
    return spent_at is None and now - made_at < CODE_LASTS


LONGEST_NAME: Final = 40


def device_name(typed: str) -> str:
    """A phone's name in one line, without signs that cannot be seen; "" when nothing is left."""
    return people.seen_name(clean(typed))[:LONGEST_NAME].strip()


def weak_pin(pin: str) -> str:
    """Why this PIN will not do, as a sentence; else ""."""
    if not re.fullmatch(r"[0-9]{6}", pin):
        return "Choose six digits."
    steps = {(int(b) - int(a)) % 10 for a, b in pairwise(pin)}
    if len(steps) == 1 and steps <= {0, 1, 9}:
        return "Choose digits that do not simply repeat or count."
    return ""
