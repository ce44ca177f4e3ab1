"""A client list as a file: bytes in, a table of cells out. Knows nothing about clients, and never guesses silently.

Read: UTF-8 with or without a mark, UTF-16, Windows-1252; comma, semicolon, tab or bar; any line ending; quoted cells
with line breaks in them; the `sep=;` line that Excel writes.
"""

import csv
import hashlib
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import zip_longest

MOST_BYTES = 5 * 1024 * 1024
MOST_ROWS = 10_000
MOST_COLUMNS = 100

_DELIMITERS = (",", ";", "\t", "|")
_SAVE_AS_CSV = (
    "Open it in the program it came from, choose Save as or Export, take CSV (UTF-8), and choose that file here."
)
_KINDS = {
    b"PK\x03\x04": "This is a workbook or an archive, not a CSV file.",
    b"\xd0\xcf\x11\xe0": "This is an older Excel workbook, not a CSV file.",
    b"%PDF": "This is a PDF, not a CSV file.",
    b"{\\rtf": "This is a text document, not a CSV file.",
    b"BEGIN:VCALENDAR": "This is a calendar, and no list of clients. Look for that list.",
    b"BEGIN:VCARD": "These are address cards, not a CSV file.",
}


class NotAList(ValueError):
    """The file can't be read as a list; the argument is one sentence for the user, which says what to do."""


@dataclass(frozen=True)
class Row:
    """One record. `line` is where it begins in the file, counted from 1; `broken` is a sentence, or None."""

    line: int
    cells: tuple[str, ...]
    broken: str | None = None


@dataclass(frozen=True)
class Table:
    """Column titles and rows; each unbroken row has exactly as many cells as there are titles."""

    titles: tuple[str, ...]
    rows: tuple[Row, ...]

    def column(self, index: int) -> list[str]:
        """The cells of one column, top to bottom, without the broken rows."""
        return [row.cells[index] for row in self.rows if row.broken is None]


def read(content: bytes) -> Table:
    """The table in `content`. Raises NotAList with a sentence when there is none, or when it is too large."""
    if len(content) > MOST_BYTES:
        raise NotAList(
            "This file is larger than 5 MB. Split it into smaller files and bring them in one after another."
        )
    text = _without_separator_line(decoded(content))
    records = _records(text, _delimiter(text))
    titles = next(records, None)
    if titles is None or titles.broken:
        raise NotAList("The first line can't be read. It must name the columns, such as First name, Last name, E-mail.")
    names = _titles(titles)
    rows = []
    for row in records:
        if any(cell.strip() for cell in row.cells) or row.broken:
            rows.append(_fitted(row, len(names)))
        if len(rows) > MOST_ROWS:
            raise NotAList("This file has more than 10,000 rows. Split it and bring the parts in one after another.")
    return Table(names, tuple(rows))


def decoded(content: bytes) -> str:
    """The file's text. Raises NotAList for workbooks, PDFs, empty files and anything with NUL in it."""
    if not content.strip():
        raise NotAList("This file is empty. Export the list again and choose the new file.")
    for start, sentence in _KINDS.items():
        if content.removeprefix(b"\xef\xbb\xbf").startswith(start):
            raise NotAList(f"{sentence} {_SAVE_AS_CSV}")
    for encoding in _encodings(content):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            break
        return text
    raise NotAList(f"This file holds something other than text. {_SAVE_AS_CSV}")


def written(titles: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A CSV text that is safe to open in a spreadsheet: a cell that would run as a formula gets an apostrophe first."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([_harmless(cell) for cell in titles])
    writer.writerows([_harmless(cell) for cell in row] for row in rows)
    return out.getvalue()


def fingerprint(titles: Iterable[str]) -> str:
    """64 hex digits that stand for these column titles, whatever their spelling in capitals and spaces."""
    plain = "\n".join(" ".join(title.casefold().split()) for title in titles)
    return hashlib.sha256(plain.encode()).hexdigest()


def starts_like_a_formula(text: str) -> bool:
    """True when a spreadsheet would take this cell for something to run."""
    return text.startswith(("=", "+", "-", "@", "\t", "\r"))


def _harmless(cell: str) -> str:
    return "'" + cell if starts_like_a_formula(cell) else cell


def _encodings(content: bytes) -> tuple[str, ...]:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return ("utf-16",)
    # Without a mark, the NUL halves of Latin letters tell UTF-16 and its byte order.
    if content[1:2] == b"\0":
        return ("utf-16-le",)
    if content[:1] == b"\0":
        return ("utf-16-be",)
    return ("utf-8-sig", "cp1252")


def _without_separator_line(text: str) -> str:
    first, _, rest = text.partition("\n")
    # The line stays as an empty one, so that the numbers of the lines below it don't change.
    return "\n" + rest if first.strip().strip('"').lower() in {f"sep={sign}" for sign in _DELIMITERS} else text


def _delimiter(text: str) -> str:
    sample = text[:100_000]
    return max(_DELIMITERS, key=lambda sign: len(next(_records(sample, sign), Row(1, ())).cells))


def _records(text: str, delimiter: str) -> Iterator[Row]:
    """Every record that isn't an empty line, broken ones with a sentence instead of cells."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    while True:
        line = reader.line_num + 1
        try:
            cells = tuple(next(reader))
        except StopIteration:
            return
        except csv.Error as error:
            yield Row(line, (), _broken(str(error)))
            continue
        if cells:
            yield Row(line, cells)


def _broken(error: str) -> str:
    if "end of data" in error:
        return "A quotation mark opens in this line and never closes, so nothing from here on was read. Close it."
    if "field limit" in error:
        return "One cell of this line is enormous; perhaps a quotation mark is missing. Check the line."
    return "The quotation marks in this line don't match. Check them."


def _titles(row: Row) -> tuple[str, ...]:
    titles = tuple(" ".join(cell.split()) for cell in row.cells)
    while titles and not titles[-1]:
        titles = titles[:-1]
    if not titles:
        raise NotAList("The first line is empty. It must name the columns, such as First name, Last name, E-mail.")
    if len(titles) > MOST_COLUMNS:
        raise NotAList("This list has more than 100 columns. Export only names and contact data, and choose that file.")
    if any("@" in title and "." in title for title in titles):
        raise NotAList("The first line holds a person already. Add a line above it that names the columns.")
    return titles


def _fitted(row: Row, width: int) -> Row:
    if row.broken:
        return row
    if any(cell.strip() for cell in row.cells[width:]):
        sentence = (
            f"This line has {len(row.cells)} cells and the first line names {width}. Put a cell that has a comma"
            " or semicolon in it between quotation marks."
        )
        return Row(row.line, row.cells, sentence)
    return Row(row.line, tuple(cell for cell, _ in zip_longest(row.cells[:width], range(width), fillvalue="")))
