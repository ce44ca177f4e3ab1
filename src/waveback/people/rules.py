"""Decisions about people: professions, kinds of clients, claim links. Pure; time is passed in."""

import unicodedata
from datetime import UTC, date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

PROFESSIONS: Final = {
    "apa": "Psychologist (APA)",
    "aca": "Counsellor (ACA)",
    "nasw": "Social worker (NASW)",
    "aamft": "Marriage and family therapist (AAMFT)",
    "bacp": "Counsellor or psychotherapist (BACP)",
    "cpa": "Psychologist in Canada (CPA)",
    "other": "Another profession",
}

# For programmes to which the United States' rule on records of substance use treatment applies. The owner says whether
# it does; the texts say what follows from it here, and are no advice.
PART_TWO_NOTICE: Final = (
    "This practice comes under the federal rule 42 CFR Part 2, which protects records of treatment for substance use. "
    "That you come here is itself such a record, and so is your answer on this page. We tell nobody, unless you agree "
    "in writing or that rule allows it. If we run into each other, nothing about that changes."
)
PART_TWO_PRINTED: Final = (
    "These records are protected by the federal rule 42 CFR Part 2. Whoever receives them may pass them on only as "
    "that rule allows."
)

CLIENT_KINDS: Final = {"individual": "One person", "couple": "A couple", "group": "A group or family"}

# Fixed, not free text: the reason is kept readable for ever.
DISPOSAL_REASONS: Final = {
    "retention": "The retention time is over.",
    "request": "The law required it to be erased.",
    "mistake": "The file was opened by mistake and held nothing.",
}

CLAIM_LASTS = timedelta(hours=24)
LOOKED_EVERY = timedelta(minutes=15)


def claim_is_open(created_at: datetime, spent_at: datetime | None, now: datetime) -> bool:
    """A claim link works once, within a day, and only the newest one (the action removes older ones)."""
    return spent_at is None and now - created_at < CLAIM_LASTS


def quarter_of_an_hour(at: datetime) -> datetime:
    """The start of the quarter of an hour in which `at` lies: looks at a file are entered once in each."""
    return at.replace(minute=at.minute - at.minute % 15, second=0, microsecond=0)


def local_day(at: datetime, time_zone: str) -> tuple[datetime, datetime]:
    """Start and end of the day, in the practice's zone, in which `at` lies."""
    zone = ZoneInfo(time_zone)
    day: date = at.astimezone(zone).date()
    start = datetime(day.year, day.month, day.day, tzinfo=zone)
    after = day + timedelta(days=1)
    return start, datetime(after.year, after.month, after.day, tzinfo=zone)


def is_skipped(local: datetime) -> bool:
    """True for a time of day that doesn't exist on its day, because the clocks go forward over it."""
    back = local.astimezone(UTC).astimezone(local.tzinfo)
    return back.replace(tzinfo=None) != local.replace(tzinfo=None)


def matches(text: str, *names: str) -> bool:
    """Whether every word of `text` stands somewhere in the names; case and accents do not matter."""
    haystack = " ".join(folded(name) for name in names)
    return all(word in haystack for word in folded(text).split())


def folded(text: str) -> str:
    """Case, accents and width folded away, so that "Lefèvre" is found by "lefevre"."""
    if text.isascii():
        return text.casefold()
    split = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in split if not unicodedata.combining(c))
