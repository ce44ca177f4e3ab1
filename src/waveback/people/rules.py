"""Decisions about people: professions, kinds of clients, claim links. Pure; time is passed in."""

import unicodedata
from datetime import UTC, date, datetime, timedelta
from typing import Final, Literal
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

DETAILS: Final = {
    "legal_name": "Legal name",
    "name_used": "Name used",
    "birth_date": "Born on",
    "email": "E-mail",
    "phone": "Telephone",
    "outside_id": "Number in another system",
    "guardian": "Guardian",
}
"""What is known of a client, as a record calls it."""

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


Paper = Literal["a4", "us-letter"]
A4: Final = "a4"
LETTER: Final = "us-letter"
PAPERS: Final[tuple[Paper, ...]] = (A4, LETTER)

# Where letters are written on A4 although the zone is American.
_A4_IN_AMERICA = (
    "America/Argentina/", "America/Araguaina", "America/Asuncion", "America/Bahia", "America/Belem",
    "America/Boa_Vista", "America/Buenos_Aires", "America/Campo_Grande", "America/Cayenne", "America/Cuiaba",
    "America/Danmarkshavn", "America/Eirunepe", "America/Fortaleza", "America/Godthab", "America/Guadeloupe",
    "America/Guayaquil", "America/Guyana", "America/Jamaica", "America/La_Paz", "America/Lima", "America/Maceio",
    "America/Manaus", "America/Martinique", "America/Miquelon", "America/Montevideo", "America/Noronha",
    "America/Nuuk", "America/Paramaribo", "America/Porto_Velho", "America/Recife", "America/Rio_Branco",
    "America/Santarem", "America/Sao_Paulo", "America/Scoresbysund", "America/Thule",
)  # fmt: skip
_LETTER_ELSEWHERE = (
    "US/",
    "Canada/",
    "Mexico/",
    "Pacific/Honolulu",
    "Pacific/Pago_Pago",
    "Pacific/Guam",
    "Asia/Manila",
)


def paper_for(time_zone: str) -> Paper:
    """The usual paper where a practice is: its time zone is all that is known of the place."""
    if time_zone.startswith("America/"):
        return A4 if time_zone.startswith(_A4_IN_AMERICA) else LETTER
    return LETTER if time_zone.startswith(_LETTER_ELSEWHERE) else A4


def paper_of(asked: str, time_zone: str) -> Paper:
    """The paper that was asked for, or the usual one of the place."""
    return next((paper for paper in PAPERS if paper == asked), paper_for(time_zone))


_JOINERS: Final = "\u200c\u200d"
"""Unseen, and yet part of how names are written in Persian and in the scripts of India."""


def seen_name(name: str) -> str:
    """A name in one line, without signs that cannot be seen: controls, and what turns the text around it."""
    return " ".join("".join(sign for sign in name if sign.isprintable() or sign.isspace() or sign in _JOINERS).split())
