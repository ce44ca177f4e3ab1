"""A client list between looking and bringing in: what is kept of the file, and nothing that isn't needed.

Columns that have no business here (medical alerts, notes, other people's data) are gone before anything is stored.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from waveback.exchange import csv, mapping
from waveback.exchange.csv import Row, Table
from waveback.exchange.rules import Choices


@dataclass(frozen=True)
class Kept:
    """The table without its unneeded columns, their titles, the file's fingerprint, and what was chosen so far."""

    table: Table
    dropped: tuple[str, ...]
    fingerprint: str
    choices: Choices
    remembered: bool = False

    def as_json(self) -> dict[str, Any]:
        return {
            "titles": self.table.titles,
            "rows": [[row.line, row.broken, *row.cells] for row in self.table.rows],
            "dropped": self.dropped,
            "fingerprint": self.fingerprint,
            "columns": dict(self.choices.columns),
            "order": self.choices.order,
            "ended_too": self.choices.ended_too,
            "remembered": self.remembered,
        }

    def only(self, lines: set[int]) -> "Kept":
        """The same with no more than these rows: what is left to correct."""
        rows = tuple(row for row in self.table.rows if row.line in lines)
        return replace(self, table=Table(self.table.titles, rows))

    def corrected(self, cells: Mapping[tuple[int, int], str]) -> "Kept":
        """The same with some cells, given by line and column, typed anew."""
        rows = tuple(_corrected(row, cells) for row in self.table.rows)
        return replace(self, table=Table(self.table.titles, rows))


def from_file(content: bytes) -> Kept:
    """What is kept of an uploaded file, with the columns guessed. Raises csv.NotAList."""
    whole = csv.read(content)
    needed = [index for index, title in enumerate(whole.titles) if not mapping.unneeded(title)]
    titles = tuple(whole.titles[index] for index in needed)
    # A broken row can't be cut into columns, so nothing of it is kept but its line and what is wrong with it.
    rows = tuple(
        Row(row.line, () if row.broken else tuple(row.cells[index] for index in needed), row.broken)
        for row in whole.rows
    )
    dropped = tuple(title for title in whole.titles if mapping.unneeded(title))
    return Kept(Table(titles, rows), dropped, csv.fingerprint(whole.titles), Choices(mapping.guess(titles)))


def from_json(stored: Mapping[str, Any]) -> Kept:
    """What `Kept.as_json` gave."""
    rows = tuple(Row(line, tuple(cells), broken) for line, broken, *cells in stored["rows"])
    return Kept(
        table=Table(tuple(stored["titles"]), rows),
        dropped=tuple(stored["dropped"]),
        fingerprint=stored["fingerprint"],
        choices=Choices(stored["columns"], stored["order"], stored["ended_too"]),
        remembered=stored["remembered"],
    )


def _corrected(row: Row, cells: Mapping[tuple[int, int], str]) -> Row:
    if row.broken:
        return row
    return replace(row, cells=tuple(cells.get((row.line, index), cell) for index, cell in enumerate(row.cells)))
