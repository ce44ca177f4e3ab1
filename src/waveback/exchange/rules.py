"""What becomes of each row of a client list: a new client, one who is there already, or a sentence what to do.

Pure: cells, the choices made on the preview and today's date go in, decisions come out. Nothing is guessed about a
person: where two rows might or might not be the same one, the therapist is asked.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from waveback.exchange import dates, rows
from waveback.exchange.csv import Table
from waveback.exchange.rows import Person, comparable


@dataclass(frozen=True)
class Choices:
    """What the preview decides: the column of each field, the order of dates, whether ended clients come too."""

    columns: Mapping[str, int]
    order: dates.Order | None = None
    ended_too: bool = False


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
        person, problems = rows.read(row, choices.columns, order, today)
        if person is not None and person.ended and not choices.ended_too:
            sorting.ended += 1
        elif problems or person is None:
            sorting.bad.append(Remark(row.line, " ".join(problems)))
        else:
            _place(person, register, sorting)
    return sorting


def reading_order(table: Table, choices: Choices) -> dates.Order | None:
    """Whether day or month comes first in this list; None where it isn't known (asked on the preview) or not needed."""
    if "born" not in choices.columns:
        return None
    return dates.order_of(dates.writing(table.column(choices.columns["born"])), choices.order)


def known(names: Iterable[str], email: str, outside_id: str, birth_date: date | None) -> Known:
    """The marks by which somebody who is there already is recognised."""
    marks = frozenset(mark for name in names if (mark := comparable(name)))
    return Known(marks, email.casefold().strip(), outside_id.strip(), birth_date)


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
    names = frozenset(mark for name in (person.legal_name, person.name_used) if (mark := comparable(name)))
    return Known(names, person.email.casefold(), person.outside_id, person.birth_date, person.line)
