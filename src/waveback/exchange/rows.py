"""One row of a client list as a person: names taken apart, cells tidied, and a sentence for whatever isn't right."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from waveback.exchange import dates
from waveback.exchange.csv import Row, starts_like_a_formula
from waveback.people import rules as people_rules

LONGEST_NAME = 120
LONGEST = {"email": 254, "phone": 40, "number": 60}

_EMAIL = re.compile(r"^[^@\s,;<>\"]+@[^@\s,;<>\".]+(?:\.[^@\s,;<>\".]+)+$")
_NICKNAME = re.compile(r"\s*[\"“”(]\s*([^\"“”()]+?)\s*[\"“”)]\s*")
_SUFFIXES = {"jr", "sr", "ii", "iii", "iv"}
_ENDED = {
    "discharged",
    "inactive",
    "closed",
    "archived",
    "ended",
    "terminated",
    "former",
    "no",
    "false",
    "0",
    "n",
    "past",
}


@dataclass(frozen=True)
class Person:
    """Somebody in the list. Empty text where the list says nothing."""

    line: int
    legal_name: str
    name_used: str = ""
    email: str = ""
    phone: str = ""
    outside_id: str = ""
    birth_date: date | None = None
    ended: bool = False
    minor: bool = False


def read(
    row: Row, columns: Mapping[str, int], order: dates.Order | None, today: date
) -> tuple[Person | None, list[str]]:
    """Return the person in this row and what is wrong with the row; the person is None when it can't be read at all."""
    if row.broken:
        return None, [row.broken]
    cells = {code: _tidy(row.cells[index]) for code, index in columns.items()}
    problems: list[str] = []
    legal, used = _names(cells, problems)
    born = _born(cells.get("born", ""), order, today, problems)
    for code, most in LONGEST.items():
        if len(cells.get(code, "")) > most:
            problems.append(f"The {_CALLED[code]} has {len(cells[code])} signs; at most {most} fit. Shorten it.")
    email = cells.get("email", "").removeprefix("mailto:")
    if email and not _EMAIL.match(email):
        problems.append(f"“{_shown(email)}” is not an e-mail address. Correct it, or leave it empty.")
    return Person(
        line=row.line, legal_name=legal, name_used=used, email=email, phone=cells.get("phone", ""),
        outside_id=cells.get("number", ""), birth_date=born,
        ended=cells.get("status", "").casefold() in _ENDED, minor=born is not None and is_minor(born, today),
    ), problems  # fmt: skip


_CALLED = {"email": "e-mail", "phone": "phone number", "number": "number from the other system"}


def _born(cell: str, order: dates.Order | None, today: date, problems: list[str]) -> date | None:
    try:
        return dates.parse(cell, order, today)
    except dates.NotADate as error:
        problems.append(str(error))
        return None


def _names(cells: Mapping[str, str], problems: list[str]) -> tuple[str, str]:
    """Legal name and name used, each as a whole name, given names first."""
    if "name" in cells:
        given, family, nickname = split_name(cells["name"])
    else:
        given, nickname = _without_nickname(cells["first"])
        family = cells["last"]
    legal = " ".join(part for part in (given, family) if part)
    used = cells.get("used", "") or nickname
    if used and family and comparable(family) not in comparable(used):
        used = f"{used} {family}"
    if used == legal:
        used = ""
    _check_names(cells, legal, used, problems)
    return legal, used


def _check_names(cells: Mapping[str, str], legal: str, used: str, problems: list[str]) -> None:
    if not comparable(legal):
        problems.append("There is no name in this line. Add one, or delete the line.")
    elif any(starts_like_a_formula(cells.get(code, "")) for code in ("name", "first", "last", "used")):
        problems.append("The name starts with a sign that a spreadsheet would run as a formula. Type just the name.")
    elif any(people_rules.seen_name(name) != name for name in (legal, used)):
        problems.append("The name has signs in it that can't be shown. Type it again.")
    elif max(len(legal), len(used)) > LONGEST_NAME:
        problems.append(f"The name has {max(len(legal), len(used))} signs; at most {LONGEST_NAME} fit. Shorten it.")


def split_name(whole: str) -> tuple[str, str, str]:
    """Given names, family name and nickname of "Byrne, Aoife “Effie”"; a name without comma stays whole, as given."""
    plain, nickname = _without_nickname(whole)
    parts = [part.strip() for part in plain.split(",") if part.strip()]
    if len(parts) < 2:
        return (parts[0] if parts else ""), "", nickname
    suffixes = [part for part in parts[1:] if part.casefold().strip(".") in _SUFFIXES]
    given = [part for part in parts[1:] if part not in suffixes]
    return " ".join(given), " ".join([parts[0], *suffixes]), nickname


def _without_nickname(name: str) -> tuple[str, str]:
    found = _NICKNAME.search(name)
    if not found:
        return name, ""
    return " ".join((name[: found.start()] + " " + name[found.end() :]).split()).replace(" ,", ","), found[1]


def _tidy(cell: str) -> str:
    """One line, single spaces; ="01000", by which Excel keeps a leading nought, becomes 01000."""
    text = " ".join(unicodedata.normalize("NFC", cell).split())
    # The apostrophe that exchange.csv.written puts before "+1 512 …" comes off when the corrected rows come back.
    if text.startswith("'") and starts_like_a_formula(text[1:]):
        text = text[1:]
    if wrapped := re.fullmatch(r'="([\w .+-]*)"', text):
        return wrapped[1]
    return text


def _shown(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"


def comparable(name: str) -> str:
    """A name as far as it can be compared: without accents, signs and capitals."""
    bare = "".join(sign for sign in unicodedata.normalize("NFKD", name) if not unicodedata.combining(sign))
    return " ".join(re.sub(r"[^\w]+", " ", bare.casefold()).split())


def is_minor(born: date, today: date) -> bool:
    """Under eighteen on that day."""
    return (today.year - born.year, today.month, today.day) < (18, born.month, born.day)
