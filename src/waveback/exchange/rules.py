"""What becomes of each row of a client list: a new client, one who is there already, or a sentence what to do.

Pure: cells, the choices made on the preview and today's date go in, decisions come out. Nothing is guessed about a
person: where two rows might or might not be the same one, the therapist is asked.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from waveback.exchange import dates
from waveback.exchange.csv import Row, Table, starts_like_a_formula

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
class Choices:
    """What the preview decides: the column of each field, the order of dates, whether ended clients come too."""

    columns: Mapping[str, int]
    order: dates.Order | None = None
    ended_too: bool = False


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


@dataclass(frozen=True)
class Known:
    """Somebody who is there already, as far as it takes to recognise them."""

    names: frozenset[str]
    email: str
    outside_id: str
    birth_date: date | None
    line: int | None = None


@dataclass(frozen=True)
class Remark:
    """One sentence or more about one row."""

    line: int
    text: str


@dataclass
class Sorting:
    """Every row of the list in exactly one of these, in the order of the file."""

    new: list[Person] = field(default_factory=list)
    already: list[Person] = field(default_factory=list)
    twice: list[Remark] = field(default_factory=list)
    ended: int = 0
    bad: list[Remark] = field(default_factory=list)


def sort_out(table: Table, choices: Choices, there: Iterable[Known], today: date) -> Sorting:
    """Decide about every row. Raises KeyError when `choices` names no name column (mapping.complete asks first)."""
    sorting = Sorting()
    register = _Register(there)
    order = reading_order(table, choices)
    for row in table.rows:
        person, problems = _read(row, choices.columns, order, today)
        if person is not None and person.ended and not choices.ended_too:
            sorting.ended += 1
        elif problems or person is None:
            sorting.bad.append(Remark(row.line, " ".join(problems)))
        else:
            _place(person, register, sorting)
    return sorting


def is_minor(born: date, today: date) -> bool:
    """Under eighteen on that day."""
    return (today.year - born.year, today.month, today.day) < (18, born.month, born.day)


def reading_order(table: Table, choices: Choices) -> dates.Order | None:
    """Whether day or month comes first in this list; None where it isn't known (asked on the preview) or not needed."""
    if "born" not in choices.columns:
        return None
    return dates.order_of(dates.writing(table.column(choices.columns["born"])), choices.order)


def known(names: Iterable[str], email: str, outside_id: str, birth_date: date | None) -> Known:
    """The marks by which somebody who is there already is recognised."""
    keys = frozenset(key for name in names if (key := _key(name)))
    return Known(keys, email.casefold().strip(), outside_id.strip(), birth_date)


def _place(person: Person, register: "_Register", sorting: Sorting) -> None:
    found, sentence = register.find(person)
    if sentence:
        sorting.bad.append(Remark(person.line, sentence))
    elif found is None:
        sorting.new.append(person)
        register.add(_known_from(person))
    elif found.line is None:
        sorting.already.append(person)
    else:
        sorting.twice.append(Remark(person.line, f"The same person as in line {found.line}, so left out."))


class _Register:
    """Who is there, found by number and by name in constant time."""

    def __init__(self, there: Iterable[Known]) -> None:
        self._by_number: dict[str, Known] = {}
        self._by_name: dict[str, list[Known]] = {}
        for one in there:
            self.add(one)

    def add(self, one: Known) -> None:
        if one.outside_id:
            self._by_number.setdefault(one.outside_id, one)
        for name in one.names:
            self._by_name.setdefault(name, []).append(one)

    def find(self, person: Person) -> tuple[Known | None, str | None]:
        """Who this row is already, or a sentence when that can't be told."""
        mine = _known_from(person)
        by_number = self._by_number.get(mine.outside_id) if mine.outside_id else None
        if by_number is not None:
            if by_number.names & mine.names or _shares_mark(mine, by_number):
                return by_number, None
            return None, (
                f"Number {mine.outside_id} belongs to somebody with another name{_where(by_number)}."
                " Correct the number or the name, or empty the cell with the number."
            )
        namesakes = {id(one): one for name in mine.names for one in self._by_name.get(name, ())}
        return _among(mine, list(namesakes.values()))


def _among(mine: Known, namesakes: Sequence[Known]) -> tuple[Known | None, str | None]:
    """Namesakes: the same birth date (or, without one to compare, the same e-mail) makes the same person."""
    unclear = None
    for other in namesakes:
        if mine.birth_date and other.birth_date:
            if mine.birth_date == other.birth_date:
                return other, None
            if mine.email and mine.email == other.email:
                unclear = (
                    f"Somebody with this name and e-mail has another birth date{_where(other)}. Correct the date;"
                    " if they are two people, add this one by hand."
                )
        elif mine.email and other.email:
            if mine.email == other.email:
                return other, None
        elif _nothing_to_compare(mine):
            return other, None
        elif not (mine.outside_id and other.outside_id):
            unclear = (
                f"Somebody with this name is already{_where(other)}, and nothing tells whether it is the same"
                " person. Give both a birth date or an e-mail, or add this one by hand."
            )
    return None, unclear


def _nothing_to_compare(mine: Known) -> bool:
    return not (mine.birth_date or mine.email or mine.outside_id)


def _shares_mark(mine: Known, other: Known) -> bool:
    return bool(mine.birth_date and mine.birth_date == other.birth_date) or bool(
        mine.email and mine.email == other.email
    )


def _where(other: Known) -> str:
    return f" in line {other.line}" if other.line else " here"


def _known_from(person: Person) -> Known:
    names = frozenset(key for name in (person.legal_name, person.name_used) if (key := _key(name)))
    return Known(names, person.email.casefold(), person.outside_id, person.birth_date, person.line)


def _key(name: str) -> str:
    """A name as far as it can be compared: without accents, signs and capitals."""
    bare = "".join(sign for sign in unicodedata.normalize("NFKD", name) if not unicodedata.combining(sign))
    return " ".join(re.sub(r"[^\w]+", " ", bare.casefold()).split())


def _read(
    row: Row, columns: Mapping[str, int], order: dates.Order | None, today: date
) -> tuple[Person | None, list[str]]:
    """The person in this row and what is wrong with the row; the person is None when it can't be read at all."""
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
    if used and family and _key(family) not in _key(used):
        used = f"{used} {family}"
    if used == legal:
        used = ""
    _check_names(cells, legal, used, problems)
    return legal, used


def _check_names(cells: Mapping[str, str], legal: str, used: str, problems: list[str]) -> None:
    if not _key(legal):
        problems.append("There is no name in this line. Add one, or delete the line.")
    elif any(starts_like_a_formula(cells.get(code, "")) for code in ("name", "first", "last", "used")):
        problems.append("The name starts with a sign that a spreadsheet would run as a formula. Type just the name.")
    elif any(not sign.isprintable() for sign in legal + used):
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
